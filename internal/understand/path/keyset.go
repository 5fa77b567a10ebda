// SPDX-License-Identifier: Apache-2.0

package path

import "slices"

// keySet is a set of keys, such as pairs of steps, with how often each was
// added. The zero value is empty.
type keySet struct {
	slots []slot
	n     int
}

// slot has a key plus one; 0: it is free.
type slot struct {
	key   uint64
	count uint32
}

// add puts a key into the set.
func (s *keySet) add(key uint64, count uint32) {
	if 2*s.n >= len(s.slots) {
		s.grow()
	}
	at := slotOf(key, len(s.slots))
	for s.slots[at].key != 0 && s.slots[at].key != key+1 {
		at = (at + 1) & (len(s.slots) - 1)
	}
	s.n += one(s.slots[at].key == 0)
	s.slots[at].key = key + 1
	s.slots[at].count += count
}

// grow makes room.
func (s *keySet) grow() {
	old := s.slots
	s.slots, s.n = make([]slot, max(1<<8, 2*len(old))), 0
	s.addAll(&keySet{slots: old})
}

// addAll adds another set.
func (s *keySet) addAll(o *keySet) {
	for _, k := range o.slots {
		if k.key != 0 {
			s.add(k.key-1, k.count)
		}
	}
}

// sorted are the keys in ascending order.
func (s *keySet) sorted() []uint64 {
	out := make([]uint64, 0, s.n)
	for _, k := range s.slots {
		if k.key != 0 {
			out = append(out, k.key-1)
		}
	}
	slices.Sort(out)
	return out
}

// counts are the counts of the keys of a numbering, by number.
func (s *keySet) counts(n *numbering) []uint32 {
	out := make([]uint32, n.size)
	for _, k := range s.slots {
		if k.key != 0 {
			out[n.of(k.key-1)] = k.count
		}
	}
	return out
}
