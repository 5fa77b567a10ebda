// SPDX-License-Identifier: Apache-2.0

package path

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/wendcx/wend/internal/stat"
)

// The ranks are those whose values stat.QuantileInterval returns.
func TestMedianRanks(t *testing.T) {
	places := make([]float64, 300_000)
	for i := range places {
		places[i] = float64(i)
	}
	numbers := []int{9_999, 65_536, 123_457, 300_000}
	for n := range 1_500 {
		numbers = append(numbers, n)
	}
	for _, n := range numbers {
		lo, hi, ok := stat.QuantileInterval(places[:n], 0.5)
		l, h, known := medianRanks(n)
		if known != ok || ok && (float64(l) != lo || float64(h) != hi) {
			t.Errorf("of %d: %d to %d (%t), want %g to %g (%t)", n, l, h, known, lo, hi, ok)
		}
	}
}

// Buckets part the lengths without a gap, whatever their width.
func TestBuckets(t *testing.T) {
	check(t, []uint32{0, 1, 15, 16, 17, 18, 1<<24 - 1, 1 << 24, 1<<24 + 1, 1<<31 - 1, 1 << 31, 1<<32 - 1})
	check(t, []int64{0, 1, 15, 16, 17, 18, 1<<32 - 1, 1 << 32, 1<<63 - 2})
}

func check[T uint32 | int64](t *testing.T, lengths []T) {
	t.Helper()
	for v := T(0); v < 100_000; v++ {
		b, next := bucketOf(v), bucketOf(v+1)
		if b > next || b < ownBucket && (b == next || lengthIn[T](b) != v) {
			t.Fatalf("%d is in bucket %d, and the next in %d", v, b, next)
		}
	}
	for i, v := range lengths {
		b := bucketOf(v)
		if int(b) >= bucketsOf[T]() || i > 0 && b < bucketOf(lengths[i-1]) {
			t.Errorf("%d is in bucket %d of %d", v, b, bucketsOf[T]())
		}
	}
}

func TestNth(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 2_000 {
		v := make([]uint32, 1+r.IntN(40))
		for i := range v {
			v[i] = r.Uint32N(20)
		}
		n := r.IntN(len(v))
		want := slices.Sorted(slices.Values(v))
		if stat.Nth(v, n); v[n] != want[n] || n > 0 && slices.Max(v[:n]) > v[n] || slices.Min(v[n:]) < v[n] {
			t.Fatalf("%d in %v, want %d", n, v, want[n])
		}
	}
}

// A hash decides nothing: long paths with the same one are told apart.
func TestPathsWithTheSameHash(t *testing.T) {
	paths := map[uint32]string{0: "x", 1: "y", 2: "x", 3: "z"}
	table := &table{same: func(a, b uint32) bool { return paths[a] == paths[b] }}
	k := key(1) | isHash
	r := run{starts: []uint32{0, 4}, noted: []noted{{k, 0, 0}, {k, 1, 0}, {k, 2, 0}, {k, 3, 0}}}
	kinds := table.group([]run{r}, 0)
	if len(kinds) != 3 || kinds[0].count != 2 || r.noted[2].group != 0 || kinds[2].first != 3 {
		t.Errorf("%+v", kinds)
	}
}

// Equal keys that are no hashes are equal paths, and equal paths have equal keys
// wherever they stand.
func TestKeysOfPaths(t *testing.T) {
	for _, steps := range []int{1, 2, 3, 12, 16, 17, 200} {
		checkKeys[uint8](t, steps)
		checkKeys[uint16](t, steps)
	}
}

func checkKeys[S uint8 | uint16](t *testing.T, steps int) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, uint64(steps)))
	var all []S
	ends := []uint32{0}
	for range 20_000 {
		for range 1 + r.IntN(20) {
			all = append(all, S(r.IntN(min(steps, 3))*max(1, steps/3)))
		}
		ends = append(ends, uint32(len(all)))
	}
	w, texts, keys, short := writerOf(all, steps), map[key]string{}, map[string]key{}, 0
	for i, end := range ends[1:] {
		path := all[ends[i]:end]
		text, k := fmt.Sprint(path), w.key(ends[i], end)
		if before, ok := keys[text]; ok && before != k {
			t.Fatalf("%d steps: %v has the keys %x and %x", steps, path, before, k)
		}
		if before, ok := texts[k]; ok && before != text {
			t.Fatalf("%d steps: %s and %s have the key %x", steps, before, text, k)
		}
		texts[k], keys[text] = text, k
		short += one(!k.hashed())
	}
	if short < 1000 {
		t.Errorf("%d steps: only %d keys are no hashes", steps, short)
	}
}
