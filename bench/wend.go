// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/store/eventlog"
	behaviour "github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// wendSide is Wend with its instances in memory.
type wendSide struct{ x *sequence.Instances }

// String is Wend's name.
func (*wendSide) String() string { return "Wend" }

// Close does nothing: the instances are memory.
func (*wendSide) Close() error { return nil }

// openWend builds the instances of what a log holds: the whole history of a
// customer is one. With segments, each carries which of them its customer was in.
func openWend(ctx context.Context, log sequence.Log, segments bool, o sequence.Options) (*wendSide, error) {
	p, err := plan(segments)
	if err != nil {
		return nil, err
	}
	x, err := sequence.BuildWith(ctx, log, p, sequence.Question{AsOf: asOf}, o)
	if err != nil {
		return nil, fmt.Errorf("build the instances: %w", err)
	}
	return &wendSide{x}, nil
}

// refresh brings in what came to the log since.
func (w *wendSide) refresh(ctx context.Context, log sequence.Log) (*wendSide, error) {
	x, err := w.x.Refresh(ctx, log)
	if err != nil {
		return nil, fmt.Errorf("refresh the instances: %w", err)
	}
	return &wendSide{x}, nil
}

// plan is the plan of which every touchpoint is a step, and every tier a segment
// if wanted.
func plan(segments bool) (*sequence.Plan, error) {
	if !segments {
		return sequence.EventsPlan(touchpoints[:], &journey.Workspace{})
	}
	text := "wend: segments/v1\nsegments:\n"
	var ids []segment.ID
	for t := range tiers {
		ids = append(ids, segment.ID(fmt.Sprint("t", t)))
		text += fmt.Sprintf("  - {id: t%d, title: Tier %d, where: {tier: t%d}}\n", t, t, t)
	}
	docs := workspace.Read(map[string][]byte{"segments.yaml": []byte(text)})
	if err := docs.Faults.Err(); err != nil {
		return nil, err
	}
	return sequence.EventsPlan(touchpoints[:], &docs.Workspace, ids...)
}

// ask asks Wend.
func (w *wendSide) ask(ctx context.Context, q question) (answer, error) {
	switch q {
	case funnel:
		return w.levels(ctx, nil)
	case tiered:
		return w.levels(ctx, w.x.Plan.Segments)
	case transitions:
		r, err := path.FollowsOf(ctx, w.x)
		return func() []string { return followedRows(r) }, err
	}
	r, err := path.VariantsOf(ctx, w.x, top)
	return func() []string { return takenRows(r) }, err
}

// levels asks for the funnel, of all or by segment.
func (w *wendSide) levels(ctx context.Context, segments []segment.ID) (answer, error) {
	s := spec()
	if segments != nil {
		s.Breakdown = behaviour.BySegment(w.x, segments...)
	}
	r, err := behaviour.Levels(ctx, w.x, s)
	if err != nil {
		return nil, fmt.Errorf("funnel by Wend: %w", err)
	}
	return func() (rows []string) {
		if segments == nil {
			return []string{reached(-1, r.All.Steps)}
		}
		for tier, g := range r.Groups {
			rows = append(rows, reached(tier, g.Steps))
		}
		return rows
	}, nil
}

// followedRows writes transitions; they come in the order of their touchpoints.
func followedRows(r *path.Transitions) (rows []string) {
	for _, t := range r.Transitions {
		rows = append(rows, followed(t.From, t.To, int64(t.Count), *t.MedianS))
	}
	return rows
}

// takenRows writes variants.
func takenRows(r *path.Variants) (rows []string) {
	for _, v := range r.Top {
		rows = append(rows, taken(int64(v.Instances), v.Steps))
	}
	return rows
}

// whole are Wend's answers as people get them, which tell more than the other
// sides are asked, and what can be kept for the next time.
func (w *wendSide) whole(ctx context.Context) []task {
	var d *path.Dict
	return []task{
		{"the funnel, with times between steps, rates and intervals", func() error { _, err := behaviour.Of(ctx, w.x, spec()); return err }},
		{"transitions, with what is done again, by channel", func() error { _, err := path.TransitionsOf(ctx, w.x); return err }},
		{"durations, by outcome, with a histogram", func() error { _, err := path.DurationsOf(ctx, w.x); return err }},
		{"the dictionary of all variants, once for an index", func() (err error) { d, err = path.Dictionary(ctx, w.x); return err }},
		{"q3 again, from the dictionary", func() error { _, err := d.Top(ctx, w.x, top); return err }},
	}
}

// task is something that takes time.
type task struct {
	what string
	do   func() error
}

// spec is the funnel that is asked about.
func spec() behaviour.Spec {
	s := behaviour.Spec{Window: window * 1e6}
	for _, step := range levels {
		s.Steps = append(s.Steps, behaviour.Step{Any: []int{step}})
	}
	return s
}

// reads are the columns that a question's kernel reads.
func (w *wendSide) reads(q question) []column {
	c := w.x.Narrow()
	steps, lengths := columnOf(c.Step), columnOf(c.Time)
	offsets := columnOf(w.x.Offsets())
	switch q {
	case variants:
		return []column{offsets, steps}
	case transitions:
		return []column{offsets, steps, lengths}
	}
	columns := []column{columnOf(w.x.Masks()), offsets, steps, lengths}
	if q == tiered {
		columns = append(columns, columnOf(w.x.Members()))
	}
	return columns
}

// describe clocks telling what happened in an event log: variants, transitions
// with their times, durations and rework; with building the instances, and
// without.
func describe(ctx context.Context, a *app.App, asks int) (whole, alone float64, err error) {
	var x *sequence.Instances
	tell := func() error {
		_, variants := path.VariantsOf(ctx, x, top)
		_, transitions := path.TransitionsOf(ctx, x)
		_, durations := path.DurationsOf(ctx, x)
		return errors.Join(variants, transitions, durations)
	}
	whole, err = clock(asks, func() (err error) {
		if x, err = instances(ctx, a, sequence.Question{AsOf: asOf}); err != nil {
			return err
		}
		return tell()
	})
	if err != nil {
		return 0, 0, err
	}
	alone, err = clock(asks, tell)
	return whole, alone, err
}

// instances builds those of a log's events from the log, whatever an app keeps.
func instances(ctx context.Context, a *app.App, q sequence.Question) (*sequence.Instances, error) {
	names, err := a.Log.Names(ctx, eventlog.Scope{Where: q.Where})
	if err != nil {
		return nil, err
	}
	p, err := sequence.EventsPlan(names, &journey.Workspace{})
	if err != nil {
		return nil, err
	}
	return sequence.Build(ctx, a.Log, p, q)
}
