// SPDX-License-Identifier: Apache-2.0

// Package cohort tells how customers stay, by periods of the calendar: of those
// who first came in a period, or were active in it, how many were active later
// (Of); who is new, stays, comes back and falls silent (FlowsOf); in how many
// periods customers are active (StickinessOf); and how the states of a lifecycle
// follow each other (StatesOf).
//
// The question chooses the instances whose activity is counted in a period; what
// the same customers did before and after is looked up in all of theirs. A visit
// at no known time is in no period. It may import define, fault, stat and
// sequence.
package cohort

import (
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Every is the length of a period.
type Every string

// The lengths of periods; weeks begin on Monday.
const (
	Day   Every = "day"
	Week  Every = "week"
	Month Every = "month"
)

// Activity is what makes a customer active in a period.
type Activity string

// The kinds of activity.
const (
	Visited   Activity = "visit"      // any visit
	Started   Activity = "start"      // began an instance
	Completed Activity = "completion" // completed one
	Reached   Activity = "step"       // visited one of the steps named
)

// Mode says whom a row of retention holds.
type Mode string

// The modes.
const (
	FirstTouch Mode = "first-touch" // whose first visit of all was in the period
	Recurring  Mode = "recurring"   // who were active in it
)

// Group is what first-touch cohorts are told apart by, beside the calendar.
type Group string

// The groups.
const (
	ByStep    Group = "step"    // of the first visit
	ByChannel Group = "channel" // of the first visit
)

// Spec says which periods, and what counts. The zero Spec asks for days, any
// visit, first touch.
type Spec struct {
	Every    Every            // "": Day
	Zone     *time.Location   // in which periods begin and end; nil: the workspace's
	From, To time.Time        // the periods that lie at least partly in [From, To); zero: from the first visit, to the question's moment
	Activity Activity         // "": Visited
	Steps    []journey.StepID // with Reached

	// Of retention only:
	Mode      Mode  // "": FirstTouch
	OnOrAfter bool  // a cell counts those active in its period or in any later one
	Columns   int   // at most so many; 0: all
	By        Group // with FirstTouch
}

// maxPeriods bounds the work and the answer.
const maxPeriods = 1200

// filled checks a Spec and fills its defaults in.
func (s Spec) filled(p *sequence.Plan) (Spec, error) {
	if s.Every == "" {
		s.Every = Day
	}
	if s.Activity == "" {
		s.Activity = Visited
	}
	if s.Mode == "" {
		s.Mode = FirstTouch
	}
	if s.Zone == nil {
		s.Zone = p.Workspace.Location()
	}
	switch {
	case !slices.Contains([]Every{Day, Week, Month}, s.Every):
		return s, fault.New(fault.Invalid, "%q is no period", s.Every).WithRemedy("ask by day, week or month")
	case !slices.Contains([]Activity{Visited, Started, Completed, Reached}, s.Activity):
		return s, fault.New(fault.Invalid, "%q is no activity", s.Activity).WithRemedy("visit, start, completion and step are")
	case !slices.Contains([]Mode{FirstTouch, Recurring}, s.Mode):
		return s, fault.New(fault.Invalid, "%q is no kind of retention", s.Mode).WithRemedy("first-touch and recurring are")
	case s.By != "" && s.Mode != FirstTouch:
		return s, fault.New(fault.Invalid, "recurring retention has no groups").WithRemedy("ask for first-touch")
	case !slices.Contains([]Group{"", ByStep, ByChannel}, s.By):
		return s, fault.New(fault.Invalid, "%q is no group", s.By).WithRemedy("step and channel are")
	case s.Activity == Reached && len(s.Steps) == 0:
		return s, fault.New(fault.Invalid, "no step is named").WithRemedy("name the steps that make a customer active")
	}
	for _, id := range s.Steps {
		if !slices.ContainsFunc(p.Steps, func(o sequence.Step) bool { return o.ID == id }) {
			return s, fault.New(fault.NotFound, "the journey has no step %q", id)
		}
	}
	return s, nil
}
