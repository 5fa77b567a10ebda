// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"slices"

	"github.com/wendcx/wend/internal/stat"
)

// side is where a profile stands in a comparison.
type side uint8

const (
	without side = iota
	with
	neither
)

// sides are the profiles that are compared: those with a deviation, those
// without.
type sides struct {
	of     []side
	values [2][]float64
}

func (s *sides) set(list []holder) {
	for _, h := range list {
		s.of[h.profile] = with
		if h.early {
			s.of[h.profile] = neither
		}
	}
}

func (s *sides) clear(list []holder) {
	for _, h := range list {
		s.of[h.profile] = without
	}
}

// completion compares the shares completed.
func (s *sides) completion(profiles []profile) *Effect {
	var n, done [3]int
	for i := range profiles {
		n[s.of[i]] += profiles[i].ripe
		done[s.of[i]] += profiles[i].completed
	}
	if min(n[with], n[without]) < tooFew {
		return nil
	}
	return effect(stat.Share(done[with], n[with]), stat.Share(done[without], n[without]))
}

// duration compares the medians, in seconds. lasted is sorted.
func (s *sides) duration(lasted []lasted) *Effect {
	for side := range s.values {
		s.values[side] = slices.Grow(s.values[side][:0], len(lasted))
	}
	for _, l := range lasted {
		if side := s.of[l.profile]; side != neither {
			s.values[side] = append(s.values[side], float64(l.time)/1e6)
		}
	}
	a, ok := median(s.values[with])
	b, also := median(s.values[without])
	if !ok || !also {
		return nil
	}
	return effect(a, b)
}

// median is of sorted values; ok is false where they are too few to bound it.
func median(sorted []float64) (e stat.Estimate, ok bool) {
	lo, hi, ok := stat.QuantileInterval(sorted, 0.5)
	if !ok {
		return e, false
	}
	return stat.Estimate{Value: stat.Quantile(sorted, 0.5), Lo: lo, Hi: hi, N: len(sorted)}, true
}

// satisfaction compares the means of the scores.
func (s *sides) satisfaction(scores []stat.Moments) *Effect {
	var all [3]stat.Moments
	for i := range scores {
		all[s.of[i]].Merge(scores[i])
	}
	if min(all[with].N, all[without].N) < tooFew {
		return nil
	}
	return effect(all[with].Estimate(), all[without].Estimate())
}

func effect(a, b stat.Estimate) *Effect {
	return &Effect{With: a, Without: b, Difference: stat.Difference(a, b)}
}
