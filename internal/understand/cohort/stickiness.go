// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"context"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Stickiness tells in how many of the periods customers were active:
//
//	{"journey": "shop", "every": "day", "zone": "UTC", "activity": "visit", "periods": 14, "incomplete": false,
//	 "customers": 80, "histogram": [{"periods": 1, "customers": 50, "share": {…}}, {"periods": 2, …}, …]}
type Stickiness struct {
	Journey    journey.ID       `json:"journey"`
	Every      Every            `json:"every"`
	Zone       string           `json:"zone"`
	Activity   Activity         `json:"activity"`
	Steps      []journey.StepID `json:"steps,omitempty"`
	Periods    int              `json:"periods"`    // looked at
	Incomplete bool             `json:"incomplete"` // the last is not over
	Customers  int              `json:"customers"`  // active in any
	Histogram  []Bar            `json:"histogram"`  // up to the highest number of periods that occurs
}

// Bar is the customers who were active in so many periods.
type Bar struct {
	Periods   int            `json:"periods"`
	Customers int            `json:"customers"`
	Share     *stat.Estimate `json:"share"` // of those active in any
}

// StickinessOf tells in how many periods customers were active.
//
//	a: x@0d x@1d x@1d2h; b: x@5d  →  1 day: 1 customer, 2 days: 1 customer
func StickinessOf(ctx context.Context, x *sequence.Instances, s Spec) (*Stickiness, error) {
	c, err := s.over(x)
	if err != nil {
		return nil, err
	}
	s = c.spec
	k, err := sequence.Run(ctx, x, func() *kernel[bars] { return newKernel(c, x.Plan, make(bars, c.n+1)) })
	if err != nil {
		return nil, err
	}
	out := &Stickiness{
		Journey: x.Plan.Journey.ID, Every: s.Every, Zone: s.Zone.String(), Activity: s.Activity, Steps: s.Steps,
		Periods: c.n, Incomplete: c.over < c.n, Histogram: []Bar{},
	}
	highest := 0
	for n, customers := range k.tally[1:] {
		if out.Customers += customers; customers > 0 {
			highest = n + 1
		}
	}
	for n := 1; n <= highest; n++ {
		out.Histogram = append(out.Histogram, Bar{n, k.tally[n], share(k.tally[n], out.Customers)})
	}
	return out, nil
}

// bars counts customers by the number of their periods.
type bars []int

func (b bars) add(p *person) { b[p.chosen.count()]++ }

func (b bars) merge(o bars) {
	for n := range b {
		b[n] += o[n]
	}
}
