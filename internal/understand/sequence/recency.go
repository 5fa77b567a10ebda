// SPDX-License-Identifier: Apache-2.0

package sequence

// recency lists instances that may still be open, in the order of their last
// visits, so that the latest is found at once however many there are. The zero
// recency is empty.
type recency struct{ latest *forming }

// touch puts an instance that was just visited at the head of the list, from
// whatever list it was in.
func (r *recency) touch(x *forming) {
	if r.latest == x {
		return
	}
	if x.in != nil {
		x.in.remove(x)
	}
	x.in, x.before = r, r.latest
	if r.latest != nil {
		r.latest.after = x
	}
	r.latest = x
}

func (r *recency) remove(x *forming) {
	if x.before != nil {
		x.before.after = x.after
	}
	if x.after != nil {
		x.after.before = x.before
	}
	if r.latest == x {
		r.latest = x.before
	}
	x.in, x.before, x.after = nil, nil, nil
}

// expire drops instances from the head for which time has run out. Visits come
// in order of time: what has run out stays closed until a visit with its value
// joins it.
func (r *recency) expire(f *former, v visit) {
	for r.latest != nil && !f.inTime(r.latest, v) {
		r.remove(r.latest)
	}
}
