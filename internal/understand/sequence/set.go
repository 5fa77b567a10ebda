// SPDX-License-Identifier: Apache-2.0

package sequence

import "math/bits"

// Set is a set of instances, a bit each.
type Set []uint64

// NewSet returns an empty set with room for n instances.
func NewSet(n int) Set { return make(Set, (n+63)/64) }

// Has reports whether an instance is in the set.
func (s Set) Has(i int) bool { return i>>6 < len(s) && s[i>>6]>>(i&63)&1 == 1 }

// Add puts an instance into the set, which must have room for it.
func (s Set) Add(i int) { s[i>>6] |= 1 << (i & 63) }

// Unite puts the instances of another set, with as much room, into the set.
func (s Set) Unite(o Set) {
	for w := range o {
		s[w] |= o[w]
	}
}

// Next is the first instance in the set from i on, or one beyond all that the set
// has room for.
func (s Set) Next(i int) int {
	for w := i >> 6; w < len(s); w++ {
		if left := s[w] >> (i & 63) << (i & 63); left != 0 {
			return w<<6 + bits.TrailingZeros64(left)
		}
		i = 0
	}
	return len(s) << 6
}

// upTo returns a copy of the set with room for n instances.
func (s Set) upTo(n int) Set {
	out := NewSet(n)
	copy(out, s)
	return out
}

// Count is the number of instances in the set.
func (s Set) Count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// not returns the first n instances that are not in the set.
func (s Set) not(n int) Set {
	out := NewSet(n)
	for w := range out {
		out[w] = ^uint64(0)
		if w < len(s) {
			out[w] = ^s[w]
		}
	}
	if n%64 != 0 {
		out[len(out)-1] &= 1<<(n%64) - 1
	}
	return out
}
