// SPDX-License-Identifier: Apache-2.0

package funnel

import "github.com/wendcx/wend/internal/stat"

// Difference is how two answers to one funnel differ, a minus b, with intervals
// (Newcombe's hybrid of the two sides' own). What is not known of a side is nil.
type Difference struct {
	Rate     *stat.Estimate   `json:"rate"`      // of the conversion of those who are ripe
	ConvertS *stat.Estimate   `json:"convert_s"` // of the median times to convert
	Steps    []StepDifference `json:"steps"`
}

// StepDifference is how two answers differ at a step.
type StepDifference struct {
	ID           string         `json:"id"`
	Rate         *stat.Estimate `json:"rate"`
	FromPrevious *stat.Estimate `json:"from_previous"`
	TimeS        *stat.Estimate `json:"time_s"` // of the median times from the step before
}

// Compare tells how a differs from b, step by step, as long as both have the same
// steps.
//
//	pay 56 of 70 in a, 48 of 80 in b  →  +20 % points [5, 33]
func Compare(a, b *Result) *Difference {
	out := &Difference{
		Rate: difference(a.Rate, b.Rate), ConvertS: difference(a.Convert.estimate(), b.Convert.estimate()), Steps: []StepDifference{},
	}
	for i := range min(len(a.Steps), len(b.Steps)) {
		s, o := &a.Steps[i], &b.Steps[i]
		if s.ID != o.ID {
			break
		}
		out.Steps = append(out.Steps, StepDifference{
			ID: s.ID, Rate: difference(s.Rate, o.Rate), FromPrevious: difference(s.FromPrevious, o.FromPrevious),
			TimeS: difference(s.Time.estimate(), o.Time.estimate()),
		})
	}
	return out
}

func difference(a, b *stat.Estimate) *stat.Estimate {
	if a == nil || b == nil {
		return nil
	}
	d := stat.Difference(*a, *b)
	return &d
}
