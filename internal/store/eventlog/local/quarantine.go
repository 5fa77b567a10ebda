// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/zeebo/xxh3"

	"github.com/wendcx/wend/internal/listen/event"
)

// Quarantine keeps what could not become an event; see eventlog.Log. It is
// durable when it returns.
func (l *Log) Quarantine(ctx context.Context, rows []event.Quarantined) error {
	if len(rows) == 0 {
		return nil
	}
	now := l.options.Clock().UnixMicro()
	l.write.Lock()
	defer l.write.Unlock()
	err := inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, "INSERT OR IGNORE INTO quarantine (at, source, file, line, col, reason, message, raw, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer func() { _ = insert.Close() }()
		for _, q := range rows {
			raw := q.Raw
			if len(raw) > event.MaxRaw {
				raw = raw[:event.MaxRaw]
			}
			if raw == nil {
				raw = []byte{}
			}
			if _, err := insert.ExecContext(ctx, now, string(q.Source), q.File, q.Line, q.Column, string(q.Reason), q.Message, raw, quarantineKey(&q)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("quarantine: %w", err)
	}
	return nil
}

// quarantineKey tells whether two rows are one that came twice: on another line
// too, since files grow.
func quarantineKey(q *event.Quarantined) int64 {
	h := xxh3.New()
	for _, part := range []string{string(q.Source), q.File, string(q.Reason)} {
		_, _ = h.WriteString(part)
		_, _ = h.Write([]byte{0})
	}
	_, _ = h.Write(q.Raw)
	return int64(h.Sum64())
}

// Quarantined lists what was kept aside, newest first; limit 0 lists all.
func (l *Log) Quarantined(ctx context.Context, limit int) ([]event.Quarantined, error) {
	if limit <= 0 {
		limit = -1
	}
	var out []event.Quarantined
	err := eachRow(ctx, l.journal, "SELECT source, file, line, col, reason, message, raw FROM quarantine ORDER BY id DESC LIMIT ?", []any{limit}, func(r *sql.Rows) error {
		var q event.Quarantined
		if err := r.Scan(&q.Source, &q.File, &q.Line, &q.Column, &q.Reason, &q.Message, &q.Raw); err != nil {
			return err
		}
		out = append(out, q)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("quarantine: %w", err)
	}
	return out, nil
}
