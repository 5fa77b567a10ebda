// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"math"
	"time"
)

// Order says how a funnel's steps must follow each other.
type Order string

// The orders.
const (
	Ordered   Order = "ordered"   // other visits may come between; the default
	Strict    Order = "strict"    // nothing may come between but the step itself again
	Unordered Order = "unordered" // in any order
)

// Per says whose chains are looked for.
type Per string

// The actors.
const (
	Instance Per = "instance" // a chain lies within one instance; the default
	Customer Per = "customer" // a chain may go on in later instances of the customer
)

// Lengths of windows, in microseconds.
const (
	DefaultWindow = 14 * 86_400_000_000 // of customers, if nothing else is said
	Endless       = math.MaxInt64       // no window
)

// MaxSteps bounds the steps of a funnel.
const MaxSteps = 64

// Spec says what a funnel is. Steps is all that is needed.
type Spec struct {
	Steps []Step
	Order Order
	Per   Per

	// Window is the longest time from the first step to any other, inclusive, in
	// microseconds. 0 is Endless within an instance and DefaultWindow for customers.
	Window int64

	// From and To select the entries: only visits to the first step in [From, To)
	// begin a chain, which may go on later. Zero ends are open. The instances that
	// are asked select entries too: a chain begins in one that the question is
	// about, and a customer's may go on in others. So a period is given here rather
	// than to the question, where first steps count and not starts of instances.
	From, To time.Time

	Exclusions []Exclusion
	Breakdown  *Breakdown // answer by group too; nil: no groups
	Bins       int        // of the histogram; 0: the cube root of the conversions, 60 at most
}

// Step is a step of a funnel: a visit to any of some steps of the plan.
type Step struct {
	ID       string // "": made of the steps'
	Title    string // "": the step's own
	Any      []int  // indexes in Plan.Steps
	Optional bool   // may be left out; needs an order and visits of its own
}

// Exclusion names visits that spoil a chain between two steps of the funnel:
// while its last step is From or a later one before To. A chain that was spoilt
// goes no further than one more step, and an actor whose furthest chain was
// spoilt counts nowhere, not even as entered, until another chain comes as far.
// In an unordered funnel, where From and To must be the first step and the last,
// such a visit parts what comes before from what comes after.
type Exclusion struct {
	Any      []int // indexes in Plan.Steps, none of a funnel step From to To
	From, To int   // indexes in Spec.Steps, From before To
}

// Breakdown puts instances into groups. An actor is in the group of the instance
// in which they entered first.
type Breakdown struct {
	Names []string // at most NoGroup
	Of    []uint8  // by instance: index in Names, NoGroup for none
}

// NoGroup is the group of instances that are in none.
const NoGroup = math.MaxUint8
