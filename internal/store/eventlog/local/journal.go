// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"

	_ "modernc.org/sqlite" // the journal's database
)

//go:embed journal.sql
var journalSchema string

//go:embed journal_2.sql
var journalUpgrade string // of a journal of version 1

// journalVersion is the version of journal.sql.
const journalVersion = 2

// openJournal opens or makes the journal. Every commit is on disk when it
// returns (WAL, synchronous=FULL).
func openJournal(ctx context.Context, path string) (*sql.DB, error) {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_txlock=immediate"
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	if err := prepareJournal(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("open journal %s: %w", path, err), db.Close())
	}
	return db, nil
}

func prepareJournal(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version == journalVersion {
		return nil
	}
	if text, known := map[int]string{0: journalSchema, 1: journalUpgrade}[version]; known {
		return inTransaction(ctx, db, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, text)
			return err
		})
	}
	return fmt.Errorf("it was written by a newer wend (version %d)", version)
}

// inTransaction runs do and commits, or rolls back when do fails.
func inTransaction(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// saveDictionary writes the numbers given since the last commit.
func (l *Log) saveDictionary(ctx context.Context, tx *sql.Tx) error {
	d := l.customers
	if d.flushed == d.len() {
		return nil
	}
	first := d.flushed + 1
	_, err := tx.ExecContext(ctx, "INSERT INTO dictionary (first, count, body) VALUES (?, ?, ?)", first, d.len()-d.flushed, d.page(first, d.len()))
	return err
}

func (l *Log) loadDictionary(ctx context.Context) error {
	l.customers = newDictionary()
	rows, err := l.journal.QueryContext(ctx, "SELECT count, body FROM dictionary ORDER BY first")
	if err != nil {
		return fmt.Errorf("read dictionary: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var count int
		var body []byte
		if err := rows.Scan(&count, &body); err != nil {
			return fmt.Errorf("read dictionary: %w", err)
		}
		if err := l.customers.load(body, count); err != nil {
			return fmt.Errorf("read dictionary: %w", err)
		}
	}
	return rows.Err()
}

func (l *Log) loadErased(ctx context.Context) error {
	l.erased = map[uint64]struct{}{}
	rows, err := l.journal.QueryContext(ctx, "SELECT key FROM erased")
	if err != nil {
		return fmt.Errorf("read erased: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			return fmt.Errorf("read erased: %w", err)
		}
		l.erased[uint64(key)] = struct{}{}
	}
	return rows.Err()
}
