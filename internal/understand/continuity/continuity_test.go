// SPDX-License-Identifier: Apache-2.0

package continuity

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shop = `wend: journey/v1
id: shop
title: Shop
instance: {idle: 10d, ripe: 1d, completes: [get]}
phases:
  before:
    - stage: Choose
      steps:
        - {id: view, title: View, evidence: [view], repeatable: true, touchpoint: {channel: website}}
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [pay], touchpoint: {channel: website}, alternatives: [{channel: phone, evidence: [call]}]}
        - {id: get, title: Get, evidence: [get]}
        - {id: help, title: Help, evidence: [help], optional: true, touchpoint: {channel: phone}}
`

func planOf(t testing.TB) *sequence.Plan {
	t.Helper()
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte(shop)})
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

func of(t *testing.T, script string, s Spec) *Result {
	t.Helper()
	x := build(t, sequencetest.Script(t, script), planOf(t), sequence.Question{AsOf: sequencetest.At(t, "100d")})
	r, err := Of(context.Background(), x, s)
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

// say writes a result, one line a thing.
func say(r *Result) (out []string) {
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	add("%d: %d = %d stay + %d switch + %d unknown; %s switched", r.Instances, r.Transitions, r.Stays, r.Switches, r.Unknown, frac(r.Switched))
	for _, s := range r.Channels {
		add("%s → %s %d in %d, %s", s.From, s.To, s.Count, s.Instances, frac(s.Share))
	}
	for _, s := range r.Modes {
		add("%s → %s %d in %d, %s", s.From, s.To, s.Count, s.Instances, frac(s.Share))
	}
	for _, s := range r.Steps {
		add("between %s and %s %d in %d, %s", s.From, s.To, s.Count, s.Instances, frac(s.Share))
	}
	for _, s := range r.Repeats {
		if s.Instances > 0 {
			add("%s anew in %d, %s; %s completed, else %s", s.Step, s.Instances, frac(s.Share), frac(s.Associated.With), frac(s.Associated.Without))
		}
	}
	return out
}

func TestContinuity(t *testing.T) {
	cases := []struct {
		name, script string
		want         []string
	}{
		{"nobody", "", []string{"0: 0 = 0 stay + 0 switch + 0 unknown; – switched"}},
		{"one channel", "a: view@0 view@1h pay@2h", []string{"1: 2 = 2 stay + 0 switch + 0 unknown; 0 of 1 switched"}},
		{"unknown is no switch", "a: view@0 get@1h help@2h", []string{"1: 2 = 0 stay + 0 switch + 2 unknown; 0 of 1 switched"}},
		{
			"one mode, and back", "a: view@0 view[app]@1h view@2h\nb: view@0", []string{
				"2: 2 = 0 stay + 2 switch + 0 unknown; 0.5 of 2 switched", "mobile-app → website 1 in 1, 0.5 of 2", "website → mobile-app 1 in 1, 0.5 of 2",
				"between view and view 2 in 1, 1 of 1", "view anew in 1, 0.5 of 2; 0 of 1 completed, else 0 of 1",
			},
		},
		{
			"begun anew by phone", "a: view@0 pay@1h call@2h get@3h\nb: view@0 pay@1h get@2h\nc: pay@0", []string{
				"3: 5 = 2 stay + 1 switch + 2 unknown; 0.333 of 3 switched", "website → phone 1 in 1, 0.333 of 3", "digital → remote-human 1 in 1, 0.333 of 3",
				"between pay and pay 1 in 1, 1 of 1", "pay anew in 1, 0.333 of 3; 1 of 1 completed, else 0.5 of 2",
			},
		},
		{
			"what comes after completion goes with nothing", "a: pay@0 get@1h pay[store]@2h", []string{
				"1: 2 = 0 stay + 0 switch + 2 unknown; 0 of 1 switched", "pay anew in 1, 1 of 1; – completed, else 1 of 1",
			},
		},
		{
			"begun anew behind completion, by another order", "a: get[store]@0 pay@1h\nb: get[store]@0 get[branch]@1h", []string{
				"2: 2 = 0 stay + 2 switch + 0 unknown; 1 of 2 switched", "store → branch 1 in 1, 0.5 of 2", "store → website 1 in 1, 0.5 of 2",
				"physical → digital 1 in 1, 0.5 of 2", "between get and pay 1 in 1, 1 of 1", "between get and get 1 in 1, 1 of 1",
				"get anew in 1, 0.5 of 2; – completed, else 1 of 2",
			},
		},
		{"instances apart", "a: view@0 view[store]@20d", []string{"2: 0 = 0 stay + 0 switch + 0 unknown; 0 of 2 switched"}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, say(of(t, c.script, Spec{}))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTop(t *testing.T) {
	if r := of(t, "a: view@0 pay[store]@1h help@2h", Spec{Top: 1}); len(r.Steps) != 1 || r.Steps[0].From != "view" || r.Switches != 2 {
		t.Errorf("%+v", r)
	}
}

func TestPreferred(t *testing.T) {
	script := `
a: view@0 view@1h help@2h view@20d
b: view@0 view[store]@1h
c: view@0
c traits: preferred_channel=store@1h preferred_channel=app@2h
d: get@0
d traits: preferred_channel=nowhere@0
`
	log := sequencetest.Script(t, script)
	x := build(t, log, planOf(t), sequence.Question{AsOf: sequencetest.At(t, "100d")})
	stated, err := Stated(context.Background(), log, x, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[uint32]channel.ID{3: "mobile-app"}, stated); diff != "" {
		t.Error(diff)
	}
	r, err := Of(context.Background(), x, Spec{Preferred: stated})
	if err != nil {
		t.Fatal(err)
	}
	p := r.Preferred
	got := []string{fmt.Sprintf("%d, %d stated; %s kept", p.Customers, p.Stated, frac(p.Kept))}
	for _, u := range p.Channels {
		got = append(got, fmt.Sprintf("%s: %d visits in %d, %d prefer it: %d visits, %s", u.Channel, u.Visits, u.Instances, u.Customers, u.On, frac(u.Share)))
	}
	for _, pair := range p.Pairs {
		got = append(got, fmt.Sprintf("prefers %s, on %s: %d in %d", pair.Preferred, pair.Used, pair.Visits, pair.Instances))
	}
	want := []string{
		"3, 1 stated; 0.25 of 4 kept",
		"mobile-app: 0 visits in 0, 1 prefer it: 0 visits, –",
		"phone: 1 visits in 1, 0 prefer it: 0 visits, 0 of 1",
		"store: 1 visits in 1, 1 prefer it: 1 visits, 1 of 1", // of equals the first in the workspace's order
		"website: 5 visits in 4, 1 prefer it: 3 visits, 0.5 of 4",
		"prefers mobile-app, on website: 1 in 1",
		"prefers store, on store: 1 in 1",
		"prefers store, on website: 1 in 1",
		"prefers website, on phone: 1 in 1",
		"prefers website, on website: 3 in 2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompare(t *testing.T) {
	a, b := of(t, "a: view@0 view[store]@1h\nb: view@0", Spec{}), of(t, "a: view@0 view@1h\nb: view@0 view[phone]@1h", Spec{})
	d := Compare(a, b)
	got := []string{fmt.Sprintf("switched %+.1f of %d", d.Switched.Value, d.Switched.N)}
	for _, c := range d.Channels {
		got = append(got, fmt.Sprintf("%s → %s %+.1f", c.From, c.To, c.Share.Value))
	}
	for _, m := range d.Modes {
		got = append(got, fmt.Sprintf("%s → %s %+.1f", m.From, m.To, m.Share.Value))
	}
	for _, r := range d.Repeats {
		got = append(got, fmt.Sprintf("%s %+.1f", r.Step, r.Share.Value))
	}
	want := []string{"switched +0.0 of 4", "website → store +0.5", "website → phone -0.5", "digital → physical +0.5", "digital → remote-human -0.5", "view +0.0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestJSON(t *testing.T) {
	b, err := json.Marshal(of(t, "", Spec{}))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"journey":"shop","instances":0,"transitions":0,"stays":0,"switches":0,"unknown":0,"switched":null,"channels":[],"modes":[],"steps":[],"repeats":[],` +
		`"preferred":{"customers":0,"stated":0,"kept":null,"channels":[],"pairs":[]}}`
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Error(diff)
	}
}

// plain writes what a kernel counted as the naive version does.
func plain(k *kernel) *naive.Continuity {
	c := &naive.Continuity{Instances: k.instances, Stays: k.stays, Unknown: k.unknown, Switched: k.switched, Known: k.known, Kept: k.kept}
	c.Channels, c.Modes, c.Steps = map[[2]string][2]int{}, map[[2]string][2]int{}, map[[2]string][3]int{}
	c.Repeats, c.Used, c.Visits, c.Customers = map[string][6]int{}, map[[2]string][2]int{}, map[string][2]int{}, map[string]int{}
	id := func(c int) string { return string(k.plan.Channels[c]) }
	put := func(m map[[2]string][2]int, a, b string, x cell) {
		if x.count > 0 {
			m[[2]string{a, b}] = [2]int{x.count, x.instances}
		}
	}
	for i := range k.matrix {
		put(c.Channels, id(i/k.n), id(i%k.n), k.matrix[i])
		put(c.Used, id(i/k.n), id(i%k.n), k.used[i])
	}
	for i, m := range k.modes {
		put(c.Modes, string(modes[i/len(modes)]), string(modes[i%len(modes)]), m)
	}
	for i, p := range k.pairs.pairs {
		key := [2]string{string(k.plan.Steps[k.pairs.keys[i]/uint64(k.pairs.n)].ID), string(k.plan.Steps[k.pairs.keys[i]%uint64(k.pairs.n)].ID)}
		c.Steps[key] = [3]int{p.switched.count, p.switched.instances, p.passed.instances}
	}
	for i, s := range k.steps {
		if s.reached > 0 {
			c.Repeats[string(k.plan.Steps[i].ID)] = [6]int{s.reached, s.repeated, s.with.k, s.with.n, s.without.k, s.without.n}
		}
	}
	for i := range k.visits {
		if k.visits[i].count > 0 {
			c.Visits[id(i)] = [2]int{k.visits[i].count, k.visits[i].instances}
		}
		if k.fans[i] > 0 {
			c.Customers[id(i)] = k.fans[i]
		}
	}
	return c
}

func FuzzContinuity(f *testing.F) {
	r := rand.New(rand.NewPCG(4, 4))
	for n := range 40 {
		b := make([]byte, 1+4*n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		f.Add(b)
	}
	plan := planOf(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 || len(b) > 600 {
			return
		}
		how, finest := b[0], int64(1_000_000) // seconds make narrow columns, microseconds wide ones
		if how&1 == 1 {
			finest = 1
		}
		log, at := &sequencetest.Log{}, sequencetest.Start().UnixMicro()
		for e := range slices.Chunk(b[1:], 4) {
			if len(e) < 4 {
				break
			}
			at += int64(e[2]%64) * 3600 * 1e6
			log.Add(event.Event{
				Source: "s", Customer: event.CustomerID(fmt.Sprint("c", e[0]%4)), Name: []string{"view", "pay", "call", "get", "help"}[e[1]%5],
				Time: at + int64(e[3]%3)*finest, Channel: []string{"", "store", "phone", "app"}[e[0]>>2%4],
			})
		}
		q := sequence.Question{AsOf: time.UnixMicro(at), PerCustomer: how&2 == 2} // the last instances are not ripe
		if how&4 == 4 {
			q.From = sequencetest.At(t, "20d")
		}
		x := build(t, log, plan, q)
		stated, said := map[uint32]channel.ID{}, map[uint32]string{}
		if how&8 == 8 {
			stated[1], stated[2], said[1], said[2] = "store", "kiosk", "store", "kiosk"
		}
		k, other := newKernel(plan, stated), newKernel(plan, stated)
		half := x.Len() / 2
		for half > 0 && half < x.Len() && x.Customer(half) == x.Customer(half-1) {
			half++
		}
		k.Observe(x, 0, half)
		other.Observe(x, half, x.Len())
		k.Merge(other)
		if diff := cmp.Diff(naive.ContinuityOf(x, said), plain(k)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A grid too large for a table counts as a small one does.
func TestLargeGrid(t *testing.T) {
	large, small := newGrid(2000), newGrid(3)
	for i := range 12 {
		large.at(i%3, i%2).passed.see(uint32(i / 4))
		small.at(i%3, i%2).passed.see(uint32(i / 4))
	}
	if large.dense != nil || small.dense == nil || !slices.Equal(large.pairs, small.pairs) {
		t.Errorf("%+v %+v", large.pairs, small.pairs)
	}
}

func BenchmarkContinuity(b *testing.B) {
	const n = 1 << 20
	p := planOf(b)
	x := build(b, sequencetest.Random(n, 5, 20, 90), p, sequence.Question{AsOf: sequencetest.Start().Add(100 * 24 * time.Hour)})
	k := newKernel(p, nil)
	b.ReportAllocs()
	for b.Loop() {
		k.Observe(x, 0, x.Len())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/visit")
}

func TestStatedTraitsThatAreNoJSON(t *testing.T) {
	log := &sequencetest.Log{}
	log.Add(event.Event{Source: "s", Customer: "a", Name: "view", Traits: []byte(`{"preferred_channel"`)})
	x := build(t, sequencetest.Script(t, ""), planOf(t), sequence.Question{AsOf: sequencetest.At(t, "1d")})
	if _, err := Stated(context.Background(), log, x, ""); err == nil || !strings.Contains(err.Error(), "customer 1") {
		t.Error(err)
	}
}
