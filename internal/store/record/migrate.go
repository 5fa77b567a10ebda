// SPDX-License-Identifier: Apache-2.0

package record

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// files are the migrations, one subject each. A file that has been released
// never changes: what is to be different goes into a new one.
//
//go:embed migrations/*.sql
var files embed.FS

// migration is one step of the schema: 0001_people.sql is {1, "people", …}.
type migration struct {
	number int
	name   string
	sql    string
}

// migrations reads the embedded steps, in order.
func migrations() ([]migration, error) {
	entries, err := fs.ReadDir(files, "migrations")
	if err != nil {
		return nil, err
	}
	var out []migration
	for _, e := range entries {
		digits, name, _ := strings.Cut(strings.TrimSuffix(e.Name(), ".sql"), "_")
		number, err := strconv.Atoi(digits)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", e.Name(), err)
		}
		text, err := fs.ReadFile(files, "migrations/"+e.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, migration{number, name, string(text)})
	}
	slices.SortFunc(out, func(a, b migration) int { return cmp.Compare(a.number, b.number) })
	return out, nil
}

// migrate runs the steps that the database has not seen, each in a transaction
// of its own, so that an interrupted upgrade goes on where it stopped.
func (db *DB) migrate(ctx context.Context, clock func() time.Time, steps []migration) error {
	seen, err := db.seen(ctx)
	if err != nil {
		return err
	}
	for number, name := range seen {
		if !slices.ContainsFunc(steps, func(m migration) bool { return m.number == number }) {
			return fault.New(fault.Conflict, "the records were changed by a newer Wend (step %d, %s)", number, name).
				WithRemedy("use that version, or restore a backup made before the upgrade")
		}
	}
	for _, m := range steps {
		if _, done := seen[m.number]; done {
			continue
		}
		err := db.Tx(ctx, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, m.sql); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO migration (number, name, ran_at) VALUES (?, ?, ?)", m.number, m.name, Micros(clock()))
			return err
		})
		if err != nil {
			return fmt.Errorf("migration %d %s: %w", m.number, m.name, err)
		}
	}
	return nil
}

// seen lists the steps that the database has been through.
func (db *DB) seen(ctx context.Context) (map[int]string, error) {
	out := map[int]string{}
	err := db.Tx(ctx, func(tx *sql.Tx) error {
		const table = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, ran_at BIGINT NOT NULL)"
		if _, err := tx.ExecContext(ctx, table); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, "SELECT number, name FROM migration")
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var number int
			var name string
			if err := rows.Scan(&number, &name); err != nil {
				return err
			}
			out[number] = name
		}
		return rows.Err()
	})
	return out, err
}
