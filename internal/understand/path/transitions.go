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

// Transitions are the steps that follow each other directly, and what is done
// again.
type Transitions struct {
	Instances   int                    `json:"instances"`
	Transitions []Transition           `json:"transitions"`
	Starts      map[journey.StepID]int `json:"starts"` // instances by first step
	Ends        map[journey.StepID]int `json:"ends"`   // and by last
	Rework      []Rework               `json:"rework"`
	Reworked    *stat.Estimate         `json:"reworked"` // share of the instances with any rework; nil without instances
}

// Transition is one step directly behind another. Its times are those between
// two visits at known times.
type Transition struct {
	From      journey.StepID `json:"from"`
	To        journey.StepID `json:"to"`
	Count     int            `json:"count"`     // occurrences
	Instances int            `json:"instances"` // with one at least
	Share     stat.Estimate  `json:"share"`     // of all instances
	Times
}

// TransitionsOf counts which steps of the selected instances follow each other,
// and how long that takes, and what is done again. Transitions come in the order
// of their steps' ids. The error is the context's.
//
//	u: a@0 b@1m a@3m  →  a b 1 (60 s), b a 1 (120 s); starts a 1, ends a 1
func TransitionsOf(ctx context.Context, x *sequence.Instances) (*Transitions, error) {
	out, err := FollowsOf(ctx, x)
	if err != nil {
		return nil, err
	}
	again, err := ReworkOf(ctx, x)
	if err != nil {
		return nil, err
	}
	out.Rework, out.Reworked = again.Steps, again.Share
	return out, nil
}

// FollowsOf is TransitionsOf without what is done again, which takes longer to
// find than the rest.
func FollowsOf(ctx context.Context, x *sequence.Instances) (*Transitions, error) {
	if c := x.Narrow(); c != nil {
		return follows(ctx, x, c)
	}
	return follows(ctx, x, x.Wide())
}

func follows[S uint8 | uint16, T uint32 | int64](ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T]) (*Transitions, error) {
	ids, err := pairsOf(ctx, x, c)
	if err != nil {
		return nil, err
	}
	w := want(0.9)
	f, spreads, err := measure(ctx, x, someOf(x), ids.size, w, flowsOf(x, c, ids))
	if err != nil {
		return nil, err
	}
	out := &Transitions{Instances: f.instances, Transitions: []Transition{}, Starts: byStep(x, f.starts), Ends: byStep(x, f.ends)}
	for p := range spreads {
		t := Transition{Count: spreads[p].n, Instances: int(f.h.groups[p].instances)}
		if f.count != nil {
			t.Count = f.count[p]
		}
		if t.Count == 0 {
			continue
		}
		from, to := ids.key(p)/uint64(f.steps), ids.key(p)%uint64(f.steps)
		t.From, t.To = x.Plan.Steps[from].ID, x.Plan.Steps[to].ID
		t.Share, t.Times = stat.Share(t.Instances, f.instances), spreads[p].times(w, x.Unit)
		out.Transitions = append(out.Transitions, t)
	}
	slices.SortFunc(out.Transitions, func(a, b Transition) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out, nil
}

// byStep names the steps that were counted.
func byStep(x *sequence.Instances, counts []int) map[journey.StepID]int {
	out := map[journey.StepID]int{}
	for s, n := range counts {
		if n > 0 {
			out[x.Plan.Steps[s].ID] = n
		}
	}
	return out
}
