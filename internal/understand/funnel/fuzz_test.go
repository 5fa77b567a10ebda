// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// Rules under which the same events make other instances.
var rulesOf = [...]string{
	"instance: {idle: none, window: none}", "instance: {idle: 5m, ripe: 20m}", "instance: {by: {property: order}, idle: 10m, ripe: 15m}",
}

const names = "abcdef"

func plans(t testing.TB) (out []*sequence.Plan) {
	t.Helper()
	steps := ""
	for _, n := range names {
		steps += fmt.Sprintf("        - {id: %c, title: %c, evidence: [%c]}\n", n, n, n)
	}
	for _, r := range rulesOf {
		docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: all\ntitle: All\n" + r + "\nphases:\n  during:\n    - stage: All\n      steps:\n" + steps)})
		if err := docs.Faults.Err(); err != nil {
			t.Fatal(err)
		}
		p, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// choices hands out choices one after the other, zeros at the end.
type choices []byte

func (c *choices) below(n int) int {
	if len(*c) == 0 {
		return 0
	}
	v := int((*c)[0]) % n
	*c = (*c)[1:]
	return v
}

// spec chooses a spec.
func (c *choices) spec(t testing.TB) Spec {
	minute := int64(60e6)
	s := Spec{
		Order:  []Order{Ordered, Ordered, Strict, Unordered}[c.below(4)],
		Per:    []Per{Instance, Customer}[c.below(2)],
		Window: []int64{0, 3 * minute, 8 * minute, Endless}[c.below(4)],
	}
	overlapping := c.below(3) == 0
	for k := range 1 + c.below(5) {
		step := Step{Any: []int{k}, Optional: c.below(5) == 1}
		if overlapping {
			step.Any[0] = c.below(3)
		}
		for c.below(4) == 1 {
			step.Any = append(step.Any, c.below(len(names)))
		}
		s.Steps = append(s.Steps, step)
	}
	for c.below(3) == 1 {
		s.Exclusions = append(s.Exclusions, Exclusion{Any: []int{c.below(len(names))}, From: c.below(3), To: 1 + c.below(4)})
	}
	if c.below(4) == 1 {
		s.From = sequencetest.At(t, "3m")
	}
	if c.below(4) == 1 {
		s.To = sequencetest.At(t, "9m")
	}
	return s
}

var minutes = [...]string{"0", "1m", "2m", "3m", "4m", "5m", "6m", "7m", "8m", "9m", "12m", "13m", "30m"}

// script chooses what customers did: mostly minutes apart, often at the same time.
func (c *choices) script() string {
	var b strings.Builder
	for customer := range 1 + c.below(3) {
		fmt.Fprintf(&b, "u%d:", customer)
		for range 1 + c.below(9) {
			undated := ""
			if c.below(8) == 1 {
				undated = "?"
			}
			fmt.Fprintf(&b, " %c{order:%d}@%s%s", names[c.below(len(names))], c.below(2), minutes[c.below(len(minutes))], undated)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (s *Spec) naive(r *rules) *naive.FunnelSpec {
	id := func(any []int) (out []string) {
		for _, i := range any {
			out = append(out, names[i%len(names):][:1])
		}
		return out
	}
	out := &naive.FunnelSpec{Order: string(r.order), Window: r.window, PerCustomer: r.per == Customer, From: r.from, To: r.to}
	for _, step := range s.Steps {
		out.Steps, out.Optional = append(out.Steps, id(step.Any)), append(out.Optional, step.Optional)
	}
	for _, e := range s.Exclusions {
		out.Exclusions = append(out.Exclusions, naive.FunnelExclusion{Steps: id(e.Any), From: e.From, To: e.To})
	}
	return out
}

// slowly counts with the naive version.
func slowly(x *sequence.Instances, r *rules, s *naive.FunnelSpec) *tally {
	out := newTally(r.size)
	k := &kernel{rules: r}
	for _, f := range naive.Funnel(x, s) {
		t := &trail{excluded: f.Excluded, entered: true, entry: moment{time: f.Entry, instance: int32(f.Instance)}}
		for _, m := range f.Reached {
			t.steps = append(t.steps, reached{m.Time, m.Step, m.Undated})
		}
		ripe := x.Question.AsOf.UnixMicro()-f.Entry >= r.window
		if r.window == Endless {
			ripe = r.per == Customer || x.Ripe(f.Instance)
		}
		k.count(out, t, ripe)
	}
	return out.sorted()
}

func (t *tally) sorted() *tally {
	for _, h := range t.hops {
		slices.Sort(h)
	}
	slices.Sort(t.whole)
	return t
}

var tallies = cmp.Options{cmp.AllowUnexported(tally{}), cmp.Transformer("empty", func(v []int64) []int64 {
	return append([]int64{}, v...)
})}

// judge puts the kernels beside the naive version, on what choices make.
func judge(t testing.TB, plans []*sequence.Plan, c choices) (asked bool) {
	s := c.spec(t)
	plan := plans[c.below(len(plans))]
	asOf := sequencetest.At(t, []string{"31m", "40m", "12m"}[c.below(3)])
	period := c.below(4)
	wide := c.below(5) == 1
	script := c.script()
	log := sequencetest.Script(t, script)
	if wide { // times that do not fit into the narrow columns
		for _, at := range []string{"1m", "90m"} {
			log.Add(event.Event{Source: "script", Customer: "w", Name: "a", Time: sequencetest.At(t, at).UnixMicro() + 1, Properties: []byte(`{"order":1}`)})
		}
		asOf = sequencetest.At(t, "100m")
	}
	x, err := sequence.Build(context.Background(), log, plan, sequence.Question{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	if period == 1 {
		x = x.Ask(sequence.Question{AsOf: asOf, From: sequencetest.At(t, "2m"), To: sequencetest.At(t, "13m")})
	}
	r, err := newRules(x, &s)
	if err != nil {
		return false
	}
	of := s.naive(r)
	want := slowly(x, r, of)
	k, err := sequence.Run(context.Background(), x, func() *kernel { return newKernel(x, r, nil, false) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, k.all.sorted(), tallies); diff != "" {
		t.Fatalf("%s%+v\n%s", script, s, diff)
	}
	levels, err := Levels(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Reach{want.reached, want.excluded}, levels.All); diff != "" {
		t.Fatalf("levels\n%s%+v\n%s", script, s, diff)
	}
	if len(s.Exclusions) == 0 && r.optional == 0 && r.order == Ordered {
		reached := make([]int, r.size)
		for _, n := range naive.Furthest(x, of) {
			for step := range n {
				reached[step]++
			}
		}
		if diff := cmp.Diff(reached, levels.All.Steps); diff != "" {
			t.Fatalf("all chains\n%s%+v\n%s", script, s, diff)
		}
	}
	return true
}

func FuzzFunnel(f *testing.F) {
	all := plans(f)
	for seed := range uint64(50) {
		f.Add(random(rand.New(rand.NewPCG(seed, 1))))
	}
	f.Fuzz(func(t *testing.T, data []byte) { judge(t, all, data) })
}

func random(r *rand.Rand) []byte {
	out := make([]byte, 120)
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

// TestAgainstNaive asks many random questions of random customers.
func TestAgainstNaive(t *testing.T) {
	all, asked := plans(t), 0
	r := rand.New(rand.NewPCG(7, 7))
	for began := time.Now(); asked < 4000 && time.Since(began) < 20*time.Second; {
		if judge(t, all, random(r)) {
			asked++
		}
	}
	if asked < 500 {
		t.Errorf("only %d questions were possible", asked)
	}
}

// TestManyInstances: what several kernels counted and merged is what one counts,
// and the naive version; groups add up.
func TestManyInstances(t *testing.T) {
	for _, grain := range []int64{1, 86_400} {
		x := simulated(t, 12, grain)
		b := &Breakdown{Names: []string{"0", "1", "2"}, Of: make([]uint8, x.Len())}
		for i := range b.Of {
			b.Of[i] = uint8(i % 3)
		}
		for _, s := range []Spec{first(5, Spec{Window: week}), first(12, Spec{}), first(3, Spec{Order: Strict}), first(4, Spec{Order: Unordered, Window: week})} {
			s.Breakdown = b
			many(t, x, s)
		}
	}
}

func many(t *testing.T, x *sequence.Instances, s Spec) {
	t.Helper()
	levels, err := Levels(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Of(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := newRules(x, &s)
	if err != nil {
		t.Fatal(err)
	}
	one := newKernel(x, rules, s.Breakdown, false)
	one.Observe(x, 0, x.Len())
	for k, step := range r.Steps {
		sum := 0
		for g := range s.Breakdown.Names {
			sum += levels.Groups[g].Steps[k]
			if levels.Groups[g].Steps[k] != r.Groups[g].Steps[k].Count {
				t.Errorf("group %d, step %d: %d and %d", g, k, levels.Groups[g].Steps[k], r.Groups[g].Steps[k].Count)
			}
		}
		if n := one.all.reached[k]; n != step.Count || n != levels.All.Steps[k] || n != sum || n == 0 {
			t.Errorf("%s step %d: %d, %d, %d and %d", s.Order, k, n, step.Count, levels.All.Steps[k], sum)
		}
	}
	all, err := Correlates(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	c := newCorrelator(x, rules)
	c.Observe(x, 0, x.Len())
	if diff := cmp.Diff(c.result(x), all); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(one.figures(one.all, &s, x), r.Figures); diff != "" {
		t.Error(diff)
	}
	if rules.order == Unordered {
		return // trying takes too long
	}
	of := s.naive(rules)
	for k := range of.Steps {
		of.Steps[k] = []string{string(x.Plan.Steps[s.Steps[k].Any[0]].ID)}
	}
	if diff := cmp.Diff(slowly(x, rules, of), one.all.sorted(), tallies); diff != "" {
		t.Error(diff)
	}
}
