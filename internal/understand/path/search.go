// SPDX-License-Identifier: Apache-2.0

package path

import "github.com/wendcx/wend/internal/stat"

// search knows where the wanted ranks of all groups lie: in buckets of a single
// length, which is then found, or in cells whose lengths have to be gathered
// into lists.
type search[T uint32 | int64] struct {
	h      *histogram[T]
	n      []int       // lengths by group
	ranks  []ranked[T] // of all groups, ascending within each
	first  []int       // of each group in ranks, and the end
	list   []uint32    // by cell: its list, from 1; 0: not wanted
	of     []uint32    // by list, from 0: the first of ranks that lies in it
	cell   []uint32    // by list, from 0: its cell
	gather int         // how many lengths are in lists
}

// ranked is a length by its rank, from 0.
type ranked[T uint32 | int64] struct {
	rank   int
	list   uint32 // from 1; 0: found
	within uint32 // rank in the list
	length T
}

// newSearch looks for the wanted ranks in what was counted.
func newSearch[T uint32 | int64](h *histogram[T], w wanted) *search[T] {
	groups := h.size
	s := &search[T]{h: h, n: make([]int, groups), first: make([]int, 1, groups+1), list: make([]uint32, len(h.count))}
	var ranks []int
	for g := range s.n {
		s.n[g] = h.counted(g)
		ranks = w.ranks(ranks[:0], s.n[g])
		s.find(g, ranks)
		s.first = append(s.first, len(s.ranks))
	}
	return s
}

// find finds the cells of a group's ranks, which ascend.
func (s *search[T]) find(group int, ranks []int) {
	at, below := s.h.groups[group].at, 0
	for bucket, n := range s.h.cells(group) {
		n &^= likely
		for len(ranks) > 0 && ranks[0] < below+int(n) {
			r := ranked[T]{rank: ranks[0], within: uint32(ranks[0] - below)}
			if at.mask != 0 && bucket < ownBucket {
				r.length = lengthIn[T](uint32(bucket))
			} else {
				r.list = s.listOf(at.base+uint32(bucket), int(n))
			}
			s.ranks, ranks = append(s.ranks, r), ranks[1:]
		}
		below += int(n)
	}
}

// listOf is the list of a cell with n lengths.
func (s *search[T]) listOf(cell uint32, n int) uint32 {
	if s.list[cell] == 0 {
		s.of = append(s.of, uint32(len(s.ranks)))
		s.cell = append(s.cell, cell)
		s.list[cell] = uint32(len(s.of))
		s.gather += n
	}
	return s.list[cell]
}

// lists is how many lists have to be gathered.
func (s *search[T]) lists() int { return len(s.of) }

// settle finds the lengths at the ranks that lie in lists.
func (s *search[T]) settle(a *arranged[T]) {
	parallel(s.lists(), 64, func(from, to int) {
		for l := from; l < to; l++ {
			s.settleList(l, a.length[a.starts[l]:a.starts[l+1]])
		}
	})
}

// settleList finds the lengths at the ranks that lie in a list, from 0.
func (s *search[T]) settleList(list int, all []T) {
	done := 0 // so many of all are in their places
	for r := int(s.of[list]); r < len(s.ranks) && s.ranks[r].list == uint32(list)+1; r++ {
		at := &s.ranks[r]
		if int(at.within) >= done {
			stat.Nth(all[done:], int(at.within)-done)
			done = int(at.within) + 1
		}
		at.length = all[at.within]
	}
}

// spreads are the results.
func (s *search[T]) spreads() []spread[T] {
	out := make([]spread[T], len(s.n))
	for g := range out {
		out[g] = spread[T]{n: s.n[g], sum: s.h.groups[g].sum, ranks: s.ranks[s.first[g]:s.first[g+1]]}
	}
	return out
}
