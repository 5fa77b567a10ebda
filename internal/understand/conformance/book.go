// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"math/bits"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// book gives equal instances the same number: those with the same steps in the
// same order, the same visits failed, and the same parts of the design required.
// It refers to the columns and copies nothing of them: an instance that has a
// number stands for all that share it.
type book[S uint8 | uint16, T uint32 | int64] struct {
	c      *sequence.Columns[S, T]
	offset []uint32
	failed []bool // by manner; nil: failures make no difference

	slots []uint32 // number + 1; 0: free
	pages []page
}

// page is what equal instances have in common.
type page struct {
	first    uint32 // the first of these instances
	required uint64
	hash     uint64
}

func newBook[S uint8 | uint16, T uint32 | int64](c *sequence.Columns[S, T], offset []uint32, failed []bool) *book[S, T] {
	return &book[S, T]{c: c, offset: offset, failed: failed, slots: make([]uint32, 1<<8)}
}

// of returns the number of an instance, a new one if need be.
func (b *book[S, T]) of(i uint32, required uint64) uint32 {
	return b.find(page{i, required, b.hash(i, required)})
}

// find returns the number of the page that equals p.
func (b *book[S, T]) find(p page) uint32 {
	at := b.place(p.hash)
	for ; b.slots[at] != 0; at = (at + 1) & uint64(len(b.slots)-1) {
		if b.equal(&b.pages[b.slots[at]-1], &p) {
			n := b.slots[at] - 1
			b.pages[n].first = min(b.pages[n].first, p.first)
			return n
		}
	}
	b.pages = append(b.pages, p)
	b.slots[at] = uint32(len(b.pages))
	if 2*len(b.pages) > len(b.slots) {
		b.grow()
	}
	return uint32(len(b.pages) - 1)
}

func (b *book[S, T]) place(hash uint64) uint64 {
	return hash >> (65 - bits.Len(uint(len(b.slots))))
}

func (b *book[S, T]) grow() {
	b.slots = make([]uint32, 2*len(b.slots))
	for n := range b.pages {
		at := b.place(b.pages[n].hash)
		for b.slots[at] != 0 {
			at = (at + 1) & uint64(len(b.slots)-1)
		}
		b.slots[at] = uint32(n + 1)
	}
}

// hash mixes what makes an instance, a multiplication a visit.
func (b *book[S, T]) hash(i uint32, required uint64) uint64 {
	const prime = 0x9e3779b97f4a7c15
	h := required
	from, to := b.offset[i], b.offset[i+1]
	manner := b.c.Manner[from:to]
	for k, s := range b.c.Step[from:to] {
		x := uint64(s)<<1 | 1<<20
		if b.failed != nil && b.failed[manner[k]] {
			x |= 1
		}
		h = (bits.RotateLeft64(h, 5) ^ x) * prime
	}
	return h
}

func (b *book[S, T]) equal(p, q *page) bool {
	if p.hash != q.hash || p.required != q.required {
		return false
	}
	from, at := b.offset[p.first], b.offset[q.first]
	n := b.offset[p.first+1] - from
	if b.offset[q.first+1]-at != n {
		return false
	}
	for k := range n {
		if b.c.Step[from+k] != b.c.Step[at+k] || b.failed != nil && b.failed[b.c.Manner[from+k]] != b.failed[b.c.Manner[at+k]] {
			return false
		}
	}
	return true
}
