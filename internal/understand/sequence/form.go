// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"slices"
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
		to := from + 1
		for to < len(order) && c.customer[order[to]] == c.customer[order[from]] {
			to++
		}
		f.customer(order[from:to])
		from = to
	}
	x.Ripeness = x.ripeness()
	x.choose()
	return x, ctx.Err()
}

// former forms instances, one customer after the other.
type former struct {
	*Plan
	*columns
	members *members
	out     *Instances

	// Of the customer at hand:
	forming []*forming
	open    []*forming          // those that may still be open
	valued  map[uint32]*forming // those with a value of instance.by

	spare []*forming // of customers before
}

// forming is an instance on its way.
type forming struct {
	value     uint32 // of instance.by; 0: none yet
	start     int64
	last      int64
	completed int64
	undated   bool
	listed    bool // in former.open
	visits    []uint32
}

// customer forms the instances of one customer from ordered visits.
func (f *former) customer(visits []uint32) {
	f.forming, f.open = f.forming[:0], f.open[:0]
	clear(f.valued)
	for _, v := range visits {
		if !f.exists(v) {
			continue // the step is not there for this customer
		}
		if x := f.instanceFor(v); x != nil {
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

// exists reports whether the visit's step exists for the customer, by what was
// known of them at that time.
func (f *former) exists(v uint32) bool {
	bits := f.claims[f.claim[v]].forBits
	if len(bits) == 0 {
		return true
	}
	member := f.members.at(f.columns.customer[v], f.time[v])
	return slices.ContainsFunc(bits, func(b int) bool { return member>>b&1 == 1 })
}

// instanceFor finds or begins the instance that a visit belongs to; nil if it
// belongs to none.
func (f *former) instanceFor(v uint32) *forming {
	if f.byField == nil {
		return f.walk(v)
	}
	if value := f.value[v]; value != 0 {
		return f.byValue(v, value)
	}
	if x := f.openFor(v); x != nil {
		return x
	}
	return f.begin(v)
}

// walk is the rule without instance.by: one instance at a time.
func (f *former) walk(v uint32) *forming {
	if n := len(f.forming); n > 0 && f.isOpen(f.forming[n-1], v) {
		return f.forming[n-1]
	}
	return f.begin(v)
}

// byValue is the rule for a visit that carries the value of instance.by: the
// value's instance, else an open one that has no value yet, else a new one.
func (f *former) byValue(v, value uint32) *forming {
	x := f.valued[value]
	if x == nil {
		if x = f.openFor(v); x == nil || x.value != 0 {
			x = f.add(v)
		}
		x.value, f.valued[value] = value, x
	}
	return x
}

// openFor returns the open instance with the latest visit; among equals the one
// that began last. Visits come in order of time, so an instance for which time
// has run out stays closed until a visit with its value joins it.
func (f *former) openFor(v uint32) *forming {
	var best *forming
	f.open = slices.DeleteFunc(f.open, func(x *forming) bool {
		x.listed = f.inTime(x, v)
		if x.listed && f.isOpen(x, v) && (best == nil || x.last >= best.last) {
			best = x
		}
		return !x.listed
	})
	return best
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

// begin begins an instance where the visit may start one.
func (f *former) begin(v uint32) *forming {
	if !f.mayStart(f.claims[f.claim[v]].step) {
		return nil
	}
	return f.add(v)
}

func (f *former) add(v uint32) *forming {
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
	if !x.listed && f.byField != nil {
		x.listed = true
		f.open = append(f.open, x)
	}
	if c := &f.claims[f.claim[v]]; x.completed == None && !c.failed && f.Steps[c.step].Completes {
		x.completed, x.undated = f.time[v], f.noDate[v]
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
		o.Channel = append(o.Channel, f.channel[v])
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
