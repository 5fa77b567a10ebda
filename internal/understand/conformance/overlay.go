// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// VariantFit is a path with its alignment, step by step, so that it can be laid
// over the design.
//
//	view get, where pay stands between  →  view ok, pay missing, get ok
type VariantFit struct {
	Ongoing    bool          `json:"ongoing"` // those that go on; else those that are over
	Instances  int           `json:"instances"`
	Share      stat.Estimate `json:"share"` // of the instances that are over, or go on
	Deviations int           `json:"deviations"`
	AtLeast    int           `json:"at_least"` // fewer than the deviations where the search ended at its bound
	Accepted   int           `json:"accepted"`
	Fitness    float64       `json:"fitness"`
	Steps      []Marked      `json:"steps"`
}

// Marked is a step of a path, or one that it left out, in the order of the path.
type Marked struct {
	Step  journey.StepID `json:"step"`
	Mark  Mark           `json:"mark"`
	Class Class          `json:"class,omitempty"` // of a deviation
}

// Mark says what an alignment makes of a step.
type Mark string

// The marks.
const (
	OK    Mark = "ok"      // the design allows the visit there
	Extra Mark = "extra"   // it does not
	Gone  Mark = "missing" // the design wants a visit there
)

// top lists the most frequent variants, equals as they came first; of one, those
// over before those that go on.
func (c *checking) top() (out []VariantFit) {
	if c.o.Variants <= 0 {
		return nil
	}
	type row struct {
		variant, n int
		ongoing    bool
	}
	var rows []row
	var all [2]int
	for i, v := range c.variants {
		all[0], all[1] = all[0]+v.over, all[1]+v.ongoing
		for _, r := range []row{{i, v.over, false}, {i, v.ongoing, true}} {
			if r.n > 0 {
				rows = append(rows, r)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.n, a.n) })
	for _, r := range rows[:min(c.o.Variants, len(rows))] {
		v, f, of := &c.variants[r.variant], c.variants[r.variant].ended, all[0]
		if r.ongoing {
			f, of = v.begun, all[1]
		}
		one := c.overlay(v, f)
		one.Ongoing, one.Instances, one.Share = r.ongoing, r.n, stat.Share(r.n, of)
		out = append(out, one)
	}
	return out
}

// overlay puts marks on the steps of a path.
func (c *checking) overlay(v *variant, f *found) VariantFit {
	from, to := c.x.Visits(int(v.first))
	out := VariantFit{Deviations: len(f.marks), AtLeast: f.least, Steps: []Marked{}}
	out.Fitness = c.aligners[v.required].Fitness(to-from, len(f.marks))
	for _, d := range c.kinds.of(f, c.x, v.first) {
		out.Accepted += c.accepted(d)
	}
	marks := f.marks
	for at := range to - from + 1 {
		for ; len(marks) > 0 && int(marks[0].at) == at && marks[0].label != extra; marks = marks[1:] {
			out.Steps = append(out.Steps, Marked{c.kinds.step(c.kinds.missing(marks[0].label)), Gone, Missing})
		}
		if at == to-from {
			break
		}
		kind := c.kinds.extra(c.x.Step(from + at))
		visit := Marked{Step: c.kinds.step(kind), Mark: OK}
		if len(marks) > 0 && int(marks[0].at) == at {
			visit.Mark, visit.Class, marks = Extra, c.kinds.class(kind), marks[1:]
		}
		out.Steps = append(out.Steps, visit)
	}
	return out
}
