// SPDX-License-Identifier: Apache-2.0

package script

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"
)

// levels answers levels.
func (e *SQL) levels(ctx context.Context, q *Question) (*Table, error) {
	if q.Top > 0 || q.Nodes > 0 || q.Depth > 0 {
		return nil, declined("levels of which not all is shown")
	}
	return e.table(ctx, "levels", 0, cmp.Or(q.Gap, endless).Microseconds(), q.Collapse, q.From, q.To)
}

// periods answers retention, lifecycle and stickiness.
func (e *SQL) periods(ctx context.Context, q *Question) (*Table, error) {
	switch {
	case q.Zone != time.UTC:
		return nil, declined("time zones")
	case q.Period[0].IsZero():
		return nil, declined("periods without beginning and end")
	}
	by, from, to := cmp.Or(q.By, "day"), q.Period[0].UTC(), q.Period[1].UTC()
	if err := errors.Join(e.run(ctx, "period", by, "1 "+by, from, to), e.run(ctx, "active", by, from, to)); err != nil {
		return nil, err
	}
	if q.Verb == "retention" {
		return e.retention(ctx, q)
	}
	return e.table(ctx, q.Verb, 0)
}

// retention makes a row of the list of counts that the statement returns.
func (e *SQL) retention(ctx context.Context, q *Question) (*Table, error) {
	flat, err := e.table(ctx, "retention", 0, q.Kind == "first-touch", q.OrAfter)
	if err != nil {
		return nil, err
	}
	out := newRetention(len(flat.Rows))
	for _, row := range flat.Rows {
		row = append(row[:2:2], strings.Fields(row[2])...)
		for len(row) < len(out.Columns) {
			row = append(row, unknown)
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}
