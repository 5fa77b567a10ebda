// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"math"
	"math/bits"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// person is when one customer was active.
type person struct {
	first struct { // visit of all at a known time
		time    int64
		step    int
		channel uint16
		chosen  bool // the question is about its instance
	}
	last   int  // their last instance that the question is about
	old    bool // active before period 0
	all    set  // periods in which they were active
	chosen set  // and in which by an instance that the question is about
}

// set is a set of periods.
type set []uint64

func (s set) has(p int) bool { return s[p>>6]>>(p&63)&1 == 1 }
func (s set) add(p int)      { s[p>>6] |= 1 << (p & 63) }

// next is the first period from p on that is in the set, or -1.
func (s set) next(p int) int {
	for w := p >> 6; w < len(s); w++ {
		word := s[w]
		if w == p>>6 {
			word &= ^uint64(0) << (p & 63)
		}
		if word != 0 {
			return w<<6 + bits.TrailingZeros64(word)
		}
	}
	return -1
}

// last is the last period in the set, or -1.
func (s set) last() int {
	for w := len(s) - 1; w >= 0; w-- {
		if s[w] != 0 {
			return w<<6 + 63 - bits.LeadingZeros64(s[w])
		}
	}
	return -1
}

// count is the number of periods from 1 on in the set.
func (s set) count() int {
	n := -int(s[0] & 1)
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// tally counts customers in one way. What one counted and what another did,
// merged, is what one would have counted of all.
type tally[T any] interface {
	add(p *person)
	merge(T)
}

// kernel reads customers one after the other and hands each to a tally. The cost
// is linear in visits; it allocates nothing.
type kernel[T tally[T]] struct {
	reader
	tally T
}

// Merge takes in what another kernel counted.
func (k *kernel[T]) Merge(o *kernel[T]) { k.tally.merge(o.tally) }

// Observe counts the customers of a range.
func (k *kernel[T]) Observe(x *sequence.Instances, from, to int) {
	k.channels, k.undated = k.channels[:0], k.undated[:0]
	for i := range x.Manners {
		k.channels, k.undated = append(k.channels, x.Manners[i].Channel), append(k.undated, x.Manners[i].Undated)
	}
	if c := x.Narrow(); c != nil {
		observe(k, c, x, from, to)
	} else {
		observe(k, x.Wide(), x, from, to)
	}
}

func observe[S uint8 | uint16, T uint32 | int64, K tally[K]](k *kernel[K], c *sequence.Columns[S, T], x *sequence.Instances, from, to int) {
	live := x.Ask(sequence.Question{})
	for i := from; i < to; {
		first, customer, last := i, x.Customer(i), -1
		for ; i < to && x.Customer(i) == customer; i++ {
			if x.Has(i) {
				last = i
			}
		}
		if last < 0 {
			continue
		}
		k.begin()
		k.last = last
		for n := first; n < i; n++ {
			if live.Has(n) {
				read(&k.reader, c, x, n)
			}
		}
		k.tally.add(&k.person)
	}
}

// reader finds out when a customer was active.
type reader struct {
	*calendar
	person
	steps []bool // with Reached

	channels []uint16 // by manner
	undated  []bool
	period   int   // of the last moment looked up
	lo, hi   int64 // which lies in [lo, hi)
}

func newKernel[T tally[T]](c *calendar, p *sequence.Plan, t T) *kernel[T] {
	words := (c.n+2)/64 + 1
	k := &kernel[T]{reader: reader{calendar: c, person: person{all: make(set, words), chosen: make(set, words)}}, tally: t}
	if c.spec.Activity == Reached {
		k.steps = make([]bool, len(p.Steps))
		for i := range p.Steps {
			for _, id := range c.spec.Steps {
				k.steps[i] = k.steps[i] || p.Steps[i].ID == id
			}
		}
	}
	return k
}

// begin forgets the customer before.
func (r *reader) begin() {
	r.first.time, r.old = sequence.None, false
	clear(r.all)
	clear(r.chosen)
}

// read notes the activity in an instance.
func read[S uint8 | uint16, T uint32 | int64](r *reader, c *sequence.Columns[S, T], x *sequence.Instances, i int) {
	from, to := x.Visits(i)
	base, chosen := x.Base(i), x.Has(i)
	r.touch(x, i, chosen)
	switch r.spec.Activity {
	case Started:
		to = from + 1
	case Completed:
		v := x.Completion(i)
		if from, to = v, v+1; v < 0 {
			return
		}
	}
	for v := from; v < to; v++ {
		if r.undated[c.Manner[v]] || r.steps != nil && !r.steps[c.Step[v]] {
			continue
		}
		r.mark(base+int64(c.Time[v])*x.Unit, chosen)
	}
}

// touch notes an instance's first visit at a known time, if it is the
// customer's.
func (r *reader) touch(x *sequence.Instances, i int, chosen bool) {
	from, to := x.Visits(i)
	for v := from; v < to; v++ {
		m := x.Manner(v)
		if m.Undated {
			continue
		}
		if t := x.Time(i, v); r.first.time == sequence.None || t < r.first.time {
			r.first.time, r.first.step, r.first.channel, r.first.chosen = t, x.Step(v), m.Channel, chosen
		}
		return
	}
}

// mark notes an activity.
func (r *reader) mark(t int64, chosen bool) {
	if t < r.lo || t >= r.hi {
		r.look(t)
	}
	switch p := r.period; {
	case p < 0:
		r.old = true
	case p <= r.n:
		r.all.add(p)
		if chosen {
			r.chosen.add(p)
		}
	}
}

// look finds the period of a moment.
func (r *reader) look(t int64) {
	switch r.period = r.at(t); {
	case r.period < 0:
		r.lo, r.hi = math.MinInt64, r.starts[0]
	case r.period > r.n:
		r.lo, r.hi = r.cut, math.MaxInt64
	default:
		r.lo, r.hi = r.starts[r.period], min(r.starts[r.period+1], r.cut)
	}
}
