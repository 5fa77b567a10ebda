// SPDX-License-Identifier: Apache-2.0

package path

import (
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
)

// TransitionsDifference compares transitions.
type TransitionsDifference struct {
	Transitions []TransitionDifference `json:"transitions"` // the greatest differences of share first
}

// TransitionDifference is one transition on both sides: the share of the
// instances that have it, and its median time in seconds.
type TransitionDifference struct {
	From   journey.StepID `json:"from"`
	To     journey.StepID `json:"to"`
	Share  Compared       `json:"share"`
	Median Compared       `json:"median_s"`
}

// CompareTransitions compares all transitions that either side has.
func CompareTransitions(a, b *Transitions) *TransitionsDifference {
	out := &TransitionsDifference{Transitions: []TransitionDifference{}}
	left, right := byEnds(a), byEnds(b)
	for _, ends := range union(left, right) {
		ta, tb := left[ends], right[ends]
		d := TransitionDifference{From: ta.From, To: ta.To, Share: compared(shareOf(ta.Instances, a.Instances), shareOf(tb.Instances, b.Instances)), Median: compared(ta.Times.median(), tb.Times.median())}
		if ta.Count == 0 {
			d.From, d.To = tb.From, tb.To
		}
		out.Transitions = append(out.Transitions, d)
	}
	slices.SortStableFunc(out.Transitions, func(p, q TransitionDifference) int { return greater(p.Share, q.Share) })
	return out
}

// byEnds finds transitions by their steps.
func byEnds(t *Transitions) map[string]Transition {
	out := make(map[string]Transition, len(t.Transitions))
	for _, one := range t.Transitions {
		out[string(one.From)+"\x00"+string(one.To)] = one
	}
	return out
}

// ReworkDifference compares what is done again.
type ReworkDifference struct {
	Share Compared               `json:"share"` // of the instances with any rework
	Steps []StepReworkDifference `json:"steps"` // the greatest differences first
}

// StepReworkDifference compares the shares of the instances that visited a step
// more than once: in any way, on the same channel and on another, directly and
// behind others.
type StepReworkDifference struct {
	Step     journey.StepID `json:"step"`
	Share    Compared       `json:"share"`
	Same     Compared       `json:"same_channel"`
	Another  Compared       `json:"other_channel"`
	SelfLoop Compared       `json:"self_loops"`
	Return   Compared       `json:"returns"`
}

// CompareRework compares all steps that either side did again.
func CompareRework(a, b *Reworked) *ReworkDifference {
	out := &ReworkDifference{Share: compared(a.Share, b.Share), Steps: []StepReworkDifference{}}
	left, right := byReworked(a), byReworked(b)
	for _, step := range union(left, right) {
		ra, rb := left[step], right[step]
		shares := func(x, y int) Compared { return compared(shareOf(x, a.Instances), shareOf(y, b.Instances)) }
		out.Steps = append(out.Steps, StepReworkDifference{
			Step: step, Share: shares(ra.Instances, rb.Instances), Same: shares(ra.Same.Instances, rb.Same.Instances), Another: shares(ra.Another.Instances, rb.Another.Instances),
			SelfLoop: shares(ra.InSelf, rb.InSelf), Return: shares(ra.Returns, rb.Returns),
		})
	}
	slices.SortStableFunc(out.Steps, func(p, q StepReworkDifference) int { return greater(p.Share, q.Share) })
	return out
}

// byReworked finds rework by its step.
func byReworked(r *Reworked) map[journey.StepID]Rework {
	out := make(map[journey.StepID]Rework, len(r.Steps))
	for _, one := range r.Steps {
		out[one.Step] = one
	}
	return out
}

// DurationsDifference compares median durations, in seconds.
type DurationsDifference struct {
	All          Compared `json:"all_s"`
	Completed    Compared `json:"completed_s"`
	Abandoned    Compared `json:"abandoned_s"`
	Ongoing      Compared `json:"ongoing_s"`
	ToCompletion Compared `json:"to_completion_s"`
}

// CompareDurations compares the medians of two answers.
func CompareDurations(a, b *Durations) *DurationsDifference {
	of := func(x, y *Duration) Compared { return compared(x.median(), y.median()) }
	return &DurationsDifference{
		All: of(a.All, b.All), Completed: of(a.Completed, b.Completed), Abandoned: of(a.Abandoned, b.Abandoned),
		Ongoing: of(a.Ongoing, b.Ongoing), ToCompletion: of(a.ToCompletion, b.ToCompletion),
	}
}
