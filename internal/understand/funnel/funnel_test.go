// SPDX-License-Identifier: Apache-2.0

package funnel_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const (
	seconds = int64(1e6)
	minutes = 60 * seconds
	hours   = 60 * minutes
	days    = 24 * hours
)

// events reads a script of events without a journey.
func events(t testing.TB, script string) *sequence.Instances {
	t.Helper()
	names := []string{"a", "b", "c", "d", "e", "f", "I", "P", "S", "V", "x"}
	plan, err := sequence.EventsPlan(names, &journey.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	return built(t, plan, script, "9000d")
}

func built(t testing.TB, plan *sequence.Plan, script, asOf string) *sequence.Instances {
	t.Helper()
	x, err := sequence.Build(context.Background(), sequencetest.Script(t, script), plan, sequence.Question{AsOf: sequencetest.At(t, asOf)})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// spec is a funnel over named steps.
func spec(t testing.TB, x *sequence.Instances, steps string, s funnel.Spec) funnel.Spec {
	t.Helper()
	var err error
	if s.Steps, err = funnel.Named(x.Plan, strings.Fields(steps)...); err != nil {
		t.Fatal(err)
	}
	return s
}

// between excludes a step between two steps of the funnel.
func between(x *sequence.Instances, name string, from, to int) []funnel.Exclusion {
	for i, s := range x.Plan.Steps {
		if string(s.ID) == name {
			return []funnel.Exclusion{{Any: []int{i}, From: from, To: to}}
		}
	}
	return nil
}

// told writes an answer as "counts; mean, median of each hop".
func told(r *funnel.Result) string {
	var counts, times []string
	for i, s := range r.Steps {
		counts = append(counts, fmt.Sprint(s.Count))
		if i > 0 && s.Time.N > 0 {
			times = append(times, fmt.Sprintf("%g %g", *s.Time.MeanS, *s.Time.MedianS))
		}
	}
	out := strings.Join(counts, " ")
	if r.Excluded > 0 {
		out += fmt.Sprintf(" (%d excluded)", r.Excluded)
	}
	if len(times) > 0 {
		out += "; " + strings.Join(times, ", ")
	}
	return out
}

func of(t testing.TB, x *sequence.Instances, s funnel.Spec) *funnel.Result {
	t.Helper()
	r, err := funnel.Of(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	levels, err := funnel.Levels(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range r.Steps {
		if levels.All.Steps[i] != step.Count || levels.All.Excluded != r.Excluded {
			t.Errorf("levels are %+v, not %+v", levels, r.Steps)
		}
	}
	return r
}

const (
	// Half tries behind a whole one.
	tries = "u: S@1h V@2h c@3h S@52h V@53h S@79h V@82h"
	// Two who are fast, one who is not.
	movies = "p1: a@12h b@13h c@15h\np2: a@14h b@16h\np3: a@14h b@16h c@17h"
	views  = "a: S@120m V@125m\nb: S@123m\nc: S@1h V@75m"
	repeat = "1: V@1m S@2m\n2: S@1m V@2m\n3: V@1m S@2m x@3m V@4m\n4: x@1m V@2m x@3m V@4m S@5m V@6m\n5: S@1m V@2m x@3m V@4m V@5m V@6m\n6: V@1m x@2m V@3m V@4m V@5m"
	strict = "1: S@1m\n2: P@1m S@2m\n3: S@1m P@2m b@3m I@4m\n4: I@1m b@2m P@3m S@4m\n5: P@1m S@2m b@3m P@4m I@5m\n6: b@1m S@2m b@3m P@4m\n7: b@1m S@2m P@3m I@4m b@5m\n8: I@1m P@2m"
	spoilt = "p1: a@1h b@2h\np2: a@1h x@90m b@2h\np3: a@1h x@2h\np4: a@1h x@26h"
	mixed  = "1: a@1m\n2: b@1m d@2m\n3: a@1m b@2m x@3m c@4m\n4: c@1m d@2m a@3m\n5: a@1m d@2m x@3m c@4m b@5m\n6: x@1m c@2m\n7: b@1m x@2m\n8: x@1m d@2m b@3m"
	finish = "1: P@1m S@61m\n2: I@1m S@121m P@241m I@900m S@1200m P@1500m"
)

// The cases that reference/behaviour.md names, and what must come of them.
func TestReferenceCases(t *testing.T) {
	for _, c := range []struct {
		name, script, steps string
		spec                funnel.Spec
		exclude             string // between the first step and the second; "all": of all
		want                string
	}{
		{"F1", movies, "a b c", funnel.Spec{Window: 7 * days}, "", "3 3 2; 6000 7200, 5400 5400"},
		{"F2", views, "S V", funnel.Spec{Window: 14 * days}, "", "3 2; 600 600"},
		{"F2 inclusive", views, "S V", funnel.Spec{Window: 5 * minutes}, "", "3 1; 300 300"},
		{"F3", tries, "S V c", funnel.Spec{Window: days}, "", "1 1 1; 3600 3600, 3600 3600"},
		{"F3 strict", tries, "S V c", funnel.Spec{Window: days, Order: funnel.Strict}, "", "1 1 1; 3600 3600, 3600 3600"},
		{"F3 unordered", tries, "S V c", funnel.Spec{Window: days, Order: funnel.Unordered}, "", "1 1 1; 3600 3600, 3600 3600"},
		{"F4", repeat, "S V V V V", funnel.Spec{Window: 14 * days}, "", "5 4 1 1 1; 75 60, 120 120, 60 60, 60 60"},
		{"F5", strict, "S P I", funnel.Spec{Order: funnel.Strict}, "", "7 2 1; 60 60, 60 60"},
		{"F6", spoilt, "a b", funnel.Spec{Window: days}, "x", "2 1 (2 excluded); 3600 3600"},
		{"F7", "u: a@0 x@1s a@31s", "a b", funnel.Spec{Window: 10 * seconds}, "x", "1 0"},
		{"F7 second", "u: a@0 a@31s x@32s", "a b", funnel.Spec{Window: 10 * seconds}, "x", "1 0"},
		{"F7 spoilt", "u: a@0 a@1s x@2s", "a b", funnel.Spec{Window: 10 * seconds}, "x", "0 0 (1 excluded)"},
		{"F7 late", "u: a@0 x@11s b@12s", "a b", funnel.Spec{Window: 10 * seconds}, "x", "1 0"},
		{"F8", "u: f@0 e@0 d@0 c@0 b@0 a@0 b@0 a@0 c@0 a@0", "a b c d e f a b c a", funnel.Spec{Window: days}, "", "1 1 1 1 1 1 1 1 1 1; 0 0, 0 0, 0 0, 0 0, 0 0, 0 0, 0 0, 0 0, 0 0"},
		{"F9", "u: b@0 a@0\nv: a@0", "a b", funnel.Spec{Window: days}, "", "2 1; 0 0"},
		{"F10", "u: f@0 P@10s P@10s P@11s", "f P P", funnel.Spec{Window: days}, "", "1 1 1; 10 10, 0 0"},
		{"F11", "1: a@0\n2: a@0 b@1h\n3: c@0 c@1h\n4: x@0\n5: a@0 b@1h b@2h", "a|b|c|x a|b|c|x a|b|c|x", funnel.Spec{Window: days}, "", "5 3 1; 3600 3600, 3600 3600"},
		{"F12", mixed, "a b c d", funnel.Spec{Order: funnel.Unordered, Window: 14 * days}, "", "8 5 3 1; 60 60, 100 120, 60 60"},
		{"F12 times", finish, "S P I", funnel.Spec{Order: funnel.Unordered, Window: days}, "", "2 2 1; 5400 5400, 7200 7200"},
		{"F12 excluded", "1: a@0 b@1h\n2: a@0 x@1h b@2h\n3: a@0 b@1h", "a b", funnel.Spec{Order: funnel.Unordered, Window: days}, "all", "3 2; 3600 3600"},
		{"F12 excluded after", "1: a@0 b@1h x@2h", "a b", funnel.Spec{Order: funnel.Unordered, Window: days}, "all", "1 1; 3600 3600"},
		{"F13", "1: a@0 b@1h\n2: a@0 b@37m\n3: a@0 b@23h", "a b", funnel.Spec{Window: days}, "", "3 3; 29540 3600"},

		{"W abc", "u: a@1s b@2s c@3s", "a b c", funnel.Spec{Window: 10 * seconds}, "", "1 1 1; 1 1, 1 1"},
		{"W adbc", "u: a@1s d@2s b@3s c@4s", "a b c", funnel.Spec{Window: 10 * seconds}, "", "1 1 1; 2 2, 1 1"},
		{"W adbc strict", "u: a@1s d@2s b@3s c@4s", "a b c", funnel.Spec{Order: funnel.Strict}, "", "1 0 0"},
		{"W aabbcc", "u: a@1s a@2s b@3s b@4s c@5s c@6s", "a b c", funnel.Spec{Window: 10 * seconds}, "", "1 1 1; 1 1, 2 2"},
		{"W aabbdcc strict", "u: a@1s a@2s b@3s b@4s d@5s c@6s c@7s", "a b c", funnel.Spec{Order: funnel.Strict}, "", "1 1 0; 1 1"},
		{"W ccbbaa", "u: c@1s c@2s b@3s b@4s a@5s a@6s", "a b c", funnel.Spec{Window: 10 * seconds}, "", "1 0 0"},
		{"W equal times", "u: a@0 b@1s c@1s d@1s e@2s", "a b c d e", funnel.Spec{Window: 10 * seconds}, "", "1 1 1 1 1; 1 1, 0 0, 0 0, 1 1"},
		{"W one event", "u: a@1s", "a a a", funnel.Spec{Window: 10 * seconds}, "", "1 0 0"},
		{"W three events", "u: a@1s a@2s a@3s", "a a a", funnel.Spec{Window: 10 * seconds}, "", "1 1 1; 1 1, 1 1"},
		{"W window 2", "u: a@0 b@1s c@2s d@3s e@4s", "a b c d e", funnel.Spec{Window: 2 * seconds}, "", "1 1 1 0 0; 1 1, 1 1"},
		{"W window 3", "u: a@0 b@1s c@2s d@3s e@4s", "a b c d e", funnel.Spec{Window: 3 * seconds}, "", "1 1 1 1 0; 1 1, 1 1, 1 1"},
		{"W window 4", "u: a@0 b@1s c@2s d@3s e@4s", "a b c d e", funnel.Spec{Window: 4 * seconds}, "", "1 1 1 1 1; 1 1, 1 1, 1 1, 1 1"},

		{"latest start", "u: a@0 b@1h a@2h c@3h\nv: a@0 c@1h a@2h c@3h", "a c", funnel.Spec{}, "", "2 2; 3600 3600"},
		{"later clean chain", "u: a@0 x@1m b@2m a@3m b@4m", "a b", funnel.Spec{}, "x", "1 1; 60 60"},
		{"later chain not as far", "u: a@0 x@1m b@2m a@3m", "a b", funnel.Spec{}, "x", "0 0 (1 excluded)"},
		{"clean before", "u: a@0 b@1m a@2m x@3m b@4m c@5m", "a b c", funnel.Spec{}, "x", "1 1 1; 60 60, 240 240"},
		{"spoilt at the same time", "u: a@0 x@1m b@1m", "a b", funnel.Spec{}, "x", "1 1; 60 60"},
		{"optional", "1: a@0 b@1m c@2m\n2: a@0 c@4m\n3: a@0 b@1m", "a b? c", funnel.Spec{}, "", "3 2 2; 60 60, 180 180"},
		{"optional begun anew", "u: a@0 b@1m a@2m c@3m", "a b? c", funnel.Spec{}, "", "1 0 1; 60 60"},
		{"optional strict", "1: a@0 b@1m c@2m\n2: a@0 c@1m\n3: a@0 d@1m c@2m", "a b? c", funnel.Spec{Order: funnel.Strict}, "", "3 1 2; 60 60, 90 90"},
		{"years apart", "u: b@0 a@8000d\nv: b@0 a@1s\nw: b@0 a@1s b@2s", "a b", funnel.Spec{Window: funnel.Endless}, "", "3 1; 1 1"},
		{"one step", "1: a@0\n2: b@0", "a", funnel.Spec{}, "", "1"},
		{"nobody", "1: b@0", "a b", funnel.Spec{}, "", "0 0"},
		{"undated", "1: a@0 b@1m? c@3m", "a b c", funnel.Spec{}, "", "1 1 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := events(t, c.script)
			s := spec(t, x, c.steps, c.spec)
			switch c.exclude {
			case "":
			case "all":
				s.Exclusions = between(x, "x", 0, len(s.Steps)-1)
			default:
				s.Exclusions = between(x, c.exclude, 0, 1)
			}
			for _, per := range []funnel.Per{funnel.Instance, funnel.Customer} {
				s.Per = per
				if got := told(of(t, x, s)); got != c.want {
					t.Errorf("per %s: got %s, want %s", per, got, c.want)
				}
			}
		})
	}
}

// TestHistogram has the bins of F13.
func TestHistogram(t *testing.T) {
	x := events(t, "1: a@0 b@1h\n2: a@0 b@37m\n3: a@0 b@23h")
	bins := func(n int) (out []string) {
		r := of(t, x, spec(t, x, "a b", funnel.Spec{Window: days, Bins: n}))
		if *r.Convert.MeanS != 29540 {
			t.Errorf("mean %g", *r.Convert.MeanS)
		}
		for _, b := range r.Histogram {
			out = append(out, fmt.Sprintf("%g:%d", b.FromS, b.Count))
		}
		return out
	}
	if diff := cmp.Diff([]string{"2220:2", "42510:0", "82800:1"}, bins(0)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2220:2", "13732:0", "25244:0", "36756:0", "48268:0", "59780:0", "71292:1", "82804:0"}, bins(7)); diff != "" {
		t.Error(diff)
	}
	x = events(t, "1: a@0 b@1h\n2: a@0 b@1h")
	if r := of(t, x, spec(t, x, "a b", funnel.Spec{Bins: 1})); r.Histogram[0] != (funnel.Bin{FromS: 3600, ToS: 3601, Count: 2}) {
		t.Error(r.Histogram)
	}
}

const shop = `
wend: journey/v1
id: shop
title: Shop
instance: {idle: 2d, ripe: 3d, completes: [pay]}
phases:
  before:
    - stage: Choose
      steps:
        - {id: view, title: View, evidence: [view], touchpoint: {channel: website}}
        - {id: cart, title: Cart, evidence: [cart], touchpoint: {channel: website}}
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [pay, {fails: [declined]}], touchpoint: {channel: website}}
`

func shopPlan(t testing.TB) *sequence.Plan {
	t.Helper()
	docs := workspace.Read(map[string][]byte{
		"j.yaml": []byte(strings.Replace(shop, "{id: pay, title: Pay, evidence: [pay, {fails: [declined]}]", "{id: pay, title: Pay, evidence: [pay], fails: [declined]", 1)),
		"s.yaml": []byte("wend: segments/v1\nsegments:\n  - {id: gold, title: Gold, where: {plan: gold}}\n  - {id: any, title: Any, where: {plan: {exists: true}}}\n"),
	})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	p, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace, "gold", "any")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const visits = `u: view@0 cart@1h pay@2h view@10d cart@20d
v: view@1d cart[store]@25h
w: view[phone]@2d declined@49h
y: view@20d pay@21d
z: cart@5d
u traits: plan=gold@0
v traits: plan=basic@0`

// TestRipeness: an entry counts in rates when its instance is ripe, or the window
// has passed.
func TestRipeness(t *testing.T) {
	x := built(t, shopPlan(t), visits, "22d")
	r := of(t, x, spec(t, x, "view pay", funnel.Spec{}))
	if r.Entered != 5 || r.Converted != 3 || r.Unripe != 1 || r.Ripe != (funnel.Ripe{Entered: 4, Converted: 2}) || r.Rate.Value != 0.5 || r.Rate.N != 4 || r.RateAll.Value != 0.6 {
		t.Errorf("%+v", r.Figures)
	}
	if s := r.Steps[1]; s.Count != 3 || s.Ripe != 2 || s.FromPrevious.N != 4 || r.Steps[0].FromPrevious != nil || r.Steps[0].Rate.Value != 1 {
		t.Errorf("%+v", s)
	}
	r = of(t, x, spec(t, x, "view pay", funnel.Spec{Per: funnel.Customer, Window: 13 * days}))
	if r.Entered != 4 || r.Converted != 3 || r.Unripe != 1 || *r.WindowS != 13*86400 {
		t.Errorf("%+v", r.Figures)
	}
	r = of(t, x, spec(t, x, "view pay", funnel.Spec{Per: funnel.Customer, Window: funnel.Endless}))
	if r.Unripe != 0 || r.WindowS != nil || r.Ripe.Entered != 4 {
		t.Errorf("%+v", r.Figures)
	}
}

// TestPeriod: a period selects entries, and conversions may lie after it.
func TestPeriod(t *testing.T) {
	x := built(t, shopPlan(t), "u: view@0 view@1d cart@36h pay@10d\nv: cart@1d view@5d pay@6d", "22d")
	s := spec(t, x, "view pay", funnel.Spec{Per: funnel.Customer, To: sequencetest.At(t, "2d")})
	if got := told(of(t, x, s)); got != "1 1; 777600 777600" {
		t.Error(got)
	}
	s.From = sequencetest.At(t, "25h")
	if got := told(of(t, x, s)); got != "0 0" {
		t.Error(got)
	}
	late := events(t, "u: a@1m a@3m x@3m b@4m") // at 3m, a begins nothing any more, yet is there
	s2 := spec(t, late, "a b", funnel.Spec{To: sequencetest.At(t, "2m"), Exclusions: between(late, "x", 0, 1)})
	if got := told(of(t, late, s2)); got != "1 1; 180 180" {
		t.Error(got)
	}
	asked := x.Ask(sequence.Question{AsOf: x.Question.AsOf, From: sequencetest.At(t, "-1h"), To: sequencetest.At(t, "2d")})
	s.From, s.To = time.Time{}, time.Time{}
	if got := told(of(t, asked, s)); got != "1 1; 777600 777600" {
		t.Error(got)
	}
	s.Per = funnel.Instance
	if got := told(of(t, asked, s)); got != "1 0" {
		t.Error(got)
	}
}

func TestBreakdown(t *testing.T) {
	x := built(t, shopPlan(t), visits, "22d")
	s := spec(t, x, "view cart", funnel.Spec{Breakdown: funnel.BySegment(x, "gold", "any")})
	groups := func() (out []string) {
		r := of(t, x, s)
		levels, err := funnel.Levels(context.Background(), x, s)
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range r.Groups {
			if g.Entered > 0 {
				out = append(out, fmt.Sprint(g.Value, " ", levels.Groups[i].Steps))
			}
			if levels.Groups[i].Steps[0] != g.Entered || levels.Groups[i].Steps[1] != g.Converted {
				t.Errorf("%+v is not %+v", levels.Groups[i], g)
			}
		}
		return append(out, fmt.Sprint("all ", levels.All.Steps))
	}
	if diff := cmp.Diff([]string{"gold [2 1]", "any [1 1]", "all [5 2]"}, groups()); diff != "" {
		t.Error(diff)
	}
	var err error
	if s.Breakdown, err = funnel.ByChannel(x, s); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"phone [1 0]", "website [4 2]", "all [5 2]"}, groups()); diff != "" {
		t.Error(diff)
	}
	s.Per, s.Window, s.Breakdown = funnel.Customer, 13*days, funnel.BySegment(x, "gold")
	if got := of(t, x, s).Groups[0]; got.Entered != 1 || got.Converted != 1 || got.Unripe != 0 || got.Ripe.Converted != 1 {
		t.Errorf("%+v", got)
	}
}

func TestCompare(t *testing.T) {
	var a, b strings.Builder
	for i := range 80 {
		fmt.Fprintf(&b, "u%d: a@0", i)
		if i < 48 {
			fmt.Fprintf(&b, " b@%dm", 10+i)
		}
		b.WriteString("\n")
		if i < 70 {
			fmt.Fprintf(&a, "u%d: a@0", i)
			if i < 56 {
				fmt.Fprintf(&a, " b@%dm", 20+i)
			}
			a.WriteString("\n")
		}
	}
	x, y := events(t, a.String()), events(t, b.String())
	d := funnel.Compare(of(t, x, spec(t, x, "a b", funnel.Spec{})), of(t, y, spec(t, y, "a b", funnel.Spec{})))
	if got := fmt.Sprintf("%.3f %.6f %.6f %d", d.Rate.Value, d.Rate.Lo, d.Rate.Hi, d.Rate.N); got != "0.200 0.052431 0.333873 150" {
		t.Error(got)
	}
	if s := d.Steps[1]; s.ID != "b" || s.TimeS.Value != 60*(47.5-33.5) || s.TimeS.Lo >= s.TimeS.Value || s.FromPrevious == nil || d.Steps[0].TimeS != nil || d.ConvertS.Value != 840 {
		t.Errorf("%+v", s)
	}
	none := events(t, "")
	if d := funnel.Compare(of(t, none, spec(t, none, "a b", funnel.Spec{})), of(t, y, spec(t, y, "a b", funnel.Spec{}))); d.Rate != nil || d.Steps[1].TimeS != nil {
		t.Errorf("%+v", d)
	}
}

func TestFaults(t *testing.T) {
	x := events(t, "u: a@0")
	step := func(i ...int) funnel.Step { return funnel.Step{Any: i} }
	two := []funnel.Step{step(0), step(1)}
	for field, s := range map[string]funnel.Spec{
		"order":         {Steps: two, Order: "random"},
		"per":           {Steps: two, Per: "visit"},
		"window":        {Steps: two, Window: -1},
		"bins":          {Steps: two, Bins: -1},
		"to":            {Steps: two, From: sequencetest.At(t, "2h"), To: sequencetest.At(t, "1h")},
		"steps":         {},
		"steps[0]":      {Steps: []funnel.Step{{}}},
		"steps[1]":      {Steps: []funnel.Step{step(0), step(11)}},
		"steps[2]":      {Steps: []funnel.Step{step(0), step(1), {Any: []int{1}, Optional: true}, step(2)}},
		"exclusions[0]": {Steps: two, Exclusions: []funnel.Exclusion{{Any: []int{1}, To: 1}}},
		"exclusions[1]": {Steps: two, Exclusions: []funnel.Exclusion{{Any: []int{2}, To: 1}, {Any: []int{2}, From: 1, To: 1}}},
		"breakdown":     {Steps: two, Breakdown: &funnel.Breakdown{Names: []string{"a"}}},
	} {
		_, err := funnel.Of(context.Background(), x, s)
		f, ok := err.(*fault.Fault) //nolint:errorlint // it is never wrapped
		if !ok || f.Field != field || f.Code != fault.Invalid {
			t.Errorf("%s: %v", field, err)
		}
		if _, err := funnel.Levels(context.Background(), x, s); err == nil {
			t.Errorf("%s: no error", field)
		}
	}
	for _, s := range []funnel.Spec{
		{Steps: two, Order: funnel.Strict, Exclusions: []funnel.Exclusion{{Any: []int{2}, To: 1}}},
		{Steps: []funnel.Step{step(0), step(1), step(2)}, Order: funnel.Unordered, Exclusions: []funnel.Exclusion{{Any: []int{3}, To: 1}}},
		{Steps: []funnel.Step{step(0), {Any: []int{1}, Optional: true}, step(2)}, Order: funnel.Unordered},
		{Steps: []funnel.Step{step(0), {Any: []int{1}, Optional: true}}},
	} {
		if _, err := funnel.Of(context.Background(), x, s); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", s, err)
		}
	}
	if _, err := funnel.Named(x.Plan, "a", "nowhere"); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
}

func TestCancelled(t *testing.T) {
	x := events(t, "u: a@0")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := funnel.Of(ctx, x, spec(t, x, "a", funnel.Spec{})); err == nil {
		t.Error("no error")
	}
}

func TestJSON(t *testing.T) {
	x := events(t, "u: a@0 b@1h\nv: a@0")
	b, err := json.Marshal(of(t, x, spec(t, x, "a b", funnel.Spec{})))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"order":"ordered"`, `"per":"instance"`, `"window_s":null`, `"id":"a","title":"a","count":2`, `"entered":2,"converted":1,"unripe":0`, `"median_s":3600`, `"median_lo_s":null`, `"from_s":3600`} {
		if !strings.Contains(string(b), part) {
			t.Errorf("%s lacks %s", b, part)
		}
	}
}
