// SPDX-License-Identifier: Apache-2.0

package sequence

import "slices"

// formsByMembers reports whether the segments of customers have a say in which
// instances there are: some customers are not of the audience, or a step exists
// for some.
func (p *Plan) formsByMembers() bool {
	if a := p.Journey.Audience; a != nil && len(a.Segments) > 0 {
		return true
	}
	return slices.ContainsFunc(p.claims, func(c claim) bool { return c.forBits != 0 })
}

// mark tells of every instance anew in which segments its customer is, at a moment
// behind all that is known of them. So instances that were formed once answer who
// is in a segment now, whenever now is: nothing is read.
func (x *Instances) mark(moment int64) {
	members := *x.members
	members.now = moment
	x.members, x.member = &members, make([]uint64, x.Len())
	asker := members.beside()
	for i, c := range x.customer {
		if i > 0 && x.customer[i-1] == c {
			x.member[i] = x.member[i-1]
			continue
		}
		x.member[i] = asker.at(c, moment)
	}
}
