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

// recaller makes visits of instances again. Copies of it can be used beside each other
// where instances keep no keys.
type recaller struct {
	*Instances
	news    *arrivals
	able    bool
	order   func(a, b visit) int
	dated   uint32 // where a visit arrived of which no key is kept
	undated uint32
	spare   []visit // memory for visits
	recent  [256]struct {
		step   int
		manner *Manner // nil: nothing is here
		class  uint16
		ok     bool
	}
}

// recaller returns one who recalls among new visits.
func (x *Instances) recaller(news *arrivals) recaller {
	r := recaller{Instances: x, news: news, able: x.Plan.recallable(), order: news.order(x.Plan)}
	if r.able && x.key == nil {
		r.dated = news.recalled(false, 0)
		if slices.ContainsFunc(x.Manners, func(m Manner) bool { return m.Undated }) {
			r.undated = news.recalled(true, 0)
		}
	}
	return r
}

// recall returns the visits of a customer's instances with new ones, in order; ok is false
// where instances do not tell it: among visits at the same time the order would
// hang on what is not kept.
func (r *recaller) recall(of run, news []visit) (all []visit, ok bool) {
	if !r.able {
		return nil, false
	}
	slices.SortFunc(news, r.order)
	n := int(r.offset[of.to]-r.offset[of.from]) + len(news)
	if cap(r.spare) < n {
		r.spare = make([]visit, max(n, 1<<12))
	}
	all, r.spare = r.spare[:0:n], r.spare[n:]
	for i := of.from; i < of.to; i++ {
		first, end := r.Visits(i)
		for v := first; v < end; v++ {
			old, ok := r.visit(i, v)
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
func (r *recaller) visit(i, v int) (out visit, ok bool) {
	m := r.Manner(v)
	out.class, ok = r.class(r.Step(v), m)
	out.time, out.own = r.Time(i, v), m.Channel
	switch {
	case r.key != nil:
		out.at = r.news.recalled(m.Undated, r.key[v])
	case m.Undated:
		out.at = r.undated
	default:
		out.at = r.dated
	}
	return out, ok
}

// class is the class of a visit with these marks; ok is false where nothing tells it.
func (r *recaller) class(step int, m *Manner) (class uint16, ok bool) {
	c := &r.recent[(uint(step)<<2^uint(m.Channel))&255]
	if c.manner != m || c.step != step {
		claim, ok := r.Plan.claimOf(step, m.Failed, m.Channel)
		c.step, c.manner, c.class, c.ok = step, m, r.Plan.classOf(claim), ok
	}
	return c.class, c.ok
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
