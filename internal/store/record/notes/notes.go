// SPDX-License-Identifier: Apache-2.0

// Package notes keeps notes on dates among the records: it is the Store that
// package note asks for. It holds no rule, only SQL.
package notes

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/wendcx/wend/internal/monitor/note"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// Store keeps notes in db.
type Store struct{ db *record.DB }

// New returns the notes in db.
func New(db *record.DB) *Store { return &Store{db} }

// Notes lists the notes.
func (s *Store) Notes(ctx context.Context) (out []note.Note, err error) {
	err = s.db.Read(ctx, func(tx *sql.Tx) error { out, err = list(ctx, tx); return err })
	return out, err
}

func list(ctx context.Context, tx *sql.Tx) (out []note.Note, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, first_day, last_day, title, kind, by_id, by_name, made_at FROM note ORDER BY first_day, made_at, id")
	if err != nil {
		return nil, fmt.Errorf("list notes: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var n note.Note
		var made int64
		if err := rows.Scan(&n.ID, &n.First, &n.Last, &n.Title, &n.Kind, &n.By, &n.ByName, &made); err != nil {
			return nil, fmt.Errorf("read note: %w", err)
		}
		n.MadeAt = record.Time(made)
		out = append(out, n)
	}
	return out, rows.Err()
}

// Add adds a note.
func (s *Store) Add(ctx context.Context, n note.Note, e people.Entry) error {
	return accounts.Change(ctx, s.db, e, "INSERT INTO note (id, first_day, last_day, title, kind, by_id, by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		n.ID, n.First, n.Last, n.Title, n.Kind, n.By, n.ByName, record.Micros(n.MadeAt))
}

// Remove removes a note.
func (s *Store) Remove(ctx context.Context, id note.ID, e people.Entry) error {
	return accounts.Change(ctx, s.db, e, "DELETE FROM note WHERE id = ?", id)
}
