// SPDX-License-Identifier: Apache-2.0

package sequence

import "time"

// AsOf returns the instances as they stood at an earlier moment: what happened
// after it is left out. ok is false where instances do not tell it: of whom
// segments speak, and which visits belonged to none, must then be read anew.
func (x *Instances) AsOf(moment time.Time) (out *Instances, ok bool) {
	at := moment.UnixMicro()
	moves := x.members.now != None && !x.members.plain() // who is in a segment
	if at > x.until || moves && x.Plan.formsByMembers() {
		return nil, false
	}
	q := x.Question
	q.AsOf = moment
	if x.read <= at && x.members.latest <= at && x.people.knownBy(at) {
		same := *x
		same.Question = q
		if moves {
			same.mark(at)
		}
		same.choose()
		return &same, true
	}
	if !x.Plan.recallable() || len(x.Plan.Segments) > 0 || x.people != nil {
		return nil, false
	}
	out, err := x.cut(q)
	return out, err == nil
}

// cut copies what happened until a question's moment.
func (x *Instances) cut(q Question) (*Instances, error) {
	out, err := x.emptied(x.Len(), int(x.offset[x.Len()]))
	if err != nil {
		return nil, err
	}
	out.Question, out.read = q, None
	if x.narrow != nil {
		cut(x, x.narrow, out, out.narrow)
	} else {
		cut(x, x.wide, out, out.wide)
	}
	out.block(0)
	out.lineage.tip = out.Len()
	out.derive()
	return out, nil
}

// cut copies the visits until a question's moment, and the rows of the instances
// that had begun by then.
func cut[S uint8 | uint16, T uint32 | int64](x *Instances, c *Columns[S, T], out *Instances, into *Columns[S, T]) {
	moment := out.Question.AsOf.UnixMicro()
	for _, r := range x.runs(0) {
		for i := r.from; i < r.to; i++ {
			from, to := x.Visits(i)
			marks, v := uint32(0), from
			for ; v < to && x.Time(i, v) <= moment; v++ {
				into.add(int(c.Step[v]), int(c.Manner[v]), int64(c.Time[v]))
				marks |= MaskOf(int(c.Step[v]))
				if v > from && c.Time[v] == c.Time[v-1] {
					marks |= TiedBit
				}
				if x.Manners[c.Manner[v]].Completes {
					marks |= completedBit
				}
			}
			if v < to { // the next that happened
				out.until = min(out.until, x.Time(i, v)-1)
			}
			if v == from {
				continue // it had not begun
			}
			out.read = max(out.read, x.Time(i, v-1))
			out.offset, out.customer = append(out.offset, uint32(len(into.Step))), append(out.customer, x.customer[i])
			out.base, out.marks = append(out.base, x.base[i]), append(out.marks, marks)
			if x.key != nil {
				out.key = append(out.key, x.key[from:v]...)
			}
		}
	}
}
