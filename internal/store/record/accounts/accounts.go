// SPDX-License-Identifier: Apache-2.0

// Package accounts keeps people's accounts among the records: it is the Store
// that package people asks for. It holds no rule, only SQL; it imports people
// for what it keeps, and record for where.
package accounts

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
)

// Store keeps accounts in db.
type Store struct{ db *record.DB }

// New returns the accounts in db.
func New(db *record.DB) *Store { return &Store{db} }

// Write runs do in one transaction; see people.Store.
func (s *Store) Write(ctx context.Context, do func(people.Tx) error) error {
	return s.db.Tx(ctx, func(t *sql.Tx) error { return do(tx{t}) })
}

// Read runs do on one snapshot; see people.Store.
func (s *Store) Read(ctx context.Context, do func(people.Tx) error) error {
	return s.db.Read(ctx, func(t *sql.Tx) error { return do(tx{t}) })
}

// tx is a people.Tx.
type tx struct{ *sql.Tx }

// exec runs a statement; op says what for, should it fail.
func (t tx) exec(ctx context.Context, op, statement string, args ...any) error {
	if _, err := t.ExecContext(ctx, statement, args...); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	return nil
}

// scanner is a row, or rows standing at one.
type scanner interface{ Scan(into ...any) error }

// one reads the row of a query that has one at most.
func one[T any](ctx context.Context, t tx, read func(scanner) (T, error), query string, args ...any) (T, bool, error) {
	out, err := read(t.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		var none T
		return none, false, nil
	}
	return out, err == nil, err
}

// all reads every row of a query.
func all[T any](ctx context.Context, t tx, read func(scanner) (T, error), query string, args ...any) (out []T, err error) {
	rows, err := t.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		x, err := read(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// toDigest reads a stored digest.
func toDigest(b []byte) (d people.Digest, err error) {
	if len(b) != len(d) {
		return d, fmt.Errorf("a digest of %d bytes", len(b))
	}
	return people.Digest(b), nil
}
