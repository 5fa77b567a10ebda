// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"context"
	"fmt"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Result is a funnel's answer: that of all, and by group where groups were asked
// for.
type Result struct {
	Order   Order    `json:"order"`
	Per     Per      `json:"per"`
	WindowS *float64 `json:"window_s"` // nil: none
	Figures
	Groups []Group `json:"groups,omitempty"`
}

// Group is the answer for a group.
type Group struct {
	Value string `json:"value"`
	Figures
}

// Figures are what is told of some actors. Counts are of all who entered; rates
// are of those whose entry is ripe, that is old enough for them to have come as
// far as they will: by the window, or without one by their instance. With neither
// all are. RateAll is of all who entered, and lower than the truth where some are
// unripe.
type Figures struct {
	Steps     []Reached      `json:"steps"`
	Entered   int            `json:"entered"`
	Converted int            `json:"converted"`
	Unripe    int            `json:"unripe"`   // of those who entered
	Excluded  int            `json:"excluded"` // beside those who entered: their furthest chain was spoilt
	Ripe      Ripe           `json:"ripe"`
	Rate      *stat.Estimate `json:"rate"`     // Ripe.Converted of Ripe.Entered
	RateAll   *stat.Estimate `json:"rate_all"` // Converted of Entered
	Convert   Time           `json:"convert"`  // from the first step to the last
	Histogram []Bin          `json:"histogram"`
}

// Ripe counts those whose entry is ripe.
type Ripe struct {
	Entered   int `json:"entered"`
	Converted int `json:"converted"`
}

// Reached is a step and who reached it. Without an order the k-th step is having
// been at k different ones. Rates are nil where nobody is ripe.
type Reached struct {
	ID           string         `json:"id"`
	Title        string         `json:"title,omitempty"`
	Optional     bool           `json:"optional,omitempty"`
	Count        int            `json:"count"`
	Ripe         int            `json:"ripe"`          // of them
	Rate         *stat.Estimate `json:"rate"`          // of the ripe who entered
	FromPrevious *stat.Estimate `json:"from_previous"` // of the ripe at the required step before; nil at the first
	Time         *Time          `json:"time"`          // from the required step before; nil at the first
}

// Of answers a funnel for the instances that a question is about, with exact
// times. It returns what is wrong with the spec, or the context's error.
//
//	view pay: u: view@0 pay@1h, v: view@0  →  view 2, pay 1 (50 %, one hour)
func Of(ctx context.Context, x *sequence.Instances, s Spec) (*Result, error) {
	r, err := newRules(x, &s)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *kernel { return newKernel(x, r, s.Breakdown, false) })
	if err != nil {
		return nil, err
	}
	out := &Result{Order: r.order, Per: r.per, Figures: k.figures(k.all, &s, x)}
	if r.window != Endless {
		window := float64(r.window) / second
		out.WindowS = &window
	}
	for g, t := range k.groups {
		out.Groups = append(out.Groups, Group{Value: s.Breakdown.Names[g], Figures: k.figures(t, &s, x)})
	}
	return out, nil
}

// figures tells what a tally comes to.
func (k *kernel) figures(t *tally, s *Spec, x *sequence.Instances) Figures {
	last := k.size - 1
	f := Figures{Entered: t.entered, Converted: t.reached[last], Unripe: t.unripe, Excluded: t.excluded, Ripe: Ripe{t.entered - t.unripe, t.ripe[last]}}
	f.Rate, f.RateAll = share(f.Ripe.Converted, f.Ripe.Entered), share(f.Converted, f.Entered)
	f.Convert, f.Histogram = timeOf(t.whole, x.Unit), binned(t.whole, s.Bins)
	for step := range k.size {
		f.Steps = append(f.Steps, k.reachedOf(t, s, x, step))
	}
	return f
}

func (k *kernel) reachedOf(t *tally, s *Spec, x *sequence.Instances, step int) Reached {
	out := Reached{Optional: s.Steps[step].Optional, Count: t.reached[step], Ripe: t.ripe[step]}
	if out.ID, out.Title = s.Steps[step].label(x.Plan); k.order == Unordered {
		out.ID, out.Title = fmt.Sprintf("any-%d", step+1), ""
	}
	out.Rate = share(out.Ripe, t.entered-t.unripe)
	if step > 0 {
		out.FromPrevious = share(out.Ripe, t.ripe[k.required(step)])
		time := timeOf(t.hops[step], x.Unit)
		out.Time = &time
	}
	return out
}

// share is k of n, nil of none.
func share(k, n int) *stat.Estimate {
	if n == 0 {
		return nil
	}
	e := stat.Share(k, n)
	return &e
}
