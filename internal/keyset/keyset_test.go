// SPDX-License-Identifier: Apache-2.0

package keyset

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func build(t testing.TB, r *rand.Rand, n int) (*File, map[uint64]uint64) {
	t.Helper()
	m := map[uint64]uint64{}
	for len(m) < n {
		m[r.Uint64()] = r.Uint64()
	}
	entries := make([]Entry, 0, n)
	for k, v := range m {
		entries = append(entries, Entry{k, v})
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		if a.Key < b.Key {
			return -1
		}
		return 1
	})
	path := filepath.Join(t.TempDir(), "k")
	if err := Write(path, entries); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, m
}

func TestFindEqualsAMap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 2, 511, 512, 513, 5000, 40_000} {
		f, m := build(t, r, n)
		for _, batch := range []int{1, 3, 100, 5000} {
			var keys []uint64
			for k := range m {
				if len(keys) >= batch/2 {
					break
				}
				keys = append(keys, k)
			}
			for len(keys) < batch {
				keys = append(keys, r.Uint64())
			}
			keys = append(keys, 0, ^uint64(0))
			slices.Sort(keys)
			got := map[uint64]uint64{}
			if err := f.Find(keys, func(i int, v uint64) { got[keys[i]] = v }); err != nil {
				t.Fatal(err)
			}
			for _, k := range keys {
				want, there := m[k]
				v, found := got[k]
				if there != found || v != want {
					t.Fatalf("n %d batch %d key %x: %x %v, want %x %v", n, batch, k, v, found, want, there)
				}
			}
		}
	}
}

// Keys that are not evenly spread are slow to find, never wrong.
func TestFindUnevenKeys(t *testing.T) {
	var entries []Entry
	for i := range uint64(3000) {
		entries = append(entries, Entry{i * i, i})
	}
	path := filepath.Join(t.TempDir(), "k")
	if err := Write(path, entries); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for i := range uint64(3000) {
		at, ok, err := f.search(i * i)
		if err != nil || !ok || at != int(i) {
			t.Fatalf("%d found at %d %v %v", i*i, at, ok, err)
		}
		if _, ok, _ := f.search(i*i + i + 1); ok && i > 0 && (i+1)*(i+1) != i*i+i+1 {
			t.Fatalf("%d is not there", i*i+i+1)
		}
	}
}

func TestADamagedFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k")
	if err := Write(path, []Entry{{1, 2}, {3, 4}}); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(whole) {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil {
			t.Errorf("a file cut to %d of %d bytes was opened", cut, len(whole))
		}
	}
}

func TestCounterEqualsAMap(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	c, err := NewCounter(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	seen := map[uint64]uint64{}
	for round := range 60 {
		keys := make([]uint64, 1+r.IntN(500))
		for i := range keys {
			keys[i] = r.Uint64N(3000) * 0x9E3779B97F4A7C15
		}
		before := make([]uint64, len(keys))
		if err := c.Add(keys, before); err != nil {
			t.Fatal(err)
		}
		for i, k := range keys {
			if before[i] != seen[k] {
				t.Fatalf("round %d: key %x seen %d times, counter says %d", round, k, seen[k], before[i])
			}
			seen[k]++
		}
	}
	if len(c.runs) > 12 {
		t.Errorf("%d runs for 60 batches", len(c.runs))
	}
}

func BenchmarkFindSmallBatch(b *testing.B) { benchmarkFind(b, 100) }
func BenchmarkFindLargeBatch(b *testing.B) { benchmarkFind(b, 100_000) }

func benchmarkFind(b *testing.B, batch int) {
	r := rand.New(rand.NewPCG(1, 1))
	f, _ := build(b, r, 500_000)
	keys := make([]uint64, batch)
	for i := range keys {
		keys[i] = r.Uint64()
	}
	slices.Sort(keys)
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Find(keys, func(int, uint64) {}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*batch), "ns/key")
}

func TestFilter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, n := range []int{1, 1000, 100_000, 300_000} {
		f := NewFilter(n)
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = r.Uint64()
			f.Add(keys[i])
		}
		for _, k := range keys {
			if !f.Has(k) {
				t.Fatal("a key that was added is not there")
			}
		}
		perhaps := 0
		for range 100_000 {
			if f.Has(r.Uint64()) {
				perhaps++
			}
		}
		if perhaps > 600 {
			t.Errorf("%d keys: %d of 100,000 others are perhaps there", n, perhaps)
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	f := NewFilter(16 << 20)
	r := rand.New(rand.NewPCG(1, 1))
	b.ReportAllocs()
	for b.Loop() {
		f.Has(r.Uint64())
	}
}
