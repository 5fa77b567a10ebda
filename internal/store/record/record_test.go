// SPDX-License-Identifier: Apache-2.0

package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
)

func clock() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

func fresh(t *testing.T) *DB {
	t.Helper()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "wend.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func exec(t *testing.T, db *DB, statement string) {
	t.Helper()
	if err := db.Tx(t.Context(), func(tx *sql.Tx) error { _, err := tx.Exec(statement); return err }); err != nil {
		t.Fatal(err)
	}
}

// lines is what a query says, one row a line.
func lines(t *testing.T, db *DB, query string) (out []string) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(t.Context(), query)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		for rows.Next() {
			cells, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			var line []string
			for _, c := range cells {
				line = append(line, c.String)
			}
			out = append(out, strings.Join(line, "|"))
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func schema(t *testing.T, db *DB) []string {
	t.Helper()
	return lines(t, db, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
}

// An installation that went through every version ends up with the tables of a
// new one, and with everything it held on the way.
func TestUpgradeStepByStep(t *testing.T) {
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "wend.db")
	held := map[string][]string{} // rows as they were before the steps to come
	for i, m := range steps {
		if m.number != i+1 {
			t.Errorf("step %d is numbered %d: no gaps", i+1, m.number)
		}
		db, err := open(t.Context(), path, Options{Clock: clock}, steps[:i+1])
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join("testdata", "rows", fmt.Sprintf("%04d_%s.sql", m.number, m.name))
		rows, err := os.ReadFile(name)
		if err != nil {
			t.Fatalf("each step has rows to be kept: %v", err)
		}
		exec(t, db, string(rows))
		for _, table := range lines(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration'") {
			if _, known := held[table]; known {
				continue
			}
			columns := strings.Join(lines(t, db, "SELECT name FROM pragma_table_info('"+table+"')"), ", ")
			query := "SELECT " + columns + " FROM " + table + " ORDER BY 1"
			held[table] = append([]string{query}, lines(t, db, query)...)
			if len(held[table]) == 1 {
				t.Errorf("%s gives no row for %s", name, table)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	old, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = old.Close() }()
	if diff := cmp.Diff(schema(t, fresh(t)), schema(t, old)); diff != "" {
		t.Errorf("an upgraded schema differs from a fresh one: %s", diff)
	}
	for table, want := range held {
		if diff := cmp.Diff(want[1:], lines(t, old, want[0])); diff != "" {
			t.Errorf("%s lost rows: %s", table, diff)
		}
	}
}

func TestAnInterruptedUpgradeGoesOn(t *testing.T) {
	steps := []migration{{1, "a", "CREATE TABLE a (x BIGINT)"}, {2, "b", "CREATE TABLE b (x BIGINT); CREATE TABLE b (x BIGINT)"}}
	path := filepath.Join(t.TempDir(), "wend.db")
	if _, err := open(t.Context(), path, Options{Clock: clock}, steps); err == nil {
		t.Fatal("a step that fails is told")
	}
	steps[1].sql = "CREATE TABLE b (x BIGINT)"
	db, err := open(t.Context(), path, Options{Clock: clock}, steps)
	if err != nil {
		t.Fatal("the failed step left something behind:", err)
	}
	defer func() { _ = db.Close() }()
	want := []string{"a", "b", "migration"}
	if diff := cmp.Diff(want, lines(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")); diff != "" {
		t.Error(diff)
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wend.db")
	db, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	exec(t, db, "INSERT INTO migration (number, name, ran_at) VALUES (9999, 'tomorrow', 1)")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), path, Options{})
	var f *fault.Fault
	if !errors.As(err, &f) || f.Code != fault.Conflict || !strings.Contains(f.Message, "newer Wend") || f.Remedy == "" {
		t.Errorf("a newer schema says: %v", err)
	}
}

func TestTheFileIsItsOwners(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd ?#%name.db")
	db, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, file := range []string{path, path + "-wal"} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the rights %v", file, info.Mode().Perm())
		}
	}
}

// A transaction is whole or not at all, also when it panics, and leaves the
// writer's place to the next.
func TestTxUndoesWhatFailed(t *testing.T) {
	db := fresh(t)
	name := func(name string, end func() error) error {
		return db.Tx(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.Exec("UPDATE workspace SET name = ?", name); err != nil {
				return err
			}
			return end()
		})
	}
	sour := errors.New("sour")
	if err := name("failed", func() error { return sour }); !errors.Is(err, sour) {
		t.Errorf("Tx says %v", err)
	}
	func() {
		defer func() {
			if recover() != "bitter" {
				t.Error("the panic was swallowed")
			}
		}()
		_ = name("panicked", func() error { panic("bitter") })
	}()
	if got := lines(t, db, "SELECT name FROM workspace"); got[0] != "" {
		t.Errorf("the name is %q", got)
	}
	if err := name("kept", func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := lines(t, db, "SELECT name FROM workspace"); got[0] != "kept" {
		t.Errorf("the name is %q", got)
	}
}

// A reader sees one state from its first query to its last, whatever is
// written meanwhile, and cannot hold the writer up.
func TestReadIsASnapshot(t *testing.T) {
	db := fresh(t)
	err := db.Read(t.Context(), func(tx *sql.Tx) error {
		var before, after string
		if err := tx.QueryRow("SELECT name FROM workspace").Scan(&before); err != nil {
			return err
		}
		exec(t, db, "UPDATE workspace SET name = 'new'")
		if err := tx.QueryRow("SELECT name FROM workspace").Scan(&after); err != nil {
			return err
		}
		if before != after {
			t.Errorf("read %q, then %q", before, after)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadRefusesWrites(t *testing.T) {
	db := fresh(t)
	err := db.Read(t.Context(), func(tx *sql.Tx) error { _, err := tx.Exec("UPDATE workspace SET name = 'x'"); return err })
	if err == nil {
		t.Error("a reader wrote")
	}
}

func TestWritersTakeTurns(t *testing.T) {
	db := fresh(t)
	exec(t, db, "UPDATE workspace SET made_at = 0")
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			err := db.Tx(t.Context(), func(tx *sql.Tx) error {
				var n int
				if err := tx.QueryRow("SELECT made_at FROM workspace").Scan(&n); err != nil {
					return err
				}
				_, err := tx.Exec("UPDATE workspace SET made_at = ?", n+1)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := lines(t, db, "SELECT made_at FROM workspace"); got[0] != "20" {
		t.Errorf("20 writers counted to %s", got[0])
	}
}

func TestBackup(t *testing.T) {
	db := fresh(t)
	exec(t, db, "UPDATE workspace SET name = 'kept'")
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	exec(t, db, "UPDATE workspace SET name = 'later'")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy: %v, %v", info.Mode(), err)
	}
	if err := db.Backup(t.Context(), file); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a file that exists: %v", err)
	}
	copied, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = copied.Close() }()
	if got := lines(t, copied, "SELECT name FROM workspace"); got[0] != "kept" {
		t.Errorf("the copy says %q", got)
	}
}

func TestABackupCutShortLeavesNothing(t *testing.T) {
	db := fresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	if err := db.Backup(ctx, filepath.Join(dir, "copy.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("Backup says %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

func TestAuditKeepsOrder(t *testing.T) {
	db := fresh(t)
	for _, did := range []string{"b", "a", "c"} {
		err := db.Tx(t.Context(), func(tx *sql.Tx) error {
			return Audit(t.Context(), tx, Entry{At: clock(), By: "p1", ByName: "Ada", Did: did, On: "x:1", Detail: "d", From: "::1"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"1|b|x:1|p1|Ada|d|::1", "2|a|x:1|p1|Ada|d|::1", "3|c|x:1|p1|Ada|d|::1"}
	if diff := cmp.Diff(want, lines(t, db, "SELECT number, did, target, by_id, by_name, detail, origin FROM audit ORDER BY number")); diff != "" {
		t.Error(diff)
	}
}

func TestIsDuplicate(t *testing.T) {
	db := fresh(t)
	insert := func(id string) error {
		return db.Tx(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.Exec("INSERT INTO workspace (id, name, zone, made_at) VALUES (?, '', 'UTC', 0)", id)
			return err
		})
	}
	if err := insert("main"); !IsDuplicate(err) {
		t.Errorf("a second main: %v", err)
	}
	if err := insert("other"); IsDuplicate(err) || err != nil {
		t.Error(err)
	}
}
