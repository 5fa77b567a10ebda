// SPDX-License-Identifier: Apache-2.0

// Package sources keeps the senders of events among the records: it is the Store
// that package source asks for. It holds no rule, only SQL.
package sources

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/wendcx/wend/internal/listen/source"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// Store keeps sources in db.
type Store struct{ db *record.DB }

// New returns the sources in db.
func New(db *record.DB) *Store { return &Store{db} }

// Sources lists the sources with their keys.
func (s *Store) Sources(ctx context.Context) (out []source.Source, err error) {
	err = s.db.Read(ctx, func(tx *sql.Tx) error { out, err = list(ctx, tx); return err })
	return out, err
}

func list(ctx context.Context, tx *sql.Tx) (out []source.Source, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT s.id, s.title, s.made_at, k.id, k.hint, k.digest, k.made_at
		FROM source s LEFT JOIN source_key k ON k.source_id = s.id ORDER BY s.id, k.made_at DESC, k.id`)
	if err != nil {
		return nil, fmt.Errorf("list sources: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var one source.Source
		var made int64
		var key, hint, digest sql.NullString
		var keyMade sql.NullInt64
		if err := rows.Scan(&one.ID, &one.Title, &made, &key, &hint, &digest, &keyMade); err != nil {
			return nil, fmt.Errorf("read source: %w", err)
		}
		one.MadeAt = record.Time(made)
		if len(out) == 0 || out[len(out)-1].ID != one.ID {
			out = append(out, one)
		}
		if !key.Valid {
			continue
		}
		k := source.Key{ID: source.KeyID(key.String), Source: one.ID, Hint: hint.String, MadeAt: record.Time(keyMade.Int64)}
		if n, err := hex.Decode(k.Digest[:], []byte(digest.String)); err != nil || n != len(k.Digest) {
			return nil, fmt.Errorf("read key %s: its digest is damaged", k.ID)
		}
		last := &out[len(out)-1]
		last.Keys = append(last.Keys, k)
	}
	return out, rows.Err()
}

// Save adds a source, or changes its title.
func (s *Store) Save(ctx context.Context, one source.Source, e people.Entry) error {
	return accounts.Change(ctx, s.db, e, "INSERT INTO source (id, title, made_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title",
		one.ID, one.Title, record.Micros(one.MadeAt))
}

// AddKey adds a key.
func (s *Store) AddKey(ctx context.Context, k source.Key, e people.Entry) error {
	return accounts.Change(ctx, s.db, e, "INSERT INTO source_key (id, source_id, hint, digest, made_at) VALUES (?, ?, ?, ?, ?)",
		k.ID, k.Source, k.Hint, hex.EncodeToString(k.Digest[:]), record.Micros(k.MadeAt))
}

// RemoveKey removes a key.
func (s *Store) RemoveKey(ctx context.Context, id source.KeyID, e people.Entry) error {
	return accounts.Change(ctx, s.db, e, "DELETE FROM source_key WHERE id = ?", id)
}
