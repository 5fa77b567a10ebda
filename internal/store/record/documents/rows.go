// SPDX-License-Identifier: Apache-2.0

package documents

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/store/record"
)

// scanner is a row, or rows standing at one.
type scanner interface{ Scan(into ...any) error }

// all reads every row of a query.
func all[T any](ctx context.Context, t *sql.Tx, read func(scanner) (T, error), query string, args ...any) (out []T, err error) {
	rows, err := t.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		x, err := read(rows)
		if err != nil {
			return nil, fmt.Errorf("read documents: %w", err)
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// records selects documents, each with its latest version and its draft.
const records = `
	SELECT d.kind, d.id, d.revision, d.spent, d.made_at, d.archived_at,
	       v.number, v.body, v.digest, v.note, v.by_name, v.at,
	       f.body, f.base, f.since, f.by_name, f.at
	FROM document d
	LEFT JOIN document_version v ON v.kind = d.kind AND v.id = d.id AND v.number = d.version
	LEFT JOIN document_draft f ON f.kind = d.kind AND f.id = d.id`

func readRecord(row scanner) (r catalogue.Record, err error) {
	var spent string
	var made, archived int64
	var number, base, since, at, draftAt sql.NullInt64
	var text, digest, note, by, draft, draftBy sql.NullString
	err = row.Scan(&r.Kind, &r.ID, &r.Revision, &spent, &made, &archived,
		&number, &text, &digest, &note, &by, &at,
		&draft, &base, &since, &draftBy, &draftAt)
	if err != nil {
		return r, err
	}
	r.Made, r.Archived = record.Time(made), record.Time(archived)
	if number.Valid {
		r.Latest = &catalogue.Version{
			Number: int(number.Int64), Text: []byte(text.String), Digest: digest.String, Note: note.String, By: by.String, At: record.Time(at.Int64),
		}
	}
	if draft.Valid {
		r.Draft = &catalogue.Draft{Text: []byte(draft.String), Base: int(base.Int64), Since: since.Int64, By: draftBy.String, At: record.Time(draftAt.Int64)}
	}
	return r, json.Unmarshal([]byte(spent), &r.Spent)
}

func readVersion(row scanner) (v catalogue.Version, err error) {
	var at int64
	err = row.Scan(&v.Number, &v.Text, &v.Digest, &v.Note, &v.By, &at)
	v.At = record.Time(at)
	return v, err
}

func readEdit(row scanner, k catalogue.Key) (catalogue.Entry, error) {
	e := catalogue.Entry{Key: k, Did: catalogue.Edited}
	var at int64
	var edits []byte
	if err := row.Scan(&e.Revision, &e.Client, &e.Person, &e.Name, &at, &edits); err != nil {
		return e, err
	}
	e.At = record.Time(at)
	return e, json.Unmarshal(edits, &e.Edits)
}
