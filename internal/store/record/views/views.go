// SPDX-License-Identifier: Apache-2.0

// Package views keeps saved views among the records: it is the Store that
// package view asks for. It holds no rule, only SQL.
package views

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/people/view"
	"github.com/wendcx/wend/internal/store/record"
)

// Store keeps views in db.
type Store struct{ db *record.DB }

// New returns the views in db.
func New(db *record.DB) *Store { return &Store{db} }

// Views lists the views of a person.
func (s *Store) Views(ctx context.Context, of people.ID) (out []view.View, err error) {
	err = s.db.Read(ctx, func(tx *sql.Tx) error { out, err = list(ctx, tx, of); return err })
	return out, err
}

func list(ctx context.Context, tx *sql.Tx, of people.ID) (out []view.View, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, person_id, name, path, pinned, made_at FROM saved_view WHERE person_id = ? ORDER BY lower(name), id", of)
	if err != nil {
		return nil, fmt.Errorf("list views: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var v view.View
		var pinned, made int64
		if err := rows.Scan(&v.ID, &v.Person, &v.Name, &v.Path, &pinned, &made); err != nil {
			return nil, fmt.Errorf("read view: %w", err)
		}
		v.Pinned, v.MadeAt = pinned == 1, record.Time(made)
		out = append(out, v)
	}
	return out, rows.Err()
}

// Save adds or replaces a view.
func (s *Store) Save(ctx context.Context, v view.View) error {
	pinned := 0
	if v.Pinned {
		pinned = 1
	}
	return s.exec(ctx, "save view", `
		INSERT INTO saved_view (id, person_id, name, path, pinned, made_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, path = excluded.path, pinned = excluded.pinned`,
		v.ID, v.Person, v.Name, v.Path, pinned, record.Micros(v.MadeAt))
}

// Remove removes a view of a person.
func (s *Store) Remove(ctx context.Context, of people.ID, id view.ID) error {
	return s.exec(ctx, "remove view", "DELETE FROM saved_view WHERE id = ? AND person_id = ?", id, of)
}

func (s *Store) exec(ctx context.Context, op, statement string, args ...any) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, statement, args...); err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
		return nil
	})
}
