// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Columns of lifecycle and of stickiness.
const (
	lifecycleColumns  = "period new returning resurrecting dormant"
	stickinessColumns = "periods customers"
)

// indexPeriods answers retention, lifecycle and stickiness.
func indexPeriods(ctx context.Context, x *sequence.Instances, q *Question) (*Table, error) {
	spec := cohort.Spec{Every: cohort.Every(q.By), Zone: q.Zone, From: q.Period[0], To: q.Period[1], Mode: cohort.Mode(q.Kind), OnOrAfter: q.OrAfter}
	switch q.Verb {
	case "lifecycle":
		r, err := cohort.FlowsOf(ctx, x, spec)
		if err != nil {
			return nil, err
		}
		out := newTable(lifecycleColumns)
		for _, p := range r.Periods {
			out.add(p.Start.Format(time.DateOnly), p.New, p.Returning, p.Resurrecting, p.Dormant)
		}
		return out, nil
	case "stickiness":
		r, err := cohort.StickinessOf(ctx, x, spec)
		if err != nil {
			return nil, err
		}
		out := newTable(stickinessColumns)
		for _, b := range r.Histogram {
			if b.Customers > 0 {
				out.add(b.Periods, b.Customers)
			}
		}
		return out, nil
	}
	return indexRetention(ctx, x, spec)
}

func indexRetention(ctx context.Context, x *sequence.Instances, spec cohort.Spec) (*Table, error) {
	r, err := cohort.Of(ctx, x, spec)
	if err != nil {
		return nil, err
	}
	out := newRetention(len(r.Rows))
	for _, row := range r.Rows {
		var counts []int
		for _, c := range row.Cells {
			counts = append(counts, c.Count)
		}
		out.cohort(row.Start.Format(time.DateOnly), row.Size, counts)
	}
	return out, nil
}
