// SPDX-License-Identifier: Apache-2.0

package keyset

import "math/bits"

// Filter remembers keys in two bytes each and answers "surely not there" or
// "perhaps": a Bloom filter split into blocks of one cache line, so that asking
// costs one look into memory (Putze, Sanders and Singler 2007). About one key
// in a thousand that was never added is answered with perhaps. The zero Filter
// holds nothing; it is not safe for concurrent use while keys are added.
type Filter struct {
	blocks [][8]uint64
	n, max int
}

// NewFilter makes a filter for up to n keys.
func NewFilter(n int) *Filter {
	n = max(n, 1<<16)
	blocks := 1 << bits.Len(uint((n*16-1)/512))
	return &Filter{blocks: make([][8]uint64, blocks), max: blocks * 512 / 16}
}

// Room reports whether n more keys fit.
func (f *Filter) Room(n int) bool { return f != nil && f.n+n <= f.max }

// Add adds a key.
func (f *Filter) Add(key uint64) {
	b, h := f.block(key)
	for range probes {
		b[h>>6&7] |= 1 << (h & 63)
		h >>= 9
	}
	f.n++
}

// Has reports whether a key may have been added.
func (f *Filter) Has(key uint64) bool {
	b, h := f.block(key)
	for range probes {
		if b[h>>6&7]>>(h&63)&1 == 0 {
			return false
		}
		h >>= 9
	}
	return true
}

// probes is how many bits a key sets: six times nine bits of its hash.
const probes = 6

// block returns the block of a key and the bits that choose inside it. Keys are
// hashes already; the multiplication makes both halves independent.
func (f *Filter) block(key uint64) (*[8]uint64, uint64) {
	h := key * 0x9E3779B97F4A7C15
	return &f.blocks[key>>(64-bits.Len(uint(len(f.blocks)-1)))], h ^ h>>32
}
