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
