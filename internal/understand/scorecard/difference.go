// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// Difference is what differs between two scorecards, a less b, each with its 95 %
// interval; nil where either is not known or they are on different scales. The
// intervals take both as independent: a customer who counts in both makes them
// wider than need be.
type Difference struct {
	Completion *stat.Estimate   `json:"completion"`
	DurationS  *stat.Estimate   `json:"duration_s"` // of the medians
	Overall    *stat.Estimate   `json:"overall"`
	Return     *stat.Estimate   `json:"return"`
	Steps      []StepDifference `json:"steps"` // in the order of a, then those only b has
}

// StepDifference is what differs at one step.
type StepDifference struct {
	ID   journey.StepID `json:"id,omitempty"`      // in a; "": only in b
	With journey.StepID `json:"with_id,omitempty"` // in b; "": only in a

	ReachRate    *stat.Estimate `json:"reach_rate"`
	DropRate     *stat.Estimate `json:"drop_rate"`
	TimeS        *stat.Estimate `json:"time_s"` // of the medians
	Late         *stat.Estimate `json:"late"`
	Satisfaction *stat.Estimate `json:"satisfaction"`
	Emotion      *stat.Estimate `json:"emotion"`
	Gap          *stat.Estimate `json:"gap"`
}

// Compare tells what differs between two scorecards. Steps are paired by their
// id, or by what the steps of a replace.
func Compare(a, b *Card, replaces map[journey.StepID][]journey.StepID) *Difference {
	d := &Difference{
		Completion: difference(a.Completion, b.Completion), DurationS: difference(a.Duration.median(), b.Duration.median()),
		Overall: scoreDifference(a.Overall, b.Overall), Steps: []StepDifference{},
	}
	if a.Return != nil && b.Return != nil {
		d.Return = difference(a.Return.Rate, b.Return.Rate)
	}
	of := map[journey.StepID]*Step{}
	for i := range b.Steps {
		of[b.Steps[i].ID] = &b.Steps[i]
	}
	met := map[journey.StepID]bool{}
	for i := range a.Steps {
		s := &a.Steps[i]
		other := partner(s.ID, of, replaces)
		if other == nil {
			d.Steps = append(d.Steps, StepDifference{ID: s.ID})
			continue
		}
		met[other.ID] = true
		d.Steps = append(d.Steps, stepDifference(s, other))
	}
	for i := range b.Steps {
		if id := b.Steps[i].ID; !met[id] {
			d.Steps = append(d.Steps, StepDifference{With: id})
		}
	}
	return d
}

// partner is the step of b that one of a is set against: the same, else the one
// it replaces. A step that replaces several is set against none.
func partner(id journey.StepID, of map[journey.StepID]*Step, replaces map[journey.StepID][]journey.StepID) *Step {
	if s := of[id]; s != nil {
		return s
	}
	if r := replaces[id]; len(r) == 1 {
		return of[r[0]]
	}
	return nil
}

func stepDifference(a, b *Step) StepDifference {
	return StepDifference{
		ID: a.ID, With: b.ID,
		ReachRate: difference(a.ReachRate, b.ReachRate), DropRate: difference(a.DropRate, b.DropRate),
		TimeS: difference(a.time().median(), b.time().median()), Late: difference(a.time().late(), b.time().late()),
		Satisfaction: scoreDifference(a.Satisfaction, b.Satisfaction), Emotion: difference(a.Emotion, b.Emotion), Gap: difference(a.Gap, b.Gap),
	}
}

// time is the time that a promise is about, else the time since the step before.
func (s *Step) time() *Times {
	if s.Since != nil {
		return s.Since
	}
	return s.FromPrevious
}

// median is the median with its interval, nil where there are too few.
func (t *Times) median() *stat.Estimate {
	if t == nil || t.MedianLoS == nil || t.MedianHiS == nil {
		return nil
	}
	return &stat.Estimate{Value: t.MedianS, Lo: *t.MedianLoS, Hi: *t.MedianHiS, N: t.N}
}

func (t *Times) late() *stat.Estimate {
	if t == nil {
		return nil
	}
	return t.Late
}
