// SPDX-License-Identifier: Apache-2.0

package path

import (
	"github.com/wendcx/wend/internal/understand/sequence"
)

// flows is the kernel of transitions. A histogram counts how often pairs of
// steps occur, in how many instances, and the times between them; a gathering
// keeps the times that are wanted exactly.
type flows[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	ids     *numbering // of pairs: from * steps + to
	steps   uint32
	undated []bool // by manner; nil: no visit is
	first   bool   // the pass in which more than times is counted

	h *histogram[T] // what takes the times; nil: a gathering
	b batch[T]      // where pairs are rare, visits undated, or times gathered

	tight *tight // nil: tally does it

	instances    int
	starts, ends []int
	count        []int // occurrences by pair, of undated visits too; nil: as many as there are times
}

// flowsOf returns what makes the kernels of a question.
func flowsOf[S uint8 | uint16, T uint32 | int64](x *sequence.Instances, c *sequence.Columns[S, T], ids *numbering) func(to sink[T], first bool) *flows[S, T] {
	undated, n := undatedManners(x), len(x.Plan.Steps)
	return func(to sink[T], first bool) *flows[S, T] {
		f := &flows[S, T]{Columns: c, ids: ids, steps: uint32(n), undated: undated, first: first, b: batch[T]{to: to}}
		f.h, _ = to.(*histogram[T])
		if narrow, _ := any(to).(*histogram[uint32]); narrow != nil && narrow.whole && undated == nil && ids.keys == nil {
			f.tight = newTight(x, narrow)
		}
		if first {
			f.starts, f.ends = make([]int, n), make([]int, n)
		}
		if first && undated != nil {
			f.count = make([]int, ids.size)
		}
		return f
	}
}

// undatedManners tells which manners are undated; nil where none is.
func undatedManners(x *sequence.Instances) (out []bool) {
	for m := range x.Manners {
		if x.Manners[m].Undated {
			if out == nil {
				out = make([]bool, len(x.Manners))
			}
			out[m] = true
		}
	}
	return out
}

// Observe looks at instances.
func (f *flows[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets := x.Offsets()
	eachRun(x.Chosen(), from, to, func(from, to int) {
		if f.tight != nil {
			f.instances += to - from
			f.tight.tally(offsets[from:to+1], uint32(from)+1)
			return
		}
		if f.first {
			f.bounds(offsets[from : to+1])
		}
		if f.h != nil && f.undated == nil && f.ids.keys == nil {
			f.tally(offsets[from:to+1], uint32(from)+1)
			return
		}
		for i := from; i < to; i++ {
			f.slowly(offsets[i], offsets[i+1], uint32(i)+1)
		}
	})
	f.b.flush()
	if f.tight != nil {
		f.tight.fold(f.starts, f.ends)
	}
}

// bounds counts instances by their first and last steps.
func (f *flows[S, T]) bounds(offsets []uint32) {
	f.instances += len(offsets) - 1
	for i := 1; i < len(offsets); i++ {
		f.starts[f.Step[offsets[i-1]]]++
		f.ends[f.Step[offsets[i]-1]]++
	}
}

// slowly does the same for any pairs and manners.
func (f *flows[S, T]) slowly(v, end, mark uint32) {
	group, length := f.b.room(int(end-v) - 1)
	for j := range group {
		at := v + uint32(j)
		group[j] = f.ids.of(uint64(f.Step[at])*uint64(f.steps) + uint64(f.Step[at+1]))
		length[j] = f.Time[at+1] - f.Time[at]
	}
	if f.h != nil && f.first {
		f.h.mark(mark, group)
	}
	if f.undated != nil {
		f.strike(f.Manner[v:end], group)
	}
}

// strike makes times of undated visits count for none.
func (f *flows[S, T]) strike(manner []S, group []uint32) {
	for j := range group {
		if f.count != nil {
			f.count[group[j]]++
		}
		if f.undated[manner[j]] || f.undated[manner[j+1]] {
			group[j] = uint32(f.ids.size)
		}
	}
}

// Merge takes in what another kernel counted.
func (f *flows[S, T]) Merge(o *flows[S, T]) {
	f.b.to.merge(o.b.to)
	f.instances += o.instances
	addAll(f.starts, o.starts)
	addAll(f.ends, o.ends)
	addAll(f.count, o.count)
}

func (f *flows[S, T]) sink() sink[T] { return f.b.to }

// addAll adds numbers to others.
func addAll[N int | uint32](to, numbers []N) {
	for i, n := range numbers {
		to[i] += n
	}
}
