// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// counting is a log that counts what is read of it.
type counting struct {
	*sequencetest.Log
	mu     sync.Mutex
	visits int
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
// tells what instances built for the question tell.
func TestCacheTellsWhatIsBuilt(t *testing.T) {
	for round, rules := range []string{"instance: {idle: 2d}", "instance: {starts: [view], idle: 2d}", "instance: {by: {property: order}, idle: 3d}", "audience: {segments: [gold]}"} {
		docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + rules + shopSteps + segments)})
		plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
		if err != nil {
			t.Fatal(err)
		}
		r, log := rand.New(rand.NewPCG(uint64(round), 3)), &sequencetest.Log{}
		cache := sequence.NewCache(log, 1<<20, sequence.Options{})
		for range 40 {
			happen(r, log, r.IntN(8), 1e3)
			q := sequence.Question{AsOf: sequencetest.At(t, fmt.Sprintf("%dh", 1+r.IntN(1400))), PerCustomer: r.IntN(2) == 0, Events: r.IntN(2) == 0}
			if r.IntN(2) == 0 {
				q.From = sequencetest.At(t, fmt.Sprintf("%dh", 1+r.IntN(700)))
			}
			want, err := sequence.Build(context.Background(), log, plan, q)
			if err != nil {
				t.Fatal(err)
			}
			got, err := cache.Instances(context.Background(), plan, q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(told(want), told(got)); diff != "" {
				t.Fatalf("%s: %s", rules, diff)
			}
		}
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
	if log.visits != 300 {
		t.Errorf("%d visits were read of 300", log.visits)
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
