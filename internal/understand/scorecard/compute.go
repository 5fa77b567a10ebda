// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Compute builds the scorecard of a journey from what is in the log.
func Compute(ctx context.Context, log sequence.Log, j *journey.Journey, w *journey.Workspace, q Question) (*Card, error) {
	if err := q.check(j, w); err != nil {
		return nil, err
	}
	card, err := compute(ctx, log, j, w, q)
	if err != nil || q.From.IsZero() || q.To.IsZero() {
		return card, err
	}
	before := q
	before.From, before.To = q.From.Add(-q.To.Sub(q.From)), q.From
	earlier, err := compute(ctx, log, j, w, before)
	if err != nil {
		return nil, err
	}
	card.compare(earlier, before.From)
	return card, nil
}

// run is one computation.
type run struct {
	*sequence.Instances
	plan     *sequence.Plan
	journey  *journey.Journey
	q        Question
	log      sequence.Log
	rows     []row
	asks     []satisfaction.Answers
	askOf    map[askKey]int  // question -> index in asks
	counts   map[int]float64 // step -> hand count
	promises []promise       // one a step
	card     *Card
}

func compute(ctx context.Context, log sequence.Log, j *journey.Journey, w *journey.Workspace, q Question) (*Card, error) {
	plan, err := sequence.NewPlan(j, w, append(slices.Clone(q.split), q.Segment)...)
	if err != nil {
		return nil, err
	}
	asked := q.Question
	asked.Events = true // answers and promises name events
	x, err := sequence.Build(ctx, log, plan, asked)
	if err != nil {
		return nil, err
	}
	r := &run{Instances: x, plan: plan, journey: j, q: q, log: log, rows: make([]row, len(plan.Steps))}
	r.card = &Card{
		Journey: j.ID, Title: j.Title, Digest: j.Digest(), AsOf: q.AsOf.UTC(), Position: x.Position, Filter: r.filter(),
		RipeAfterS: x.Ripeness().Seconds(), Unassigned: x.Unassigned, Basis: r.basis(),
	}
	for _, part := range []func(context.Context) error{r.readCounts, r.readAnswers, r.readPromises, r.states} {
		if err := part(ctx); err != nil {
			return nil, err
		}
	}
	r.tally()
	r.journeyRow()
	for i := range plan.Steps {
		if r.shown(&plan.Steps[i]) {
			r.card.Steps = append(r.card.Steps, r.step(i))
		}
	}
	r.compareWithSteps()
	return r.card, nil
}

func (r *run) filter() Filter {
	f := Filter{
		Where: r.q.Where.Plain(), Segment: r.q.Segment, Channel: r.q.Channel, Mode: r.q.Mode, Nature: r.q.Nature,
		Direction: r.q.Direction, Control: r.q.Control, Actor: r.q.Actor,
	}
	if r.q.PerCustomer {
		f.Per = "customer"
	}
	if !r.q.From.IsZero() {
		f.From = &r.q.From
	}
	if !r.q.To.IsZero() {
		f.To = &r.q.To
	}
	if r.q.TraitsNow {
		f.Traits = "now"
	}
	return f
}

// basis is what the journey as a whole is known from: events where any step has
// them, else answers, else hand counts.
func (r *run) basis() Basis {
	var basis Basis
	for i := range r.plan.Steps {
		s := &r.plan.Steps[i]
		switch {
		case s.Observed && !s.ByAnswersOnly():
			return ByEvents
		case s.Observed:
			basis = ByAnswers
		case s.Satisfaction != nil && basis == ByNothing:
			basis = ByAnswers
		}
	}
	return basis
}

// shown reports whether a step passes the filters on touchpoints.
func (r *run) shown(s *sequence.Step) bool {
	t := s.Touchpoint
	return (r.q.Mode == "" || t.Mode == r.q.Mode) && (r.q.Nature == "" || t.Nature == r.q.Nature) &&
		(r.q.Direction == "" || t.Direction == r.q.Direction) && (r.q.Control == "" || t.Control == r.q.Control) &&
		(r.q.Actor == "" || s.Actor == "" || s.Actor == r.q.Actor)
}

// journeyRow fills in what is said of the journey as a whole.
func (r *run) journeyRow() {
	c := r.card
	var outcomes [3]int
	var ripe, completed int
	var durations []float64
	for i := range r.Len() {
		if !r.Has(i) {
			continue
		}
		c.Instances.Total++
		o := r.Outcome(i)
		outcomes[o]++
		if r.Ripe(i) {
			ripe++
			if o == sequence.Completed {
				completed++
			}
		}
		if d, ok := r.Duration(i); ok {
			durations = append(durations, d.Seconds())
		}
	}
	if c.Basis == ByEvents {
		unripe := c.Instances.Total - ripe
		c.Instances.Completed, c.Instances.Abandoned, c.Instances.Ongoing = &outcomes[sequence.Completed], &outcomes[sequence.Abandoned], &outcomes[sequence.Ongoing]
		c.Instances.Unripe = &unripe
		c.Completion = share(completed, ripe)
		c.Duration = times(durations)
		c.Return = r.returns()
		c.PartnerDrop = r.partnerDrop()
		r.endOfData()
	} else {
		c.Instances.Total = r.respondents()
		c.Notes = append(c.Notes, "Known from answers or counts alone: time, paths, drop-off and completion would need events.")
	}
	c.Balance = r.balance()
	if r.journey.Overall != nil {
		r.overall()
	}
	if len(r.journey.Completing()) == 0 && c.Basis == ByEvents {
		c.Notes = append(c.Notes, "No step completes this journey: name one under instance.completes.")
	}
}

// endOfData warns where the data ends long before the moment asked about: who
// went on after it looks as if they had stopped.
func (r *run) endOfData() {
	const long = 14 * 24 * time.Hour
	if r.Len() == 0 {
		return
	}
	last := time.UnixMicro(r.Latest()).UTC()
	if gap := r.q.AsOf.Sub(last); gap > long {
		r.card.Notes = append(r.card.Notes, fmt.Sprintf("The last event of this journey is of %s, %.0f days before the moment asked about. If the data ends there, ask --as-of %s: whoever was still under way, or came back later, looks as if they had not.",
			last.Format(time.DateOnly), gap.Hours()/24, last.AddDate(0, 0, 1).Format(time.DateOnly)))
	}
}

func (r *run) overall() {
	c, o := r.card, r.journey.Overall
	c.Overall = r.answers(&o.Question).ScoreOf(r.counted)
	target, ok := o.Target.For(r.q.Segment)
	if !ok {
		return
	}
	c.Target = &target
	if gap, ok := c.Overall.Gap(target); ok {
		c.Gap, c.Reading = &gap, c.Overall.Read(gap)
	}
}

// share is a share, nil of nothing.
func share(k, n int) *stat.Estimate {
	if n == 0 {
		return nil
	}
	e := stat.Share(k, n)
	return &e
}

// times summarises lengths in seconds, which it sorts; nil of nothing.
func times(seconds []float64) *Times {
	if len(seconds) == 0 {
		return nil
	}
	slices.Sort(seconds)
	t := &Times{MedianS: stat.Quantile(seconds, 0.5), P90S: stat.Quantile(seconds, 0.9), N: len(seconds)}
	if lo, hi, ok := stat.QuantileInterval(seconds, 0.5); ok {
		t.MedianLoS, t.MedianHiS = &lo, &hi
	}
	return t
}

// compareWithSteps sets the overall score beside the mean of the step scores,
// where all of them are on one scale.
func (r *run) compareWithSteps() {
	var m stat.Moments
	for i := range r.card.Steps {
		s := r.card.Steps[i].Satisfaction
		e, ok := s.Estimate()
		if !ok {
			continue
		}
		if o := r.card.Overall; o == nil || s.Kind != o.Kind || s.Scale != o.Scale {
			return
		}
		m.Add(e.Value)
	}
	if m.N >= 2 {
		e := m.Estimate()
		r.card.OverallStep = &e
	}
}

// compare adds the differences to an earlier period.
func (c *Card) compare(earlier *Card, from time.Time) {
	c.Change = &Change{From: from, Completion: difference(c.Completion, earlier.Completion), Overall: scoreDifference(c.Overall, earlier.Overall)}
	for i := range c.Steps {
		s, before := &c.Steps[i], &earlier.Steps[i]
		change := Change{From: from, ReachRate: difference(s.ReachRate, before.ReachRate), Satisfaction: scoreDifference(s.Satisfaction, before.Satisfaction)}
		if change.ReachRate != nil || change.Satisfaction != nil {
			s.Change = &change
		}
	}
}

func difference(now, before *stat.Estimate) *stat.Estimate {
	if now == nil || before == nil {
		return nil
	}
	d := stat.Difference(*now, *before)
	return &d
}

func scoreDifference(now, before *satisfaction.Score) *stat.Estimate {
	a, okA := now.Estimate()
	b, okB := before.Estimate()
	if !okA || !okB || now.Kind != before.Kind || now.Scale != before.Scale {
		return nil
	}
	return difference(&a, &b)
}
