// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Flows tells, of each period, who is new, stays, comes back and falls silent:
//
//	{"journey": "shop", "every": "week", "zone": "UTC", "activity": "visit",
//	 "periods": [{"start": "2026-03-02T00:00:00Z", "active": 9, "new": 4, "returning": 3, "resurrecting": 2,
//	              "dormant": 5, "kept": {"value": 0.375, …}, "incomplete": false}, …],
//	 "all": {"customers": 31, "active": 52, "new_share": {…}, "returning_share": {…}, "resurrecting_share": {…}, "kept": {…}}}
type Flows struct {
	Journey  journey.ID       `json:"journey"`
	Every    Every            `json:"every"`
	Zone     string           `json:"zone"`
	Activity Activity         `json:"activity"`
	Steps    []journey.StepID `json:"steps,omitempty"`
	Periods  []Flow           `json:"periods"`
	All      FlowTotals       `json:"all"` // of all periods that are over
}

// Flow is the customers of one period. Active is new + returning + resurrecting.
type Flow struct {
	Start        time.Time      `json:"start"`
	Active       int            `json:"active"`
	New          int            `json:"new"`          // active for the first time ever
	Returning    int            `json:"returning"`    // active in the period before too
	Resurrecting int            `json:"resurrecting"` // active before, and not in the period before
	Dormant      int            `json:"dormant"`      // active in the period before, and not in this one
	Kept         *stat.Estimate `json:"kept"`         // returning, of returning and dormant
	Incomplete   bool           `json:"incomplete"`   // the period is not over: the dormant may still come
}

// FlowsOf tells who is new, stays, comes back and falls silent.
//
//	a: x@1d x@2d x@4d  →  day 1: 1 new; day 2: 1 returning; day 3: 1 dormant; day 4: 1 resurrecting
func FlowsOf(ctx context.Context, x *sequence.Instances, s Spec) (*Flows, error) {
	c, err := s.over(x)
	if err != nil {
		return nil, err
	}
	s = c.spec
	k, err := sequence.Run(ctx, x, func() *kernel[*flows] { return newKernel(c, x.Plan, &flows{calendar: c, periods: make([]flow, c.n+1)}) })
	if err != nil {
		return nil, err
	}
	out := &Flows{Journey: x.Plan.Journey.ID, Every: s.Every, Zone: s.Zone.String(), Activity: s.Activity, Steps: s.Steps, Periods: []Flow{}, All: k.tally.totals.shares()}
	for p := 1; p <= c.n; p++ {
		f := k.tally.periods[p]
		out.Periods = append(out.Periods, Flow{
			Start: c.start(p), Active: f[isNew] + f[isReturning] + f[isResurrecting], New: f[isNew], Returning: f[isReturning], Resurrecting: f[isResurrecting],
			Dormant: f[isDormant], Kept: share(f[isReturning], f[isReturning]+f[isDormant]), Incomplete: p > c.over,
		})
	}
	return out, nil
}

// flow counts the customers of a period by what they are in it.
type flow [4]int

const (
	isNew = iota
	isReturning
	isResurrecting
	isDormant
)

// flows counts who is what in which period.
type flows struct {
	*calendar
	periods []flow
	totals  flowTotals
}

func (f *flows) add(p *person) {
	first := p.all.next(0)
	if p.old {
		first = -1
	}
	var own flow // of the periods that are over
	count := func(at, what int) {
		f.periods[at][what]++
		if at <= f.over {
			own[what]++
		}
	}
	for at := p.chosen.next(0); at >= 0; at = p.chosen.next(at + 1) {
		if at < f.n && !p.all.has(at+1) {
			count(at+1, isDormant)
		}
		switch {
		case at == 0: // only to be looked back on
		case at == first:
			count(at, isNew)
		case p.all.has(at - 1):
			count(at, isReturning)
		default:
			count(at, isResurrecting)
		}
	}
	f.totals.add(own)
}

func (f *flows) merge(o *flows) {
	f.totals.merge(&o.totals)
	for p := range f.periods {
		for what := range f.periods[p] {
			f.periods[p][what] += o.periods[p][what]
		}
	}
}
