// SPDX-License-Identifier: Apache-2.0

// Package record keeps what people write: documents, accounts, notes, the
// audit. This package opens the database, brings its tables up to date, runs
// transactions and takes backups; each consumer's queries live in a small
// sub-package of their own (accounts, documents, notes), which satisfies the
// interface that the consumer declares.
//
// The SQL is one text that SQLite runs today and PostgreSQL can run tomorrow:
// ? for arguments, RETURNING and ON CONFLICT where they help, times as
// microseconds in BIGINT, ids as TEXT, bytes as BYTEA, no reliance on row ids.
// One database holds one workspace.
//
// It imports fault, and nothing else of ours.
package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Options change how a database is opened. The zero value is for production.
type Options struct {
	Clock func() time.Time // notes when a migration ran; nil means time.Now
}

// DB is an open database, safe for concurrent use. Writers take turns, readers
// see the last commit and wait for nobody.
type DB struct {
	path  string
	write *sql.DB // one connection: the writers' queue
	read  *sql.DB
}

// Open opens the database in the file path, or makes it, and brings its tables
// up to date. Every commit is on disk when Tx returns (WAL, synchronous=FULL).
// A database that a newer Wend has changed is refused with a fault.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	steps, err := migrations()
	if err != nil {
		return nil, fmt.Errorf("open records: %w", err)
	}
	return open(ctx, path, o, steps)
}

func open(ctx context.Context, path string, o Options, steps []migration) (*DB, error) {
	if err := createPrivate(path); err != nil {
		return nil, fmt.Errorf("open records: %w", err)
	}
	db := &DB{path: path}
	var err error
	if db.write, err = connect(path, 1, "&_txlock=immediate"); err == nil {
		db.read, err = connect(path, 8, "&_pragma=query_only(1)")
	}
	if err == nil {
		err = db.migrate(ctx, o.Clock, steps)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open records %s: %w", path, err), db.Close())
	}
	return db, nil
}

// createPrivate makes the file for its owner alone: it holds what people
// wrote. SQLite gives its side files the same rights.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func connect(path string, connections int, more string) (*sql.DB, error) {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)" + more
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// Close waits for what is running and closes the database.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.read, db.write} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// Tx runs do as the one writer and commits, or undoes everything when do fails
// or panics. What do reads it reads in the same transaction. do must not call
// Tx: there is one writer.
func (db *DB) Tx(ctx context.Context, do func(*sql.Tx) error) error {
	return inTransaction(ctx, db.write, nil, do)
}

// Read runs do on one snapshot, which later writes do not change. What do
// writes is refused.
func (db *DB) Read(ctx context.Context, do func(*sql.Tx) error) error {
	return inTransaction(ctx, db.read, &sql.TxOptions{ReadOnly: true}, do)
}

func inTransaction(ctx context.Context, pool *sql.DB, o *sql.TxOptions, do func(*sql.Tx) error) error {
	tx, err := pool.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	done := false
	defer func() {
		if !done { // do panicked: free the connection before the panic goes on
			_ = tx.Rollback()
		}
	}()
	err = do(tx)
	done = true
	if err != nil {
		if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
			return errors.Join(err, undo)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// IsDuplicate tells whether err is a row that a UNIQUE or PRIMARY KEY refused.
func IsDuplicate(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// Micros is a time as it is stored. The zero time is 0.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Time is a stored time, in UTC. 0 is the zero time.
func Time(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}
