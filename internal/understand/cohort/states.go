// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// States tells in which states of a lifecycle customers began their instances,
// and how these followed each other. The state "" is none: no rule held.
//
//	{"journey": "shop", "lifecycle": "customers", "every": "month", "zone": "UTC", "undated": 0,
//	 "periods": [{"start": "2026-03-01T00:00:00Z", "instances": 40, "incomplete": false,
//	              "states": [{"state": "prospect", "instances": 30, "share": {…}}, …]}, …],
//	 "flows": [{"from": "prospect", "to": "active", "count": 12, "customers": 12, "share": {…}}, …]}
type States struct {
	Journey   journey.ID    `json:"journey"`
	Lifecycle string        `json:"lifecycle"`
	Every     Every         `json:"every"`
	Zone      string        `json:"zone"`
	Undated   int           `json:"undated"` // instances begun at no known time, in no period
	Periods   []StatePeriod `json:"periods"`
	Flows     []StateFlow   `json:"flows"` // from one instance of a customer to the next, in the order of the states
}

// StatePeriod is the instances begun in one period, by the state of their
// customers. All states are listed, none only where it occurs.
type StatePeriod struct {
	Start      time.Time    `json:"start"`
	Instances  int          `json:"instances"`
	Incomplete bool         `json:"incomplete"`
	States     []StateCount `json:"states"`
}

// StateCount is the instances begun in one state.
type StateCount struct {
	State     lifecycle.StateID `json:"state"`
	Instances int               `json:"instances"`
	Share     *stat.Estimate    `json:"share"` // of the period's
}

// StateFlow is how often a customer's next instance began in a state. The
// question chooses the next one.
type StateFlow struct {
	From      lifecycle.StateID `json:"from"`
	To        lifecycle.StateID `json:"to"`
	Count     int               `json:"count"`
	Customers int               `json:"customers"` // with one at least
	Share     *stat.Estimate    `json:"share"`     // of what followed instances in the state From
}

// StatesOf tells in which states of a lifecycle customers began their instances.
// Of the Spec only the periods count.
//
//	u: view@0 get@1d view@3d  →  prospect 1, active 1; prospect → active 1
func StatesOf(ctx context.Context, x *sequence.Instances, log sequence.Log, l *lifecycle.Lifecycle, s Spec) (*States, error) {
	c, err := s.over(x)
	if err != nil {
		return nil, err
	}
	states, err := x.States(ctx, log, l)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *stateKernel { return newStateKernel(c, states, len(l.States)) })
	if err != nil {
		return nil, err
	}
	return k.result(x, l), nil
}

// stateKernel counts states. State n is none.
type stateKernel struct {
	*calendar
	states  []int // by instance; -1: none
	n       int
	counts  []int // period*(n+1) + state
	flows   []stateFlow
	undated int

	customers uint32      // number of the one at hand
	beside    func(i int) // told of each instance that was counted; nil: nobody
}

type stateFlow struct {
	count, customers int
	last             uint32 // customer counted last
}

func newStateKernel(c *calendar, states []int, n int) *stateKernel {
	return &stateKernel{calendar: c, states: states, n: n, counts: make([]int, (c.n+1)*(n+1)), flows: make([]stateFlow, (n+1)*(n+1))}
}

// state is an instance's state.
func (k *stateKernel) state(i int) int {
	if k.states[i] < 0 {
		return k.n
	}
	return k.states[i]
}

// Observe counts the states of a range.
func (k *stateKernel) Observe(x *sequence.Instances, from, to int) {
	live := x.Ask(sequence.Question{})
	before := -1
	for i := from; i < to; i++ {
		if !live.Has(i) {
			continue
		}
		if before < 0 || x.Customer(before) != x.Customer(i) {
			before = -1
			k.customers++
		}
		if x.Has(i) {
			k.see(x, i, before)
			if k.beside != nil {
				k.beside(i)
			}
		}
		before = i
	}
}

// see counts an instance; before is the customer's one before, or -1.
func (k *stateKernel) see(x *sequence.Instances, i, before int) {
	if from, _ := x.Visits(i); x.Undated(from) {
		k.undated++
	} else if p := k.at(x.Start(i)); p >= 1 && p <= k.calendar.n {
		k.counts[p*(k.n+1)+k.state(i)]++
	}
	if before < 0 {
		return
	}
	f := &k.flows[k.state(before)*(k.n+1)+k.state(i)]
	f.count++
	if f.last != k.customers {
		f.last = k.customers
		f.customers++
	}
}

// Merge takes in what another kernel counted.
func (k *stateKernel) Merge(o *stateKernel) {
	k.undated += o.undated
	for i, n := range o.counts {
		k.counts[i] += n
	}
	for i, f := range o.flows {
		k.flows[i].count += f.count
		k.flows[i].customers += f.customers
	}
}

// result sums up what was counted.
func (k *stateKernel) result(x *sequence.Instances, l *lifecycle.Lifecycle) *States {
	out := &States{
		Journey: x.Plan.Journey.ID, Lifecycle: l.ID, Every: k.spec.Every, Zone: k.spec.Zone.String(), Undated: k.undated,
		Periods: []StatePeriod{}, Flows: []StateFlow{},
	}
	name := func(state int) lifecycle.StateID {
		if state == k.n {
			return ""
		}
		return l.States[state].ID
	}
	for p := 1; p <= k.calendar.n; p++ {
		counts := k.counts[p*(k.n+1):][:k.n+1]
		one := StatePeriod{Start: k.start(p), Incomplete: p > k.over}
		for _, n := range counts {
			one.Instances += n
		}
		for state, n := range counts {
			if state < k.n || n > 0 {
				one.States = append(one.States, StateCount{name(state), n, share(n, one.Instances)})
			}
		}
		out.Periods = append(out.Periods, one)
	}
	for from := range k.n + 1 {
		row, all := k.flows[from*(k.n+1):][:k.n+1], 0
		for _, f := range row {
			all += f.count
		}
		for to, f := range row {
			if f.count > 0 {
				out.Flows = append(out.Flows, StateFlow{name(from), name(to), f.count, f.customers, share(f.count, all)})
			}
		}
	}
	return out
}
