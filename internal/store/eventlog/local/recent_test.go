// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/evidence/evidencetest"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// TestWhatCameLastIsToldAlike: what is answered from the journal's rows is the same as what
// DuckDB answers once it has them.
func TestWhatCameLastIsToldAlike(t *testing.T) {
	ctx, r := context.Background(), rand.New(rand.NewPCG(3, 3))
	l, err := Open(ctx, t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	names := []string{"a", "b", "c"}
	for round := range 60 {
		for range 1 + r.IntN(3) {
			if _, err := l.Append(ctx, happened(t, r, names, 1+r.IntN(30))); err != nil {
				t.Fatal(err)
			}
		}
		s := selected(t, r, names)
		since := l.tail.pending[0].first - 1
		s.After = since + r.Int64N(l.views.position()-since+1)
		alone := told(t, l, s)
		if len(l.tail.fresh) == 0 {
			t.Fatalf("round %d: DuckDB was asked", round)
		}
		if err := l.read(ctx, func(*view) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if len(l.tail.fresh) > 0 {
			t.Fatalf("round %d: DuckDB was not asked", round)
		}
		if d := cmp.Diff(told(t, l, s), alone); d != "" {
			t.Fatalf("round %d: %s", round, d)
		}
	}
}

// TestSegmentsAreNotForgotten: what came last is also in segments where much came at once.
func TestSegmentsAreNotForgotten(t *testing.T) {
	ctx, r := context.Background(), rand.New(rand.NewPCG(3, 3))
	l, err := Open(ctx, t.TempDir(), Options{BulkRows: 100})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	want := 0
	for _, n := range []int{10, 150, 10} {
		want += n
		if _, err := l.Append(ctx, happened(t, r, []string{"a"}, n)); err != nil {
			t.Fatal(err)
		}
		got := told(t, l, sequence.Selection{Classes: []evidence.Matcher{{Event: "a"}}})
		if visits := len(slices.DeleteFunc(got, func(line string) bool { return !strings.HasPrefix(line, "visit") })); visits != want {
			t.Errorf("%d visits of %d", visits, want)
		}
	}
}

// happened makes random events.
func happened(t *testing.T, r *rand.Rand, names []string, n int) []event.Event {
	t.Helper()
	out := make([]event.Event, n)
	for i := range out {
		rec := evidencetest.RandomRecord(r)
		out[i] = event.Event{
			Source: "s", ID: fmt.Sprint(r.Uint64()), Customer: event.CustomerID(fmt.Sprint("c", r.IntN(20))), Name: names[r.IntN(len(names))],
			Time: 1767225600000000 + r.Int64N(1000)*60e6, Seq: r.Int64N(3), Undated: r.IntN(9) == 0, Channel: []string{"", "phone", "web"}[r.IntN(3)],
		}
		for _, o := range []struct{ to, from *[]byte }{{&out[i].Properties, &rec.Properties}, {&out[i].Traits, &rec.Traits}, {&out[i].Context, &rec.Context}} {
			if *o.from == nil {
				continue
			}
			var err error
			if *o.to, err = event.Canonical(*o.from); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// selected makes a random selection.
func selected(t *testing.T, r *rand.Rand, names []string) sequence.Selection {
	t.Helper()
	tree := func() *evidence.Tree {
		if r.IntN(3) == 0 {
			return nil
		}
		tree, faults := evidence.Parse(evidencetest.RandomTree(r, 1), evidence.Properties)
		if err := faults.Err(); err != nil {
			t.Fatal(err)
		}
		return tree
	}
	s := sequence.Selection{Channels: []string{"web", "phone"}, Where: tree()}
	for range 1 + r.IntN(4) {
		s.Classes = append(s.Classes, evidence.Matcher{Event: names[r.IntN(3)], Where: tree()})
	}
	switch r.IntN(4) {
	case 0:
		s.Of = []sequence.CustomerNo{}
		for range r.IntN(9) {
			s.Of = append(s.Of, sequence.CustomerNo(1+r.IntN(20)))
		}
	case 1:
		s.Share = [2]int{r.IntN(2), 2}
	case 2:
		s.Until = 1767225600000000 + r.Int64N(1000)*60e6
	}
	return s
}

// told is what a log tells about a selection, a line a visit or what was said of
// somebody.
func told(t *testing.T, l *Log, s sequence.Selection) (lines []string) {
	t.Helper()
	position, err := l.Visits(context.Background(), s, func(v *sequence.Visits) error {
		for i := range v.Customer {
			lines = append(lines, fmt.Sprint("visit ", v.Key[i], v.Customer[i], v.Class[i], v.Time[i], v.Seq[i], v.Undated[i], v.Channel[i]))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = l.Traits(context.Background(), s, func(v sequence.Traits) error {
		lines = append(lines, fmt.Sprint("traits ", v.Customer, v.Time, string(v.Object)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return append(lines, fmt.Sprint(position))
}
