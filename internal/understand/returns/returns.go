// SPDX-License-Identifier: Apache-2.0

// Package returns tells how many customers come back: the link from after to
// before. A completed instance is followed by a new one, whose first visit that
// the customer started, or that transacted something, is the moment of return;
// where only the company acted, the customer was reminded and did not return.
// Recent customers had less time, so rates are Kaplan and Meier's: the share who
// would have returned within a time if all had been watched that long.
//
// Of looks at one journey, Between from each of several journeys to each. The
// question chooses the completed instances; what follows is looked up among all
// instances of the customer, whether the question is about them or not. It may
// import define, fault, stat and sequence.
package returns

import (
	"context"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Spec says how far to look. The zero Spec is right.
type Spec struct {
	// Horizon of the rates; 0: as long as a tenth of the instances were watched,
	// and within the journey's window.
	Horizon time.Duration

	// Horizons of the curve, which ascend; nil: the usual ones, and even steps up to
	// the horizon of the rates.
	Horizons []time.Duration
}

// usual are the times within which a return is usually asked about.
var usual = []time.Duration{7 * day, 30 * day, 90 * day, 180 * day, 365 * day}

// day is a day of the curve.
const day = 24 * time.Hour

// mostSteps is how many even steps a curve has at most.
const mostSteps = 40

// horizons are the curve's where the rates' is within, in seconds.
func (s Spec) horizons(within float64) []time.Duration {
	if s.Horizons != nil {
		return s.Horizons
	}
	end := time.Duration(within * float64(time.Second))
	out := slices.Clone(usual)
	for _, step := range []time.Duration{day, 2 * day, 7 * day, 14 * day, 28 * day, 56 * day} {
		if end/step <= mostSteps {
			for h := step; h <= end; h += step {
				out = append(out, h)
			}
			break
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Result tells of the returns within one journey:
//
//	{"journey": "shop", "within_s": 7776000,
//	 "all": {"completed": 812, "returned": 240, "reminded": 31, "undated": 0,
//	         "rate": {"value": 0.34, "lo": 0.30, "hi": 0.38, "n": 812},
//	         "time": {"median_s": 1900800, "lo_s": 1728000, "hi_s": 2160000, "n": 240}},
//	 "curve": [{"within_s": 604800, "watched": 790, "rate": {…}}, …],
//	 "by_channel": [{"channel": "email", "completed": 400, …}, …],
//	 "no_after": {"completed": 12, …},
//	 "by_iteration": [{"iteration": 1, "or_more": false, "completed": 600, …}, …]}
type Result struct {
	Journey     journey.ID      `json:"journey"`
	WithinS     float64         `json:"within_s"` // the horizon of every rate but the curve's
	All         Rate            `json:"all"`
	Curve       []Point         `json:"curve"`
	ByChannel   []ChannelRate   `json:"by_channel"`   // of the last visit after delivery; most instances first
	NoAfter     *Rate           `json:"no_after"`     // of those without such a visit; nil: none
	ByIteration []IterationRate `json:"by_iteration"` // first, second, third and later instances of a customer
}

// Rate tells how many completed instances were followed by a return. Those
// completed, or followed, at no known time are counted and in no rate.
type Rate struct {
	Completed int            `json:"completed"`
	Returned  int            `json:"returned"` // a new instance with a visit that the customer started or that transacted something
	Reminded  int            `json:"reminded"` // a new instance in which only the company acted
	Undated   int            `json:"undated"`  // of the completed: in no rate and no time
	Rate      *stat.Estimate `json:"rate"`     // within the result's horizon; nil: less than a tenth were watched that long
	Time      *Time          `json:"time"`     // from completion to return, of those who returned so far; nil: nobody
}

// Time is a median time in seconds with its interval, whose ends are nil where
// there are too few to bound it.
type Time struct {
	MedianS float64  `json:"median_s"`
	LoS     *float64 `json:"lo_s"`
	HiS     *float64 `json:"hi_s"`
	N       int      `json:"n"`
}

// Point is a rate within one time. It is nil where less than a tenth of the
// instances were watched that long: the data does not allow it.
type Point struct {
	WithinS float64        `json:"within_s"`
	Watched int            `json:"watched"` // instances that were completed so long ago
	Rate    *stat.Estimate `json:"rate"`
}

// Usual reports whether the time is one within which a return is usually asked about:
// 7, 30, 90, 180 and 365 days.
func (p Point) Usual() bool {
	return slices.ContainsFunc(usual, func(u time.Duration) bool { return u.Seconds() == p.WithinS })
}

// ChannelRate is the rate after a last visit on one channel; "" is unknown.
type ChannelRate struct {
	Channel channel.ID `json:"channel"`
	Rate
}

// IterationRate is the rate after a customer's n-th instance.
type IterationRate struct {
	Iteration int  `json:"iteration"`
	OrMore    bool `json:"or_more"` // this and all later ones
	Rate
}

// Of tells how many of the completed instances that x is about were followed by
// a return to the same journey.
//
//	u: view@0 get@1d view@3d; v: view@0 get@1d ad@3d  →  2 completed, 1 returned after 2 d, 1 reminded
func Of(ctx context.Context, x *sequence.Instances, s Spec) (*Result, error) {
	k, err := sequence.Run(ctx, x, func() *kernel { return newKernel(x.Plan) })
	if err != nil {
		return nil, err
	}
	return k.result(x, s), nil
}

// All is the part of Of that tells of the journey as a whole, and its horizon,
// for those who have no use for the rest.
func All(x *sequence.Instances, s Spec) (all Rate, withinS float64) {
	k := newKernel(x.Plan)
	k.Observe(x, 0, x.Len())
	within := s.within(k.list, x.Plan.Journey)
	return rateOf(k.list, within), within
}
