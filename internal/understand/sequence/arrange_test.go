// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// scattered is a log whose customers have numbers that are so far apart, and whose senders
// number few events.
type scattered struct {
	sequence.Log
	apart uint32
}

func (s scattered) Visits(ctx context.Context, of sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	return s.Log.Visits(ctx, of, func(v *sequence.Visits) error {
		other := *v
		other.Customer, other.Seq = slices.Clone(v.Customer), slices.Clone(v.Seq)
		for i := range other.Customer {
			other.Customer[i] *= s.apart
			other.Seq[i] = max(0, other.Seq[i]%20-17)
		}
		return yield(&other)
	})
}

func (s scattered) Traits(ctx context.Context, of sequence.Selection, yield func(sequence.Traits) error) error {
	return s.Log.Traits(ctx, of, func(t sequence.Traits) error {
		t.Customer *= sequence.CustomerNo(s.apart)
		return yield(t)
	})
}

// TestNumbersOfCustomersDoNotMatter: instances are the same, whatever the numbers of
// customers, which decide who is formed with whom, and where what does not fit
// into the narrow columns comes.
func TestNumbersOfCustomersDoNotMatter(t *testing.T) {
	for round := range 2 * len(refreshed) {
		r := rand.New(rand.NewPCG(uint64(round), 9))
		j := refreshed[round%len(refreshed)]
		c := crowd{customers: []int{3, 12, 60}[r.IntN(3)], channels: []int{0, 300}[r.IntN(2)], finest: []int64{1e6, 1}[r.IntN(2)]}
		docs := read(t, j.rules, j.steps()+segments+also+channels(c.channels))
		plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
		if err != nil {
			t.Fatal(err)
		}
		log := &sequencetest.Log{}
		c.happen(r, log, r.IntN([]int{400, 2000, 20_000}[r.IntN(3)]))
		q := sequence.Question{AsOf: sequencetest.At(t, "60d"), Events: r.IntN(2) == 0}
		dense, apart := built(t, scattered{log, 1}, plan, q), uint32([]int{4099, 8191}[r.IntN(2)])
		far := built(t, scattered{log, apart}, plan, q)
		if d := cmp.Diff(toldOf(dense, 1), toldOf(far, apart)); d != "" {
			t.Fatalf("round %d, %q: %s", round, j.rules, d)
		}
		if dense.Wide() == nil != (far.Wide() == nil) {
			t.Errorf("round %d: one needs the wide layout and the other does not", round)
		}
	}
}

// toldOf is what instances tell of customers whose numbers are so far apart, in their
// order.
func toldOf(x *sequence.Instances, apart uint32) (lines []string) {
	for i := range x.Len() {
		from, to := x.Visits(i)
		line := fmt.Sprintf("%d/%s %s %v", x.Customer(i)/apart, x.Value(i), x.Outcome(i), x.Completed(i))
		for v := from; v < to; v++ {
			line += fmt.Sprintf(" %d@%d%v#%d", x.Step(v), x.Time(i, v), *x.Manner(v), x.Key(v))
		}
		lines = append(lines, line)
	}
	return append(lines, fmt.Sprint(x.Unassigned, " unassigned"))
}

// TestTheSendersOrder: what happened at one time has the order that its sender gives,
// before the order that is designed.
func TestTheSendersOrder(t *testing.T) {
	x := built(t, sequencetest.Script(t, "u: view@0 get@1h pay@1h"), planned(t, "", ""), sequence.Question{AsOf: sequencetest.At(t, "2d")})
	var got []string
	for v := range x.Last(0) + 1 {
		got = append(got, string(x.Plan.Steps[x.Step(v)].ID))
	}
	if d := cmp.Diff([]string{"view", "get", "pay"}, got); d != "" {
		t.Error(d)
	}
}
