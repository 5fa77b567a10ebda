// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
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
	key, err := x.statesKey(l)
	if err != nil {
		return nil, err
	}
	v, err := x.Kept(key, func() (any, error) { return x.statesOf(ctx, log, l) })
	if err != nil {
		return nil, err
	}
	return v.([]int), nil
}

// statesKey tells apart lifecycles by what their states hang on: their rules, and
// the journeys that these name.
func (x *Instances) statesKey(l *lifecycle.Lifecycle) (string, error) {
	rules := rulesOf(l)
	var parts []any
	for _, r := range rules {
		if r == nil {
			parts = append(parts, nil)
			continue
		}
		parts = append(parts, r.EncodeDocument())
	}
	named, _ := x.named(rules)
	for _, id := range slices.Sorted(maps.Keys(named)) {
		plan, err := NewPlan(named[id], x.Plan.Workspace)
		if err != nil {
			return "", err
		}
		key, err := keyOf(plan, Question{})
		if err != nil {
			return "", err
		}
		parts = append(parts, id, key)
	}
	text, err := json.Marshal(parts)
	if err != nil {
		return "", fmt.Errorf("lifecycle: %w", err)
	}
	return "states " + string(text), nil
}

// named are the workspace's journeys that rules name; any tells whether they name
// all of them.
func (x *Instances) named(rules []*segment.Rule) (out map[journey.ID]*journey.Journey, any bool) {
	ids := map[string]bool{}
	for _, r := range rules {
		for _, b := range r.Behaviours() {
			ids[b.Journey] = b.Journey != ""
		}
	}
	out = map[journey.ID]*journey.Journey{}
	for id, j := range x.Plan.Workspace.Journeys {
		if ids[string(id)] || ids[anyJourney] {
			out[id] = j
		}
	}
	return out, ids[anyJourney]
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
	out := completions{}
	named, all := x.named(rules)
	for id, j := range named {
		times, err := x.completed(ctx, log, j)
		if err != nil {
			return nil, err
		}
		out[string(id)] = times
	}
	if all {
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
