// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"slices"

	_ "github.com/duckdb/duckdb-go/v2" // the driver

	"github.com/wendcx/wend/internal/listen/event"
)

// statements are the questions in SQL, over these tables: e, the events that the
// question is about; step, the steps of a funnel; exclusion.
//
//go:embed sql/*.sql
var statements embed.FS

// SQL is an engine that says questions in SQL, to DuckDB, over raw events. It
// knows nothing of how our own code works, nor of journeys.
type SQL struct{ db *sql.DB }

// OpenSQL starts the engine.
func OpenSQL(ctx context.Context) (*SQL, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // the tables are a connection's own
	e := &SQL{db}
	return e, e.run(ctx, "tables")
}

// Close ends the engine.
func (e *SQL) Close() error { return e.db.Close() }

// Name is "sql".
func (e *SQL) Name() string { return "sql" }

// run runs the statements of a file.
func (e *SQL) run(ctx context.Context, name string, args ...any) error {
	text, err := statements.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return err
	}
	if _, err := e.db.ExecContext(ctx, string(text), args...); err != nil {
		return fmt.Errorf("%s.sql: %w", name, err)
	}
	return nil
}

// fill puts the events that a question is about into the tables.
func (e *SQL) fill(ctx context.Context, w *World, q *Question) error {
	if err := e.run(ctx, "tables"); err != nil {
		return err
	}
	for _, x := range w.Events {
		if event.Reserved(x.Name) || x.Traits != nil || x.Time > q.AsOf.UnixMicro() {
			continue
		}
		if _, err := e.db.ExecContext(ctx, "INSERT INTO e VALUES (?, ?, ?, ?, ?)", string(x.Customer), x.Time, x.Seq, x.Name, x.Channel); err != nil {
			return err
		}
	}
	return nil
}

// Answer answers with a statement of its own for each verb.
func (e *SQL) Answer(ctx context.Context, w *World, q *Question) (*Table, error) {
	if w.Journey != nil {
		return nil, declined("journeys")
	}
	if slices.ContainsFunc(w.Events, func(x event.Event) bool { return x.Undated }) {
		return nil, declined("undated events")
	}
	if err := e.fill(ctx, w, q); err != nil {
		return nil, err
	}
	switch q.Verb {
	case "funnel", "histogram":
		return e.funnel(ctx, q)
	case "variants", "transitions", "starts", "ends", "rework", "continuity":
		return e.table(ctx, q.Verb, q.Top)
	case "levels":
		return e.levels(ctx, q)
	case "retention", "lifecycle", "stickiness":
		return e.periods(ctx, q)
	}
	return nil, declined(q.Verb)
}

// table answers with the rows of a statement. Columns whose names end in _s are
// seconds; the table calls them by what comes before. top 0 takes all rows.
func (e *SQL) table(ctx context.Context, name string, top int, args ...any) (_ *Table, err error) {
	text, err := statements.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return nil, err
	}
	rows, err := e.db.QueryContext(ctx, string(text), args...)
	if err != nil {
		return nil, fmt.Errorf("%s.sql: %w", name, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out, err := scan(rows)
	if err == nil && top > 0 && top < len(out.Rows) {
		out.Rows = out.Rows[:top]
	}
	return out, err
}
