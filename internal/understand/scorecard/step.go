// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"math"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/satisfaction"
)

// step builds one row.
func (r *run) step(i int) Step {
	s, row := &r.plan.Steps[i], &r.rows[i]
	out := Step{
		ID: s.ID, Title: s.Title, Phase: s.Phase, Stage: s.Stage, Contactless: s.Contactless, Owner: s.Owner,
		Channel: s.Touchpoint.Channel, Mode: s.Touchpoint.Mode, Nature: s.Touchpoint.Nature, Direction: s.Touchpoint.Direction, Control: s.Touchpoint.Control,
		MomentOfTruth: s.MomentOfTruth, Pains: s.Pains,
	}
	if s.Feeling != nil {
		felt := s.Feeling.Felt()
		out.Feeling = &felt
	}
	switch {
	case s.Observed && !s.ByAnswersOnly():
		r.byEvents(&out, i)
	case s.Observed && r.card.Basis == ByEvents:
		r.byEvents(&out, i)
		r.byAnswers(&out, i)
	case s.Observed || s.Satisfaction != nil:
		r.byAnswers(&out, i)
		out.Needs = "events, for order, time and drop-off"
	default:
		r.byCounts(&out, i)
	}
	out.Undated = row.undated
	r.lengthsOf(&out, i)
	r.performance(&out, i)
	return out
}

// byEvents fills in what visits show.
func (r *run) byEvents(out *Step, i int) {
	row := &r.rows[i]
	out.Observed, out.Basis = true, ByEvents
	out.Reach, out.Continued, out.Dropped, out.Ended, out.Waiting = &row.reach, &row.continued, &row.dropped, &row.ended, &row.waits
	out.Repeats, out.Rework, out.Failed, out.Switches = &row.repeats, &row.rework, &row.failed, &row.switches
	if !r.plan.Steps[i].Optional {
		out.Skipped = &row.skipped
	}
	out.ReachRate = share(row.reachRipe, row.existRipe)
	out.DropRate = share(row.droppedRipe, row.reachRipe)
	for c, n := range row.channels {
		if out.Channels == nil {
			out.Channels = map[string]int{}
		}
		out.Channels[string(r.plan.Channels[c])] = n
	}
}

// byAnswers fills in who said they were there.
func (r *run) byAnswers(out *Step, i int) {
	reached, known := r.experience(i)
	if known == 0 && out.Basis == ByNothing {
		out.Needs = "answers to its question, or events"
		return
	}
	out.Observed, out.Basis = true, ByAnswers
	if out.Reach == nil {
		out.Reach = &reached
	}
	out.ReachRate = share(reached, known)
}

// byCounts fills in hand counts, against the first step that was counted.
func (r *run) byCounts(out *Step, i int) {
	n, ok := r.counts[i]
	if !ok {
		out.Needs = "evidence: events or answers that show a customer here"
		if out.Contactless {
			out.Needs = ""
		}
		return
	}
	out.Observed, out.Basis = true, ByCounts
	reach := int(math.Round(n))
	out.Reach = &reach
	for b := range r.plan.Steps {
		base, ok := r.counts[b]
		if !ok {
			continue
		}
		out.Base = r.plan.Steps[b].ID
		if whole := int(math.Round(base)); reach <= whole && whole > 0 {
			out.ReachRate = share(reach, whole)
		} else if whole > 0 {
			out.ReachRate = &stat.Estimate{Value: n / base, Lo: n / base, Hi: n / base, N: whole}
		}
		return
	}
}

// lengthsOf fills in times and promises.
func (r *run) lengthsOf(out *Step, i int) {
	if r.card.Basis != ByEvents {
		return // answers of one sitting have no order
	}
	row, p := &r.rows[i], &r.promises[i]
	if out.FromPrevious = times(row.fromPrevious); out.FromPrevious != nil {
		out.FromPrevious.Late = share(row.previousLate, row.previousTimed)
		if row.previousTimed > 0 {
			out.FromPrevious.Promise = p.words()
		}
	}
	if out.Since = times(row.since); out.Since != nil {
		out.Since.Of = r.plan.Steps[p.of].ID
		if p.until != i {
			out.Since.Until = r.plan.Steps[p.until].ID
		}
		out.Since.Late = share(row.late, row.timed)
		out.Since.Promise = p.words()
	}
	if p.expected != nil && (row.timed > 0 || row.overdue > 0) {
		out.Overdue = &row.overdue
	}
}

// performance fills in satisfaction and what is wanted.
func (r *run) performance(out *Step, i int) {
	s, row := &r.plan.Steps[i], &r.rows[i]
	out.Satisfaction = r.score(forSatisfaction, i)
	if s.Satisfaction != nil && out.Basis == ByEvents && row.reach > 0 {
		out.Response = share(r.answeredInstances(s.Satisfaction, i), row.reach)
	}
	if e, ok := r.score(forEmotion, i).Emotion(); ok {
		out.Emotion = &e
	} else if e, ok := out.Satisfaction.Emotion(); ok {
		out.Emotion = &e
	}
	r.byLate(out, i)
	r.byActor(out, i)
	r.importance(out, s.Importance, i)
	r.target(out, i)
}

// answeredInstances counts the selected instances with an answer that visited
// the step.
func (r *run) answeredInstances(q *journey.Question, i int) (n int) {
	keep := r.ofStep(forSatisfaction, q, i)
	for _, a := range r.answers(q).List {
		if a.Visit >= 0 && r.Step(a.Visit) == i && r.looked(a.Visit) && !a.Absent && keep(&a) {
			n++
		}
	}
	return n
}

func (r *run) importance(out *Step, im *journey.Importance, i int) {
	if im == nil {
		return
	}
	if v, ok := im.Segments[r.q.Segment]; ok {
		out.ImportanceStated = &v
	} else {
		out.ImportanceStated = im.Default
	}
	if e, ok := r.score(forImportance, i).Estimate(); ok {
		out.ImportanceAsked = &e
	}
}

// target sets performance against the level wanted: the document's, else what
// customers said they expect.
func (r *run) target(out *Step, i int) {
	s := &r.plan.Steps[i]
	out.Expectation = r.score(forExpectation, i)
	if target, ok := s.Target.For(r.q.Segment); ok {
		out.Target = &target
		if gap, ok := out.Satisfaction.Gap(target); ok {
			out.Gap, out.GapTo, out.Reading = &gap, "target", out.Satisfaction.Read(gap)
		}
		return
	}
	if gap := r.pairedGap(i); gap != nil {
		out.Gap, out.GapTo, out.Reading = gap, "expectation", out.Satisfaction.Read(*gap)
	}
}

// byLate splits satisfaction by whether the promise was kept.
func (r *run) byLate(out *Step, i int) {
	row := &r.rows[i]
	if len(row.verdict) == 0 {
		return
	}
	q, of := r.plan.Steps[i].Satisfaction, "step"
	if q == nil && r.journey.Overall != nil {
		q, of = &r.journey.Overall.Question, "overall"
	}
	if q == nil {
		return
	}
	split := func(late bool) (*satisfaction.Score, *stat.Estimate) {
		asked, before := 0, 0
		score := r.answers(q).ScoreOf(func(a *satisfaction.Answer) bool {
			v, ok := row.verdict[a.Instance]
			if !ok || v.late != late || !r.counted(a) {
				return false
			}
			if a.AskedAt != 0 {
				asked++
				if r.promises[i].before(a.AskedAt, v.at) {
					before++
				}
			}
			return true
		})
		return score, share(before, asked)
	}
	out.ByLate = &ByLate{Of: of}
	out.ByLate.Late, out.ByLate.LateAskedBefore = split(true)
	out.ByLate.OnTime, out.ByLate.OnTimeAskedBefore = split(false)
	if out.ByLate.Late == nil && out.ByLate.OnTime == nil {
		out.ByLate = nil
	}
}

// byActor splits satisfaction by who answered, so that nobody's trouble hides in
// a mean, and names the least satisfied.
func (r *run) byActor(out *Step, i int) {
	q := r.plan.Steps[i].Satisfaction
	if q == nil || len(r.journey.Actors) < 2 {
		return
	}
	keep := r.ofStep(forSatisfaction, q, i)
	worst := math.Inf(1)
	for _, actor := range r.journey.Actors {
		score := r.answers(q).ScoreOf(func(a *satisfaction.Answer) bool { return a.Actor == actor && keep(a) })
		if score == nil {
			continue
		}
		if out.ByActor == nil {
			out.ByActor = map[journey.ActorID]*satisfaction.Score{}
		}
		out.ByActor[actor] = score
		if gap, ok := score.Gap(0); ok && -gap.Value < worst {
			worst, out.WorstActor = -gap.Value, actor
		}
	}
}

// balance tells how push stands to pull and informative to transactional.
func (r *run) balance() []Balance {
	kinds := []struct {
		name string
		is   func(touchpoint.Touchpoint) bool
	}{
		{string(touchpoint.Push), func(t touchpoint.Touchpoint) bool { return t.Direction == touchpoint.Push }},
		{string(touchpoint.Pull), func(t touchpoint.Touchpoint) bool { return t.Direction == touchpoint.Pull }},
		{string(touchpoint.Informative), func(t touchpoint.Touchpoint) bool { return t.Nature == touchpoint.Informative }},
		{string(touchpoint.Transactional), func(t touchpoint.Touchpoint) bool { return t.Nature == touchpoint.Transactional }},
	}
	var out []Balance
	for _, k := range kinds {
		b := Balance{Kind: k.name}
		var pool satisfaction.Answers
		for i := range r.plan.Steps {
			s := &r.plan.Steps[i]
			if !k.is(s.Touchpoint) {
				continue
			}
			b.Steps++
			b.Visits += r.rows[i].visits
			a := r.answers(s.Satisfaction)
			keep := r.ofStep(forSatisfaction, s.Satisfaction, i)
			pool.Ask = a.Ask
			for n := range a.List {
				if keep(&a.List[n]) {
					pool.List = append(pool.List, a.List[n])
				}
			}
		}
		if score := pool.ScoreOf(nil); score != nil && score.Mixed == 0 {
			b.Satisfaction = score // different scales are never averaged
		}
		if b.Steps > 0 {
			out = append(out, b)
		}
	}
	return out
}

// partnerDrop is the share of abandoned instances that ended at a step which a
// partner controls.
func (r *run) partnerDrop() *stat.Estimate {
	partner, all := 0, 0
	for i := range r.rows {
		all += r.rows[i].dropped
		if r.plan.Steps[i].Touchpoint.Control == touchpoint.ByPartner {
			partner += r.rows[i].dropped
		}
	}
	return share(partner, all)
}
