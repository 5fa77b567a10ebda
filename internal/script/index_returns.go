// SPDX-License-Identifier: Apache-2.0

package script

import (
	"cmp"
	"context"
	"fmt"

	"github.com/wendcx/wend/internal/understand/returns"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// returnColumns are those of returns: of all, by the channel of the last visit
// after delivery, and by iteration.
const returnColumns = "of completed returned reminded undated rate median"

// indexReturns answers returns.
func indexReturns(ctx context.Context, x *sequence.Instances, q *Question) (*Table, error) {
	r, err := returns.Of(ctx, x, returns.Spec{Horizon: q.Within})
	if err != nil {
		return nil, err
	}
	out := newTable(returnColumns)
	addReturns(out, "all", &r.All)
	for _, c := range r.ByChannel {
		addReturns(out, cmp.Or(string(c.Channel), "unknown"), &c.Rate)
	}
	if r.NoAfter != nil {
		addReturns(out, "none", r.NoAfter)
	}
	for _, i := range r.ByIteration {
		addReturns(out, fmt.Sprint(i.Iteration), &i.Rate)
	}
	return out, nil
}

func addReturns(t *Table, of string, r *returns.Rate) {
	rate, median := unknown, unknown
	if r.Rate != nil {
		rate = text(share(r.Rate.Value))
	}
	if r.Time != nil {
		median = text(seconds(r.Time.MedianS))
	}
	t.add(of, r.Completed, r.Returned, r.Reminded, r.Undated, rate, median)
}
