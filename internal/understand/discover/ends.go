// SPDX-License-Identifier: Apache-2.0

package discover

import "slices"

// lastThird is the mean place from which on a step may be an end: help that is
// asked for on the way is none, wherever it stands on the map.
const lastThird = 2.0 / 3

// goesOn is the share of those with a step who go on to one behind it, from which
// on it is no end but a place where others give up.
const goesOn = 0.25

// typicalEnds marks the steps that complete an instance. Such a step
//
//   - is where enough of all instances get no further on the map,
//   - leads to no step behind it: fewer than a quarter go on to any one of them,
//   - comes in the last third of what its customers go through, and is not a step
//     that they begin with,
//   - does not itself come behind another end, as thanks do behind a purchase.
//
// If no step is such, the one that is most often the last new event, of equals the
// last on the map.
func (d *draft) typicalEnds() []bool {
	furthest := make([]int, len(d.kept))
	for _, p := range d.paths {
		furthest[slices.Max(p.Steps)] += p.N
	}
	places, starts := meanPlaces(d.paths, len(d.kept)), d.starts()
	out := make([]bool, len(d.kept))
	for i, name := range d.kept {
		out[i] = share(furthest[i], d.instances) >= d.Limits.Step && places[i] >= lastThird &&
			share(starts[i], d.touched[name]) < goesOn && !d.leadsOn(i) && !d.behindAny(i, out)
	}
	if !slices.Contains(out, true) {
		out[d.likeliestEnd()] = true
	}
	return out
}

// starts counts the instances by their first step.
func (d *draft) starts() []int {
	out := make([]int, len(d.kept))
	for _, p := range d.paths {
		out[p.Steps[0]] += p.N
	}
	return out
}

// leadsOn reports whether customers go on from a step to one behind it.
func (d *draft) leadsOn(i int) bool {
	for j := i + 1; j < len(d.kept); j++ {
		if share(d.before[i][j], d.touched[d.kept[i]]) >= goesOn {
			return true
		}
	}
	return false
}

// behindAny reports whether most of those with a step had been at one of the ends
// before.
func (d *draft) behindAny(i int, ends []bool) bool {
	for j := range i {
		if ends[j] && 2*d.before[j][i] >= d.touched[d.kept[i]] {
			return true
		}
	}
	return false
}

func (d *draft) likeliestEnd() int {
	best, most := 0, -1.0
	for i, name := range d.kept {
		if x := share(d.ends[name], d.touched[name]); x >= most {
			best, most = i, x
		}
	}
	return best
}
