// SPDX-License-Identifier: Apache-2.0

package returns

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Number is one of a Rate's numbers that completed instances stand behind.
type Number string

// The numbers.
const (
	CompletedNumber Number = "completed"
	ReturnedNumber  Number = "returned"
	RemindedNumber  Number = "reminded"
	UndatedNumber   Number = "undated"
)

// Part says which of the completed instances a rate is of; the zero Part is of
// all.
type Part struct {
	Channel   *channel.ID // of ByChannel
	NoAfter   bool        // Result.NoAfter
	Iteration int         // of ByIteration
}

// Behind returns the completed instances behind a number of the returns within
// one journey, as many as Of counts. It returns what is wrong with the number,
// or the context's error.
//
//	u: view@0 get@1d view@3d; v: view@0 get@1d  →  returned: the first of u
func Behind(ctx context.Context, x *sequence.Instances, n Number, p Part) (sequence.Set, error) {
	counts, err := n.in()
	if err != nil {
		return nil, err
	}
	of, err := p.in(x.Plan)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *keeper {
		out := &keeper{newKernel(x.Plan), sequence.NewSet(x.Len())}
		out.beside = func(i int, f followed) {
			if of(f) && counts(f) {
				out.found.Add(i)
			}
		}
		return out
	})
	if err != nil {
		return nil, err
	}
	return k.found, nil
}

// keeper is a kernel that keeps some of the instances it follows.
type keeper struct {
	*kernel
	found sequence.Set
}

// Merge takes in what another kernel kept.
func (k *keeper) Merge(o *keeper) { k.found.Unite(o.found) }

// BehindBetween returns the completed instances of one of several journeys that
// stand behind a number of a Matrix, as many as Between counts. from and to are
// places in the list; to -1 is whichever journey came first.
//
//	help: u done@1d; shop: u view@3d  →  returned from help to shop: that of u
func BehindBetween(ctx context.Context, list []*sequence.Instances, from, to int, n Number) (sequence.Set, error) {
	counts, err := n.in()
	if err != nil {
		return nil, err
	}
	sides, err := sidesOf(ctx, list)
	if err != nil {
		return nil, err
	}
	out := sequence.NewSet(list[from].Len())
	for i, f := range onward(list, sides, from, to) {
		if counts(f) {
			out.Add(int(sides[from].done[i].instance))
		}
	}
	return out, nil
}

// onward is what followed the completed instances of a journey in another, or, with
// to -1, in whichever.
func onward(list []*sequence.Instances, sides []*side, from, to int) (out []followed) {
	now := list[from].Question.AsOf.UnixMicro()
	if to >= 0 {
		return sides[from].after(sides[to], now)
	}
	for _, o := range sides {
		out = first(out, sides[from].after(o, now))
	}
	return out
}

// in returns whether what followed an instance counts in the number; rateOf counts
// by the same fates.
func (n Number) in() (func(followed) bool, error) {
	switch n {
	case CompletedNumber:
		return func(followed) bool { return true }, nil
	case ReturnedNumber:
		return func(f followed) bool { return f.fate == returned }, nil
	case RemindedNumber:
		return func(f followed) bool { return f.fate == reminded }, nil
	case UndatedNumber:
		return func(f followed) bool { return f.undated }, nil
	}
	return nil, fault.New(fault.Invalid, "returns have no number %q that customers stand behind", n).WithRemedy("one of completed, returned, reminded, undated")
}

// in returns whether an instance belongs to the part.
func (p Part) in(plan *sequence.Plan) (func(followed) bool, error) {
	switch {
	case p.NoAfter:
		return func(f followed) bool { return f.channel == noAfter }, nil
	case p.Channel != nil:
		c := slices.Index(plan.Channels, *p.Channel)
		if c < 0 {
			return nil, fault.New(fault.NotFound, "the channel %q is not known", *p.Channel).WithRemedy("name one that the answer names")
		}
		return func(f followed) bool { return f.channel == uint16(c) }, nil
	case p.Iteration < 0 || p.Iteration > lastIteration:
		return nil, fault.New(fault.Invalid, "returns have no iteration %d", p.Iteration).
			WithRemedy("between 1 and %d, which stands for all later ones too", lastIteration)
	case p.Iteration > 0:
		return func(f followed) bool { return int(f.iteration) == p.Iteration }, nil
	}
	return func(followed) bool { return true }, nil
}
