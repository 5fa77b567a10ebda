// SPDX-License-Identifier: Apache-2.0

package sequence

// former forms instances, one customer after the other. It is not safe for
// concurrent use.
type former struct {
	*Plan
	*arrivals
	members *asker
	out     keeper
	loose   map[uint32]int // visits that belong to no instance, by customer

	// Of the customer at hand:
	no        uint32
	turn      int // visits that joined so far
	forming   []*forming
	valued    map[uint32]*forming // those with a value of instance.by
	underway  recency             // not completed
	completed recency

	spare []*forming // of customers before
}

// keeper takes instances in; what else is known of their visits is among the
// arrivals.
type keeper interface {
	keep(customer uint32, member uint64, x *forming, from *arrivals)
}

// forming is an instance on its way.
type forming struct {
	value     uint32 // of instance.by; 0: none yet
	start     int64
	last      int64
	turn      int   // of the customer's visits, the one that joined last
	completed int32 // the visit, counted within the instance; -1: none
	visits    []visit

	in            *recency // the list it is in
	before, after *forming // in that list
}

// customer forms the instances of one customer from ordered visits.
func (f *former) customer(no uint32, visits []visit) {
	f.no, f.turn, f.forming = no, 0, f.forming[:0]
	f.underway, f.completed = recency{}, recency{}
	clear(f.valued)
	for i := range visits {
		v := visits[i]
		if !f.place(v) {
			f.loose[no]++
		}
	}
	for _, x := range f.forming {
		f.finish(x)
	}
	f.spare = append(f.spare, f.forming...)
}

// place adds a visit to the instance that it belongs to, which may begin with it;
// false if it belongs to none. Where the step it was claimed for does not exist
// for the customer, the next claim that matches has it.
func (f *former) place(v visit) bool {
	value := f.valueOf(v)
	for _, v.class = range f.classes[v.class].tries { // from here on it is the claim
		x := f.find(v, value)
		if !f.exists(v, x) {
			continue
		}
		if x == nil {
			x = f.begin(v, value)
		}
		if x == nil {
			return false
		}
		f.join(x, v, value)
		return true
	}
	return false
}

// valueOf is a visit's value of instance.by, 0 for none.
func (f *former) valueOf(v visit) uint32 {
	if f.byField == nil {
		return 0
	}
	c, i := f.row(v.at)
	return c.value[i]
}

// exists reports whether the visit's step exists for the customer, by what was
// known of them when the instance started.
func (f *former) exists(v visit, x *forming) bool {
	bits := f.claims[v.class].forBits
	if bits == 0 {
		return true
	}
	start := v.time
	if x != nil {
		start = x.start
	}
	return f.members.at(f.no, start)&bits != 0
}

// find returns the instance that a visit would join, or nil. Without
// instance.by that is the one before, if it is open. With it, it is the value's
// instance, else an open one that has no value yet; a visit without a value
// joins the open instance visited last.
func (f *former) find(v visit, value uint32) *forming {
	if f.byField == nil {
		if n := len(f.forming); n > 0 && f.isOpen(f.forming[n-1], v) {
			return f.forming[n-1]
		}
		return nil
	}
	if value == 0 {
		return f.openFor(v)
	}
	if x := f.valued[value]; x != nil {
		return x
	}
	if x := f.openFor(v); x != nil && x.value == 0 {
		return x
	}
	return nil
}

// openFor returns the open instance with the latest visit.
func (f *former) openFor(v visit) *forming {
	f.underway.expire(f, v)
	x := f.underway.latest
	if !f.startsNew(f.claims[v.class].step) {
		f.completed.expire(f, v)
		if c := f.completed.latest; x == nil || c != nil && c.turn > x.turn {
			x = c
		}
	}
	return x
}

// isOpen reports whether an instance still takes a visit.
func (f *former) isOpen(x *forming, v visit) bool {
	return f.inTime(x, v) && (x.completed < 0 || !f.startsNew(f.claims[v.class].step))
}

// inTime reports whether a visit comes before idle and window have run out.
func (f *former) inTime(x *forming, v visit) bool {
	return (f.idle == 0 || v.time-x.last <= f.idle) && (f.window == 0 || v.time-x.start <= f.window)
}

// begin begins an instance where the visit may start one. What carries a new
// value of instance.by always may.
func (f *former) begin(v visit, value uint32) *forming {
	if (f.byField == nil || value == 0) && !f.mayStart(f.claims[v.class].step) {
		return nil
	}
	var x *forming
	if n := len(f.spare); n > 0 {
		x, f.spare = f.spare[n-1], f.spare[:n-1]
	} else {
		x = &forming{}
	}
	*x = forming{start: v.time, last: v.time, completed: -1, visits: x.visits[:0]}
	f.forming = append(f.forming, x)
	return x
}

// join adds a visit to an instance. A failed visit completes nothing.
func (f *former) join(x *forming, v visit, value uint32) {
	if c := &f.claims[v.class]; x.completed < 0 && !c.failed && f.Steps[c.step].Completes {
		x.completed = int32(len(x.visits))
	}
	f.turn++
	x.turn = f.turn
	x.visits = append(x.visits, v)
	x.last = max(x.last, v.time)
	if f.byField == nil {
		return
	}
	if value != 0 && x.value == 0 {
		x.value, f.valued[value] = value, x
	}
	if x.completed < 0 {
		f.underway.touch(x)
	} else {
		f.completed.touch(x)
	}
}

// finish hands an instance on if its customer is of the journey's audience.
func (f *former) finish(x *forming) {
	member := f.members.at(f.no, x.start)
	if a := f.Journey.Audience; a != nil && len(a.Segments) > 0 && member&f.mask(a.Segments) == 0 {
		return
	}
	f.out.keep(f.no, member, x, f.arrivals)
}
