// SPDX-License-Identifier: Apache-2.0

package accounts

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
)

// AddEntry adds a line to the audit.
func (t tx) AddEntry(ctx context.Context, e people.Entry) error {
	return record.Audit(ctx, t.Tx, record.Entry{
		At: e.At, By: string(e.By), ByName: e.ByName, Did: e.Did, On: e.On, Detail: e.Detail, From: e.From,
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
