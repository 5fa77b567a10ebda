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
		s := &r.plan.Steps[i]
		add(s.Satisfaction, i)
		add(s.Emotion, i)
		add(s.Expectation, i)
		if s.Importance != nil {
			add(s.Importance.Asked, i)
		}
		for _, q := range evidenceQuestions(s.Step) {
			add(&q, i)
		}
	}
	r.asks, err = satisfaction.Read(ctx, r.log, r.Instances, asks)
	return err
}

// evidenceQuestions are the questions whose answers are a step's evidence.
func evidenceQuestions(s *journey.Step) []journey.Question {
	var out []journey.Question
	for _, e := range s.Evidence {
		if e.Answer != nil {
			out = append(out, journey.Question{Survey: e.Answer.Survey, Question: e.Answer.Question})
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
// instance is selected, or, unattached, its customer and time fit the question.
func (r *run) counted(a *satisfaction.Answer) bool {
	if a.Instance >= 0 {
		return r.Selected[a.Instance]
	}
	return r.Fits(a.Customer, a.Time)
}

// ofStep keeps the answers that were given about one step. An answer that is
// attached to nothing counts for the first step that asks the question.
func (r *run) ofStep(q *journey.Question, i int) func(*satisfaction.Answer) bool {
	steps := r.answers(q).Ask.Steps
	return func(a *satisfaction.Answer) bool {
		if !r.counted(a) {
			return false
		}
		if a.Visit >= 0 && len(steps) > 1 {
			return int(r.Step[a.Visit]) == i
		}
		return a.Visit >= 0 || len(steps) == 0 || steps[0] == i
	}
}

// experience tells how many customers said they were at a step, of those who
// said whether they were.
func (r *run) experience(i int) (reached, known int) {
	s := r.plan.Steps[i]
	questions := evidenceQuestions(s.Step)
	if len(questions) == 0 && s.Satisfaction != nil {
		questions = []journey.Question{*s.Satisfaction}
	}
	said := map[uint32]bool{}
	for k := range questions {
		keep := r.ofStep(&questions[k], i)
		for _, a := range r.answers(&questions[k]).List {
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
	keep := r.ofStep(s.Satisfaction, i)
	for _, a := range r.answers(s.Satisfaction).List {
		if keep(&a) && !a.Absent {
			got[pair{a.Instance, a.Customer}] = a
		}
	}
	var m stat.Moments
	keep = r.ofStep(s.Expectation, i)
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
