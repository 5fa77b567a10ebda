// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"
	"math"
	"sync"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// A look at some instances tells in which cells the wanted ranks of all probably lie.
// What lies there is kept while everything is counted, so that it need not be gathered
// in one more pass. Where the look misled, the counts tell, and there is that pass.

// likely is the bit of cells whose lengths are kept.
const (
	likelyBit = 31
	likely    = 1 << likelyBit
)

// kept are lengths with their cells.
type kept[T uint32 | int64] struct {
	parts  []*[keptRoom]sample[T]
	filled []uint32 // of each part
}

// sample is a length in a cell.
type sample[T uint32 | int64] struct {
	cell   uint32
	length T
}

// keptRoom is how many lengths are kept in one piece of memory.
const keptRoom = 1 << 14

// room returns memory with room for n more lengths, at most a piece, and how much of
// it is filled.
func (k *kept[T]) room(n int) (*[keptRoom]sample[T], uint32) {
	last := len(k.parts) - 1
	if last < 0 || int(k.filled[last])+n > keptRoom {
		k.parts, k.filled = append(k.parts, piece[T]()), append(k.filled, 0)
		last++
	}
	return k.parts[last], k.filled[last]
}

// pieces are pieces of memory that are no longer needed; see spare.
var pieces sync.Pool

// piece is a piece of memory, whatever is in it.
func piece[T uint32 | int64]() *[keptRoom]sample[T] {
	if p, ok := pieces.Get().(*[keptRoom]sample[T]); ok {
		return p
	}
	return &[keptRoom]sample[T]{}
}

// free gives the memory back; what is kept is lost.
func (k *kept[T]) free() {
	for _, p := range k.parts {
		pieces.Put(p)
	}
	k.parts, k.filled = nil, nil
}

// fill notes how much is filled of the memory with room.
func (k *kept[T]) fill(n uint32) { k.filled[len(k.filled)-1] = n }

// settle gives a search those of the kept lengths that it wants, of the histogram
// and of all that were merged into it.
func (h *histogram[T]) settle(s *search[T]) {
	parts, counts := append([]*histogram[T]{h}, h.others...), make([][]uint32, 1+len(h.others))
	for i := range parts {
		counts[i] = make([]uint32, len(s.cell))
		for l, cell := range s.cell {
			counts[i][l] = parts[i].count[cell] &^ likely
		}
	}
	for _, n := range counts[1:] { // the first has counted all
		for l := range n {
			counts[0][l] -= n[l]
		}
	}
	a := newArranged[T](counts)
	parallel(len(parts), 1, func(i, _ int) {
		k := &parts[i].kept
		for p, part := range k.parts {
			a.pick(i, s.list, part[:k.filled[p]])
		}
		k.free()
	})
	s.settle(a)
}

// What a look is like.
const (
	oneIn        = 16      // of so many instances it looks at one, where visits are few
	enough       = 1 << 19 // about so many visits of them are looked at where visits are many
	worthLooking = 1 << 17 // so many visits make it worth while
)

// someOf are the instances to look at; nil: a look is not worth while.
func someOf(x *sequence.Instances) *sequence.Instances {
	n := x.Offsets()[x.Len()]
	if n < worthLooking || n >= likely {
		return nil
	}
	return x.Sample(max(oneIn, int(n/enough)))
}

// look returns the marks of a layout by some instances.
func look[K measurer[K, T], T uint32 | int64](ctx context.Context, some *sequence.Instances, l *layout, w wanted, fresh func(to sink[T], first bool) K) ([]uint32, error) {
	k, err := sequence.Run(ctx, some, func() K { return fresh(newHistogram[T](l, nil), false) })
	if err != nil {
		return nil, err
	}
	return k.sink().(*histogram[T]).marks(w), nil
}

// marks are the bits of the cells that are likely to be wanted of all, by the lengths
// of some: to either side of each quantile five standard deviations of its rank, and
// what the median's interval needs. Cells of one length need not be gathered.
func (h *histogram[T]) marks(w wanted) []uint32 {
	out := make([]uint32, len(h.count))
	for g := range h.size {
		n := float64(h.counted(g))
		for _, q := range w.quantiles {
			reach := (5*math.Sqrt(q*(1-q))+0.3)*math.Sqrt(n) + 2
			h.markBetween(out, g, q*n-reach, q*n+reach)
		}
	}
	return out
}

// markBetween marks the cells of a group with the ranks from one to another.
func (h *histogram[T]) markBetween(marks []uint32, group int, from, to float64) {
	at, before := h.groups[group].at, 0.0
	for b, n := range h.cells(group) {
		behind := before + float64(n)
		if before <= to && behind >= from && (at.mask == 0 || b >= ownBucket) {
			marks[at.base+uint32(b)] = likely
		}
		before = behind
	}
}

// covers reports whether all cells that a search wants are among those marked.
func covers[T uint32 | int64](marks []uint32, s *search[T]) bool {
	for cell, list := range s.list {
		if list != 0 && marks[cell] == 0 {
			return false
		}
	}
	return true
}
