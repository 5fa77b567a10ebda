// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory/mallocator"
	"github.com/duckdb/duckdb-go/v2"
)

// duckSide is DuckDB in this process, with the events in a table in memory that
// lies in the order of customers and times.
type duckSide struct{ db *sql.DB }

// String is DuckDB's name.
func (*duckSide) String() string { return "DuckDB" }

// Close ends DuckDB.
func (d *duckSide) Close() error { return d.db.Close() }

// openDuckDB starts DuckDB and fills it.
func openDuckDB(ctx context.Context, e *events) (_ *duckSide, err error) {
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return nil, fmt.Errorf("start duckdb: %w", err)
	}
	d := &duckSide{sql.OpenDB(connector)}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	for _, statement := range []string{
		fmt.Sprintf("SET threads = %d", runtime.GOMAXPROCS(0)),
		"CREATE TABLE e (c UINTEGER, t UINTEGER, n UTINYINT)", "CREATE TABLE c (c UINTEGER, tier UTINYINT)",
	} {
		if _, err := d.db.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("%s: %w", statement, err)
		}
	}
	numbers := make([]uint32, e.customers())
	for i := range numbers {
		numbers[i] = uint32(i + 1)
	}
	return d, errors.Join(
		d.fill(ctx, "e", e.len(), func(b *array.RecordBuilder, from, to int) {
			b.Field(0).(*array.Uint32Builder).AppendValues(e.customer[from:to], nil)
			b.Field(1).(*array.Uint32Builder).AppendValues(e.time[from:to], nil)
			b.Field(2).(*array.Uint8Builder).AppendValues(e.step[from:to], nil)
		}, arrow.PrimitiveTypes.Uint32, arrow.PrimitiveTypes.Uint32, arrow.PrimitiveTypes.Uint8),
		d.fill(ctx, "c", len(numbers), func(b *array.RecordBuilder, from, to int) {
			b.Field(0).(*array.Uint32Builder).AppendValues(numbers[from:to], nil)
			b.Field(1).(*array.Uint8Builder).AppendValues(e.tier[from+1:to+1], nil)
		}, arrow.PrimitiveTypes.Uint32, arrow.PrimitiveTypes.Uint8))
}

// fill fills a table through Arrow; add appends some rows to a batch.
func (d *duckSide) fill(ctx context.Context, table string, rows int, add func(b *array.RecordBuilder, from, to int), types ...arrow.DataType) (err error) {
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("fill %s: %w", table, err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	var bridge *duckdb.Arrow
	if err := conn.Raw(func(c any) (err error) {
		bridge, err = duckdb.NewArrowFromConn(c.(driver.Conn))
		return err
	}); err != nil {
		return fmt.Errorf("fill %s: %w", table, err)
	}
	fields := make([]arrow.Field, len(types))
	for i, t := range types {
		fields[i] = arrow.Field{Name: fmt.Sprint("f", i), Type: t}
	}
	b := array.NewRecordBuilder(mallocator.NewMallocator(), arrow.NewSchema(fields, nil)) // DuckDB keeps pointers to it
	defer b.Release()
	const batch = 1 << 22
	for from := 0; from < rows; from += batch {
		add(b, from, min(from+batch, rows))
		if err := insert(ctx, conn, bridge, table, b.NewRecordBatch()); err != nil {
			return fmt.Errorf("fill %s: %w", table, err)
		}
	}
	return nil
}

// insert adds a batch to a table and lets go of it.
func insert(ctx context.Context, conn *sql.Conn, bridge *duckdb.Arrow, table string, batch arrow.RecordBatch) error {
	defer batch.Release()
	reader, err := array.NewRecordReader(batch.Schema(), []arrow.RecordBatch{batch})
	if err != nil {
		return err
	}
	defer reader.Release()
	release, err := bridge.RegisterView(reader, "incoming")
	if err != nil {
		return err
	}
	defer release()
	_, err = conn.ExecContext(ctx, "INSERT INTO "+table+" SELECT * FROM incoming")
	return err
}

// ask asks DuckDB.
func (d *duckSide) ask(ctx context.Context, q question) (answer, error) {
	text, err := q.sql("duckdb")
	if err != nil {
		return nil, err
	}
	rows, err := d.db.QueryContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("%s by DuckDB: %w", q, err)
	}
	defer func() { _ = rows.Close() }() // its error is rows.Err's
	var out []string
	for rows.Next() {
		row, err := duckRow(q, rows)
		if err != nil {
			return nil, fmt.Errorf("%s by DuckDB: %w", q, err)
		}
		out = append(out, row)
	}
	return func() []string { return out }, rows.Err()
}

// duckRow reads one row; there are few.
func duckRow(q question, rows *sql.Rows) (string, error) {
	var counts [len(levels)]int64
	var from, to uint8
	var median float64
	var steps duckdb.Composite[[]uint8]
	var err error
	switch q {
	case funnel:
		err = rows.Scan(&counts[0], &counts[1], &counts[2], &counts[3], &counts[4])
		return reached(-1, counts[:]), err
	case tiered:
		err = rows.Scan(&from, &counts[0], &counts[1], &counts[2], &counts[3], &counts[4])
		return reached(int(from), counts[:]), err
	case transitions:
		err = rows.Scan(&from, &to, &counts[0], &median)
		return followed(touchpoints[from], touchpoints[to], counts[0], median), err
	default:
		err = rows.Scan(&steps, &counts[0])
		return taken(counts[0], named(slices.Clone(steps.Get()))), err
	}
}
