// SPDX-License-Identifier: Apache-2.0

package documents

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/store/record"
)

func fresh(t *testing.T) (*record.DB, *Store) {
	t.Helper()
	db, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "wend.db"), record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db, New(db)
}

var (
	at  = time.Date(2026, 3, 1, 9, 0, 0, 123456000, time.UTC)
	buy = catalogue.Key{Kind: catalogue.Journeys, ID: "buy"}
)

func keep(t *testing.T, s *Store, r catalogue.Record, e catalogue.Entry) {
	t.Helper()
	e.Key, e.Revision, e.At = r.Key, r.Revision, at
	if err := s.Write(t.Context(), func(tx catalogue.Tx) error { return tx.Keep(t.Context(), r, e) }); err != nil {
		t.Fatal(err)
	}
}

// read returns a document as the writer sees it, and as readers do.
func read(t *testing.T, s *Store, k catalogue.Key) catalogue.Record {
	t.Helper()
	var in catalogue.Record
	err := s.Write(t.Context(), func(tx catalogue.Tx) (err error) {
		in, err = tx.Record(t.Context(), k)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Records(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range list {
		if out.Key == k {
			if diff := cmp.Diff(in, out); diff != "" {
				t.Errorf("readers see another document: %s", diff)
			}
		}
	}
	return in
}

// Everything that a document goes through comes back as it was kept.
func TestALife(t *testing.T) {
	db, s := fresh(t)
	if got := read(t, s, buy); !cmp.Equal(got, catalogue.Record{Key: buy}) {
		t.Errorf("a document that is not there: %+v", got)
	}
	by := catalogue.Author{Person: "p1", Name: "Ann", From: "192.0.2.1", Client: "c1"}
	version := func(n int) *catalogue.Version {
		return &catalogue.Version{Number: n, Text: []byte("vérité\n"), Digest: "sha256:00", Note: "new", By: "Ann", At: at}
	}
	r := catalogue.Record{Key: buy, Revision: 1, Made: at}
	r.Draft = &catalogue.Draft{Text: []byte("a: 'b'\n"), By: "Ann", At: at}
	for _, step := range []struct {
		name   string
		change func()
		entry  catalogue.Entry
	}{
		{"made", func() {}, catalogue.Entry{Author: by, Did: catalogue.Made}},
		{"published", func() { r.Latest, r.Draft = version(1), nil }, catalogue.Entry{Author: by, Did: catalogue.Published, Detail: "version 1"}},
		{"edited", func() {
			r.Draft, r.Spent = &catalogue.Draft{Text: []byte("c"), Base: 1, Since: 2, By: "Bob", At: at}, []journey.StepID{"a", "b"}
		}, catalogue.Entry{Author: by, Did: catalogue.Edited, Edits: []edit.Applied{{
			Edit: edit.Edit{Op: edit.Set, Step: "a", Field: "title", From: "x", To: map[string]any{"y": []any{1.5, nil, true}}},
			Undo: edit.Edit{Op: edit.Set, Step: "a", Field: "title", To: "x", Made: "title"},
		}}}},
		{"edited again", func() { r.Draft = &catalogue.Draft{Text: []byte("d"), Base: 1, Since: 2, By: "Ann", At: at} }, catalogue.Entry{Author: by, Did: catalogue.Edited, Edits: []edit.Applied{}}},
		{"published again", func() { r.Latest, r.Draft = version(2), nil }, catalogue.Entry{Author: by, Did: catalogue.Published, Detail: "version 2"}},
		{"archived", func() { r.Archived = at }, catalogue.Entry{Author: by, Did: catalogue.PutAway}},
	} {
		if r.Revision++; step.name == "made" {
			r.Revision = 1
		}
		step.change()
		keep(t, s, r, step.entry)
		if diff := cmp.Diff(r, read(t, s, buy)); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	versions, err := s.Versions(t.Context(), buy)
	if diff := cmp.Diff([]catalogue.Version{*version(1), *version(2)}, versions); err != nil || diff != "" {
		t.Error(err, diff)
	}
	edits, err := s.EditsSince(t.Context(), buy, 3)
	want := []catalogue.Entry{{Key: buy, Author: by, Revision: 4, Did: catalogue.Edited, At: at, Edits: []edit.Applied{}}}
	want[0].From = "" // the address is in the audit of what is done to documents, not in each edit
	if diff := cmp.Diff(want, edits); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if edits, err = s.EditsSince(t.Context(), buy, 2); err != nil || len(edits) != 2 || edits[0].Edits[0].Undo.Made != "title" || edits[0].Edits[0].To.(map[string]any)["y"].([]any)[0] != 1.5 {
		t.Errorf("%+v %v", edits, err)
	}
	if got, want := audit(t, db), "journey.make journey:buy Ann \njourney.publish journey:buy Ann version 1\njourney.publish journey:buy Ann version 2\njourney.archive journey:buy Ann \n"; got != want {
		t.Errorf("the audit says\n%s", got)
	}
}

func audit(t *testing.T, db *record.DB) string {
	t.Helper()
	var out strings.Builder
	err := db.Read(t.Context(), func(tx *sql.Tx) (err error) {
		rows, err := tx.QueryContext(t.Context(), "SELECT did, target, by_name, detail FROM audit ORDER BY number")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, rows.Close()) }()
		for rows.Next() {
			var did, target, by, detail string
			if err := rows.Scan(&did, &target, &by, &detail); err != nil {
				return err
			}
			out.WriteString(did + " " + target + " " + by + " " + detail + "\n")
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// A version that is there is not written over, and a transaction that fails
// leaves nothing behind.
func TestVersionsStay(t *testing.T) {
	_, s := fresh(t)
	first := catalogue.Record{Key: buy, Revision: 1, Made: at, Latest: &catalogue.Version{Number: 1, Text: []byte("first"), At: at}}
	keep(t, s, first, catalogue.Entry{Did: catalogue.BroughtIn})
	next := first
	next.Revision, next.Latest = 2, &catalogue.Version{Number: 2, Text: []byte("second"), At: at}
	keep(t, s, next, catalogue.Entry{Did: catalogue.Published})
	again := first
	again.Revision = 3
	again.Latest = &catalogue.Version{Number: 1, Text: []byte("another first"), At: at}
	if err := s.Write(t.Context(), func(tx catalogue.Tx) error { return tx.Keep(t.Context(), again, catalogue.Entry{Key: buy, At: at}) }); err == nil {
		t.Error("version 1 was written over")
	}
	sour := errors.New("sour")
	err := s.Write(t.Context(), func(tx catalogue.Tx) error {
		gone := catalogue.Record{Key: catalogue.Key{Kind: catalogue.Segments, ID: "gold"}, Revision: 1, Made: at}
		if err := tx.Keep(t.Context(), gone, catalogue.Entry{Key: gone.Key, At: at}); err != nil {
			return err
		}
		if r, err := tx.Record(t.Context(), gone.Key); err != nil || r.Revision != 1 {
			t.Errorf("the writer does not see what it kept: %+v %v", r, err)
		}
		return sour
	})
	if !errors.Is(err, sour) {
		t.Error(err)
	}
	if diff := cmp.Diff(next, read(t, s, buy)); diff != "" {
		t.Error(diff)
	}
	if list, err := s.Records(context.Background()); err != nil || len(list) != 1 {
		t.Errorf("%v %v", list, err)
	}
}
