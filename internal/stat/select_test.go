// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSelectIsQuantile(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for round := range 2000 {
		values := make([]float64, 1+r.IntN(40))
		for i := range values {
			values[i] = float64(r.IntN(1 + round%25))
		}
		p := []float64{0, 0.1, 0.25, 0.5, 0.9, 0.95, 1}[r.IntN(7)]
		sorted := slices.Sorted(slices.Values(values))
		if got, want := Select(values, p), Quantile(sorted, p); got != want {
			t.Fatalf("the %g-quantile of %v is %g, not %g", p, sorted, want, got)
		}
	}
}

// TestNth: whatever the order and however many are equal, what is before the n-th is
// not greater and what is behind it not smaller.
func TestNth(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 300 {
		values := make([]int, 1+r.IntN(4_000))
		for i := range values {
			values[i] = []int{r.IntN(1 + round), i, -i, i % 7, i * (1 - 2*(i&1))}[round%5]
		}
		n, sorted := r.IntN(len(values)), slices.Sorted(slices.Values(values))
		if got := Nth(values, n); got != sorted[n] || values[n] != got {
			t.Fatalf("round %d: the %d. of %d is %d, not %d", round, n, len(values), got, sorted[n])
		}
		if n > 0 && slices.Max(values[:n]) > values[n] || slices.Min(values[n:]) < values[n] {
			t.Fatalf("round %d: not parted around the %d. of %d", round, n, len(values))
		}
	}
}
