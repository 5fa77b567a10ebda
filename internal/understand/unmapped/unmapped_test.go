// SPDX-License-Identifier: Apache-2.0

package unmapped

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shop = `
ignore: [ping]
phases:
  before: [{stage: Choose, steps: [{id: view, title: View, evidence: [view], touchpoint: {channel: website}}]}]
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [{event: pay, where: {ok: true}}], touchpoint: {channel: website}, satisfaction: {survey: s, question: q}}
        - {id: get, title: Get, evidence: [get], fails: [lost]}
`

var names = []string{"view", "pay", "get", "lost", "chat", "ping", "call", "Answer Given", "chat", "Count Given"}

func planOf(t testing.TB, rules string) *sequence.Plan {
	t.Helper()
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + rules + shop)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	p, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func build(t testing.TB, log sequence.Log, p *sequence.Plan, q sequence.Question) *sequence.Instances {
	t.Helper()
	x, err := sequence.Build(context.Background(), log, p, q)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func of(t *testing.T, rules, script string, q sequence.Question, s Spec) *Result {
	t.Helper()
	if s.Names == nil {
		s.Names = names
	}
	log := sequencetest.Script(t, script)
	if q.AsOf.IsZero() {
		q.AsOf = sequencetest.At(t, "100d")
	}
	r, err := Of(context.Background(), build(t, log, planOf(t, rules), q), log, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func frac(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%.3g of %d", e.Value, e.N)
}

// say writes a result, one touchpoint a line.
func say(r *Result) []string {
	out := []string{fmt.Sprintf("%d events, %d outside, %s", r.Events, r.Outside, frac(r.Touched))}
	for _, t := range r.Touchpoints {
		at := "–"
		if p := t.Position; p != nil {
			at = fmt.Sprintf("%g (%g to %g, %d)", p.Median, p.P25, p.P75, p.N)
		}
		out = append(out, fmt.Sprintf("%s[%s] %d in %d, %s; at %s; behind %s %s; completed %s, else %s",
			t.Name, t.Channel, t.Events, t.Instances, frac(t.Share), at, t.Behind.Step, frac(t.Behind.Share), frac(t.Completion.With), frac(t.Completion.Without)))
	}
	return out
}

func TestUnmapped(t *testing.T) {
	const by = "instance: {by: {property: order}, completes: [get], ripe: 1d}\n"
	const rules = "instance: {idle: 10d, completes: [get], ripe: 1d}\n"
	cases := []struct {
		name, rules, script string
		want                []string
	}{
		{"nothing", rules, "a: view@0 get@1d", []string{"0 events, 0 outside, 0 of 1"}},
		{"within, before and behind", rules, "a: chat@0 view@1h chat[phone]@2h get@5h chat@6h", []string{
			"1 events, 2 outside, 1 of 1", "chat[phone] 1 in 1, 1 of 1; at 0.25 (0.25 to 0.25, 1); behind view 1 of 1; completed 1 of 1, else –",
		}},
		{"at the very start and end", rules, "a: view@0 chat@0 chat@5h get@5h", []string{
			"2 events, 0 outside, 1 of 1", "chat[] 2 in 1, 1 of 1; at 0.5 (0.25 to 0.75, 2); behind view 0.5 of 2; completed 1 of 1, else –",
		}},
		{"ignored and reserved", rules, "a: view@0 ping@1h answer{s.q:4}@2h get@5h", []string{"0 events, 0 outside, 0 of 1"}},
		{"claimed, failed, and a condition that does not hold", rules, "a: view@0 pay{ok:true}@1h pay{ok:false}@2h lost@3h get@4h", []string{
			"1 events, 0 outside, 1 of 1", "pay[] 1 in 1, 1 of 1; at 0.5 (0.5 to 0.5, 1); behind pay 1 of 1; completed 1 of 1, else –",
		}},
		{"what goes with it, and channels apart", rules, "a: view@0 chat[app]@1h get@2h\nb: view@0 chat@1h chat@1h view@2h\nc: view@0 get@1h\nd: view@0 get@1h chat@90m get@2h", []string{
			"4 events, 0 outside, 0.75 of 4",
			"chat[] 3 in 2, 0.5 of 4; at 0.5 (0.5 to 0.625, 3); behind view 0.667 of 3; completed 0 of 1, else 1 of 3", // d's chat came when it was completed
			"chat[mobile-app] 1 in 1, 0.25 of 4; at 0.5 (0.5 to 0.5, 1); behind view 1 of 1; completed 1 of 1, else 0.667 of 3",
		}},
		{"at no known time", rules, "a: view@0 chat@1h? get@2h\nb: view@0? chat@1h get@2h", []string{
			"2 events, 0 outside, 1 of 2", "chat[] 2 in 2, 1 of 2; at –; behind view 1 of 2; completed 1 of 2, else –",
		}},
		{"not ripe", rules, "a: view@99d4h chat@99d5h get@99d6h", []string{
			"1 events, 0 outside, 1 of 1", "chat[] 1 in 1, 1 of 1; at 0.5 (0.5 to 0.5, 1); behind view 1 of 1; completed –, else –",
		}},
		{"orders side by side", by, "a: view{order:1}@0 view{order:2}@1h chat{order:1}@2h chat@3h call{order:3}@3h get{order:1}@4h get{order:2}@5h", []string{
			"2 events, 1 outside, 1 of 2",
			"chat[] 2 in 2, 1 of 2; at 0.5 (0.5 to 0.5, 2); behind view 1 of 2; completed 1 of 2, else –",
		}},
		{"an order around another", by, "a: view{order:1}@0 view{order:2}@1h get{order:2}@2h chat@3h get{order:1}@4h", []string{
			"1 events, 0 outside, 0.5 of 2", "chat[] 1 in 1, 0.5 of 2; at 0.75 (0.75 to 0.75, 1); behind view 1 of 1; completed 1 of 1, else 1 of 1",
		}},
		{"sorted", rules, "a: view@0 call@1h chat@1h get@2h\nb: view@0 chat@1h get@2h\nc: view@0 pay[app]@1h pay[app]@1h pay@1h get@2h", []string{
			"6 events, 0 outside, 1 of 3",
			"chat[] 2 in 2, 0.667 of 3; at 0.5 (0.5 to 0.5, 2); behind view 1 of 2; completed 1 of 2, else 1 of 1",
			"call[] 1 in 1, 0.333 of 3; at 0.5 (0.5 to 0.5, 1); behind view 1 of 1; completed 1 of 1, else 1 of 2",
			"pay[] 1 in 1, 0.333 of 3; at 0.5 (0.5 to 0.5, 1); behind view 1 of 1; completed 1 of 1, else 1 of 2",
			"pay[mobile-app] 2 in 1, 0.333 of 3; at 0.5 (0.5 to 0.5, 2); behind view 1 of 2; completed 1 of 1, else 1 of 2",
		}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, say(of(t, c.rules, c.script, sequence.Question{}, Spec{}))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// Who asked for help behind paying had come further than most.
func TestComparable(t *testing.T) {
	r := of(t, "instance: {completes: [get], ripe: 1d}\n", "a: view@0 pay{ok:true}@1h chat@2h get@3h\nb: view@0 pay{ok:true}@1h get@3h\nc: view@0\nd: view@0", sequence.Question{}, Spec{})
	c := r.Touchpoints[0]
	if got := frac(c.Completion.Without) + ", comparable " + frac(c.Comparable.Without) + " " + frac(c.Comparable.With); got != "0.333 of 3, comparable 1 of 1 1 of 1" {
		t.Error(got)
	}
}

func TestTheQuestionChooses(t *testing.T) {
	q := sequence.Question{AsOf: sequencetest.At(t, "100d"), From: sequencetest.At(t, "10d")}
	r := of(t, "", "a: view@0 chat@1h get@2h\nb: view@20d chat@20d1h get@20d2h", q, Spec{})
	if got := say(r)[0]; got != "1 events, 1 outside, 1 of 1" {
		t.Error(got)
	}
	if r := of(t, "", "a: view@0 chat@1h call@1h get@2h", sequence.Question{}, Spec{Top: 1}); len(r.Touchpoints) != 1 || r.Different != 2 || r.Touchpoints[0].Name != "call" {
		t.Errorf("%+v", r)
	}
	if r := of(t, "", "a: view@0 chat@1h get@2h", sequence.Question{}, Spec{Names: []string{}}); r.Events != 0 || r.Instances != 1 {
		t.Errorf("%+v", r)
	}
}

// What comes after customers said how satisfied they were explains nothing of it.
func TestSatisfaction(t *testing.T) {
	script := "a: view@0 chat@1h get@5h\nb: view@0 chat@1h get@5h\nc: view@0 get@5h\nd: view@0 chat@3h get@5h\ne: view@0 chat@1h get@5h"
	said := func(i int) (float64, int64, bool) {
		return []float64{1, 2, 4, 5, 0}[i], sequencetest.At(t, "2h").UnixMicro(), i < 4
	}
	s := of(t, "", script, sequence.Question{}, Spec{Score: said}).Touchpoints[0].Satisfaction
	if s == nil || s.With.Value != 1.5 || s.With.N != 2 || s.Without.Value != 4.5 || s.Difference.Value != -3 || s.Difference.Lo >= s.Difference.Hi {
		t.Errorf("%+v", s)
	}
	atEnd := func(i int) (float64, int64, bool) {
		v, _, ok := said(i)
		return v, sequence.None, ok
	}
	s = of(t, "", script, sequence.Question{}, Spec{Score: atEnd}).Touchpoints[0].Satisfaction
	if s.With.N != 3 || s.Without != nil || s.Difference != nil { // one answer has no interval
		t.Errorf("%+v", s)
	}
}

func TestCompare(t *testing.T) {
	a := of(t, "", "a: view@0 chat@1h get@2h\nb: view@0 call@1h get@2h", sequence.Question{}, Spec{})
	b := of(t, "", "a: view@0 chat@1h get@2h\nb: view@0 chat@1h pay@1h get@2h", sequence.Question{}, Spec{})
	var got []string
	for _, d := range Compare(a, b).Touchpoints {
		got = append(got, fmt.Sprintf("%s %+.1f of %d", d.Name, d.Share.Value, d.Share.N))
	}
	if diff := cmp.Diff([]string{"call +0.5 of 4", "chat -0.5 of 4", "pay -0.5 of 4"}, got); diff != "" {
		t.Error(diff)
	}
	b.Touchpoints = b.Touchpoints[:1] // what is not listed is not known
	if d := Compare(a, b); len(d.Touchpoints) != 1 || d.Touched.Value != 0 {
		t.Errorf("%+v", d)
	}
}

func TestJSON(t *testing.T) {
	b, err := json.Marshal(of(t, "", "", sequence.Question{}, Spec{}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"journey":"shop","instances":0,"touched":null,"events":0,"outside":0,"different":0,"touchpoints":[]}`, string(b)); diff != "" {
		t.Error(diff)
	}
}

// A set is the same set whether it lists its few or has a bit for each of many.
func TestMembers(t *testing.T) {
	var m members
	for i := range 100 {
		m.add(i*7, 1000)
		m.add(i*7, 1000)
	}
	n := 0
	for i := range 1000 {
		n += m.one(i)
	}
	if m.n != 100 || n != 100 || m.many == nil {
		t.Errorf("%d, %d", m.n, n)
	}
}

func TestHistogramIsQuantile(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 200 {
		var h histogram
		var list []float64
		for range 1 + r.IntN(30) {
			at := float64(r.IntN(finest+1)) / finest
			h.add(at)
			list = append(list, at)
		}
		slices.Sort(list)
		for _, p := range []float64{0, 0.25, 0.5, 0.75, 1} {
			if got, want := h.quantile(p), stat.Quantile(list, p); got-want > 1e-9 || want-got > 1e-9 {
				t.Fatalf("the %g-quantile of %v is %g, not %g", p, list, want, got)
			}
		}
	}
}

// Every event stands where a search through all instances finds it.
func TestLocateIsASearch(t *testing.T) {
	for round := range 60 {
		r, script := rand.New(rand.NewPCG(uint64(round), 1)), ""
		for c := range 3 {
			script += fmt.Sprintf("c%d:", c)
			for range 12 {
				script += fmt.Sprintf(" %s{order:%d}@%dm", []string{"view", "get"}[r.IntN(2)], 1+r.IntN(4), 1+r.IntN(3000))
			}
			script += "\n"
		}
		x := build(t, sequencetest.Script(t, script), planOf(t, "instance: {by: {property: order}, completes: [get]}\n"), sequence.Question{AsOf: sequencetest.At(t, "9d")})
		f, err := newFinder(x, Spec{})
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			customer, at, value := 1+r.Uint32N(5), sequencetest.Start().Add(time.Duration(r.IntN(3100))*time.Minute).UnixMicro(), []string{"", "1", "2", "9"}[r.IntN(4)]
			wantI, wantV := -1, -1
			for i := range x.Len() {
				from, to := x.Visits(i)
				for v := from; v < to; v++ {
					if x.Customer(i) == customer && (value == "" || x.Value(i) == value) && x.End(i) >= at && x.Time(i, v) <= at && (wantI < 0 || x.Time(i, v) >= x.Time(wantI, wantV)) {
						wantI, wantV = i, v
					}
				}
			}
			if i, v := f.locate(customer, at, value); i != wantI || v != wantV {
				t.Fatalf("round %d: customer %d at %d with %q: %d %d, not %d %d", round, customer, at, value, i, v, wantI, wantV)
			}
		}
	}
}

// broken is a log that fails.
type broken struct{}

func (broken) Visits(context.Context, sequence.Selection, func(*sequence.Visits) error) (int64, error) {
	return 0, errors.New("the disk is gone")
}

func TestALogThatFails(t *testing.T) {
	x := build(t, sequencetest.Script(t, "a: view@0"), planOf(t, ""), sequence.Question{AsOf: sequencetest.At(t, "1d")})
	if _, err := Of(context.Background(), x, broken{}, Spec{Names: names}); err == nil {
		t.Error("no error")
	}
}

// stream is a log that hands out visits of two steps and, where it is asked for
// them, events that no step claims.
type stream struct{ visits, events *sequence.Visits }

func (s stream) Visits(_ context.Context, q sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	switch len(q.Classes) {
	case 0:
		return 1, nil
	case 1:
		return 1, yield(s.events)
	}
	return 1, yield(s.visits)
}

func (stream) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

func BenchmarkUnmapped(b *testing.B) {
	const n = 1 << 19
	r := rand.New(rand.NewPCG(1, 1))
	random := func(classes int) *sequence.Visits {
		s := &sequence.Visits{}
		for range n {
			s.Customer = append(s.Customer, 1+r.Uint32N(n/16))
			s.Class = append(s.Class, uint16(r.IntN(classes)))
			s.Time = append(s.Time, sequencetest.Start().UnixMicro()+r.Int64N(90*86400)*1e6)
			s.Seq = append(s.Seq, r.Int64())
			s.Key = append(s.Key, r.Uint64())
			s.Channel = append(s.Channel, uint16(r.IntN(20)))
			s.Undated = append(s.Undated, false)
		}
		return s
	}
	log := stream{random(4), random(1)}
	x := build(b, log, planOf(b, ""), sequence.Question{AsOf: sequencetest.Start().Add(91 * 24 * time.Hour)})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Of(context.Background(), x, log, Spec{Names: []string{"chat"}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/event")
}
