// SPDX-License-Identifier: Apache-2.0

package stat

// Select returns the p-quantile of values in any order, as Quantile does of
// sorted ones, in linear time. It reorders values, of which there must be one
// at least.
func Select(values []float64, p float64) float64 {
	h := p * float64(len(values)-1)
	i := int(h)
	at := nth(values, i)
	if i+1 >= len(values) || h == float64(i) {
		return at
	}
	next := values[i+1]
	for _, v := range values[i+2:] {
		next = min(next, v)
	}
	return at + (h-float64(i))*(next-at)
}

// nth puts the n-th smallest value in its place, with none greater before it and
// none smaller behind it (Hoare 1961, with the middle of three as pivot).
func nth(v []float64, n int) float64 {
	lo, hi := 0, len(v)-1
	for lo < hi {
		a, b, c := v[lo], v[lo+(hi-lo)/2], v[hi]
		pivot := max(min(a, b), min(max(a, b), c))
		i, j := lo, hi
		for i <= j {
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
