// SPDX-License-Identifier: Apache-2.0

package path

import "slices"

// windows are two ranges of lengths, bounds included, that hold all that a
// search wants of a group; they may hold more.
type windows[T uint32 | int64] struct{ from1, span1, from2, span2 T }

// hold is 1 if a length lies in one of them, else 0.
func (w *windows[T]) hold(v T) uint {
	return uint(one(uint64(v)-uint64(w.from1) <= uint64(w.span1)) | one(uint64(v)-uint64(w.from2) <= uint64(w.span2)))
}

// windows returns the windows of every group. Of the cells that are wanted, the
// two with the most lengths between them are parted.
func (s *search[T]) windows() []windows[T] {
	out := make([]windows[T], len(s.h.groups))
	var cells []int
	for g := range s.n {
		cells = cells[:0]
		for c := range s.h.cells(g) {
			if s.list[int(s.h.groups[g].at.base)+c] != 0 {
				cells = append(cells, c)
			}
		}
		out[g] = s.window(g, cells)
	}
	return out
}

// window returns the windows of a group that wants these of its cells.
func (s *search[T]) window(group int, cells []int) (w windows[T]) {
	w = windows[T]{from1: longest[T](), from2: longest[T]()}
	if len(cells) == 0 {
		return w
	}
	if s.h.groups[group].at.mask == 0 {
		w.from1, w.span1 = 0, longest[T]()
		return w
	}
	part, most := 0, -1
	for i := 1; i < len(cells); i++ {
		between := 0
		for _, n := range s.h.cells(group)[cells[i-1]+1 : cells[i]] {
			between += int(n)
		}
		if between > most {
			part, most = i, between
		}
	}
	w.from2, w.span2 = bounds[T](cells[part:])
	if part > 0 {
		w.from1, w.span1 = bounds[T](cells[:part])
	}
	return w
}

// windowed keeps lengths that lie in the windows of a gathering, and hands them
// on from time to time.
type windowed[T uint32 | int64] struct {
	*gathering[T]
	windows []windows[T]
	kept    [4 * windowedRoom]sample[T]
	n       uint
}

// windowedRoom is for how many lengths there is room at least.
const windowedRoom = 1 << 10

// sample is a length of a group.
type sample[T uint32 | int64] struct {
	group  uint32
	length T
}

// room makes place and says how much is taken.
func (k *windowed[T]) room() uint {
	if k.n+windowedRoom > uint(len(k.kept)) {
		k.flush()
	}
	return k.n
}

// flush hands on what was kept, and drops what lies in a window and is not
// wanted.
func (k *windowed[T]) flush() {
	for _, s := range k.kept[:k.n] {
		at := k.search.h.groups[s.group].at
		if l := k.search.list[at.base+bucketOf(s.length)&at.mask]; l != 0 {
			k.list, k.length = append(k.list, l), append(k.length, s.length)
		}
	}
	k.n = 0
}

// bounds is the least length in the first of some buckets, and how much longer
// the greatest in the last is.
func bounds[T uint32 | int64](buckets []int) (from, span T) {
	first, last := uint32(slices.Min(buckets)), uint32(slices.Max(buckets))
	end := longest[T]()
	if last < bucketOf(end) {
		end = startOf[T](last+1) - 1
	}
	return startOf[T](first), end - startOf[T](first)
}

// longest is the greatest length there is.
func longest[T uint32 | int64]() T {
	if isWide[T]() {
		wide := uint64(1)<<63 - 1
		return T(wide)
	}
	return ^T(0)
}
