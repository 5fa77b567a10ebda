// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/wendcx/wend/internal/oracle/clickhouse"
)

// clickSide is a ClickHouse server on the loopback interface, with the events in
// a MergeTree that lies in the order of customers and times.
type clickSide struct {
	*clickhouse.Server
	dir string
}

// String is ClickHouse's name.
func (*clickSide) String() string { return "ClickHouse" }

// Close ends the server and removes its data.
func (c *clickSide) Close() error { return errors.Join(c.Server.Close(), os.RemoveAll(c.dir)) }

// openClickHouse starts ClickHouse and fills it.
func openClickHouse(ctx context.Context, e *events, in string) (_ *clickSide, err error) {
	dir, err := os.MkdirTemp(in, "wend-bench-clickhouse-")
	if err != nil {
		return nil, err
	}
	server, err := clickhouse.Open(ctx, dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	c := &clickSide{server, dir}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.Close())
		}
	}()
	numbers := make([]uint32, e.customers())
	for i := range numbers {
		numbers[i] = uint32(i + 1)
	}
	if err := errors.Join(
		c.Exec(ctx, "CREATE TABLE e (c UInt32 CODEC(NONE), t UInt32 CODEC(NONE), n UInt8 CODEC(NONE)) ENGINE = MergeTree ORDER BY (c, t)"),
		c.Exec(ctx, "CREATE TABLE c (c UInt32, tier UInt8) ENGINE = MergeTree ORDER BY c"),
	); err != nil {
		return nil, err
	}
	return c, errors.Join(
		c.Insert(ctx, "e", clickhouse.Numbers("c", e.customer), clickhouse.Numbers("t", e.time), clickhouse.Numbers("n", e.step)),
		c.Insert(ctx, "c", clickhouse.Numbers("c", numbers), clickhouse.Numbers("tier", e.tier[1:])),
		c.Exec(ctx, "OPTIMIZE TABLE e FINAL"), c.Exec(ctx, "OPTIMIZE TABLE c FINAL"),
	)
}

// ask asks ClickHouse, with all cores and without the caches of results. Blocks
// of this size and columns without compression took less time than its defaults.
func (c *clickSide) ask(ctx context.Context, q question) (answer, error) {
	text, err := q.sql("clickhouse")
	if err != nil {
		return nil, err
	}
	settings := fmt.Sprintf(" SETTINGS max_threads = %d, use_query_cache = 0, use_query_condition_cache = 0, optimize_aggregation_in_order = 1, join_algorithm = 'full_sorting_merge', max_block_size = 32768", runtime.GOMAXPROCS(0))
	rows, err := c.Query(ctx, text+settings)
	if err != nil {
		return nil, fmt.Errorf("%s by ClickHouse: %w", q, err)
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		if out[i], err = clickRow(q, r); err != nil {
			return nil, fmt.Errorf("%s by ClickHouse: %q: %w", q, r, err)
		}
	}
	return func() []string { return out }, nil
}

// clickRow reads one row; there are few.
func clickRow(q question, row []string) (string, error) {
	if q == variants {
		count, err := strconv.ParseInt(row[1], 10, 64)
		steps, wrong := whole(strings.Split(strings.Trim(row[0], "[]"), ","))
		return taken(count, named(steps)), errors.Join(err, wrong)
	}
	if q == transitions {
		n, err := whole(row[:3])
		median, wrong := strconv.ParseFloat(row[3], 64)
		if err = errors.Join(err, wrong); err != nil {
			return "", err
		}
		return followed(touchpoints[n[0]], touchpoints[n[1]], n[2], median), nil
	}
	n, err := whole(row)
	if err != nil {
		return "", err
	}
	if q == tiered {
		return reached(int(n[0]), n[1:]), nil
	}
	return reached(-1, n), nil
}

// whole reads whole numbers.
func whole(texts []string) ([]int64, error) {
	out := make([]int64, len(texts))
	for i, s := range texts {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}
