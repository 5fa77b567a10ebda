// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"encoding/binary"
	"runtime"
	"slices"
	"sync"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Result says how far what happened follows the model. Instances that are over
// and those that go on are told apart, since who is under way has left nothing
// out yet.
type Result struct {
	Share
	Variants int            `json:"variants"`
	Classes  map[Class]int  `json:"classes"` // deviations by class, and visits that failed
	BySteps  []StepDeviates `json:"by_step"`
	Ongoing  Share          `json:"ongoing"`
	Shortest int            `json:"shortest"` // visible steps of the shortest way through the model
}

// Share is a part of the instances.
type Share struct {
	Instances  int     `json:"instances"`
	Fitting    int     `json:"fitting"`    // without a deviation
	Fitness    float64 `json:"fitness"`    // mean over the instances; 1: nothing deviates
	Deviations int     `json:"deviations"` // of all instances
}

// Class is a kind of deviation.
type Class string

// The classes.
const (
	Missing    Class = "missing"      // a required step was left out
	OutOfOrder Class = "out-of-order" // a step of the model where it does not belong
	AdHoc      Class = "ad-hoc"       // a step that the model does not know
	Failed     Class = "failed"       // a visit that failed: no deviation from the order
)

// StepDeviates are the deviations at one step.
type StepDeviates struct {
	Step       journey.StepID `json:"step"`
	Missing    int            `json:"missing"`
	OutOfOrder int            `json:"out_of_order"`
	AdHoc      int            `json:"ad_hoc"`
	Failed     int            `json:"failed"`
}

// variant is a path with how many instances took it.
type variant struct {
	steps         []uint16
	over, ongoing int
	ended, begun  Alignment // of those over, and of those that go on
	err           error
}

// Check aligns the selected instances with a model, each variant once, on all
// cores. With whole, every instance is taken as over.
func Check(ctx context.Context, x *sequence.Instances, m *Model, whole bool) (*Result, error) {
	variants, failed := gather(x, whole)
	shortest, err := alignAll(ctx, x, m, variants)
	if err != nil {
		return nil, err
	}
	return sumUp(x, m, variants, failed, shortest), nil
}

// gather counts the instances by their paths, and the failed visits by step.
func gather(x *sequence.Instances, whole bool) (out []*variant, failed []int) {
	known := map[string]*variant{}
	failed = make([]int, len(x.Plan.Steps))
	var key []byte
	for i := range x.Len() {
		if !x.Has(i) {
			continue
		}
		from, to := x.Visits(i)
		key = key[:0]
		for v := from; v < to; v++ {
			key = binary.LittleEndian.AppendUint16(key, uint16(x.Step(v)))
			if x.Failed(v) {
				failed[x.Step(v)]++
			}
		}
		v := known[string(key)]
		if v == nil {
			v = &variant{}
			for k := from; k < to; k++ {
				v.steps = append(v.steps, uint16(x.Step(k)))
			}
			known[string(key)] = v
			out = append(out, v)
		}
		if whole || x.Outcome(i) != sequence.Ongoing {
			v.over++
		} else {
			v.ongoing++
		}
	}
	return out, failed
}

// alignAll aligns every variant.
func alignAll(ctx context.Context, x *sequence.Instances, m *Model, variants []*variant) (shortest int, err error) {
	var group sync.WaitGroup
	next := make(chan *variant)
	workers := max(1, min(runtime.GOMAXPROCS(0), len(variants)))
	for w := range workers {
		model := m
		if w > 0 {
			model = m.Clone()
		}
		a, err := NewAligner(model)
		if err != nil {
			close(next)
			group.Wait()
			return 0, err
		}
		shortest = a.Shortest()
		group.Go(func() {
			var path []string
			for v := range next {
				path = path[:0]
				for _, s := range v.steps {
					path = append(path, string(x.Plan.Steps[s].ID))
				}
				v.align(a, path)
			}
		})
	}
	for _, v := range variants {
		if ctx.Err() != nil {
			break
		}
		next <- v
	}
	close(next)
	group.Wait()
	for _, v := range variants {
		if v.err != nil {
			return 0, v.err
		}
	}
	return shortest, ctx.Err()
}

func (v *variant) align(a *Aligner, path []string) {
	if v.over > 0 {
		v.ended, v.err = a.Align(path, false)
	}
	if v.ongoing > 0 && v.err == nil {
		v.begun, v.err = a.Align(path, true)
	}
}

// sumUp adds the variants up.
func sumUp(x *sequence.Instances, m *Model, variants []*variant, failed []int, shortest int) *Result {
	out := &Result{Variants: len(variants), Shortest: shortest, Classes: map[Class]int{Missing: 0, OutOfOrder: 0, AdHoc: 0, Failed: 0}, BySteps: []StepDeviates{}}
	steps := map[journey.StepID]*StepDeviates{}
	at := func(name string) *StepDeviates {
		id := journey.StepID(name)
		if steps[id] == nil {
			steps[id] = &StepDeviates{Step: id}
		}
		return steps[id]
	}
	a := &Aligner{shortest: shortest}
	for _, v := range variants {
		out.add(v.over, a.Fitness(len(v.steps), v.ended.Deviations), v.ended.Deviations)
		out.Ongoing.add(v.ongoing, a.Fitness(len(v.steps), v.begun.Deviations), v.begun.Deviations)
		for _, name := range v.ended.Missing {
			at(name).Missing += v.over
			out.Classes[Missing] += v.over
		}
		for _, name := range v.ended.Extra {
			if m.label(name) >= 0 {
				at(name).OutOfOrder += v.over
				out.Classes[OutOfOrder] += v.over
			} else {
				at(name).AdHoc += v.over
				out.Classes[AdHoc] += v.over
			}
		}
	}
	for s, n := range failed {
		if n > 0 {
			at(string(x.Plan.Steps[s].ID)).Failed += n
			out.Classes[Failed] += n
		}
	}
	out.settle()
	out.Ongoing.settle()
	for _, s := range steps {
		out.BySteps = append(out.BySteps, *s)
	}
	slices.SortFunc(out.BySteps, func(a, b StepDeviates) int {
		if d := b.all() - a.all(); d != 0 {
			return d
		}
		return slices.Compare([]byte(a.Step), []byte(b.Step))
	})
	return out
}

func (s StepDeviates) all() int { return s.Missing + s.OutOfOrder + s.AdHoc }

// add takes n instances in; Fitness is their sum until settle.
func (s *Share) add(n int, fitness float64, deviations int) {
	s.Instances += n
	s.Fitness += float64(n) * fitness
	s.Deviations += n * deviations
	if deviations == 0 {
		s.Fitting += n
	}
}

// settle makes a mean of the sum; of no instances nothing deviates.
func (s *Share) settle() {
	if s.Instances == 0 {
		s.Fitness = 1
		return
	}
	s.Fitness /= float64(s.Instances)
}
