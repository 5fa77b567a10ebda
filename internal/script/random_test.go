// SPDX-License-Identifier: Apache-2.0

package script_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/oracle/clickhouse"
	"github.com/wendcx/wend/internal/script"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// minute is the grain of random times, in microseconds.
const minute = 60_000_000

// names are what random events are called.
var names = strings.Split("abcdefgh", "")

// random is a log of random events as columns.
type random struct {
	customer []uint32
	t        []int64 // microseconds from the beginning
	step     []uint8 // index in names
}

func (l *random) add(customer uint32, at int64, step uint8) {
	l.customer, l.t, l.step = append(l.customer, customer), append(l.t, at), append(l.step, step)
}

// begin is when random histories begin.
func begin() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// busy draws what customers did in three days: steps are repeated, and one event
// in four comes at the minute of another.
func busy(seed uint64, customers int) *random {
	r := rand.New(rand.NewPCG(seed, 1))
	out := &random{}
	for c := range uint32(customers) {
		at := int64(0)
		for range 1 + r.IntN(5)*r.IntN(12) {
			if r.IntN(4) > 0 {
				at = r.Int64N(3 * 24 * 60)
			}
			out.add(c+1, begin().UnixMicro()+at*minute, uint8(min(r.IntN(len(names)), r.IntN(len(names)+4))))
		}
	}
	return out
}

// once draws what customers did who did nothing twice, and never two things at
// one time.
func once(seed uint64, customers int) *random {
	r := rand.New(rand.NewPCG(seed, 2))
	out := &random{}
	for c := range uint32(customers) {
		order := r.Perm(len(names))[:1+r.IntN(len(names))]
		if slices.Sort(order); r.IntN(2) == 0 { // or else hardly anybody would get far
			r.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
		}
		at := int64(0)
		for _, step := range order {
			at += 1 + r.Int64N(20)
			out.add(c+1, begin().UnixMicro()+at*minute, uint8(step))
		}
	}
	return out
}

// Visits hands all events over at once.
func (l *random) Visits(_ context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	n := len(l.t)
	out := &sequence.Visits{Customer: l.customer, Class: make([]uint16, n), Time: l.t, Seq: make([]int64, n), Key: make([]uint64, n), Undated: make([]bool, n), Channel: make([]uint16, n)}
	if len(s.Classes) == 0 {
		return int64(n), nil
	}
	class := make([]uint16, len(names))
	for i, name := range names {
		class[i] = uint16(slices.IndexFunc(s.Classes, func(m evidence.Matcher) bool { return m.Event == name }))
	}
	for i, step := range l.step {
		out.Class[i], out.Seq[i], out.Key[i] = class[step], int64(i), uint64(i+1)
	}
	return int64(n), yield(out)
}

// Traits knows nothing of anybody.
func (l *random) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

// instances makes an instance of everything that a customer did.
func (l *random) instances(t *testing.T) *sequence.Instances {
	t.Helper()
	plan, err := sequence.EventsPlan(names, &journey.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := sequence.Build(t.Context(), l, plan, sequence.Question{AsOf: begin().AddDate(1, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// insert puts the events into a table of ClickHouse.
func (l *random) insert(t *testing.T, s *clickhouse.Server, table string) {
	t.Helper()
	err := s.Exec(t.Context(), "CREATE TABLE "+table+" (customer UInt32, t UInt64, step UInt8) ENGINE = MergeTree ORDER BY (customer, t)")
	if err == nil {
		err = s.Insert(t.Context(), table, clickhouse.Numbers("customer", l.customer), clickhouse.Numbers("t", l.t), clickhouse.Numbers("step", l.step))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// conditions are those of steps such as "a" and "b|c", for ClickHouse.
func conditions(steps []string) (out []string) {
	for _, s := range steps {
		var any []string
		for name := range strings.SplitSeq(s, "|") {
			any = append(any, fmt.Sprint("step = ", slices.Index(names, name)))
		}
		out = append(out, strings.Join(any, " OR "))
	}
	return out
}

// reached asks our funnel how many customers came to each step.
func reached(t *testing.T, x *sequence.Instances, order funnel.Order, window int64, steps []string) (out []int) {
	t.Helper()
	named, err := funnel.Named(x.Plan, steps...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := funnel.Of(t.Context(), x, funnel.Spec{Steps: named, Order: order, Per: funnel.Customer, Window: window})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Steps {
		out = append(out, s.Count)
	}
	return out
}

// compare asks both about the same events.
func compare(t *testing.T, l *random, order funnel.Order, mode string, windows []int64, funnels []string) {
	t.Helper()
	s, x := clickhouse.Start(t), l.instances(t)
	t.Logf("%d events", len(l.t))
	l.insert(t, s, "visits")
	for _, f := range funnels {
		steps := strings.Fields(f)
		for _, window := range windows {
			want, err := script.WindowFunnel(t.Context(), s, "visits", mode, window, conditions(steps))
			if err != nil {
				t.Fatal(err)
			}
			got := reached(t, x, order, window, steps)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, within %d µs (-ClickHouse +ours):\n%s", f, window, diff)
			}
		}
	}
}

// Ordered funnels over hundreds of thousands of events with repeated steps and
// many at one time are those of windowFunnel in its mode strict_once, exactly.
func TestOrderedIsStrictOnce(t *testing.T) {
	compare(t, busy(1, 25_000), funnel.Ordered, "strict_once", []int64{1, 10 * minute, 60 * minute, 24 * 60 * minute, 3 * 24 * 60 * minute}, []string{
		"a b", "a b c d e", "a a", "a a a b", "a b a b", "b a a c", "h g f", "a|b c|d a|d", "a|b a|b b", "c c a a b b",
	})
}

// Strict funnels are those of strict_order where nobody did anything twice:
// windowFunnel gives up at the first thing out of order, ours begins anew.
func TestStrictIsStrictOrder(t *testing.T) {
	compare(t, once(1, 60_000), funnel.Strict, "strict_order", []int64{5 * minute, 30 * minute, 24 * 60 * minute}, []string{"a b", "a b c d", "b c", "b d a", "e f g h"})
}
