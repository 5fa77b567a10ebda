// SPDX-License-Identifier: Apache-2.0

package script

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// naivePeriods answers retention, lifecycle and stickiness of a given time.
func naivePeriods(x *sequence.Instances, q *Question) (*Table, error) {
	if q.Period[0].IsZero() {
		return nil, declined("periods without beginning and end")
	}
	p := &naive.Periods{Every: cmp.Or(q.By, "day"), Zone: q.Zone, From: q.Period[0], To: q.Period[1], Activity: "visit"}
	switch q.Verb {
	case "lifecycle":
		out := newTable(lifecycleColumns)
		start := starts(p)
		for i, n := range p.Lifecycle(x) {
			out.add(start[i], n[0], n[1], n[2], n[3])
		}
		return out, nil
	case "stickiness":
		out, bars := newTable(stickinessColumns), p.Stickiness(x)
		for _, n := range slices.Sorted(maps.Keys(bars)) {
			out.add(n, bars[n])
		}
		return out, nil
	}
	sizes, cells := p.Retention(x, q.Kind == "recurring", q.OrAfter)
	out, start := newRetention(len(sizes)), starts(p)
	for i := range sizes {
		out.cohort(start[i], sizes[i], cells[i])
	}
	return out, nil
}

// starts are the days on which the periods begin, found day by day.
func starts(p *naive.Periods) (out []string) {
	first := p.From.In(p.Zone)
	for day := first.AddDate(0, 0, -31); day.Before(p.To); day = day.AddDate(0, 0, 1) {
		begins := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, p.Zone)
		next := begins.AddDate(0, 0, 1)
		switch p.Every {
		case "week":
			next = begins.AddDate(0, 0, 7)
		case "month":
			next = begins.AddDate(0, 1, 0)
		}
		if p.Every == "week" && begins.Weekday() != time.Monday || p.Every == "month" && begins.Day() != 1 {
			continue
		}
		if begins.Before(p.To) && next.After(p.From) {
			out = append(out, begins.Format(time.DateOnly))
		}
	}
	return out
}
