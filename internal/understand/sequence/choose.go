// SPDX-License-Identifier: Apache-2.0

package sequence

import "slices"

// Ask returns the same instances chosen by another question. The question must
// have the same Where, AsOf and TraitsNow, and a segment that the plan knows;
// its Segment, From, To, OnChannel, ByActor and PerCustomer may differ, and what
// Within left out is there again. Nothing is read or copied but one bit an
// instance.
func (x *Instances) Ask(q Question) *Instances {
	out := *x
	o := &out.Question
	o.Segment, o.From, o.To, o.OnChannel, o.ByActor, o.PerCustomer = q.Segment, q.From, q.To, q.OnChannel, q.ByActor, q.PerCustomer
	out.choose()
	return &out
}

// Within returns the same instances without those that are not in a set.
func (x *Instances) Within(s Set) *Instances {
	out := *x
	out.chosen = NewSet(x.Len())
	for i := range x.Len() {
		if s.Has(i) && x.Has(i) {
			out.chosen.Add(i)
		}
	}
	return &out
}

// Sample returns the same instances with about one in so many of those that the
// question is about: some at a time, from beginning to end.
func (x *Instances) Sample(oneIn int) *Instances {
	out := *x
	out.chosen = NewSet(x.Len())
	for w := 0; w < len(out.chosen); w += oneIn {
		for i := w << 6; i < min((w+1)<<6, x.Len()); i++ {
			if x.Has(i) {
				out.chosen.Add(i)
			}
		}
	}
	return &out
}

// Fits reports whether something a customer did or said outside any instance,
// at one moment, is what the question is about: the customer is of the journey's
// audience and in the segment asked for, and the moment in the period.
func (x *Instances) Fits(customer uint32, moment int64) bool {
	if !x.inPeriod(moment) {
		return false
	}
	if len(x.Plan.Segments) == 0 {
		return true
	}
	member := x.members.at(customer, moment)
	if a := x.Plan.Journey.Audience; a != nil && len(a.Segments) > 0 && member&x.Plan.mask(a.Segments) == 0 {
		return false
	}
	return x.Question.Segment == "" || member>>x.Plan.bit(x.Question.Segment)&1 == 1
}

// inPeriod reports whether a moment lies in the question's period.
func (x *Instances) inPeriod(moment int64) bool {
	q := &x.Question
	return (q.From.IsZero() || moment >= q.From.UnixMicro()) && (q.To.IsZero() || moment < q.To.UnixMicro())
}

// choose marks the instances that the question is about.
func (x *Instances) choose() {
	q := &x.Question
	if q.Segment == "" && q.From.IsZero() && q.To.IsZero() && q.OnChannel == "" && q.ByActor == "" && !q.PerCustomer {
		x.chosen = nil
		if x.dead != nil {
			x.chosen = x.dead.not(x.Len())
		}
		return
	}
	chosen, manners, segment := NewSet(x.Len()), x.mannersAsked(), uint64(0)
	if q.Segment != "" {
		segment = 1 << x.Plan.bit(q.Segment)
	}
	last := -1 // the last instance that fitted
	for i := range x.Len() {
		if !x.live(i) || !x.inPeriod(x.Start(i)) || segment != 0 && x.member[i]&segment == 0 || manners != nil && !x.anyOf(i, manners) {
			continue
		}
		if q.PerCustomer {
			if last >= 0 && x.customer[last] == x.customer[i] {
				continue
			}
			last = i
		}
		chosen.Add(i)
	}
	x.chosen = chosen
}

// mannersAsked tells of each manner whether it is on the channel and by the actor
// that the question asks for; nil where it asks for none.
func (x *Instances) mannersAsked() []bool {
	q := &x.Question
	if q.OnChannel == "" && q.ByActor == "" {
		return nil
	}
	out := make([]bool, len(x.Manners))
	for i, m := range x.Manners {
		out[i] = (q.OnChannel == "" || x.Plan.Channels[m.Channel] == q.OnChannel) && (q.ByActor == "" || x.Plan.actor(m.Actor) == q.ByActor)
	}
	return out
}

// anyOf reports whether a visit of an instance is in one of the manners.
func (x *Instances) anyOf(i int, manners []bool) bool {
	from, to := x.Visits(i)
	if x.narrow != nil {
		return slices.ContainsFunc(x.narrow.Manner[from:to], func(m uint8) bool { return manners[m] })
	}
	return slices.ContainsFunc(x.wide.Manner[from:to], func(m uint16) bool { return manners[m] })
}
