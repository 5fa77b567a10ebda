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
// each. What is counted is chosen by FILTER and not by WHERE, which would make the
// engine evaluate every condition twice.
func (l *Log) Count(ctx context.Context, of eventlog.Scope, matchers ...evidence.Matcher) (out event.Matched, err error) {
	err = l.scan(ctx, func(v *view) error {
		out.Position, out.Each = v.position, make([]event.Share, len(matchers))
		counted := "count(*) FILTER (%[1]s), count(DISTINCT customer_no) FILTER (customer_no > 0 AND (%[1]s))"
		into := []any{&out.Events, &out.Customers}
		q := &evidence.Query{}
		q.Write("SELECT " + fmt.Sprintf(counted, anyOf(len(matchers))))
		if len(matchers) > 1 {
			for i := range matchers {
				q.Write(", " + fmt.Sprintf(counted, fmt.Sprint("m", i)))
				into = append(into, &out.Each[i].Events, &out.Each[i].Customers)
			}
		}
		writeMatches(q, v, of, matchers)
		if err := l.duck.db.QueryRowContext(ctx, q.Text.String(), q.Args...).Scan(into...); err != nil {
			return fmt.Errorf("count: %w", err)
		}
		if len(matchers) == 1 {
			out.Each[0] = event.Share{Events: out.Events, Customers: out.Customers}
		}
		return nil
	})
	return out, err
}

// writeMatches writes the FROM clause of the events of a scope with a column m0,
// m1 … for each matcher.
func writeMatches(q *evidence.Query, v *view, of eventlog.Scope, matchers []evidence.Matcher) {
	q.Share(fieldsOf(matchers))
	q.Write(" FROM (SELECT customer_no")
	for i, m := range matchers {
		q.Write(", ")
		m.SQL(q)
		q.Write(fmt.Sprintf(" AS m%d", i))
	}
	q.FromShared(func() {
		q.Write(v.from() + " WHERE ")
		writeScope(q, of)
		q.Write(" AND ")
		writeNames(q, matchers)
	})
	q.Write(")")
}

// fieldsOf are the fields that matchers look at, each once.
func fieldsOf(matchers []evidence.Matcher) (out []evidence.Field) {
	for _, m := range matchers {
		m.Where.Fields(func(f evidence.Field) {
			if !slices.ContainsFunc(out, func(o evidence.Field) bool { return o.Scope == f.Scope && slices.Equal(o.Path, f.Path) }) {
				out = append(out, f)
			}
		})
	}
	return out
}

// anyOf is the condition that any of n matchers holds, m0 and so on; true of none.
func anyOf(n int) string {
	if n == 0 {
		return "true"
	}
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprint("m", i)
	}
	return strings.Join(names, " OR ")
}

// writeNames writes the condition that an event has a name that one of the matchers
// wants. For one the reader of segments skips what cannot have it; more are looked up in
// a list, once for each name in a dictionary of them.
func writeNames(q *evidence.Query, matchers []evidence.Matcher) {
	var names []string
	for _, m := range matchers {
		if !slices.Contains(names, m.Event) {
			names = append(names, m.Event)
		}
	}
	switch len(names) {
	case 0:
		q.Write("true")
	case 1:
		q.Write("name = ?", names[0])
	default:
		q.Write("list_contains(CAST(? AS VARCHAR[]), name)", names)
	}
}

// Newest returns the events that came last; see eventlog.Log. It reads backwards
// from the tail, a little at first, and no segment that holds nothing newer than
// what was found.
func (l *Log) Newest(ctx context.Context, of eventlog.Scope, matchers []evidence.Matcher, before int64, limit int) (out []eventlog.Entry, err error) {
	err = l.read(ctx, func(v *view) error {
		for _, p := range v.backwards() {
			if before > 0 {
				p.last = min(p.last, before-1)
			}
			for window := int64(firstWindow); p.first <= p.last && !(len(out) >= limit && out[limit-1].Position > p.last); window *= 8 {
				found, err := l.newest(ctx, p.from, of, matchers, max(p.first, p.last-window+1), p.last, limit)
				if err != nil {
					return fmt.Errorf("newest events: %w", err)
				}
				out = append(out, found...)
				slices.SortFunc(out, func(a, b eventlog.Entry) int { return cmp.Compare(b.Position, a.Position) })
				out, p.last = out[:min(len(out), limit)], p.last-window
			}
		}
		return nil
	})
	return out, err
}

// firstWindow is how many positions Newest looks at first.
const firstWindow = 8192

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

// newest finds the newest events of a stretch between two positions.
func (l *Log) newest(ctx context.Context, from string, of eventlog.Scope, matchers []evidence.Matcher, first, last int64, limit int) (out []eventlog.Entry, err error) {
	var q evidence.Query
	q.Share(fieldsOf(matchers))
	q.Write("SELECT " + columnList)
	q.FromShared(func() {
		q.Write(fmt.Sprintf("%s WHERE position BETWEEN %d AND %d AND ", from, first, last))
		writeScope(&q, of)
		q.Write(" AND ")
		writeNames(&q, matchers)
	})
	for i, m := range matchers {
		q.Write([]string{" WHERE ", " OR "}[min(i, 1)])
		m.SQL(&q)
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
