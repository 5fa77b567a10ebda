// SPDX-License-Identifier: Apache-2.0

package cohort_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// days reads a script whose times count from the start of a Sunday, the first of
// March 2026, UTC; each customer's whole history is one instance.
func days(t testing.TB, script, asOf string) *sequence.Instances {
	t.Helper()
	plan, err := sequence.EventsPlan([]string{"x", "buy"}, &journey.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	return build(t, sequencetest.Script(t, script), plan, sequence.Question{AsOf: sequencetest.At(t, asOf)})
}

func build(t testing.TB, log sequence.Log, p *sequence.Plan, q sequence.Question) *sequence.Instances {
	t.Helper()
	x, err := sequence.Build(context.Background(), log, p, q)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// on writes that a customer did something on some days.
func on(customer string, of ...int) string {
	var b strings.Builder
	b.WriteString(customer + ":")
	for _, d := range of {
		if d == 0 {
			b.WriteString(" x@1h")
		} else {
			fmt.Fprintf(&b, " x@%dd", d)
		}
	}
	return b.String() + "\n"
}

// at is the beginning of a day.
func at(day int) time.Time { return time.Date(2026, 3, 1+day, 0, 0, 0, 0, time.UTC) }

// rows writes a retention: size; counts, with "?" where incomplete.
func rows(r *cohort.Result) (out []string) {
	for _, row := range r.Rows {
		out = append(out, line(&row))
	}
	return out
}

func line(r *cohort.Row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d;", r.Size)
	for _, c := range r.Cells {
		fmt.Fprintf(&b, " %d", c.Count)
		if c.Size != r.Size {
			fmt.Fprintf(&b, "/%d", c.Size)
		}
		if c.Incomplete {
			b.WriteString("?")
		}
	}
	return b.String()
}

func retention(t *testing.T, x *sequence.Instances, s cohort.Spec) *cohort.Result {
	t.Helper()
	r, err := cohort.Of(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The published cases, by which the rules are known: R1, R2, L1 and S1.
func TestRecurringR1(t *testing.T) {
	x := days(t, on("p1", 0, 1, 2, 5, 6)+on("p2", 1, 2, 3, 6), "100d")
	want := []string{
		"1; 1 1 1 0 0 1 1 0 0 0 0", "2; 2 2 1 0 1 2 0 0 0 0", "2; 2 1 0 1 2 0 0 0 0", "1; 1 0 0 1 0 0 0 0", "0; 0 0 0 0 0 0 0",
		"1; 1 1 0 0 0 0", "2; 2 0 0 0 0", "0; 0 0 0 0", "0; 0 0 0", "0; 0 0", "0; 0",
	}
	if diff := cmp.Diff(want, rows(retention(t, x, cohort.Spec{Mode: cohort.Recurring, From: at(0), To: at(11)}))); diff != "" {
		t.Error(diff)
	}
}

const r2 = `
a: x@1h x@1d x@2d buy@1d
b: x@1h x@2d buy@2d
c: x@1h
d: x@1d x@2d
e: x@1d
`

func TestFirstTouchR2(t *testing.T) {
	x := days(t, r2, "100d")
	spec := cohort.Spec{From: at(0), To: at(3)}
	r := retention(t, x, spec)
	if diff := cmp.Diff([]string{"3; 3 1 2", "2; 2 1", "0; 0"}, rows(r)); diff != "" {
		t.Error(diff)
	}
	if r.Customers != 5 || line(r.All) != "5; 5 2 2/3" {
		t.Errorf("%d customers, all %s", r.Customers, line(r.All))
	}
	spec.To, spec.Columns = at(9), 3
	if got := rows(retention(t, x, spec))[:2]; cmp.Diff([]string{"3; 3 1 2", "2; 2 1 0"}, got) != "" {
		t.Error(got)
	}
	spec.OnOrAfter = true
	if got := rows(retention(t, x, spec))[:2]; cmp.Diff([]string{"3; 3 2 2", "2; 2 1 0"}, got) != "" {
		t.Error(got)
	}
	// Counting every occurrence instead would find three customers each day.
	spec = cohort.Spec{From: at(0), To: at(3), Mode: cohort.Recurring}
	if diff := cmp.Diff([]string{"3; 3 1 2", "3; 3 2", "3; 3"}, rows(retention(t, x, spec))); diff != "" {
		t.Error(diff)
	}
}

func TestWeeksAcrossNewYearR2(t *testing.T) {
	x := days(t, "a: x@-426d x@-419d\nb: x@-426d", "100d") // Monday, 30 December 2024, and a week later
	spec := cohort.Spec{Every: cohort.Week, From: at(-426), To: at(-412)}
	r := retention(t, x, spec)
	got := []string{}
	for _, row := range r.Rows {
		got = append(got, row.Start.Format("2006-01-02 ")+line(&row))
	}
	if diff := cmp.Diff([]string{"2024-12-30 2; 2 1", "2025-01-06 0; 0"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLifecycleL1(t *testing.T) {
	x := days(t, on("p1", 11, 12, 13, 15, 17, 19)+on("p2", 9, 12)+on("p3", 12)+on("p4", 15), "100d")
	f, err := cohort.FlowsOf(context.Background(), x, cohort.Spec{From: at(9), To: at(20)})
	if err != nil {
		t.Fatal(err)
	}
	var isNew, returning, resurrecting, dormant []int
	for _, p := range f.Periods {
		isNew, returning, resurrecting, dormant = append(isNew, p.New), append(returning, p.Returning), append(resurrecting, p.Resurrecting), append(dormant, -p.Dormant)
		if p.Active != p.New+p.Returning+p.Resurrecting || p.Incomplete {
			t.Errorf("%+v", p)
		}
	}
	want := [][]int{{1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0}, {0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1}, {0, -1, 0, 0, -2, -1, 0, -2, 0, -1, 0}}
	if diff := cmp.Diff(want, [][]int{isNew, returning, resurrecting, dormant}); diff != "" {
		t.Error(diff)
	}
	if k := f.Periods[4].Kept; k == nil || k.Value != 1.0/3 || k.N != 3 {
		t.Errorf("%+v", k)
	}
	// Asked from later on, who came before is not new.
	f, err = cohort.FlowsOf(context.Background(), x, cohort.Spec{From: at(13), To: at(16)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range f.Periods {
		got = append(got, fmt.Sprint(p.New, p.Returning, p.Resurrecting, p.Dormant))
	}
	if diff := cmp.Diff([]string{"0 1 0 2", "0 0 0 1", "1 0 1 0"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStickinessS1(t *testing.T) {
	x := days(t, on("p1", 0, 1, 2, 3, 4, 5, 6, 7, 8, 8)+on("p2", 0, 2, 4, 6, 8)+on("p3", 30), "100d")
	s, err := cohort.StickinessOf(context.Background(), x, cohort.Spec{From: at(0), To: at(19)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range s.Histogram {
		if b.Customers > 0 {
			got = append(got, fmt.Sprintf("%d at %d: %g", b.Customers, b.Periods, b.Share.Value))
		}
	}
	if diff := cmp.Diff([]string{"1 at 5: 0.5", "1 at 9: 0.5"}, got); diff != "" || s.Customers != 2 || s.Periods != 19 || s.Incomplete || len(s.Histogram) != 9 {
		t.Error(diff, s)
	}
}

func TestWhatIsNotOverIsIncomplete(t *testing.T) {
	x := days(t, on("a", 0, 1, 2)+on("b", 1), "2d")
	if diff := cmp.Diff([]string{"1; 1 1 1?", "1; 1 0?", "0; 0?"}, rows(retention(t, x, cohort.Spec{}))); diff != "" {
		t.Error(diff)
	}
	if got := line(retention(t, x, cohort.Spec{}).All); got != "2; 2 1/1" {
		t.Error(got)
	}
	q := sequence.Question{AsOf: at(2)} // at midnight the day is over, and no other has begun
	x = build(t, sequencetest.Script(t, on("a", 0, 1)), x.Plan, q)
	if diff := cmp.Diff([]string{"1; 1 1", "0; 0"}, rows(retention(t, x, cohort.Spec{}))); diff != "" {
		t.Error(diff)
	}
}

func TestGroups(t *testing.T) {
	x := days(t, "a: x[phone]@1h x@1d x@2d\nb: buy[store]@1d x@2d\nc: x@2d", "2d5h")
	spec := cohort.Spec{By: cohort.ByStep}
	groups := func() (out []string) {
		for _, g := range retention(t, x, spec).Groups {
			out = append(out, *g.Group+" "+line(&g))
		}
		return out
	}
	if diff := cmp.Diff([]string{"x 2; 1/1 1/1", "buy 1; 1"}, groups()); diff != "" {
		t.Error(diff)
	}
	spec.By = cohort.ByChannel
	if diff := cmp.Diff([]string{" 1;", "phone 1; 1 1", "store 1; 1"}, groups()); diff != "" {
		t.Error(diff)
	}
}

func TestActivities(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte(`wend: journey/v1
id: shop
title: Shop
instance: {idle: 10d, starts: [view], completes: [get]}
phases:
  before: [{stage: Choose, steps: [{id: view, title: View, evidence: [view]}]}]
  during: [{stage: Buy, steps: [{id: get, title: Get, evidence: [get]}, {id: help, title: Help, evidence: [help], optional: true}]}]
`)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	log := sequencetest.Script(t, "a: view@1h get@1d help@2d view@3d get@4d?\nb: view@1d help@2d")
	q := sequence.Question{AsOf: at(5)}
	x := build(t, log, plan, q)
	cases := []struct {
		name string
		spec cohort.Spec
		want []string
	}{
		{"any visit", cohort.Spec{}, []string{"1; 1 1 1 1 0", "1; 1 1 0 0", "0; 0 0 0", "0; 0 0", "0; 0"}},
		{"begun", cohort.Spec{Activity: cohort.Started}, []string{"1; 1 0 0 1 0", "1; 1 0 0 0", "0; 0 0 0", "0; 0 0", "0; 0"}},
		{"completed at a known time", cohort.Spec{Activity: cohort.Completed}, []string{"1; 0 1 0 0 0", "1; 0 0 0 0", "0; 0 0 0", "0; 0 0", "0; 0"}},
		{"steps", cohort.Spec{Activity: cohort.Reached, Steps: []journey.StepID{"help", "get"}}, []string{"1; 0 1 1 0 0", "1; 0 1 0 0", "0; 0 0 0", "0; 0 0", "0; 0"}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, rows(retention(t, x, c.spec))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	// The question chooses whose first visit counts; what follows is looked up in all.
	q.To = at(1)
	r := retention(t, build(t, log, plan, q), cohort.Spec{})
	if diff := cmp.Diff([]string{"1; 1 1 1 1 0", "0; 0 0 0 0", "0; 0 0 0", "0; 0 0", "0; 0"}, rows(r)); diff != "" {
		t.Error(diff)
	}
	q.To, q.From = time.Time{}, at(1)
	if r := retention(t, build(t, log, plan, q), cohort.Spec{From: at(1)}); r.Customers != 1 || r.Earlier != 0 {
		t.Errorf("%+v", r)
	}
	q.From = time.Time{}
	if r := retention(t, build(t, log, plan, q), cohort.Spec{From: at(1)}); r.Customers != 1 || r.Earlier != 1 {
		t.Errorf("%+v", r)
	}
}

const lifecycles = `wend: journey/v1
id: shop
title: Shop
instance: {completes: [get], idle: 10d}
phases:
  before: [{stage: Choose, steps: [{id: view, title: View, evidence: [view]}]}]
  during: [{stage: Buy, steps: [{id: get, title: Get, evidence: [get]}]}]
---
wend: lifecycle/v1
id: customers
title: Customers
states:
  - {id: active, title: Active, when: {completed: {journey: any, within: 30d}}}
  - {id: prospect, title: Prospect, when: {not: {completed: {journey: any}}}}
`

func TestStates(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte(lifecycles)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	log := sequencetest.Script(t, "a: view@1h get@1d view@5d get@6d view@7d\nb: view@1d view@20d get@21d view@80d\nc: view@2d?")
	x := build(t, log, plan, sequence.Question{AsOf: sequencetest.At(t, "90d")})
	s, err := cohort.StatesOf(context.Background(), x, log, docs.Workspace.Lifecycles[0], cohort.Spec{Every: cohort.Month})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range s.Periods {
		one := p.Start.Format("2006-01") + fmt.Sprintf(" %d", p.Instances)
		for _, c := range p.States {
			one += fmt.Sprintf(" %q %d", c.State, c.Instances)
		}
		got = append(got, one)
	}
	for _, f := range s.Flows {
		got = append(got, fmt.Sprintf("%q → %q %d of %d, %d customers", f.From, f.To, f.Count, f.Share.N, f.Customers))
	}
	want := []string{
		`2026-03 5 "active" 2 "prospect" 3`, `2026-04 0 "active" 0 "prospect" 0`, `2026-05 1 "active" 0 "prospect" 0 "" 1`,
		`"active" → "active" 1 of 1, 1 customers`, `"prospect" → "active" 1 of 3, 1 customers`, `"prospect" → "prospect" 1 of 3, 1 customers`, `"prospect" → "" 1 of 3, 1 customers`,
	}
	if diff := cmp.Diff(want, got); diff != "" || s.Undated != 1 {
		t.Error(diff, s.Undated)
	}
}

func TestWrongQuestions(t *testing.T) {
	x := days(t, "a: x@-3000d", "1d")
	for want, s := range map[string]cohort.Spec{
		"no period": {Every: "year"}, "no activity": {Activity: "sleep"}, "no kind": {Mode: "forever"}, "no groups": {Mode: cohort.Recurring, By: cohort.ByStep},
		"no group": {By: "sign"}, "no step is named": {Activity: cohort.Reached}, `no step "y"`: {Activity: cohort.Reached, Steps: []journey.StepID{"y"}}, "more than 1200": {},
	} {
		_, err := cohort.Of(context.Background(), x, s)
		var f *fault.Fault
		if !errors.As(err, &f) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestNobody(t *testing.T) {
	x := days(t, "", "1d")
	b, err := json.Marshal(retention(t, x, cohort.Spec{Zone: time.UTC}))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"journey":"events","every":"day","zone":"UTC","mode":"first-touch","on_or_after":false,"activity":"visit","customers":0,"earlier":0,"rows":[],"all":{"size":0,"incomplete":false,"cells":[]}}`
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Error(diff)
	}
	if f, err := cohort.FlowsOf(context.Background(), x, cohort.Spec{}); err != nil || len(f.Periods) != 0 {
		t.Error(f, err)
	}
	if s, err := cohort.StickinessOf(context.Background(), x, cohort.Spec{From: at(3), To: at(2)}); err != nil || s.Customers != 0 || s.Periods != 0 {
		t.Error(s, err)
	}
}

func TestCompare(t *testing.T) {
	a := retention(t, days(t, on("a", 0, 1, 2)+on("b", 0, 1)+on("c", 1), "3d"), cohort.Spec{By: cohort.ByStep})
	b := retention(t, days(t, on("a", 0, 2)+on("b", 0), "3d"), cohort.Spec{By: cohort.ByStep})
	d := cohort.Compare(a, b)
	say := func(cells []cohort.CellDifference) (s string) {
		for _, c := range cells {
			s += fmt.Sprintf(" %d:%+.2f of %d", c.After, c.Share.Value, c.Share.N)
		}
		return s
	}
	got := []string{"all" + say(d.All)}
	for _, r := range d.Rows {
		got = append(got, r.Start.Format("01-02")+say(r.Cells))
	}
	for _, r := range d.Groups {
		got = append(got, *r.Group+say(r.Cells))
	}
	want := []string{
		"all 0:+0.00 of 5 1:+0.67 of 5 2:+0.00 of 4", "03-01 0:+0.00 of 4 1:+1.00 of 4 2:+0.00 of 4", "03-02", "03-03", "03-04", "x 0:+0.00 of 5 1:+0.67 of 5 2:+0.00 of 4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
