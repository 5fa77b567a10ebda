// SPDX-License-Identifier: Apache-2.0

package stat

import "math"

// Share estimates a proportion, k of n, with Wilson's score interval (Wilson
// 1927; recommended for small n by Brown, Cai and DasGupta 2001). n must be
// positive and 0 <= k <= n.
//
//	Share(8, 10) = 0.8 [0.490162, 0.943318]
func Share(k, n int) Estimate {
	nf := float64(n)
	p := float64(k) / nf
	zz := z95 * z95
	centre := (p + zz/(2*nf)) / (1 + zz/nf)
	half := z95 / (1 + zz/nf) * math.Sqrt(p*(1-p)/nf+zz/(4*nf*nf))
	e := Estimate{Value: p, Lo: max(0, centre-half), Hi: min(1, centre+half), N: n}
	if k == 0 {
		e.Lo = 0
	}
	if k == n {
		e.Hi = 1
	}
	return e
}

// ShareDifference estimates k1/n1 - k2/n2 with Newcombe's hybrid score interval
// (Newcombe 1998, method 10). N is n1 + n2.
//
//	ShareDifference(56, 70, 48, 80) = 0.2 [0.052431, 0.333873]
func ShareDifference(k1, n1, k2, n2 int) Estimate {
	a, b := Share(k1, n1), Share(k2, n2)
	d := a.Value - b.Value
	return Estimate{
		Value: d,
		Lo:    d - hypot2(a.Value-a.Lo, b.Hi-b.Value),
		Hi:    d + hypot2(a.Hi-a.Value, b.Value-b.Lo),
		N:     n1 + n2,
	}
}
