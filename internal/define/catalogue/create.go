// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/fault"
)

// New is a journey to be: from a template, from a text, or empty.
type New struct {
	ID       journey.ID // "": made from the title
	Title    string     // "": the template's, the text's
	Template string
	Text     []byte
}

// Brought is a document that came along, or did not.
type Brought struct {
	Key
	Title string
	How   How
}

// How a document came along.
type How string

// How documents come along.
const (
	Added   How = "added"    // it is new here
	Shared  How = "shared"   // it was here already, and says the same
	Kept    How = "kept"     // another of the same id was here already, and stays as it is
	AsDraft How = "as-draft" // it is new here, as a draft, since something is wrong with it
)

// Create makes a journey, as a draft. Documents that a template brings along
// are saved, but replace none that is there already.
func (c *Catalogue) Create(ctx context.Context, by Author, n New) (*View, []Brought, error) {
	var id journey.ID
	var brought []Brought
	err := c.write(ctx, by, func(w *work) error {
		doc, around, err := n.document()
		if err != nil {
			return err
		}
		j := form(doc)
		if id, err = w.newID(n.ID, j.ID, n.Title); err != nil {
			return err
		}
		doc, err = revise(doc, func(j *journey.Journey) {
			j.ID, j.Status = id, journey.Draft
			if n.Title != "" {
				j.Title = n.Title
			}
		})
		if err != nil {
			return err
		}
		if brought, err = w.bring(around, map[string]string{string(j.ID): string(id)}); err != nil {
			return err
		}
		did := Entry{Did: Made}
		if n.Template != "" {
			did.Detail = "from the template " + n.Template
		}
		_, err = w.redraft(Record{Key: Key{Journeys, string(id)}}, doc, did)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	view, err := c.View(ctx, id, DraftText)
	return view, brought, err
}

// document is the text to begin with, and the documents around it by file name.
func (n New) document() (*document.Document, map[string][]byte, error) {
	text, around := n.Text, map[string][]byte(nil)
	switch {
	case n.Template != "" && len(n.Text) > 0:
		return nil, nil, fault.New(fault.Invalid, "a journey begins with a template or with a text").WithRemedy("send one of them")
	case n.Template != "":
		texts, err := template.Files(n.Template)
		if err != nil {
			return nil, nil, err
		}
		around = maps.Clone(texts)
		text = around["journey.yaml"]
		delete(around, "journey.yaml")
	case len(n.Text) == 0 && n.Title == "":
		return nil, nil, fieldFault("title", fault.New(fault.Invalid, "the journey has no title").WithRemedy("in the customer's words, as in: I buy hiking gear online"))
	case len(n.Text) == 0:
		made, err := document.YAML(journey.Kind, &journey.Journey{ID: journey.ID(journey.Slug(n.Title)), Title: n.Title, State: journey.AsIs})
		if err != nil {
			return nil, nil, err
		}
		text = made
	}
	doc, err := readable(Key{Journeys, "journey"}, text)
	return doc, around, err
}

// readable parses a journey's text and refuses one with faults of form: what
// cannot be read cannot be shown or edited. What is wrong with what it says is
// told, and stands in no draft's way.
func readable(k Key, text []byte) (*document.Document, error) {
	doc, err := parseOne(k, text)
	if err != nil {
		return nil, err
	}
	var faults fault.List
	journey.Read(doc, &faults)
	if err := faults.Err(); err != nil {
		return nil, faults.Errors()
	}
	return doc, nil
}

func fieldFault(field string, f *fault.Fault) *fault.Fault {
	f.Field = field
	return f
}

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// newID is the id that a new journey gets: the one that is asked for, if it was
// never given; else the text's, or one made from the title, with a number behind
// it where somebody had it before.
func (w *work) newID(asked, text journey.ID, title string) (journey.ID, error) {
	taken := func(id journey.ID) (bool, error) {
		r, err := w.record(Key{Journeys, string(id)})
		return r.Revision > 0, err
	}
	if asked != "" {
		was, err := taken(asked)
		switch {
		case err != nil:
			return "", err
		case !idPattern.MatchString(string(asked)):
			return "", fieldFault("id", fault.New(fault.Invalid, "%q is no id", asked).WithRemedy("lower-case letters, digits and hyphens"))
		case was:
			return "", fieldFault("id", fault.New(fault.Conflict, "the id %q is taken, or was once", asked).WithRemedy("an id is given once; choose another"))
		}
		return asked, nil
	}
	base := text
	if title != "" {
		base = journey.ID(journey.Slug(title))
	}
	if !idPattern.MatchString(string(base)) { // it becomes the name of a file, and a part of addresses
		return "", fieldFault("id", fault.New(fault.Invalid, "%q is no id", base).WithRemedy("lower-case letters, digits and hyphens"))
	}
	for id, n := base, 2; ; n++ {
		if was, err := taken(id); err != nil || !was {
			return id, err
		}
		id = journey.ID(fmt.Sprintf("%s-%d", base, n))
	}
}

// ToBe makes a copy of an as-is journey to design what it should become, as a
// draft. Its steps keep their ids, by which the two are compared.
func (c *Catalogue) ToBe(ctx context.Context, id journey.ID, by Author, newID journey.ID, title string) (*View, error) {
	err := c.write(ctx, by, func(w *work) error {
		r, err := w.journey(id)
		if err != nil {
			return err
		}
		from, _ := w.current.Load().library.head(r)
		if s := from.journey.State; s == journey.ToBe || s == journey.Ideal {
			return fault.New(fault.Conflict, "%q is itself what another journey should become", from.journey.Title).WithRemedy("begin with the journey it improves: %s", from.journey.Improves)
		}
		if title == "" {
			title = from.journey.Title
		}
		if newID, err = w.newID(newID, id+"-to-be", ""); err != nil {
			return err
		}
		doc, err := revise(from.doc, func(j *journey.Journey) {
			j.ID, j.Title, j.State, j.Improves, j.Status = newID, title, journey.ToBe, id, journey.Draft
		})
		if err != nil {
			return err
		}
		_, err = w.redraft(Record{Key: Key{Journeys, string(newID)}}, doc, Entry{Did: Made, Detail: "to improve " + string(id)})
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.View(ctx, newID, DraftText)
}

// Expect is what an author knows of a journey whose whole text they replace.
type Expect struct {
	Revision *int64 // the journey's; 0: there is none yet
	Digest   string // of what the text says that they began from
}

// Put replaces the whole draft of a journey, or makes the journey. It refuses a
// text that cannot be read, and one whose author knew an older state.
func (c *Catalogue) Put(ctx context.Context, id journey.ID, by Author, text []byte, expect Expect) (*View, error) {
	k := Key{Journeys, string(id)}
	err := c.write(ctx, by, func(w *work) error {
		doc, err := readable(k, text)
		if err != nil {
			return err
		}
		if got := form(doc).ID; got != id {
			return fieldFault("id", fault.New(fault.Invalid, "the text is about %q", got).WithRemedy("write id: %s, or send it under its own id", id))
		}
		r, err := w.record(k)
		if err != nil {
			return err
		}
		if err := w.expected(r, expect); err != nil {
			return err
		}
		if r.Revision == 0 {
			if _, err := w.newID(id, "", ""); err != nil {
				return err
			}
			_, err = w.redraft(r, doc, Entry{Did: Made})
			return err
		}
		was := w.working(r)
		if string(was.doc.Source()) == string(text) {
			return nil
		}
		r.Spent = spend(r.Spent, was.journey, form(doc))
		_, err = w.redraft(r, doc, Entry{Did: Replaced})
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.View(ctx, id, DraftText)
}

// expected compares a journey with what its author knows of it.
func (w *work) expected(r Record, e Expect) error {
	switch {
	case !r.Archived.IsZero():
		return fault.New(fault.Conflict, "the journey is in the archive").WithRemedy("restore a version first")
	case e.Revision != nil && *e.Revision == r.Revision, r.Revision == 0 && e.Digest == "" && e.Revision == nil:
		return nil
	case r.Revision == 0:
		return fault.New(fault.Conflict, "there is no such journey yet").WithRemedy("send no revision, or revision 0, to make it")
	case e.Revision == nil && e.Digest != "" && e.Digest == w.working(r).digest():
		return nil
	case e.Revision == nil && e.Digest == "":
		return fault.New(fault.Conflict, "the journey is there already").WithRemedy("say which revision you began from; it is at %d", r.Revision)
	}
	return movedOn(r)
}

// bring saves the documents of files that are not there yet. Journeys that have
// got another id are known by it in lifecycles.
func (w *work) bring(texts map[string][]byte, renamed map[string]string) ([]Brought, error) {
	var out []Brought
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		docs, err := document.Parse(name, texts[name])
		if err != nil {
			return nil, err
		}
		for _, doc := range docs {
			list, err := w.bringDocument(doc, renamed)
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
		}
	}
	return out, nil
}

// bringDocument saves what a document lists; journeys are left to the caller.
func (w *work) bringDocument(doc *document.Document, renamed map[string]string) ([]Brought, error) {
	i := slices.IndexFunc(shelves, func(s shelf) bool { return s.document == doc.Kind })
	if i < 0 || shelves[i].kind == Mappings {
		return nil, nil
	}
	sh := shelves[i]
	texts, err := sh.split(doc)
	if err != nil {
		return nil, err
	}
	var out []Brought
	for _, text := range texts {
		b, err := w.bringItem(sh, text, renamed)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func (w *work) bringItem(sh shelf, text []byte, renamed map[string]string) (Brought, error) {
	doc, err := parseOne(Key{sh.kind, ""}, text)
	if err != nil {
		return Brought{}, err
	}
	if sh.kind == Lifecycles {
		if doc, err = rename(doc, renamed); err != nil {
			return Brought{}, err
		}
	}
	says := sh.says(doc, new(fault.List))
	item := sh.items(says)[0]
	b := Brought{Key: Key{sh.kind, word(item, "id")}, Title: titleOf(item, word(item, "id")), How: Added}
	if b.ID == "" {
		return b, fault.New(fault.Invalid, "a %s in the file has no id", single(b.Kind)).WithRemedy("give it one, as in id: regulars")
	}
	r, err := w.record(b.Key)
	if err != nil {
		return b, err
	}
	if r.exists() {
		b.How = Kept
		if r.Latest.Digest == digestOf(says) {
			b.How = Shared
		}
		return b, nil
	}
	_, err = w.save(r, doc.Source(), digestOf(says), Entry{Did: FromOthers})
	return b, err
}

// rename gives the journeys of a lifecycle their new ids.
func rename(doc *document.Document, ids map[string]string) (*document.Document, error) {
	read := func(d *document.Document) any {
		l, _ := lifecycle.Decode(d, new(fault.List))
		return l
	}
	l := read(doc).(*lifecycle.Lifecycle)
	is := document.Encode(l)
	for _, s := range l.States {
		for i, id := range s.Journeys {
			if to := ids[id]; to != "" {
				s.Journeys[i] = to
			}
		}
	}
	return doc.Patch(is, document.Encode(l), read)
}
