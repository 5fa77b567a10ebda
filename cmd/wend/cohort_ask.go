// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// cohortFlags say which periods and what makes a customer active.
type cohortFlags struct {
	askFlags
	Every string `help:"The length of a period; weeks begin on Monday. --from and --to say which periods to show, by days of the zone." enum:"day,week,month" default:"week"`
	Zone  string `help:"The time zone in which periods begin. Default: the workspace's." placeholder:"ZONE"`
	Did   string `help:"What makes a customer active: any visit, the start of an instance, its completion, or a,b for visits to these steps." default:"visit" placeholder:"WHAT"`
	Name  string `arg:"" optional:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

// spec reads the flags. The question's time says which periods are shown; a date
// is the day in their zone.
func (c *cohortFlags) spec(x *sequence.Instances) (s cohort.Spec, err error) {
	s = cohort.Spec{Every: cohort.Every(c.Every), Activity: cohort.Activity(c.Did), Zone: x.Plan.Workspace.Location(), From: x.Question.From, To: x.Question.To}
	if c.Zone != "" {
		if s.Zone, err = time.LoadLocation(c.Zone); err != nil {
			return s, fault.New(fault.Invalid, "the time zone %q is not known", c.Zone).WithRemedy("write Europe/Berlin or UTC")
		}
	}
	if len(c.From) == len(time.DateOnly) {
		s.From = s.Day(s.From)
	}
	if len(c.To) == len(time.DateOnly) {
		s.To = s.Day(s.To)
	}
	if known := []cohort.Activity{cohort.Visited, cohort.Started, cohort.Completed}; !slices.Contains(known, s.Activity) {
		s.Activity = cohort.Reached
		for step := range strings.SplitSeq(c.Did, ",") {
			s.Steps = append(s.Steps, journey.StepID(step))
		}
	}
	return s, period{s.From, s.To}.check(x.Question.AsOf)
}

// other are the periods that are set against those of s; ok is false where it is
// others, not other periods.
func (c *cohortFlags) other(s cohort.Spec) (o cohort.Spec, ok bool, err error) {
	if c.Against == "before" {
		o, err = s.Before()
		return o, true, err
	}
	r, ok, err := parsePeriod(c.Against)
	if err != nil || !ok {
		return s, ok, err
	}
	o = s
	o.From, o.To = s.Day(r.from), s.Day(r.to)
	return o, true, nil
}

// periodic is a question about the periods of some instances.
type periodic[R, D any] struct {
	ask    func(*sequence.Instances, cohort.Spec) (R, error)
	differ func(a, b R) D
	print  func(R)
	told   func(D)

	begun bool // it is about the instances begun in the periods, not about what was done in them
	alike bool // two times are compared only if they are of as many periods
	over  bool // and only if all of these are over
}

// of are the instances that a question is about. What was done in a period was
// often done in an instance begun before it.
func (a *periodic[R, D]) of(x *sequence.Instances, s cohort.Spec) *sequence.Instances {
	q := x.Question
	if q.From, q.To = (time.Time{}), (time.Time{}); a.begun {
		q.From, q.To = s.From, s.To
	}
	return x.Ask(q)
}

// tellPeriods asks as the flags say and prints the answer, as tell does.
func tellPeriods[R, D any](p *program, c *cohortFlags, x *sequence.Instances, a periodic[R, D]) error {
	s, err := c.spec(x)
	if err != nil {
		return err
	}
	ask := func(x *sequence.Instances) (R, error) { return a.ask(x, s) }
	switch {
	case c.By != "":
		groups, err := app.Split(a.of(x, s), c.By, ask)
		if err != nil || p.json {
			return p.either(&c.askFlags, x, groups, err)
		}
		for i, g := range groups.Groups {
			if i > 0 {
				fmt.Fprintln(p.stdout)
			}
			fmt.Fprintf(p.stdout, "%s %s\n\n", c.By, g.Value)
			a.print(g.Answer)
		}
		return nil
	case c.Against != "":
		both, err := a.compare(c, x, s)
		if err != nil || p.json {
			return p.either(&c.askFlags, x, both, err)
		}
		fmt.Fprintf(p.stdout, "a: %s\nb: %s\n\n", both.A.Value, both.B.Value)
		a.told(both.Difference)
		return nil
	}
	r, err := ask(a.of(x, s))
	if err != nil || p.json {
		return p.either(&c.askFlags, x, r, err)
	}
	a.print(r)
	return nil
}

// compare asks about the periods of s twice: of those that x is about and of
// others, or of these and of other periods.
func (a *periodic[R, D]) compare(c *cohortFlags, x *sequence.Instances, s cohort.Spec) (*app.Compared[R, D], error) {
	o, times, err := c.other(s)
	if err != nil {
		return nil, err
	}
	if !times {
		out, err := app.Compare(a.of(x, s), c.Against, func(x *sequence.Instances) (R, error) { return a.ask(x, s) }, a.differ)
		if err == nil && (period{s.From, s.To}) != (period{}) {
			out.A.Value = c.words(s)
		}
		return out, err
	}
	if err := a.check(s, o, x.Question.AsOf); err != nil {
		return nil, err
	}
	out := &app.Compared[R, D]{A: app.Group[R]{Value: c.words(s)}, B: app.Group[R]{Value: c.words(o)}}
	if out.A.Answer, err = a.ask(a.of(x, s), s); err != nil {
		return nil, err
	}
	if out.B.Answer, err = a.ask(a.of(x, o), o); err != nil {
		return nil, err
	}
	out.Difference = a.differ(out.A.Answer, out.B.Answer)
	return out, nil
}

// check refuses two times that cannot be compared.
func (a *periodic[R, D]) check(s, o cohort.Spec, now time.Time) error {
	r := period{o.From, o.To}
	if err := r.check(now); err != nil {
		return err
	}
	n, err := s.Whole()
	if err != nil {
		return err
	}
	m, err := o.Whole()
	if err != nil {
		return err
	}
	if err := (period{s.From, s.To}).apart(r); err != nil {
		return err
	}
	if a.alike && n != m {
		return fault.New(fault.Invalid, "the times are of %d and %d %ss", n, m, s.Every).WithRemedy("choose times of as many, or write --against before")
	}
	if !a.over {
		return nil
	}
	if err := s.Over(now); err != nil {
		return err
	}
	return o.Over(now)
}

// words say who and when is asked about.
func (c *cohortFlags) words(s cohort.Spec) string {
	words := period{s.From, s.To}.String()
	if c.Segment != "" {
		words = "segment:" + c.Segment + " " + words
	}
	return words
}
