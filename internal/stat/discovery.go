// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"cmp"
	"math"
	"slices"
)

// Chance is the probability of a difference as far from nothing as an estimate's,
// where there is none, as its interval tells: 0.05 where that ends at 0. The side of
// the interval that looks towards 0 is taken for normal. It is 1 of no difference.
func Chance(e Estimate) float64 {
	d := e.Value - e.Lo
	if e.Value < 0 {
		d = e.Hi - e.Value
	}
	if e.Value == 0 || math.IsNaN(e.Value) {
		return 1
	}
	return math.Erfc(z95 * math.Abs(e.Value) / d / math.Sqrt2)
}

// FalseDiscoveries turns the probabilities of many findings into q-values: of a finding
// and all with a lower one, which share is false (Benjamini and Hochberg 1995).
//
//	0.01 0.04 0.03  →  0.03 0.04 0.04
func FalseDiscoveries(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	out, least := make([]float64, len(p)), 1.0
	for i, at := range order {
		least = min(least, p[at]*float64(len(p))/float64(len(p)-i))
		out[at] = least
	}
	return out
}
