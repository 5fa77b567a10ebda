// SPDX-License-Identifier: Apache-2.0

package path

// arranged are lengths by list: those of list l, from 0, are [starts[l], starts[l+1]).
// Several parts of them are put in at the same time, each in places of its own.
type arranged[T uint32 | int64] struct {
	starts []uint32
	length []T
	next   [][]uint32 // by part, and list from 1: the next place
}

// newArranged has places for so many lengths by part and list.
func newArranged[T uint32 | int64](counts [][]uint32) *arranged[T] {
	lists, n := len(counts[0]), uint32(0)
	a := &arranged[T]{starts: make([]uint32, 0, lists+1), next: make([][]uint32, len(counts))}
	for part := range counts {
		a.next[part] = make([]uint32, lists+1)
	}
	for l := range lists {
		a.starts = append(a.starts, n)
		for part := range counts {
			a.next[part][l+1] = n
			n += counts[part][l]
		}
	}
	a.starts = append(a.starts, n)
	a.length = make([]T, n)
	return a
}

// put puts the lengths of a part in, each with its list.
func (a *arranged[T]) put(part int, list []uint32, length []T) {
	next := a.next[part]
	for i, l := range list {
		a.length[next[l]] = length[i]
		next[l]++
	}
}

// pick puts in what is in the lists of their cells. Every length is written, and the
// next overwrites those that are in none: that costs less than to guess which are.
func (a *arranged[T]) pick(part int, lists []uint32, samples []sample[T]) {
	const some = 1 << 8
	var list [some]uint32
	var length [some]T
	for len(samples) > 0 {
		now := samples[:min(some, len(samples))]
		samples = samples[len(now):]
		n := 0
		for _, s := range now {
			l := lists[s.cell]
			list[n%some], length[n%some] = l, s.length
			n += one(l != 0)
		}
		a.put(part, list[:n], length[:n])
	}
}
