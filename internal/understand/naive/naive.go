// SPDX-License-Identifier: Apache-2.0

// Package naive answers questions about behaviour in the simplest way that is
// obviously right, however slow: the reference that tests hold the kernels to.
// One file a question. Only tests import it; it may import define and sequence.
package naive

import (
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Visit is one visit to a step.
type Visit struct {
	Step    string
	Time    int64 // microseconds
	Channel string
	Failed  bool
	Undated bool
}

// Instance is one customer going through a journey once; visits are in order.
type Instance struct {
	Customer uint32
	Outcome  sequence.Outcome
	Visits   []Visit
}

// Of copies the instances that a question is about, in their order.
func Of(x *sequence.Instances) (out []Instance) {
	for i := range x.Len() {
		if !x.Has(i) {
			continue
		}
		one := Instance{Customer: x.Customer(i), Outcome: x.Outcome(i)}
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			one.Visits = append(one.Visits, Visit{
				Step: string(x.Plan.Steps[x.Step(v)].ID), Time: x.Time(i, v), Channel: string(x.Plan.Channels[x.Channel(v)]),
				Failed: x.Failed(v), Undated: x.Undated(v),
			})
		}
		out = append(out, one)
	}
	return out
}
