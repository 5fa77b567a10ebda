// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Periods are the terms of questions about periods: which, and what makes a
// customer active in one.
type Periods struct {
	Terms
	Every string `query:"every" help:"The length of a period; weeks begin on Monday. --from and --to say which periods to show, by days of the zone." enum:"day,week,month" default:"week"`
	Zone  string `query:"zone" help:"The time zone in which periods begin. Default: the workspace's." placeholder:"ZONE"`
	Did   string `query:"did" help:"What makes a customer active: any visit, the start of an instance, its completion, or a,b for visits to these steps." default:"visit" placeholder:"WHAT"`
}

// Retention asks how many of those who first came in a period are active in the
// periods after.
type Retention struct {
	Periods
	Mode      string `query:"mode" help:"Whom a row holds: those who first came in its period, or all who were active in it." enum:"first-touch,recurring" default:"first-touch"`
	OnOrAfter bool   `query:"on_or_after" help:"A cell counts those active in its period or in any later one."`
	First     string `query:"first" help:"Tell cohorts apart by the step or channel of the first visit." enum:",step,channel" default:""`
	Columns   int    `query:"columns" help:"How many periods after to show." default:"12"`
}

// Ask answers the question.
func (r *Retention) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[cohort.Result, cohort.Difference], error) {
	if r.Columns < 0 {
		return nil, fault.New(fault.Invalid, "columns %d is no number of periods", r.Columns).WithRemedy("write 0 or more")
	}
	return inPeriods(ctx, d, docs, &r.Periods, periodic[cohort.Result, cohort.Difference]{
		ask: func(x *sequence.Instances, s cohort.Spec) (*cohort.Result, error) {
			r.complete(&s)
			return cohort.Of(ctx, x, s)
		},
		differ: cohort.Compare,
	})
}

// complete fills in what the terms say.
func (r *Retention) complete(s *cohort.Spec) {
	s.Mode, s.OnOrAfter, s.By, s.Columns = cohort.Mode(r.Mode), r.OnOrAfter, cohort.Group(r.First), r.Columns+1
}

// Flows asks who, in each period, is new, stays, comes back and falls silent.
type Flows struct{ Periods }

// Ask answers the question.
func (f *Flows) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[cohort.Flows, cohort.FlowsDifference], error) {
	return inPeriods(ctx, d, docs, &f.Periods, periodic[cohort.Flows, cohort.FlowsDifference]{
		ask:    func(x *sequence.Instances, s cohort.Spec) (*cohort.Flows, error) { return cohort.FlowsOf(ctx, x, s) },
		differ: cohort.CompareFlows, alike: true,
	})
}

// Stickiness asks in how many periods customers are active.
type Stickiness struct{ Periods }

// Ask answers the question.
func (k *Stickiness) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[cohort.Stickiness, cohort.StickinessDifference], error) {
	return inPeriods(ctx, d, docs, &k.Periods, periodic[cohort.Stickiness, cohort.StickinessDifference]{
		ask: func(x *sequence.Instances, s cohort.Spec) (*cohort.Stickiness, error) {
			return cohort.StickinessOf(ctx, x, s)
		},
		differ: cohort.CompareStickiness, alike: true, over: true,
	})
}

// States asks in which states of a lifecycle customers begin, and how states
// follow each other.
type States struct {
	Periods
	Lifecycle string `query:"lifecycle" help:"The lifecycle's id. Default: the only one of the workspace." placeholder:"ID"`
}

// Ask answers the question.
func (s *States) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[cohort.States, cohort.StatesDifference], error) {
	w, err := d.workspace(docs)
	if err != nil {
		return nil, err
	}
	l, err := s.lifecycle(w)
	if err != nil {
		return nil, err
	}
	return inPeriods(ctx, d, docs, &s.Periods, periodic[cohort.States, cohort.StatesDifference]{
		ask: func(x *sequence.Instances, spec cohort.Spec) (*cohort.States, error) {
			return cohort.StatesOf(ctx, x, d.Index, l, spec)
		},
		differ: cohort.CompareStates, begun: true,
	})
}

// lifecycle finds the one that is meant.
func (s *States) lifecycle(w *journey.Workspace) (*lifecycle.Lifecycle, error) {
	all := w.Lifecycles
	for _, l := range all {
		if l.ID == s.Lifecycle || s.Lifecycle == "" && len(all) == 1 {
			return l, nil
		}
	}
	if len(all) == 0 {
		return nil, fault.New(fault.NotFound, "the workspace has no lifecycle").WithRemedy("write a document wend: lifecycle/v1 beside the journey")
	}
	return nil, fault.New(fault.NotFound, "the workspace has no lifecycle %q", s.Lifecycle).WithRemedy("name one of its %d", len(all))
}

// spec reads the terms. The question's time says which periods are shown; a date
// is the day in their zone.
func (p *Periods) spec(x *sequence.Instances) (s cohort.Spec, err error) {
	s = cohort.Spec{Every: cohort.Every(p.Every), Activity: cohort.Activity(p.Did), Zone: x.Plan.Workspace.Location(), From: x.Question.From, To: x.Question.To}
	if p.Zone != "" {
		if s.Zone, err = time.LoadLocation(p.Zone); err != nil {
			return s, fault.New(fault.Invalid, "the time zone %q is not known", p.Zone).WithRemedy("write Europe/Berlin or UTC")
		}
	}
	if len(p.From) == len(time.DateOnly) {
		s.From = s.Day(s.From)
	}
	if len(p.To) == len(time.DateOnly) {
		s.To = s.Day(s.To)
	}
	if known := []cohort.Activity{cohort.Visited, cohort.Started, cohort.Completed}; !slices.Contains(known, s.Activity) {
		s.Activity = cohort.Reached
		for step := range strings.SplitSeq(p.Did, ",") {
			s.Steps = append(s.Steps, journey.StepID(step))
		}
	}
	return s, period{s.From, s.To}.check(x.Question.AsOf)
}

// other are the periods that are set against those of s; ok is false where it is
// others, not other periods.
func (p *Periods) other(s cohort.Spec) (o cohort.Spec, ok bool, err error) {
	if p.Against == "before" {
		o, err = s.Before()
		return o, true, err
	}
	r, ok, err := parsePeriod(p.Against)
	if err != nil || !ok {
		return s, ok, err
	}
	o = s
	o.From, o.To = s.Day(r.from), s.Day(r.to)
	return o, true, nil
}

// words say who and when is asked about.
func (p *Periods) words(s cohort.Spec) string {
	words := period{s.From, s.To}.String()
	if p.Segment != "" {
		words = "segment:" + p.Segment + " " + words
	}
	return words
}
