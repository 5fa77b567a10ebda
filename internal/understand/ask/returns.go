// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/returns"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Returns asks how many come back, to the same journey or from one to another.
type Returns struct {
	Terms
	Within string `query:"within" help:"The time within which a return counts, as in 90d. Default: as long as the data allows." placeholder:"TIME"`
}

// Ask answers the question for one journey.
func (r *Returns) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[returns.Result, returns.Difference], error) {
	s, err := r.spec()
	if err != nil {
		return nil, err
	}
	return about(ctx, d, docs, &r.Terms, kernel[returns.Result, returns.Difference]{
		ask:    func(x *sequence.Instances) (*returns.Result, error) { return returns.Of(ctx, x, s) },
		differ: returns.Compare,
	})
}

// Between answers for several journeys: who goes on from each to each.
func (r *Returns) Between(ctx context.Context, d *Desk, journeys []*workspace.Documents) (*returns.Matrix, error) {
	s, err := r.spec()
	if err != nil {
		return nil, err
	}
	list, err := r.each(ctx, d, journeys)
	if err != nil {
		return nil, err
	}
	return returns.Between(ctx, list, s)
}

// each builds the instances of several journeys, as of one moment.
func (r *Returns) each(ctx context.Context, d *Desk, journeys []*workspace.Documents) (list []*sequence.Instances, err error) {
	if r.By != "" || r.Against != "" {
		return nil, fault.New(fault.Invalid, "by and against are for one journey").WithRemedy("ask for a segment, or for one journey after the other")
	}
	asked := *r
	if asked.AsOf == "" {
		asked.AsOf = d.Clock().UTC().Format(time.RFC3339Nano)
	}
	for _, docs := range journeys {
		x, err := asked.instances(ctx, d, docs)
		if err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return list, nil
}

// spec reads the terms.
func (r *Returns) spec() (s returns.Spec, err error) {
	if r.Events {
		return s, fault.New(fault.Invalid, "without a journey nothing is completed, so nobody returns").WithRemedy("name a journey, or make one with wend journey discover")
	}
	if r.Within == "" {
		return s, nil
	}
	w, err := calendar.ParseSpan(r.Within)
	if err != nil {
		return s, fault.New(fault.Invalid, "within %q is no length of time", r.Within).WithRemedy("write 30d or 90d")
	}
	s.Horizon = w.Length
	return s, nil
}
