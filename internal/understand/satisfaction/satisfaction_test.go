// SPDX-License-Identifier: Apache-2.0

package satisfaction_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shop = `wend: journey/v1
id: shop
title: Shop
instance: {%s}
overall: {survey: after, question: overall}
phases:
  during:
    - stage: Buy
      steps:
        - {id: view, title: View, evidence: [view], repeatable: true, satisfaction: {survey: page, question: found}}
        - {id: pay, title: Pay, evidence: [pay]}
        - {id: get, title: Get, evidence: [get], satisfaction: {survey: parcel, question: whole}}
`

// read attaches the answers of a script and writes them down, one a line:
// question, value, customer, the instance's number within its customer, step.
func read(t *testing.T, rule, script string, where *evidence.Tree) []string {
	t.Helper()
	docs := workspace.Read(map[string][]byte{"j.yaml": fmt.Appendf(nil, shop, rule)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	j := docs.Files[0].Journey
	plan, err := sequence.NewPlan(j, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	log := sequencetest.Script(t, script)
	x, err := sequence.Build(context.Background(), log, plan, sequence.Question{Events: true, AsOf: sequencetest.At(t, "400d"), Where: where})
	if err != nil {
		t.Fatal(err)
	}
	asks := []satisfaction.Ask{{Question: j.Overall.Question}, {Question: *plan.Steps[0].Satisfaction, Steps: []int{0}}, {Question: *plan.Steps[2].Satisfaction, Steps: []int{2}}}
	answers, err := satisfaction.Read(context.Background(), log, x, asks)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, a := range answers {
		for _, r := range a.List {
			line := fmt.Sprintf("%s %g %s", a.Ask.Question.Question, r.Value, log.Customer(r.Customer))
			if r.Absent {
				line = fmt.Sprintf("%s - %s", a.Ask.Question.Question, log.Customer(r.Customer))
			}
			if r.Instance >= 0 {
				from, _ := x.Of(r.Customer)
				line += fmt.Sprintf(" %d", r.Instance-from+1)
			}
			if r.Visit >= 0 {
				line += " " + string(plan.Steps[x.Step(r.Visit)].ID)
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return lines
}

func TestWhereAnAnswerBelongs(t *testing.T) {
	const by = "by: {property: order}, idle: 10d"
	cases := []struct {
		name, rule, script string
		want               []string
	}{
		{"the step's last visit before it", "", "u: view@0 view@1h pay@2h answer{page.found:4}@3h", []string{"found 4 u 1 view"}},
		{"never a visit behind it", "", "u: answer{page.found:4}@0 view@1h", []string{"found 4 u"}},
		{"not a visit of another step", "", "u: pay@0 answer{parcel.whole:4}@1h", []string{"whole 4 u"}},
		{"30 days are near enough", "", "u: view@0 answer{page.found:4}@30d", []string{"found 4 u 1 view"}},
		{"more are not", "", "u: view@0 answer{page.found:4}@721h", []string{"found 4 u"}},
		{"overall: the latest visit of any step", "idle: 1d", "u: view@0 view@3d answer{after.overall:2}@4d view@5d", []string{"overall 2 u 2 view"}},
		{"overall: 30 days from the visit, not from the start", "", "u: view@0 pay@20d answer{after.overall:2}@45d", []string{"overall 2 u 1 pay"}},
		{"another customer's", "", "u: view@0\nv: answer{page.found:4}@1h", []string{"found 4 v"}},
		{"the event it names", "", "u: view@0 view@1h pay@2h answer{page.found:4 about:e0}@3h", []string{"found 4 u 1 view"}},
		{"the event it names, however late", "", "u: view@0 answer{page.found:4 about:e0}@90d", []string{"found 4 u 1 view"}},
		{"an event that is not there", "", "u: view@0 answer{page.found:4 about:e99}@1h", []string{"found 4 u"}},
		{"the step it names", "", "u: view@0 pay@1h answer{after.overall:5 step:view}@2h", []string{"overall 5 u 1 view"}},
		{"a step that is not there", "", "u: view@0 answer{after.overall:5 step:nowhere}@2h", []string{"overall 5 u"}},
		{"by: within the value", by, "u: view{order:1}@0 view{order:2}@1h get{order:1}@2h get{order:2}@3h answer{parcel.whole:1 order:1}@4h answer{parcel.whole:5 order:2}@5h", []string{"whole 1 u 1 get", "whole 5 u 2 get"}},
		{"by: a value that nobody has", by, "u: view{order:1}@0 answer{page.found:1 order:9}@1h", []string{"found 1 u"}},
		{"by: without a value, the latest", by, "u: view{order:1}@0 view{order:2}@1h answer{page.found:1}@2h", []string{"found 1 u 2 view"}},
		{"the latest of several counts", "", "u: view@0 answer{page.found:1}@1h answer{page.found:5}@2h answer{page.found:3}@90m", []string{"found 5 u 1 view"}},
		{"one an instance", "idle: 1d", "u: view@0 answer{page.found:1}@1h view@3d answer{page.found:2}@73h", []string{"found 1 u 1 view", "found 2 u 2 view"}},
		{"unattached ones all count", "", "u: answer{page.found:1}@1h answer{page.found:5}@2h", []string{"found 1 u", "found 5 u"}},
		{"not experienced", "", "u: view@0 answer{page.found:-}@1h", []string{"found - u 1 view"}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, read(t, c.rule, c.script, nil)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// With a where tree, attached answers follow their instance and unattached ones
// must hold it themselves.
func TestAnswersUnderWhere(t *testing.T) {
	where, faults := evidence.Parse(map[string]any{"land": "de"}, evidence.Properties)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	got := read(t, "", `
u: view{land:de}@0 answer{page.found:4}@1h
v: view{land:fr}@0 answer{page.found:1}@1h
w: answer{page.found:2 land:de}@1h
x: answer{page.found:3 land:fr}@1h`, where)
	if diff := cmp.Diff([]string{"found 2 w", "found 4 u 1 view"}, got); diff != "" {
		t.Error(diff)
	}
}

func answers(score journey.Score, kind event.AnswerKind, scale event.Scale, values ...float64) satisfaction.Answers {
	a := satisfaction.Answers{}
	a.Ask.Score = score
	for _, v := range values {
		a.List = append(a.List, satisfaction.Answer{Instance: -1, Visit: -1, Value: v, Kind: kind, Scale: scale})
	}
	return a
}

var (
	oneToFive   = event.Scale{Min: 1, Max: 5, Direction: "up"}
	zeroToTen   = event.Scale{Min: 0, Max: 10, Direction: "up"}
	oneToSeven  = event.Scale{Min: 1, Max: 7, Direction: "up"}
	effortScale = event.Scale{Min: 1, Max: 7, Direction: "down"}
)

func TestScores(t *testing.T) {
	cases := []struct {
		name string
		of   satisfaction.Answers
		want string
	}{
		{"csat: top two of five, Wilson", answers("", event.CSATAnswer, oneToFive, 5, 4, 4, 3, 1, 5, 4, 2, 4, 5), "csat 0.7000 (0.3968–0.8922) n 10, top 0.3000, mean 3.7000: share of the top 2 of 5"},
		{"csat: top three of eleven", answers("", event.CSATAnswer, zeroToTen, 10, 9, 8, 7, 0), "csat 0.6000 (0.2307–0.8824) n 5, top 0.2000, mean 6.8000: share of the top 3 of 11"},
		{"nps: adjusted Wald", answers("", event.NPSAnswer, zeroToTen, 10, 9, 9, 8, 7, 6, 0, 10, 9, 10), "nps 40.0000 (-12.5856–74.1240) n 10, top 0.3000: share of 9 and 10 less share of 0 to 6, of 0 to 10"},
		{"mean: t", answers("", event.RatingAnswer, oneToFive, 5, 4, 4, 3, 1), "mean 3.4000 (1.5169–5.2831) n 5, top 0.2000: mean of 1 to 5"},
		{"ces: low is good", answers("", event.CESAnswer, effortScale, 1, 2, 2, 3, 7), "ces 3.0000 (0.0880–5.9120) n 5, top 0.2000: mean of 1 to 7, low is good"},
		{"a rating scored as csat", answers(journey.CSAT, event.RatingAnswer, oneToSeven, 7, 6, 5, 4, 1), "csat 0.4000 (0.1176–0.7693) n 5, top 0.2000, mean 4.6000: share of the top 2 of 7"},
		{"too few to show", answers("", event.RatingAnswer, oneToFive, 5, 4, 4, 3), "mean too few n 4: mean of 1 to 5"},
	}
	for _, c := range cases {
		s := c.of.ScoreOf(nil)
		got := fmt.Sprintf("%s too few n %d", s.Kind, s.N)
		if e, ok := s.Estimate(); ok {
			got = fmt.Sprintf("%s %.4f (%.4f–%.4f) n %d, top %.4f", s.Kind, e.Value, e.Lo, e.Hi, s.N, s.Top.Value)
			if s.Mean != nil {
				got += fmt.Sprintf(", mean %.4f", s.Mean.Value)
			}
		}
		if got += ": " + s.Rule; got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	if s := answers("", event.CSATAnswer, oneToFive).ScoreOf(nil); s != nil {
		t.Errorf("nobody answered: %+v", s)
	}
}

// Scales that differ are never averaged: the most common one counts, the others
// are counted beside.
func TestMixedScales(t *testing.T) {
	a := answers("", event.RatingAnswer, oneToFive, 5, 5, 5, 5, 5)
	a.List = append(a.List, answers("", event.RatingAnswer, zeroToTen, 0, 0, 0).List...)
	s := a.ScoreOf(nil)
	if e, _ := s.Estimate(); e.Value != 5 || s.N != 5 || s.Mixed != 3 {
		t.Errorf("%+v %+v", s, e)
	}
}

func TestScoreAsJSON(t *testing.T) {
	b, err := json.Marshal(answers("", event.RatingAnswer, oneToFive, 5, 4, 4, 3, 4).ScoreOf(nil))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"kind", "value", "lo", "hi", "n", "unattached", "scale", "rule"} {
		if got[key] == nil {
			t.Errorf("%s is missing in %s", key, b)
		}
	}
	few, _ := json.Marshal(answers("", event.RatingAnswer, oneToFive, 5).ScoreOf(nil))
	if !strings.Contains(string(few), `"too_few":true`) || !strings.Contains(string(few), `"value":null`) {
		t.Errorf("too few: %s", few)
	}
}

func TestGapAndReading(t *testing.T) {
	many := func(n int, v float64, w float64) (out []float64) {
		for i := range n {
			out = append(out, v)
			if i%2 == 0 {
				out[i] = w
			}
		}
		return out
	}
	cases := []struct {
		name    string
		of      satisfaction.Answers
		target  float64
		gap     float64
		reading satisfaction.Reading
	}{
		{"below", answers("", event.RatingAnswer, oneToFive, many(100, 3, 4)...), 4.2, 0.7, satisfaction.Below},
		{"above", answers("", event.RatingAnswer, oneToFive, many(100, 3, 4)...), 3.0, -0.5, satisfaction.Above},
		{"at", answers("", event.RatingAnswer, oneToFive, many(400, 3, 4)...), 3.5, 0, satisfaction.At},
		{"undecided", answers("", event.RatingAnswer, oneToFive, many(8, 1, 5)...), 3.1, 0.1, satisfaction.Undecided},
		{"low is good", answers("", event.CESAnswer, effortScale, many(100, 2, 3)...), 2.0, 0.5, satisfaction.Below},
		{"low is good, and better than wanted", answers("", event.CESAnswer, effortScale, many(100, 2, 3)...), 3.5, -1, satisfaction.Above},
		{"a share points up whatever its scale", answers(journey.CSAT, event.RatingAnswer, effortScale, many(100, 1, 2)...), 0.8, -0.2, satisfaction.Above},
	}
	for _, c := range cases {
		s := c.of.ScoreOf(nil)
		gap, ok := s.Gap(c.target)
		if !ok || math.Abs(gap.Value-c.gap) > 1e-9 || gap.Lo > gap.Hi {
			t.Errorf("%s: gap %+v", c.name, gap)
		}
		if got := s.Read(gap); got != c.reading {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func TestEmotion(t *testing.T) {
	for _, c := range []struct {
		of   satisfaction.Answers
		want float64
	}{
		{answers("", event.EmotionAnswer, event.Scale{Min: -2, Max: 2, Direction: "up"}, 1, 1, 1, 1, 2), 1.2},
		{answers("", event.RatingAnswer, oneToFive, 5, 5, 5, 5, 5), 2},
		{answers("", event.CSATAnswer, oneToFive, 3, 3, 3, 3, 3), 0},
		{answers("", event.NPSAnswer, zeroToTen, 0, 0, 0, 0, 0), -2},
		{answers("", event.CESAnswer, effortScale, 1, 1, 1, 1, 1), 2},
	} {
		if e, ok := c.of.ScoreOf(nil).Emotion(); !ok || math.Abs(e.Value-c.want) > 1e-9 {
			t.Errorf("%+v, want %g", e, c.want)
		}
	}
	if _, ok := (*satisfaction.Score)(nil).Emotion(); ok {
		t.Error("an emotion of nothing")
	}
}
