// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Variants are all instances by the order of their steps.
type Variants struct {
	Instances int       `json:"instances"`
	Variants  int       `json:"variants"` // different ones
	Top       []Variant `json:"top"`
}

// Variant is all instances with the same path.
type Variant struct {
	Steps     []journey.StepID `json:"steps"`
	Instances int              `json:"instances"`
	Share     float64          `json:"share"`    // of all instances
	Estimate  stat.Estimate    `json:"estimate"` // the share with its interval
	Completed int              `json:"completed"`
	Abandoned int              `json:"abandoned"`
	Ongoing   int              `json:"ongoing"`
	Duration  *Times           `json:"duration"` // from the first visit to the last; nil where no times are known
}

// VariantsOf counts the selected instances by their paths. The most frequent come
// first, equals in the order of their steps' ids; of all of them only top are
// listed, every one with top 0. The error is the context's.
//
//	u: view cart pay, v: view pay, w: view pay  →  view pay 2, view cart pay 1
func VariantsOf(ctx context.Context, x *sequence.Instances, top int) (*Variants, error) {
	d, err := dictionary(ctx, x, x.Chosen())
	if err != nil {
		return nil, err
	}
	return d.list(ctx, x, d.all(), top)
}

// Top is VariantsOf for the instances of which d is the dictionary, whatever
// question chose among them; other instances are refused.
func (d *Dict) Top(ctx context.Context, x *sequence.Instances, top int) (*Variants, error) {
	if len(d.of) != x.Len() {
		return nil, fault.New(fault.Internal, "the dictionary is of %d instances and these are %d", len(d.of), x.Len())
	}
	if x.Chosen() == nil {
		return d.list(ctx, x, d.all(), top)
	}
	c, err := d.counted(ctx, x)
	if err != nil {
		return nil, err
	}
	return d.list(ctx, x, c, top)
}

// list describes the most frequent of counted variants.
func (d *Dict) list(ctx context.Context, x *sequence.Instances, c counted, top int) (*Variants, error) {
	out := &Variants{Instances: c.instances, Variants: c.variants, Top: []Variant{}}
	chosen := d.best(x, c, top)
	variants := make([]uint32, len(chosen))
	for i, one := range chosen {
		variants[i] = one.variant
	}
	fates, err := d.fates(ctx, x, c.only, variants)
	if err != nil {
		return nil, err
	}
	for i, one := range chosen {
		v := Variant{Instances: int(one.count), Estimate: stat.Share(int(one.count), c.instances)}
		v.Share = v.Estimate.Value
		from, to := x.Visits(int(d.first[one.variant]))
		for at := from; at < to; at++ {
			v.Steps = append(v.Steps, x.Plan.Steps[x.Step(at)].ID)
		}
		f := fates[i]
		v.Completed, v.Abandoned, v.Ongoing = f.outcomes[sequence.Completed], f.outcomes[sequence.Abandoned], f.outcomes[sequence.Ongoing]
		if f.duration.N > 0 {
			v.Duration = &f.duration
		}
		out.Top = append(out.Top, v)
	}
	return out, nil
}
