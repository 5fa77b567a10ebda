// SPDX-License-Identifier: Apache-2.0

package record

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/wendcx/wend/internal/fault"
)

// Backup writes a copy of the last commit into a new file, which Open opens.
// It is on disk when Backup returns. Neither readers nor writers wait for it.
func (db *DB) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err == nil {
		return fault.New(fault.Conflict, "the file %s exists already", file).WithRemedy("name a new file")
	}
	if err := createPrivate(file); err != nil { // SQLite fills an empty file
		return fmt.Errorf("back up records: %w", err)
	}
	err := db.vacuumInto(ctx, file)
	if err == nil {
		err = errors.Join(syncPath(file), syncPath(filepath.Dir(file)))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("back up records: %w", err), os.Remove(file))
	}
	return nil
}

// vacuumInto copies on a connection of its own: the writer's is for writers, and
// the readers' may not write, not even elsewhere.
func (db *DB) vacuumInto(ctx context.Context, file string) error {
	copier, err := connect(db.path, 1, "")
	if err != nil {
		return err
	}
	_, err = copier.ExecContext(ctx, "VACUUM INTO ?", file)
	return errors.Join(err, copier.Close())
}

// syncPath flushes a file or a folder to disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
