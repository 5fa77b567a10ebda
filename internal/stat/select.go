// SPDX-License-Identifier: Apache-2.0

package stat

import "cmp"

// Select returns the p-quantile of values in any order, as Quantile does of
// sorted ones, in linear time. It reorders values, of which there must be one
// at least.
func Select(values []float64, p float64) float64 {
	h := p * float64(len(values)-1)
	i := int(h)
	at := Nth(values, i)
	if i+1 >= len(values) || h == float64(i) {
		return at
	}
	next := values[i+1]
	for _, v := range values[i+2:] {
		next = min(next, v)
	}
	return at + (h-float64(i))*(next-at)
}

// Nth puts the n-th smallest value, counted from 0, in its place, with none greater
// before it and none smaller behind it (Hoare 1961, with the middle of three as
// pivot), in linear time. It returns that value; 0 <= n < len(v).
func Nth[T cmp.Ordered](v []T, n int) T {
	for lo, hi := 0, len(v)-1; lo < hi; {
		i, j := part(v, lo, hi)
		switch {
		case n <= j:
			hi = j
		case n >= i:
			lo = i
		default:
			return v[n]
		}
	}
	return v[n]
}

// part parts v[lo:hi+1] so that none is greater up to j and none smaller from i
// on; what is between them is equal.
func part[T cmp.Ordered](v []T, lo, hi int) (i, j int) {
	a, b, c := v[lo], v[lo+(hi-lo)/2], v[hi]
	pivot := max(min(a, b), min(max(a, b), c))
	for i, j = lo, hi; i <= j; {
		for v[i] < pivot {
			i++
		}
		for v[j] > pivot {
			j--
		}
		if i <= j {
			v[i], v[j] = v[j], v[i]
			i++
			j--
		}
	}
	return i, j
}
