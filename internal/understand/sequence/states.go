// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"math/bits"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/segment"
)

// States tells, for each instance, in which state of a lifecycle its customer
// was when it started: an index in l.States, or -1 where no rule held. What a
// state says of completed journeys is looked up in the workspace's.
func (x *Instances) States(ctx context.Context, log Log, l *lifecycle.Lifecycle) ([]int, error) {
	type of struct {
		lifecycle *lifecycle.Lifecycle
		workspace *journey.Workspace
	}
	v, err := x.Kept(of{l, x.Plan.Workspace}, func() (any, error) { return x.statesOf(ctx, log, l) })
	if err != nil {
		return nil, err
	}
	return v.([]int), nil
}

func (x *Instances) statesOf(ctx context.Context, log Log, l *lifecycle.Lifecycle) ([]int, error) {
	m := &members{people: x.people, now: None, rules: rulesOf(l)}
	done, err := x.completions(ctx, log, m.rules)
	if err != nil {
		return nil, err
	}
	if err := m.read(ctx, log, Selection{Until: x.Question.AsOf.UnixMicro()}, done, nobody); err != nil {
		return nil, err
	}
	out := make([]int, x.Len())
	asker := m.beside()
	for i := range out {
		out[i] = -1
		if held := asker.at(x.customer[i], x.Start(i)); held != 0 {
			out[i] = bits.TrailingZeros64(held)
		}
	}
	return out, nil
}

// anyJourney stands for all journeys of the workspace.
const anyJourney = "any"

// completions tells when customers completed the journeys that rules name.
type completions map[string]map[uint32][]int64

// completions reads every journey that a rule names.
func (x *Instances) completions(ctx context.Context, log Log, rules []*segment.Rule) (completions, error) {
	named := map[string]bool{}
	for _, r := range rules {
		for _, b := range r.Behaviours() {
			named[b.Journey] = b.Journey != ""
		}
	}
	out := completions{}
	for id, j := range x.Plan.Workspace.Journeys {
		if !named[string(id)] && !named[anyJourney] {
			continue
		}
		times, err := x.completed(ctx, log, j)
		if err != nil {
			return nil, err
		}
		out[string(id)] = times
	}
	if named[anyJourney] {
		out[anyJourney] = out.all()
	}
	return out, nil
}

// completed tells when customers completed a journey.
func (x *Instances) completed(ctx context.Context, log Log, j *journey.Journey) (map[uint32][]int64, error) {
	plan, err := NewPlan(j, x.Plan.Workspace)
	if err != nil {
		return nil, err
	}
	other, err := Build(ctx, log, plan, Question{AsOf: x.Question.AsOf})
	if err != nil {
		return nil, err
	}
	out := map[uint32][]int64{}
	for i := range other.Len() {
		if at := other.Completed(i); at != None && other.Has(i) {
			c := x.people.owner(other.customer[i])
			out[c] = append(out[c], at)
		}
	}
	for _, times := range out {
		slices.Sort(times)
	}
	return out, nil
}

// all joins the journeys.
func (c completions) all() map[uint32][]int64 {
	out := map[uint32][]int64{}
	for _, one := range c {
		for customer, times := range one {
			out[customer] = append(out[customer], times...)
		}
	}
	for _, times := range out {
		slices.Sort(times)
	}
	return out
}
