// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	_ "github.com/duckdb/duckdb-go/v2" // the other side

	"github.com/wendcx/wend/internal/sim"
)

// importing measures wend import against DuckDB's own COPY … FROM of the same
// file. Wend checks every row, gives it an identity, compares it with what is
// there and makes it durable; COPY parses and types it.
func importing(ctx context.Context, o options) (_ string, err error) {
	dir, err := os.MkdirTemp(o.dir, "wend-bench-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	w, err := sim.WriteFiles(sim.Config{Seed: 1, Start: start, Days: 90}, dir, o.bytes)
	if err != nil {
		return "", err
	}
	file, data := filepath.Join(dir, "events.csv"), filepath.Join(dir, "data")
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	sides := []struct {
		name string
		run  []string
	}{
		{"wend import", []string{o.wend, "import", "--data", data, "--map", filepath.Join(dir, "mapping.yaml"), file}},
		{"DuckDB COPY, into memory", []string{self, "duckdb-copy", file, ""}},
		{"DuckDB COPY, into a file", []string{self, "duckdb-copy", file, filepath.Join(data, "copy.duckdb")}},
	}
	runs := make([][]sample, len(sides))
	for range o.runs {
		for i, side := range sides {
			if err := errors.Join(os.RemoveAll(data), os.MkdirAll(data, 0o700)); err != nil {
				return "", err
			}
			s, err := child(ctx, side.run[0], side.run[1:]...)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(os.Stderr, "%-26s %6.1f s  %5d MB\n", side.name, s.seconds, s.rss>>20)
			runs[i] = append(runs[i], s)
		}
	}
	text := fmt.Sprintf("One CSV file of %s bytes with %s events and 20 columns; median of %d runs in turn, memory at most.\n\n", grouped(w.Bytes), grouped(int64(w.Events)), o.runs)
	text += "| | seconds | events a second | memory | speed against COPY into memory |\n|---|---:|---:|---:|---:|\n"
	memory := median(runs[1])
	for i, side := range sides {
		m := median(runs[i])
		text += fmt.Sprintf("| %s | %.1f | %s | %d MB | %.2f |\n", side.name, m.seconds, grouped(int64(float64(w.Events)/m.seconds)), m.rss>>20, memory.seconds/m.seconds)
	}
	return text, nil
}

// copyTable is the file's table with its types.
const copyTable = `CREATE TABLE events (message_id VARCHAR, customer_id VARCHAR, event VARCHAR, time TIMESTAMPTZ, channel VARCHAR, order_id VARCHAR, ticket_id VARCHAR,
	product VARCHAR, price DOUBLE, revenue DOUBLE, promised_for VARCHAR, carrier VARCHAR, campaign VARCHAR, page_url VARCHAR, device VARCHAR, reason VARCHAR,
	store VARCHAR, topic VARCHAR, region VARCHAR, kind VARCHAR)`

// duckdbCopy is DuckDB's side, in a process of its own. database is a file, or
// "" for memory.
func duckdbCopy(ctx context.Context, file, database string) (err error) {
	db, err := sql.Open("duckdb", database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, statement := range []string{copyTable, "COPY events FROM '" + file + "' (FORMAT csv, HEADER, DELIMITER ',')"} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
