// SPDX-License-Identifier: Apache-2.0

package path

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// candidate is a variant that may be among the most frequent.
type candidate struct {
	variant, count uint32
	begins         uint64 // the places of its first steps, to compare many at once
}

// best keeps the most frequent of variants, and the least of equals in the order
// of their steps' ids.
type best struct {
	d     *Dict
	x     *sequence.Instances
	place []uint64 // of each step in the order of ids, from 1
	bits  int      // of a place
	top   int      // how many are kept; 0: all
	kept  []candidate
	worst candidate // of the top, once there are so many
}

// best returns the most frequent variants in order.
func (d *Dict) best(x *sequence.Instances, c counted, top int) []candidate {
	b := &best{d: d, x: x, top: top, bits: bits.Len(uint(len(x.Plan.Steps))), place: make([]uint64, len(x.Plan.Steps))}
	order := upTo(len(x.Plan.Steps))
	slices.SortFunc(order, func(i, j uint32) int { return cmp.Compare(x.Plan.Steps[i].ID, x.Plan.Steps[j].ID) })
	for at, s := range order {
		b.place[s] = uint64(at) + 1
	}
	several := 0
	if c.only == nil {
		for digits := 32; digits > 1 && (top == 0 || several < top); digits-- {
			from := several
			several = d.least[digits]
			b.addAll(c.count, from, several)
		}
	} else {
		several = b.addAll(c.count, 0, len(c.count))
	}
	if top == 0 || several < top {
		b.addAlone(c)
	}
	return b.done()
}

// addAll adds those of a range of variants that have several instances, and
// says how many these are.
func (b *best) addAll(count []uint32, from, to int) (several int) {
	for v := from; v < to; v++ {
		if count[v] > 1 {
			b.add(uint32(v), count[v])
			several++
		}
	}
	return several
}

// addAlone adds variants with one instance.
func (b *best) addAlone(c counted) {
	for v, n := range c.count {
		if n == 1 {
			b.add(uint32(v), 1)
		}
	}
	for v := len(c.count); v < len(b.d.first); v++ {
		if c.only == nil || c.only.Has(int(b.d.first[v])) {
			b.add(uint32(v), 1)
		}
	}
}

// add takes a variant in if it may be among the best.
func (b *best) add(variant, count uint32) {
	if count < b.worst.count {
		return
	}
	one := candidate{variant, count, b.beginning(variant)}
	if b.worst.count > 0 && b.compare(one, b.worst) > 0 {
		return
	}
	b.kept = append(b.kept, one)
	if b.top > 0 && len(b.kept) >= 2*b.top+64 {
		b.done()
		b.worst = b.kept[b.top-1]
	}
}

// done puts the best in order and drops the others.
func (b *best) done() []candidate {
	slices.SortFunc(b.kept, b.compare)
	if b.top > 0 && len(b.kept) > b.top {
		b.kept = b.kept[:b.top]
	}
	return b.kept
}

// beginning packs the places of a variant's first steps.
func (b *best) beginning(variant uint32) (out uint64) {
	from, to := b.x.Visits(int(b.d.first[variant]))
	left := 64
	for v := from; v < to && left >= b.bits; v++ {
		left -= b.bits
		out |= b.place[b.x.Step(v)] << left
	}
	return out
}

// compare says which of two comes first.
func (b *best) compare(p, q candidate) int {
	if p.count != q.count {
		return cmp.Compare(q.count, p.count)
	}
	if p.begins != q.begins {
		return cmp.Compare(p.begins, q.begins)
	}
	v, end := b.x.Visits(int(b.d.first[p.variant]))
	w, last := b.x.Visits(int(b.d.first[q.variant]))
	for ; v < end && w < last; v, w = v+1, w+1 {
		if c := cmp.Compare(b.place[b.x.Step(v)], b.place[b.x.Step(w)]); c != 0 {
			return c
		}
	}
	return cmp.Compare(end-v, last-w)
}
