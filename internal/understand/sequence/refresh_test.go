// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// told writes everything that instances tell, one line an instance, sorted.
func told(x *sequence.Instances) []string {
	var lines []string
	for i := range x.Len() {
		if from, to := x.Of(x.Customer(i)); i < from || i >= to {
			continue // no longer live
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%d/%s %s %v %d ripe %v:", x.Customer(i), x.Value(i), x.Outcome(i), x.Has(i), x.Completed(i), x.Ripe(i))
		for _, s := range x.Plan.Segments {
			fmt.Fprintf(&b, " %s=%v", s, x.In(i, s))
		}
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			fmt.Fprintf(&b, " %d@%d%v#%d", x.Step(v), x.Time(i, v), *x.Manner(v), x.Key(v))
		}
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	return append(lines, fmt.Sprintf("%d unassigned, at %d", x.Unassigned, x.Position))
}

// happen appends random events: late ones, ties, other channels, traits.
func happen(r *rand.Rand, log *sequencetest.Log, n int, finest int64) {
	for range n {
		e := event.Event{
			Source: "s", ID: fmt.Sprint(r.Int64()), Customer: event.CustomerID(fmt.Sprint("c", r.IntN(12))), Name: []string{"ad", "view", "pay", "declined", "call", "get", "help"}[r.IntN(7)],
			Time: sequencetest.Start().UnixMicro() + r.Int64N(200)*6*3600*1e6/finest*finest, Undated: r.IntN(20) == 0, Channel: []string{"", "store", "phone"}[r.IntN(3)],
		}
		if r.IntN(3) == 0 {
			e.Time += r.Int64N(5) * finest
		}
		if r.IntN(4) == 0 {
			e.Properties = fmt.Appendf(nil, `{"order":%d}`, r.IntN(4))
		}
		if r.IntN(6) == 0 {
			e.Traits = fmt.Appendf(nil, `{"plan":%q}`, []string{"gold", "tin"}[r.IntN(2)])
		}
		log.Add(e)
	}
}

// TestRefreshIsARebuild: whatever comes, in whatever order, refreshed instances
// tell what instances built anew tell; and those they were made from still tell
// what they told.
func TestRefreshIsARebuild(t *testing.T) {
	rules := []string{
		"", "instance: {idle: 2d}", "instance: {by: {property: order}, idle: 3d}", "instance: {starts: [view], idle: 2d}",
		"audience: {segments: [gold]}\ninstance: {idle: 4d}", "instance: {idle: 4d, completes: [pay]}",
	}
	q := sequence.Question{AsOf: sequencetest.At(t, "60d")}
	for round := range 300 {
		r := rand.New(rand.NewPCG(uint64(round), 7))
		src := "wend: journey/v1\nid: shop\ntitle: Shop\n" + rules[round%len(rules)] + shopSteps + segments
		docs := workspace.Read(map[string][]byte{"j.yaml": []byte(src)})
		plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
		if err != nil {
			t.Fatal(err)
		}
		q.Events, q.PerCustomer = round%2 == 0, round%5 == 0
		log := &sequencetest.Log{}
		finest := []int64{1e6, 1e3, 1}[r.IntN(3)]
		happen(r, log, r.IntN(80), 1e6)
		ctx := context.Background()
		x, err := sequence.Build(ctx, log, plan, q)
		if err != nil {
			t.Fatal(err)
		}
		for range 6 {
			was, before := x, told(x)
			happen(r, log, 1+r.IntN(6), finest)
			if x, err = x.Refresh(ctx, log); err != nil {
				t.Fatal(err)
			}
			anew, err := sequence.Build(ctx, log, plan, q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(told(anew), told(x)); diff != "" {
				t.Fatalf("round %d: refreshed, not rebuilt: %s", round, diff)
			}
			again, err := was.Refresh(ctx, log) // a second time from the same
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(told(anew), told(again)); diff != "" {
				t.Fatalf("round %d: refreshed twice: %s", round, diff)
			}
			if diff := cmp.Diff(before, told(was)); diff != "" {
				t.Fatalf("round %d: the former changed: %s", round, diff)
			}
		}
	}
}

// TestSharesAreTheWhole: read in shares, the instances are the same.
func TestSharesAreTheWhole(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\ninstance: {by: {property: order}, idle: 3d}" + shopSteps)})
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	log := &sequencetest.Log{}
	happen(rand.New(rand.NewPCG(1, 1)), log, 500, 1e3)
	q := sequence.Question{AsOf: sequencetest.At(t, "60d"), Events: true}
	whole, err := sequence.Build(context.Background(), log, plan, q)
	if err != nil {
		t.Fatal(err)
	}
	small := sequence.Options{Budget: 7000}
	parts, err := sequence.BuildWith(context.Background(), log, plan, q, small)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(told(whole), told(parts)); diff != "" {
		t.Error(diff)
	}
	instances, visits, n := 0, 0, 0
	err = sequence.EachShare(context.Background(), log, plan, q, small, func(x *sequence.Instances) error {
		instances += x.Len()
		if x.Len() > 0 {
			visits += x.Last(x.Len()-1) + 1
		}
		n++
		return nil
	})
	if err != nil || n < 5 || instances != whole.Len() || visits != whole.Last(whole.Len()-1)+1 {
		t.Errorf("%v: %d shares, %d instances, %d visits", err, n, instances, visits)
	}
}
