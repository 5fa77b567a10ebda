// SPDX-License-Identifier: Apache-2.0

package sequence

import "slices"

// recallable reports whether the instances of the plan tell all that is needed
// to form them anew: no visit was left out, and none was placed by what is not
// kept of it.
func (p *Plan) recallable() bool {
	if a := p.Journey.Audience; a != nil && len(a.Segments) > 0 || p.byField != nil || !p.startsAny || slices.ContainsFunc(p.Steps, func(s Step) bool { return s.AdHoc }) {
		return false
	}
	return !slices.ContainsFunc(p.claims, func(c claim) bool { return c.forBits != 0 })
}

// recall returns the visits of a customer's instances with new ones, in order; ok is false
// where instances do not tell it: among visits at the same time the order would
// hang on what is not kept.
func (x *Instances) recall(of run, news []visit, a *arrivals) (all []visit, ok bool) {
	if !x.Plan.recallable() {
		return nil, false
	}
	slices.SortFunc(news, a.order(x.Plan))
	all = make([]visit, 0, int(x.offset[of.to]-x.offset[of.from])+len(news))
	for i := of.from; i < of.to; i++ {
		first, end := x.Visits(i)
		for v := first; v < end; v++ {
			old, ok := x.visit(i, v, a)
			if !ok {
				return nil, false
			}
			for len(news) > 0 && news[0].time < old.time {
				all, news = append(all, news[0]), news[1:]
			}
			if len(news) > 0 && news[0].time == old.time {
				return nil, false
			}
			all = append(all, old)
		}
	}
	return append(all, news...), true
}

// visit makes a visit of what is kept of it.
func (x *Instances) visit(i, v int, a *arrivals) (visit, bool) {
	m := x.Manner(v)
	claim, ok := x.Plan.claimOf(x.Step(v), m.Failed, m.Channel)
	return visit{time: x.Time(i, v), class: x.Plan.classOf(claim), own: m.Channel, at: a.recalled(m.Undated, x.Key(v))}, ok
}

// recalled makes room for what else is known of a visit that arrived before.
func (a *arrivals) recalled(undated bool, key uint64) uint32 {
	c, at := a.open(0)
	c.add(arrival{key: key, undated: undated}, 0)
	a.undated = a.undated || undated
	return at<<sheetBits | uint32(len(c.visits)-1)
}

// claimOf finds a claim under which a visit with these marks may have been found.
func (p *Plan) claimOf(step int, failed bool, channel uint16) (uint16, bool) {
	for i := range p.claims {
		c := &p.claims[i]
		if int(c.step) == step && c.failed == failed && (c.channel == channel || !c.forced && channel > 0) {
			return uint16(i), true
		}
	}
	return 0, false
}

// classOf is the class of events that only one claim has.
func (p *Plan) classOf(claim uint16) uint16 {
	return uint16(slices.IndexFunc(p.classes, func(c class) bool { return c.tries[0] == claim }))
}
