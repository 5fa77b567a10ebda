// SPDX-License-Identifier: Apache-2.0

package sequence

// Ask returns the same instances chosen by another question. The question must
// have the same Where, AsOf and TraitsNow, and a segment that the plan knows;
// its Segment, From, To and PerCustomer may differ. Nothing is read or copied
// but one bit an instance.
func (x *Instances) Ask(q Question) *Instances {
	out := *x
	out.Question.Segment, out.Question.From, out.Question.To, out.Question.PerCustomer = q.Segment, q.From, q.To, q.PerCustomer
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
	if q.Segment == "" && q.From.IsZero() && q.To.IsZero() && !q.PerCustomer {
		x.chosen = nil
		return
	}
	x.chosen = NewSet(x.Len())
	last := -1 // the last instance that fitted
	for i := range x.Len() {
		if !x.live(i) || !x.inPeriod(x.Start(i)) || q.Segment != "" && !x.In(i, q.Segment) {
			continue
		}
		if q.PerCustomer {
			if last >= 0 && x.customer[last] == x.customer[i] {
				continue
			}
			last = i
		}
		x.chosen.Add(i)
	}
}
