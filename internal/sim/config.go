// SPDX-License-Identifier: Apache-2.0

package sim

import "time"

// Config determines a run.
type Config struct {
	Seed      uint64
	Customers int       // new customers; 0: without end, until emit says stop
	Start     time.Time // of the first day
	Days      int       // on which new customers come, and after which nothing happens
}

// Truth is what is planted. Shares are 0..1, times are days.
type Truth struct {
	SlowCarrier      string  // the carrier that is slow
	SlowShare        float64 // of parcels it carries
	SlowDays         float64 // its median transit
	FastDays         float64 // of the others
	BadRegion        string  // the region served badly
	BadShare         float64 // of customers who live there
	BadExtraDays     float64 // its parcels take longer
	PromiseDays      int     // the parcel is promised for this many days after the order
	FailShare        float64 // of checkouts where a payment fails first
	FailGivesUp      float64 // of those, who leave
	AppFailShare     float64 // the same for checkouts in the app: planted friction
	HelpWhenLate     float64 // late orders that lead to a call
	HelpWhenOnTime   float64
	ReturnSatisfied  float64 // satisfied customers who order again
	ReturnOtherwise  float64
	ParallelShare    float64 // orders followed by another before the parcel came
	ScoreLatePenalty float64 // points of overall satisfaction lost by a late parcel
}

// Planted is the truth of every run.
var Planted = Truth{
	SlowCarrier: "Snail Post", SlowShare: 0.25, SlowDays: 7, FastDays: 2.5,
	BadRegion: "mountains", BadShare: 0.12, BadExtraDays: 4, PromiseDays: 5,
	FailShare: 0.06, AppFailShare: 0.22, FailGivesUp: 0.45,
	HelpWhenLate: 0.35, HelpWhenOnTime: 0.04,
	ReturnSatisfied: 0.55, ReturnOtherwise: 0.15, ParallelShare: 0.08, ScoreLatePenalty: 1.6,
}
