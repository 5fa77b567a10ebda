// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// A day begins when its first moment does, whatever clocks do.
func TestMidnight(t *testing.T) {
	cases := []struct {
		zone    string
		y, m, d int
		want    string
	}{
		{"UTC", 2026, 3, 1, "2026-03-01T00:00:00Z"},
		{"Europe/Berlin", 2026, 3, 29, "2026-03-29T00:00:00+01:00"},
		{"Europe/Berlin", 2026, 3, 30, "2026-03-30T00:00:00+02:00"},
		{"Europe/Berlin", 2026, 10, 25, "2026-10-25T00:00:00+02:00"},
		{"America/Sao_Paulo", 2018, 11, 4, "2018-11-04T01:00:00-02:00"}, // no midnight
		{"Asia/Beirut", 2022, 3, 27, "2022-03-27T01:00:00+03:00"},       // the same, east of Greenwich
		{"America/Havana", 2025, 11, 2, "2025-11-02T00:00:00-04:00"},    // two of them
		{"Atlantic/Azores", 2025, 10, 26, "2025-10-26T00:00:00Z"},       // the same
		{"Pacific/Apia", 2011, 12, 31, "2011-12-31T00:00:00+14:00"},     // behind a day that was left out
		{"Pacific/Apia", 2011, 12, 30, "2011-12-31T00:00:00+14:00"},     // which begins when the next does
		{"Australia/Lord_Howe", 2025, 4, 6, "2025-04-06T00:00:00+11:00"},
		{"UTC", 2026, 2, 29, "2026-03-01T00:00:00Z"},
	}
	for _, c := range cases {
		if got := midnight(c.y, time.Month(c.m), c.d, zone(t, c.zone)).Format(time.RFC3339); got != c.want {
			t.Errorf("%s %d-%d-%d begins %s, not %s", c.zone, c.y, c.m, c.d, got, c.want)
		}
	}
}

func TestSet(t *testing.T) {
	s := make(set, 3)
	for _, p := range []int{0, 5, 63, 64, 130} {
		s.add(p)
	}
	var got []int
	for p := s.next(1); p >= 0; p = s.next(p + 1) {
		got = append(got, p)
	}
	if !slices.Equal(got, []int{5, 63, 64, 130}) || s.last() != 130 || s.count() != 4 || s.next(131) != -1 || s.next(200) != -1 || (set{0}).last() != -1 {
		t.Error(got, s.last(), s.count())
	}
}

const shop = `wend: journey/v1
id: shop
title: Shop
instance: {idle: 10d, completes: [get]}
phases:
  before: [{stage: Choose, steps: [{id: view, title: View, evidence: [view]}]}]
  during: [{stage: Buy, steps: [{id: get, title: Get, evidence: [get]}, {id: help, title: Help, evidence: [help], optional: true}]}]
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

// ask makes a question of two bytes.
func ask(t *testing.T, how, what byte, now time.Time) (s Spec, q sequence.Question, p naive.Periods) {
	s = Spec{
		Every: []Every{Day, Week, Month}[how%3], Zone: zone(t, []string{"UTC", "Europe/Berlin", "America/Havana"}[how/3%3]), OnOrAfter: how >= 128,
		Activity: []Activity{Visited, Started, Completed, Reached}[what%4], Steps: []journey.StepID{"get", "help"}, From: sequencetest.At(t, "2d"),
	}
	q.AsOf = now
	p = naive.Periods{Every: string(s.Every), Zone: s.Zone, From: s.From, To: now.Add(time.Microsecond), Activity: string(s.Activity), Steps: []string{"get", "help"}}
	if what&4 == 4 {
		s.To = sequencetest.At(t, "40d")
		if s.To.Before(now) {
			p.To = s.To
		}
	}
	if what&8 == 8 {
		q.From, q.To = sequencetest.At(t, "5d"), sequencetest.At(t, "50d")
	}
	if what&16 == 16 {
		s.Mode = Recurring
	}
	q.PerCustomer = what&32 == 32
	return s, q, p
}

func FuzzCohort(f *testing.F) {
	r := rand.New(rand.NewPCG(6, 6))
	for n := range 60 {
		b := make([]byte, 2+3*n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		f.Add(b)
	}
	plan := planOf(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 2 || len(b) > 300 {
			return
		}
		finest := int64(1_000_000) // seconds make narrow columns, microseconds wide ones
		if b[1]&64 == 64 {
			finest = 1
		}
		log, at := &sequencetest.Log{}, sequencetest.Start().Add(-15*24*time.Hour).UnixMicro()
		for e := range slices.Chunk(b[2:], 3) {
			if len(e) < 3 {
				break
			}
			at += int64(e[2]%64)*3600*1e6 + int64(e[1]>>6)*finest
			log.Add(event.Event{Source: "s", Customer: event.CustomerID(fmt.Sprint("c", e[0]%5)), Name: []string{"view", "get", "help"}[e[1]%3], Time: at, Undated: e[0] >= 240})
		}
		s, q, p := ask(t, b[0], b[1], time.UnixMicro(at+1800*1e6+7))
		agree(t, log, plan, s, q, &p)
	})
}

// agree fails unless kernels and naive version tell the same of a question.
func agree(t *testing.T, log sequence.Log, plan *sequence.Plan, s Spec, q sequence.Question, p *naive.Periods) {
	t.Helper()
	x, err := sequence.Build(context.Background(), log, plan, q)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Of(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	sizes, cells := []int(nil), [][]int(nil)
	for _, row := range r.Rows {
		counts := []int{}
		for _, c := range row.Cells {
			counts = append(counts, c.Count)
		}
		sizes, cells = append(sizes, row.Size), append(cells, counts)
	}
	wantSizes, wantCells := p.Retention(x, s.Mode == Recurring, s.OnOrAfter)
	if diff := cmp.Diff(wantSizes, sizes) + cmp.Diff(wantCells, cells); diff != "" {
		t.Fatalf("retention: %s", diff)
	}
	f, err := FlowsOf(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	var flows [][4]int
	for _, one := range f.Periods {
		flows = append(flows, [4]int{one.New, one.Returning, one.Resurrecting, one.Dormant})
	}
	if diff := cmp.Diff(p.Lifecycle(x), flows); diff != "" {
		t.Fatalf("lifecycle: %s", diff)
	}
	st, err := StickinessOf(context.Background(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	histogram := map[int]int{}
	for _, bar := range st.Histogram {
		if bar.Customers > 0 {
			histogram[bar.Periods] = bar.Customers
		}
	}
	if diff := cmp.Diff(p.Stickiness(x), histogram); diff != "" {
		t.Fatalf("stickiness: %s", diff)
	}
}

// Kernels that saw a part each, merged, know what one that saw all does.
func TestMerge(t *testing.T) {
	plan, r, log := planOf(t), rand.New(rand.NewPCG(2, 2)), &sequencetest.Log{}
	for range 200 {
		log.Add(event.Event{Source: "s", Customer: event.CustomerID(fmt.Sprint("c", r.IntN(20))), Name: []string{"view", "get", "help"}[r.IntN(3)], Time: sequencetest.Start().UnixMicro() + r.Int64N(60*86400)*1e6})
	}
	x, err := sequence.Build(context.Background(), log, plan, sequence.Question{AsOf: sequencetest.At(t, "61d")})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Spec{Every: Week, By: ByStep}.filled(plan)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.calendar(x)
	if err != nil {
		t.Fatal(err)
	}
	whole, left, right := newKernel(c, plan, newRetention(c, plan)), newKernel(c, plan, newRetention(c, plan)), newKernel(c, plan, newRetention(c, plan))
	half := x.Len() / 2
	for x.Customer(half) == x.Customer(half-1) {
		half++
	}
	whole.Observe(x, 0, x.Len())
	left.Observe(x, 0, half)
	right.Observe(x, half, x.Len())
	left.Merge(right)
	if diff := cmp.Diff(whole.tally.result(plan), left.tally.result(plan)); diff != "" {
		t.Error(diff)
	}
	states := make([]int, x.Len())
	for i := range states {
		states[i] = r.IntN(4) - 1
	}
	one, a, b := newStateKernel(c, states, 3), newStateKernel(c, states, 3), newStateKernel(c, states, 3)
	one.Observe(x, 0, x.Len())
	a.Observe(x, 0, half)
	b.Observe(x, half, x.Len())
	a.Merge(b)
	for i := range a.flows {
		if a.flows[i].count != one.flows[i].count || a.flows[i].customers != one.flows[i].customers {
			t.Errorf("%+v %+v", a.flows[i], one.flows[i])
		}
	}
	if !slices.Equal(one.counts, a.counts) {
		t.Error(one.counts, a.counts)
	}
}

func BenchmarkCohort(b *testing.B) {
	const n = 1 << 20
	plan := planOf(b)
	x, err := sequence.Build(context.Background(), sequencetest.Random(n, 3, 1, 90), plan, sequence.Question{AsOf: sequencetest.Start().Add(91 * 24 * time.Hour)})
	if err != nil {
		b.Fatal(err)
	}
	for _, spec := range []Spec{{}, {Mode: Recurring}, {Every: Week}} {
		filled, err := spec.filled(plan)
		if err != nil {
			b.Fatal(err)
		}
		c, err := filled.calendar(x)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(filled.Mode, " ", filled.Every), func(b *testing.B) {
			k := newKernel(c, plan, newRetention(c, plan))
			b.ReportAllocs()
			for b.Loop() {
				k.Observe(x, 0, x.Len())
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/visit")
		})
	}
}
