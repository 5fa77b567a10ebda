// SPDX-License-Identifier: Apache-2.0

package path

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Transitions are the steps that follow each other directly.
type Transitions struct {
	Instances   int                    `json:"instances"`
	Transitions []Transition           `json:"transitions"`
	Starts      map[journey.StepID]int `json:"starts"` // instances by first step
	Ends        map[journey.StepID]int `json:"ends"`   // and by last
	Rework      []Rework               `json:"rework"`
}

// Transition is one step directly behind another. Its times are those of visits
// at known times; nil where there are none.
type Transition struct {
	From      journey.StepID `json:"from"`
	To        journey.StepID `json:"to"`
	Count     int            `json:"count"`     // occurrences
	Instances int            `json:"instances"` // with one at least
	MeanS     *float64       `json:"mean_s"`
	MedianS   *float64       `json:"median_s"`
	P90S      *float64       `json:"p90_s"`
}

// Rework is what is done again at a step.
type Rework struct {
	Step      journey.StepID `json:"step"`
	Instances int            `json:"instances"` // with more than one visit
	Visits    int            `json:"visits"`    // beyond the first
	SelfLoops int            `json:"self_loops"`
	InSelf    int            `json:"self_loop_instances"` // with the step directly behind itself
	Returns   int            `json:"return_instances"`    // with the step again behind others
}

// pair is a transition being counted.
type pair struct {
	count, instances int
	last             int // instance + 1 that was counted last
	times            []float64
}

// tally is what one pass gathers.
type tally struct {
	x      *sequence.Instances
	pairs  map[uint32]*pair
	starts []int
	ends   []int
	rework []Rework
	seen   []struct{ instance, visits, last int } // by step: of the instance at hand
}

// TransitionsOf counts which steps of the selected instances follow each other,
// and how long that takes. They come in the order of their steps' names.
//
//	u: a@0 b@1m a@3m  →  a b 1 (60 s), b a 1 (120 s); starts a 1, ends a 1
func TransitionsOf(x *sequence.Instances) *Transitions {
	n := len(x.Plan.Steps)
	t := &tally{x: x, pairs: map[uint32]*pair{}, starts: make([]int, n), ends: make([]int, n), rework: make([]Rework, n)}
	t.seen = make([]struct{ instance, visits, last int }, n)
	out := &Transitions{Starts: map[journey.StepID]int{}, Ends: map[journey.StepID]int{}, Transitions: []Transition{}, Rework: []Rework{}}
	for i := range x.Len() {
		if x.Has(i) {
			out.Instances++
			t.instance(i)
		}
	}
	for s := range x.Plan.Steps {
		id := x.Plan.Steps[s].ID
		if t.starts[s] > 0 {
			out.Starts[id] = t.starts[s]
		}
		if t.ends[s] > 0 {
			out.Ends[id] = t.ends[s]
		}
		if r := t.rework[s]; r.Visits > 0 {
			r.Step = id
			out.Rework = append(out.Rework, r)
		}
	}
	for key, p := range t.pairs {
		out.Transitions = append(out.Transitions, p.result(x.Plan.Steps[key>>16].ID, x.Plan.Steps[key&0xffff].ID))
	}
	slices.SortFunc(out.Transitions, func(a, b Transition) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	slices.SortFunc(out.Rework, func(a, b Rework) int { return cmp.Compare(a.Step, b.Step) })
	return out
}

// instance counts one instance.
func (t *tally) instance(i int) {
	x := t.x
	from, to := x.Visits(i)
	t.starts[x.Step(from)]++
	t.ends[x.Step(to-1)]++
	for v := from; v < to; v++ {
		t.again(i, v, from)
		if v == from {
			continue
		}
		key := uint32(x.Step(v-1))<<16 | uint32(x.Step(v))
		p := t.pairs[key]
		if p == nil {
			p = &pair{}
			t.pairs[key] = p
		}
		p.count++
		if p.last != i+1 {
			p.last = i + 1
			p.instances++
		}
		if !x.Undated(v) && !x.Undated(v-1) {
			p.times = append(p.times, float64(x.Time(i, v)-x.Time(i, v-1))/1e6)
		}
	}
}

// again notes what a visit repeats. The bits of last say which kinds were noted
// for the instance: 1 self-loop, 2 return.
func (t *tally) again(i, v, from int) {
	s := t.x.Step(v)
	seen, r := &t.seen[s], &t.rework[s]
	if seen.instance != i+1 {
		seen.instance, seen.visits, seen.last = i+1, 1, 0
		return
	}
	if seen.visits++; seen.visits == 2 {
		r.Instances++
	}
	r.Visits++
	kind, count := 2, &r.Returns
	if v > from && t.x.Step(v-1) == s {
		r.SelfLoops++
		kind, count = 1, &r.InSelf
	}
	if seen.last&kind == 0 {
		seen.last |= kind
		*count++
	}
}

// result sums a pair up.
func (p *pair) result(from, to journey.StepID) Transition {
	out := Transition{From: from, To: to, Count: p.count, Instances: p.instances}
	if len(p.times) == 0 {
		return out
	}
	slices.Sort(p.times)
	sum := 0.0
	for _, s := range p.times {
		sum += s
	}
	mean, median, p90 := sum/float64(len(p.times)), stat.Quantile(p.times, 0.5), stat.Quantile(p.times, 0.9)
	out.MeanS, out.MedianS, out.P90S = &mean, &median, &p90
	return out
}
