// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// Figures are what is known of a journey in numbers. Lengths of time are
// seconds, shares 0..1.
type Figures struct {
	AsOf       time.Time
	Basis      string // events, answers or counts
	Instances  int
	Completion *stat.Estimate
	Overall    *Score
	Only       string   // what they were restricted to, in words
	Notes      []string // what to know before reading them
	Steps      map[journey.StepID]StepFigures
}

// StepFigures are the figures of one step. What is nil is not known, and nothing
// is drawn for it.
type StepFigures struct {
	Observed  bool
	Reach     *int
	ReachRate *stat.Estimate
	Dropped   *int
	Failed    *int
	Time      *Time
	Score     *Score
	Emotion   *stat.Estimate // -2..+2, measured
}

// Time is how long a step takes to come.
type Time struct {
	MedianS, P90S float64
	N             int
	Since         string // the title of the step it is measured from; "": the one before
	Until         string // of a step without contact: the title of the step it is measured to
	Late          *stat.Estimate
}

// Score is a measured score on its scale.
type Score struct {
	Kind     string // csat, nps, ces, mean
	Value    float64
	Lo, Hi   float64
	N        int
	Min, Max float64 // the ends of the score itself: 0 and 1 of a share
	Target   *float64
	Reading  string // below target, at target, above target, undecided
}
