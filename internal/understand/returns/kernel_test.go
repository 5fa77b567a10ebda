// SPDX-License-Identifier: Apache-2.0

package returns

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shop = `
phases:
  before:
    - stage: Choose
      steps:
        - {id: ad, title: Ad, evidence: [ad], optional: true, touchpoint: {channel: social, direction: push, nature: informative}}
        - {id: view, title: View, evidence: [view], repeatable: true, touchpoint: {channel: website, direction: pull, nature: informative}}
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [pay], touchpoint: {channel: website, nature: transactional, direction: pull}}
        - {id: get, title: Get, evidence: [get], touchpoint: {channel: partner, nature: transactional, direction: push}}
  after:
    - stage: Use
      steps:
        - {id: news, title: News, evidence: [news], optional: true, touchpoint: {channel: email, direction: push, nature: informative}}
        - {id: help, title: Help, evidence: [help], optional: true, touchpoint: {direction: pull, nature: informative}}
`

// Rules under which the same events make other instances.
var rules = [...]string{
	"instance: {idle: 10d, completes: [get]}", "instance: {completes: [pay], starts: [view, ad], idle: 5d}",
	"instance: {by: {property: order}, idle: 10d, completes: [get]}",
}

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

// happen makes an event of four bytes: who, what and where, and how much later
// than the one before, in steps of a quarter of a day.
func happen(log *sequencetest.Log, b []byte, at int64, finest int64) int64 {
	at += int64(b[2]%64) * 6 * 3600 * 1e6
	e := event.Event{
		Source: "s", Customer: event.CustomerID(fmt.Sprint("c", b[0]%4)), Name: []string{"ad", "view", "pay", "get", "news", "help"}[b[1]%6],
		Time: at + int64(b[3]%3)*finest, Undated: b[3]%32 == 31, Channel: []string{"", "store", "phone"}[b[0]>>2%3],
	}
	if b[1] > 128 {
		e.Properties = fmt.Appendf(nil, `{"order":%d}`, b[1]>>4%4)
	}
	log.Add(e)
	return at
}

// told writes what followed an instance, as the naive version does.
func told(list []followed, p *sequence.Plan) (out []naive.Followed) {
	for _, f := range list {
		one := naive.Followed{Watched: f.watched, After: f.after, Returned: f.fate == returned, Reminded: f.fate == reminded, Undated: f.undated, Channel: "none", Iteration: int(f.iteration)}
		if f.channel != noAfter {
			one.Channel = string(p.Channels[f.channel])
		}
		out = append(out, one)
	}
	return out
}

// sorted puts what followed in an order, with iterations as far as they are told
// apart.
func sorted(list []naive.Followed) []naive.Followed {
	for i := range list {
		list[i].Iteration = min(list[i].Iteration, lastIteration)
	}
	slices.SortFunc(list, func(a, b naive.Followed) int {
		return cmp.Or(cmp.Compare(a.Watched, b.Watched), cmp.Compare(a.After, b.After), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Iteration, b.Iteration), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	return list
}

// agree fails unless kernel and naive version tell the same of a question.
func agree(t *testing.T, x, other *sequence.Instances) {
	t.Helper()
	k, err := sequence.Run(context.Background(), x, func() *kernel { return newKernel(x.Plan) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(sorted(naive.Returns(x, x)), sorted(told(k.list, x.Plan))); diff != "" {
		t.Fatalf("within the journey: %s", diff)
	}
	same := func(person uint32) uint32 { return person }
	got := told(sideOf(context.Background(), x, same).after(sideOf(context.Background(), other, same), x.Question.AsOf.UnixMicro()), x.Plan)
	want := naive.Returns(x, other)
	for i := range want { // between journeys nobody asks these
		want[i].Channel, want[i].Iteration = "", 0
	}
	for i := range got {
		got[i].Channel = ""
	}
	if diff := gocmp.Diff(sorted(want), sorted(got)); diff != "" {
		t.Fatalf("to the other journey: %s", diff)
	}
}

func FuzzReturns(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 3))
	for n := range 40 {
		b := make([]byte, 1+4*n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 || len(b) > 600 {
			return
		}
		how, events := b[0], slices.Collect(slices.Chunk(b[1:], 4))
		finest := int64(1_000_000) // seconds make narrow columns, microseconds wide ones
		if how&1 == 1 {
			finest = 1
		}
		log, at := &sequencetest.Log{}, sequencetest.Start().UnixMicro()
		q := sequence.Question{AsOf: sequencetest.At(t, "700d"), PerCustomer: how&2 == 2}
		if how&4 == 4 {
			q.From, q.To = sequencetest.At(t, "20d"), sequencetest.At(t, "100d")
		}
		plan, otherPlan := planOf(t, rules[how>>3%3]), planOf(t, rules[how>>5%3])
		var x, other *sequence.Instances
		for i, e := range events {
			if i == len(events)/2 { // and the rest comes later, so that some instances are no longer live
				x, other = build(t, log, plan, q), build(t, log, otherPlan, sequence.Question{AsOf: q.AsOf})
			}
			if len(e) == 4 {
				at = happen(log, e, at, finest)
			}
		}
		if x == nil {
			x, other = build(t, log, plan, q), build(t, log, otherPlan, sequence.Question{AsOf: q.AsOf})
		}
		agree(t, refresh(t, log, x), refresh(t, log, other))
	})
}

func build(t testing.TB, log sequence.Log, p *sequence.Plan, q sequence.Question) *sequence.Instances {
	t.Helper()
	x, err := sequence.Build(context.Background(), log, p, q)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func refresh(t testing.TB, log sequence.Log, x *sequence.Instances) *sequence.Instances {
	t.Helper()
	x, err := x.Refresh(context.Background(), log)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func BenchmarkReturns(b *testing.B) {
	const n = 1 << 20
	p := planOf(b, rules[0])
	x := build(b, sequencetest.Random(n, 6, 1, 500), p, sequence.Question{AsOf: sequencetest.Start().Add(500 * 24 * time.Hour)})
	b.ReportAllocs()
	for b.Loop() {
		k := newKernel(p)
		k.list = make([]followed, 0, x.Len())
		k.Observe(x, 0, x.Len())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/visit")
}
