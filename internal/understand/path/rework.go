// SPDX-License-Identifier: Apache-2.0

package path

import (
	"cmp"
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Reworked tells what is done again.
type Reworked struct {
	Instances int            `json:"instances"`
	Again     int            `json:"again"` // of them with any step more than once
	Share     *stat.Estimate `json:"share"` // of them; nil without instances
	Steps     []Rework       `json:"steps"` // those that any instance visited twice
}

// Rework is what is done again at a step. A visit beyond the first is on the
// same channel as the step's visit before it (a redo), on another (the customer
// had to change), or one of the two is not known: it is in neither part.
type Rework struct {
	Step journey.StepID `json:"step"`
	Again
	Share   stat.Estimate `json:"share"` // of all instances, those with more than one visit
	Same    Again         `json:"same_channel"`
	Another Again         `json:"other_channel"`
}

// Again counts repetitions, of all kinds or of one.
type Again struct {
	Instances int `json:"instances"` // with more than one visit
	Visits    int `json:"visits"`    // beyond the first
	SelfLoops int `json:"self_loops"`
	InSelf    int `json:"self_loop_instances"` // with the step directly behind itself
	Returns   int `json:"return_instances"`    // with the step again behind others
}

// ReworkOf counts what the selected instances did again, by step in the order of
// ids. The error is the context's.
//
//	u: a[phone]@0 b@1m a[chat]@2m a[chat]@3m
//	→  a: 1 instance, 2 visits, 1 self-loop, 1 return; same channel 1 visit, other channel 1
func ReworkOf(ctx context.Context, x *sequence.Instances) (*Reworked, error) {
	if c := x.Narrow(); c != nil {
		return rework(ctx, x, c)
	}
	return rework(ctx, x, x.Wide())
}

func rework[S uint8 | uint16, T uint32 | int64](ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T]) (*Reworked, error) {
	k, err := sequence.Run(ctx, x, func() *repeats[S, T] { return newRepeats(x, c) })
	if err != nil {
		return nil, err
	}
	out := &Reworked{Instances: k.instances, Again: k.again, Steps: []Rework{}}
	if k.instances == 0 {
		return out, nil
	}
	share := stat.Share(k.again, k.instances)
	out.Share = &share
	for s := range x.Plan.Steps {
		r := Rework{Step: x.Plan.Steps[s].ID}
		if r.Again, r.Same, r.Another = k.of(s); r.Visits > 0 {
			r.Share = stat.Share(r.Instances, k.instances)
			out.Steps = append(out.Steps, r)
		}
	}
	slices.SortFunc(out.Steps, func(a, b Rework) int { return cmp.Compare(a.Step, b.Step) })
	return out, nil
}
