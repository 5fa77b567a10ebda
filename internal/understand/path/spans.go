// SPDX-License-Identifier: Apache-2.0

package path

import (
	"github.com/wendcx/wend/internal/understand/sequence"
)

// span is the kernel of durations. It sends every length twice: to its outcome's
// group and to that of all; and once more, up to completion.
type span[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	undated, completes []bool      // by manner; nil: none
	borders            [bins]int64 // of bins, in units
	first              bool
	instances          [spans]int
	bins               [spans][bins]uint32
	out                batch[T]
}

// spanning returns what makes the kernels of a question.
func spanning[S uint8 | uint16, T uint32 | int64](x *sequence.Instances, c *sequence.Columns[S, T]) func(to sink[T], first bool) *span[S, T] {
	undated, completes := undatedManners(x), make([]bool, len(x.Manners))
	for m := range x.Manners {
		completes[m] = x.Manners[m].Completes
	}
	var at [bins]int64
	for b, d := range borders() {
		at[b] = (d.Microseconds() + x.Unit - 1) / x.Unit
	}
	return func(to sink[T], first bool) *span[S, T] {
		return &span[S, T]{Columns: c, undated: undated, completes: completes, borders: at, first: first, out: batch[T]{to: to}}
	}
}

// Observe looks at instances.
func (k *span[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets, chosen := x.Offsets(), x.Chosen()
	for i := from; i < to; i++ {
		if chosen != nil && !chosen.Has(i) {
			continue
		}
		v, end, outcome := offsets[i], offsets[i+1], x.Outcome(i)
		k.instance(v, end-1, int(outcome), allInstances)
		if outcome == sequence.Completed {
			at := v
			for !k.completes[k.Manner[at]] {
				at++
			}
			k.instance(v, at, toCompletion)
		}
	}
	k.out.flush()
}

// instance sends the time from a visit to another to groups.
func (k *span[S, T]) instance(from, to uint32, groups ...int) {
	for _, g := range groups {
		k.instances[g]++
	}
	if k.undated != nil && (k.undated[k.Manner[from]] || k.undated[k.Manner[to]]) {
		return
	}
	d := k.Time[to] - k.Time[from]
	if k.first {
		b := k.bin(int64(d))
		for _, g := range groups {
			k.bins[g][b]++
		}
	}
	group, length := k.out.room(len(groups))
	for i, g := range groups {
		group[i], length[i] = uint32(g), d
	}
}

// bin is the bin of a length.
func (k *span[S, T]) bin(d int64) (b int) {
	for step := 16; step > 0; step /= 2 {
		if b+step < bins && k.borders[b+step] <= d {
			b += step
		}
	}
	return b
}

// Merge takes in what another kernel counted.
func (k *span[S, T]) Merge(o *span[S, T]) {
	k.out.to.merge(o.out.to)
	addAll(k.instances[:], o.instances[:])
	for g := range k.bins {
		addAll(k.bins[g][:], o.bins[g][:])
	}
}

func (k *span[S, T]) sink() sink[T] { return k.out.to }
