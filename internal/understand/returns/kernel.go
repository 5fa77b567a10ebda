// SPDX-License-Identifier: Apache-2.0

package returns

import (
	"sort"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// fate is what followed a completed instance.
type fate uint8

const (
	gone     fate = iota // nothing
	reminded             // only the company acted
	returned
)

// followed is a completed instance and what followed it.
type followed struct {
	watched   int64  // microseconds from completion to the moment of the question
	after     int64  // to the return, where there was one
	channel   uint16 // of the last visit after delivery, index in Plan.Channels; noAfter: none
	iteration uint8  // 1, 2, … lastIteration and more
	fate      fate
	undated   bool // completed, or returned, at no known time
}

const (
	noAfter       = 1<<16 - 1
	lastIteration = 3
)

// moment is a time that may only give a place in the order.
type moment struct {
	time    int64 // None: never
	undated bool
}

// kernel follows completed instances. Its cost is linear in visits.
type kernel struct {
	active []bool // by step
	after  []bool // by step: of the after phase
	list   []followed
	beside func(i int, f followed) // told of each completed instance and what followed; nil: nobody

	ids   []int    // of the customer at hand: the instances, in order of start
	again []moment // and when the customer came by themselves in this or any later one
}

func newKernel(p *sequence.Plan) *kernel {
	k := &kernel{}
	for i := range p.Steps {
		k.active = append(k.active, p.Steps[i].Active())
		k.after = append(k.after, p.Steps[i].Phase == journey.After)
	}
	return k
}

// Merge takes in what another kernel saw.
func (k *kernel) Merge(o *kernel) { k.list = append(k.list, o.list...) }

// Observe follows the completed instances of a range.
func (k *kernel) Observe(x *sequence.Instances, from, to int) {
	if c := x.Narrow(); c != nil {
		observe(k, c, x, from, to)
	} else {
		observe(k, x.Wide(), x, from, to)
	}
}

func observe[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances, from, to int) {
	live, masks := x.Ask(sequence.Question{}), x.Masks()
	for i := from; i < to; {
		customer := x.Customer(i)
		k.ids = k.ids[:0]
		completed := false
		for ; i < to && x.Customer(i) == customer; i++ {
			if live.Has(i) {
				k.ids = append(k.ids, i)
				completed = completed || masks[i]>>31 == 1 && x.Has(i) // the bit on top says so
			}
		}
		if completed {
			lookAhead(k, c, x)
			follow(k, c, x)
		}
	}
}

// lookAhead fills again from behind.
func lookAhead[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances) {
	n := len(k.ids)
	if cap(k.again) < n {
		k.again = make([]moment, n, 2*n)
	}
	k.again = k.again[:n]
	next := moment{time: sequence.None}
	for j := n - 1; j > 0; j-- {
		next = earlier(next, byThemselves(k.active, c, x, k.ids[j]))
		k.again[j] = next
	}
}

// earlier is the first of two moments.
func earlier(a, b moment) moment {
	if a.time == sequence.None || b.time != sequence.None && b.time < a.time {
		return b
	}
	return a
}

// byThemselves is the first visit of an instance that the customer started or
// that transacted something.
func byThemselves[S uint8 | uint16, T uint32 | int64](active []bool, c *sequence.Columns[S, T], x *sequence.Instances, i int) moment {
	from, to := x.Visits(i)
	for v := from; v < to; v++ {
		if active[c.Step[v]] {
			return moment{x.Base(i) + int64(c.Time[v])*x.Unit, x.Manners[c.Manner[v]].Undated}
		}
	}
	return moment{time: sequence.None}
}

// follow adds the completed instances of the customer at hand.
func follow[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances) {
	now := x.Question.AsOf.UnixMicro()
	for j, i := range k.ids {
		v := x.Completion(i)
		if v < 0 || !x.Has(i) {
			continue
		}
		done := x.Time(i, v)
		f := followed{watched: now - done, iteration: uint8(min(j+1, lastIteration)), undated: x.Undated(v)}
		later := j + 1 + sort.Search(len(k.ids)-j-1, func(n int) bool { return x.Start(k.ids[j+1+n]) > done })
		until := int64(sequence.None)
		if later < len(k.ids) {
			f.fate = reminded
			if at := k.again[later]; at.time != sequence.None {
				f.fate, f.after, until = returned, at.time-done, at.time
				f.undated = f.undated || at.undated
			}
		}
		f.channel = lastAfter(k.after, c, x, i, until)
		k.list = append(k.list, f)
		if k.beside != nil {
			k.beside(i, f)
		}
	}
}

// lastAfter is the channel of an instance's last visit to a step of the after
// phase before a moment, or noAfter.
func lastAfter[S uint8 | uint16, T uint32 | int64](after []bool, c *sequence.Columns[S, T], x *sequence.Instances, i int, until int64) uint16 {
	from, to := x.Visits(i)
	for v := to - 1; v >= from; v-- {
		if after[c.Step[v]] && (until == sequence.None || x.Base(i)+int64(c.Time[v])*x.Unit < until) {
			return x.Manners[c.Manner[v]].Channel
		}
	}
	return noAfter
}
