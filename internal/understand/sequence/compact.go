// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"cmp"
	"slices"
)

// clip makes appending copy, so that nothing is written behind the columns.
func (r *rows) clip() rows {
	out := *r
	out.offset, out.customer, out.base, out.marks = slices.Clip(r.offset), slices.Clip(r.customer), slices.Clip(r.base), slices.Clip(r.marks)
	out.value, out.member, out.key = slices.Clip(r.value), slices.Clip(r.member), slices.Clip(r.key)
	return out
}

// clip makes appending copy.
func (c *Columns[S, T]) clip() {
	if c != nil {
		c.Step, c.Time, c.Manner = slices.Clip(c.Step), slices.Clip(c.Time), slices.Clip(c.Manner)
	}
}

// run is the instances of one customer.
type run struct{ from, to int }

// compact copies the live instances into columns of their own, by customer.
func (x *Instances) compact() *Instances {
	runs := x.runs()
	out := *x
	out.dead, out.blocks, out.lineage = nil, []uint32{0}, &lineage{values: x.lineage.values}
	out.rows = rows{offset: make([]uint32, 1, x.Len()+1), origin: x.origin, values: x.values}
	for _, r := range runs {
		out.rows.copyRun(&x.rows, r)
	}
	if x.narrow != nil {
		out.narrow = copyRuns(x, x.narrow, runs)
	} else {
		out.wide = copyRuns(x, x.wide, runs)
	}
	out.lineage.tip = out.Len()
	return &out
}

// runs are the live instances, customer by customer, ascending.
func (x *Instances) runs() (out []run) {
	for i := 0; i < x.Len(); {
		to := i + 1
		for to < x.Len() && x.customer[to] == x.customer[i] && x.live(to) == x.live(i) {
			to++
		}
		if x.live(i) {
			out = append(out, run{i, to})
		}
		i = to
	}
	slices.SortFunc(out, func(a, b run) int { return cmp.Compare(x.customer[a.from], x.customer[b.from]) })
	return out
}

// copyRun appends some instances of o.
func (r *rows) copyRun(o *rows, of run) {
	for i := of.from; i < of.to; i++ {
		r.offset = append(r.offset, r.offset[len(r.offset)-1]+o.offset[i+1]-o.offset[i])
	}
	r.customer = append(r.customer, o.customer[of.from:of.to]...)
	r.base = append(r.base, o.base[of.from:of.to]...)
	r.marks = append(r.marks, o.marks[of.from:of.to]...)
	if o.value != nil {
		r.value = append(r.value, o.value[of.from:of.to]...)
	}
	if o.member != nil {
		r.member = append(r.member, o.member[of.from:of.to]...)
	}
	if o.key != nil {
		r.key = append(r.key, o.key[o.offset[of.from]:o.offset[of.to]]...)
	}
}

// copyRuns copies the visits of some instances.
func copyRuns[S uint8 | uint16, T uint32 | int64](x *Instances, c *Columns[S, T], runs []run) *Columns[S, T] {
	out := grown[S, T](len(c.Step))
	for _, r := range runs {
		from, to := x.offset[r.from], x.offset[r.to]
		out.Step = append(out.Step, c.Step[from:to]...)
		out.Time = append(out.Time, c.Time[from:to]...)
		out.Manner = append(out.Manner, c.Manner[from:to]...)
	}
	return out
}
