// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"context"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// StateNumber names a number of a lifecycle: the instances begun in a state, in
// the period in which a moment lies or at any time, or those that followed one
// begun in another state.
type StateNumber struct {
	State lifecycle.StateID  // "": none
	Start time.Time          // of StateCount.Instances; zero: at any time
	From  *lifecycle.StateID // of StateFlow.Count
}

// StatesBehind returns the instances behind a number of a lifecycle, as many as
// StatesOf counts for the same spec. It returns what is wrong with the spec or
// the number, or the context's error.
//
//	u: view@0 get@1d view@3d  →  prospect → active: the second of u
func StatesBehind(ctx context.Context, x *sequence.Instances, log sequence.Log, l *lifecycle.Lifecycle, s Spec, n StateNumber) (sequence.Set, error) {
	c, err := s.over(x)
	if err != nil {
		return nil, err
	}
	state, err := stateOf(l, n.State)
	if err != nil {
		return nil, err
	}
	states, err := x.States(ctx, log, l)
	if err != nil {
		return nil, err
	}
	if n.From == nil && n.Start.IsZero() {
		return begunIn(x, states, state, len(l.States)), nil
	}
	count, err := n.in(c, l, state)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *stateKeeper {
		return newStateKeeper(newStateKernel(c, states, len(l.States)), x, count)
	})
	if err != nil {
		return nil, err
	}
	return k.Found, nil
}

// begunIn are the instances begun in a state at any time.
func begunIn(x *sequence.Instances, states []int, state, none int) sequence.Set {
	k, out := &stateKernel{states: states, n: none}, sequence.NewSet(x.Len())
	for i := range x.Len() {
		if x.Has(i) && k.state(i) == state {
			out.Add(i)
		}
	}
	return out
}

// in returns how to read the number off what was counted.
func (n StateNumber) in(c *calendar, l *lifecycle.Lifecycle, state int) (func(*stateKernel) int, error) {
	if n.From != nil {
		from, err := stateOf(l, *n.From)
		return func(k *stateKernel) int { return k.flows[from*(k.n+1)+state].count }, err
	}
	p, err := c.row(n.Start)
	return func(k *stateKernel) int { return k.counts[p*(k.n+1)+state] }, err
}

// stateOf is the number of a state.
func stateOf(l *lifecycle.Lifecycle, id lifecycle.StateID) (int, error) {
	if id == "" {
		return len(l.States), nil
	}
	for i := range l.States {
		if l.States[i].ID == id {
			return i, nil
		}
	}
	ids := make([]string, len(l.States))
	for i := range l.States {
		ids[i] = string(l.States[i].ID)
	}
	return 0, fault.New(fault.NotFound, "the lifecycle %q has no state %q", l.ID, id).WithRemedy("one of %s", strings.Join(ids, ", "))
}

// stateKeeper is a kernel that keeps the instances that add to a number.
type stateKeeper struct {
	*stateKernel
	*sequence.Watch
}

func newStateKeeper(k *stateKernel, x *sequence.Instances, count func(*stateKernel) int) *stateKeeper {
	out := &stateKeeper{k, sequence.NewWatch(x, func() int { return count(k) })}
	k.beside = out.Counted
	return out
}

// Merge takes in what another kernel kept.
func (k *stateKeeper) Merge(o *stateKeeper) { k.Found.Unite(o.Found) }
