// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"iter"
	"maps"
	"math"
)

// lists has a list for every customer of whom there is anything. The lists stand
// one behind the other, by customer: a map of millions takes longer to fill and to
// ask than all that is done with it. Few change at a time, while others may be
// reading: changes lie in a map above. It is immutable; the zero value is empty.
type lists[V any] struct {
	lowest uint32
	starts []uint32 // the list of customer lowest+k is all[starts[k]:starts[k+1]]
	all    []V
	over   map[uint32][]V
}

// of returns the list of a customer.
func (l *lists[V]) of(customer uint32) []V {
	if list, ok := l.over[customer]; ok {
		return list
	}
	k := int64(customer) - int64(l.lowest)
	if k < 0 || k+1 >= int64(len(l.starts)) {
		return nil
	}
	from, to := l.starts[k], l.starts[k+1]
	return l.all[from:to:to]
}

// customers are those who have anything, in no order.
func (l *lists[V]) customers() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for k := range max(1, len(l.starts)) - 1 {
			c := l.lowest + uint32(k)
			if _, changed := l.over[c]; !changed && l.starts[k] < l.starts[k+1] && !yield(c) {
				return
			}
		}
		for c, list := range l.over {
			if len(list) > 0 && !yield(c) {
				return
			}
		}
	}
}

// with returns l with other lists for some customers.
func (l lists[V]) with(changes map[uint32][]V) lists[V] {
	if len(changes) == 0 {
		return l
	}
	over := make(map[uint32][]V, len(l.over)+len(changes))
	maps.Copy(over, l.over)
	maps.Copy(over, changes)
	l.over = over
	if len(over) <= 1024+len(l.starts)/8 {
		return l
	}
	return l.folded()
}

// folded returns l without a map above it.
func (l lists[V]) folded() (out lists[V]) {
	lowest, highest := uint32(math.MaxUint32), uint32(0)
	for c := range l.customers() {
		lowest, highest = min(lowest, c), max(highest, c)
	}
	if lowest > highest {
		return out
	}
	out = lists[V]{lowest: lowest, starts: make([]uint32, 1, int(highest-lowest)+2), all: make([]V, 0, len(l.all))}
	for k := range int(highest-lowest) + 1 {
		out.all = append(out.all, l.of(lowest+uint32(k))...)
		out.starts = append(out.starts, uint32(len(out.all)))
	}
	return out
}

// entries are things about customers as they come, in no order.
type entries[V any] struct {
	customer []uint32
	thing    []V
}

func (e *entries[V]) add(customer uint32, thing V) {
	e.customer, e.thing = append(e.customer, customer), append(e.thing, thing)
}

// byCustomer lists the things of each customer, and none for those in of of whom
// there is nothing.
func (e *entries[V]) byCustomer(of []CustomerNo) map[uint32][]V {
	out := map[uint32][]V{}
	for _, c := range of {
		out[uint32(c)] = nil
	}
	for i, c := range e.customer {
		out[c] = append(out[c], e.thing[i])
	}
	return out
}

// lists puts the things of each customer together. tidy puts those of one in order
// and appends to a list what is to be kept of them; the list lies in front of them
// in the same memory.
func (e *entries[V]) lists(tidy func(to, of []V) []V) (out lists[V]) {
	if len(e.customer) == 0 {
		return out
	}
	lowest, highest := uint32(math.MaxUint32), uint32(0)
	for _, c := range e.customer {
		lowest, highest = min(lowest, c), max(highest, c)
	}
	out = lists[V]{lowest: lowest, starts: make([]uint32, int(highest-lowest)+2), all: make([]V, len(e.thing))}
	ends, at := out.starts[1:], uint32(0)
	for _, c := range e.customer {
		ends[c-lowest]++
	}
	for k, n := range ends {
		ends[k], at = at, at+n
	}
	for i, c := range e.customer {
		end := &ends[c-lowest]
		out.all[*end] = e.thing[i]
		*end++
	}
	kept, from := out.all[:0], uint32(0)
	for k, end := range ends {
		kept = tidy(kept, out.all[from:end])
		from, ends[k] = end, uint32(len(kept))
	}
	out.all = kept
	return out
}
