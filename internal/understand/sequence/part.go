// SPDX-License-Identifier: Apache-2.0

package sequence

import "math"

// part is a stretch of instances on its way into Instances: what a keeper keeps.
type part[S uint8 | uint16, T uint32 | int64] struct {
	*Plan
	*Columns[S, T]
	rows
	unit   int64
	seen   mannered
	misfit bool // something does not fit into these columns
	events bool
}

// mannered numbers manners.
type mannered struct {
	list   []Manner
	number map[Manner]int
	recent [64]struct {
		manner Manner
		number int
	}
}

// of returns a manner's number.
func (m *mannered) of(x Manner) int {
	r := &m.recent[(uint(x.Channel)<<2^uint(x.Actor))&63]
	if r.manner == x && r.number > 0 {
		return r.number - 1
	}
	n, ok := m.number[x]
	if !ok {
		if m.number == nil {
			m.number = map[Manner]int{}
		}
		n = len(m.list)
		m.number[x] = n
		m.list = append(m.list, x)
	}
	r.manner, r.number = x, n+1
	return n
}

// newPart returns an empty part.
func newPart[S uint8 | uint16, T uint32 | int64](p *Plan, events bool, origin, unit int64) *part[S, T] {
	return &part[S, T]{Plan: p, Columns: &Columns[S, T]{}, unit: unit, events: events, rows: rows{origin: origin, offset: []uint32{0}}}
}

// clear empties a part; its memory and the numbers of manners stay.
func (t *part[S, T]) clear() {
	c, r := t.Columns, &t.rows
	c.Step, c.Time, c.Manner = c.Step[:0], c.Time[:0], c.Manner[:0]
	r.offset, r.customer, r.base, r.marks = r.offset[:1], r.customer[:0], r.base[:0], r.marks[:0]
	r.value, r.member, r.key = r.value[:0], r.member[:0], r.key[:0]
}

// keep takes an instance in; see keeper.
func (t *part[S, T]) keep(customer uint32, member uint64, x *forming, a *arrivals) {
	base := min((x.start-t.origin)/second, math.MaxUint32)
	from := t.origin + base*second
	mask := uint32(0)
	for i, v := range x.visits {
		c := &t.claims[v.class]
		manner := t.seen.of(t.manner(v, c.failed, int32(i) == x.completed, a))
		step, time := int(c.step), (v.time-from)/t.unit
		if !t.fits(step, manner, time) {
			t.misfit = true
			return
		}
		t.add(step, manner, time)
		mask |= MaskOf(step)
		if i > 0 && x.visits[i-1].time == v.time {
			mask |= TiedBit
		}
		if t.events {
			k, i := a.row(v.at)
			t.key = append(t.key, k.visits[i].key)
		}
	}
	if x.completed >= 0 {
		mask |= completedBit
	}
	t.offset = append(t.offset, uint32(len(t.Step)))
	t.customer = append(t.customer, customer)
	t.base = append(t.base, uint32(base))
	t.marks = append(t.marks, mask)
	if t.byField != nil {
		t.value = append(t.value, x.value)
	}
	if len(t.Segments) > 0 {
		t.member = append(t.member, member)
	}
}

// manner is how a visit happened.
func (t *part[S, T]) manner(v visit, failed, completes bool, a *arrivals) Manner {
	m := Manner{Channel: t.channel(v.class, v.own), Failed: failed, Completes: completes}
	if a.undated || a.acted {
		c, i := a.row(v.at)
		m.Undated, m.Actor = c.visits[i].undated, c.visits[i].actor
	}
	return m
}

// extend appends another part's rows.
func (r *rows) extend(o *rows) {
	shift := r.offset[len(r.offset)-1]
	for _, at := range o.offset[1:] {
		r.offset = append(r.offset, shift+at)
	}
	r.customer = append(r.customer, o.customer...)
	r.base = append(r.base, o.base...)
	r.marks = append(r.marks, o.marks...)
	r.value = append(r.value, o.value...)
	r.member = append(r.member, o.member...)
	r.key = append(r.key, o.key...)
}

// roomy is room for n and for what changes later.
func roomy(n int) int { return n + n/8 }
