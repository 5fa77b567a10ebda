// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"fmt"
	"slices"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// Publish makes the draft of a journey its next version, and returns it. It
// refuses a draft with errors, one that has moved on from the revision its
// author saw, and one that says nothing new.
func (c *Catalogue) Publish(ctx context.Context, id journey.ID, by Author, revision int64, note string) (*Version, error) {
	var out *Version
	err := c.write(ctx, by, func(w *work) error {
		r, err := w.drafted(id, revision)
		if err != nil {
			return err
		}
		lib := w.current.Load().library
		draft := lib.draft(r)
		if err := draft.faults.Err(); err != nil {
			return draft.faults.Errors()
		}
		doc, err := revise(draft.doc, func(j *journey.Journey) { j.Status = journey.Published })
		if err != nil {
			return err
		}
		if r.Latest != nil && sameAs(doc, lib.version(r.Key, r.Latest).doc) {
			return fault.New(fault.Conflict, "nothing has changed since version %d", r.Latest.Number).WithRemedy("discard the draft, or change something first")
		}
		out = &Version{Number: r.version() + 1, Text: doc.Source(), Digest: digest(doc), Note: note, By: by.Name, At: w.now()}
		r.Latest, r.Draft = out, nil
		_, err = w.keep(r, Entry{Did: Published, Detail: versionNote(out)})
		return err
	})
	return out, err
}

func versionNote(v *Version) string {
	if v.Note == "" {
		return fmt.Sprintf("version %d", v.Number)
	}
	return fmt.Sprintf("version %d: %s", v.Number, v.Note)
}

// drafted returns a journey with a draft that its author has seen as it is.
func (w *work) drafted(id journey.ID, revision int64) (Record, error) {
	r, err := w.journey(id)
	switch {
	case err != nil:
		return r, err
	case r.Draft == nil:
		return r, fault.New(fault.Conflict, "the journey has no draft").WithRemedy("change something first; version %d is what everybody sees", r.version())
	case revision != r.Revision:
		return r, movedOn(r)
	}
	return r, nil
}

func movedOn(r Record) *fault.Fault {
	who := "somebody"
	switch {
	case r.Draft != nil && r.Draft.By != "":
		who = r.Draft.By
	case r.Draft == nil && r.Latest != nil && r.Latest.By != "":
		who = r.Latest.By
	}
	return fault.New(fault.Conflict, "%s has changed it meanwhile", who).WithRemedy("look at what is new, then try again; it is at revision %d", r.Revision)
}

// Discard takes the draft of a journey away; the latest version stays. It
// refuses a draft that has moved on from the revision its author saw.
func (c *Catalogue) Discard(ctx context.Context, id journey.ID, by Author, revision int64) error {
	return c.write(ctx, by, func(w *work) error {
		r, err := w.drafted(id, revision)
		if err != nil {
			return err
		}
		if r.Latest == nil {
			return fault.New(fault.Conflict, "the journey was never published, so nothing would be left of it").WithRemedy("put it into the archive instead")
		}
		lib := w.current.Load().library
		r.Spent = spend(r.Spent, lib.draft(r).journey, lib.version(r.Key, r.Latest).journey)
		r.Draft = nil
		_, err = w.keep(r, Entry{Did: Discarded})
		return err
	})
}

// Restore makes a version of before the draft, replacing the draft there may
// be, and takes the journey out of the archive. It returns the new revision. It
// refuses a draft that has moved on from the revision its author saw; nil: they
// did not look.
func (c *Catalogue) Restore(ctx context.Context, id journey.ID, by Author, number int, seen *int64) (int64, error) {
	var out int64
	err := c.write(ctx, by, func(w *work) error {
		r, err := w.record(Key{Journeys, string(id)})
		if err != nil {
			return err
		}
		if r.Revision == 0 {
			return w.current.Load().noJourney(id)
		}
		if seen != nil && r.Draft != nil && *seen != r.Revision {
			return movedOn(r)
		}
		if number == 0 && !r.Archived.IsZero() { // back as it was
			r.Archived = time.Time{}
			r, err = w.keep(r, Entry{Did: Restored, Detail: "from the archive"})
			out = r.Revision
			return err
		}
		v, err := c.version(ctx, r, number)
		if err != nil {
			return err
		}
		doc, err := parseOne(r.Key, v.Text)
		if err != nil {
			return err
		}
		r.Archived = time.Time{}
		r.Spent = spend(r.Spent, w.working(r).journey, form(doc))
		r, err = w.redraft(r, doc, Entry{Did: Restored, Detail: fmt.Sprintf("version %d", number)})
		out = r.Revision
		return err
	})
	return out, err
}

// Archive puts a journey away: lists leave it out, its id is never given again,
// its past stays readable.
func (c *Catalogue) Archive(ctx context.Context, id journey.ID, by Author) error {
	return c.write(ctx, by, func(w *work) error {
		r, err := w.journey(id)
		if err != nil {
			return err
		}
		r.Archived = w.now()
		_, err = w.keep(r, Entry{Did: PutAway})
		return err
	})
}

// Versions returns the versions of a journey or another document, the latest
// first.
func (c *Catalogue) Versions(ctx context.Context, k Key) ([]Version, error) {
	s := c.current.Load()
	if r := s.records[k]; r.Revision == 0 {
		if k.Kind == Journeys {
			return nil, s.noJourney(journey.ID(k.ID))
		}
		return nil, noItem(k)
	}
	list, err := c.store.Versions(ctx, k)
	slices.Reverse(list)
	return list, err
}

// Diff says in words what changed between two texts of a journey.
func (c *Catalogue) Diff(ctx context.Context, id journey.ID, from, to Which) ([]journey.Change, error) {
	s := c.current.Load()
	r, err := s.journey(id)
	if err != nil {
		return nil, err
	}
	a, _, err := c.open(ctx, s, r, from)
	if err != nil {
		return nil, err
	}
	b, _, err := c.open(ctx, s, r, to)
	if err != nil {
		return nil, err
	}
	return journey.Diff(a.journey, b.journey), nil
}

// revise changes what a journey's document says, keeping comments and order.
func revise(doc *document.Document, change func(*journey.Journey)) (*document.Document, error) {
	read := func(d *document.Document) any { return form(d) }
	j := form(doc)
	is := document.Encode(j)
	change(j)
	return doc.Patch(is, document.Encode(j), read)
}

// form reads a journey whose faults are told elsewhere.
func form(doc *document.Document) *journey.Journey {
	var ignored fault.List
	return journey.ReadShared(doc, &ignored)
}

func digest(doc *document.Document) string { return form(doc).Digest() }

// sameAs reports whether two documents say the same, comments included.
func sameAs(a, b *document.Document) bool {
	return digest(a) == digest(b) && slices.Equal(comments(a.Root), comments(b.Root))
}

// comments lists the comments of a document.
func comments(n *yaml.Node) (out []string) {
	for _, c := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		if c != "" {
			out = append(out, c)
		}
	}
	for _, inner := range n.Content {
		out = append(out, comments(inner)...)
	}
	return out
}

// parseOne reads a text that holds one document of a key's kind.
func parseOne(k Key, text []byte) (*document.Document, error) {
	docs, err := document.Parse(k.file(), text)
	if err != nil {
		return nil, err
	}
	if len(docs) != 1 {
		return nil, fault.New(fault.Invalid, "the text holds %d documents", len(docs)).WithRemedy("send one at a time").At(fault.Place{Line: docs[1].Root.Line})
	}
	kind := "journey"
	if k.Kind != Journeys {
		sh, err := shelfOf(k.Kind)
		if err != nil {
			return nil, err
		}
		kind = sh.document
	}
	if d := docs[0]; d.Kind != kind || d.Version != 1 {
		return nil, fault.New(fault.Invalid, "the text is a document of the kind %s/v%d", d.Kind, d.Version).WithRemedy("begin with wend: %s/v1", kind)
	}
	return docs[0], nil
}

// working is the text that people work on: the draft, else the latest version.
func (w *work) working(r Record) *opened {
	lib := w.current.Load().library
	if r.Draft != nil {
		return lib.draft(r)
	}
	return lib.version(r.Key, r.Latest)
}

// spend adds the ids of steps that a journey held and no longer does. They are
// never given again, so that a step's history is its own.
func spend(spent []journey.StepID, before, after *journey.Journey) []journey.StepID {
	out := slices.Clone(spent)
	for _, s := range before.Steps() {
		if _, here := after.Step(s.ID); !here && !slices.Contains(out, s.ID) {
			out = append(out, s.ID)
		}
	}
	slices.Sort(out)
	return out
}
