// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"context"
	"math/bits"
	"slices"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// BySegment puts each instance into the group of the first of some segments that
// its customer was in when it started, or into none. The plan must know the
// segments; where customers are in several at a time and should count in each,
// ask once for each segment instead.
func BySegment(x *sequence.Instances, ids ...segment.ID) *Breakdown {
	b, members := &Breakdown{}, x.Members()
	var asked uint64
	var group [65]uint8 // by bit; the last: no segment
	bitsOf := make([]int, len(ids))
	for g, id := range ids {
		b.Names = append(b.Names, string(id))
		bitsOf[g] = slices.Index(x.Plan.Segments, id)
		asked |= 1 << bitsOf[g]
		group[bitsOf[g]] = uint8(g)
	}
	group[64] = NoGroup
	switch {
	case members == nil:
		b.each(x, func(int) uint8 { return NoGroup })
	case slices.IsSorted(bitsOf): // the lowest bit is that of the first segment
		b.inRanges(x, func(of []uint8, from int) {
			for i, m := range members[from:][:len(of)] {
				of[i] = group[bits.TrailingZeros64(m&asked)]
			}
		})
	default:
		b.each(x, func(i int) uint8 {
			for g, bit := range bitsOf {
				if members[i]>>bit&1 == 1 {
					return uint8(g)
				}
			}
			return NoGroup
		})
	}
	return b
}

// ByChannel puts each instance into the group of the channel of its entry: of the
// first visit that begins a chain of the spec's. Visits on no known channel are
// the group "". It returns what is wrong with the spec.
func ByChannel(x *sequence.Instances, s Spec) (*Breakdown, error) {
	s.Breakdown = nil
	r, err := newRules(x, &s)
	if err != nil {
		return nil, err
	}
	b := &Breakdown{}
	for _, c := range x.Plan.Channels[:min(NoGroup, len(x.Plan.Channels))] {
		b.Names = append(b.Names, string(c))
	}
	b.each(x, func(i int) uint8 {
		if v := r.entryOf(x, i); v >= 0 && int(x.Channel(v)) < len(b.Names) {
			return uint8(x.Channel(v))
		}
		return NoGroup
	})
	return b, nil
}

// each puts every instance into the group that a function says, which must be safe
// for concurrent use.
func (b *Breakdown) each(x *sequence.Instances, group func(i int) uint8) {
	b.inRanges(x, func(of []uint8, from int) {
		for i := range of {
			of[i] = group(from + i)
		}
	})
}

// inRanges lets a function, which must be safe for concurrent use, write down the
// groups of all instances, some at a time.
func (b *Breakdown) inRanges(x *sequence.Instances, mark func(of []uint8, from int)) {
	b.Of = make([]uint8, x.Len())
	m := &marker{b.Of, mark}
	_, _ = sequence.Run(context.Background(), x, func() *marker { return m }) // nothing cancels it
}

// marker is a kernel that writes down the group of each instance.
type marker struct {
	of   []uint8
	mark func(of []uint8, from int)
}

// Observe marks a range.
func (m *marker) Observe(_ *sequence.Instances, from, to int) { m.mark(m.of[from:to], from) }

// Merge does nothing: all write into the same slice.
func (m *marker) Merge(*marker) {}

// entryOf returns the first visit of an instance that begins a chain, or -1.
func (r *rules) entryOf(x *sequence.Instances, i int) int {
	if r.skips(x.Mask(i)) {
		return -1
	}
	from, to := x.Visits(i)
	for v := from; v < to; v++ {
		steps := r.kinds[r.kindOf[x.Step(v)]].steps
		if steps&1 == 0 && (r.order != Unordered || steps == 0) {
			continue
		}
		if t := x.Time(i, v); t >= r.from && t < r.to {
			return v
		}
	}
	return -1
}

// skips reports whether an instance with a mask has no visit to the first step.
func (r *rules) skips(mask uint32) bool { return r.order != Unordered && mask&r.first == 0 }
