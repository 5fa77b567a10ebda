// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/store/eventlog/local"
	"github.com/wendcx/wend/internal/store/record"
)

// manifestName is the file of a backup that says what it holds.
const manifestName = "backup.json"

// Manifest says what a backup holds: the event log and the records as they were
// at one position.
type Manifest struct {
	At       time.Time         `json:"at"`
	Position int64             `json:"position"`
	Events   int64             `json:"events"`
	Records  bool              `json:"records"` // of a directory that was served
	Files    map[string]string `json:"files"`   // names with the SHA-256 of what is in them
	Bytes    int64             `json:"bytes"`
}

// Backup copies the data directory, as it is at one position, into a folder that
// does not exist, while everything goes on. The manifest is written last: a
// folder without one is no backup.
func (a *App) Backup(ctx context.Context, dir string) (m *Manifest, err error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil, fault.New(fault.Conflict, "%s exists already", dir).WithRemedy("name a folder that does not exist")
		}
		return nil, fmt.Errorf("backup: %w", err)
	}
	if err := a.Note(ctx, "backup", "workspace", dir); err != nil {
		return nil, err
	}
	m = &Manifest{At: a.Clock().UTC(), Records: a.records != nil, Files: map[string]string{}}
	m.Position, err = a.Log.Backup(ctx, filepath.Join(dir, "events"), func() error {
		if a.records == nil {
			return nil
		}
		return a.db.Backup(ctx, recordsFile(dir))
	})
	if err != nil {
		return nil, err
	}
	if err := copyDocuments(JourneyDir(a.Dir), JourneyDir(dir)); err != nil {
		return nil, err
	}
	if m.Events, err = verified(ctx, dir, m); err != nil {
		return nil, err
	}
	if err := m.sum(dir); err != nil {
		return nil, err
	}
	return m, errors.Join(m.write(dir), syncFolders(dir))
}

// syncFolders makes the names in a folder last, and in those below it.
func syncFolders(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// copyDocuments copies the documents of a directory, where there are any.
func copyDocuments(from, to string) error {
	err := os.CopyFS(to, os.DirFS(from))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// verified opens what was copied and counts the events.
func verified(ctx context.Context, dir string, m *Manifest) (events int64, err error) {
	log, err := local.Open(ctx, filepath.Join(dir, "events"), local.Options{})
	if err != nil {
		return 0, fmt.Errorf("verify events: %w", err)
	}
	stats, err := log.Stats(ctx)
	if err := errors.Join(err, log.Close()); err != nil {
		return 0, fmt.Errorf("verify events: %w", err)
	}
	if stats.Position != m.Position {
		return 0, fault.New(fault.Internal, "the copy ends at position %d and not at %d", stats.Position, m.Position).WithRemedy("make another backup")
	}
	if !m.Records {
		return stats.Events, nil
	}
	db, err := record.Open(ctx, recordsFile(dir), record.Options{})
	if err != nil {
		return 0, fmt.Errorf("verify records: %w", err)
	}
	return stats.Events, db.Close()
}

// sum notes every file.
func (m *Manifest) sum(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		sum, n, err := sumOf(path)
		m.Files[filepath.ToSlash(name)], m.Bytes = sum, m.Bytes+n
		return err
	})
}

func sumOf(path string) (sum string, n int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	n, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

func (m *Manifest) write(dir string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, manifestName), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	_, err = f.Write(append(text, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}

// Restore makes a data directory of a backup, after it made sure that every file
// is as it was written. The directory must not exist, or be empty.
func Restore(ctx context.Context, from, to string) (*Manifest, error) {
	m, err := readManifest(from)
	if err != nil {
		return nil, err
	}
	if entries, err := os.ReadDir(to); err == nil && len(entries) > 0 {
		return nil, fault.New(fault.Conflict, "%s is not empty", to).WithRemedy("name a directory that does not exist")
	}
	for name, want := range m.Files {
		if !filepath.IsLocal(name) {
			return nil, fault.New(fault.Invalid, "the backup names a file outside itself, %q", name).WithRemedy("it cannot be trusted: restore another")
		}
		got, _, err := sumOf(filepath.Join(from, filepath.FromSlash(name)))
		if err != nil || got != want {
			return nil, fault.New(fault.Invalid, "%s is not as it was written", filepath.Join(from, name)).WithRemedy("the backup is damaged: restore another")
		}
	}
	for name := range m.Files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := copyInto(filepath.Join(from, filepath.FromSlash(name)), filepath.Join(to, filepath.FromSlash(name))); err != nil {
			return nil, err
		}
	}
	if err := syncFolders(to); err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	events, err := verified(ctx, to, m)
	if err == nil && events != m.Events {
		err = fault.New(fault.Internal, "%d events were restored of %d", events, m.Events)
	}
	return m, err
}

// readManifest reads what a backup says it holds.
func readManifest(dir string) (*Manifest, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, fault.New(fault.NotFound, "%s holds no complete backup", dir).WithRemedy("name a folder that wend backup wrote to its end")
	}
	m := &Manifest{}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fault.New(fault.Invalid, "%s cannot be read", filepath.Join(dir, manifestName)).WithRemedy("the backup is damaged: restore another")
	}
	return m, nil
}

// copyInto copies a file into a folder, which it makes.
func copyInto(from, to string) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
