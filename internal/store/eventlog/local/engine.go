// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/arrow/memory/mallocator"
	"github.com/duckdb/duckdb-go/v2"
)

// duck is the query engine: DuckDB in memory, over segments and the unsealed
// tail. It holds no truth.
type duck struct {
	db    *sql.DB
	alloc memory.Allocator // C memory, since DuckDB keeps pointers to it
	loads atomic.Int64

	forgetting sync.Mutex
}

// openDuck starts an engine that spills to tmp and stays within memory bytes.
func openDuck(tmp string, memory int64, threads int) (*duck, error) {
	connector, err := duckdb.NewConnector("", func(exec driver.ExecerContext) error {
		for _, set := range []string{
			fmt.Sprintf("SET threads = %d", threads),
			fmt.Sprintf("SET memory_limit = '%dMiB'", memory>>20),
			"SET temp_directory = " + quote(filepath.Join(tmp, "spill")),
			"SET preserve_insertion_order = true",
			"SET TimeZone = 'UTC'",
		} {
			if _, err := exec.ExecContext(context.Background(), set, nil); err != nil {
				return fmt.Errorf("%s: %w", set, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("start duckdb: %w", err)
	}
	d := &duck{db: sql.OpenDB(connector), alloc: mallocator.NewMallocator()}
	if _, err := d.db.Exec(createTail); err != nil {
		return nil, errors.Join(fmt.Errorf("start duckdb: %w", err), d.db.Close())
	}
	return d, nil
}

func (d *duck) close() error { return d.db.Close() }

// forget deletes from the tail what lies in segments. One at a time: DuckDB
// refuses to delete a row that another transaction is deleting.
func (d *duck) forget(upTo int64) error {
	d.forgetting.Lock()
	defer d.forgetting.Unlock()
	_, err := d.db.Exec(fmt.Sprintf("DELETE FROM tail WHERE position <= %d", upTo))
	return err
}

// file writes a path as an SQL literal for DuckDB's readers, which take paths
// for patterns.
func file(path string) string {
	return quote(strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(path))
}

// quote writes a text as an SQL literal, where DuckDB takes no parameter.
func quote(s string) string {
	out := []byte{'\''}
	for i := range len(s) {
		if s[i] == '\'' {
			out = append(out, '\'')
		}
		out = append(out, s[i])
	}
	return string(append(out, '\''))
}

// withArrow runs do with a connection of its own.
func (d *duck) withArrow(ctx context.Context, do func(*duckdb.Arrow, *sql.Conn) error) (err error) {
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("duckdb connection: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	var bridge *duckdb.Arrow
	err = conn.Raw(func(c any) (err error) {
		bridge, err = duckdb.NewArrowFromConn(c.(driver.Conn))
		return err
	})
	if err != nil {
		return fmt.Errorf("duckdb connection: %w", err)
	}
	return do(bridge, conn)
}

// load runs a statement that reads rows through a view, whose name it is told, and returns
// how many it took in. The statement must take every column and row of the view: DuckDB
// would ask its source for fewer, which hands out all it has, and mix them up.
func (d *duck) load(ctx context.Context, rows []row, statement func(view string) string) (taken int64, err error) {
	err = d.withArrow(ctx, func(bridge *duckdb.Arrow, conn *sql.Conn) (err error) {
		recs := records(d.alloc, rows)
		reader, err := array.NewRecordReader(schema, recs)
		for _, r := range recs {
			r.Release()
		}
		if err != nil {
			return err
		}
		defer reader.Release()
		// All connections see all views, so each has a name of its own.
		view := fmt.Sprintf("incoming_%d", d.loads.Add(1))
		release, err := bridge.RegisterView(reader, view)
		if err != nil {
			return err
		}
		defer release()
		defer func() {
			_, e := conn.ExecContext(context.WithoutCancel(ctx), "DROP VIEW "+view)
			err = errors.Join(err, e)
		}()
		result, err := conn.ExecContext(ctx, statement(view))
		if err != nil {
			return err
		}
		taken, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("load rows: %w", err)
	}
	return taken, nil
}

// scan streams the result of a query as Arrow records.
func (d *duck) scan(ctx context.Context, query string, args []any, each func(array.RecordReader) error) error {
	return d.withArrow(ctx, func(bridge *duckdb.Arrow, _ *sql.Conn) error {
		reader, err := bridge.QueryContext(ctx, query, args...)
		if err != nil {
			return fmt.Errorf("query: %w", err)
		}
		defer reader.Release()
		for reader.Next() {
			if err := errors.Join(ctx.Err(), each(reader)); err != nil {
				return err
			}
		}
		return reader.Err()
	})
}
