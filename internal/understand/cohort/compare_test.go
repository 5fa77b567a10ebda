// SPDX-License-Identifier: Apache-2.0

package cohort_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// crowd writes that so many customers did something on some days.
func crowd(n int, name string, of ...int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(on(fmt.Sprint(name, i), of...))
	}
	return b.String()
}

// says writes a difference down without its interval.
func says(e *stat.Estimate) string {
	if e == nil {
		return "-"
	}
	return fmt.Sprintf("%+.3g/%d", e.Value, e.N)
}

func flowsOf(t *testing.T, x *sequence.Instances, s cohort.Spec) *cohort.Flows {
	t.Helper()
	f, err := cohort.FlowsOf(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCompareFlows(t *testing.T) {
	cases := []struct {
		name, a, b, asOf string
		sa, sb           cohort.Spec
		want             []string
	}{
		{
			"the first of each, the second of each", on("p", 1, 2) + on("q", 1) + on("r", 2), on("p", 4, 5) + on("q", 2, 5), "9d",
			cohort.Spec{From: at(1), To: at(3)}, cohort.Spec{From: at(4), To: at(6)}, []string{
				"03-02 03-05 kept - new +0/3 returning +0/3 resurrecting +0/3",
				"03-03 03-06 kept -0.5/3 new +0.5/4 returning +0/4 resurrecting -0.5/4",
				"kept - new +0.417/5 returning -0.0833/5 resurrecting -0.333/5",
			},
		},
		{
			"what is not over is left out", on("p", 0, 1) + on("q", 0), on("p", 0, 1), "1d5h",
			cohort.Spec{From: at(0)}, cohort.Spec{From: at(0)}, []string{
				"03-01 03-01 kept - new +0/3 returning +0/3 resurrecting +0/3",
				"kept - new - returning - resurrecting -",
			},
		},
		{
			"on one side only", on("p", 0, 1, 2), on("p", 0), "9d",
			cohort.Spec{From: at(0), To: at(3)}, cohort.Spec{From: at(0), To: at(2)}, []string{
				"03-01 03-01 kept - new +0/2 returning +0/2 resurrecting +0/2",
				"03-02 03-02 kept +1/2 new - returning - resurrecting -",
				"kept - new - returning - resurrecting -",
			},
		},
		{
			"nobody on one side", on("p", 0) + on("q", 0), "", "9d", cohort.Spec{From: at(0), To: at(1)}, cohort.Spec{From: at(0), To: at(1)}, []string{
				"03-01 03-01 kept - new - returning - resurrecting -", "kept - new - returning - resurrecting -",
			},
		},
	}
	for _, c := range cases {
		d := cohort.CompareFlows(flowsOf(t, days(t, c.a, c.asOf), c.sa), flowsOf(t, days(t, c.b, c.asOf), c.sb))
		var got []string
		for _, p := range d.Periods {
			got = append(got, fmt.Sprintf("%s %s kept %s new %s returning %s resurrecting %s", p.Start.Format("01-02"), p.Against.Format("01-02"), says(p.Kept), says(p.New), says(p.Returning), says(p.Resurrecting)))
		}
		got = append(got, fmt.Sprintf("kept %s new %s returning %s resurrecting %s", says(d.All.Kept), says(d.All.New), says(d.All.Returning), says(d.All.Resurrecting)))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// Newcombe's example: 56 of 70 and 48 of 80.
const newcombe = "+0.2 [0.052, 0.334] 150"

func whole(e *stat.Estimate) string {
	return fmt.Sprintf("%+.2g [%.3f, %.3f] %d", e.Value, e.Lo, e.Hi, e.N)
}

func TestCompareFlowsWithIntervals(t *testing.T) {
	s := cohort.Spec{From: at(0), To: at(2)}
	a, b := flowsOf(t, days(t, crowd(56, "u", 0, 1)+crowd(14, "v", 0), "9d"), s), flowsOf(t, days(t, crowd(48, "u", 0, 1)+crowd(32, "v", 0), "9d"), s)
	d := cohort.CompareFlows(a, b)
	if got := whole(d.Periods[1].Kept); got != newcombe {
		t.Error(got)
	}
	// One chance each to be kept: clusters of one are as good as independent, but for t.
	if got := whole(d.All.Kept); got != "+0.2 [0.049, 0.337] 150" {
		t.Error(got)
	}
}

// Each customer counts once in each period that is over.
func TestFlowTotals(t *testing.T) {
	f := flowsOf(t, days(t, on("p", 0, 1, 2, 3)+on("q", 0, 2)+on("r", 1)+on("s", 3), "3d5h"), cohort.Spec{From: at(0)})
	text := func(e *stat.Estimate) string { return fmt.Sprintf("%.4f of %d", e.Value, e.N) }
	a := f.All
	got := []string{fmt.Sprint(a.Customers, " ", a.Active), text(a.New), text(a.Returning), text(a.Resurrecting), text(a.Kept)}
	// p: new, returning twice; q: new, dormant, resurrecting; r: new, dormant.
	if diff := cmp.Diff([]string{"3 6", "0.5000 of 3", "0.3333 of 3", "0.1667 of 3", "0.5000 of 3"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompareStickiness(t *testing.T) {
	of := func(script, asOf string, from, to int) *cohort.Stickiness {
		s := cohort.Spec{From: at(from)}
		if to > 0 {
			s.To = at(to)
		}
		out, err := cohort.StickinessOf(context.Background(), days(t, script, asOf), s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	few, some := on("p", 0)+on("q", 1)+on("r", 0, 1)+on("s", 0, 1, 2), on("p", 0)+on("q", 1)+on("r", 1)+on("s", 1, 2)
	cases := []struct {
		name string
		a, b *cohort.Stickiness
		want string
	}{
		{"worked by hand", of(few, "9d", 0, 3), of(some, "9d", 0, 3), "+0.5/8: 1 -0.25/8, 2 +0/8, 3 +0.25/8"},
		{"and the other way round", of(some, "9d", 0, 3), of(few, "9d", 0, 3), "-0.5/8: 1 +0.25/8, 2 +0/8, 3 -0.25/8"},
		{"of two times", of(few, "9d", 0, 3), of(on("p", 4)+on("q", 5, 6), "9d", 4, 7), "+0.25/6: 1 +0/6, 2 -0.25/6, 3 +0.25/6"},
		{"one customer has no mean", of(on("p", 0), "9d", 0, 3), of(few, "9d", 0, 3), "-: 1 +0.5/5, 2 -0.25/5, 3 -0.25/5"},
		{"nor have customers who are alike", of(on("p", 0)+on("q", 1), "9d", 0, 3), of(few, "9d", 0, 3), "-: 1 +0.5/6, 2 -0.25/6, 3 -0.25/6"},
		{"nobody", of("", "9d", 0, 3), of(few, "9d", 0, 3), "-: 1 -, 2 -, 3 -"},
		{"other numbers of periods", of(few, "9d", 0, 3), of(few, "9d", 0, 4), "-:"},
		{"one is not over", of(few, "9d", 0, 3), of(few, "2d5h", 0, 0), "-:"},
		{"neither is over", of(few, "2d5h", 0, 0), of(some, "2d5h", 0, 0), "+0.5/8: 1 -0.25/8, 2 +0/8, 3 +0.25/8"},
	}
	for _, c := range cases {
		d := cohort.CompareStickiness(c.a, c.b)
		var bars []string
		for _, bar := range d.Histogram {
			bars = append(bars, fmt.Sprintf(" %d %s", bar.Periods, says(bar.Share)))
		}
		if diff := cmp.Diff(c.want, says(d.Mean)+":"+strings.Join(bars, ",")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	// 1.75 ± 1.5233 and 1.25 ± 0.7956, from t with three degrees of freedom.
	if got := whole(cohort.CompareStickiness(cases[0].a, cases[0].b).Mean); got != "+0.5 [-1.219, 2.219] 8" {
		t.Error(got)
	}
}

func TestCompareStates(t *testing.T) {
	type counts map[lifecycle.StateID]int
	at := func(order []lifecycle.StateID, n counts) (p cohort.StatePeriod) {
		for _, id := range order {
			p.States = append(p.States, cohort.StateCount{State: id, Instances: n[id]})
			p.Instances += n[id]
		}
		return p
	}
	named, none := []lifecycle.StateID{"prospect", "active"}, []lifecycle.StateID{"prospect", "active", ""}
	flow := func(from, to lifecycle.StateID, n int) cohort.StateFlow {
		return cohort.StateFlow{From: from, To: to, Count: n}
	}
	a := &cohort.States{
		Periods: []cohort.StatePeriod{at(named, counts{"prospect": 50, "active": 10}), at(named, counts{"prospect": 6, "active": 4})},
		Flows:   []cohort.StateFlow{flow("active", "active", 1), flow("prospect", "active", 56), flow("prospect", "prospect", 14)},
	}
	b := &cohort.States{
		Periods: []cohort.StatePeriod{at(none, counts{"prospect": 48, "active": 30, "": 2})},
		Flows:   []cohort.StateFlow{flow("prospect", "active", 48), flow("prospect", "", 32)},
	}
	said := func(d *cohort.StatesDifference) (out []string) {
		for _, s := range d.States {
			out = append(out, fmt.Sprintf("%q %s", s.State, says(s.Share)))
		}
		for _, f := range d.Flows {
			out = append(out, fmt.Sprintf("%q→%q %s", f.From, f.To, says(f.Share)))
		}
		return out
	}
	for _, c := range []struct {
		name string
		a, b *cohort.States
		want []string
	}{
		{"states and flows", a, b, []string{
			`"prospect" +0.2/150`, `"active" -0.175/150`, `"" -0.025/150`,
			`"prospect"→"prospect" +0.2/150`, `"prospect"→"active" +0.2/150`, `"prospect"→"" -0.4/150`, `"active"→"active" -`,
		}},
		{"nobody on one side", &cohort.States{}, b, []string{`"prospect" -`, `"active" -`, `"" -`, `"prospect"→"active" -`, `"prospect"→"" -`}},
		{"flows of what lies in no period", &cohort.States{Flows: []cohort.StateFlow{flow("", "lost", 1)}}, &cohort.States{Flows: []cohort.StateFlow{flow("", "lost", 1), flow("", "", 1)}}, []string{
			`"" -`, `"lost" -`, `""→"" -0.5/3`, `""→"lost" +0.5/3`,
		}},
		{"nobody", &cohort.States{}, &cohort.States{}, nil},
	} {
		if diff := cmp.Diff(c.want, said(cohort.CompareStates(c.a, c.b))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if got := whole(cohort.CompareStates(a, b).States[0].Share); got != newcombe {
		t.Error(got)
	}
}

// Retention of two times is compared row by row, too.
func TestCompareRows(t *testing.T) {
	x := days(t, on("p", 0, 1)+on("q", 0)+on("r", 4, 5), "9d")
	s := cohort.Spec{Mode: cohort.Recurring, From: at(0), To: at(2)}
	a := retention(t, x, s)
	s.From, s.To = at(4), at(6)
	var got []string
	for _, r := range cohort.Compare(a, retention(t, x, s)).Rows {
		one := r.Start.Format("01-02 ") + r.Against.Format("01-02")
		for _, c := range r.Cells {
			one += fmt.Sprintf(" +%d %s", c.After, says(c.Share))
		}
		got = append(got, one)
	}
	if diff := cmp.Diff([]string{"03-01 03-05 +0 +0/3 +1 -0.5/3", "03-02 03-06 +0 +0/2"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPeriods(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	date := func(text string) (out time.Time) {
		if text != "" {
			if out, err = time.Parse(time.DateOnly, text); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	for _, c := range []struct {
		every    cohort.Every
		zone     *time.Location
		from, to string
		want     string // before, or what is wrong
	}{
		{cohort.Day, time.UTC, "2026-03-02", "2026-03-04", "2026-02-28T00:00:00Z 2026-03-02T00:00:00Z"},
		{cohort.Week, time.UTC, "2026-03-02", "2026-03-16", "2026-02-16T00:00:00Z 2026-03-02T00:00:00Z"},
		{cohort.Month, time.UTC, "2026-03-01", "2026-04-01", "2026-02-01T00:00:00Z 2026-03-01T00:00:00Z"},
		{cohort.Month, time.UTC, "2026-01-01", "2026-04-01", "2025-10-01T00:00:00Z 2026-01-01T00:00:00Z"},
		{cohort.Month, berlin, "2026-04-01", "2026-05-01", "2026-03-01T00:00:00+01:00 2026-04-01T00:00:00+02:00"},
		{cohort.Week, time.UTC, "2026-03-01", "2026-03-16", "no week begins at 2026-03-01, so that only a part of one would be compared; take 2026-02-23 or 2026-03-02, or another --every"},
		{cohort.Month, time.UTC, "2026-03-01", "2026-03-31", "no month begins at 2026-03-31, so that only a part of one would be compared; take 2026-03-01 or 2026-04-01, or another --every"},
		{cohort.Day, time.UTC, "", "2026-03-31", "times are compared period by period, and one has no end; give both ends of each, as in --from 2026-03-02 --to 2026-03-16"},
		{cohort.Day, time.UTC, "1990-01-01", "2026-03-31", "more than 1200 periods; ask by week or month, or for a shorter time"},
	} {
		s := cohort.Spec{Every: c.every, Zone: c.zone}
		s.From, s.To = s.Day(date(c.from)), s.Day(date(c.to))
		got := ""
		if before, err := s.Before(); err != nil {
			got = err.Error()
		} else {
			got = before.From.Format(time.RFC3339) + " " + before.To.Format(time.RFC3339)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s %s to %s: %s", c.every, c.from, c.to, diff)
		}
	}
	s := cohort.Spec{Every: cohort.Week, Zone: time.UTC, From: date("2026-03-02"), To: date("2026-03-16")}
	if err := s.Over(date("2026-03-16")); err != nil {
		t.Error(err)
	}
	const want = "the time up to 2026-03-16 is not over, so that less of it is known than of the other; end both where what is over ends, here 2026-03-09, and both as long"
	if err := s.Over(date("2026-03-15")); err == nil || err.Error() != want {
		t.Error(err)
	}
}

// Totals are the sums of the periods that are over, whoever counted them.
func TestFlowTotalsAddUp(t *testing.T) {
	r, b := rand.New(rand.NewPCG(4, 4)), &strings.Builder{}
	for c := range 300 {
		var of []int
		for d := range 20 {
			if r.IntN(3) == 0 {
				of = append(of, d)
			}
		}
		b.WriteString(on(fmt.Sprint("c", c), of...))
	}
	f := flowsOf(t, days(t, b.String(), "19d5h"), cohort.Spec{From: at(4)})
	var sum cohort.Flow
	for _, p := range f.Periods[:len(f.Periods)-1] {
		sum.Active, sum.New, sum.Returning, sum.Resurrecting, sum.Dormant = sum.Active+p.Active, sum.New+p.New, sum.Returning+p.Returning, sum.Resurrecting+p.Resurrecting, sum.Dormant+p.Dormant
	}
	want := []float64{float64(sum.New) / float64(sum.Active), float64(sum.Returning) / float64(sum.Active), float64(sum.Resurrecting) / float64(sum.Active), float64(sum.Returning) / float64(sum.Returning+sum.Dormant)}
	if diff := cmp.Diff(want, []float64{f.All.New.Value, f.All.Returning.Value, f.All.Resurrecting.Value, f.All.Kept.Value}); diff != "" || f.All.Active != sum.Active || !f.Periods[len(f.Periods)-1].Incomplete {
		t.Error(diff, f.All, sum)
	}
}
