// SPDX-License-Identifier: Apache-2.0

// Package documents keeps journeys and the documents around them among the
// records: it is the Store that package catalogue asks for. It holds no rule,
// only SQL; it imports catalogue for what it keeps, and record for where.
package documents

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/store/record"
)

// Store keeps documents in db.
type Store struct{ db *record.DB }

// New returns the documents in db.
func New(db *record.DB) *Store { return &Store{db} }

// Write runs do in one transaction; see catalogue.Store.
func (s *Store) Write(ctx context.Context, do func(catalogue.Tx) error) error {
	return s.db.Tx(ctx, func(t *sql.Tx) error { return do(tx{t}) })
}

// Records returns every document with its latest version and its draft.
func (s *Store) Records(ctx context.Context) (out []catalogue.Record, err error) {
	err = s.db.Read(ctx, func(t *sql.Tx) error {
		out, err = all(ctx, t, readRecord, records+" ORDER BY d.kind, d.id")
		return err
	})
	return out, err
}

// Versions returns all versions of a document, the first one first.
func (s *Store) Versions(ctx context.Context, k catalogue.Key) (out []catalogue.Version, err error) {
	const query = "SELECT number, body, digest, note, by_name, at FROM document_version WHERE kind = ? AND id = ? ORDER BY number"
	err = s.db.Read(ctx, func(t *sql.Tx) error {
		out, err = all(ctx, t, readVersion, query, k.Kind, k.ID)
		return err
	})
	return out, err
}

// EditsSince returns the edits of a draft after a revision, in order.
func (s *Store) EditsSince(ctx context.Context, k catalogue.Key, revision int64) (out []catalogue.Entry, err error) {
	const query = `
		SELECT revision, client, by_id, by_name, at, edits FROM document_edit
		WHERE kind = ? AND id = ? AND revision > ? ORDER BY revision`
	err = s.db.Read(ctx, func(t *sql.Tx) error {
		out, err = all(ctx, t, func(row scanner) (catalogue.Entry, error) { return readEdit(row, k) }, query, k.Kind, k.ID, revision)
		return err
	})
	return out, err
}

// tx is a catalogue.Tx.
type tx struct{ *sql.Tx }

// Record returns a document as it is in the transaction.
func (t tx) Record(ctx context.Context, k catalogue.Key) (catalogue.Record, error) {
	list, err := all(ctx, t.Tx, readRecord, records+" WHERE d.kind = ? AND d.id = ?", k.Kind, k.ID)
	if err != nil || len(list) == 0 {
		return catalogue.Record{Key: k}, err
	}
	return list[0], nil
}

// Keep stores a document and what was done to it.
func (t tx) Keep(ctx context.Context, r catalogue.Record, e catalogue.Entry) error {
	var latest int
	err := t.QueryRowContext(ctx, "SELECT version FROM document WHERE kind = ? AND id = ?", r.Kind, r.ID).Scan(&latest)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read %s: %w", r.Key, err)
	}
	for _, step := range []func() error{
		func() error { return t.keepDocument(ctx, r, latest) },
		func() error { return t.keepVersion(ctx, r, latest) },
		func() error { return t.keepDraft(ctx, r) },
		func() error { return t.keepEntry(ctx, e) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("keep %s: %w", r.Key, err)
		}
	}
	return nil
}

func (t tx) keepDocument(ctx context.Context, r catalogue.Record, latest int) error {
	spent, err := json.Marshal(r.Spent)
	if err != nil {
		return err
	}
	if r.Latest != nil {
		latest = r.Latest.Number
	}
	const keep = `
		INSERT INTO document (kind, id, version, revision, spent, made_at, archived_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, revision = excluded.revision, spent = excluded.spent, archived_at = excluded.archived_at`
	_, err = t.ExecContext(ctx, keep, r.Kind, r.ID, latest, r.Revision, string(spent), record.Micros(r.Made), record.Micros(r.Archived))
	return err
}

// keepVersion adds the latest version if it is new; the table refuses one that
// is there.
func (t tx) keepVersion(ctx context.Context, r catalogue.Record, latest int) error {
	v := r.Latest
	if v == nil || v.Number == latest {
		return nil
	}
	const add = "INSERT INTO document_version (kind, id, number, body, digest, note, by_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	_, err := t.ExecContext(ctx, add, r.Kind, r.ID, v.Number, string(v.Text), v.Digest, v.Note, v.By, record.Micros(v.At))
	return err
}

func (t tx) keepDraft(ctx context.Context, r catalogue.Record) error {
	d := r.Draft
	if d == nil {
		_, err := t.ExecContext(ctx, "DELETE FROM document_draft WHERE kind = ? AND id = ?", r.Kind, r.ID)
		return err
	}
	const keep = `
		INSERT INTO document_draft (kind, id, body, base, since, by_name, at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body, base = excluded.base, since = excluded.since, by_name = excluded.by_name, at = excluded.at`
	_, err := t.ExecContext(ctx, keep, r.Kind, r.ID, string(d.Text), d.Base, d.Since, d.By, record.Micros(d.At))
	return err
}

// keepEntry notes edits by field, everything else in the audit.
func (t tx) keepEntry(ctx context.Context, e catalogue.Entry) error {
	noun := strings.TrimSuffix(string(e.Kind), "s")
	if e.Did != catalogue.Edited {
		return record.Audit(ctx, t.Tx, record.Entry{
			At: e.At, By: e.Person, ByName: e.Name, Did: noun + "." + string(e.Did), On: noun + ":" + e.ID, Detail: e.Detail, From: e.From,
		})
	}
	edits, err := json.Marshal(e.Edits)
	if err != nil {
		return err
	}
	const add = "INSERT INTO document_edit (kind, id, revision, client, by_id, by_name, at, edits) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	_, err = t.ExecContext(ctx, add, e.Kind, e.ID, e.Revision, e.Client, e.Person, e.Name, record.Micros(e.At), string(edits))
	return err
}
