// SPDX-License-Identifier: Apache-2.0

package accounts

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"strings"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
)

// AddEntry adds a line to the audit.
func (t tx) AddEntry(ctx context.Context, e people.Entry) error { return addEntry(ctx, t.Tx, e) }

func addEntry(ctx context.Context, t *sql.Tx, e people.Entry) error {
	return record.Audit(ctx, t, record.Entry{
		At: e.At, By: string(e.By), ByName: e.ByName, Did: e.Did, On: e.On, Detail: e.Detail, From: e.From,
	})
}

// Change runs one statement in a transaction that adds its line to the audit.
// Stores beside the accounts use it.
func Change(ctx context.Context, db *record.DB, e people.Entry, statement string, args ...any) error {
	return db.Tx(ctx, func(t *sql.Tx) error {
		if _, err := t.ExecContext(ctx, statement, args...); err != nil {
			return fmt.Errorf("%s: %w", e.Did, err)
		}
		return addEntry(ctx, t, e)
	})
}

func readEntry(row scanner) (e people.Entry, err error) {
	var at int64
	if err = row.Scan(&e.Number, &at, &e.By, &e.ByName, &e.Did, &e.On, &e.Detail, &e.From); err != nil {
		return e, fmt.Errorf("read audit: %w", err)
	}
	e.At = record.Time(at)
	return e, nil
}

// Entries lists lines of the audit.
func (t tx) Entries(ctx context.Context, q people.AuditQuery) ([]people.Entry, error) {
	before := q.Before
	if before == 0 {
		before = math.MaxInt64
	}
	where, args := []string{"number < ?"}, []any{before}
	if q.On != "" {
		where, args = append(where, "target = ?"), append(args, q.On)
	}
	if q.By != "" {
		where, args = append(where, "by_id = ?"), append(args, q.By)
	}
	return all(ctx, t, readEntry, "SELECT number, at, by_id, by_name, did, target, detail, origin FROM audit WHERE "+
		strings.Join(where, " AND ")+" ORDER BY number DESC LIMIT ?", append(args, q.Limit)...)
}
