// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/satisfaction"
)

// askKey names a question.
type askKey struct{ survey, question string }

func keyOf(q *journey.Question) askKey { return askKey{q.Survey, q.Question} }

// readAnswers reads the answers to every question that the journey names.
func (r *run) readAnswers(ctx context.Context) (err error) {
	r.askOf = map[askKey]int{}
	var asks []satisfaction.Ask
	add := func(q *journey.Question, steps ...int) {
		if q == nil {
			return
		}
		i, known := r.askOf[keyOf(q)]
		if !known {
			i = len(asks)
			r.askOf[keyOf(q)] = i
			asks = append(asks, satisfaction.Ask{Question: *q})
		}
		for _, s := range steps {
			if !slices.Contains(asks[i].Steps, s) {
				asks[i].Steps = append(asks[i].Steps, s)
			}
		}
	}
	if r.journey.Overall != nil {
		add(&r.journey.Overall.Question)
	}
	for i := range r.plan.Steps {
		for role := range roles {
			for _, q := range r.questions(role, i) {
				add(q, i)
			}
		}
	}
	r.asks, err = satisfaction.Read(ctx, r.log, r.Instances, asks)
	return err
}

// role is what a step asks a question for.
type role int

const (
	forSatisfaction role = iota
	forEmotion
	forExpectation
	forImportance
	forEvidence
	roles
)

// questions are those that a step asks in a role; only evidence has several.
func (r *run) questions(as role, i int) []*journey.Question {
	s := &r.plan.Steps[i]
	var q *journey.Question
	switch {
	case as == forSatisfaction:
		q = s.Satisfaction
	case as == forEmotion:
		q = s.Emotion
	case as == forExpectation:
		q = s.Expectation
	case as == forImportance && s.Importance != nil:
		q = s.Importance.Asked
	case as == forEvidence:
		return evidenceQuestions(s.Step)
	}
	if q == nil {
		return nil
	}
	return []*journey.Question{q}
}

// evidenceQuestions are the questions whose answers are a step's evidence.
func evidenceQuestions(s *journey.Step) (out []*journey.Question) {
	for _, e := range s.Evidence {
		if e.Answer != nil {
			out = append(out, &journey.Question{Survey: e.Answer.Survey, Question: e.Answer.Question})
		}
	}
	return out
}

// answers returns the answers to a question, none for nil. How they are scored
// is up to the question at hand, since one question may serve several ends.
func (r *run) answers(q *journey.Question) satisfaction.Answers {
	if q == nil {
		return satisfaction.Answers{}
	}
	a := r.asks[r.askOf[keyOf(q)]]
	a.Ask.Score = q.Score
	return a
}

// counted reports whether an answer belongs to what was asked about: its
// instance is selected, or, unattached, its customer and time fit the question;
// and somebody in the role asked for gave it.
func (r *run) counted(a *satisfaction.Answer) bool {
	if r.q.Actor != "" && a.Actor != r.q.Actor {
		return false
	}
	if a.Instance >= 0 {
		return r.Has(a.Instance)
	}
	return r.Fits(a.Customer, a.Time)
}

// ofStep keeps the answers to a question that are about one of the steps that
// ask it in a role. Where several do, the visit decides, and an answer that is
// attached to nothing counts for the first; of a channel, only answers about a
// visit there.
func (r *run) ofStep(as role, q *journey.Question, i int) func(*satisfaction.Answer) bool {
	var asking []int
	for s := range r.plan.Steps {
		if slices.ContainsFunc(r.questions(as, s), func(o *journey.Question) bool { return q != nil && keyOf(o) == keyOf(q) }) {
			asking = append(asking, s)
		}
	}
	return func(a *satisfaction.Answer) bool {
		switch {
		case !r.counted(a), r.q.Channel != "" && (a.Visit < 0 || !r.looked(a.Visit)):
			return false
		case len(asking) < 2:
			return true
		case a.Visit >= 0:
			return r.Step(a.Visit) == i
		}
		return asking[0] == i
	}
}

// score scores the answers to the question that a step asks in a role; nil where
// it asks none or nobody answered.
func (r *run) score(as role, i int) *satisfaction.Score {
	for _, q := range r.questions(as, i) {
		return r.answers(q).ScoreOf(r.ofStep(as, q, i))
	}
	return nil
}

// experience tells how many customers said they were at a step, of those who
// said whether they were.
func (r *run) experience(i int) (reached, known int) {
	as := forEvidence
	if len(r.questions(as, i)) == 0 {
		as = forSatisfaction
	}
	said := map[uint32]bool{}
	for _, q := range r.questions(as, i) {
		keep := r.ofStep(as, q, i)
		for _, a := range r.answers(q).List {
			if keep(&a) {
				said[a.Customer] = said[a.Customer] || !a.Absent
			}
		}
	}
	for _, was := range said {
		if was {
			reached++
		}
	}
	return reached, len(said)
}

// respondents counts the customers who answered anything.
func (r *run) respondents() int {
	seen := map[uint32]bool{}
	for _, a := range r.asks {
		for i := range a.List {
			if r.counted(&a.List[i]) {
				seen[a.List[i].Customer] = true
			}
		}
	}
	return len(seen)
}

// pairedGap is the mean of what each customer expected less what they got.
func (r *run) pairedGap(i int) *stat.Estimate {
	s := &r.plan.Steps[i]
	if s.Expectation == nil || s.Satisfaction == nil {
		return nil
	}
	type pair struct {
		instance int
		customer uint32
	}
	got := map[pair]satisfaction.Answer{}
	keep := r.ofStep(forSatisfaction, s.Satisfaction, i)
	for _, a := range r.answers(s.Satisfaction).List {
		if keep(&a) && !a.Absent {
			got[pair{a.Instance, a.Customer}] = a
		}
	}
	var m stat.Moments
	keep = r.ofStep(forExpectation, s.Expectation, i)
	for _, a := range r.answers(s.Expectation).List {
		if b, ok := got[pair{a.Instance, a.Customer}]; ok && keep(&a) && !a.Absent && a.Scale == b.Scale {
			m.Add(a.Value - b.Value)
		}
	}
	if m.N < satisfaction.TooFew {
		return nil
	}
	e := m.Estimate()
	return &e
}
