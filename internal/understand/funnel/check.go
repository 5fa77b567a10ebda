// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// check returns what is wrong with a spec.
func (s *Spec) check(x *sequence.Instances) error {
	for _, f := range []*fault.Fault{s.checkWords(), s.checkSteps(x.Plan), s.checkExclusions(x.Plan), s.checkBreakdown(x)} {
		if f != nil {
			return f
		}
	}
	return nil
}

// wrong is a fault in a field.
func wrong(field, format string, args ...any) *fault.Fault {
	f := fault.New(fault.Invalid, format, args...)
	f.Field = field
	return f
}

func (s *Spec) checkWords() *fault.Fault {
	switch {
	case !slices.Contains([]Order{"", Ordered, Strict, Unordered}, s.Order):
		return wrong("order", "there is no order %q", s.Order).WithRemedy("ordered, strict or unordered")
	case !slices.Contains([]Per{"", Instance, Customer}, s.Per):
		return wrong("per", "funnels are not per %q", s.Per).WithRemedy("instance or customer")
	case s.Window < 0:
		return wrong("window", "the window is negative")
	case s.Bins < 0 || s.Bins > 1000:
		return wrong("bins", "%d bins", s.Bins).WithRemedy("between 1 and 1000, or none for a number that suits")
	case !s.From.IsZero() && !s.To.IsZero() && !s.From.Before(s.To):
		return wrong("to", "the period ends before it begins")
	}
	return nil
}

func (s *Spec) checkSteps(p *sequence.Plan) *fault.Fault {
	if n := len(s.Steps); n == 0 || n > MaxSteps {
		return wrong("steps", "the funnel has %d steps", n).WithRemedy("between 1 and %d", MaxSteps)
	}
	for k, step := range s.Steps {
		field := fmt.Sprintf("steps[%d]", k)
		if f := known(p, field, step.Any); f != nil {
			return f
		}
		if !step.Optional {
			continue
		}
		switch {
		case s.Order == Unordered:
			return wrong(field, "without an order no step is optional").WithRemedy("leave it out, or ask for an order")
		case k == 0 || k == len(s.Steps)-1:
			return wrong(field, "the first and the last step cannot be optional")
		case slices.ContainsFunc(step.Any, func(p int) bool { return s.serves(p, 0, len(s.Steps)-1) > 1 }):
			return wrong(field, "an optional step needs visits of its own").WithRemedy("name steps that no other step of the funnel has")
		}
	}
	return nil
}

// known checks that steps of the plan exist, and that there is one at all.
func known(p *sequence.Plan, field string, any []int) *fault.Fault {
	if len(any) == 0 {
		return wrong(field, "no step of the journey is named")
	}
	for _, i := range any {
		if i < 0 || i >= len(p.Steps) {
			return wrong(field, "there is no step %d", i)
		}
	}
	return nil
}

// serves counts the steps of the funnel, from one to another, that a step of the
// plan serves.
func (s *Spec) serves(p, from, to int) (n int) {
	for _, step := range s.Steps[from : to+1] {
		if slices.Contains(step.Any, p) {
			n++
		}
	}
	return n
}

func (s *Spec) checkExclusions(p *sequence.Plan) *fault.Fault {
	for i, e := range s.Exclusions {
		field := fmt.Sprintf("exclusions[%d]", i)
		if f := known(p, field, e.Any); f != nil {
			return f
		}
		switch {
		case s.Order == Strict:
			return wrong(field, "in a strict funnel any other visit ends a chain already").WithRemedy("leave exclusions out, or ask for ordered")
		case e.From < 0 || e.From >= e.To || e.To >= len(s.Steps):
			return wrong(field, "there is nothing between step %d and step %d", e.From+1, e.To+1)
		case s.Order == Unordered && (e.From > 0 || e.To < len(s.Steps)-1):
			return wrong(field, "without an order an exclusion is for all steps").WithRemedy("from the first step to the last")
		case slices.ContainsFunc(e.Any, func(p int) bool { return s.serves(p, e.From, e.To) > 0 }):
			return wrong(field, "a step of the funnel between %d and %d is excluded itself", e.From+1, e.To+1)
		}
	}
	return nil
}

func (s *Spec) checkBreakdown(x *sequence.Instances) *fault.Fault {
	switch b := s.Breakdown; {
	case b == nil:
		return nil
	case len(b.Names) > NoGroup:
		return wrong("breakdown", "%d groups", len(b.Names)).WithRemedy("at most %d", NoGroup)
	case len(b.Of) != x.Len():
		return wrong("breakdown", "%d of %d instances have a group", len(b.Of), x.Len())
	}
	return nil
}
