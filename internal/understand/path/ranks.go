// SPDX-License-Identifier: Apache-2.0

package path

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// medianRanks returns the ranks, from 0, of the two among n ordered lengths that
// are the 95 % interval of the median, as stat.QuantileInterval has them; ok is
// false where there are too few. It needs no lengths, and looks where the normal
// distribution says first.
func medianRanks(n int) (lo, hi int, ok bool) {
	if n < 6 {
		return 0, 0, false
	}
	const tail = 0.025
	below := distuv.Binomial{N: float64(n), P: 0.5}
	l := max(0, int(float64(n)/2-0.98*math.Sqrt(float64(n))))
	for l > 0 && below.CDF(float64(l-1)) >= tail {
		l--
	}
	for below.CDF(float64(l)) < tail {
		l++
	}
	return l - 1, n - l, l >= 1
}
