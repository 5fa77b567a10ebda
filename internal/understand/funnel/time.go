// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"math"
	"slices"

	"github.com/wendcx/wend/internal/stat"
)

const second = 1e6 // microseconds

// Time is how long something took, in seconds, over N actors for whom that is
// known: visits that only have a place in the order have no time. Quantiles are
// exact (type 7); the median has a distribution-free 95 % interval, nil below six.
// Without anybody all is nil.
type Time struct {
	N         int      `json:"n"`
	MeanS     *float64 `json:"mean_s"`
	MedianS   *float64 `json:"median_s"`
	MedianLoS *float64 `json:"median_lo_s"`
	MedianHiS *float64 `json:"median_hi_s"`
	P90S      *float64 `json:"p90_s"`
}

// timeOf sums up lengths in microseconds, all of them whole units, and sorts them.
func timeOf(lengths []int64, unit int64) Time {
	out := Time{N: len(lengths)}
	if out.N == 0 {
		return out
	}
	ascending(lengths, unit)
	seconds, sum := make([]float64, out.N), 0.0
	for i, l := range lengths {
		seconds[i] = float64(l) / second
		sum += seconds[i]
	}
	mean, median, p90 := sum/float64(out.N), stat.Quantile(seconds, 0.5), stat.Quantile(seconds, 0.9)
	out.MeanS, out.MedianS, out.P90S = &mean, &median, &p90
	if lo, hi, ok := stat.QuantileInterval(seconds, 0.5); ok {
		out.MedianLoS, out.MedianHiS = &lo, &hi
	}
	return out
}

// estimate is the median with its interval, nil where it has none.
func (t *Time) estimate() *stat.Estimate {
	if t == nil || t.MedianLoS == nil {
		return nil
	}
	return &stat.Estimate{Value: *t.MedianS, Lo: *t.MedianLoS, Hi: *t.MedianHiS, N: t.N}
}

// Bin counts conversions that took FromS seconds or more and less than ToS.
type Bin struct {
	FromS float64 `json:"from_s"`
	ToS   float64 `json:"to_s"`
	Count int     `json:"count"`
}

// maxBins bounds how many bins a histogram has where their number is not given.
const maxBins = 60

// binned counts sorted lengths, in microseconds, in bins of whole seconds. They
// begin at the shortest length; the longest may lie on the end of the last of
// them, so there is one more.
//
//	3600 s, 2220 s, 82800 s in 2 bins  →  2220: 2, 42510: 0, 82800: 1
func binned(lengths []int64, bins int) []Bin {
	n := len(lengths)
	if n == 0 {
		return []Bin{}
	}
	if bins == 0 {
		bins = min(maxBins, int(math.Ceil(math.Cbrt(float64(n)))))
	}
	least, most := lengths[0]/second, (lengths[n-1]+second-1)/second
	width := max(1, (most-least+int64(bins)-1)/int64(bins))
	out := make([]Bin, bins+1)
	for b := range out {
		from := least + int64(b)*width
		out[b].FromS, out[b].ToS = float64(from), float64(from+width)
	}
	for _, l := range lengths {
		out[(l/second-least)/width].Count++
	}
	return out
}

const (
	digitBits = 11
	few       = 512 // lengths that are sorted by comparing
)

// ascending sorts lengths that are not negative and multiples of a unit: by their
// digits, from the last on, which takes a few passes over them.
func ascending(v []int64, unit int64) {
	if len(v) < few {
		slices.Sort(v)
		return
	}
	most := slices.Max(v) / unit
	from, to := v, make([]int64, len(v))
	for shift := 0; most>>shift > 0; shift += digitBits {
		var at [1 << digitBits]int
		for _, l := range from {
			at[l/unit>>shift&(1<<digitBits-1)]++
		}
		sum := 0
		for d, n := range at {
			at[d] = sum
			sum += n
		}
		for _, l := range from {
			d := l / unit >> shift & (1<<digitBits - 1)
			to[at[d]] = l
			at[d]++
		}
		from, to = to, from
	}
	if &from[0] != &v[0] {
		copy(v, from)
	}
}
