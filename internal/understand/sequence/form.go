// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"slices"
	"sync"
)

// Build reads the log and forms the instances that the question's events make.
// Cost is linear in visits but for sorting within a customer.
func Build(ctx context.Context, log Log, p *Plan, q Question) (*Instances, error) {
	c, err := p.read(ctx, log, q)
	if err != nil {
		return nil, err
	}
	people, err := p.people(ctx, log, q)
	if err != nil {
		return nil, err
	}
	c.byOwner(people)
	members, err := p.members(ctx, log, q, people)
	if err != nil {
		return nil, err
	}
	x := &Instances{Plan: p, Question: q, Position: c.position, Offset: []int{0}, members: members, people: people}
	f := &former{Plan: p, columns: c, members: members, out: x, valued: map[uint32]*forming{}}
	order := p.order(c)
	for from := 0; from < len(order); {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		to := from + 1
		for to < len(order) && c.customer[order[to]] == c.customer[order[from]] {
			to++
		}
		f.customer(order[from:to])
		from = to
	}
	x.Ripeness = x.ripeness()
	x.choose()
	x.valued = sync.OnceValue(x.byValue)
	return x, nil
}

// former forms instances, one customer after the other.
type former struct {
	*Plan
	*columns
	members *members
	out     *Instances

	// Of the customer at hand:
	forming   []*forming
	valued    map[uint32]*forming // those with a value of instance.by
	underway  recency             // not completed
	completed recency

	spare []*forming // of customers before
}

// forming is an instance on its way.
type forming struct {
	value     uint32 // of instance.by; 0: none yet
	start     int64
	last      int64
	completed int64
	undated   bool
	visits    []uint32

	in            *recency // the list it is in
	before, after *forming // in that list
}

// customer forms the instances of one customer from ordered visits.
func (f *former) customer(visits []uint32) {
	f.forming = f.forming[:0]
	f.underway, f.completed = recency{}, recency{}
	clear(f.valued)
	for _, v := range visits {
		if x := f.place(v); x != nil {
			f.join(x, v)
		} else {
			f.out.Unassigned++
		}
	}
	slices.SortStableFunc(f.forming, func(a, b *forming) int { return int(min(1, max(-1, a.start-b.start))) })
	for _, x := range f.forming {
		f.keep(f.customerOf(x), x)
	}
	f.spare = append(f.spare, f.forming...)
}

func (f *former) customerOf(x *forming) uint32 { return f.columns.customer[x.visits[0]] }

// place finds or begins the instance that a visit belongs to; nil if it belongs
// to none. Where the step it was claimed for does not exist for the customer,
// the next claim that matches has it.
func (f *former) place(v uint32) *forming {
	for _, claim := range f.classes[f.class[v]].tries {
		f.claim[v] = claim
		x := f.find(v)
		if !f.exists(v, x) {
			continue
		}
		if x == nil {
			x = f.begin(v)
		}
		return x
	}
	return nil
}

// exists reports whether the visit's step exists for the customer, by what was
// known of them when the instance started.
func (f *former) exists(v uint32, x *forming) bool {
	bits := f.claims[f.claim[v]].forBits
	if bits == 0 {
		return true
	}
	start := f.time[v]
	if x != nil {
		start = x.start
	}
	return f.members.at(f.columns.customer[v], start)&bits != 0
}

// find returns the instance that a visit would join, or nil. Without
// instance.by that is the one before, if it is open. With it, it is the value's
// instance, else an open one that has no value yet; a visit without a value
// joins the open instance visited last.
func (f *former) find(v uint32) *forming {
	if f.byField == nil {
		if n := len(f.forming); n > 0 && f.isOpen(f.forming[n-1], v) {
			return f.forming[n-1]
		}
		return nil
	}
	value := f.value[v]
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
func (f *former) openFor(v uint32) *forming {
	f.underway.expire(f, v)
	x := f.underway.latest
	if !f.startsNew(f.claims[f.claim[v]].step) {
		f.completed.expire(f, v)
		if c := f.completed.latest; x == nil || c != nil && c.last >= x.last {
			x = c
		}
	}
	return x
}

// isOpen reports whether an instance still takes a visit.
func (f *former) isOpen(x *forming, v uint32) bool {
	return f.inTime(x, v) && (x.completed == None || !f.startsNew(f.claims[f.claim[v]].step))
}

// inTime reports whether a visit comes before idle and window have run out.
func (f *former) inTime(x *forming, v uint32) bool {
	t := f.time[v]
	return (f.idle == 0 || t-x.last <= f.idle) && (f.window == 0 || t-x.start <= f.window)
}

// begin begins an instance where the visit may start one. What carries a new
// value of instance.by always may.
func (f *former) begin(v uint32) *forming {
	if (f.byField == nil || f.value[v] == 0) && !f.mayStart(f.claims[f.claim[v]].step) {
		return nil
	}
	var x *forming
	if n := len(f.spare); n > 0 {
		x, f.spare = f.spare[n-1], f.spare[:n-1]
	} else {
		x = &forming{}
	}
	*x = forming{start: f.time[v], last: f.time[v], completed: None, visits: x.visits[:0]}
	f.forming = append(f.forming, x)
	return x
}

// join adds a visit to an instance. A failed visit completes nothing.
func (f *former) join(x *forming, v uint32) {
	x.visits = append(x.visits, v)
	x.last = max(x.last, f.time[v])
	if c := &f.claims[f.claim[v]]; x.completed == None && !c.failed && f.Steps[c.step].Completes {
		x.completed, x.undated = f.time[v], f.noDate[v]
	}
	if f.byField == nil {
		return
	}
	if value := f.value[v]; value != 0 && x.value == 0 {
		x.value, f.valued[value] = value, x
	}
	if x.completed == None {
		f.underway.touch(x)
	} else {
		f.completed.touch(x)
	}
}

// keep writes an instance out if its customer is of the journey's audience.
func (f *former) keep(customer uint32, x *forming) {
	member := f.members.at(customer, x.start)
	if a := f.Journey.Audience; a != nil && len(a.Segments) > 0 && member&f.mask(a.Segments) == 0 {
		return
	}
	o := f.out
	for _, v := range x.visits {
		c := &f.claims[f.claim[v]]
		o.Step = append(o.Step, c.step)
		o.Time = append(o.Time, f.time[v])
		o.Key = append(o.Key, f.key[v])
		o.Channel = append(o.Channel, f.visitChannel(f.claim[v], f.channel[v]))
		o.Failed = append(o.Failed, c.failed)
		o.NoDate = append(o.NoDate, f.noDate[v])
		if f.columns.actor != nil {
			o.actors = append(o.actors, f.columns.actor[v])
		}
	}
	o.Customer = append(o.Customer, customer)
	o.Value = append(o.Value, f.values[x.value])
	o.Offset = append(o.Offset, len(o.Step))
	o.Completed = append(o.Completed, x.completed)
	o.Undated = append(o.Undated, x.undated)
	o.Member = append(o.Member, member)
}
