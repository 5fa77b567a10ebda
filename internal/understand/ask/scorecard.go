// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Scorecard computes the scorecard of a journey and says in its notes where the
// question or the document names what the data does not have: a misspelt name
// must not look like a measured zero.
func (d *Desk) Scorecard(ctx context.Context, docs *workspace.Documents, q scorecard.Question) (*scorecard.Card, error) {
	card, err := scorecard.Compute(ctx, d.Index, docs.Files[0].Journey, &docs.Workspace, q)
	if err == nil {
		card.Version = docs.Files[0].Version
	}
	if err != nil || card.Basis != scorecard.ByEvents {
		return card, err
	}
	if card.Instances.Total == 0 && q.Where != nil {
		notes, err := d.unmet(ctx, q)
		card.Notes = append(notes, card.Notes...)
		return card, err
	}
	if !slices.ContainsFunc(card.Steps, func(s scorecard.Step) bool { return s.Observed && s.Reach != nil && *s.Reach == 0 }) {
		return card, nil
	}
	notes, err := d.unknownEvents(ctx, docs.Files[0].Journey, q)
	card.Notes = append(notes, card.Notes...)
	return card, err
}

// unknownEvents tells which events of a journey's evidence are not in the log.
func (d *Desk) unknownEvents(ctx context.Context, j *journey.Journey, q scorecard.Question) (notes []string, err error) {
	o, err := d.Log.Overview(ctx, sequence.Scope{AsOf: q.AsOf})
	if err != nil {
		return nil, err
	}
	known := make([]string, len(o.Names))
	for i, n := range o.Names {
		known[i] = n.Name
	}
	told := map[string]bool{}
	steps := j.Steps()
	for _, c := range j.Claims() {
		name := c.Evidence.Event
		if name == "" || told[name] || slices.Contains(known, name) {
			continue
		}
		told[name] = true
		note := fmt.Sprintf("The data has no event %q, the evidence of step %q: its zeros mean that nothing is known.", name, steps[c.Step].ID)
		if near := nearName(name, known); near != "" {
			note += fmt.Sprintf(" Did you mean %q?", near)
		}
		notes = append(notes, note)
	}
	return notes, nil
}

// nearName is the known name that is most like one, also in other letter case.
func nearName(name string, known []string) string {
	for _, k := range known {
		if strings.EqualFold(k, name) {
			return k
		}
	}
	return fault.Nearest(name, known)
}

// unmet tells which fields of a condition no event has.
func (d *Desk) unmet(ctx context.Context, q scorecard.Question) (notes []string, err error) {
	has := func(f evidence.Field) (bool, error) {
		tree, faults := evidence.Parse(map[string]any{string(f.Scope) + "." + strings.Join(f.Path, "."): map[string]any{"exists": true}}, evidence.Properties)
		if len(faults) > 0 {
			return true, nil // not for us to say
		}
		o, err := d.Log.Overview(ctx, sequence.Scope{Where: tree, AsOf: q.AsOf})
		return err != nil || o.Events > 0, err
	}
	q.Where.Fields(func(f evidence.Field) {
		if err != nil || f.Scope != evidence.Properties {
			return
		}
		var found, trait bool
		if found, err = has(f); found || err != nil {
			return
		}
		path := strings.Join(f.Path, ".")
		note := fmt.Sprintf("No event has a property %q.", path)
		if trait, err = has(evidence.Field{Scope: evidence.Traits, Path: f.Path}); trait && err == nil {
			note += fmt.Sprintf(" It is a trait of customers: ask --where traits.%s=…", path)
		}
		notes = append(notes, note)
	})
	return notes, err
}
