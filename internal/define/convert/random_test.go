// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"fmt"
	"math/rand/v2"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/touchpoint"
)

// oddTexts are what tables, YAML and spreadsheets like to change.
var oddTexts = []string{
	"plain", "=1+1", "+33 1", "-x", "-2", "@a", "'", "'=", "''-1", "007", "1e5", "true", "null", "2026-05-02", "12:30", "~", "a,b;c\td|e",
	"\"", "\"quoted\"", "\"a\\nb\"", "two\nlines", "\n", " ", " x ", "\t", "\r", "a\r\nb", "{", "{a: b}", "{\"text\": 1}", "[", "[1]", "a: b", "# no", "- x",
	"(4)", "x (4)", "x [data]", "x (2) [research]", "survey/question", "é", "é", "😀", "日本語", "\u0001", "\u0085", "\ufeff", "_x000D_", "_x0041_", "&amp;<>", "＝1", "yes", "0", "%", "x\\", "\\n", "Wend", "Stage", "More",
}

type source struct{ *rand.Rand }

func (r source) text() string {
	if r.IntN(4) == 0 {
		return oddTexts[r.IntN(len(oddTexts))] + oddTexts[r.IntN(len(oddTexts))]
	}
	return oddTexts[r.IntN(len(oddTexts))]
}

func (r source) maybe() string {
	if r.IntN(2) == 0 {
		return ""
	}
	return r.text()
}

func some[T any](r source, one func() T) (list []T) {
	for range r.IntN(4) {
		list = append(list, one())
	}
	return list
}

func oneOf[T ~string](r source, words []string) T {
	if i := r.IntN(len(words) + 1); i < len(words) {
		return T(words[i])
	}
	return ""
}

func (r source) number() *float64 {
	if r.IntN(2) == 0 {
		return nil
	}
	f := []float64{0, 1, 4.4, -3, 0.1, 1.0 / 3, 1e-7, 123456789.25, 2.5e17}[r.IntN(9)]
	return &f
}

func (r source) statement() statement.Statement {
	return statement.Statement{Title: "x" + r.text(), Severity: r.IntN(6), Basis: oneOf[statement.Basis](r, statement.Basis("").Values()), Source: r.maybe(), Date: r.maybe()}
}

func (r source) question() *journey.Question {
	if r.IntN(2) == 0 {
		return nil
	}
	return &journey.Question{Survey: "s" + r.maybe(), Question: "q" + r.maybe(), Score: oneOf[journey.Score](r, journey.Score("").Values())}
}

func (r source) evidence() journey.Evidence {
	if r.IntN(3) == 0 {
		return journey.Evidence{Answer: &journey.AnswerRef{Survey: "s" + r.text(), Question: "q"}}
	}
	return journey.Evidence{Event: "e" + r.text()}
}

func (r source) touchpoint() touchpoint.Touchpoint {
	return touchpoint.Touchpoint{
		Use: touchpoint.ID(r.maybe()), Channel: channel.ID(r.maybe()), Mode: oneOf[channel.Mode](r, channel.Mode("").Values()),
		Nature: oneOf[touchpoint.Nature](r, touchpoint.Nature("").Values()), Direction: oneOf[touchpoint.Direction](r, touchpoint.Direction("").Values()),
		Control: oneOf[touchpoint.Control](r, touchpoint.Control("").Values()), Promise: r.maybe(),
	}
}

func randomStep(r source, id int) journey.Step {
	s := journey.Step{
		ID: journey.StepID(fmt.Sprintf("step-%d", id)), Title: "t" + r.text(), Description: r.maybe(), Actor: journey.ActorID(r.maybe()), Owner: r.maybe(),
		Control: oneOf[touchpoint.Control](r, touchpoint.Control("").Values()), Optional: r.IntN(2) == 0, Repeatable: r.IntN(2) == 0,
		For: some(r, func() segment.ID { return segment.ID("s" + r.text()) }), Evidence: some(r, r.evidence), Fails: some(r, r.evidence),
		Importance: &journey.Importance{Default: r.number()}, Target: journey.Target{Default: r.number(), By: r.maybe()},
		Satisfaction: r.question(), Expectation: r.question(), Emotion: r.question(),
		Does: some(r, r.text), Thinks: some(r, r.text), Needs: some(r, r.text), Questions: some(r, r.text),
		Pains: some(r, r.statement), Gains: some(r, r.statement), Ideas: some(r, r.statement),
		Quotes: some(r, func() journey.Quote { return journey.Quote{Text: "q" + r.text(), Source: r.maybe()} }),
	}
	if s.Importance.Default == nil {
		s.Importance = nil
	}
	if r.IntN(3) > 0 {
		t := r.touchpoint()
		s.Touchpoint = &t
		s.Alternatives = some(r, func() journey.Alternative { return journey.Alternative{Touchpoint: r.touchpoint()} })
	} else {
		s.Contactless = r.IntN(2) == 0
	}
	if r.IntN(2) == 0 {
		s.Feeling = &journey.Feeling{Valence: new(r.IntN(5) - 2), Label: r.maybe(), Personas: map[persona.ID]*journey.Feeling{"p": {Valence: new(1), Label: r.maybe()}}}
	}
	if r.IntN(2) == 0 {
		s.MomentOfTruth = &journey.MomentOfTruth{Reason: oneOf[journey.Reason](r, journey.Reason("").Values()), Why: r.maybe()}
		s.Backstage = &journey.Backstage{Frontstage: some(r, r.text), Support: some(r, r.text)}
		s.Expected = &journey.Expected{Within: calendar.Of(60_000_000_000), Zone: r.maybe()}
	}
	return s
}

// randomJourney builds a journey from odd texts. Not all of it is valid; all of
// it can be said in a document.
func randomJourney(rnd *rand.Rand) *journey.Journey {
	r := source{rnd}
	j := &journey.Journey{
		ID: "x", Title: "t" + r.text(), Goal: r.maybe(), Scenario: r.maybe(), Promise: r.maybe(), Owner: r.maybe(),
		State: oneOf[journey.State](r, journey.State("").Values()), Actors: some(r, func() journey.ActorID { return journey.ActorID(r.text()) }),
		Ignore: some(r, r.text), Parking: some(r, r.statement),
		Links: some(r, func() journey.Link { return journey.Link{From: "step-0", To: "step-1", Label: r.maybe()} }),
	}
	id := 0
	stage := func() journey.Stage {
		st := journey.Stage{Title: []string{"A", "A", "B" + r.text()}[r.IntN(3)]}
		for range r.IntN(3) {
			st.Steps = append(st.Steps, randomStep(r, id))
			id++
		}
		return st
	}
	j.Phases = journey.Phases{Before: some(r, stage), During: some(r, stage), After: some(r, stage)}
	return j
}
