// SPDX-License-Identifier: Apache-2.0

package conformance_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shop = `wend: journey/v1
id: shop
title: Shop
instance: {completes: [get], idle: 10d}
phases:
  before:
    - stage: Choose
      steps:
        - {id: view, title: View, evidence: [view], repeatable: true}
        - {id: ask, title: Ask, evidence: [ask], optional: true}
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [pay], fails: [declined]}
        - {id: wait, title: Wait, contactless: true}
        - {id: get, title: Get, evidence: [get]}
links: [{from: get, to: pay}]
`

// build reads a script through a journey, with other documents beside it.
func build(t testing.TB, journey, script, asOf string, docs ...string) (*sequence.Instances, *conformance.Model) {
	t.Helper()
	files := map[string][]byte{"a.yaml": []byte(journey)}
	for i, d := range docs {
		files[fmt.Sprintf("b%d.yaml", i)] = []byte(d)
	}
	w := workspace.Read(files)
	if err := w.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	plan, err := sequence.NewPlan(w.Files[0].Journey, &w.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	m, err := conformance.ModelOf(plan)
	if err != nil {
		t.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), sequencetest.Script(t, script), plan, sequence.Question{AsOf: sequencetest.At(t, asOf)})
	if err != nil {
		t.Fatal(err)
	}
	return x, m
}

func check(t *testing.T, script, asOf string, o conformance.Options) *conformance.Result {
	t.Helper()
	x, m := build(t, shop, script, asOf)
	return ask(t, x, m, o)
}

func ask(t testing.TB, x *sequence.Instances, m *conformance.Model, o conformance.Options) *conformance.Result {
	t.Helper()
	r, err := conformance.Check(context.Background(), x, m, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAgainstTheDesign(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"as designed", "u: view@0 pay@1h get@1d", "1 of 1 fit, 0 deviations, map[ad-hoc:0 failed:0 missing:0 out-of-order:0]"},
		{"optional, repeatable, linked", "u: view@0 view@1m ask@2m pay@1h get@1d pay@2d get@3d", "1 of 1 fit, 0 deviations, map[ad-hoc:0 failed:0 missing:0 out-of-order:0]"},
		{"left out", "u: view@0 get@1d", "0 of 1 fit, 1 deviations, map[ad-hoc:0 failed:0 missing:1 out-of-order:0]"},
		{"the wrong way round", "u: pay@0 view@1h get@1d", "0 of 1 fit, 2 deviations, map[ad-hoc:0 failed:0 missing:1 out-of-order:1]"},
		{"failed on the way", "u: view@0 declined@1m pay@1h get@1d", "0 of 1 fit, 1 deviations, map[ad-hoc:0 failed:1 missing:0 out-of-order:1]"},
		{"given up", "u: view@0 pay@1h", "0 of 1 fit, 1 deviations, map[ad-hoc:0 failed:0 missing:1 out-of-order:0]"},
	} {
		r := check(t, c.script, "100d", conformance.Options{})
		if got := fmt.Sprintf("%d of %d fit, %d deviations, %v", r.Fitting, r.Instances, r.Deviations, r.Classes); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// TestWhoIsUnderWay: an instance that goes on has left nothing out yet.
func TestWhoIsUnderWay(t *testing.T) {
	r := check(t, "u: view@0 pay@1h\nv: pay@0", "2d", conformance.Options{})
	if r.Instances != 0 || r.Fitness != 1 || r.FittingShare != nil || r.FitnessInterval != nil {
		t.Errorf("%+v", r.Fit)
	}
	if diff := cmp.Diff(conformance.Share{Instances: 2, Fitting: 1, Fitness: (1 + 0.75) / 2, Deviations: 1}, r.Ongoing.Share); diff != "" {
		t.Error(diff)
	}
}

// TestUncertainty: the share that fits has Wilson's interval, the mean fitness
// Student's, and one that never varied is not certain.
func TestUncertainty(t *testing.T) {
	r := check(t, "a: view@0 pay@1h get@1d\nb: view@0 pay@1h get@1d\nc: view@0 get@1d", "100d", conformance.Options{})
	if want := stat.Share(2, 3); *r.FittingShare != want {
		t.Errorf("%+v", r.FittingShare)
	}
	var m stat.Moments
	for _, f := range []float64{1, 1, 0.8} {
		m.Add(f)
	}
	want := m.Estimate()
	want.Hi = 1
	if got := *r.FitnessInterval; math.Abs(got.Value-want.Value)+math.Abs(got.Lo-want.Lo)+math.Abs(got.Hi-want.Hi) > 1e-12 || got.N != 3 {
		t.Errorf("%+v, want %+v", got, want)
	}
	r = check(t, "a: view@0 pay@1h get@1d\nb: view@0 pay@1h get@1d", "100d", conformance.Options{})
	if got := *r.FitnessInterval; got.Value != 1 || got.Hi != 1 || got.Lo > 0.5 {
		t.Errorf("%+v", got)
	}
}

// TestStepsForSome: a step for a segment is missing only for its customers.
func TestStepsForSome(t *testing.T) {
	x, m := build(t, strings.Replace(shop, "evidence: [ask], optional: true", "evidence: [ask], for: [firms]", 1), `
		u traits: kind=firm@0
		u: view@1m pay@1h get@1d
		v: view@1m pay@1h get@1d
		w traits: kind=firm@0
		w: view@1m ask@2m pay@1h get@1d`, "100d", "wend: segments/v1\nsegments: [{id: firms, title: Firms, where: {traits.kind: firm}}]\n")
	r := ask(t, x, m, conformance.Options{Variants: 9})
	if r.Instances != 3 || r.Fitting != 2 || r.Classes[conformance.Missing] != 1 || r.BySteps[0].Step != "ask" {
		t.Errorf("%+v", r)
	}
	if want := (1 + 1 + 1 - 1.0/7) / 3; math.Abs(r.Fitness-want) > 1e-12 {
		t.Errorf("fitness %g, want %g", r.Fitness, want)
	}
	if r.Variants != 3 || len(r.Top) != 3 {
		t.Errorf("%d variants, %d listed", r.Variants, len(r.Top))
	}
}

// TestEventsMarkedAsTouchpoints: visits that the design does not know are ad-hoc.
func TestEventsMarkedAsTouchpoints(t *testing.T) {
	x, _ := build(t, shop, "", "100d")
	plan, err := sequence.NewPlanAdHoc(x.Plan.Journey, x.Plan.Workspace, []string{"coffee"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := conformance.ModelOf(plan)
	if err != nil {
		t.Fatal(err)
	}
	x, err = sequence.Build(context.Background(), sequencetest.Script(t, "u: view@0 coffee@1m pay@1h get@1d\nv: view@0 pay@1h coffee@2h get@1d\nw: view@0 pay@1h get@1d"), plan, x.Question)
	if err != nil {
		t.Fatal(err)
	}
	r := ask(t, x, m, conformance.Options{Accept: []conformance.Accepted{{Class: conformance.AdHoc, Step: "coffee"}}})
	if r.Fitting != 1 || r.FittingAccepted != 3 || r.Deviations != 2 || r.Classes[conformance.AdHoc] != 2 || r.Shortest != 3 || r.ByDeviation[0].Step != "coffee" {
		t.Errorf("%+v", r)
	}
}

// TestAccepted: what the company does not mind is counted apart, the raw numbers
// stay.
func TestAccepted(t *testing.T) {
	script := `
		a: view@0 pay@1h get@1d
		b: view@0 get@1d
		c: view@0 pay@1h pay@2h pay@3h get@1d
		d: view@0`
	raw := check(t, script, "100d", conformance.Options{})
	for _, c := range []struct{ accept, want string }{
		{"", "1 fit, 0 accepted"},
		{"missing:pay", "2 fit, 2 accepted"},
		{"missing:pay missing:get", "3 fit, 3 accepted"},
		{"out-of-order:pay", "2 fit, 2 accepted"},
		{"out-of-order:pay*1", "1 fit, 1 accepted"},
		{"out-of-order:pay*1 out-of-order:pay*1", "2 fit, 2 accepted"},
		{"out-of-order:pay*1 out-of-order:pay missing:get", "2 fit, 3 accepted"},
		{"ad-hoc:coffee", "1 fit, 0 accepted"},
	} {
		var list []conformance.Accepted
		for f := range strings.FieldsSeq(c.accept) {
			name, count, _ := strings.Cut(f, "*")
			a, err := conformance.ParseAccepted(name)
			if err != nil {
				t.Fatal(err)
			}
			if count != "" {
				a.Count = 1
			}
			list = append(list, a)
		}
		r := check(t, script, "100d", conformance.Options{Accept: list})
		if got := fmt.Sprintf("%d fit, %d accepted", r.FittingAccepted, r.Accepted); got != c.want {
			t.Errorf("%q: %s, want %s", c.accept, got, c.want)
		}
		if r.Share != raw.Share {
			t.Errorf("%q changes %+v to %+v", c.accept, raw.Share, r.Share)
		}
		if r.FitnessAccepted < r.Fitness || (r.FitnessAccepted == r.Fitness) != (r.Accepted == 0) {
			t.Errorf("%q: fitness %g, %g accepted", c.accept, r.Fitness, r.FitnessAccepted)
		}
	}
}

func TestAcceptedDocuments(t *testing.T) {
	list, err := conformance.ReadAccepted("a.yaml", []byte(`wend: accepted/v1
accept:
  - missing:ask
  - "ad-hoc:Order: Called Off"
  - {class: out-of-order, step: pay, count: 1, reason: paid by phone}
`))
	want := []conformance.Accepted{{Class: "missing", Step: "ask"}, {Class: "ad-hoc", Step: "Order: Called Off"}, {Class: "out-of-order", Step: "pay", Count: 1, Reason: "paid by phone"}}
	if diff := cmp.Diff(want, list); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for doc, want := range map[string]string{
		"accept: [pay]":                                    "there is no such class of deviations",
		"accept: ['missing:']":                             "it names no step",
		"accept: [failed:pay]":                             "a visit that failed is no deviation",
		"accept: [{class: missing, stop: pay}]":            "unknown key",
		"accept: [{class: missing, step: pay, count: -1}]": "the count is negative",
		"accept: [3]":                                      "there is no such class of deviations",
	} {
		if _, err := conformance.ReadAccepted("a.yaml", []byte("wend: accepted/v1\n"+doc+"\n")); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "a.yaml:2") {
			t.Errorf("%s: %v", doc, err)
		}
	}
	if _, err := conformance.ReadAccepted("a.yaml", []byte("wend: journey/v1\naccept: []\n")); err == nil {
		t.Error("a journey was taken")
	}
	x, m := build(t, shop, "a: view@0", "100d")
	for accept, want := range map[string]string{"missing:gat": `did you mean "get"`, "out-of-order:coffee": "does not have", "ad-hoc:get": "knows the step", "failed:get": "no deviation"} {
		class, step, _ := strings.Cut(accept, ":")
		_, err := conformance.Check(context.Background(), x, m, conformance.Options{Accept: []conformance.Accepted{{Class: conformance.Class(class), Step: step}}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", accept, err)
		}
	}
}

// TestOverlay: alignments are listed step by step, the most frequent variant
// first.
func TestOverlay(t *testing.T) {
	r := check(t, `
		a: view@0 get@1d
		b: view@0 get@1d
		c: get@0 view@1h view@2h pay@3h
		d: view@95d ask@96d`, "100d", conformance.Options{Variants: 9, Accept: []conformance.Accepted{{Class: conformance.Missing, Step: "pay"}}})
	var got []string
	for _, v := range r.Top {
		line := fmt.Sprintf("%d/%d, ongoing %v, %d deviations, %d accepted:", v.Instances, v.Share.N, v.Ongoing, v.Deviations, v.Accepted)
		for _, s := range v.Steps {
			line += fmt.Sprintf(" %s %s", s.Step, s.Mark)
			if s.Class != "" && s.Class != conformance.Missing {
				line += " " + string(s.Class)
			}
		}
		got = append(got, line)
	}
	want := []string{
		"2/4, ongoing false, 1 deviations, 1 accepted: view ok pay missing get ok",
		"1/4, ongoing false, 2 deviations, 1 accepted: view missing pay missing get ok",
		"1/4, ongoing false, 1 deviations, 0 accepted: view ok view ok pay ok get missing",
		"1/1, ongoing true, 0 deviations, 0 accepted: view ok ask ok",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r := check(t, "a: view@0 get@1d\nb: get@0", "100d", conformance.Options{Variants: 1}); len(r.Top) != 1 || r.Variants != 2 {
		t.Errorf("%+v", r.Top)
	}
}

// planted are customers some of whom go past pay: they are twice as slow and less
// satisfied, and others who give up at once.
func planted(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d: view@0 pay@1h get@%dh\n", i, 24+i%3)
		fmt.Fprintf(&b, "b%d: view@0 get@%dh\n", i, 48+i%3)
		fmt.Fprintf(&b, "c%d: view@0 pay@1h\n", i)
		fmt.Fprintf(&b, "d%d: view@0 declined@1h get@%dh\n", i, 24+i%3)
		fmt.Fprintf(&b, "e%d: view@0\n", i)
	}
	return b.String()
}

// TestWhatGoesWithDeviations: differences that were planted are found, and what
// is so by definition is not told as a finding.
func TestWhatGoesWithDeviations(t *testing.T) {
	const n = 40
	x, m := build(t, shop, planted(n), "200d")
	skips := func(i int) bool {
		from, to := x.Visits(i)
		return to-from == 2 && x.Completed(i) != sequence.None
	}
	r := ask(t, x, m, conformance.Options{Score: func(i int) (float64, bool) {
		v := 4.0 + float64(i%2)/2
		if skips(i) {
			v -= 2
		}
		return v, i%10 > 0
	}})
	by := map[string]conformance.Deviation{}
	for _, d := range r.ByDeviation {
		by[string(d.Class)+":"+string(d.Step)] = d
	}
	if len(by) != 3 || r.Instances != 5*n {
		t.Fatalf("%d instances, %+v", r.Instances, r.ByDeviation)
	}
	pay := by["missing:pay"]
	if pay.Instances != 2*n || pay.Occurrences != 2*n || pay.EndedBefore != n || pay.Share != stat.Share(2*n, 5*n) || pay.ByDefinition {
		t.Errorf("%+v", pay)
	}
	// b with a, c and d: all of b was completed, two of three of the others.
	if want := stat.Difference(stat.Share(n, n), stat.Share(2*n, 3*n)); pay.Completion == nil || pay.Completion.Difference != want {
		t.Errorf("%+v, want %+v", pay.Completion, want)
	}
	if d := pay.Duration; d == nil || d.With.Value != 49*3600 || d.Without.Value != 24*3600 || d.With.N != n || d.Without.N != 3*n || d.Difference.Lo < 20*3600 {
		t.Errorf("%+v", d)
	}
	if s := pay.Satisfaction; s == nil || math.Abs(s.Difference.Value+2) > 0.2 || s.Difference.Lo > -2 || s.Difference.Hi < -2 || s.Difference.Hi > 0 {
		t.Errorf("%+v", s)
	}
	get := by["missing:get"]
	if !get.ByDefinition || get.Completion != nil || get.Instances != 2*n || get.EndedBefore != 2*n || get.Duration != nil {
		t.Errorf("%+v", get)
	}
	declined := by["failed:pay"]
	if declined.Instances != n || declined.ByDefinition || declined.Completion == nil || declined.Completion.With.Value != 1 || declined.Completion.Without != stat.Share(2*n, 4*n) {
		t.Errorf("%+v", declined)
	}
	var all []*conformance.Effect
	var chances []float64
	for _, d := range r.ByDeviation {
		for _, e := range []*conformance.Effect{d.Satisfaction, d.Completion, d.Duration} {
			if e != nil {
				all, chances = append(all, e), append(chances, stat.Chance(e.Difference))
			}
		}
	}
	for i, q := range stat.FalseDiscoveries(chances) {
		if all[i].Q != q || q < chances[i] {
			t.Errorf("%+v: q %g, chance %g", all[i], q, chances[i])
		}
	}
	if len(all) < 5 || pay.Satisfaction.Q > 1e-6 {
		t.Errorf("%d effects, %+v", len(all), pay.Satisfaction)
	}
	brief := ask(t, x, m, conformance.Options{Brief: true})
	for i, d := range brief.ByDeviation {
		if d.Duration != nil || d.Completion != nil || d.Satisfaction != nil || d.Share != r.ByDeviation[i].Share {
			t.Errorf("%+v", d)
		}
	}
}

// TestTooFewSayNothing: below five on either side nothing is compared.
func TestTooFewSayNothing(t *testing.T) {
	for _, d := range check(t, planted(4), "200d", conformance.Options{Score: func(int) (float64, bool) { return 1, true }}).ByDeviation {
		if d.Completion != nil || d.Duration != nil || d.Satisfaction != nil {
			t.Errorf("%+v", d)
		}
	}
}

func TestCompare(t *testing.T) {
	a := check(t, planted(30), "200d", conformance.Options{})
	b := check(t, "p: view@0 pay@1h get@1d\nq: view@0 pay@1h get@1d\nr: view@0 pay@1h pay@2h get@1d", "200d", conformance.Options{})
	d := conformance.Compare(a, b)
	if want := stat.Difference(stat.Share(60, 150), stat.Share(2, 3)); *d.FittingShare != want {
		t.Errorf("%+v, want %+v", d.FittingShare, want)
	}
	if want := a.Fitness - b.Fitness; math.Abs(d.Fitness.Value-want) > 1e-12 || d.Fitness.N != 153 {
		t.Errorf("%+v", d.Fitness)
	}
	var got []string
	for _, one := range d.ByDeviation {
		got = append(got, fmt.Sprintf("%s:%s %.2f - %.2f = %.2f", one.Class, one.Step, one.A.Value, one.B.Value, one.Difference.Value))
	}
	want := []string{"missing:get 0.40 - 0.00 = 0.40", "missing:pay 0.40 - 0.00 = 0.40", "out-of-order:pay 0.00 - 0.33 = -0.33", "failed:pay 0.20 - 0.00 = 0.20"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	none := check(t, "", "200d", conformance.Options{})
	if d := conformance.Compare(a, none); d.FittingShare != nil || d.Fitness != nil || d.ByDeviation[0].Difference != nil || d.ByDeviation[0].B != nil {
		t.Errorf("%+v", d)
	}
}

// TestBoundIsSaid: what was not searched to the end is an upper bound, and said
// to be one.
func TestBoundIsSaid(t *testing.T) {
	x, m := build(t, shop, planted(20), "200d")
	exact := ask(t, x, m, conformance.Options{})
	if exact.Approximate != (conformance.Approximate{}) {
		t.Errorf("%+v", exact.Approximate)
	}
	flagged := 0
	for nodes := 1; nodes < 30; nodes++ {
		r := ask(t, x, m, conformance.Options{MaxNodes: nodes, Variants: 99})
		least := 0
		for _, v := range r.Top {
			least += v.AtLeast * v.Instances
		}
		if r.Deviations < exact.Deviations || r.Deviations-r.Approximate.Excess > exact.Deviations || least != r.Deviations-r.Approximate.Excess || r.Fitness > exact.Fitness {
			t.Errorf("within %d: %+v %+v", nodes, r.Share, r.Approximate)
		}
		if r.Approximate.Instances > 0 && r.Approximate.Variants > 0 {
			flagged++
		}
		if r.Share != exact.Share && r.Approximate.Instances == 0 {
			t.Errorf("within %d: %+v is not flagged", nodes, r.Share)
		}
	}
	if flagged == 0 {
		t.Error("no bound was reached: this tests nothing")
	}
}

// TestCache: with a cache, asked at the same time and again, the answers are the
// same; it holds no more than it may.
func TestCache(t *testing.T) {
	x, m := build(t, shop, planted(9)+paths(300), "200d")
	want := ask(t, x, m, conformance.Options{Variants: 9})
	for _, bytes := range []int{0, 4 << 10, 1 << 20} {
		cache := conformance.NewCache(bytes)
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				if diff := cmp.Diff(want, ask(t, x, m, conformance.Options{Variants: 9, Cache: cache})); diff != "" {
					t.Error(diff)
				}
			})
		}
		group.Wait()
		if kept := cache.Variants(); kept*96 > bytes || bytes == 1<<20 && kept != want.Variants {
			t.Errorf("%d variants of %d are kept in %d bytes", kept, want.Variants, bytes)
		}
	}
}

// paths are n customers on ways of all kinds.
func paths(n int) string {
	var b strings.Builder
	names := []string{"view", "ask", "pay", "get", "declined"}
	for i := range n {
		fmt.Fprintf(&b, "w%d:", i)
		for k, h := 0, uint32(i)*2654435761; k < 1+i%7; k, h = k+1, h>>3^h*31 {
			fmt.Fprintf(&b, " %s@%dh", names[h>>9%5], k+1)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// stream is a log that hands out visits at random.
type stream struct {
	visits, customers int
	start             int64
}

func (s stream) Visits(_ context.Context, selection sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	r := rand.New(rand.NewPCG(1, 1))
	const batch = 2048
	if len(selection.Classes) == 0 {
		return 1, nil
	}
	for range s.visits / batch {
		v := &sequence.Visits{}
		for range batch {
			v.Customer = append(v.Customer, 1+r.Uint32N(uint32(s.customers)))
			v.Class = append(v.Class, uint16(r.IntN(len(selection.Classes))))
			v.Time = append(v.Time, s.start+r.Int64N(90*86400*1e6))
			v.Seq = append(v.Seq, r.Int64())
			v.Key = append(v.Key, r.Uint64())
			v.Channel = append(v.Channel, 0)
			v.Undated = append(v.Undated, false)
		}
		if err := yield(v); err != nil {
			return 0, err
		}
	}
	return 1, nil
}

func (stream) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

// many builds the shop's instances of a stream.
func many(t testing.TB, s stream) (*sequence.Instances, *conformance.Model) {
	t.Helper()
	x, m := build(t, shop, "", "90d")
	s.start = sequencetest.At(t, "0").UnixMicro()
	x, err := sequence.Build(context.Background(), s, x.Plan, x.Question)
	if err != nil {
		t.Fatal(err)
	}
	return x, m
}

// TestHoweverItIsShared: the answer does not depend on the number of cores.
func TestHoweverItIsShared(t *testing.T) {
	x, m := many(t, stream{visits: 1 << 19, customers: 1 << 16})
	answer := func(procs int) *conformance.Result {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		return ask(t, x, m, conformance.Options{Variants: 3, Score: func(i int) (float64, bool) { return float64(i%7) / 3, i%3 > 0 }})
	}
	one, more := answer(1), answer(4)
	if !reflect.DeepEqual(one, more) {
		t.Error(cmp.Diff(one, more))
	}
	if one.Instances < 4<<15 || one.Ongoing.Instances == 0 || len(one.ByDeviation) < 4 {
		t.Errorf("%d instances, %d ongoing, %d kinds of deviations: this tests little", one.Instances, one.Ongoing.Instances, len(one.ByDeviation))
	}
}

// BenchmarkCheck asks of many instances, most of which took one of few ways.
func BenchmarkCheck(b *testing.B) {
	x, m := many(b, stream{visits: 1 << 21, customers: 1 << 18})
	visits := int(x.Offsets()[x.Len()])
	for _, brief := range []bool{true, false} {
		b.Run(fmt.Sprintf("brief=%v", brief), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ask(b, x, m, conformance.Options{Brief: brief})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*visits), "ns/visit")
		})
	}
}

func TestCheckIsCancelled(t *testing.T) {
	x, m := build(t, shop, planted(3), "200d")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := conformance.Check(ctx, x, m, conformance.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
