// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// Outcome is what came of edits.
type Outcome struct {
	Revision  int64
	Applied   []edit.Applied
	Conflicts []Conflict
	Refused   fault.List // edits that make no sense, by their place in the list
	Faults    fault.List // of the draft as it is now
}

// Conflict is an edit that was not made, with who was there before.
type Conflict struct {
	edit.Conflict
	By string // "" where it is not known any more
}

// Edit changes the draft of a journey, beginning one where there is none. Edits
// that conflict or make no sense are left out, the others are on disk when it
// returns. An author with an e-mail address in owns may change nothing but the
// steps that have it as their owner's.
func (c *Catalogue) Edit(ctx context.Context, id journey.ID, by Author, edits []edit.Edit, owns string) (*Outcome, error) {
	out := &Outcome{}
	var since int64
	err := c.write(ctx, by, func(w *work) error {
		r, err := w.journey(id)
		if err != nil {
			return err
		}
		if r.Draft == nil {
			r.Draft = &Draft{Text: r.Latest.Text, Base: r.Latest.Number, Since: r.Revision}
		}
		since = r.Draft.Since
		return w.edit(r, edits, owns, out)
	})
	if err != nil {
		return nil, err
	}
	return out, c.blame(ctx, Key{Journeys, string(id)}, since, out.Conflicts)
}

// journey returns a journey that can be changed.
func (w *work) journey(id journey.ID) (Record, error) {
	r, err := w.record(Key{Journeys, string(id)})
	switch {
	case err != nil:
		return r, err
	case r.Revision == 0:
		return r, w.current.Load().noJourney(id)
	case !r.Archived.IsZero():
		return r, fault.New(fault.Conflict, "the journey is in the archive").WithRemedy("restore a version first")
	}
	return r, nil
}

// edit applies edits to the draft of r and keeps it, if it says something else
// than before.
func (w *work) edit(r Record, edits []edit.Edit, owns string, out *Outcome) error {
	lib := w.current.Load().library
	was := lib.draft(r)
	if was.doc == nil {
		return was.faults
	}
	done, err := edit.Apply(was.doc, edits, rules(r, &lib.Workspace, owns))
	if err != nil {
		return err
	}
	out.Revision, out.Applied, out.Refused, out.Faults = r.Revision, done.Applied, done.Refused, was.faults
	for _, one := range done.Conflicts {
		out.Conflicts = append(out.Conflicts, Conflict{Conflict: one})
	}
	if done.Document == was.doc {
		return nil
	}
	r.Spent = spend(r.Spent, was.journey, done.Journey)
	if r, err = w.redraft(r, done.Document, Entry{Did: Edited, Edits: done.Applied}); err != nil {
		return err
	}
	now := lib.compare(r, lib.decode(done.Document, nil))
	lib.put(draftName(r.Key, r.Revision), now)
	lib.forget(draftName(r.Key, r.Revision-1)) // nobody asks for it any more
	out.Revision, out.Faults = r.Revision, now.faults
	return nil
}

func rules(r Record, w *journey.Workspace, owns string) edit.Rules {
	rules := edit.Rules{Spent: func(id journey.StepID) bool { return slices.Contains(r.Spent, id) }}
	if owns != "" {
		rules.May = func(j *journey.Journey, e edit.Edit) *fault.Fault {
			if edit.Owns(w, j, owns, e) {
				return nil
			}
			return fault.New(fault.Forbidden, "you may change what the steps say that you own").
				WithRemedy("ask for the role of an editor, or to be named as the step's owner")
		}
	}
	return rules
}

// redraft keeps another text as the draft of r.
func (w *work) redraft(r Record, doc *document.Document, e Entry) (Record, error) {
	draft := Draft{Base: r.version(), Since: r.Revision}
	if r.Draft != nil {
		draft = *r.Draft
	}
	draft.Text, draft.By, draft.At = doc.Source(), w.by.Name, w.now()
	r.Draft = &draft
	return w.keep(r, e)
}

// blame tells of each conflict who last changed that field.
func (c *Catalogue) blame(ctx context.Context, k Key, since int64, conflicts []Conflict) error {
	if len(conflicts) == 0 {
		return nil
	}
	log, err := c.store.EditsSince(ctx, k, since)
	if err != nil {
		return fmt.Errorf("find who was there before: %w", err)
	}
	for i := range conflicts {
		for _, entry := range slices.Backward(log) {
			if slices.ContainsFunc(entry.Edits, func(a edit.Applied) bool { return touches(a.Edit, conflicts[i].Edit) }) {
				conflicts[i].By = entry.Name
				break
			}
		}
	}
	return nil
}

// touches reports whether an edit changed what another is about.
func touches(done, other edit.Edit) bool {
	within := func(a, b string) bool { return a == b || strings.HasPrefix(a, b+".") }
	if other.Op != edit.Set {
		return other.Step != "" && done.Step == other.Step || other.Stage != "" && done.Stage == other.Stage
	}
	return done.Op == edit.Set && done.Step == other.Step && (within(done.Field, other.Field) || within(other.Field, done.Field))
}
