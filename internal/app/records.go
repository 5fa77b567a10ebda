// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/listen/source"
	"github.com/wendcx/wend/internal/monitor/note"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/people/view"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/acceptances"
	"github.com/wendcx/wend/internal/store/record/accounts"
	"github.com/wendcx/wend/internal/store/record/documents"
	"github.com/wendcx/wend/internal/store/record/notes"
	"github.com/wendcx/wend/internal/store/record/sources"
	"github.com/wendcx/wend/internal/store/record/views"
	"github.com/wendcx/wend/internal/understand/acceptance"
)

// records are what a served data directory knows beside events.
type records struct {
	db        *record.DB
	People    *people.People
	Catalogue *catalogue.Catalogue
	Notes     *note.Notes
	Views     *view.Views
	Sources   *source.Sources
	Accepting *acceptance.Register
}

// recordsFile is where a data directory keeps its records.
func recordsFile(dir string) string { return filepath.Join(dir, "wend.db") }

// hasRecords reports whether a data directory is, or was, served.
func hasRecords(dir string) bool {
	info, err := os.Stat(recordsFile(dir))
	return err == nil && info.Mode().IsRegular()
}

// OpenRecords opens the records, making them if there are none. The documents
// that lie in the directory come in then, as the first version of each.
func (a *App) OpenRecords(ctx context.Context) (err error) {
	if a.records != nil {
		return nil
	}
	db, err := record.Open(ctx, recordsFile(a.Dir), record.Options{Clock: a.Clock})
	if err != nil {
		return fmt.Errorf("open %s: %w", a.Dir, err)
	}
	r := &records{
		db: db, People: people.New(accounts.New(db), a.Clock, people.Options{Demo: a.demo, Logger: a.logger}),
		Notes: note.New(notes.New(db), a.Clock), Views: view.New(views.New(db), a.Clock),
		Sources: source.New(sources.New(db), a.Clock), Accepting: acceptance.New(acceptances.New(db), a.Clock),
	}
	r.Catalogue, err = catalogue.Open(ctx, documents.New(db), catalogue.Options{Clock: a.Clock, Zone: r.zone, Changed: a.announce, CheckMapping: checkMapping})
	if err == nil && len(r.Catalogue.List(true)) == 0 {
		_, err = r.Catalogue.Import(ctx, JourneyDir(a.Dir), catalogue.Author{Name: "import"})
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err != nil {
		return errors.Join(fmt.Errorf("open the documents of %s: %w", a.Dir, err), db.Close())
	}
	a.records, a.Accepted = r, r.Accepting.Deviations
	return nil
}

// zone is the time zone of the workspace.
func (r *records) zone() *time.Location {
	w, err := r.People.Workspace(context.Background())
	if err != nil {
		return time.UTC
	}
	zone, err := time.LoadLocation(w.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// checkMapping finds what is wrong with a mapping.
func checkMapping(file string, text []byte) error {
	_, err := load.ParseMapping(file, text)
	return err
}
