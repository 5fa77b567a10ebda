// SPDX-License-Identifier: Apache-2.0

// Package unmapped finds the touchpoints that a map does not know: events while
// an instance was under way which no step claims and the document does not
// ignore, by name and channel. It tells how many instances they touch, where,
// and what they go with. Answers and hand counts are no touchpoints. It may
// import define, fault, listen/event, stat and sequence.
package unmapped

import (
	"context"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Log is where events come from; sequence.Log is one.
type Log interface {
	// Visits streams events as sequence.Log has it.
	Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (position int64, err error)
}

// Spec says what to look for.
type Spec struct {
	// Names are the names of all events in the log. Those that are reserved or
	// ignored are left out.
	Names []string

	// Top is how many touchpoints are listed at most; 0: 100.
	Top int

	// Score is how satisfied the customer of an instance was, and when they said
	// so (sequence.None: at its end); what happened later has no part in it. ok is
	// false where nothing was said. nil: nothing is known of satisfaction.
	Score func(instance int) (value float64, at int64, ok bool)
}

// defaultTop is how many touchpoints are listed if nothing else is said.
const defaultTop = 100

// Result tells of the touchpoints that the map does not know:
//
//	{"journey": "shop", "instances": 900, "touched": {"value": 0.4, "lo": 0.37, "hi": 0.43, "n": 900},
//	 "events": 610, "outside": 75, "different": 2, "touchpoints": [
//	  {"name": "Chat Opened", "channel": "chat", "events": 410, "instances": 300, "share": {…},
//	   "position": {"median": 0.62, "p25": 0.4, "p75": 0.8, "n": 410},
//	   "behind": {"step": "pay", "events": 260, "share": {…}},
//	   "completion": {"with": {…}, "without": {…}, "difference": {…}}, "comparable": {…}, "satisfaction": null}, …]}
type Result struct {
	Journey     journey.ID     `json:"journey"`
	Instances   int            `json:"instances"`
	Touched     *stat.Estimate `json:"touched"`     // share of instances with any such event
	Events      int            `json:"events"`      // within an instance
	Outside     int            `json:"outside"`     // within none that was asked about; in no other number
	Different   int            `json:"different"`   // touchpoints, listed or not
	Touchpoints []Touchpoint   `json:"touchpoints"` // most instances first, then by name and channel
}

// Touchpoint is the events of one name on one channel. What it goes with are
// associations: instances with it may differ in other ways, and long ones have
// more of everything.
type Touchpoint struct {
	Name         string         `json:"name"`
	Channel      channel.ID     `json:"channel"` // "": unknown
	Events       int            `json:"events"`
	Instances    int            `json:"instances"`
	Share        *stat.Estimate `json:"share"`        // of all instances
	Position     *Position      `json:"position"`     // nil: at no known times
	Behind       Behind         `json:"behind"`       // the step visited last before, most often
	Completion   Effect         `json:"completion"`   // rate of ripe instances; with: before they were completed
	Comparable   Effect         `json:"comparable"`   // the same, of those only that reached the step behind which it mostly is
	Satisfaction *Effect        `json:"satisfaction"` // mean; with: before it was said. nil: not known
}

// Position is where in their instances events are: 0 is the start, 1 the end.
// P25 and P75 hold the middle half of the events.
type Position struct {
	Median float64 `json:"median"`
	P25    float64 `json:"p25"`
	P75    float64 `json:"p75"`
	N      int     `json:"n"` // events at known times
}

// Behind is a step and how many of the events were behind it.
type Behind struct {
	Step   journey.StepID `json:"step"`
	Events int            `json:"events"`
	Share  *stat.Estimate `json:"share"` // of the touchpoint's events
}

// Effect sets instances with a touchpoint beside those without. Each side is nil
// where it has too few for an interval.
type Effect struct {
	With       *stat.Estimate `json:"with"`
	Without    *stat.Estimate `json:"without"`
	Difference *stat.Estimate `json:"difference"` // with - without
}

// Of reads the events that no step claims and tells which of the instances that
// x is about they touch. An event with the right name on which a step's
// condition does not hold is not claimed by it; one that a step for some segments
// claims is, whoever had it. Of several instances under way
// the event is within the one with its value of instance.by, else within the one
// visited last.
//
//	u: view@0 chat[phone]@1h pay@4h  →  chat on phone: 1 event in 1 instance, at 0.25, behind view
func Of(ctx context.Context, x *sequence.Instances, log Log, s Spec) (*Result, error) {
	f, err := newFinder(x, s)
	if err != nil {
		return nil, err
	}
	if len(f.names) > 0 {
		_, err = log.Visits(ctx, f.selection(), func(v *sequence.Visits) error {
			f.take(v)
			return ctx.Err()
		})
	}
	if err != nil {
		return nil, err
	}
	return f.result(s), nil
}
