// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"testing"
	"unsafe"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// stream is a log of simulated customers.
type stream []*sequence.Visits

func (s stream) Visits(_ context.Context, _ sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	for _, b := range s {
		if err := yield(b); err != nil {
			return 0, err
		}
	}
	return int64(len(s)), nil
}

func (stream) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

// simulate makes customers with ten visits on average, lognormal, hours apart. Most
// often the next step is one further, so that every funnel is reached to its end.
// Times are known to grain seconds.
func simulate(tb testing.TB, customers, steps int, grain int64) (s stream) {
	r := rand.New(rand.NewPCG(1, uint64(steps)))
	began := sequencetest.At(tb, "0").UnixMicro()
	v := &sequence.Visits{}
	for c := range customers {
		at, step := began+r.Int64N(60*86_400)*1e6, r.IntN(steps)
		for range max(1, int(math.Round(math.Exp(math.Log(10)-0.32+0.8*r.NormFloat64())))) {
			if step++; r.IntN(2) == 0 {
				step = r.IntN(steps)
			}
			v.Customer, v.Class, v.Time = append(v.Customer, uint32(c+1)), append(v.Class, uint16(step%steps)), append(v.Time, at-at%(grain*1e6))
			v.Seq, v.Key, v.Channel, v.Undated = append(v.Seq, 0), append(v.Key, r.Uint64()), append(v.Channel, 0), append(v.Undated, false)
			at += 1e6 * int64(1+min(30*86_400, 3_600*math.Exp(2*r.NormFloat64())))
		}
		if len(v.Customer) > 1<<15 || c == customers-1 {
			s, v = append(s, v), &sequence.Visits{}
		}
	}
	return s
}

// simulated builds instances of simulated customers: 200,000, or WEND_CUSTOMERS.
func simulated(tb testing.TB, steps int, grain int64) *sequence.Instances {
	tb.Helper()
	customers := 200_000
	if _, test := tb.(*testing.T); test {
		customers = 70_000 // more than two kernels take at a time
	} else if n, err := strconv.Atoi(os.Getenv("WEND_CUSTOMERS")); err == nil {
		customers = n
	}
	var ids []string
	for i := range steps {
		ids = append(ids, fmt.Sprintf("s%03d", i))
	}
	plan, err := sequence.EventsPlan(ids, &journey.Workspace{})
	if err != nil {
		tb.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), simulate(tb, customers, steps, grain), plan, sequence.Question{AsOf: sequencetest.At(tb, "9000d")})
	if err != nil {
		tb.Fatal(err)
	}
	runtime.GC()
	return x
}

// first is the funnel over so many steps.
func first(n int, s Spec) Spec {
	for i := range n {
		s.Steps = append(s.Steps, Step{Any: []int{i}})
	}
	return s
}

// perVisit runs a question and tells what it costs a visit.
func perVisit(b *testing.B, x *sequence.Instances, ask func() error) {
	b.ReportAllocs()
	for b.Loop() {
		if err := ask(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(x.Offsets()[x.Len()]), "ns/visit")
}

const week = 7 * 86_400_000_000

func BenchmarkLevels(b *testing.B) {
	x := simulated(b, 12, 1)
	b.Run("floor", func(b *testing.B) {
		perVisit(b, x, func() error {
			_, err := sequence.Run(context.Background(), x, func() *sum { return &sum{} })
			return err
		})
	})
	groups := &Breakdown{Names: []string{"0", "1", "2", "3", "4", "5", "6", "7"}, Of: make([]uint8, x.Len())}
	for i := range groups.Of {
		groups.Of[i] = uint8(i & 7)
	}
	for _, c := range []struct {
		name string
		spec Spec
	}{
		{"5 steps", first(5, Spec{Window: week})}, {"12 steps", first(12, Spec{Window: week})}, {"5 steps by group", first(5, Spec{Window: week, Breakdown: groups})},
		{"strict", first(5, Spec{Order: Strict})}, {"unordered", first(5, Spec{Order: Unordered, Window: week})},
		{"excluded", first(5, Spec{Window: week, Exclusions: []Exclusion{{Any: []int{8}, To: 1}}})}, {"per customer", first(5, Spec{Per: Customer})},
	} {
		b.Run(c.name, func(b *testing.B) {
			perVisit(b, x, func() error {
				_, err := Levels(context.Background(), x, c.spec)
				return err
			})
		})
	}
}

func BenchmarkOf(b *testing.B) {
	x := simulated(b, 12, 1)
	for _, n := range []int{5, 12} {
		b.Run(fmt.Sprint(n, " steps"), func(b *testing.B) {
			perVisit(b, x, func() error {
				_, err := Of(context.Background(), x, first(n, Spec{Window: week}))
				return err
			})
		})
	}
}

// BenchmarkSteps shows that the cost does not grow faster than the steps: single
// ones, the same one again and again, and at equal times.
func BenchmarkSteps(b *testing.B) {
	x, tied := simulated(b, 64, 1), simulated(b, 64, 86_400)
	for _, n := range []int{2, 4, 8, 14, 16, 32, 64} {
		again := Spec{Window: week}
		for range n {
			again.Steps = append(again.Steps, Step{Any: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}})
		}
		for _, c := range []struct {
			name string
			x    *sequence.Instances
			spec Spec
		}{
			{"single", x, first(n, Spec{Window: week})}, {"again", x, again}, {"unordered", x, first(n, Spec{Window: week, Order: Unordered})},
			{"single, times in days", tied, first(n, Spec{Window: week})}, {"again, times in days", tied, again},
		} {
			b.Run(fmt.Sprint(n, " ", c.name), func(b *testing.B) {
				perVisit(b, c.x, func() error {
					_, err := Levels(context.Background(), c.x, c.spec)
					return err
				})
			})
		}
	}
}

// sum is a kernel that adds up the columns a funnel reads: what reading them costs
// at least.
type sum struct{ total uint64 }

func (s *sum) Merge(o *sum) { s.total += o.total }

func (s *sum) Observe(x *sequence.Instances, from, to int) {
	c, at := x.Narrow(), x.Offsets()
	v, w := at[from], at[to]
	s.total += words(c.Step[v:w]) + words(c.Time[v:w]) + words(at[from:to]) + words(x.Masks()[from:to])
}

func words[T uint8 | uint32](values []T) (total uint64) {
	var one T
	n := len(values) * int(unsafe.Sizeof(one)) / 8
	if n == 0 {
		return 0
	}
	var a, b, c, d uint64
	all := unsafe.Slice((*uint64)(unsafe.Pointer(&values[0])), n)
	for ; len(all) >= 4; all = all[4:] {
		a, b, c, d = a+all[0], b+all[1], c+all[2], d+all[3]
	}
	return a + b + c + d
}
