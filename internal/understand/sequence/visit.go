// SPDX-License-Identifier: Apache-2.0

package sequence

import "cmp"

// visit is a visit on its way into an instance.
type visit struct {
	time    int64
	seq     int64
	key     uint64
	value   uint32 // of instance.by, index in values; 0: none
	class   uint16
	claim   uint16 // the first of the class's claims, until an instance is found
	own     uint16 // the channel that the event names, index in Plan.Channels; 0: none known
	actor   uint8
	undated bool
}

// order compares visits of one customer: by time, the sender's sequence, the
// designed order of the steps and identity.
func (p *Plan) order(a, b visit) int {
	if c := cmp.Compare(a.time, b.time); c != 0 {
		return c
	}
	return cmp.Or(
		cmp.Compare(a.seq, b.seq),
		cmp.Compare(p.claims[a.claim].step, p.claims[b.claim].step),
		cmp.Compare(a.key, b.key),
	)
}

// channel decides a visit's channel: the matched alternative's, else the event's
// own if the workspace knows it, else the touchpoint's.
func (p *Plan) channel(v *visit) uint16 {
	c := &p.claims[v.claim]
	if !c.forced && v.own > 0 {
		return v.own
	}
	return c.channel
}
