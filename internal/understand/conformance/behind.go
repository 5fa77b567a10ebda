// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Number is one of a result's numbers that instances stand behind, beside the
// classes of deviations: Number(Missing) and so on are Deviation.Instances.
type Number string

// The numbers.
const (
	OverNumber            Number = "over"             // Result.Instances
	FittingNumber         Number = "fitting"          // Result.Fitting
	AcceptedNumber        Number = "accepted"         // Result.FittingAccepted
	DeviatingNumber       Number = "deviating"        // the rest of Result.Fitting
	OngoingNumber         Number = "ongoing"          // Result.Ongoing.Instances
	OngoingFittingNumber  Number = "ongoing-fitting"  // Result.Ongoing.Fitting
	OngoingAcceptedNumber Number = "ongoing-accepted" // Result.Ongoing.FittingAccepted

	OngoingDeviatingNumber Number = "ongoing-deviating" // the rest of Result.Ongoing.Fitting
)

// numbers are all that instances stand behind.
var numbers = []Number{
	OverNumber, FittingNumber, AcceptedNumber, DeviatingNumber, OngoingNumber, OngoingFittingNumber, OngoingAcceptedNumber, OngoingDeviatingNumber,
	Number(Missing), Number(OutOfOrder), Number(AdHoc), Number(Failed),
}

// Behind returns the instances behind a number of a comparison: as many as Check
// counts with the same model and options. step is that of a class of deviations;
// "" stands for any. It fails as Check does, and for numbers that there are not.
//
//	design view → pay → get; u: view pay get, v: view get  →  missing at pay: v
func Behind(ctx context.Context, x *sequence.Instances, m *Model, o Options, n Number, step journey.StepID) (sequence.Set, error) {
	if !slices.Contains(numbers, n) {
		return nil, fault.New(fault.Invalid, "a comparison with a design has no number %q that customers stand behind", n).
			WithRemedy("one of over, fitting, accepted, deviating, ongoing, ongoing-fitting, ongoing-accepted, ongoing-deviating, missing, out-of-order, ad-hoc, failed")
	}
	c, err := checked(ctx, x, m, &o)
	if err != nil {
		return nil, err
	}
	if step != "" && !c.kinds.knows(step) {
		return nil, fault.New(fault.NotFound, "neither the model nor the journey has a step %q", step).WithRemedy("leave the step out for any")
	}
	in := make([][2]bool, len(c.profiles)) // those over, and those that go on
	for p := range c.profiles {
		in[p] = c.counts(&c.profiles[p], n, step)
	}
	out := sequence.NewSet(x.Len())
	for i := range x.Len() {
		if x.Has(i) && in[c.profile(i)][one(!c.isOver(i))] {
			out.Add(i)
		}
	}
	return out, ctx.Err()
}

// knows reports whether anything may deviate at a step.
func (k *kinds) knows(step journey.StepID) bool {
	for kind := range k.len() {
		if k.step(kind) == step {
			return true
		}
	}
	return false
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// counts reports whether a profile's instances count in a number: those over, and
// those that go on.
func (c *checking) counts(p *profile, n Number, step journey.StepID) (in [2]bool) {
	v := &c.variants[p.variant]
	if p.over > 0 {
		all, accepted := c.deviations(v.ended, c.deviates[p.variant])
		switch n {
		case OverNumber:
			in[0] = true
		case FittingNumber:
			in[0] = all == 0
		case AcceptedNumber:
			in[0] = all == accepted
		case DeviatingNumber:
			in[0] = all > 0
		default:
			is := func(d deviates) bool {
				return Number(c.kinds.class(d.kind)) == n && (step == "" || c.kinds.step(d.kind) == step)
			}
			in[0] = slices.ContainsFunc(c.deviates[p.variant], is) || slices.ContainsFunc(c.failures(*p), is)
		}
	}
	if p.ongoing > 0 {
		all, accepted := c.deviations(v.begun, c.kinds.of(v.begun, c.x, v.first))
		switch n {
		case OngoingNumber:
			in[1] = true
		case OngoingFittingNumber:
			in[1] = all == 0
		case OngoingAcceptedNumber:
			in[1] = all == accepted
		case OngoingDeviatingNumber:
			in[1] = all > 0
		}
	}
	return in
}
