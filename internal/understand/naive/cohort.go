// SPDX-License-Identifier: Apache-2.0

package naive

import (
	"slices"
	"time"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// Periods are the calendar of a question about activity.
type Periods struct {
	Every    string // day, week or month
	Zone     *time.Location
	From, To time.Time // what is looked at; the period of From is looked at as a whole
	Activity string    // visit, start, completion or step
	Steps    []string
}

// of is the day on which the period of a moment begins.
func (p *Periods) of(t time.Time) string {
	day := t.In(p.Zone)
	for p.Every == "week" && day.Weekday() != time.Monday || p.Every == "month" && day.Day() != 1 {
		y, m, d := day.Date()
		day = time.Date(y, m, d-1, 12, 0, 0, 0, p.Zone) // no clock is changed at noon
	}
	return day.Format(time.DateOnly)
}

// list lists the periods.
func (p *Periods) list() (out []string) {
	for t := p.From; t.Before(p.To); t = t.Add(time.Hour) {
		out = append(out, p.of(t))
	}
	if p.From.Before(p.To) {
		out = append(out, p.of(p.To.Add(-time.Microsecond)))
	}
	return slices.Compact(out)
}

// person is one customer's activity.
type person struct {
	first       int64 // visit at a known time
	firstChosen bool
	active      map[string]bool // by period, also those before the first asked about
	chosen      map[string]bool
}

// people gathers everybody of whom an instance is chosen.
func (p *Periods) people(x *sequence.Instances) (out []*person) {
	known := map[uint32]*person{}
	for i := range x.Len() {
		if x.Has(i) && known[x.Customer(i)] == nil {
			one := &person{first: sequence.None, active: map[string]bool{}, chosen: map[string]bool{}}
			known[x.Customer(i)] = one
			out = append(out, one)
		}
	}
	for i := range x.Len() {
		if one := known[x.Customer(i)]; one != nil && live(x, i) {
			p.add(x, i, one)
		}
	}
	return out
}

func (p *Periods) add(x *sequence.Instances, i int, one *person) {
	from, to := x.Visits(i)
	for v := from; v < to; v++ {
		if x.Undated(v) {
			continue
		}
		t := x.Time(i, v)
		if one.first == sequence.None || t < one.first {
			one.first, one.firstChosen = t, x.Has(i)
		}
		if !p.counts(x, i, v) || !time.UnixMicro(t).Before(p.To) {
			continue
		}
		one.active[p.of(time.UnixMicro(t))] = true
		if x.Has(i) {
			one.chosen[p.of(time.UnixMicro(t))] = true
		}
	}
}

// counts reports whether a visit makes the customer active.
func (p *Periods) counts(x *sequence.Instances, i, v int) bool {
	from, _ := x.Visits(i)
	switch p.Activity {
	case "start":
		return v == from
	case "completion":
		return v == x.Completion(i)
	case "step":
		return slices.Contains(p.Steps, string(x.Plan.Steps[x.Step(v)].ID))
	}
	return true
}

// Retention counts, for each period, who was active in it for the first time, or
// in it at all, and of these who was active k periods later, or then or later.
func (p *Periods) Retention(x *sequence.Instances, recurring, orAfter bool) (sizes []int, cells [][]int) {
	list, people := p.list(), p.people(x)
	for r, row := range list {
		var in []*person
		for _, one := range people {
			if recurring && one.chosen[row] || !recurring && one.firstChosen && time.UnixMicro(one.first).Before(p.To) && p.of(time.UnixMicro(one.first)) == row {
				in = append(in, one)
			}
		}
		sizes = append(sizes, len(in))
		counts := []int{}
		for k := range list[r:] {
			n := 0
			for _, one := range in {
				if one.active[list[r+k]] || orAfter && slices.ContainsFunc(list[r+k:], func(later string) bool { return one.active[later] }) {
					n++
				}
			}
			counts = append(counts, n)
		}
		cells = append(cells, counts)
	}
	return sizes, cells
}

// Lifecycle counts, for each period, who is new, returning, resurrecting and
// dormant.
func (p *Periods) Lifecycle(x *sequence.Instances) (out [][4]int) {
	list, people := p.list(), p.people(x)
	if len(list) == 0 {
		return nil
	}
	before := p.From
	for p.of(before) == list[0] {
		before = before.Add(-time.Hour)
	}
	previous := p.of(before)
	for _, now := range list {
		var n [4]int
		for _, one := range people {
			ever := false
			for at := range one.active {
				ever = ever || at < now
			}
			switch {
			case one.chosen[now] && !ever:
				n[0]++
			case one.chosen[now] && one.active[previous]:
				n[1]++
			case one.chosen[now]:
				n[2]++
			case one.chosen[previous] && !one.active[now]:
				n[3]++
			}
		}
		out = append(out, n)
		previous = now
	}
	return out
}

// Stickiness counts customers by the number of periods in which they were
// active.
func (p *Periods) Stickiness(x *sequence.Instances) map[int]int {
	list, out := p.list(), map[int]int{}
	for _, one := range p.people(x) {
		n := 0
		for _, at := range list {
			if one.chosen[at] {
				n++
			}
		}
		if n > 0 {
			out[n]++
		}
	}
	return out
}
