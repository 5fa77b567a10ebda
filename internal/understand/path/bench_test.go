// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"os"
	"strconv"
	"testing"

	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// crowded are kept from one benchmark to the next.
var crowded *sequence.Instances

// many are the instances that benchmarks ask: 100,000 with ten visits each, or as
// many as WEND_INSTANCES says.
func many(b *testing.B) *sequence.Instances {
	b.Helper()
	n := 100_000
	if s := os.Getenv("WEND_INSTANCES"); s != "" {
		n = ok[int](b)(strconv.Atoi(s))
	}
	if crowded == nil {
		crowded = crowd(b, n, 12, 0)
	}
	return crowded
}

// bench asks a question of them again and again.
func bench(b *testing.B, ask func(x *sequence.Instances) error) {
	b.Helper()
	x := many(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := ask(x); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(x.Offsets()[x.Len()]), "ns/visit")
}

func BenchmarkVariants(b *testing.B) {
	bench(b, func(x *sequence.Instances) error { _, err := path.VariantsOf(ctx, x, 20); return err })
}

func BenchmarkDictionary(b *testing.B) {
	bench(b, func(x *sequence.Instances) error { _, err := path.Dictionary(ctx, x); return err })
}

func BenchmarkTop(b *testing.B) {
	x := many(b)
	d := ok[*path.Dict](b)(path.Dictionary(ctx, x))
	two := sequence.NewSet(x.Len())
	for i := range x.Len() {
		if i%3 > 0 {
			two.Add(i)
		}
	}
	some := x.Within(two)
	b.Run("all", func(b *testing.B) {
		bench(b, func(x *sequence.Instances) error { _, err := d.Top(ctx, x, 20); return err })
	})
	b.Run("two thirds", func(b *testing.B) {
		bench(b, func(*sequence.Instances) error { _, err := d.Top(ctx, some, 20); return err })
	})
}

func BenchmarkFollows(b *testing.B) {
	bench(b, func(x *sequence.Instances) error { _, err := path.FollowsOf(ctx, x); return err })
}

func BenchmarkRework(b *testing.B) {
	bench(b, func(x *sequence.Instances) error { _, err := path.ReworkOf(ctx, x); return err })
}

func BenchmarkDurations(b *testing.B) {
	bench(b, func(x *sequence.Instances) error { _, err := path.DurationsOf(ctx, x); return err })
}

func BenchmarkLevels(b *testing.B) {
	for name, spec := range map[string]path.LevelSpec{"counts": {Untimed: true}, "times": {Edges: 20}, "sessions": path.Sessions(5)} {
		b.Run(name, func(b *testing.B) {
			bench(b, func(x *sequence.Instances) error { _, err := path.LevelsOf(ctx, x, spec); return err })
		})
	}
}
