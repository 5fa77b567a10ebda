// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Result tells how many customers were active again later:
//
//	{"journey": "shop", "every": "week", "zone": "Europe/Berlin", "mode": "first-touch", "on_or_after": false,
//	 "activity": "visit", "customers": 500, "earlier": 0,
//	 "rows": [{"start": "2026-03-02T00:00:00+01:00", "size": 120, "incomplete": false,
//	           "cells": [{"after": 0, "size": 120, "count": 120, "share": {…}, "incomplete": false}, …]}, …],
//	 "all": {"size": 500, "cells": […]}, "groups": [{"group": "view", "size": 380, "cells": […]}, …]}
type Result struct {
	Journey   journey.ID       `json:"journey"`
	Every     Every            `json:"every"`
	Zone      string           `json:"zone"`
	Mode      Mode             `json:"mode"`
	OnOrAfter bool             `json:"on_or_after"`
	Activity  Activity         `json:"activity"`
	Steps     []journey.StepID `json:"steps,omitempty"`
	Customers int              `json:"customers"` // in any row
	Earlier   int              `json:"earlier"`   // whose first visit was before the first row; they are in none
	Rows      []Row            `json:"rows"`      // one a period, also where it holds nobody
	All       *Row             `json:"all"`       // of first touch: all rows, each cell of those whose period is over
	Groups    []Row            `json:"groups,omitempty"`
}

// Row is the customers who belong together and how many of them were active
// again.
type Row struct {
	Start      *time.Time `json:"start,omitempty"` // of their period
	Group      *string    `json:"group,omitempty"` // their first step or channel; "" is an unknown channel
	Size       int        `json:"size"`
	Incomplete bool       `json:"incomplete"` // the period is not over: more may come
	Cells      []Cell     `json:"cells"`
}

// Cell is how many of a row were active so many periods later; with on_or_after,
// then or at any time after. Where the period was not over at the question's
// moment the cell is incomplete. Size is the row's but in "all" and in groups,
// which leave out those whose period is not over.
type Cell struct {
	After      int            `json:"after"` // periods
	Size       int            `json:"size"`
	Count      int            `json:"count"`
	Share      *stat.Estimate `json:"share"` // nil: of nobody
	Incomplete bool           `json:"incomplete"`
}

// Of tells how many customers were active again in the periods after.
//
//	a: x@0d x@1d x@2d; b: x@0d x@2d; c: x@0d; d: x@1d x@2d; e: x@1d
//	  →  first touch, by day: 3 of day 0: 3 1 2; 2 of day 1: 2 1
func Of(ctx context.Context, x *sequence.Instances, s Spec) (*Result, error) {
	c, err := s.over(x)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *kernel[*retention] { return newKernel(c, x.Plan, newRetention(c, x.Plan)) })
	if err != nil {
		return nil, err
	}
	return k.tally.result(x.Plan), nil
}

// retention counts who was active again.
type retention struct {
	*calendar
	columns int
	size    []int // by period
	counts  []int // period*columns + periods later
	groups  int
	sizes   []int // group*(n+1) + period
	grouped []int // group*columns + periods later, of those that are over

	customers, earlier int
}

func newRetention(c *calendar, p *sequence.Plan) *retention {
	r := &retention{calendar: c, columns: c.n}
	if c.spec.Columns > 0 {
		r.columns = min(r.columns, c.spec.Columns)
	}
	switch c.spec.By {
	case ByStep:
		r.groups = len(p.Steps)
	case ByChannel:
		r.groups = len(p.Channels)
	}
	r.size, r.counts = make([]int, c.n+1), make([]int, (c.n+1)*r.columns)
	r.sizes, r.grouped = make([]int, r.groups*(c.n+1)), make([]int, r.groups*r.columns)
	return r
}

func (r *retention) add(p *person) {
	if r.spec.Mode == Recurring {
		r.recurring(p)
	} else {
		r.firstTouch(p)
	}
}

func (r *retention) recurring(p *person) {
	active := false
	for row := p.chosen.next(1); row >= 0; row = p.chosen.next(row + 1) {
		active = true
		r.size[row]++
		r.later(p, row, r.counts[row*r.columns:][:r.columns], r.n)
	}
	if active {
		r.customers++
	}
}

func (r *retention) firstTouch(p *person) {
	if !p.first.chosen {
		return
	}
	row := r.at(p.first.time)
	switch {
	case row < 1:
		r.earlier++
		return
	case row > r.n:
		return
	}
	r.customers++
	r.size[row]++
	r.later(p, row, r.counts[row*r.columns:][:r.columns], r.n)
	group := p.first.step
	if r.spec.By == ByChannel {
		group = int(p.first.channel)
	}
	if r.groups > 0 {
		r.sizes[group*(r.n+1)+row]++
		r.later(p, row, r.grouped[group*r.columns:][:r.columns], r.over)
	}
}

// later counts the periods from row up to one in which a customer was active.
func (r *retention) later(p *person, row int, counts []int, upTo int) {
	if r.spec.OnOrAfter {
		for k := range min(p.all.last(), upTo, row+r.columns-1) - row + 1 {
			counts[k]++
		}
		return
	}
	for at := p.all.next(row); at >= 0 && at <= upTo && at-row < r.columns; at = p.all.next(at + 1) {
		counts[at-row]++
	}
}

func (r *retention) merge(o *retention) {
	r.customers, r.earlier = r.customers+o.customers, r.earlier+o.earlier
	for _, both := range [...][2][]int{{r.size, o.size}, {r.counts, o.counts}, {r.sizes, o.sizes}, {r.grouped, o.grouped}} {
		for i, n := range both[1] {
			both[0][i] += n
		}
	}
}

// result sums up what was counted.
func (r *retention) result(p *sequence.Plan) *Result {
	s := &r.spec
	out := &Result{
		Journey: p.Journey.ID, Every: s.Every, Zone: s.Zone.String(), Mode: s.Mode, OnOrAfter: s.OnOrAfter,
		Activity: s.Activity, Steps: s.Steps, Customers: r.customers, Earlier: r.earlier, Rows: []Row{},
	}
	for row := 1; row <= r.n; row++ {
		start := r.start(row)
		one := Row{Start: &start, Size: r.size[row], Incomplete: row > r.over, Cells: []Cell{}}
		for k := range min(r.columns, r.n-row+1) {
			n := r.counts[row*r.columns+k]
			one.Cells = append(one.Cells, Cell{k, one.Size, n, share(n, one.Size), row+k > r.over})
		}
		out.Rows = append(out.Rows, one)
	}
	if s.Mode == FirstTouch {
		all := r.pool(nil, r.size, r.sumOver())
		out.All = &all
	}
	for g := range r.groups {
		name := r.group(p, g)
		one := r.pool(&name, r.sizes[g*(r.n+1):][:r.n+1], r.grouped[g*r.columns:][:r.columns])
		if one.Size > 0 {
			out.Groups = append(out.Groups, one)
		}
	}
	return out
}

// group is the name of a group.
func (r *retention) group(p *sequence.Plan, g int) string {
	if r.spec.By == ByChannel {
		return string(p.Channels[g])
	}
	return string(p.Steps[g].ID)
}

// sumOver adds the rows up, each as far as its periods are over.
func (r *retention) sumOver() []int {
	counts := make([]int, r.columns)
	for row := 1; row <= r.over; row++ {
		for k := range min(r.columns, r.over-row+1) {
			counts[k] += r.counts[row*r.columns+k]
		}
	}
	return counts
}

// pool makes one row of customers of several periods. sizes are by period.
func (r *retention) pool(name *string, sizes, counts []int) Row {
	out := Row{Group: name, Cells: []Cell{}}
	watched := make([]int, r.columns) // customers whose k-th period is over
	for row := 1; row <= r.n; row++ {
		out.Size += sizes[row]
		for k := range min(r.columns, r.over-row+1) {
			watched[k] += sizes[row]
		}
	}
	for k, n := range watched {
		if n > 0 {
			out.Cells = append(out.Cells, Cell{After: k, Size: n, Count: counts[k], Share: share(counts[k], n)})
		}
	}
	return out
}

// share is a share, nil of nothing.
func share(k, n int) *stat.Estimate {
	if n == 0 {
		return nil
	}
	e := stat.Share(k, n)
	return &e
}
