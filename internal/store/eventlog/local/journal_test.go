// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/listen/event"
)

// A journal of version 1 becomes what a new one is, and keeps its rows.
func TestAJournalIsUpgraded(t *testing.T) {
	dir := t.TempDir()
	fresh, err := openJournal(t.Context(), filepath.Join(dir, "fresh.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = fresh.Close() }()
	before, _, _ := strings.Cut(journalSchema, "-- Which imports refused a row")
	_, behind, _ := strings.Cut(journalSchema, "-- The highest position ever given")
	old := strings.Replace(before+"--"+behind, "user_version = 2", "user_version = 1", 1)
	log := filepath.Join(dir, "log")
	if err := os.MkdirAll(log, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(log, "journal.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{old, "INSERT INTO quarantine (at, source, file, line, col, reason, message, raw, key) VALUES (1, 's', 'a.csv', 7, 1, 'bad_time', 'no such day', x'20', 1)"} {
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := Open(context.Background(), log, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	got, err := l.Quarantined(t.Context(), event.Aside{Import: "i", Loaded: []string{"a.csv"}})
	if err != nil || len(got) != 1 || got[0].Line != 7 {
		t.Errorf("%+v %v", got, err)
	}
	if diff := cmp.Diff(dump(t, fresh), dump(t, l.journal)); diff != "" {
		t.Error(diff)
	}
}

// dump is what a journal's tables are, and its version.
func dump(t *testing.T, db *sql.DB) (out []string) {
	t.Helper()
	err := eachRow(t.Context(), db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL UNION ALL SELECT 'version ' || user_version FROM pragma_user_version ORDER BY 1", nil, func(r *sql.Rows) error {
		var text string
		if err := r.Scan(&text); err != nil {
			return err
		}
		out = append(out, text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
