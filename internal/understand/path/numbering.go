// SPDX-License-Identifier: Apache-2.0

package path

import "math/bits"

// numbering gives keys, such as pairs of steps, numbers from 0, in the order of
// the keys: each its own where keys are few, else those that occur.
type numbering struct {
	size  int
	keys  []uint64 // ascending; nil where each key is its own number
	slots []uint32 // number plus one, by hash
}

// few is up to how many keys each is its own number.
const few = 1 << 18

// numberAll numbers all keys below n.
func numberAll(n int) *numbering { return &numbering{size: n} }

// numberSome numbers the keys of a set.
func numberSome(s *keySet) *numbering {
	n := &numbering{size: s.n, keys: s.sorted()}
	n.slots = make([]uint32, max(1, len(s.slots)))
	for i, k := range n.keys {
		at := slotOf(k, len(n.slots))
		for n.slots[at] != 0 {
			at = (at + 1) & (len(n.slots) - 1)
		}
		n.slots[at] = uint32(i) + 1
	}
	return n
}

// of is the number of a key, which must have one.
func (n *numbering) of(key uint64) uint32 {
	if n.keys == nil {
		return uint32(key)
	}
	at := slotOf(key, len(n.slots))
	for n.keys[n.slots[at]-1] != key {
		at = (at + 1) & (len(n.slots) - 1)
	}
	return n.slots[at] - 1
}

// key is the key of a number.
func (n *numbering) key(number int) uint64 {
	if n.keys == nil {
		return uint64(number)
	}
	return n.keys[number]
}

// slotOf spreads keys over slots, of which there is a power of two.
func slotOf(key uint64, slots int) int {
	hi, lo := bits.Mul64(key^root2, root3)
	return int((hi ^ lo) & uint64(slots-1))
}
