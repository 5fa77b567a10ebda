// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
)

// overview is one run of Overview: a view with the caller's conditions.
type overview struct {
	ctx   context.Context
	db    *sql.DB
	from  string // FROM … WHERE …
	args  []any
	happy string // the same without reserved events
	out   *event.Overview
}

// Overview tells what is in the log; see eventlog.Log. Starts, ends and
// durations are of what customers went through, so reserved events (answers,
// counts) take no part in them.
func (l *Log) Overview(ctx context.Context, of eventlog.Scope) (*event.Overview, error) {
	out := &event.Overview{Names: []event.Name{}, Starts: map[string]int64{}, Ends: map[string]int64{}, Channels: map[string]int64{}}
	err := l.scan(ctx, func(v *view) error {
		out.Position = v.position
		var q evidence.Query
		q.Write(v.from() + " WHERE ")
		writeScope(&q, of)
		o := &overview{ctx: ctx, db: l.duck.db, from: q.Text.String(), args: q.Args, out: out}
		o.happy = o.from + fmt.Sprintf(" AND name NOT IN (%s, %s)", quote(event.AnswerGiven), quote(event.CountGiven))
		for _, part := range []func() error{o.totals, o.names, o.channels, o.sources, o.startsAndEnds, o.durations} {
			if err := part(); err != nil {
				return fmt.Errorf("overview: %w", err)
			}
		}
		return nil
	})
	return out, err
}

// Names lists the names of events; see eventlog.Log.
func (l *Log) Names(ctx context.Context, of eventlog.Scope) (names []string, err error) {
	err = l.scan(ctx, func(v *view) error {
		var q evidence.Query
		q.Write("SELECT DISTINCT name FROM " + v.from() + " WHERE ")
		writeScope(&q, of)
		return eachRow(ctx, l.duck.db, q.Text.String(), q.Args, func(r *sql.Rows) error {
			var name string
			if err := r.Scan(&name); err != nil {
				return err
			}
			if !event.Reserved(name) {
				names = append(names, name)
			}
			return nil
		})
	})
	slices.Sort(names)
	return names, err
}

// writeScope writes the conditions of a scope.
func writeScope(q *evidence.Query, of eventlog.Scope) {
	of.Where.SQL(q)
	for _, end := range []struct {
		at   time.Time
		sign string
	}{{of.From, ">="}, {of.To, "<"}, {of.AsOf, "<="}} {
		if !end.at.IsZero() {
			q.Write(fmt.Sprintf(" AND time %s make_timestamp(%d)", end.sign, end.at.UnixMicro()))
		}
	}
	if c := of.Customers; c != nil {
		not := ""
		if c.AllBut {
			not = "NOT "
		}
		q.Write(" AND customer_no "+not+"IN (SELECT unnest(CAST(? AS UINTEGER[])))", c.Numbers)
	}
}

// rows runs a query and calls each for every row.
func (o *overview) rows(query string, each func(*sql.Rows) error) error {
	return eachRow(o.ctx, o.db, query, o.args, each)
}

func eachRow(ctx context.Context, db *sql.DB, query string, args []any, each func(*sql.Rows) error) (err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (o *overview) totals() error {
	query := "SELECT count(*), count(DISTINCT customer_no) FILTER (customer_no > 0), min(time), max(time) FROM " + o.from
	return o.rows(query, func(r *sql.Rows) error {
		var first, last sql.NullTime
		if err := r.Scan(&o.out.Events, &o.out.Customers, &first, &last); err != nil {
			return err
		}
		if first.Valid {
			o.out.First, o.out.Last = &first.Time, &last.Time
		}
		return nil
	})
}

func (o *overview) names() error {
	query := "SELECT name, count(*), count(DISTINCT customer_no) FILTER (customer_no > 0), min(time), max(time) FROM " + o.from + " GROUP BY name ORDER BY count(*) DESC, name"
	return o.rows(query, func(r *sql.Rows) error {
		var n event.Name
		if err := r.Scan(&n.Name, &n.Events, &n.Customers, &n.First, &n.Last); err != nil {
			return err
		}
		o.out.Names = append(o.out.Names, n)
		return nil
	})
}

func (o *overview) channels() error {
	return o.rows("SELECT channel, count(*) FROM "+o.from+" AND channel <> '' GROUP BY channel", o.tally(o.out.Channels))
}

func (o *overview) sources() error {
	return o.rows("SELECT source, count(*), min(time), max(time) FROM "+o.from+" GROUP BY source ORDER BY count(*) DESC, source", func(r *sql.Rows) error {
		var s event.Source
		if err := r.Scan(&s.Source, &s.Events, &s.First, &s.Last); err != nil {
			return err
		}
		o.out.Sources = append(o.out.Sources, s)
		return nil
	})
}

func (o *overview) tally(into map[string]int64) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var name string
		var n int64
		if err := r.Scan(&name, &n); err != nil {
			return err
		}
		into[name] = n
		return nil
	}
}

func (o *overview) startsAndEnds() error {
	for _, end := range []struct {
		pick string
		into map[string]int64
	}{{"arg_min", o.out.Starts}, {"arg_max", o.out.Ends}} {
		query := fmt.Sprintf(`SELECT name, count(*) FROM (
			SELECT %s(name, {'t': time, 's': seq, 'k': key}) AS name FROM %s AND customer_no > 0 GROUP BY customer_no) GROUP BY name`, end.pick, o.happy)
		if err := o.rows(query, o.tally(end.into)); err != nil {
			return err
		}
	}
	return nil
}

func (o *overview) durations() error {
	query := `SELECT count(*), min(s), quantile_cont(s, 0.25), quantile_cont(s, 0.5), avg(s), quantile_cont(s, 0.75), quantile_cont(s, 0.9), quantile_cont(s, 0.95), max(s)
		FROM (SELECT (epoch_us(max(time)) - epoch_us(min(time))) / 1e6 AS s FROM ` + o.happy + ` AND customer_no > 0 GROUP BY customer_no) HAVING count(*) > 0`
	return o.rows(query, func(r *sql.Rows) error {
		d := &event.Durations{}
		o.out.Durations = d
		return r.Scan(&d.N, &d.Min, &d.P25, &d.Median, &d.Mean, &d.P75, &d.P90, &d.P95, &d.Max)
	})
}

// propertySample bounds how many events of a name Properties looks at.
const propertySample = 100_000

// Properties tells which properties the events of a name have; see
// eventlog.Log. It looks at the first 100,000 events of the name and says how
// many those are.
func (l *Log) Properties(ctx context.Context, name string) ([]event.Property, error) {
	out := []event.Property{}
	query := `WITH sample AS (SELECT properties FROM %s WHERE name = ? LIMIT %d),
		pairs AS (SELECT p.key, p.type, p.value FROM sample, json_each(sample.properties) AS p)
		SELECT key, count(*), (SELECT count(*) FROM sample), list_sort(list(DISTINCT type)), count(DISTINCT value),
			list_sort(list(DISTINCT left(CAST(value AS VARCHAR), 60)))[1:5]
		FROM pairs GROUP BY key ORDER BY key`
	err := l.scan(ctx, func(v *view) error {
		return eachRow(ctx, l.duck.db, fmt.Sprintf(query, v.from(), propertySample), []any{name}, func(r *sql.Rows) error {
			var p event.Property
			var types, examples []any
			if err := r.Scan(&p.Name, &p.Events, &p.Sampled, (*anyList)(&types), &p.Distinct, (*anyList)(&examples)); err != nil {
				return err
			}
			for _, t := range types {
				p.Types = append(p.Types, typeName(fmt.Sprint(t)))
			}
			for _, e := range examples {
				p.Examples = append(p.Examples, fmt.Sprint(e))
			}
			out = append(out, p)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("properties of %q: %w", name, err)
	}
	return out, nil
}

// anyList scans DuckDB's lists.
type anyList []any

// Scan takes over a list.
func (a *anyList) Scan(v any) error {
	list, ok := v.([]any)
	if !ok && v != nil {
		return fmt.Errorf("%T is no list", v)
	}
	*a = list
	return nil
}

// typeName names a JSON type as documents do.
func typeName(duck string) string {
	switch duck {
	case "VARCHAR":
		return "text"
	case "BOOLEAN":
		return "boolean"
	case "ARRAY":
		return "list"
	case "OBJECT":
		return "object"
	case "NULL":
		return "nothing"
	}
	return "number"
}
