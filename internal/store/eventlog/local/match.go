// SPDX-License-Identifier: Apache-2.0

package local

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow/array"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
)

// Count tells how many events match; see eventlog.Log. One pass counts all and
// each.
func (l *Log) Count(ctx context.Context, of eventlog.Scope, matchers ...evidence.Matcher) (out event.Matched, err error) {
	err = l.read(ctx, func(v *view) error {
		out.Position = v.position
		var q evidence.Query
		into := []any{&out.Events, &out.Customers}
		q.Write("SELECT count(*), count(DISTINCT customer_no) FILTER (customer_no > 0)")
		if len(matchers) > 0 {
			out.Each = make([]event.Share, len(matchers))
		}
		for i := range matchers {
			q.Write(fmt.Sprintf(", count(*) FILTER (m%d), count(DISTINCT customer_no) FILTER (m%[1]d AND customer_no > 0)", i))
			into = append(into, &out.Each[i].Events, &out.Each[i].Customers)
		}
		q.Write(" FROM (SELECT customer_no")
		for i, m := range matchers {
			q.Write(", ")
			m.SQL(&q)
			q.Write(fmt.Sprintf(" AS m%d", i))
		}
		q.Write(" FROM " + v.from() + " WHERE ")
		writeScope(&q, of)
		writeNames(&q, matchers)
		q.Write(")" + whereAny(len(matchers)))
		return l.duck.db.QueryRowContext(ctx, q.Text.String(), q.Args...).Scan(into...)
	})
	if err != nil {
		return out, fmt.Errorf("count: %w", err)
	}
	return out, nil
}

// whereAny keeps the events that match any of n matchers, m0 and so on.
func whereAny(n int) string {
	if n == 0 {
		return ""
	}
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprint("m", i)
	}
	return " WHERE " + strings.Join(names, " OR ")
}

// writeNames lets the engine skip events that no matcher can have.
func writeNames(q *evidence.Query, matchers []evidence.Matcher) {
	if len(matchers) == 0 {
		return
	}
	q.Write(" AND name IN (")
	for i, m := range matchers {
		if i > 0 {
			q.Write(", ")
		}
		q.Write("?", m.Event)
	}
	q.Write(")")
}

// Newest returns the events that came last; see eventlog.Log. It reads backwards
// from the tail, and no segment that holds nothing newer than what was found.
func (l *Log) Newest(ctx context.Context, of eventlog.Scope, matchers []evidence.Matcher, before int64, limit int) (out []eventlog.Entry, err error) {
	err = l.read(ctx, func(v *view) error {
		for _, p := range v.backwards() {
			if len(out) >= limit && out[limit-1].Position > p.last {
				return nil
			}
			if before > 0 && p.first >= before {
				continue
			}
			found, err := l.newest(ctx, p.from, of, matchers, before, limit)
			if err != nil {
				return fmt.Errorf("newest events: %w", err)
			}
			out = append(out, found...)
			slices.SortFunc(out, func(a, b eventlog.Entry) int { return cmp.Compare(b.Position, a.Position) })
			out = out[:min(len(out), limit)]
		}
		return nil
	})
	return out, err
}

// stretch is a part of a view with the positions that lie in it.
type stretch struct {
	from        string // for a FROM clause
	first, last int64
}

// backwards parts a view, the newest events first. Segments that were merged may
// reach across others.
func (v *view) backwards() []stretch {
	out := []stretch{{fmt.Sprintf("(SELECT %s FROM tail WHERE position > %d AND position <= %d)", columnList, v.tailAfter, v.position), v.tailAfter + 1, v.position}}
	for _, s := range v.segments {
		out = append(out, stretch{fmt.Sprintf("read_parquet([%s])", file(s.path)), s.first, s.last})
	}
	slices.SortFunc(out, func(a, b stretch) int { return cmp.Compare(b.last, a.last) })
	return out
}

// newest finds the newest events of a stretch.
func (l *Log) newest(ctx context.Context, from string, of eventlog.Scope, matchers []evidence.Matcher, before int64, limit int) (out []eventlog.Entry, err error) {
	var q evidence.Query
	q.Write(fmt.Sprintf("SELECT %s FROM %s WHERE ", columnList, from))
	writeScope(&q, of)
	writeNames(&q, matchers)
	for i, m := range matchers {
		q.Write([]string{" AND (", " OR "}[min(i, 1)])
		m.SQL(&q)
	}
	if len(matchers) > 0 {
		q.Write(")")
	}
	if before > 0 {
		q.Write(fmt.Sprintf(" AND position < %d", before))
	}
	q.Write(fmt.Sprintf(" ORDER BY position DESC LIMIT %d", limit))
	err = l.duck.scan(ctx, q.Text.String(), q.Args, func(r array.RecordReader) error {
		for _, e := range entries(r.RecordBatch()) {
			out = append(out, cloneEntry(e))
		}
		return nil
	})
	return out, err
}
