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

// Difference estimates a - b from two independent estimates with Newcombe's
// hybrid interval, which squares and adds the distances to their limits
// (Newcombe 1998, method 10; Zou and Donner 2008 for other estimates). For two
// shares it is exactly Newcombe's. N is the sum.
//
//	Difference(Share(56, 70), Share(48, 80)) = 0.2 [0.052431, 0.333873]
func Difference(a, b Estimate) Estimate {
	d := a.Value - b.Value
	return Estimate{
		Value: d,
		Lo:    d - math.Hypot(a.Value-a.Lo, b.Hi-b.Value),
		Hi:    d + math.Hypot(a.Hi-a.Value, b.Value-b.Lo),
		N:     a.N + b.N,
	}
}
