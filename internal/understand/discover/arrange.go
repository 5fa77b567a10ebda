// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"cmp"
	"slices"
)

// precedence counts, for every two of n steps, the instances in which the first
// visit of the one comes before the first visit of the other.
func precedence(paths []Path, n int) [][]int {
	before := square(n)
	seen := newMarks(n)
	var firsts []uint16
	for _, p := range paths {
		firsts = appendFirsts(firsts[:0], p, seen)
		for i, a := range firsts {
			for _, b := range firsts[i+1:] {
				before[a][b] += p.N
			}
		}
	}
	return before
}

// appendFirsts lists the steps of a path in the order of their first visits.
func appendFirsts(to []uint16, p Path, seen *marks) []uint16 {
	seen.next()
	for _, step := range p.Steps {
		if seen.first(int(step)) {
			to = append(to, step)
		}
	}
	return to
}

func square(n int) [][]int {
	out := make([][]int, n)
	for i := range out {
		out[i] = make([]int, n)
	}
	return out
}

// arrange finds the typical order and numbers the steps in it. It begins with the
// mean places of the first visits, those steps last with which instances end,
// and then moves single steps while more pairs of visits come to agree with the
// order (a local optimum of Kemeny's).
func (d *draft) arrange() {
	n := len(d.kept)
	paths := d.only(d.kept)
	before := precedence(paths, n)
	places := meanPlaces(paths, n)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	last := func(i int) int {
		if d.ending(d.kept[i]) {
			return 1
		}
		return 0
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(places[a], places[b]), cmp.Compare(a, b))
	})
	improve(order, before)
	names := make([]int, n)
	for i, at := range order {
		names[i] = d.kept[at]
	}
	d.kept = names
	d.paths = d.only(names)
	d.before = precedence(d.paths, n)
}

// ending reports whether instances end with a name: enough of all do, and at
// least half of those who have it.
func (d *draft) ending(name int) bool {
	return share(d.ends[name], d.instances) >= d.Limits.Step && 2*d.ends[name] >= d.touched[name]
}

// meanPlaces returns the mean place of each step's first visit among the first
// visits of its instances, from 0 (always the first) to 1 (always the last). What
// stands alone tells nothing; a step that always does is in the middle.
func meanPlaces(paths []Path, n int) []float64 {
	places, all := make([]float64, n), make([]int, n)
	seen := newMarks(n)
	var firsts []uint16
	for _, p := range paths {
		if firsts = appendFirsts(firsts[:0], p, seen); len(firsts) < 2 {
			continue
		}
		for i, step := range firsts {
			places[step] += float64(p.N) * float64(i) / float64(len(firsts)-1)
			all[step] += p.N
		}
	}
	for i := range places {
		if places[i] /= float64(max(1, all[i])); all[i] == 0 {
			places[i] = 0.5
		}
	}
	return places
}

// improve moves single steps to where more pairs agree, until no move helps.
// Every move makes more pairs agree, so it ends.
func improve(order []int, before [][]int) {
	for moved := true; moved; {
		moved = false
		for i := range order {
			if to := bestPlace(order, before, i); to != i {
				move(order, i, to)
				moved = true
			}
		}
	}
}

// bestPlace returns where the step at i agrees with the most pairs: i itself
// unless another place is better.
func bestPlace(order []int, before [][]int, i int) int {
	step, best, most := order[i], i, 0
	gain := 0
	for j := i - 1; j >= 0; j-- {
		if gain += before[step][order[j]] - before[order[j]][step]; gain > most {
			best, most = j, gain
		}
	}
	gain = 0
	for j := i + 1; j < len(order); j++ {
		if gain += before[order[j]][step] - before[step][order[j]]; gain > most {
			best, most = j, gain
		}
	}
	return best
}

func move(order []int, from, to int) {
	step := order[from]
	copy(order[from:], order[from+1:])
	copy(order[to+1:], order[to:len(order)-1])
	order[to] = step
}
