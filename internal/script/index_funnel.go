// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Columns of funnel and of histogram; mean is that of all times to convert.
const (
	funnelColumns    = "step count ripe mean median"
	histogramColumns = "from count mean"
)

// indexFunnel answers funnel and histogram.
func indexFunnel(ctx context.Context, x *sequence.Instances, q *Question) (*Table, error) {
	spec := funnel.Spec{Order: funnel.Order(q.Order), Per: funnel.Per(q.Per), Window: q.Within.Microseconds(), From: q.Period[0], To: q.Period[1], Bins: q.Bins}
	for _, s := range q.Steps {
		spec.Steps = append(spec.Steps, funnel.Step{ID: s.Name, Any: places(x.Plan, s.Any), Optional: s.Optional})
	}
	for _, e := range q.Excluding {
		since, until := q.between(e)
		spec.Exclusions = append(spec.Exclusions, funnel.Exclusion{Any: places(x.Plan, []string{e.Step}), From: since - 1, To: until - 1})
	}
	r, err := funnel.Of(ctx, x, spec)
	if err != nil {
		return nil, err
	}
	if q.Verb == "histogram" {
		out := newTable(histogramColumns)
		for _, b := range r.Histogram {
			out.add(seconds(b.FromS), b.Count, r.Convert.MeanS)
		}
		return out, nil
	}
	out := newTable(funnelColumns)
	for _, s := range r.Steps {
		if s.Time == nil {
			s.Time = &funnel.Time{}
		}
		out.add(s.ID, s.Count, s.Ripe, s.Time.MeanS, s.Time.MedianS)
	}
	return out, nil
}

// places are the indexes of steps in a plan, of all with nil. What a plan does
// not have stays out.
func places(p *sequence.Plan, names []string) (out []int) {
	for i := range p.Steps {
		if names == nil || slices.ContainsFunc(names, func(n string) bool { return p.Steps[i].ID == journey.StepID(n) }) {
			out = append(out, i)
		}
	}
	return out
}
