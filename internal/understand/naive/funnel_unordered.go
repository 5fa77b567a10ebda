// SPDX-License-Identifier: Apache-2.0

package naive

import (
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// unordered looks at the visits behind each that may begin a chain, as far as the
// window and the next exclusion go. The first moment counts at which most different
// steps have come together.
func (s *FunnelSpec) unordered(visits []funnelVisit) (out Funnelled) {
	first := -1 // where the most came together
	for i, v := range visits {
		if !s.begins(v) {
			continue
		}
		var window []funnelVisit
		for j := i; j < len(visits) && visits[j].time-v.time <= s.Window && !s.parted(visits, v.time, visits[j].time); j++ {
			window = append(window, visits[j])
			steps := adding(window)
			if len(steps) > len(out.Reached) || len(steps) == len(out.Reached) && j < first {
				out.Reached, first = steps, j
			}
		}
	}
	return out
}

// parted reports whether an exclusion lies between two times.
func (s *FunnelSpec) parted(visits []funnelVisit, from, to int64) bool {
	return slices.ContainsFunc(visits, func(v funnelVisit) bool { return len(v.spoils) > 0 && from < v.time && v.time < to })
}

// adding lists the visits that each add to the number of different steps.
func adding(visits []funnelVisit) (out []FunnelMoment) {
	for i, v := range visits {
		if different(visits[:i+1], nil) > len(out) {
			out = append(out, FunnelMoment{len(out), v.time, v.undated})
		}
	}
	return out
}

// different counts by trying how many different steps visits can serve, one each.
func different(visits []funnelVisit, taken []int) int {
	if len(visits) == 0 {
		return len(taken)
	}
	most := different(visits[1:], taken)
	for _, k := range visits[0].serves {
		if !slices.Contains(taken, k) {
			most = max(most, different(visits[1:], append(slices.Clone(taken), k)))
		}
	}
	return most
}

// Furthest tells for every actor, by trying all chains there are, how many steps
// the longest has: visits in the order of their times, each serving the next step,
// within the window from the first. The funnel has an order, no exclusions and no
// optional steps. A second opinion on Funnel.
func Furthest(x *sequence.Instances, s *FunnelSpec) (out []int) {
	for _, visits := range funnelActors(x, s) {
		if slices.ContainsFunc(visits, s.begins) {
			used := make([]bool, len(visits))
			out = append(out, s.longest(visits, used, -1, 0, 0))
		}
	}
	return out
}

// longest returns how many steps a chain with so many, which was last at a visit,
// can come to have.
func (s *FunnelSpec) longest(visits []funnelVisit, used []bool, at, steps int, start int64) int {
	most := steps
	if steps == len(s.Steps) {
		return steps
	}
	for i, v := range visits {
		switch {
		case used[i] || !slices.Contains(v.serves, steps) || steps == 0 && !v.entry:
			continue
		case steps > 0 && (v.time < visits[at].time || v.time-start > s.Window || s.Order == "strict" && interrupted(visits, at, i, steps-1)):
			continue
		case steps == 0:
			start = v.time
		}
		used[i] = true
		most = max(most, s.longest(visits, used, i, steps+1, start))
		used[i] = false
	}
	return most
}

// interrupted reports whether anything but the step itself came between two visits.
func interrupted(visits []funnelVisit, from, to, step int) bool {
	for _, v := range visits {
		if visits[from].time < v.time && v.time < visits[to].time && !slices.Contains(v.serves, step) {
			return true
		}
	}
	return false
}
