// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

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
			key := quarantineKey(&q)
			if _, err := insert.ExecContext(ctx, now, string(q.Source), q.File, q.Line, q.Column, string(q.Reason), q.Message, raw, key); err != nil {
				return err
			}
			if q.Import == "" {
				continue
			}
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO refusal (import, quarantine_id) SELECT ?, id FROM quarantine WHERE key = ?", q.Import, key); err != nil {
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

// Quarantined lists what was kept aside; see eventlog.Log.
func (l *Log) Quarantined(ctx context.Context, of event.Aside) ([]event.Quarantined, error) {
	var out []event.Quarantined
	query, args := aside(of)
	err := eachRow(ctx, l.journal, query, args, func(r *sql.Rows) error {
		var q event.Quarantined
		var at int64
		if err := r.Scan(&q.ID, &at, &q.Source, &q.File, &q.Line, &q.Column, &q.Reason, &q.Message, &q.Raw); err != nil {
			return err
		}
		q.At = time.UnixMicro(at).UTC()
		out = append(out, q)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("quarantine: %w", err)
	}
	return out, nil
}

// aside is the query for a part of the quarantine.
func aside(of event.Aside) (query string, args []any) {
	var b strings.Builder
	b.WriteString("SELECT id, at, source, file, line, col, reason, message, raw FROM quarantine WHERE 1 = 1")
	and := func(condition string, values ...any) {
		b.WriteString(" AND " + condition)
		args = append(args, values...)
	}
	if of.Source != "" {
		and("source = ?", string(of.Source))
	}
	if of.Reason != "" {
		and("reason = ?", string(of.Reason))
	}
	if of.Text != "" {
		text := strings.ToLower(of.Text)
		and("(instr(lower(CAST(raw AS TEXT)), ?) > 0 OR instr(lower(message), ?) > 0)", text, text)
	}
	if of.Before > 0 {
		and("id < ?", of.Before)
	}
	if len(of.Files) > 0 {
		condition, values := inFiles(of.Files)
		and(condition, values...)
	}
	if of.Import != "" {
		condition, values := inFiles(of.Loaded)
		and("(id IN (SELECT quarantine_id FROM refusal WHERE import = ?) OR "+condition+" AND id NOT IN (SELECT quarantine_id FROM refusal))", append([]any{of.Import}, values...)...)
	}
	b.WriteString(" ORDER BY id DESC LIMIT ?")
	if of.Limit <= 0 {
		of.Limit = -1
	}
	return b.String(), append(args, of.Limit)
}

// inFiles is the condition that a row is of one of some files.
func inFiles(files []string) (condition string, args []any) {
	if len(files) == 0 {
		return "false", nil
	}
	var any []string
	for _, f := range files {
		any, args = append(any, "file = ? OR substr(file, 1, ?) = ?"), append(args, f, utf8.RuneCountInString(f)+1, f+"!")
	}
	return "(" + strings.Join(any, " OR ") + ")", args
}

// Refused counts what was kept aside; see eventlog.Log.
func (l *Log) Refused(ctx context.Context) ([]event.Refused, error) {
	var out []event.Refused
	query := "SELECT source, file, reason, count(*) FROM quarantine GROUP BY source, file, reason ORDER BY count(*) DESC, source, file, reason"
	err := eachRow(ctx, l.journal, query, nil, func(r *sql.Rows) error {
		var x event.Refused
		if err := r.Scan(&x.Source, &x.File, &x.Reason, &x.Rows); err != nil {
			return err
		}
		out = append(out, x)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("quarantine: %w", err)
	}
	return out, nil
}
