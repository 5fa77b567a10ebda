// SPDX-License-Identifier: Apache-2.0

// Package acceptances keeps accepted deviations among the records: it is the Store
// that package acceptance asks for. It holds no rule, only SQL.
package acceptances

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
	"github.com/wendcx/wend/internal/understand/acceptance"
)

// Store keeps acceptances in db.
type Store struct{ db *record.DB }

// New returns the acceptances in db.
func New(db *record.DB) *Store { return &Store{db} }

// Accepted lists what is accepted on a journey.
func (s *Store) Accepted(ctx context.Context, of journey.ID) (out []acceptance.Acceptance, err error) {
	err = s.db.Read(ctx, func(tx *sql.Tx) error { out, err = list(ctx, tx, of); return err })
	return out, err
}

func list(ctx context.Context, tx *sql.Tx, of journey.ID) (out []acceptance.Acceptance, err error) {
	const query = "SELECT class, step, most, reason, by_id, by_name, at FROM accepted_deviation WHERE journey = ? ORDER BY at, class, step"
	rows, err := tx.QueryContext(ctx, query, string(of))
	if err != nil {
		return nil, fmt.Errorf("list accepted deviations: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		a := acceptance.Acceptance{Journey: of}
		var at int64
		if err := rows.Scan(&a.Class, &a.Step, &a.Count, &a.Reason, &a.By, &a.ByName, &at); err != nil {
			return nil, fmt.Errorf("read accepted deviation: %w", err)
		}
		a.At = record.Time(at)
		out = append(out, a)
	}
	return out, rows.Err()
}

// Accept keeps an acceptance.
func (s *Store) Accept(ctx context.Context, a acceptance.Acceptance, e people.Entry) error {
	const statement = `INSERT INTO accepted_deviation (journey, class, step, most, reason, by_id, by_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (journey, class, step) DO UPDATE SET most = excluded.most, reason = excluded.reason, by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at`
	return accounts.Change(ctx, s.db, e, statement, string(a.Journey), string(a.Class), a.Step, a.Count, a.Reason, string(a.By), a.ByName, record.Micros(a.At))
}

// TakeBack removes an acceptance.
func (s *Store) TakeBack(ctx context.Context, a acceptance.Acceptance, e people.Entry) error {
	return accounts.Change(ctx, s.db, e, "DELETE FROM accepted_deviation WHERE journey = ? AND class = ? AND step = ?", string(a.Journey), string(a.Class), a.Step)
}
