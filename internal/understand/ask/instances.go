// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"maps"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Asked says whose instances a question is about.
type Asked struct {
	sequence.Question
	Documents *workspace.Documents // of the journey; nil: all events
	Rules     *journey.Instance    // of instances of all events; nil: a customer's whole history is one
	Segments  bool                 // tell every segment of the workspace apart
	AdHoc     []string             // events beside the journey's that count as touchpoints
}

// Instances builds the instances of a journey, or, with nil documents, those of
// all events: each customer's whole history is one.
func (d *Desk) Instances(ctx context.Context, docs *workspace.Documents, q sequence.Question) (*sequence.Instances, error) {
	return d.Ask(ctx, Asked{Question: q, Documents: docs})
}

// Ask builds the instances that a question is about.
func (d *Desk) Ask(ctx context.Context, q Asked) (*sequence.Instances, error) {
	w, err := d.workspace(q.Documents)
	if err != nil {
		return nil, err
	}
	if err := d.exist(ctx, q); err != nil {
		return nil, err
	}
	plan, err := d.plan(ctx, q, w)
	if err != nil {
		return nil, err
	}
	if err := known(q.Question, plan); err != nil {
		return nil, err
	}
	return sequence.Build(ctx, d.Index, plan, q.Question)
}

// plan is the journey's, or one with a step for every name in the log.
func (d *Desk) plan(ctx context.Context, q Asked, w *journey.Workspace) (*sequence.Plan, error) {
	segments := q.segments(w)
	if q.Documents != nil {
		return sequence.NewPlanAdHoc(q.Documents.Files[0].Journey, w, q.AdHoc, segments...)
	}
	names, err := d.Log.Names(ctx, sequence.Scope{Where: q.Where, AsOf: q.AsOf})
	if err != nil {
		return nil, err
	}
	return sequence.EventsPlanBy(names, q.rules(), w, segments...)
}

// exist refuses marked events that the log does not have.
func (d *Desk) exist(ctx context.Context, q Asked) error {
	if len(q.AdHoc) == 0 {
		return nil
	}
	names, err := d.Log.Names(ctx, sequence.Scope{AsOf: q.AsOf})
	if err != nil {
		return err
	}
	for _, name := range q.AdHoc {
		if !slices.Contains(names, name) {
			return unknown("event", name, names)
		}
	}
	return nil
}

// segments are those that a question must tell apart.
func (q *Asked) segments(w *journey.Workspace) (out []segment.ID) {
	if q.Segment != "" {
		out = append(out, q.Segment)
	}
	if q.Segments {
		out = append(out, slices.Sorted(maps.Keys(w.Segments))...)
	}
	return out
}

// workspace is the one around a journey, else the whole one, which may be empty.
func (d *Desk) workspace(docs *workspace.Documents) (*journey.Workspace, error) {
	if docs != nil {
		return &docs.Workspace, nil
	}
	return d.Workspace()
}

// known refuses a question about a channel or an actor that does not exist.
func known(q sequence.Question, p *sequence.Plan) error {
	if q.OnChannel != "" && !slices.Contains(p.Channels, q.OnChannel) {
		return unknown("channel", string(q.OnChannel), textsOf(p.Channels[1:]))
	}
	if q.ByActor != "" && !slices.Contains(p.Journey.Actors, q.ByActor) {
		return unknown("actor", string(q.ByActor), textsOf(p.Journey.Actors))
	}
	return nil
}

// textsOf are ids as texts.
func textsOf[S ~string](ids []S) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// unknown is the fault of a name that does not exist.
func unknown(what, name string, names []string) error {
	f := fault.New(fault.NotFound, "the %s %q is not known", what, name)
	if near := fault.Nearest(name, names); near != "" {
		return f.WithRemedy("did you mean %q?", near)
	}
	return f
}
