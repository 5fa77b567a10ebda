// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// Result says how far what happened follows the model. Instances that are over
// and those that go on are told apart, since who is under way has left nothing
// out yet; deviations are listed of those over.
type Result struct {
	Fit
	Variants    int            `json:"variants"`
	Classes     map[Class]int  `json:"classes"` // deviations by class, and visits that failed
	BySteps     []StepDeviates `json:"by_step"`
	ByDeviation []Deviation    `json:"by_deviation"`
	Ongoing     Fit            `json:"ongoing"`
	Shortest    int            `json:"shortest"` // visible steps of the shortest way through the model
	Approximate Approximate    `json:"approximate"`
	Accepting   []Accepted     `json:"accepting"`     // deviations that are taken for accepted
	Top         []VariantFit   `json:"top,omitempty"` // where asked for
}

// Share is a part of the instances.
type Share struct {
	Instances  int     `json:"instances"`
	Fitting    int     `json:"fitting"`    // without a deviation
	Fitness    float64 `json:"fitness"`    // mean over the instances; 1: nothing deviates
	Deviations int     `json:"deviations"` // of all instances
}

// Fit is a part of the instances with what is uncertain about it, and as it were
// if accepted deviations were none.
type Fit struct {
	Share
	FittingShare    *stat.Estimate `json:"fitting_share"`    // null without instances
	FitnessInterval *stat.Estimate `json:"fitness_interval"` // null below two instances
	Accepted        int            `json:"accepted"`         // of the deviations
	FittingAccepted int            `json:"fitting_accepted"` // with no deviation but accepted ones
	FitnessAccepted float64        `json:"fitness_accepted"`
}

// StepDeviates are the deviations at one step, and the visits that failed there.
type StepDeviates struct {
	Step       journey.StepID `json:"step"`
	Missing    int            `json:"missing"`
	OutOfOrder int            `json:"out_of_order"`
	AdHoc      int            `json:"ad_hoc"`
	Failed     int            `json:"failed"`
}

// Approximate tells for how much of the result a search ended at its bound. The
// deviations counted are an upper bound there, by Excess at most.
type Approximate struct {
	Variants  int  `json:"variants"`
	Instances int  `json:"instances"`
	Excess    int  `json:"excess"`   // deviations that may be too many
	Shortest  bool `json:"shortest"` // a shorter way through the model may exist
}

// sums are a Fit on its way.
type sums struct {
	Fit
	raw, forgiven stat.Moments // fitness
}

// add takes n instances in.
func (s *sums) add(n int, fitness, forgiven float64, deviations, accepted int) {
	if n == 0 {
		return
	}
	s.Instances += n
	s.Deviations += n * deviations
	s.Accepted += n * accepted
	s.raw.Merge(stat.Moments{N: n, Mean: fitness})
	s.forgiven.Merge(stat.Moments{N: n, Mean: forgiven})
	if deviations == 0 {
		s.Fitting += n
	}
	if deviations == accepted {
		s.FittingAccepted += n
	}
}

// fit gives the sums their intervals; of no instances nothing deviates.
func (s *sums) fit() Fit {
	out := s.Fit
	out.Fitness, out.FitnessAccepted = 1, 1
	if n := out.Instances; n > 0 {
		share := stat.Share(out.Fitting, n)
		out.FittingShare = &share
		out.Fitness, out.FitnessAccepted = s.raw.Mean, s.forgiven.Mean
		out.FitnessInterval = within01(s.raw)
	}
	return out
}

// within01 is the interval of a mean of values from 0 to 1. Where all values are
// equal, those not seen may still be anything: of them there are at most as many
// as Wilson's limit of none in n.
func within01(m stat.Moments) *stat.Estimate {
	if m.N < 2 {
		return nil
	}
	e := m.Estimate()
	if m.Variance() == 0 {
		unseen := stat.Share(0, m.N).Hi
		e.Lo, e.Hi = e.Value*(1-unseen), e.Value+(1-e.Value)*unseen
	}
	e.Lo, e.Hi = max(0, e.Lo), min(1, e.Hi)
	return &e
}
