// SPDX-License-Identifier: Apache-2.0

package scorecard_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shop = `
phases:
  before:
    - stage: Choose
      steps:
        - {id: ad, title: Ad, evidence: [ad], optional: true, touchpoint: {channel: social, direction: push, nature: informative}, owner: x}
        - {id: view, title: View, evidence: [view], repeatable: true, touchpoint: {channel: website, direction: pull, nature: informative}, owner: x}
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [pay], fails: [declined], touchpoint: {channel: website, nature: transactional, direction: pull}, owner: x, alternatives: [{channel: phone, evidence: [call]}]}
        - {id: wait, title: Wait, contactless: true}
        - {id: get, title: Get, evidence: [get], touchpoint: {channel: partner, mode: physical, nature: transactional, direction: push, control: partner}, owner: x%s}
  after:
    - stage: Use
      steps:
        - {id: praise, title: Praise}
`

// card computes a scorecard from a script. head goes before the shop's steps,
// behind "wend: journey/v1".
func card(t testing.TB, head, script string, change func(*scorecard.Question)) *scorecard.Card {
	t.Helper()
	docs, log := read(t, head+fmt.Sprintf(shop, ""), script)
	return compute(t, docs, log, change)
}

func read(t testing.TB, journey, script string) (*workspace.Documents, *sequencetest.Log) {
	t.Helper()
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + journey)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	return docs, sequencetest.Script(t, script)
}

func compute(t testing.TB, docs *workspace.Documents, log sequence.Log, change func(*scorecard.Question)) *scorecard.Card {
	t.Helper()
	q := scorecard.Question{Question: sequence.Question{AsOf: sequencetest.At(t, "100d")}}
	if change != nil {
		change(&q)
	}
	c, err := scorecard.Compute(context.Background(), log, docs.Files[0].Journey, &docs.Workspace, q)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func asOf(t testing.TB, at string) func(*scorecard.Question) {
	return func(q *scorecard.Question) { q.AsOf = sequencetest.At(t, at) }
}

func num(p *int) string {
	if p == nil {
		return "–"
	}
	return fmt.Sprint(*p)
}

func frac(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%.3g of %d", e.Value, e.N)
}

// counts writes a step's counts on one line.
func counts(s *scorecard.Step) string {
	return fmt.Sprintf("%s: reach %s = %s on + %s lost + %s done + %s here; rate %s; skipped %s, repeats %s, rework %s, failed %s",
		s.ID, num(s.Reach), num(s.Continued), num(s.Dropped), num(s.Ended), num(s.Waiting), frac(s.ReachRate), num(s.Skipped), num(s.Repeats), num(s.Rework), num(s.Failed))
}

func lines(c *scorecard.Card, of func(*scorecard.Step) string) (out []string) {
	for i := range c.Steps {
		out = append(out, of(&c.Steps[i]))
	}
	return out
}

func step(t testing.TB, c *scorecard.Card, id string) *scorecard.Step {
	t.Helper()
	for i := range c.Steps {
		if string(c.Steps[i].ID) == id {
			return &c.Steps[i]
		}
	}
	t.Fatalf("no step %s", id)
	return nil
}

func TestCountsByTheLastVisit(t *testing.T) {
	c := card(t, "instance: {completes: [get], ripe: 10d}\n", `
a: ad@0 view@1h view@2h pay@3h get@2d
b: view@0 declined@1h pay@2h get@3d
c: view@0 view@1h
d: get@0
e: view@95d
f: view@94d pay@95d
`, nil)
	want := []string{
		"ad: reach 1 = 1 on + 0 lost + 0 done + 0 here; rate 0.25 of 4; skipped –, repeats 0, rework 0, failed 0",
		"view: reach 5 = 3 on + 1 lost + 0 done + 1 here; rate 0.75 of 4; skipped 1, repeats 2, rework 2, failed 0",
		"pay: reach 3 = 2 on + 0 lost + 0 done + 1 here; rate 0.5 of 4; skipped 1, repeats 1, rework 1, failed 1",
		"wait: reach – = – on + – lost + – done + – here; rate –; skipped –, repeats –, rework –, failed –",
		"get: reach 3 = 0 on + 0 lost + 3 done + 0 here; rate 0.75 of 4; skipped 0, repeats 0, rework 0, failed 0",
		"praise: reach – = – on + – lost + – done + – here; rate –; skipped –, repeats –, rework –, failed –",
	}
	if diff := cmp.Diff(want, lines(c, counts)); diff != "" {
		t.Error(diff)
	}
	if got := fmt.Sprintf("%d: %s %s %s, unripe %s; %s", c.Instances.Total, num(c.Instances.Completed), num(c.Instances.Abandoned), num(c.Instances.Ongoing), num(c.Instances.Unripe), frac(c.Completion)); got != "6: 3 1 2, unripe 2; 0.75 of 4" {
		t.Error(got)
	}
	if c.Duration.N != 3 || c.Duration.MedianS != 2*86400 {
		t.Errorf("%+v", c.Duration)
	}
	if s := step(t, c, "praise"); s.Observed || s.Needs == "" {
		t.Errorf("%+v", s)
	}
	if got := fmt.Sprintf("%v %s %s", step(t, c, "pay").Channels, num(step(t, c, "pay").Switches), frac(c.PartnerDrop)); got != "map[website:3] 0 0 of 1" {
		t.Error(got)
	}
}

// Whatever customers do, every row reconciles: reach is who went on, who was
// lost, who was done and who is still here, and over the steps the last three
// are the instances by outcome.
func TestRowsReconcile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	rules := []string{"", "instance: {idle: 2d}\n", "instance: {by: {property: order}, idle: 3d}\n", "instance: {starts: [view], completes: [pay], window: 5d}\n"}
	names := []string{"ad", "view", "pay", "declined", "call", "get"}
	for n := range 200 {
		var script strings.Builder
		for c := range 1 + r.IntN(4) {
			fmt.Fprintf(&script, "u%d:", c)
			for range 1 + r.IntN(12) {
				fmt.Fprintf(&script, " %s{order:%d}@%dh", names[r.IntN(len(names))], r.IntN(3), 1+r.IntN(400))
			}
			script.WriteByte('\n')
		}
		c := card(t, rules[n%len(rules)], script.String(), asOf(t, fmt.Sprintf("%dh", 1+r.IntN(500))))
		var lost, done, here int
		for i := range c.Steps {
			s := &c.Steps[i]
			if !s.Observed {
				continue
			}
			if *s.Reach != *s.Continued+*s.Dropped+*s.Ended+*s.Waiting {
				t.Fatalf("%s\n%s", script.String(), counts(s))
			}
			lost, done, here = lost+*s.Dropped, done+*s.Ended, here+*s.Waiting
		}
		if lost != *c.Instances.Abandoned || done != *c.Instances.Completed || here != *c.Instances.Ongoing || lost+done+here != c.Instances.Total {
			t.Fatalf("%s\n%d lost, %d done, %d here of %+v", script.String(), lost, done, here, c.Instances)
		}
	}
}

func times(x *scorecard.Times) string {
	if x == nil {
		return "–"
	}
	out := fmt.Sprintf("%.4gh n %d", x.MedianS/3600, x.N)
	if x.Of != "" {
		out += " since " + string(x.Of)
	}
	if x.Until != "" {
		out += " until " + string(x.Until)
	}
	if x.Late != nil {
		out += ", late " + frac(x.Late)
	}
	return out
}

func TestTimesAndPromises(t *testing.T) {
	cases := []struct {
		name, expected, script    string
		previous, since, waitStep string
		overdue                   string
	}{
		{"no promise", "", "a: view@0 pay@1h get@5h\nb: pay@0 get@2h", "3h n 2", "–", "3h n 2 since pay until get", "–"},
		{"from the previous step", "within: 3h", "a: view@0 pay@1h get@5h\nb: pay@0 get@2h", "3h n 2, late 0.5 of 2", "–", "3h n 2 since pay until get", "–"},
		{"exactly in time", "within: 4h", "a: pay@1h get@5h", "4h n 1, late 0 of 1", "–", "4h n 1 since pay until get", "–"},
		{"since a step", "of: view, within: 4h", "a: view@0 pay@1h get@5h\nb: pay@0 get@2h", "3h n 2", "5h n 1 since view, late 1 of 1", "3h n 2 since pay until get", "0"},
		{"not arrived, and overdue", "of: pay, within: 4h", "a: pay@0\nb: pay@2399h\nc: pay@0 get@1h", "1h n 1", "1h n 1 since pay, late 0 of 1", "1h n 1 since pay until get", "1"},
		{"a negative time stays negative", "of: pay, within: 4h", "a: get@0 pay@2h", "–", "-2h n 1 since pay, late 0 of 1", "-2h n 1 since pay until get", "0"},
		{"first visit to first visit", "of: view, within: 4h", "a: view@0 view@3h get@6h get@7h", "3h n 1", "6h n 1 since view, late 1 of 1", "–", "0"},
		{
			"a dated promise: on the day is in time", "by: {event: pay, property: due}, compare: day, zone: Europe/Berlin",
			"a: pay{due:2026-03-03}@0 get@61h\nb: pay{due:2026-03-03}@0 get@62h\nc: pay{due:2026-03-03T00:00:00Z}@0 get@61h", // 23:00 and 00:00 in Berlin
			"61h n 3", "61h n 3 since pay, late 0.333 of 3", "61h n 3 since pay until get", "0",
		},
		{"a dated promise to the minute", "by: {event: pay, property: due}", "a: pay{due:2026-03-02T09:00:00Z}@0 get@24h\nb: pay{due:2026-03-02T09:00:00Z}@0 get@1441m", "24.01h n 2", "24.01h n 2 since pay, late 0.5 of 2", "24.01h n 2 since pay until get", "0"},
		{"a promise that was moved", "by: {event: pay, property: due}, compare: day", "a: pay{due:2026-03-01}@0 pay{due:2026-03-05}@1h get@24h", "23h n 1", "24h n 1 since pay, late 0 of 1", "24h n 1 since pay until get", "0"},
		{"no date promised", "by: {event: pay, property: due}", "a: pay@0 get@24h", "24h n 1", "24h n 1 since pay", "24h n 1 since pay until get", "–"},
		{"working days count open hours", "within: 2 working days, calendar: office", "a: pay@0 get@49h\nb: pay@0 get@80h", "64.5h n 2, late 0.5 of 2", "–", "64.5h n 2 since pay until get", "–"}, // Sunday 09:00; open Monday to Friday, 9 to 17
		{"undated visits are in no time", "of: pay, within: 4h", "a: pay@0 get@5h?\nb: pay@0 get@1h", "1h n 1", "1h n 1 since pay, late 0 of 1", "1h n 1 since pay until get", "0"},
	}
	for _, c := range cases {
		expected := ""
		if c.expected != "" {
			expected = ", expected: {" + c.expected + "}"
		}
		docs, log := read(t, fmt.Sprintf(shop, expected)+`---
wend: calendars/v1
calendars: [{id: office, title: Office, zone: UTC, hours: {mon: 09:00-17:00, tue: 09:00-17:00, wed: 09:00-17:00, thu: 09:00-17:00, fri: 09:00-17:00}}]
`, c.script)
		card := compute(t, docs, log, nil)
		s, wait := step(t, card, "get"), step(t, card, "wait")
		got := []string{times(s.FromPrevious), times(s.Since), times(wait.Since), num(s.Overdue)}
		if diff := cmp.Diff([]string{c.previous, c.since, c.waitStep, c.overdue}, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func value(s *satisfaction.Score) string {
	e, ok := s.Estimate()
	switch {
	case s == nil:
		return "–"
	case !ok:
		return fmt.Sprintf("too few, n %d", s.N)
	}
	return fmt.Sprintf("%.2f n %d, %d unattached", e.Value, s.N, s.Unattached)
}

func TestSatisfactionAndLateness(t *testing.T) {
	var script strings.Builder
	for i := range 12 { // six in time and satisfied, six late and not; two of those were asked before
		late := i%2 == 1
		arrive, score, asked := 10, 5, 11
		if late {
			arrive, score = 40, 2
			if i < 4 {
				asked = 20
			} else {
				asked = 41
			}
		}
		fmt.Fprintf(&script, "u%d: view@0 pay@1h get@%dh answer{after.overall:%d asked:%dh}@%dh\n", i, arrive, score, asked, max(arrive, asked)+1)
	}
	script.WriteString("x: answer{after.overall:1}@1h\n")
	docs, log := read(t, "overall: {survey: after, question: overall, target: 4}\n"+fmt.Sprintf(shop, ", expected: {of: pay, within: 1d}, moment_of_truth: handoff"), script.String())
	c := compute(t, docs, log, nil)
	if got := value(c.Overall); got != "3.31 n 13, 1 unattached" {
		t.Error(got)
	}
	if c.Gap == nil || c.Reading != satisfaction.Undecided {
		t.Errorf("%+v %s", c.Gap, c.Reading)
	}
	b := step(t, c, "get").ByLate
	got := []string{b.Of, value(b.Late), value(b.OnTime), frac(b.LateAskedBefore), frac(b.OnTimeAskedBefore)}
	if diff := cmp.Diff([]string{"overall", "2.00 n 6, 0 unattached", "5.00 n 6, 0 unattached", "0.333 of 6", "0 of 6"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestReturns(t *testing.T) {
	cases := []struct{ name, script, want string }{
		{"nobody", "a: view@0 get@1d", "1 completed, 0 returned, 0 reminded"},
		{"came back by themselves", "a: view@0 get@1d view@3d", "1 completed, 1 returned, 0 reminded; median 2d"},
		{"reminded only", "a: view@0 get@1d ad@3d", "1 completed, 0 returned, 1 reminded"},
		{"reminded, then came", "a: view@0 get@1d ad@3d view@4d", "1 completed, 1 returned, 0 reminded; median 3d"},
		{"a journey not completed is followed by nothing", "a: view@0 view@40d", ""},
	}
	for _, c := range cases {
		r := card(t, "", c.script, nil).Return
		got := ""
		if r != nil {
			got = fmt.Sprintf("%d completed, %d returned, %d reminded", r.Completed, r.Returned, r.Reminded)
			if r.MedianS != nil {
				got += fmt.Sprintf("; median %gd", *r.MedianS/86400)
			}
		}
		if got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

const forSome = `
phases:
  during:
    - stage: Visit
      steps:
        - {id: enter, title: Enter, evidence: [enter], touchpoint: {channel: store}, owner: x}
        - {id: lounge, title: Lounge, evidence: [lounge], for: [gold], touchpoint: {channel: store}, owner: x}
        - {id: leave, title: Leave, evidence: [leave], touchpoint: {channel: store}, owner: x}
---
wend: segments/v1
segments: [{id: gold, title: Gold, where: {plan: gold}}, {id: others, title: Others, where: {plan: {is_not: gold}}}]
`

// A step for a segment does not exist for others: neither skipped nor missing.
func TestStepsForSomeSegments(t *testing.T) {
	docs, log := read(t, forSome, `
a: enter@0 lounge@1h leave@2h
a traits: plan=gold@0
b: enter@0 leave@2h
b traits: plan=gold@0
c: enter@0 lounge@1h leave@2h
d: enter@0 leave@2h
`)
	c := compute(t, docs, log, nil)
	if got, want := counts(step(t, c, "lounge")), "lounge: reach 1 = 1 on + 0 lost + 0 done + 0 here; rate 0.5 of 2; skipped 1, repeats 0, rework 0, failed 0"; got != want {
		t.Error(got)
	}
	gold := compute(t, docs, log, func(q *scorecard.Question) { q.Segment = "gold" })
	if gold.Instances.Total != 2 || *step(t, gold, "enter").Reach != 2 {
		t.Errorf("%+v", gold.Instances)
	}
	split, err := scorecard.Split(context.Background(), log, docs.Files[0].Journey, &docs.Workspace, scorecard.Question{Question: sequence.Question{AsOf: sequencetest.At(t, "100d")}}, scorecard.BySegment)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range split.Groups {
		got = append(got, fmt.Sprint(g.Value, " ", g.Card.Instances.Total))
	}
	if diff := cmp.Diff([]string{"gold 2", "others 2"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFilters(t *testing.T) {
	script := "a: ad@0 view@1h call@2h get@1d\nb: view@0 pay@1h get@2d\nc: view@30d"
	for _, c := range []struct {
		name   string
		change func(*scorecard.Question)
		want   string
	}{
		{"all", nil, "3: ad 1, view 3, pay 2, wait –, get 2, praise –"},
		{"a channel's visits", func(q *scorecard.Question) { q.Channel = "phone" }, "3: ad 0, view 0, pay 1, wait –, get 0, praise –"},
		{"a mode's steps", func(q *scorecard.Question) { q.Mode = "physical" }, "3: get 2"},
		{"a nature's", func(q *scorecard.Question) { q.Nature = "informative" }, "3: ad 1, view 3"},
		{"a direction's", func(q *scorecard.Question) { q.Direction = "push" }, "3: ad 1, get 2"},
		{"a control's", func(q *scorecard.Question) { q.Control = "partner" }, "3: get 2"},
		{"a period's instances", func(q *scorecard.Question) { q.From = sequencetest.At(t, "1d") }, "1: ad 0, view 1, pay 0, wait –, get 0, praise –"},
	} {
		got := card(t, "", script, c.change)
		parts := lines(got, func(s *scorecard.Step) string { return fmt.Sprintf("%s %s", s.ID, num(s.Reach)) })
		if text := fmt.Sprintf("%d: %s", got.Instances.Total, strings.Join(parts, ", ")); text != c.want {
			t.Errorf("%s: %s", c.name, text)
		}
	}
	for by, want := range map[scorecard.Dimension]int{scorecard.ByChannel: 4, scorecard.ByMode: 2, scorecard.ByNature: 2, scorecard.ByDirection: 2, scorecard.ByControl: 2, scorecard.ByMonth: 1} {
		docs, log := read(t, fmt.Sprintf(shop, ""), script)
		split, err := scorecard.Split(context.Background(), log, docs.Files[0].Journey, &docs.Workspace, scorecard.Question{Question: sequence.Question{AsOf: sequencetest.At(t, "100d")}}, by)
		if err != nil || len(split.Groups) != want {
			t.Errorf("by %s: %d groups, %v", by, len(split.Groups), err)
		}
	}
	docs, log := read(t, fmt.Sprintf(shop, ""), script)
	for _, by := range []scorecard.Dimension{"weather", scorecard.ByPersona} {
		if _, err := scorecard.Split(context.Background(), log, docs.Files[0].Journey, &docs.Workspace, scorecard.Question{Question: sequence.Question{AsOf: sequencetest.At(t, "100d")}}, by); fault.CodeOf(err) == fault.Internal || err == nil {
			t.Errorf("by %s: %v", by, err)
		}
	}
}

// TestAnswersFollowTheFilters: what is asked of a channel or of a role is answered
// by those who were there, and the share who answered is a share.
func TestAnswersFollowTheFilters(t *testing.T) {
	steps := strings.Replace(fmt.Sprintf(shop, ""), "alternatives:", "satisfaction: {survey: s, question: q}, alternatives:", 1)
	var script strings.Builder
	for i := range 20 {
		fmt.Fprintf(&script, "w%d: pay@0 answer{s.q:5}@1h\nw%d traits: actor=driver@0\n", i, i)
	}
	for i := range 6 {
		fmt.Fprintf(&script, "p%d: call@0 answer{s.q:1}@1h\np%d traits: actor=manager@0\n", i, i)
	}
	docs, log := read(t, "actors: [driver, manager]\n"+steps, script.String())
	for _, c := range []struct {
		name   string
		change func(*scorecard.Question)
		n      int
		value  float64
	}{
		{"all", nil, 26, (20*5 + 6*1) / 26.0},
		{"the website", func(q *scorecard.Question) { q.Channel = "website" }, 20, 5},
		{"the phone", func(q *scorecard.Question) { q.Channel = "phone" }, 6, 1},
		{"managers", func(q *scorecard.Question) { q.Actor = "manager" }, 6, 1},
	} {
		s := step(t, compute(t, docs, log, c.change), "pay")
		e, ok := s.Satisfaction.Estimate()
		if !ok || e.N != c.n || e.Value < c.value-1e-9 || e.Value > c.value+1e-9 {
			t.Errorf("%s: %+v", c.name, e)
		}
		if s.Response == nil || s.Response.Value != 1 || s.Response.N != c.n {
			t.Errorf("%s: %+v answered", c.name, s.Response)
		}
	}
}

func TestQuestionsThatHaveNoAnswer(t *testing.T) {
	docs, log := read(t, fmt.Sprintf(shop, ""), "u: view@0")
	for want, change := range map[string]func(*scorecard.Question){
		`the channel "pone" is not known here; did you mean "phone"?`:    func(q *scorecard.Question) { q.Channel = "pone" },
		`the mode "nope" is not known here; known are physical, digital`: func(q *scorecard.Question) { q.Mode = "nope" },
		`the actor "driver" is not known here; the journey names none`:   func(q *scorecard.Question) { q.Actor = "driver" },
		"the period ends before it begins":                               func(q *scorecard.Question) { q.From, q.To = sequencetest.At(t, "2d"), sequencetest.At(t, "1d") },
	} {
		q := scorecard.Question{Question: sequence.Question{AsOf: sequencetest.At(t, "100d")}}
		change(&q)
		if _, err := scorecard.Compute(context.Background(), log, docs.Files[0].Journey, &docs.Workspace, q); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestAFailureKeepsNoPromise: the time to a step runs to the first visit that did
// not fail.
func TestAFailureKeepsNoPromise(t *testing.T) {
	steps := strings.Replace(fmt.Sprintf(shop, ""), "fails: [declined],", "fails: [declined], expected: {of: view, within: 1h},", 1)
	docs, log := read(t, steps, "u: view@0 declined@5m pay@4h\nv: view@0 declined@5m\nw: view@0 pay@10m")
	s := step(t, compute(t, docs, log, nil), "pay")
	if *s.Reach != 3 || *s.Failed != 2 {
		t.Errorf("reach %d, failed %d", *s.Reach, *s.Failed)
	}
	if since := s.Since; since.N != 2 || since.MedianS != (4*3600+600)/2 || since.Late.Value != 0.5 || *s.Overdue != 1 {
		t.Errorf("%+v late %+v overdue %d", since, since.Late, *s.Overdue)
	}
}

func TestTheEndOfTheData(t *testing.T) {
	early := func(q *scorecard.Question) { q.AsOf = sequencetest.At(t, "10d") }
	if c := card(t, "", "u: view@0 get@1d", early); len(c.Notes) > 0 {
		t.Error(c.Notes)
	}
	c := card(t, "", "u: view@0 get@1d", func(q *scorecard.Question) { q.AsOf = sequencetest.At(t, "400d") })
	if len(c.Notes) != 1 || !strings.Contains(c.Notes[0], "is of 2026-03-02, 399 days before the moment asked about") || !strings.Contains(c.Notes[0], "--as-of 2026-03-03") {
		t.Error(c.Notes)
	}
}

// How many cannot be read is for everybody who may read a scorecard; what stands
// there is for those who may see customers.
func TestUnreadablePromisesAreTold(t *testing.T) {
	steps := fmt.Sprintf(shop, ", expected: {by: {event: pay, property: due}, compare: day}")
	c := card(t, "", "", nil)
	if len(c.Notes) > 0 {
		t.Error(c.Notes)
	}
	docs, log := read(t, steps, "u: pay{due:05/01/2026}@0 get@5d\nv: pay{due:2026-03-02}@0 get@5d\nw: pay{due:2026-03-09T10}@0 get@5d")
	c = compute(t, docs, log, nil)
	if since := step(t, c, "get").Since; since == nil || since.Late == nil || since.Late.N != 1 {
		t.Errorf("%+v", since)
	}
	if len(c.Notes) == 0 || !strings.HasPrefix(c.Notes[0], `2 dates in due of "pay" cannot be read: `) || strings.Contains(c.Notes[0], "05/01") || strings.Contains(c.Notes[0], "03-09") {
		t.Error(c.Notes)
	}
}

func TestChangeAgainstThePeriodBefore(t *testing.T) {
	var script strings.Builder
	for i := range 40 { // in the first ten days a quarter completes, in the next three quarters
		at := "1d"
		if i >= 20 {
			at = "11d"
		}
		fmt.Fprintf(&script, "u%d: view@%s", i, at)
		if i%4 == 0 || i >= 20 && i%4 != 1 {
			fmt.Fprintf(&script, " get@%s", map[bool]string{true: "12d", false: "2d"}[i >= 20])
		}
		script.WriteByte('\n')
	}
	c := card(t, "", script.String(), func(q *scorecard.Question) { q.From, q.To = sequencetest.At(t, "10d"), sequencetest.At(t, "20d") })
	if c.Instances.Total != 20 || c.Change == nil || !c.Change.From.Equal(sequencetest.At(t, "0")) {
		t.Fatalf("%+v %+v", c.Instances, c.Change)
	}
	d := c.Change.Completion
	if d.Value != 0.5 || d.Lo <= 0 || d.Hi >= 0.8 {
		t.Errorf("%+v", d)
	}
	if s := step(t, c, "get").Change; s == nil || s.ReachRate.Value != 0.5 {
		t.Errorf("%+v", s)
	}
}

const survey = `
overall: {survey: exit, question: all}
phases:
  during:
    - stage: Stay
      steps:
        - {id: food, title: Food, satisfaction: {survey: exit, question: food, score: csat}, expectation: {survey: exit, question: exp-food}, touchpoint: {channel: store}, owner: x}
        - {id: art, title: Art, satisfaction: {survey: exit, question: art, score: csat}, target: 0.9, touchpoint: {channel: store}, owner: x}
        - {id: seen, title: Seen, evidence: [{answer: {survey: exit, question: art}}], touchpoint: {channel: store}, owner: x}
        - {id: none, title: None}
`

// A company with surveys alone gets a scorecard: reach is who experienced a
// step, and nothing is said of time.
func TestAnswersAlone(t *testing.T) {
	var script strings.Builder
	for i := range 10 {
		art := "-"
		if i < 8 {
			art = fmt.Sprint(1 + i%5)
		}
		fmt.Fprintf(&script, "r%d: answer{exit.food:%d kind:csat}@0 answer{exit.exp-food:5 kind:csat}@0 answer{exit.art:%s kind:csat}@0 answer{exit.all:4}@0\n", i, 3+i%2, art)
	}
	docs, log := read(t, survey, script.String())
	c := compute(t, docs, log, nil)
	if c.Basis != scorecard.ByAnswers || c.Instances.Total != 10 || c.Completion != nil || c.Duration != nil || c.Return != nil || c.Instances.Completed != nil {
		t.Errorf("%+v", c)
	}
	of := func(s *scorecard.Step) string {
		return fmt.Sprintf("%s %s: reach %s, %s; %s; gap to %q %v; times %s", s.ID, s.Basis, num(s.Reach), frac(s.ReachRate), value(s.Satisfaction), s.GapTo, s.Gap != nil, times(s.FromPrevious))
	}
	want := []string{
		`food answers: reach 10, 1 of 10; 0.50 n 10, 10 unattached; gap to "expectation" true; times –`,
		`art answers: reach 8, 0.8 of 10; 0.25 n 8, 0 unattached; gap to "target" true; times –`,
		`seen answers: reach 8, 0.8 of 10; –; gap to "" false; times –`,
		`none : reach –, –; –; gap to "" false; times –`,
	}
	got := lines(c, of)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if e := step(t, c, "food").Gap; e.Value != 1.5 || e.N != 10 {
		t.Errorf("the paired gap: %+v", e)
	}
}

// Hand counts give reach against the first step counted, marked as counted.
func TestCountsAlone(t *testing.T) {
	docs, log := read(t, `
phases:
  during:
    - stage: Visit
      steps:
        - {id: enters, title: Enters, counts: {source: manual}, touchpoint: {channel: store}, owner: x}
        - {id: pays, title: Pays, counts: {source: manual}, touchpoint: {channel: store}, owner: x}
        - {id: sits, title: Sits}
`, "")
	for _, c := range []struct {
		step string
		n    float64
	}{{"enters", 100}, {"enters", 20}, {"pays", 30}} {
		log.Count("shop", c.step, c.n, sequencetest.At(t, "1d"), sequencetest.At(t, "8d"))
	}
	log.Count("another", "pays", 99, sequencetest.At(t, "1d"), sequencetest.At(t, "8d"))
	c := compute(t, docs, log, nil)
	of := func(s *scorecard.Step) string {
		return fmt.Sprintf("%s %s: %s, %s of %s", s.ID, s.Basis, num(s.Reach), frac(s.ReachRate), s.Base)
	}
	if diff := cmp.Diff([]string{"enters counts: 120, 1 of 120 of enters", "pays counts: 30, 0.25 of 120 of enters", "sits : –, – of "}, lines(c, of)); diff != "" {
		t.Error(diff)
	}
}

const fleet = `
grain: account
actors: [manager, driver]
phases:
  during:
    - stage: Rent
      steps:
        - {id: sign, title: Sign, actor: manager, evidence: [sign], touchpoint: {channel: phone}, owner: x}
        - {id: drive, title: Drive, actor: driver, evidence: [drive], satisfaction: {survey: s, question: car}, touchpoint: {channel: vehicle}, owner: x}
`

// People of one account walk one journey; a score shows all actors and the
// worst.
func TestAccountsAndActors(t *testing.T) {
	var script strings.Builder
	for i := range 6 {
		fmt.Fprintf(&script, "m%[1]d traits: account=a%[1]d@0\nm%[1]d traits: actor=manager@0\nd%[1]d traits: account=a%[1]d@0\nd%[1]d traits: actor=driver@0\n", i)
		fmt.Fprintf(&script, "m%[1]d: sign@0 drive@2h answer{s.car:5}@3h\nd%[1]d: drive@1h answer{s.car:2}@4h\n", i)
	}
	docs, log := read(t, fleet, script.String())
	c := compute(t, docs, log, nil)
	if c.Instances.Total != 6 || *step(t, c, "sign").Continued != 6 {
		t.Errorf("%+v", c.Instances)
	}
	s := step(t, c, "drive")
	if s.WorstActor != "driver" && len(s.ByActor) > 0 {
		t.Errorf("%s %v", s.WorstActor, s.ByActor)
	}
	only := compute(t, docs, log, func(q *scorecard.Question) { q.Actor = "driver" })
	if len(only.Steps) != 1 || *only.Steps[0].Reach != 6 || *only.Steps[0].Rework != 0 {
		t.Errorf("%s", counts(&only.Steps[0]))
	}
}

func TestLifecycleMix(t *testing.T) {
	docs, log := read(t, fmt.Sprintf(shop, "")+`---
wend: lifecycle/v1
id: customers
title: Customers
states:
  - {id: active, when: {completed: {journey: any, within: 20d}}}
  - {id: lapsed, when: {completed: {journey: shop}}}
  - {id: prospect}
`, "a: view@0 get@1d view@10d get@11d view@50d\nb: view@0")
	c := compute(t, docs, log, nil)
	var got []string
	for _, s := range c.Lifecycle {
		got = append(got, fmt.Sprintf("%s %d %s", s.State, s.Instances, frac(s.Share)))
	}
	if diff := cmp.Diff([]string{"active 1 0.25 of 4", "lapsed 1 0.25 of 4", "prospect 2 0.5 of 4"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPersonaStandsForItsSegment(t *testing.T) {
	docs, _ := read(t, forSome+"---\nwend: persona/v1\nid: gina\nname: Gina\nsegment: gold\n---\nwend: persona/v1\nid: nobody\nname: Nobody\n", "")
	if q, err := scorecard.ForPersona(docs.Workspace, scorecard.Question{}, "gina"); err != nil || q.Segment != "gold" {
		t.Errorf("%+v %v", q, err)
	}
	if _, err := scorecard.ForPersona(docs.Workspace, scorecard.Question{}, "nobody"); fault.CodeOf(err) != fault.Invalid {
		t.Error(err)
	}
	if _, err := scorecard.ForPersona(docs.Workspace, scorecard.Question{}, "else"); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// The JSON that others rely on.
func TestCardAsJSON(t *testing.T) {
	c := card(t, "overall: {survey: after, question: overall}\n", "a: view@0 pay@1h get@1d answer{after.overall:4}@2d", nil)
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Journey, Digest, AsOf *string
		Version, Position     *int
		Instances             map[string]*int
		Unassigned            *int
		Completion, Duration  map[string]*float64
		Overall, Return       map[string]any
		Steps                 []map[string]any
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"total", "completed", "abandoned", "ongoing", "unripe"} {
		if got.Instances[key] == nil {
			t.Errorf("instances.%s is missing", key)
		}
	}
	for _, key := range []string{
		"id", "title", "phase", "stage", "observed", "reach", "reach_rate", "continued", "dropped", "ended", "waiting", "skipped", "repeats", "failed",
		"time_from_previous", "channels", "satisfaction",
	} {
		if _, ok := got.Steps[2][key]; !ok {
			t.Errorf("steps.%s is missing in %v", key, got.Steps[2])
		}
	}
	if got.Overall["n"] == nil || got.Return["rate"] == nil || got.Duration["median_s"] == nil || got.Completion["value"] == nil {
		t.Errorf("%s", b)
	}
}
