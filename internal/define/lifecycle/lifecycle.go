// SPDX-License-Identifier: Apache-2.0

// Package lifecycle holds the macroscopic states of customers (prospect,
// active, lapsed, lost): documents "wend: lifecycle/v1" with a rule for each
// state and the journeys that belong to it.
package lifecycle

import (
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
)

// StateID names a state within its lifecycle.
type StateID string

// Lifecycle is an ordered list of states. A customer is in the first state
// whose rule holds.
type Lifecycle struct {
	ID     string  `yaml:"id" jsonschema:"required" jsonschema_description:"Unique in the workspace."`
	Title  string  `yaml:"title" jsonschema_description:"For people."`
	States []State `yaml:"states" jsonschema:"required" jsonschema_description:"Evaluated in order; the first that holds is the customer's state."`
}

// State is one state.
type State struct {
	ID       StateID       `yaml:"id" jsonschema:"required" jsonschema_description:"As in active."`
	Title    string        `yaml:"title" jsonschema_description:"For people."`
	When     segment.State `yaml:"when" jsonschema_description:"Its rule: traits, did: {event: …}, completed: {journey: any, within: 180d}. The last state may have none and takes everybody else."`
	Journeys []string      `yaml:"journeys,flow" jsonschema_description:"Ids of the journeys that belong to this state."`
}

// Decode reads a lifecycle document and checks it.
func Decode(doc *document.Document, faults *fault.List) (*Lifecycle, *document.Check) {
	l := &Lifecycle{}
	check := doc.Decode(l, faults)
	if l.ID == "" {
		check.Fault("id", "give it an id such as customers", "the lifecycle has no id")
	}
	if len(l.States) == 0 {
		check.Fault("states", "list the states, as in prospect, active, lapsed, lost", "the lifecycle has no states")
	}
	seen := map[StateID]bool{}
	for i, s := range l.States {
		at := check.Under(document.Index("states", i))
		switch {
		case s.ID == "":
			at.Fault("id", "give it an id such as active", "the state has no id")
		case seen[s.ID]:
			at.Fault("id", "an id is given once", "two states have the id %q", s.ID)
		}
		seen[s.ID] = true
		if s.When.IsZero() && i < len(l.States)-1 {
			at.Fault("when", "only the last state may do without a rule", "the state %q takes everybody, so the states below are never reached", s.ID)
		}
	}
	return l, check
}
