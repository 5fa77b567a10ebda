// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// Counts are how many actors reached each step, in all and by group.
type Counts struct {
	All    Reach
	Groups []Reach // in the order of Breakdown.Names
}

// Reach is how many reached each step. Actors whose furthest chain was spoilt
// count in Excluded alone.
type Reach struct {
	Steps    []int
	Excluded int
}

// Levels counts how far actors came, and no more: what Of counts, sooner. It is
// fastest for instances in an order, up to 14 steps that share no visits, without
// optional steps, exclusions or a period. It returns what is wrong with the spec,
// or the context's error.
//
//	view cart pay: u: view cart, v: view, w: view cart pay  →  3 2 1
func Levels(ctx context.Context, x *sequence.Instances, s Spec) (*Counts, error) {
	r, err := newRules(x, &s)
	if err != nil {
		return nil, err
	}
	if r.plain() {
		all := x.Chosen() == nil
		k, err := sequence.Run(ctx, x, func() *quick { return newQuick(r, s.Breakdown, all) })
		if err != nil {
			return nil, err
		}
		return k.counts(), nil
	}
	k, err := sequence.Run(ctx, x, func() *kernel { return newKernel(x, r, s.Breakdown, true) })
	if err != nil {
		return nil, err
	}
	out := &Counts{All: k.all.reach()}
	for _, g := range k.groups {
		out.Groups = append(out.Groups, g.reach())
	}
	return out, nil
}

func (t *tally) reach() Reach { return Reach{slices.Clone(t.reached), t.excluded} }

// plain reports whether the quick kernel answers a funnel.
func (r *rules) plain() bool {
	spoils := slices.ContainsFunc(r.kinds, func(k kind) bool { return k.spoils != 0 })
	return r.order == Ordered && r.per == Instance && r.size <= quickSteps && !r.overlap && r.optional == 0 && !spoils &&
		r.from == sequence.None && r.to == Endless
}
