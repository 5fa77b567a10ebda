// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Number is one of a funnel's numbers that actors stand behind.
type Number string

// The numbers; the first two are of a step.
const (
	ReachedNumber  Number = "reached"  // Reached.Count
	LostNumber     Number = "lost"     // who reached the step and not the next required one
	UnripeNumber   Number = "unripe"   // Figures.Unripe
	ExcludedNumber Number = "excluded" // Figures.Excluded
)

// Behind returns the instances behind a number of a funnel: as many as Of counts
// actors for the same spec, each of them with the instance in which they entered
// first. step is a place in Spec.Steps, of numbers that are of a step. It returns
// what is wrong with the spec or the number, or the context's error.
//
//	view pay: u: view pay, v: view  →  lost at view: v
func Behind(ctx context.Context, x *sequence.Instances, s Spec, n Number, step int) (sequence.Set, error) {
	r, err := newRules(x, &s)
	if err != nil {
		return nil, err
	}
	in, err := r.number(n, step)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *follower { return newFollower(x, r, in) })
	if err != nil {
		return nil, err
	}
	return k.found, nil
}

// Name is what a step of a funnel is called: its id, and its title where it has one.
func (s *Step) Name(p *sequence.Plan) (id, title string) { return s.label(p) }

// number returns what the trail of an actor who entered must be to count in a
// number.
func (r *rules) number(n Number, step int) (func(t *trail, ripe bool) bool, error) {
	if (n == ReachedNumber || n == LostNumber) && (step < 0 || step >= r.size) {
		return nil, wrong("at", "the funnel has no step %d", step+1).WithRemedy("between 1 and %d", r.size)
	}
	reached := func(t *trail) bool {
		return slices.ContainsFunc(t.steps, func(s reached) bool { return s.step == step })
	}
	switch n {
	case ReachedNumber:
		return func(t *trail, _ bool) bool { return reached(t) }, nil
	case LostNumber:
		next := r.requiredBehind(step)
		if next == r.size {
			return nil, wrong("at", "behind the last step nobody is lost").WithRemedy("ask who reached it")
		}
		return func(t *trail, _ bool) bool { return reached(t) && t.steps[len(t.steps)-1].step < next }, nil
	case UnripeNumber:
		return func(t *trail, ripe bool) bool { return !t.excluded && !ripe }, nil
	case ExcludedNumber:
		return func(t *trail, _ bool) bool { return t.excluded }, nil
	}
	return nil, fault.New(fault.Invalid, "a funnel has no number %q that customers stand behind", n).WithRemedy("one of reached, lost, unripe, excluded")
}

// requiredBehind is the next required step behind a step, or how many steps there
// are.
func (r *rules) requiredBehind(step int) int {
	for step++; step < r.size && r.optional>>step&1 == 1; step++ {
	}
	return step
}

// follower is a kernel that notes whom it counts in a number.
type follower struct {
	*kernel
	found sequence.Set
}

func newFollower(x *sequence.Instances, r *rules, in func(t *trail, ripe bool) bool) *follower {
	f := &follower{kernel: newKernel(x, r, nil, true), found: sequence.NewSet(x.Len())}
	f.beside = func(t *trail, ripe bool, _, _ int) {
		if in(t, ripe) {
			f.found.Add(int(t.entry.instance))
		}
	}
	return f
}

// Merge takes in what another kernel noted.
func (f *follower) Merge(o *follower) { f.found.Unite(o.found) }
