// SPDX-License-Identifier: Apache-2.0

package segment

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

func read(t *testing.T, src string) ([]*Segment, fault.List) {
	t.Helper()
	docs, err := document.Parse("s.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var faults fault.List
	return Decode(docs[0], &faults), faults
}

func TestRuleOverTraitsAndBehaviour(t *testing.T) {
	segments, faults := read(t, `wend: segments/v1
segments:
  - id: best
    where:
      plan: [gold, platinum]
      did: {event: Order Completed, at_least: 3, within: 365d}
  - id: quiet
    where:
      any:
        - did: {event: Login, at_most: 0, within: 90d}
        - not: {newsletter: true}
`)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	counts := func(n int) func(int) int { return func(int) int { return n } }
	cases := []struct {
		segment int
		traits  string
		done    int
		want    bool
	}{
		{0, `{"plan":"gold"}`, 3, true},
		{0, `{"plan":"gold"}`, 2, false},
		{0, `{"plan":"tin"}`, 9, false},
		{0, ``, 9, false},
		{1, `{"newsletter":true}`, 0, true},
		{1, `{"newsletter":true}`, 1, false},
		{1, `{}`, 5, true},
	}
	for _, c := range cases {
		if got := segments[c.segment].Rule.Holds([]byte(c.traits), counts(c.done)); got != c.want {
			t.Errorf("%s with %s and %d = %v", segments[c.segment].ID, c.traits, c.done, got)
		}
	}
	b := segments[0].Rule.Behaviours()
	if len(b) != 1 || b[0].Within != 365*24*time.Hour || b[0].Matcher.Event != "Order Completed" {
		t.Errorf("behaviours: %+v", b)
	}
	if !segments[0].Rule.NeedsTraits() {
		t.Error("a rule over plan needs traits")
	}
}

func TestMistakesHaveTheirPlace(t *testing.T) {
	_, faults := read(t, `wend: segments/v1
segments:
  - id: a
    where: {plan: {isnt: gold}, did: {event: X, at_leest: 3, within: soon}}
  - id: a
    where: {properties.path: x}
  - title: nobody
    where: {did: [{at_least: -1}]}
  - id: empty
`)
	var got []string
	faults.Sort()
	for _, f := range faults {
		got = append(got, f.Place.String()+" "+f.Message)
	}
	want := []string{
		`s.yaml:4:20 unknown operator "isnt"`,
		`s.yaml:4:49 unknown key "at_leest"`,
		`s.yaml:4:70 found soon`,
		`s.yaml:5:9 two segments have the id "a"`,
		`s.yaml:6:12 a segment looks at traits, not at properties.path`,
		`s.yaml:7:5 the segment has no id`,
		`s.yaml:8:19 the event is not named`,
		`s.yaml:8:30 found -1`,
		`s.yaml:9:5 the segment "empty" has no rule`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRulesWithoutADocument(t *testing.T) {
	rule, faults := ParseRule(map[string]any{"plan": "gold", "any": []any{map[string]any{"did": map[string]any{"event": "Login", "at_least": 2.0}}}})
	if len(faults) > 0 || !rule.Holds([]byte(`{"plan":"gold"}`), func(int) int { return 2 }) || rule.Holds([]byte(`{"plan":"gold"}`), func(int) int { return 1 }) {
		t.Errorf("%+v %v", rule, faults)
	}
	_, faults = ParseRule(map[string]any{"any": []any{map[string]any{"plan": map[string]any{"isnt": "x"}}, map[string]any{"did": map[string]any{"event": "X", "where": map[string]any{"price": map[string]any{"gt": "much"}}, "at_leest": 3.0}}}})
	var got []string
	for _, f := range faults {
		got = append(got, f.Field)
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"any[0].plan.isnt", "any[1].did.at_leest", "any[1].did.where.price.gt"}, got); diff != "" {
		t.Error(diff)
	}
	for _, wrong := range []any{nil, "gold", []any{}, map[string]any{}} {
		if _, faults := ParseRule(wrong); len(faults) == 0 {
			t.Errorf("%v is a rule", wrong)
		}
	}
	if rule, err := ReadRule("{plan: gold}"); err != nil || !rule.Holds([]byte(`{"plan":"gold"}`), nil) {
		t.Errorf("%v %v", rule, err)
	}
	for text, says := range map[string]string{"": "cannot be read", "{plan": "cannot be read", "gold": "no condition here", "{plan: {isnt: x}}": "unknown operator"} {
		if _, err := ReadRule(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
