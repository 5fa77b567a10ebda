// SPDX-License-Identifier: Apache-2.0

package path

import (
	"math"
	"math/bits"
)

// sink takes lengths of time in, each of a group; a kernel owns one.
type sink[T uint32 | int64] interface {
	take(group []uint32, length []T)
	merge(other sink[T])
}

// histogram counts lengths in the cells of a layout and adds them up. Those in cells
// that are likely to be wanted it keeps.
type histogram[T uint32 | int64] struct {
	size   int      // how many groups there are
	whole  bool     // each group has a cell for each bucket
	groups []tally  // and one for what counts for none
	count  []uint32 // by cell; with the bit likely, lengths in it are kept
	kept   kept[T]
	others []*histogram[T] // that were merged, as they were
}

// tally is what is known of a group.
type tally struct {
	sum       total
	at        place
	last      uint32 // mark of the instance in which the group was last seen
	instances uint32 // in which it was
}

// newHistogram returns an empty histogram that keeps the lengths in marked cells; nil:
// none.
func newHistogram[T uint32 | int64](l *layout, marks []uint32) *histogram[T] {
	h := &histogram[T]{size: len(l.groups) - 1, whole: l.whole, groups: make([]tally, len(l.groups)), count: make([]uint32, l.cells)}
	for g, at := range l.groups {
		h.groups[g].at = at
	}
	copy(h.count, marks)
	return h
}

// take counts lengths. Each is written to those that are kept, and the next overwrites
// it if it is not to be: that costs less than to guess which is.
func (h *histogram[T]) take(group []uint32, length []T) {
	for len(group) > keptRoom {
		h.take(group[:keptRoom], length[:keptRoom])
		group, length = group[keptRoom:], length[keptRoom:]
	}
	groups, count := h.groups, h.count
	kept, n := h.kept.room(len(group))
	length = length[:len(group)]
	for i, g := range group {
		t, v := &groups[g], length[i]
		addLength(&t.sum, v)
		cell := t.at.base + bucketOf(v)&t.at.mask
		c := count[cell]
		count[cell] = c + 1
		kept[n%keptRoom] = sample[T]{cell, v}
		n += c >> likelyBit
	}
	h.kept.fill(n)
}

// mark notes that groups were seen in an instance; marks differ and are not 0.
func (h *histogram[T]) mark(mark uint32, group []uint32) {
	groups := h.groups
	for _, g := range group {
		t := &groups[g]
		t.instances += uint32(one(t.last != mark))
		t.last = mark
	}
}

func (h *histogram[T]) merge(other sink[T]) {
	o := other.(*histogram[T])
	for c, n := range o.count {
		h.count[c] += n &^ likely
	}
	h.others = append(h.others, o)
	for g := range h.groups {
		h.groups[g].sum.add(o.groups[g].sum)
		h.groups[g].instances += o.groups[g].instances
	}
}

// cells are the counts of a group's cells.
func (h *histogram[T]) cells(group int) []uint32 {
	at := h.groups[group].at
	return h.count[at.base : at.base+at.size(bucketsOf[T]())]
}

// counted is how many lengths of a group were taken in.
func (h *histogram[T]) counted(group int) (n int) {
	for _, c := range h.cells(group) {
		n += int(c &^ likely)
	}
	return n
}

// one is 1 for true.
func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// total is a sum that does not overflow.
type total struct{ lo, hi uint64 }

func (t *total) add(o total) {
	var carry uint64
	t.lo, carry = bits.Add64(t.lo, o.lo, 0)
	t.hi += o.hi + carry
}

// addLength adds a length. Of short ones 64 bits hold as many as there can be.
func addLength[T uint32 | int64](t *total, v T) {
	if isWide[T]() {
		t.add(total{lo: uint64(v)})
	} else {
		t.lo += uint64(v)
	}
}

func (t total) float() float64 { return math.Ldexp(float64(t.hi), 64) + float64(t.lo) }
