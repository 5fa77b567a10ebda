// SPDX-License-Identifier: Apache-2.0

// Package discover proposes a journey document from what happened, for people to
// edit: frequent events become steps in their typical order, cut into stages,
// with optional and repeatable steps, loops back, evidence and channels as the
// data show them. What is left out is listed with its counts.
//
// Every choice is a share with a threshold that the proposal states, and ties are
// broken by name: the same events in any order give the same document, byte by
// byte.
//
// Where nearly every path is unique, as in clickstreams, a map of everything
// would fit nobody. Then the proposal is a map of milestones: the events that
// customers tend to have once and in a stable order.
//
// The package is a kernel: slices in, a proposal out. It may import define, fault
// and stat.
package discover

import (
	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
)

// Log is what customers did: every instance as the order of its events.
type Log struct {
	Events []Event
	Paths  []Path

	// The longest silence inside each instance and its length from the first to
	// the last event, in seconds, in any order. Nil where times are not known.
	Silences, Lengths []float64
}

// Event is all events of one name. The same name twice is one event.
type Event struct {
	Name     string
	Channels []ChannelCount // events by channel, where one is known
}

// ChannelCount is how many events were on a channel.
type ChannelCount struct {
	Channel channel.ID
	N       int
}

// Path is instances with the same events in the same order. The same path twice
// is one path.
type Path struct {
	Steps []uint16 // indexes in Log.Events
	N     int      // instances
}

// Options say what the document is called and where the lines are drawn. The
// zero value is right.
type Options struct {
	ID       journey.ID    // default: made from the title
	Title    string        // default: "A discovered journey"
	By       string        // the property whose values part the instances; "": none
	Idle     calendar.Span // the silence that ended instances, zero: none did
	Channels *channel.Set  // nil: the built-in ones
	Limits   Limits
}

// Limits are the thresholds, all of them shares. A field that is not above zero is
// its default.
type Limits struct {
	Step       float64 `json:"step"`       // of all instances, to be a step; default 0.05
	Optional   float64 `json:"optional"`   // of those who went past the step without it, to make it optional; 0.05
	Repeatable float64 `json:"repeatable"` // of those with the step who had it again at once; 0.05
	Loop       float64 `json:"loop"`       // of those with the step who went back to one they knew, to make a link; 0.10
	Unique     float64 `json:"unique"`     // of instances with a path of their own, beyond which milestones are shown; 0.5
	Again      float64 `json:"again"`      // of those with a milestone who may have it again elsewhere; 0.25
	Place      float64 `json:"place"`      // how decided a milestone's order is, 0 (either way) to 1 (always the same); 1/3
}

func (l Limits) filled() Limits {
	for _, f := range []struct {
		at        *float64
		otherwise float64
	}{{&l.Step, 0.05}, {&l.Optional, 0.05}, {&l.Repeatable, 0.05}, {&l.Loop, 0.10}, {&l.Unique, 0.5}, {&l.Again, 0.25}, {&l.Place, 1.0 / 3}} {
		if !(*f.at > 0) {
			*f.at = f.otherwise
		}
	}
	return l
}

// Proposal is a journey with what it rests on.
type Proposal struct {
	Journey   *journey.Journey `json:"journey"`
	Limits    Limits           `json:"limits"`
	Instances int              `json:"instances"`
	Variants  int              `json:"variants"`

	// Unique is set where nearly every path is unique; Collapsed is how many
	// variants are left then when repeats count once. The map shows Milestones
	// then, unless no events come once and in a stable order.
	Unique     bool `json:"unique"`
	Collapsed  int  `json:"collapsed_variants"`
	Milestones bool `json:"milestones"`

	// Anew is how many instances began behind another's end, having been cut off
	// it; they are among Instances.
	Anew int `json:"anew"`

	Steps    []Step     `json:"steps"`     // in the order of the document
	LeftOut  []LeftOut  `json:"left_out"`  // the most frequent first
	AnyOrder [][]string `json:"any_order"` // events that follow each other one way about as often as the other

	idle calendar.Span // the silence that ended instances
}

// Step is what the data say of a step.
type Step struct {
	ID        journey.StepID `json:"step"`
	Event     string         `json:"event"`
	Events    int            `json:"events"`
	Instances int            `json:"instances"` // with the event
	PassedBy  int            `json:"passed_by"` // instances that went further without it
	AtOnce    int            `json:"at_once"`   // instances with the step twice in a row
	Ends      int            `json:"ends"`      // instances in which it was the last new event
}

// LeftOut is an event that did not become a step.
type LeftOut struct {
	Event     string `json:"event"`
	Events    int    `json:"events"`
	Instances int    `json:"instances"` // with the event
	Again     int    `json:"again"`     // instances with the event in several places
	Why       Why    `json:"why"`
}

// Why says why an event is left out.
type Why string

// The reasons.
const (
	Rare       Why = "rare"              // in too few instances
	NoPlace    Why = "no-typical-place"  // of milestones: here and there on the way
	TooMany    Why = "too-many"          // the map is full of more frequent ones
	Unwritable Why = "cannot-be-written" // its name holds characters that no document can
)

// maxSteps bounds a map that people can still read.
const maxSteps = 60

// Propose makes a journey of a log. It fails where there is no instance, or no
// event is frequent enough.
//
//	view pay get ×6, view view pay ×3, pay get ×1  →
//	view (optional: 1 of 10 went past it; repeatable: 3 of 9 had it again at once), pay, get (completes)
func Propose(log Log, o Options) (*Proposal, error) {
	s, err := read(log)
	if err != nil {
		return nil, err
	}
	o.Limits = o.Limits.filled()
	d, err := s.draft(o)
	if err != nil {
		return nil, err
	}
	if o.By == "" && !d.unique {
		d = d.anew()
	}
	return d.proposal(), nil
}

// draft chooses and orders the steps.
func (s *sample) draft(o Options) (*draft, error) {
	d := &draft{sample: s, Options: o, leftOut: []LeftOut{}, anyOrder: [][]string{}}
	if err := d.choose(); err != nil {
		return nil, err
	}
	d.arrange()
	d.measure()
	d.settle()
	d.cut()
	return d, nil
}

// draft is a proposal on its way. Steps are numbered in the order of the map
// once arrange has found it.
type draft struct {
	*sample
	Options
	unique     bool
	milestones bool
	collapsed  int

	kept     []int // names that are steps
	leftOut  []LeftOut
	paths    []Path // of the steps alone
	before   [][]int
	steps    []Step
	back     [][]int // instances that went back from a step to one they knew
	over     []int   // instances that went back from behind a step to it or before it
	endings  []bool
	links    []journey.Link
	stages   []stage
	anyOrder [][]string
}
