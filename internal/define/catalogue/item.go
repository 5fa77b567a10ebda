// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

// Item is a document around the journeys: a segment, a persona, a channel …
type Item struct {
	Key
	Version int
	ETag    string // changes whenever its text does
	Title   string
	Value   json.RawMessage // what it says, with the keys of its document
	Text    []byte          // its document
	Faults  fault.List      // what is wrong with it now, as a reference to something that is gone
	By      string
	At      time.Time
}

// Items lists the documents of a kind by id.
func (c *Catalogue) Items(kind Kind) ([]Item, error) {
	sh, err := shelfOf(kind)
	if err != nil {
		return nil, err
	}
	s := c.current.Load()
	out := []Item{}
	for _, r := range s.those(kind, Record.exists) {
		out = append(out, s.item(sh, r))
	}
	return out, nil
}

// Item returns one document around the journeys.
func (c *Catalogue) Item(k Key) (*Item, error) {
	sh, err := shelfOf(k.Kind)
	if err != nil {
		return nil, err
	}
	s := c.current.Load()
	r := s.records[k]
	if !r.exists() {
		return nil, noItem(k)
	}
	item := s.item(sh, r)
	return &item, nil
}

func noItem(k Key) error {
	return fault.New(fault.NotFound, "there is no %s %q", single(k.Kind), k.ID).WithRemedy("look at the list of %s", k.Kind)
}

// single is one of a kind, in a sentence.
func single(k Kind) string { return strings.TrimSuffix(string(k), "s") }

func (s *state) item(sh shelf, r Record) Item {
	out := Item{Key: r.Key, Version: r.Latest.Number, ETag: r.etag(), Title: r.ID, Value: json.RawMessage("{}"), Text: r.Latest.Text, By: r.Latest.By, At: r.Latest.At}
	for _, f := range s.library.Faults {
		if f.File == r.file() {
			out.Faults.Add(f)
		}
	}
	docs, err := document.Parse(r.file(), r.Latest.Text)
	if err != nil || len(docs) != 1 {
		return out
	}
	items := sh.items(sh.says(docs[0], new(fault.List)))
	if len(items) != 1 {
		return out
	}
	out.Title = titleOf(items[0], r.ID)
	if value, err := document.JSON(items[0]); err == nil {
		out.Value = value
	}
	return out
}

func (r Record) etag() string { return fmt.Sprintf("%d", r.version()) }

// Text is what an item should say: a document, or a value with its keys.
type Text struct {
	YAML  []byte
	Value any // as encoding/json decodes it; comments of the text before are kept
}

// Save makes a document's next version, or the document. etag is that of the
// version its author began from, "" for a document that is new. What is wrong
// with it is refused.
func (c *Catalogue) Save(ctx context.Context, k Key, by Author, text Text, etag string) (*Item, error) {
	sh, err := shelfOf(k.Kind)
	if err != nil {
		return nil, err
	}
	err = c.write(ctx, by, func(w *work) error {
		r, err := w.unchanged(k, etag)
		if err != nil {
			return err
		}
		doc, err := sh.parse(r, text)
		if err != nil {
			return err
		}
		digest, err := w.check(sh, k, doc)
		if err != nil || r.exists() && string(r.Latest.Text) == string(doc.Source()) {
			return err
		}
		_, err = w.save(r, doc.Source(), digest, Entry{Did: Saved})
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.Item(k)
}

// unchanged returns a document that is as its author saw it.
func (w *work) unchanged(k Key, etag string) (Record, error) {
	r, err := w.record(k)
	switch {
	case err != nil:
		return r, err
	case !r.exists() && etag != "":
		return r, noItem(k)
	case r.exists() && etag == "":
		return r, fault.New(fault.Conflict, "there is a %s %q already", single(k.Kind), k.ID).WithRemedy("choose another id, or change the one that is there")
	case r.exists() && etag != r.etag():
		return r, movedOn(r)
	}
	return r, nil
}

// save keeps a text as the next version of r.
func (w *work) save(r Record, text []byte, digest string, e Entry) (Record, error) {
	r.Latest = &Version{Number: r.version() + 1, Text: text, Digest: digest, By: w.by.Name, At: w.now()}
	r.Archived = time.Time{}
	e.Detail = versionNote(r.Latest)
	return w.keep(r, e)
}

// parse is the document that a text stands for; a value takes over the
// comments of the version before.
func (s shelf) parse(r Record, text Text) (*document.Document, error) {
	if text.Value == nil {
		return parseOne(r.Key, text.YAML)
	}
	want := s.wrap(document.Encode(text.Value))
	if s.fresh != nil {
		v, faults := s.fresh(), fault.List{}
		(&document.Document{File: r.file(), Kind: s.document, Version: 1, Root: want}).Decode(v, &faults)
		if faults.Err() != nil {
			return nil, s.inValue(faults.Errors())
		}
		want = document.Encode(v)
	}
	if r.exists() {
		old, err := parseOne(r.Key, r.Latest.Text)
		if err != nil {
			return nil, err
		}
		says := func(d *document.Document) any { return s.says(d, new(fault.List)) }
		return old.Patch(says(old).(*yaml.Node), want, says)
	}
	written, err := s.text(want)
	if err != nil {
		return nil, err
	}
	return parseOne(r.Key, written)
}

// inValue tells faults by their place in the value that was sent.
func (s shelf) inValue(faults fault.List) fault.List {
	for _, f := range faults {
		f.Field = strings.TrimPrefix(strings.TrimPrefix(f.Field, s.list), "[0].")
		f.Field, f.Place = document.Join("value", f.Field), fault.Place{}
	}
	return faults
}

// check finds what is wrong with a document in its workspace, and returns the
// digest of what it says.
func (w *work) check(sh shelf, k Key, doc *document.Document) (digest string, err error) {
	if sh.kind == Mappings {
		if !idPattern.MatchString(k.ID) {
			return "", fieldFault("id", fault.New(fault.Invalid, "%q is no id", k.ID).WithRemedy("lower-case letters, digits and hyphens"))
		}
		if w.CheckMapping != nil {
			err = w.CheckMapping(k.file(), doc.Source())
		}
		return digestOf(sh.says(doc, new(fault.List))), err
	}
	var faults fault.List
	says := sh.says(doc, &faults)
	if err := faults.Err(); err != nil {
		return "", faults.Errors()
	}
	items := sh.items(says)
	if len(items) != 1 {
		return "", fault.New(fault.Invalid, "the text lists %d %s", len(items), sh.list).WithRemedy("save each on its own")
	}
	if id := word(items[0], "id"); id != k.ID || !idPattern.MatchString(id) {
		return "", fieldFault("id", fault.New(fault.Invalid, "the text is about %q", id).WithRemedy("write id: %s; an id is of lower-case letters, digits and hyphens, and stays", k.ID))
	}
	texts := files(w.current.Load().records)
	texts[k.file()] = doc.Source()
	for _, f := range workspace.Read(texts).Faults.Errors() {
		if f.File == k.file() {
			faults.Add(f)
		}
	}
	return digestOf(says), faults.Err()
}

// Remove takes a document away; its versions stay. It refuses one that others
// refer to, and says which.
func (c *Catalogue) Remove(ctx context.Context, k Key, by Author, etag string) error {
	if _, err := shelfOf(k.Kind); err != nil {
		return err
	}
	return c.write(ctx, by, func(w *work) error {
		r, err := w.record(k)
		switch {
		case err != nil:
			return err
		case !r.exists():
			return noItem(k)
		case etag != "" && etag != r.etag():
			return movedOn(r)
		}
		if users := w.current.Load().users(k); len(users) > 0 {
			return fault.New(fault.Conflict, "%s %s it", strings.Join(users, ", "), map[bool]string{true: "uses", false: "use"}[len(users) == 1]).
				WithRemedy("take it out there first")
		}
		r.Archived = w.now()
		_, err = w.keep(r, Entry{Did: Removed})
		return err
	})
}

// users names the documents that would have a fault without another.
func (s *state) users(k Key) []string {
	if k.Kind == Mappings {
		return nil
	}
	rest := maps.Clone(s.records)
	delete(rest, k)
	without := newLibrary(rest, nil)
	names := map[string]string{}
	for _, f := range newFaults(s.library.Faults, without.Faults) {
		for other, r := range rest {
			if other.file() == f.File {
				sh, _ := shelfOf(other.Kind)
				names[f.File] = fmt.Sprintf("the %s “%s”", single(other.Kind), s.item(sh, r).Title)
			}
		}
	}
	for _, r := range s.journeys() {
		for _, text := range texts(r) {
			with, now := s.library.read(r.Key, text), without.read(r.Key, text)
			if len(newFaults(with.faults, now.faults)) > 0 {
				names[r.file()] = fmt.Sprintf("the journey “%s”", with.journey.Title)
			}
		}
	}
	return slices.Sorted(maps.Values(names))
}

// texts are the draft and the latest version of a journey.
func texts(r Record) (out [][]byte) {
	if r.Draft != nil {
		out = append(out, r.Draft.Text)
	}
	if r.Latest != nil {
		out = append(out, r.Latest.Text)
	}
	return out
}

// newFaults are the errors that come on top.
func newFaults(before, after fault.List) (out fault.List) {
	for _, f := range after.Errors() {
		if !slices.ContainsFunc(before, func(old *fault.Fault) bool { return old.File == f.File && old.Field == f.Field }) {
			out.Add(f)
		}
	}
	return out
}

// Validate finds what is wrong with a text in this workspace, without keeping
// it: a journey or any other document.
func (c *Catalogue) Validate(text []byte) fault.List {
	s := c.current.Load()
	const name = "document.yaml"
	docs, err := document.Parse(name, text)
	var faults fault.List
	if err != nil && !errors.As(err, &faults) {
		return fault.List{fault.New(fault.Invalid, "%v", err)}
	}
	around := files(s.records)
	for _, doc := range docs {
		switch i := slices.IndexFunc(shelves, func(sh shelf) bool { return sh.document == doc.Kind }); {
		case doc.Kind == "mapping" && c.CheckMapping != nil:
			faults = append(faults, faultsOf(c.CheckMapping(name, text))...)
		case i >= 0:
			for _, item := range shelves[i].items(withoutHead(doc.Root)) {
				delete(around, Key{shelves[i].kind, word(item, "id")}.file()) // what it would replace
			}
		}
	}
	around[name] = text
	for _, f := range workspace.Read(around).Faults {
		aboutJourneys := f.Warning && strings.Contains(f.Field, ".journeys[") // a lifecycle's, which are not read here
		if f.File == name && !aboutJourneys {
			faults.Add(f)
		}
	}
	return unique(faults)
}

func faultsOf(err error) fault.List {
	var list fault.List
	var one *fault.Fault
	switch {
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		return fault.List{one}
	}
	return nil
}

// unique drops faults that two readers found.
func unique(list fault.List) fault.List {
	out := fault.List{}
	seen := map[string]bool{}
	for _, f := range list {
		f.File = ""
		if !seen[f.Error()] {
			out.Add(f)
		}
		seen[f.Error()] = true
	}
	out.Sort()
	return out
}
