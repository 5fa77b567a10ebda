// SPDX-License-Identifier: Apache-2.0

package path

import (
	"cmp"
	"slices"
)

// layout says where the lengths of each group are counted: in the cells behind
// its base, one a bucket, or all in the one at its base. Behind the groups there
// is one for lengths that count for none.
type layout struct {
	groups []place
	cells  int
	whole  bool // each group, and that for none, has a cell for each bucket
}

// place is where a group's cells are. mask has all bits, or none where there is
// but one cell.
type place struct{ base, mask uint32 }

// together is for how many groups all buckets are counted at the same time.
const together = 1024

// wholeLayout has room for all buckets of all groups.
func wholeLayout(groups, buckets int) *layout {
	l := countLayout(groups)
	for g := range l.groups {
		l.spread(g, buckets)
	}
	l.whole = true
	return l
}

// countLayout has one cell a group.
func countLayout(groups int) *layout {
	l := &layout{groups: make([]place, groups+1), cells: groups + 1}
	for g := range l.groups {
		l.groups[g].base = uint32(g)
	}
	return l
}

// frequentLayout has room for the buckets of the groups with the highest counts
// and one cell for each other. What is rarer than there are buckets needs none.
func frequentLayout(counts []uint32, buckets int) *layout {
	groups := len(counts) - 1
	var often []int
	for g, n := range counts[:groups] {
		if int(n) > buckets {
			often = append(often, g)
		}
	}
	slices.SortFunc(often, func(a, b int) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	l := countLayout(groups)
	for _, g := range often[:min(len(often), together)] {
		l.spread(g, buckets)
	}
	return l
}

// spread gives a group a cell for each bucket.
func (l *layout) spread(group, buckets int) {
	l.groups[group] = place{uint32(l.cells), ^uint32(0)}
	l.cells += buckets
}

// size is how many cells a group has.
func (p place) size(buckets int) uint32 {
	if p.mask == 0 {
		return 1
	}
	return uint32(buckets)
}
