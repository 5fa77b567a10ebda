// SPDX-License-Identifier: Apache-2.0

package unmapped

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// all is what instances came to, with a touchpoint or without.
type all struct {
	ripe, completed []int // ripe instances, and those of them that were completed
	instances       int
	reached         map[int]sequence.Set // by step, as far as asked for
}

// result sums up what was found.
func (f *finder) result(s Spec) *Result {
	a := f.all()
	out := &Result{
		Journey: f.x.Plan.Journey.ID, Instances: a.instances, Touched: share(f.touched.Count(), a.instances),
		Events: f.events, Outside: f.outside, Different: len(f.found), Touchpoints: []Touchpoint{},
	}
	for k, one := range f.found {
		out.Touchpoints = append(out.Touchpoints, Touchpoint{Name: f.names[k.name], Channel: f.x.Plan.Channels[k.channel], Events: one.events, Instances: one.touched.n})
	}
	slices.SortFunc(out.Touchpoints, func(a, b Touchpoint) int {
		return cmp.Or(cmp.Compare(b.Instances, a.Instances), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Channel, b.Channel))
	})
	out.Touchpoints = out.Touchpoints[:min(len(out.Touchpoints), cmp.Or(max(s.Top, 0), defaultTop))]
	a.reached = map[int]sequence.Set{}
	for i := range out.Touchpoints {
		t := &out.Touchpoints[i]
		name, _ := slices.BinarySearch(f.names, t.Name)
		f.complete(t, f.found[key{name, uint16(slices.Index(f.x.Plan.Channels, t.Channel))}], a)
	}
	return out
}

// all looks over the instances that the question is about.
func (f *finder) all() *all {
	a := &all{}
	for i := range f.x.Len() {
		if !f.x.Has(i) {
			continue
		}
		a.instances++
		if f.x.Ripe(i) {
			a.ripe = append(a.ripe, i)
			if f.x.Completion(i) >= 0 {
				a.completed = append(a.completed, i)
			}
		}
	}
	return a
}

// complete fills in what a touchpoint goes with.
func (f *finder) complete(t *Touchpoint, one *found, a *all) {
	t.Share, t.Position = share(t.Instances, a.instances), one.positions.position()
	most := slices.Index(one.behind, slices.Max(one.behind))
	t.Behind = Behind{f.x.Plan.Steps[most].ID, one.behind[most], share(one.behind[most], t.Events)}
	if a.reached[most] == nil {
		a.reached[most] = f.reached(most)
	}
	reached := a.reached[most]
	t.Completion = one.completion(a.ripe, a.completed, func(int) bool { return true })
	t.Comparable = one.completion(a.ripe, a.completed, reached.Has)
	if f.heard != nil {
		e := f.satisfaction(one)
		t.Satisfaction = &e
	}
}

// reached are the instances that reached a step.
func (f *finder) reached(step int) sequence.Set {
	out, bit := sequence.NewSet(f.x.Len()), sequence.MaskOf(step)
	for i, mask := range f.x.Masks() {
		if mask&bit == 0 {
			continue
		}
		from, to := f.x.Visits(i)
		for v := from; v < to; v++ {
			if f.x.Step(v) == step {
				out.Add(i)
				break
			}
		}
	}
	return out
}

// completion sets the instances with a touchpoint before completion beside the
// others, of those kept.
func (one *found) completion(ripe, completed []int, keep func(int) bool) Effect {
	var all, done [2]int // without, with
	for _, i := range ripe {
		if keep(i) {
			all[one.before.one(i)]++
		}
	}
	for _, i := range completed {
		if keep(i) {
			done[one.before.one(i)]++
		}
	}
	return effect(share(done[1], all[1]), share(done[0], all[0]))
}

// satisfaction sets the scores of instances with a touchpoint beside the others'.
func (f *finder) satisfaction(one *found) Effect {
	var with, without stat.Moments
	for _, s := range f.scores {
		if one.heard.has(s.instance) {
			with.Add(s.value)
		} else {
			without.Add(s.value)
		}
	}
	return effect(mean(with), mean(without))
}

// mean is a mean with its interval, nil where there is none.
func mean(m stat.Moments) *stat.Estimate {
	if m.N < 2 {
		return nil
	}
	e := m.Estimate()
	return &e
}

func effect(with, without *stat.Estimate) Effect {
	return Effect{with, without, difference(with, without)}
}

func difference(a, b *stat.Estimate) *stat.Estimate {
	if a == nil || b == nil {
		return nil
	}
	d := stat.Difference(*a, *b)
	return &d
}

// share is a share, nil of nothing.
func share(k, n int) *stat.Estimate {
	if n == 0 {
		return nil
	}
	e := stat.Share(k, n)
	return &e
}
