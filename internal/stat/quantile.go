// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantile returns the p-quantile of sorted values by linear interpolation
// (type 7 of Hyndman and Fan 1996, the default of R and numpy). sorted must not
// be empty and 0 <= p <= 1.
//
//	Quantile([1 2 3 4], 0.5) = 2.5
func Quantile(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// QuantileInterval returns the distribution-free 95 % interval of the
// p-quantile: two order statistics (Conover 1999, 3.2). ok is false when the
// sample is too small to bound it on both sides (below 6 values for a median).
func QuantileInterval(sorted []float64, p float64) (lo, hi float64, ok bool) {
	n := len(sorted)
	if n == 0 || p <= 0 || p >= 1 {
		return 0, 0, false
	}
	below := distuv.Binomial{N: float64(n), P: p}
	l := binomialQuantile(below, 0.025)
	u := binomialQuantile(below, 0.975) + 1
	if l < 1 || u > n {
		return 0, 0, false
	}
	return sorted[l-1], sorted[u-1], true
}

// binomialQuantile is the least k with P(X <= k) >= q.
func binomialQuantile(b distuv.Binomial, q float64) int {
	lo, hi := 0, int(b.N)
	sd := math.Sqrt(b.N * b.P * (1 - b.P))
	lo = max(lo, int(b.N*b.P-8*sd)-1)
	hi = min(hi, int(b.N*b.P+8*sd)+1)
	for lo < hi {
		mid := (lo + hi) / 2
		if b.CDF(float64(mid)) >= q {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}
