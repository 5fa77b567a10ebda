// SPDX-License-Identifier: Apache-2.0

package sequence

import "time"

// AsOf returns the instances as they stood at an earlier moment, or a later one
// at which no more is known: what happened after it is left out. ok is false
// where instances do not tell it: of whom segments speak, and which visits
// belonged to none, must then be read anew.
func (x *Instances) AsOf(moment time.Time) (out *Instances, ok bool) {
	q := x.Question
	q.AsOf = moment
	if at := moment.UnixMicro(); x.read <= at && x.members.latest <= at {
		same := *x
		same.Question = q
		same.derive()
		return &same, true
	}
	if !x.Plan.recallable() || len(x.Plan.Segments) > 0 || x.people != nil {
		return nil, false
	}
	return x.cut(q), true
}

// cut copies what happened until a question's moment.
func (x *Instances) cut(q Question) *Instances {
	out := *x
	out.Question = q
	out.dead, out.blocks, out.lineage = nil, []uint32{0}, &lineage{values: x.lineage.values}
	out.rows = rows{offset: make([]uint32, 1, x.Len()+1), origin: x.origin, values: x.values}
	if x.narrow != nil {
		out.narrow = cut(x, x.narrow, &out)
	} else {
		out.wide = cut(x, x.wide, &out)
	}
	out.lineage.tip = out.Len()
	out.derive()
	return &out
}

// cut copies the visits until a question's moment, and the rows of the instances
// that had begun by then.
func cut[S uint8 | uint16, T uint32 | int64](x *Instances, c *Columns[S, T], into *Instances) *Columns[S, T] {
	out, moment := grown[S, T](len(c.Step)), into.Question.AsOf.UnixMicro()
	for _, r := range x.runs() {
		for i := r.from; i < r.to; i++ {
			from, to := x.Visits(i)
			marks, v := uint32(0), from
			for ; v < to && x.Time(i, v) <= moment; v++ {
				out.Step, out.Time, out.Manner = append(out.Step, c.Step[v]), append(out.Time, c.Time[v]), append(out.Manner, c.Manner[v])
				marks |= MaskOf(int(c.Step[v]))
				if x.Manners[c.Manner[v]].Completes {
					marks |= completedBit
				}
			}
			if v == from {
				continue // it had not begun
			}
			into.offset, into.customer = append(into.offset, uint32(len(out.Step))), append(into.customer, x.customer[i])
			into.base, into.marks = append(into.base, x.base[i]), append(into.marks, marks)
			if x.key != nil {
				into.key = append(into.key, x.key[from:v]...)
			}
		}
	}
	return out
}
