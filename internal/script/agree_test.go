// SPDX-License-Identifier: Apache-2.0

package script_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/oracle/clickhouse"
	"github.com/wendcx/wend/internal/script"
)

// worlds is how many random histories the engines are asked about.
const worlds = 60

// Engines agree on random histories, whatever is asked. What they differ in is
// printed as a script.
func TestEnginesAgreeOnRandomHistories(t *testing.T) {
	all := append(engines(t), script.ClickHouse{Server: clickhouse.Start(t)})
	tally := script.NewTally()
	for seed := range uint64(worlds) {
		r := rand.New(rand.NewPCG(seed, 1))
		world := randomWorld(r)
		for range 6 {
			agree(t, world+randomQuestion(r)+"\n", tally, all)
		}
		if t.Failed() {
			break
		}
	}
	t.Logf("\n%s", tally)
}

// agree asks every engine the question of a script.
func agree(t *testing.T, src string, tally *script.Tally, all []script.Engine) {
	t.Helper()
	f, err := script.Read("random", src)
	if err != nil {
		t.Fatal(err, src)
	}
	a := f.Asked[0]
	var first *script.Table
	for _, e := range all {
		got, err := e.Answer(t.Context(), a.World, a.Question)
		tally.Count(e, a.Question, err)
		switch {
		case errors.Is(err, script.ErrDeclined):
		case err != nil:
			t.Errorf("%s: %v\n%s", e.Name(), err, src)
		case first == nil:
			first = got
		default:
			if err := script.Differ(first, got); err != nil {
				t.Errorf("%s: %v\n%s%s", e.Name(), err, src, first)
			}
		}
	}
}

// randomJourney writes a journey through a to d, most often none.
func randomJourney(r *rand.Rand) string {
	if r.IntN(3) > 0 {
		return ""
	}
	pick := func(choice ...string) string { return choice[r.IntN(len(choice))] }
	var rules []string
	for _, rule := range []string{pick("idle: 1d", "idle: 40m", "idle: none"), pick("window: 2d", "window: none", ""), pick("starts: [a]", "", ""), pick("completes: [c]", "completes: [b, d]", ""), pick("by: {property: order}", "")} {
		if rule != "" {
			rules = append(rules, rule)
		}
	}
	return `journey
  wend: journey/v1
  id: random
  title: Random
  instance: {` + strings.Join(rules, ", ") + `}
  phases:
    before:
      - stage: A
        steps:
          - {id: a, title: A, evidence: [a], touchpoint: {channel: website, direction: push}}
          - {id: b, title: B, evidence: [b], touchpoint: {channel: email, direction: pull}}
    during:
      - stage: B
        steps:
          - {id: c, title: C, evidence: [c], fails: [e], touchpoint: {channel: store, nature: transactional}}
    after:
      - stage: C
        steps:
          - {id: d, title: D, evidence: [d], touchpoint: {channel: phone}}
`
}

// randomWorld writes what a few customers did. Some things happened at one time.
func randomWorld(r *rand.Rand) string {
	var b strings.Builder
	j := randomJourney(r)
	b.WriteString(j + "load\n")
	ties := r.IntN(3) > 0
	for c := range 1 + r.IntN(5) {
		fmt.Fprintf(&b, "  p%d:", c)
		minute := 0
		for range 1 + r.IntN(8) {
			if minute += r.IntN(4) * 10; !ties {
				minute += 10
			}
			if r.IntN(8) == 0 {
				minute += r.IntN(4000)
			}
			b.WriteString(randomEvent(r, minute))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// randomEvent writes an event.
func randomEvent(r *rand.Rand, minute int) string {
	out := fmt.Sprintf(" %c", 'a'+rune(min(r.IntN(5), r.IntN(5))))
	if r.IntN(3) == 0 {
		out += []string{"[store]", "[phone]", "[website]"}[r.IntN(3)]
	}
	if r.IntN(3) == 0 {
		out += fmt.Sprintf("{order:%d}", r.IntN(3))
	}
	return fmt.Sprintf("%s@%dm", out, minute)
}

// randomQuestion writes a question.
func randomQuestion(r *rand.Rand) string {
	pick := func(choice ...string) string { return choice[r.IntN(len(choice))] }
	by := pick(" by day", " by week") + pick(" during 0..3d", " during 1d..9d")
	asOf := pick("", "", " as of 2h", " as of 2d")
	switch r.IntN(12) {
	case 0:
		return "variants" + asOf
	case 1:
		return pick("starts", "ends", "transitions", "rework") + asOf
	case 2:
		return pick("levels", "totals of levels") + pick("", " from a", " to b", " from a to b", " from a to a") + pick("", " gap 30m", " gap 10m") + pick("", " collapse") + pick("", "", " depth 2", " top 1", " nodes 1") + asOf
	case 3:
		return "retention " + pick("recurring", "first-touch") + by
	case 4:
		return pick("lifecycle", "stickiness") + by
	case 5:
		return "histogram of funnel a, b" + pick("", " within 40m", " in 3 bins") + asOf
	case 6, 7:
		return pick("instances", "returns within 1h", "returns within 1d", "continuity", "durations") + asOf
	}
	return randomFunnel(r) + asOf
}

// randomFunnel writes a question about a funnel that makes sense: no event is
// both a step and excluded, strict funnels exclude nothing.
func randomFunnel(r *rand.Rand) string {
	pick := func(choice ...string) string { return choice[r.IntN(len(choice))] }
	choice := []string{"a", "a", "b", "b", "c", "d", "a|b", "*"}
	end := pick("", "", " strict", " unordered") + pick("", " within 20m", " within 1h", " per customer") + pick("", "", "", " during 20m..1h")
	n := 2 + r.IntN(3)
	if r.IntN(3) == 0 {
		choice, end = choice[:5], pick("", " unordered", " within 1h", " between 1 and 2", fmt.Sprintf(" between 2 and %d", n))
		if end = " excluding d" + end; n == 2 {
			end = " excluding d"
		}
	}
	steps := make([]string, n)
	for i := range steps {
		steps[i] = choice[r.IntN(len(choice))]
	}
	if n > 2 && r.IntN(4) == 0 && !strings.Contains(end, "unordered") {
		steps[0], steps[1], steps[2] = "a", pick("b?", "c?"), pick("a", "d")
		steps, end = steps[:3], pick("", " strict", " within 20m")
	}
	return "funnel " + strings.Join(steps, ", ") + end
}
