// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// recordsFile is where a data directory keeps its records.
func recordsFile(dir string) string { return filepath.Join(dir, "wend.db") }

// HasRecords reports whether a data directory is, or was, served.
func HasRecords(dir string) bool {
	info, err := os.Stat(recordsFile(dir))
	return err == nil && info.Mode().IsRegular()
}

// openRecords opens the records, making them if there are none.
func (a *App) openRecords(ctx context.Context, o people.Options) error {
	db, err := record.Open(ctx, recordsFile(a.Dir), record.Options{Clock: a.Clock})
	if err != nil {
		return fmt.Errorf("open %s: %w", a.Dir, err)
	}
	a.records = db
	a.People = people.New(accounts.New(db), a.Clock, o)
	return nil
}
