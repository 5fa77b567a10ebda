// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"unsafe"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"golang.org/x/sync/errgroup"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Visits streams classified events; see sequence.Log. Classifying and filtering
// run inside DuckDB, and what matches leaves it as Arrow columns, unordered.
func (l *Log) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (position int64, err error) {
	if len(s.Classes) == 0 {
		return l.views.position(), ctx.Err()
	}
	if rows, position, ok, err := l.recent(ctx, &s); ok || err != nil {
		if v := visitsAmong(rows, &s); err == nil && len(v.Customer) > 0 {
			err = yield(v)
		}
		return position, err
	}
	err = l.scan(ctx, func(v *view) error {
		position = v.position
		return l.inParts(ctx, v, s, visitsQuery, func(r array.RecordReader) error {
			out := visitsOf(r.RecordBatch(), len(s.Fields))
			return yield(&out)
		})
	})
	return position, err
}

// inParts streams what a query finds in the parts of a view, two at a time: while the
// records of one are handed on, one after the other, the engine works on the next. It
// stops at the first error of each.
func (l *Log) inParts(ctx context.Context, v *view, s sequence.Selection, query func(from string, s sequence.Selection) *evidence.Query, each func(array.RecordReader) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	var turn sync.Mutex
	var failed error
	rows := int64(l.options.PartRows)
	if s.Of != nil { // little matches, and to look for it costs something
		rows = math.MaxInt64
	}
	for _, from := range v.parts(s.After, s.Upto, rows) {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			q := query(from, s)
			return l.duck.scan(ctx, q.Text.String(), q.Args, func(r array.RecordReader) error {
				turn.Lock()
				defer turn.Unlock()
				if failed == nil {
					failed = each(r)
				}
				return failed
			})
		})
	}
	return group.Wait()
}

// visitsQuery builds the one heavy question.
func visitsQuery(from string, s sequence.Selection) *evidence.Query {
	q := &evidence.Query{}
	q.Share(fieldsOf(s.Classes))
	q.Write("SELECT customer_no, class, epoch_us(time), seq, key, undated, ")
	if len(s.Channels) > 0 {
		q.Write("CAST(coalesce(list_position(CAST(? AS VARCHAR[]), channel), 0) AS USMALLINT)", s.Channels)
	} else {
		q.Write("CAST(0 AS USMALLINT)")
	}
	for _, f := range s.Fields {
		q.Write(", CAST(")
		f.Value(q)
		q.Write(" AS VARCHAR)")
	}
	q.Write(" FROM (SELECT *, CAST(")
	classOf(q, s.Classes)
	q.Write(" AS USMALLINT) AS class")
	q.FromShared(func() { q.Write(from + " WHERE "); writeNames(q, s.Classes) })
	q.Write(" WHERE true")
	filterSelection(q, s)
	q.Write(") WHERE class IS NOT NULL")
	return q
}

// classOf writes which of the classes an event belongs to, NULL for none. Names that
// decide alone are looked up in a list: DuckDB does that once for each name in a
// dictionary of them, and not for each event.
func classOf(q *evidence.Query, classes []evidence.Matcher) {
	alone := make([]string, len(classes)) // by class; "" where there is more to look at
	for _, m := range classes {
		first := slices.IndexFunc(classes, func(o evidence.Matcher) bool { return o.Event == m.Event })
		if classes[first].Where == nil {
			alone[first] = m.Event
		}
	}
	q.Write("coalesce(list_position(CAST(? AS VARCHAR[]), name) - 1", alone)
	for i, m := range classes {
		if !slices.Contains(alone, m.Event) {
			q.Write(", CASE WHEN ")
			m.SQL(q)
			q.Write(fmt.Sprintf(" THEN %d END", i))
		}
	}
	q.Write(")")
}

// filterSelection appends the conditions of a selection, each with its AND.
func filterSelection(q *evidence.Query, s sequence.Selection) {
	if s.Where != nil {
		q.Write(" AND ")
		s.Where.SQL(q)
	}
	if s.After > 0 {
		q.Write(fmt.Sprintf(" AND position > %d", s.After))
	}
	if s.Upto > 0 {
		q.Write(fmt.Sprintf(" AND position <= %d", s.Upto))
	}
	if s.Until != 0 {
		q.Write(fmt.Sprintf(" AND time <= make_timestamp(%d)", s.Until))
	}
	if s.Of != nil {
		q.Write(" AND customer_no IN (SELECT unnest(CAST(? AS UINTEGER[])))", numbers(s.Of))
	}
	if n := s.Share[1]; n > 0 {
		q.Write(fmt.Sprintf(" AND customer_no %% %d = %d", n, s.Share[0]))
	}
}

func numbers(of []sequence.CustomerNo) []uint32 {
	out := make([]uint32, len(of))
	for i, n := range of {
		out[i] = uint32(n)
	}
	return out
}

// visitsOf points at the columns of a record.
func visitsOf(r arrow.RecordBatch, fields int) sequence.Visits {
	out := sequence.Visits{
		Customer: r.Column(0).(*array.Uint32).Uint32Values(),
		Class:    r.Column(1).(*array.Uint16).Uint16Values(),
		Time:     r.Column(2).(*array.Int64).Int64Values(),
		Seq:      r.Column(3).(*array.Int64).Int64Values(),
		Key:      r.Column(4).(*array.Uint64).Uint64Values(),
		Channel:  r.Column(6).(*array.Uint16).Uint16Values(),
		Undated:  make([]bool, r.NumRows()),
		Fields:   make([][]string, fields),
	}
	undated := r.Column(5).(*array.Boolean)
	for i := range out.Undated {
		out.Undated[i] = undated.Value(i)
	}
	for f := range fields {
		out.Fields[f] = texts(r.Column(7 + f))
	}
	return out
}

// texts points at the values of a text column; null reads as "".
func texts(column arrow.Array) []string {
	c := column.(*array.String)
	out := make([]string, c.Len())
	for i := range out {
		if !c.IsNull(i) {
			out[i] = c.Value(i)
		}
	}
	return out
}

// traitsQuery asks for what events said of customers.
func traitsQuery(from string, s sequence.Selection) *evidence.Query {
	q := &evidence.Query{}
	q.Write("SELECT customer_no, epoch_us(time), traits FROM " + from + " WHERE traits IS NOT NULL")
	filterSelection(q, sequence.Selection{After: s.After, Upto: s.Upto, Until: s.Until, Of: s.Of})
	return q
}

// Traits streams what events said of customers; see sequence.Log.
func (l *Log) Traits(ctx context.Context, s sequence.Selection, yield func(sequence.Traits) error) error {
	if rows, _, ok, err := l.recent(ctx, &s); ok || err != nil {
		return errors.Join(err, traitsAmong(rows, s, yield))
	}
	return l.scan(ctx, func(v *view) error {
		return l.inParts(ctx, v, s, traitsQuery, func(r array.RecordReader) error {
			rec := r.RecordBatch()
			customers, times := rec.Column(0).(*array.Uint32), rec.Column(1).(*array.Int64)
			for i, object := range texts(rec.Column(2)) {
				t := sequence.Traits{Customer: sequence.CustomerNo(customers.Value(i)), Time: times.Value(i), Object: unsafe.Slice(unsafe.StringData(object), len(object))}
				if err := yield(t); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
