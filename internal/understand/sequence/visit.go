// SPDX-License-Identifier: Apache-2.0

package sequence

import "cmp"

// visit is a visit on its way into an instance: what decides where it goes. The
// rest of it stays where it arrived.
type visit struct {
	time  int64
	at    uint32 // where it arrived
	class uint16 // of the plan's classes; in an instance the claim under which it was found
	own   uint16 // the channel that the event names, index in Plan.Channels; 0: none known
}

// order compares visits of one customer: by time, the sender's sequence, the
// designed order of the steps and identity.
func (a *arrivals) order(p *Plan) func(x, y visit) int {
	step := func(v visit) uint16 { return p.claims[p.classes[v.class].tries[0]].step }
	return func(x, y visit) int {
		if c := cmp.Compare(x.time, y.time); c != 0 {
			return c
		}
		k, i := a.row(x.at)
		l, j := a.row(y.at)
		return cmp.Or(cmp.Compare(k.sequence(i), l.sequence(j)), cmp.Compare(step(x), step(y)), cmp.Compare(k.visits[i].key, l.visits[j].key))
	}
}

// channel decides the channel of a visit found under a claim: the matched
// alternative's, else the event's own if the workspace knows it, else the
// touchpoint's.
func (p *Plan) channel(claim, own uint16) uint16 {
	c := &p.claims[claim]
	if !c.forced && own > 0 {
		return own
	}
	return c.channel
}
