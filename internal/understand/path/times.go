// SPDX-License-Identifier: Apache-2.0

package path

import (
	"slices"

	"github.com/wendcx/wend/internal/stat"
)

// Times sums lengths of time up, in seconds. MedianLoS and MedianHiS are the
// median's 95 % interval, two order statistics, nil where there are too few for
// one. Without any length all are nil.
type Times struct {
	N         int      `json:"n"` // lengths known
	MeanS     *float64 `json:"mean_s"`
	MedianS   *float64 `json:"median_s"`
	MedianLoS *float64 `json:"median_lo_s,omitempty"`
	MedianHiS *float64 `json:"median_hi_s,omitempty"`
	P90S      *float64 `json:"p90_s"`
}

// median is the median with its interval; nil where there is none.
func (t *Times) median() *stat.Estimate {
	if t == nil || t.MedianLoS == nil {
		return nil
	}
	return &stat.Estimate{Value: *t.MedianS, Lo: *t.MedianLoS, Hi: *t.MedianHiS, N: t.N}
}

// spread is what was found of a group of lengths.
type spread[T uint32 | int64] struct {
	n     int
	sum   total
	ranks []ranked[T] // those that were wanted, ascending
}

// wanted says which quantiles are wanted beside the median and its interval. It
// remembers the ranks of the interval by the number of lengths.
type wanted struct {
	quantiles []float64
	interval  map[int][2]int
}

func want(quantiles ...float64) wanted {
	return wanted{append(quantiles, 0.5), map[int][2]int{}}
}

// ranks appends the ranks that are needed of n lengths, ascending, from 0.
func (w wanted) ranks(to []int, n int) []int {
	if n == 0 {
		return to
	}
	for _, q := range w.quantiles {
		i, _ := rankOf(q, n)
		to = append(to, i, min(i+1, n-1))
	}
	if lo, hi, ok := w.medianRanks(n); ok {
		to = append(to, lo, hi)
	}
	slices.Sort(to)
	return slices.Compact(to)
}

// rankOf is the rank below a quantile, and how far behind it the quantile lies
// (type 7 of Hyndman and Fan 1996).
func rankOf(q float64, n int) (rank int, behind float64) {
	h := q * float64(n-1)
	return int(h), h - float64(int(h))
}

// medianRanks is medianRanks with a memory.
func (w wanted) medianRanks(n int) (lo, hi int, ok bool) {
	r, known := w.interval[n]
	if !known {
		if r[0], r[1], ok = medianRanks(n); !ok {
			r[0] = -1
		}
		w.interval[n] = r
	}
	return r[0], r[1], r[0] >= 0
}

// seconds is the length at a rank; unit is in microseconds.
func (s *spread[T]) seconds(rank int, unit int64) float64 {
	i, _ := slices.BinarySearchFunc(s.ranks, rank, func(r ranked[T], rank int) int { return r.rank - rank })
	return float64(int64(s.ranks[i].length)*unit) / 1e6
}

// quantile is a quantile in seconds; there is one length at least.
func (s *spread[T]) quantile(q float64, unit int64) *float64 {
	i, behind := rankOf(q, s.n)
	at := s.seconds(i, unit)
	if i+1 < s.n {
		at += behind * (s.seconds(i+1, unit) - at)
	}
	return &at
}

// mean is the mean in seconds; there is one length at least.
func (s *spread[T]) mean(unit int64) *float64 {
	m := s.sum.float() / float64(s.n) * (float64(unit) / 1e6)
	return &m
}

// times sums up.
func (s *spread[T]) times(w wanted, unit int64) (t Times) {
	if t.N = s.n; s.n == 0 {
		return t
	}
	t.MeanS, t.MedianS, t.P90S = s.mean(unit), s.quantile(0.5, unit), s.quantile(0.9, unit)
	if lo, hi, ok := w.medianRanks(s.n); ok {
		from, to := s.seconds(lo, unit), s.seconds(hi, unit)
		t.MedianLoS, t.MedianHiS = &from, &to
	}
	return t
}

// timesOf sums up the lengths of every group.
func timesOf[T uint32 | int64](spreads []spread[T], w wanted, unit int64) []Times {
	out := make([]Times, len(spreads))
	for g := range spreads {
		out[g] = spreads[g].times(w, unit)
	}
	return out
}
