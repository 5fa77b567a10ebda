// SPDX-License-Identifier: Apache-2.0

package naive

import "slices"

// NetTransition consumes a token from each place of In and gives one to each of
// Out. Label "" shows nothing.
type NetTransition struct {
	Label   string
	In, Out []int
}

// Net is a small Petri net: its markings are tokens by place.
type Net struct {
	Transitions    []NetTransition
	Initial, Final []int
}

// passage is a way from one marking to another.
type passage struct {
	from, to int
	label    string
}

// reach lists the markings that can be reached, the initial one first, and the
// steps between them; ok is false where there are more than most.
func (n Net) reach(most int) (markings [][]int, steps []passage, ok bool) {
	markings = [][]int{n.Initial}
	for from := 0; from < len(markings); from++ {
		if len(markings) > most {
			return nil, nil, false
		}
		for _, t := range n.Transitions {
			after := slices.Clone(markings[from])
			for _, p := range t.In {
				after[p]--
			}
			if slices.Min(after) < 0 {
				continue
			}
			for _, p := range t.Out {
				after[p]++
			}
			to := slices.IndexFunc(markings, func(m []int) bool { return slices.Equal(m, after) })
			if to < 0 {
				to = len(markings)
				markings = append(markings, after)
			}
			steps = append(steps, passage{from, to, t.Label})
		}
	}
	return markings, steps, true
}

// Align is the least number of deviations of a path from a net with at most so
// many markings: visits that the net does not allow and labels that were left
// out. A prefix need not lead to the final marking. It is -1 where no way leads
// there; ok is false where the net is too large.
//
// Bellman and Ford: the distances between all pairs of a place in the path and a
// marking are lowered until nothing changes.
func (n Net) Align(path []string, prefix bool, most int) (deviations int, ok bool) {
	markings, steps, ok := n.reach(most)
	if !ok {
		return 0, false
	}
	const far = 1 << 30
	dist := make([][]int, len(path)+1)
	for at := range dist {
		dist[at] = slices.Repeat([]int{far}, len(markings))
	}
	dist[0][0] = 0
	for changed := true; changed; {
		changed = false
		lower := func(at, m, d int) {
			if d < dist[at][m] {
				dist[at][m], changed = d, true
			}
		}
		for at := range dist {
			for m := range markings {
				if at < len(path) {
					lower(at+1, m, dist[at][m]+1)
				}
			}
			for _, s := range steps {
				if s.label == "" {
					lower(at, s.to, dist[at][s.from])
					continue
				}
				lower(at, s.to, dist[at][s.from]+1)
				if at < len(path) && path[at] == s.label {
					lower(at+1, s.to, dist[at][s.from])
				}
			}
		}
	}
	best := far
	for m := range markings {
		if prefix || slices.Equal(markings[m], n.Final) {
			best = min(best, dist[len(path)][m])
		}
	}
	if best >= far {
		return -1, true
	}
	return best, true
}
