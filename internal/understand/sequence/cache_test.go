// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// counting is a log that counts what is read of it.
type counting struct {
	*sequencetest.Log
	mu     sync.Mutex
	visits int
	traits int
}

func (c *counting) Traits(ctx context.Context, s sequence.Selection, yield func(sequence.Traits) error) error {
	return c.Log.Traits(ctx, s, func(t sequence.Traits) error {
		c.mu.Lock()
		c.traits++
		c.mu.Unlock()
		return yield(t)
	})
}

func (c *counting) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	return c.Log.Visits(ctx, s, func(v *sequence.Visits) error {
		c.mu.Lock()
		c.visits += len(v.Customer)
		c.mu.Unlock()
		return yield(v)
	})
}

// TestCacheTellsWhatIsBuilt: whatever is asked of a cache in whatever order, it
// tells what instances built for the question tell: of earlier moments, while
// events come that are dated in the future, and when customers are erased.
func TestCacheTellsWhatIsBuilt(t *testing.T) {
	for round := range 2 * len(refreshed) {
		r, j, log := rand.New(rand.NewPCG(uint64(round), 3)), refreshed[round%len(refreshed)], &sequencetest.Log{}
		docs := read(t, j.rules, j.steps()+segments+also+customers)
		plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace, []segment.ID{"tin", "regulars"}[:round%3]...)
		if err != nil {
			t.Fatal(err)
		}
		cache := sequence.NewCache(log, 1<<(12+r.IntN(10)), sequence.Options{Limit: int64(r.IntN(2) * r.IntN(4_000)), Dir: t.TempDir()})
		for range 40 {
			happenToCache(t, r, log, cache)
			q := sequence.Question{
				AsOf: sequencetest.At(t, fmt.Sprintf("%dh", 1+r.IntN(1400))), PerCustomer: r.IntN(2) == 0, Events: r.IntN(2) == 0, TraitsNow: r.IntN(3) == 0,
				OnChannel: []channel.ID{"", "website"}[r.IntN(2)],
			}
			if r.IntN(2) == 0 {
				q.From = sequencetest.At(t, fmt.Sprintf("%dh", 1+r.IntN(700)))
			}
			if len(plan.Segments) > 0 && r.IntN(2) == 0 {
				q.Segment = plan.Segments[r.IntN(len(plan.Segments))]
			}
			want := built(t, log, plan, q)
			got := built(t, cache, plan, q)
			if d := differ(r, want, got); d != "" {
				t.Fatalf("round %d, %q, %+v: %s", round, j.rules, q, d)
			}
			if d := cmp.Diff(states(t, want, log), states(t, got, cache)); d != "" {
				t.Fatalf("round %d, %q: states: %s", round, j.rules, d)
			}
		}
	}
}

// happenToCache lets something happen to the log of a cache.
func happenToCache(t *testing.T, r *rand.Rand, log *sequencetest.Log, cache *sequence.Cache) {
	t.Helper()
	happen(r, log, r.IntN(8), 1e3)
	if r.IntN(20) == 0 {
		log.Add(event.Event{Source: "s", ID: fmt.Sprint(r.Int64()), Customer: "c1", Name: "view", Time: sequencetest.At(t, "9000d").UnixMicro()})
	}
	if n := log.Customers(); n > 0 && r.IntN(10) == 0 {
		c := 1 + r.Uint32N(uint32(n))
		log.Erase(log.Customer(c))
		if err := cache.Forget(context.Background(), c); err != nil {
			t.Fatal(err)
		}
	}
}

const customers = `
---
wend: lifecycle/v1
id: customers
title: Customers
states:
  - {id: active, when: {completed: {journey: any, within: 20d, at_least: 2}}}
  - {id: lapsed, when: {completed: {journey: shop}}}
  - {id: prospect}
`

// states writes the states in which customers were, one line an instance, sorted.
func states(t *testing.T, x *sequence.Instances, log sequence.Log) (lines []string) {
	t.Helper()
	of, err := x.States(context.Background(), log, x.Plan.Workspace.Lifecycles[0])
	if err != nil {
		t.Fatal(err)
	}
	for i := range x.Len() {
		if x.Has(i) {
			lines = append(lines, fmt.Sprint(x.Customer(i), x.Start(i), x.Value(i), of[i]))
		}
	}
	slices.Sort(lines)
	return lines
}

// TestStatesAreMadeOnce: documents that say the same are the same, though they were
// put together anew for each question, as a server does; others are not.
func TestStatesAreMadeOnce(t *testing.T) {
	log := &counting{Log: sequencetest.Script(t, "u: view@0 call@1h\nv: view@0")}
	cache := sequence.NewCache(log, 1<<20, sequence.Options{})
	asked := func(lifecycle string) (lines []string, visits int) {
		docs := read(t, "", shopSteps+lifecycle)
		plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
		if err != nil {
			t.Fatal(err)
		}
		x := built(t, cache, plan, sequence.Question{AsOf: sequencetest.At(t, "60d")})
		before := log.visits
		lines = states(t, x, log) // not through the cache, which reads once anyhow
		return lines, log.visits - before
	}
	first, once := asked(customers)
	again, reread := asked(customers)
	if once == 0 || reread > 0 || !slices.Equal(first, again) {
		t.Errorf("%d visits were read, then %d: %q, %q", once, reread, first, again)
	}
	other, more := asked(strings.ReplaceAll(customers, "{completed: {journey: shop}}", "{did: {event: view}}"))
	if more == 0 || slices.Equal(first, other) {
		t.Errorf("another lifecycle: %d visits, %q", more, other)
	}
}

func TestCacheReadsOnce(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + shopSteps)})
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	log := &counting{Log: &sequencetest.Log{}}
	happen(rand.New(rand.NewPCG(1, 2)), log.Log, 300, 1e6)
	built(t, log, plan, sequence.Question{AsOf: sequencetest.At(t, "60d")})
	once := log.visits
	log.visits = 0
	cache := sequence.NewCache(log, 1<<20, sequence.Options{})
	var group sync.WaitGroup
	for i := range 50 {
		group.Go(func() {
			q := sequence.Question{AsOf: sequencetest.At(t, "60d"), PerCustomer: i%2 == 0}
			if x, err := cache.Instances(context.Background(), plan, q); err != nil || x.Len() == 0 {
				t.Error(x, err)
			}
		})
	}
	group.Wait()
	if log.visits != once || once < 200 {
		t.Errorf("%d visits were read of %d", log.visits, once)
	}
}

// TestNowIsReadOnce: who asks again who is in a segment now has the log read for
// nothing but what came since, though now is another moment, and though somebody
// has left the segment meanwhile without doing anything.
func TestNowIsReadOnce(t *testing.T) {
	log := &counting{Log: sequencetest.Script(t, "u: view@1d pay@1d view@5d pay@5d\nu traits: plan=gold@1d\nv: view@2d pay@2d\nw: view@20d pay@20d view@25d pay@25d")}
	plan := planned(t, "", segments, "gold", "regulars")
	cache := sequence.NewCache(log, 1<<20, sequence.Options{})
	asked := func(at string) (customers []uint32, read int) {
		t.Helper()
		log.visits, log.traits = 0, 0
		q := sequence.Question{AsOf: sequencetest.At(t, at), TraitsNow: true, Segment: "regulars"}
		got := built(t, cache, plan, q)
		read = log.visits + log.traits
		want := built(t, log.Log, plan, q)
		if d := differ(rand.New(rand.NewPCG(1, 1)), want, got); d != "" {
			t.Errorf("at %s: %s", at, d)
		}
		for i := range got.Len() {
			if c := got.Customer(i); got.Has(i) && !slices.Contains(customers, c) {
				customers = append(customers, c)
			}
		}
		return customers, read
	}
	for i, c := range []struct {
		at   string
		want int
	}{{"26d", 2}, {"26d", 2}, {"27d", 2}, {"34d", 1}, {"60d", 0}} {
		if got, read := asked(c.at); len(got) != c.want || (read > 0) != (i == 0) {
			t.Errorf("at %s: %d regulars, want %d; %d rows were read", c.at, len(got), c.want, read)
		}
	}
	for i, at := range []string{"61d", "62d"} {
		log.Add(event.Event{Source: "s", ID: fmt.Sprint(i), Customer: "v", Name: "pay", Time: sequencetest.At(t, at).UnixMicro()})
	}
	if got, read := asked("63d"); len(got) != 1 || read == 0 || read > 10 {
		t.Errorf("then %d regulars, and %d rows were read", len(got), read)
	}
}

// stuck is a log that keeps whoever reads visits waiting, as long as they care to.
type stuck struct {
	*sequencetest.Log
	reading chan struct{} // one for each who begins
	onwards chan struct{} // closed to let them go on
}

func (l stuck) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	if len(s.Classes) > 0 {
		l.reading <- struct{}{}
		select {
		case <-l.onwards:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	return l.Log.Visits(ctx, s, yield)
}

// TestFewReadAtOnce: two sets of instances are formed at once, and more wait as long
// as they care to; what is there already is told at once.
func TestFewReadAtOnce(t *testing.T) {
	log := stuck{sequencetest.Script(t, "u: view@0 pay@1h\nv: view@0"), make(chan struct{}, 10), make(chan struct{})}
	cache := sequence.NewCache(log, 1<<20, sequence.Options{})
	plan := func(n int) *sequence.Plan { return planned(t, fmt.Sprintf("instance: {idle: %dd}\n", n), "") }
	q := sequence.Question{AsOf: sequencetest.At(t, "60d")}
	ask := func(ctx context.Context, n int, answered chan<- error) {
		p := plan(n)
		go func() {
			_, err := cache.Instances(ctx, p, q)
			answered <- err
		}()
	}
	known := make(chan error, 1)
	ask(t.Context(), 1, known)
	<-log.reading
	log.onwards <- struct{}{} // the first goes on
	if err := <-known; err != nil {
		t.Fatal(err)
	}
	busy, waiting := make(chan error, 2), make(chan error, 2)
	for n := range 2 {
		ask(t.Context(), 2+n, busy)
		<-log.reading
	}
	ctx, leave := context.WithCancel(t.Context())
	ask(ctx, 4, waiting)
	ask(ctx, 2, waiting) // which is being formed
	ask(t.Context(), 1, known)
	if err := <-known; err != nil {
		t.Error(err)
	}
	leave()
	for range 2 {
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("who left was told %v", err)
		}
	}
	if len(log.reading) > 0 {
		t.Error("a third reads")
	}
	close(log.onwards)
	for range 2 {
		if err := <-busy; err != nil {
			t.Error(err)
		}
	}
}

// TestCacheMindsWhatIsAroundAJourney: its answers are about the documents asked
// with, though the journey be written as before.
func TestCacheMindsWhatIsAroundAJourney(t *testing.T) {
	steps := strings.NewReplacer(
		"touchpoint: {channel: website, direction: pull}", "touchpoint: {use: page}",
		"alternatives: [{channel: phone, evidence: [call]}]", "alternatives: [{use: desk, evidence: [call]}]",
	).Replace(shopSteps)
	log := sequencetest.Script(t, "u: view@0 call@1h")
	cache := sequence.NewCache(log, 1<<20, sequence.Options{})
	for _, c := range []struct{ nature, channel string }{{"informative", "phone"}, {"transactional", "phone"}, {"transactional", "store"}} {
		docs := read(t, "", steps+"---\nwend: touchpoints/v1\ntouchpoints: [{id: page, title: Page, channel: website, nature: "+c.nature+"}, {id: desk, title: Desk, channel: "+c.channel+"}]\n")
		plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
		if err != nil {
			t.Fatal(err)
		}
		x := built(t, cache, plan, sequence.Question{AsOf: sequencetest.At(t, "6d")})
		if got := string(x.Plan.Steps[1].Touchpoint.Nature); got != c.nature {
			t.Errorf("a %s page is %s", c.nature, got)
		}
		if got := string(x.Plan.Channels[x.Channel(1)]); got != c.channel {
			t.Errorf("%s, not %s", got, c.channel)
		}
	}
}

// TestCacheForgetsThoughTheLogFails: where customers cannot be read anew, nothing
// that is kept of them is told again.
func TestCacheForgetsThoughTheLogFails(t *testing.T) {
	plan, log := planned(t, "", ""), sequencetest.Script(t, "u: view@0 call@1h\nv: view@0")
	cache, q := sequence.NewCache(log, 1<<20, sequence.Options{}), sequence.Question{AsOf: sequencetest.At(t, "6d")}
	built(t, cache, plan, q)
	log.Erase("u")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := cache.Forget(stopped, 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if d := cmp.Diff(told(built(t, log, plan, q)), told(built(t, cache, plan, q))); d != "" {
		t.Error(d)
	}
}

// TestCacheCutsOnce: where an event is dated in the future, what lies before it is
// copied for the first question only.
func TestCacheCutsOnce(t *testing.T) {
	plan, log := planned(t, "", ""), sequencetest.Script(t, "u: view@0 call@1h get@3000d\nv: view@2d")
	cache := sequence.NewCache(log, 1<<20, sequence.Options{})
	at := func(as string) *uint32 {
		q := sequence.Question{AsOf: sequencetest.At(t, as)}
		x := built(t, cache, plan, q)
		if d := cmp.Diff(told(built(t, log, plan, q)), told(x)); d != "" {
			t.Error(as, d)
		}
		return &x.Masks()[0]
	}
	first := at("3d")
	if at("4d") != first || at("2d") != first {
		t.Error("copied again")
	}
	if early := at("1d"); early == first {
		t.Error("v had not come yet")
	}
	log.Add(event.Event{Source: "s", ID: "x", Customer: "w", Name: "view", Time: sequencetest.At(t, "1h").UnixMicro()})
	at("4d")
}

// TestCacheCountsKeys: what a question wants beside the columns counts too.
func TestCacheCountsKeys(t *testing.T) {
	plan, log := planned(t, "instance: {idle: 1h}", ""), &counting{Log: &sequencetest.Log{}}
	happen(rand.New(rand.NewPCG(1, 2)), log.Log, 400, 1e6)
	q := sequence.Question{AsOf: sequencetest.At(t, "300d")}
	visits, instances := built(t, log, plan, q).Bytes()
	cache := sequence.NewCache(log, 2*(visits+instances)+100, sequence.Options{})
	reads := func(events bool) bool {
		q.Events, log.visits = events, 0
		built(t, cache, plan, q)
		return log.visits > 0
	}
	if !reads(false) || reads(false) || !reads(true) || !reads(false) {
		t.Error("more is kept than the budget allows")
	}
}

// count counts visits, as a kernel.
type count struct{ instances, visits int }

func (c *count) Observe(x *sequence.Instances, from, to int) {
	for i := from; i < to; i++ {
		if x.Has(i) {
			a, b := x.Visits(i)
			c.instances, c.visits = c.instances+1, c.visits+b-a
		}
	}
}

func (c *count) Merge(o *count) { c.instances, c.visits = c.instances+o.instances, c.visits+o.visits }

func TestRunSeesEveryInstanceOnceAndStops(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\ninstance: {idle: 1h}" + shopSteps)})
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), visits(1<<18), plan, sequence.Question{AsOf: sequencetest.At(t, "100d")})
	if err != nil {
		t.Fatal(err)
	}
	got, err := sequence.Run(context.Background(), x, func() *count { return &count{} })
	if err != nil || got.visits != 1<<18 || got.instances != x.Len() || x.Len() < 1<<17 {
		t.Errorf("%+v of %d: %v", got, x.Len(), err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := sequence.Run(ctx, x, func() *count { return &count{} }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := sequence.Build(ctx, visits(1<<16), plan, sequence.Question{AsOf: sequencetest.At(t, "100d")}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestCacheWithholdsTheFuture: an event dated in the future costs who asks about now
// nothing, though segments be told apart; it comes in when it is due.
func TestCacheWithholdsTheFuture(t *testing.T) {
	docs := read(t, "", shopSteps+segments)
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace, "tin")
	if err != nil {
		t.Fatal(err)
	}
	log := &counting{Log: sequencetest.Script(t, "u: view@0 call@1h get@3000d\nv: view@2d")}
	cache := sequence.NewCache(log, 1<<20, sequence.Options{})
	reads := func(as string) int {
		q := sequence.Question{AsOf: sequencetest.At(t, as)}
		log.visits = 0
		x := built(t, cache, plan, q)
		read := log.visits
		if d := cmp.Diff(told(built(t, log.Log, plan, q)), told(x)); d != "" {
			t.Error(as, d)
		}
		return read
	}
	if reads("3d") == 0 || reads("4d") > 0 || reads("2000d") > 0 || reads("1999d") > 0 {
		t.Error("what is known was read again")
	}
	if n := reads("3001d"); n != 3 {
		t.Errorf("%d visits were read of the one customer of whom something was due, who has 3", n)
	}
	log.Add(event.Event{Source: "s", ID: "x", Customer: "w", Name: "view", Time: sequencetest.At(t, "3002d").UnixMicro()})
	if reads("3001d") != 1 || reads("3001d") > 0 || reads("3003d") != 1 || reads("3004d") > 0 {
		t.Error("what is new was not read once, and once more when it was due")
	}
}

// TestTheFutureStaysItsAskers: who asks about a time to come is told what is dated
// until then, and costs those who ask about now nothing.
func TestTheFutureStaysItsAskers(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + shopSteps)})
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	log := &counting{Log: sequencetest.Script(t, "u: view@0 call@1h get@3000d\nv: view@2d")}
	now := "4d"
	cache := sequence.NewCache(log, 1<<20, sequence.Options{Clock: func() time.Time { return sequencetest.At(t, now) }})
	reads := func(as string) (*sequence.Instances, int) {
		q := sequence.Question{AsOf: sequencetest.At(t, as)}
		log.visits = 0
		x := built(t, cache, plan, q)
		read := log.visits
		if d := cmp.Diff(told(built(t, log.Log, plan, q)), told(x)); d != "" {
			t.Error(as, d)
		}
		return x, read
	}
	before, _ := reads("4d")
	if _, n := reads("5d"); n > 0 {
		t.Errorf("a future without events: %d visits were read", n)
	}
	reads("3001d")
	after, n := reads("4d")
	if n > 0 || &before.Manners[0] != &after.Manners[0] {
		t.Errorf("asked about now again, %d visits were read, or the future was cut off", n)
	}
	now = "3001d"
	if _, n := reads("3001d"); n == 0 {
		t.Error("what is due was not read")
	}
	if _, n := reads("3001d"); n > 0 {
		t.Errorf("%d visits were read again", n)
	}
}
