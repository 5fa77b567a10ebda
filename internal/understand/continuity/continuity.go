// SPDX-License-Identifier: Apache-2.0

// Package continuity tells how customers move between channels within an
// instance: which channel follows which, where, which steps they had to begin
// anew on another channel, and whether they are on the channels they prefer. It
// asks instances that are built already. Visits on an unknown channel are
// counted apart and are no switch. It may import define, fault, stat and
// sequence.
package continuity

import (
	"context"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Spec says what to look at. The zero Spec is right.
type Spec struct {
	// Top is how many pairs of steps are listed at most; 0: 20.
	Top int

	// Preferred are the channels that customers say they prefer, by the number
	// that Instances.Customer gives; see Stated. Of the others the channel they
	// use most is taken for it.
	Preferred map[uint32]channel.ID
}

// defaultTop is how many pairs of steps are listed if nothing else is said.
const defaultTop = 20

// Result tells how channels follow each other:
//
//	{"journey": "shop", "instances": 900, "transitions": 3100, "stays": 2700,
//	 "switches": 300, "unknown": 100, "switched": {"value": 0.21, "lo": 0.18, "hi": 0.24, "n": 900},
//	 "channels": [{"from": "website", "to": "phone", "count": 180, "instances": 140, "share": {…}}, …],
//	 "modes": [{"from": "digital", "to": "remote-human", "count": 180, …}, …],
//	 "steps": [{"from": "pay", "to": "help", "count": 90, "instances": 88, "share": {…}}, …],
//	 "repeats": [{"step": "pay", "instances": 40, "share": {…}, "associated": {…}}, …],
//	 "preferred": {…}}
type Result struct {
	Journey     journey.ID     `json:"journey"`
	Instances   int            `json:"instances"`
	Transitions int            `json:"transitions"` // pairs of consecutive visits: stays + switches + unknown
	Stays       int            `json:"stays"`       // on one channel
	Switches    int            `json:"switches"`    // to another
	Unknown     int            `json:"unknown"`     // with an unknown channel before or behind
	Switched    *stat.Estimate `json:"switched"`    // share of instances with a switch
	Channels    []Switch       `json:"channels"`    // most frequent first
	Modes       []ModeSwitch   `json:"modes"`
	Steps       []StepSwitch   `json:"steps"`
	Repeats     []Repeat       `json:"repeats"` // in the designed order, of steps that were reached
	Preferred   Preferred      `json:"preferred"`
}

// Switch is one channel directly behind another.
type Switch struct {
	From      channel.ID     `json:"from"`
	To        channel.ID     `json:"to"`
	Count     int            `json:"count"`
	Instances int            `json:"instances"` // with one at least
	Share     *stat.Estimate `json:"share"`     // of all instances
}

// ModeSwitch is a channel of one mode directly behind one of another.
type ModeSwitch struct {
	From      channel.Mode   `json:"from"`
	To        channel.Mode   `json:"to"`
	Count     int            `json:"count"`
	Instances int            `json:"instances"`
	Share     *stat.Estimate `json:"share"` // of all instances
}

// StepSwitch tells how often customers changed the channel between two steps
// that follow each other directly.
type StepSwitch struct {
	From      journey.StepID `json:"from"`
	To        journey.StepID `json:"to"`
	Count     int            `json:"count"`
	Instances int            `json:"instances"`
	Share     *stat.Estimate `json:"share"` // of the instances that went from one to the other on known channels
}

// Repeat tells how often a step was visited again on another channel within one
// instance: the customer had to start over.
type Repeat struct {
	Step       journey.StepID `json:"step"`
	Instances  int            `json:"instances"`
	Share      *stat.Estimate `json:"share"` // of the instances that reached the step
	Associated Effect         `json:"associated"`
}

// Effect is the rate of completion of ripe instances that had to start over
// before they were completed, beside that of the others that reached the step.
// It is an association: who starts over may differ in other ways too.
type Effect struct {
	With       *stat.Estimate `json:"with"`
	Without    *stat.Estimate `json:"without"`
	Difference *stat.Estimate `json:"difference"` // with - without
}

// Preferred tells whether customers are on the channels they prefer.
type Preferred struct {
	Customers int            `json:"customers"` // of whom a preferred channel is known
	Stated    int            `json:"stated"`    // of these, by what they say; of the others by what they use most
	Kept      *stat.Estimate `json:"kept"`      // share of instances with a known channel that kept to the preferred one
	Channels  []Used         `json:"channels"`  // in the order of the workspace's channels
	Pairs     []Pair         `json:"pairs"`     // preferred by used, in that order
}

// Used tells how one channel is used.
type Used struct {
	Channel   channel.ID     `json:"channel"`
	Visits    int            `json:"visits"`
	Instances int            `json:"instances"`
	Customers int            `json:"customers"`           // who prefer it
	On        int            `json:"visits_on_preferred"` // visits by those who prefer it
	Share     *stat.Estimate `json:"share_on_preferred"`  // of the instances that used it: of customers who prefer it
}

// Pair tells how those who prefer one channel use another.
type Pair struct {
	Preferred channel.ID `json:"preferred"`
	Used      channel.ID `json:"used"`
	Visits    int        `json:"visits"`
	Instances int        `json:"instances"`
}

// Of tells how channels follow each other in the instances that x is about.
//
//	u: view[website]@0 pay[website]@1h pay[phone]@2h
//	  →  1 stay, 1 switch website → phone; pay begun anew on another channel
func Of(ctx context.Context, x *sequence.Instances, s Spec) (*Result, error) {
	k, err := sequence.Run(ctx, x, func() *kernel { return newKernel(x.Plan, s.Preferred) })
	if err != nil {
		return nil, err
	}
	if s.Top <= 0 {
		s.Top = defaultTop
	}
	return k.result(s.Top), nil
}
