// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Number is one of a scorecard's numbers that instances stand behind.
type Number string

// The numbers: of the journey as a whole, then of a step.
const (
	AllNumber       Number = "all"
	CompletedNumber Number = "completed"
	AbandonedNumber Number = "abandoned"
	OngoingNumber   Number = "ongoing"
	UnripeNumber    Number = "unripe"

	ReachedNumber   Number = "reached"
	ContinuedNumber Number = "continued"
	LeftNumber      Number = "left" // abandoned there: dropped
	EndedNumber     Number = "ended"
	WaitingNumber   Number = "waiting"
	SkippedNumber   Number = "skipped"
	RepeatedNumber  Number = "repeated"
	FailedNumber    Number = "failed"
	LateNumber      Number = "late"
	OverdueNumber   Number = "overdue"
	AnsweredNumber  Number = "answered"
)

// OfJourney reports whether the number is of the journey as a whole.
func (n Number) OfJourney() bool {
	return slices.Contains([]Number{AllNumber, CompletedNumber, AbandonedNumber, OngoingNumber, UnripeNumber}, n)
}

// Behind returns the instances behind a number of a journey's scorecard: as many
// as Compute counts for the same question. step is that of numbers that are of
// one.
func Behind(ctx context.Context, log sequence.Log, j *journey.Journey, w *journey.Workspace, q Question, step journey.StepID, n Number) (*sequence.Instances, sequence.Set, error) {
	if err := q.check(j, w); err != nil {
		return nil, nil, err
	}
	plan, err := sequence.NewPlan(j, w, q.Segment)
	if err != nil {
		return nil, nil, err
	}
	asked := q.Question
	asked.Events = true
	x, err := sequence.Build(ctx, log, plan, asked)
	if err != nil {
		return nil, nil, err
	}
	r := &run{Instances: x, plan: plan, journey: j, q: q, log: log, rows: make([]row, len(plan.Steps)), card: &Card{}}
	if r.basis() != ByEvents {
		return nil, nil, fault.New(fault.Invalid, "this journey is known from answers or counts alone: nobody's way stands behind its numbers").WithRemedy("give its steps events as evidence")
	}
	if n.OfJourney() {
		return x, r.outcomes(n), nil
	}
	s := slices.IndexFunc(plan.Steps, func(p sequence.Step) bool { return p.ID == step })
	switch {
	case s < 0:
		return nil, nil, unknownStep(step, plan)
	case !plan.Steps[s].Observed:
		return nil, nil, fault.New(fault.Invalid, "the step %q is not observed: nobody stands behind it", step).WithRemedy("give it evidence")
	case n == AnsweredNumber:
		set, err := r.answered(ctx, s)
		return x, set, err
	}
	set, err := r.counting(ctx, s, n)
	return x, set, err
}

func unknownStep(id journey.StepID, p *sequence.Plan) error {
	known := make([]string, len(p.Steps))
	for i := range p.Steps {
		known[i] = string(p.Steps[i].ID)
	}
	return unknown("step", string(id), known)
}

// outcomes are the instances behind a number of the journey as a whole.
func (r *run) outcomes(n Number) sequence.Set {
	out := sequence.NewSet(r.Len())
	for i := range r.Len() {
		if !r.Has(i) {
			continue
		}
		in := n == AllNumber
		switch n {
		case UnripeNumber:
			in = !r.Ripe(i)
		case CompletedNumber, AbandonedNumber, OngoingNumber:
			in = r.Outcome(i).String() == string(n)
		}
		if in {
			out.Add(i)
		}
	}
	return out
}

// counting are the instances that add to a number of a step: the tally counts
// each by itself, so that the two cannot differ.
func (r *run) counting(ctx context.Context, s int, n Number) (sequence.Set, error) {
	if err := r.readPromises(ctx); err != nil {
		return nil, err
	}
	for i := range r.rows {
		r.rows[i].channels, r.rows[i].verdict = map[uint16]int{}, map[int]verdict{}
	}
	out, firsts, before := sequence.NewSet(r.Len()), make([]first, len(r.rows)), 0
	for i := range r.Len() {
		if !r.Has(i) {
			continue
		}
		r.instance(i, firsts)
		now, ok := r.rows[s].number(n)
		if !ok {
			return nil, fault.New(fault.Invalid, "a scorecard has no number %q that instances stand behind", n).WithRemedy("one of all, completed, abandoned, ongoing, unripe, reached, continued, left, ended, waiting, skipped, repeated, failed, late, overdue, answered")
		}
		if now > before {
			out.Add(i)
		}
		before = now
	}
	return out, ctx.Err()
}

// number is one of a row's counts of instances.
func (r *row) number(n Number) (int, bool) {
	switch n {
	case ReachedNumber:
		return r.reach, true
	case ContinuedNumber:
		return r.continued, true
	case LeftNumber:
		return r.dropped, true
	case EndedNumber:
		return r.ended, true
	case WaitingNumber:
		return r.waits, true
	case SkippedNumber:
		return r.skipped, true
	case RepeatedNumber:
		return r.repeats, true
	case FailedNumber:
		return r.failed, true
	case LateNumber:
		return r.late + r.previousLate, true
	case OverdueNumber:
		return r.overdue, true
	}
	return 0, false
}

// answered are the instances with an answer that visited the step.
func (r *run) answered(ctx context.Context, s int) (sequence.Set, error) {
	out, q := sequence.NewSet(r.Len()), r.plan.Steps[s].Satisfaction
	if q == nil {
		return nil, fault.New(fault.Invalid, "nobody is asked at the step %q", r.plan.Steps[s].ID).WithRemedy("name its question under satisfaction")
	}
	if err := r.readAnswers(ctx); err != nil {
		return nil, err
	}
	keep := r.ofStep(forSatisfaction, q, s)
	for _, a := range r.answers(q).List {
		if a.Visit >= 0 && r.Step(a.Visit) == s && r.looked(a.Visit) && !a.Absent && keep(&a) {
			out.Add(a.Instance)
		}
	}
	return out, nil
}
