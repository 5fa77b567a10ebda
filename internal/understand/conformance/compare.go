// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// Difference is one result minus another, of instances that are over: two
// segments, or two periods.
type Difference struct {
	FittingShare *stat.Estimate        `json:"fitting_share"` // null where one of them has no instances
	Fitness      *stat.Estimate        `json:"fitness"`       // null where one of them has fewer than two
	ByDeviation  []DeviationDifference `json:"by_deviation"`
}

// DeviationDifference is how the shares of instances with one kind of deviation
// differ.
type DeviationDifference struct {
	Class      Class          `json:"class"`
	Step       journey.StepID `json:"step"`
	A          *stat.Estimate `json:"a"` // shares of instances; null where there are none
	B          *stat.Estimate `json:"b"`
	Difference *stat.Estimate `json:"difference"`
}

// Compare returns a − b with 95 % intervals (Newcombe for shares, the hybrid of
// both intervals for means). Deviations that occur in either are listed, those
// that differ most first.
//
//	a 56 of 70 fit, b 48 of 80  →  0.2 [0.052, 0.334]
func Compare(a, b *Result) *Difference {
	out := &Difference{ByDeviation: []DeviationDifference{}}
	out.FittingShare = minus(a.FittingShare, b.FittingShare)
	out.Fitness = minus(a.FitnessInterval, b.FitnessInterval)
	for i := range a.ByDeviation {
		d := &a.ByDeviation[i]
		out.add(d, a.shareOf(d), b.shareOf(d))
	}
	for i := range b.ByDeviation {
		if d := &b.ByDeviation[i]; a.deviation(d) == nil {
			out.add(d, a.shareOf(d), b.shareOf(d))
		}
	}
	slices.SortFunc(out.ByDeviation, func(a, b DeviationDifference) int {
		return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Step, b.Step))
	})
	return out
}

func minus(a, b *stat.Estimate) *stat.Estimate {
	if a == nil || b == nil {
		return nil
	}
	d := stat.Difference(*a, *b)
	return &d
}

func (d *Difference) add(of *Deviation, a, b *stat.Estimate) {
	d.ByDeviation = append(d.ByDeviation, DeviationDifference{of.Class, of.Step, a, b, minus(a, b)})
}

func (d *DeviationDifference) size() float64 {
	if d.Difference == nil {
		return 0
	}
	return max(d.Difference.Value, -d.Difference.Value)
}

// deviation is the same kind in this result, nil if it does not occur.
func (r *Result) deviation(like *Deviation) *Deviation {
	for i := range r.ByDeviation {
		if d := &r.ByDeviation[i]; d.Class == like.Class && d.Step == like.Step {
			return d
		}
	}
	return nil
}

// shareOf is the share of instances with a kind of deviation.
func (r *Result) shareOf(like *Deviation) *stat.Estimate {
	if r.Instances == 0 {
		return nil
	}
	share := stat.Share(0, r.Instances)
	if d := r.deviation(like); d != nil {
		share = d.Share
	}
	return &share
}
