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

// run is a range of instances.
type run struct{ from, to int }

// maxBlocks bounds the stretches in which a customer is looked for.
const maxBlocks = 24

// block notes that from the n-th on there are instances in the order of their
// customers.
func (x *Instances) block(n int) {
	if n == x.Len() {
		return
	}
	if last := len(x.blocks) - 1; last >= 0 && x.blocks[last].to == n && x.customer[n-1] < x.customer[n] {
		x.blocks[last].to = x.Len() // customers go on ascending
		return
	}
	x.blocks = append(x.blocks, run{n, x.Len()})
}

// tidied returns x, which nobody else must know yet, copied together where there
// are many stretches or many instances that are no longer live.
func (x *Instances) tidied() (*Instances, error) {
	x.dead = x.dead.upTo(x.Len())
	if len(x.blocks) > maxBlocks {
		if err := x.fold(); err != nil {
			return nil, err
		}
	}
	if len(x.blocks) > maxBlocks || 8*x.dead.Count() > x.Len() {
		return x.compact()
	}
	return x, nil
}

// fold copies what is live of the last stretches, together a sixteenth of all at
// most, into one behind them.
func (x *Instances) fold() error {
	n := x.Len()
	first := slices.IndexFunc(x.blocks, func(b run) bool { return 16*(n-b.from) <= n })
	if first < 0 {
		return nil
	}
	from, dead := x.blocks[first].from, x.dead
	if err := x.reserve(int(x.offset[n]-x.offset[from]), n-from); err != nil {
		return err
	}
	x.copyRuns(x, x.runs(from))
	for i := from; i < n; i++ {
		dead.Add(i)
	}
	x.dead, x.blocks = dead.upTo(x.Len()), x.blocks[:first]
	x.block(n)
	return nil
}

// compact copies the live instances into columns of their own, by customer.
func (x *Instances) compact() (*Instances, error) {
	runs, visits := x.runs(0), 0
	for _, r := range runs {
		visits += int(x.offset[r.to] - x.offset[r.from])
	}
	out, err := x.emptied(roomy(x.Len()-x.dead.Count()), roomy(visits))
	if err != nil {
		return nil, err
	}
	out.copyRuns(x, runs)
	out.block(0)
	return out, nil
}

// emptied returns x without instances, with room for some.
func (x *Instances) emptied(instances, visits int) (*Instances, error) {
	out := *x
	out.dead, out.blocks, out.lineage, out.ground.files = nil, nil, &lineage{values: x.lineage.values}, nil
	out.keepNothing()
	out.rows = rows{values: x.values, origin: x.origin}
	if x.narrow != nil {
		out.narrow = &Columns[uint8, uint32]{}
	} else {
		out.wide = &Columns[uint16, int64]{}
	}
	out.offset = []uint32{0}
	return &out, out.reserve(visits, instances)
}

// runs are the live instances of the stretches from a first instance on, in the order of
// their customers.
func (x *Instances) runs(from int) (out []run) {
	if from == x.Len() {
		return nil
	}
	blocks := x.blocks[slices.IndexFunc(x.blocks, func(b run) bool { return b.from >= from }):]
	var rest []run // what is not in the first stretch, which is the largest
	for _, b := range blocks[1:] {
		for i := b.from; i < b.to; {
			to := x.customerEnd(i, b.to)
			if x.live(i) {
				rest = append(rest, run{i, to})
			}
			i = to
		}
	}
	slices.SortFunc(rest, func(a, b run) int { return cmp.Compare(x.customer[a.from], x.customer[b.from]) })
	add := func(r run) {
		if n := len(out); n > 0 && out[n-1].to == r.from {
			out[n-1].to = r.to
			return
		}
		out = append(out, r)
	}
	for i := blocks[0].from; i < blocks[0].to; {
		for len(rest) > 0 && x.customer[rest[0].from] < x.customer[i] {
			add(rest[0])
			rest = rest[1:]
		}
		to := x.customerEnd(i, blocks[0].to)
		if x.live(i) {
			add(run{i, to})
		}
		i = to
	}
	for _, r := range rest {
		add(r)
	}
	return out
}

// customerEnd is the first instance behind the i-th that is not its customer's.
func (x *Instances) customerEnd(i, end int) int {
	to := i + 1
	for to < end && x.customer[to] == x.customer[i] {
		to++
	}
	return to
}

// copyRuns appends some instances of o, which has the same layout and may be x.
func (x *Instances) copyRuns(o *Instances, runs []run) {
	if x.narrow != nil {
		x.narrow.copyRuns(o.narrow, o.offset, runs)
	} else {
		x.wide.copyRuns(o.wide, o.offset, runs)
	}
	for _, r := range runs {
		x.copyRun(&o.rows, r)
	}
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

// copyRuns appends the visits of some instances of o, which begin at offsets.
func (c *Columns[S, T]) copyRuns(o *Columns[S, T], offset []uint32, runs []run) {
	for _, r := range runs {
		from, to := offset[r.from], offset[r.to]
		c.Step = append(c.Step, o.Step[from:to]...)
		c.Time = append(c.Time, o.Time[from:to]...)
		c.Manner = append(c.Manner, o.Manner[from:to]...)
	}
}
