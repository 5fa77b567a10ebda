// SPDX-License-Identifier: Apache-2.0

package record

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Entry is one line of the audit: who did what, to what, when, from where.
type Entry struct {
	At     time.Time
	By     string // the person's id; empty for the system and for strangers
	ByName string // as it was then: people leave, the audit stays
	Did    string // noun and verb: journey.publish, person.invite, session.refuse
	On     string // what it was done to: journey:buy-online, person:…
	Detail string // a few plain words: "version 3: new step", "editor → analyst"
	From   string // the address the request came from
}

// Audit adds an entry in the transaction of the change it tells of, so that
// there is never one without the other. At is the writer's own: it comes from
// the same clock as the change.
func Audit(ctx context.Context, tx *sql.Tx, e Entry) error {
	// The number orders entries of the same microsecond. One writer at a time
	// makes it safe to count like this.
	const add = `
		INSERT INTO audit (number, at, by_id, by_name, did, target, detail, origin)
		SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM audit`
	if _, err := tx.ExecContext(ctx, add, Micros(e.At), e.By, e.ByName, e.Did, e.On, e.Detail, e.From); err != nil {
		return fmt.Errorf("audit %s: %w", e.Did, err)
	}
	return nil
}
