// SPDX-License-Identifier: Apache-2.0

package conformance

// deque holds nodes of two neighbouring costs: the cheaper ones in front, used
// last first, the others behind. A deep one is a stack.
type deque struct {
	front, back []visited
	next        int // of back, where front is empty
	deep        bool
}

func (d *deque) reset() { d.front, d.back, d.next = d.front[:0], d.back[:0], 0 }

func (d *deque) push(n visited, dearer bool) {
	if dearer && !d.deep {
		d.back = append(d.back, n)
	} else {
		d.front = append(d.front, n)
	}
}

func (d *deque) pop() (n visited, ok bool) {
	if last := len(d.front) - 1; last >= 0 {
		n, d.front = d.front[last], d.front[:last]
		return n, true
	}
	if d.next < len(d.back) {
		n = d.back[d.next]
		if d.next++; d.next == len(d.back) {
			d.back, d.next = d.back[:0], 0
		}
		return n, true
	}
	return n, false
}

// table maps nodes to costs: open addressing, emptied by raising a stamp.
type table struct {
	slots []slot
	used  int
	stamp uint32
}

type slot struct {
	key     uint64
	from    uint64 // the node before, on the cheapest way
	cost    int32
	stamp   uint32
	label   int32 // of the transition that was taken; silent, matched or extra
	settled bool
}

func (t *table) reset() {
	if t.slots == nil {
		t.slots = make([]slot, 1<<12)
	}
	if t.stamp++; t.stamp == 0 {
		clear(t.slots)
		t.stamp = 1
	}
	t.used = 0
}

// find returns the slot of a key, or the free one where it belongs.
func (t *table) find(key uint64) *slot {
	h := key * 0x9e3779b97f4a7c15
	mask := uint64(len(t.slots) - 1)
	for i := h >> 20 & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.stamp != t.stamp || s.key == key {
			return s
		}
	}
}

// improve notes a cost, and the way, and reports whether the node is a new one
// and whether the cost is the lowest so far.
func (t *table) improve(key uint64, cost int32, from uint64, label int32) (fresh, better bool) {
	s := t.find(key)
	if s.stamp == t.stamp {
		if s.settled || s.cost <= cost {
			return false, false
		}
		s.cost, s.from, s.label = cost, from, label
		return false, true
	}
	*s = slot{key: key, from: from, cost: cost, stamp: t.stamp, label: label}
	if t.used++; 2*t.used > len(t.slots) {
		t.grow()
	}
	return true, true
}

// settle reports whether a node is taken up for the first time.
func (t *table) settle(key uint64) bool {
	s := t.find(key)
	if s.settled {
		return false
	}
	s.settled = true
	return true
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	for i := range old {
		if old[i].stamp == t.stamp {
			*t.find(old[i].key) = old[i]
		}
	}
}
