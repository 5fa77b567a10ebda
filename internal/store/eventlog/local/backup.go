// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/store/eventlog"
)

// Stats measures the log; see eventlog.Log.
func (l *Log) Stats(ctx context.Context) (eventlog.Stats, error) {
	l.write.Lock()
	v := l.views.current()
	s := eventlog.Stats{
		Position: v.position, Events: v.sealedRows() + int64(l.tail.len()), Segments: len(v.segments),
		Unsealed: int64(l.tail.len()), Customers: int64(l.customers.known()),
	}
	l.write.Unlock()
	for _, seg := range v.segments {
		s.Bytes += seg.bytes
	}
	if info, err := os.Stat(filepath.Join(l.dir, "journal.db")); err == nil {
		s.Bytes += info.Size()
	}
	err := l.journal.QueryRowContext(ctx, "SELECT count(*) FROM quarantine").Scan(&s.Quarantined)
	if err != nil {
		return s, fmt.Errorf("stats: %w", err)
	}
	return s, nil
}

// Backup copies the log into an empty folder; see eventlog.Log. Opening that
// folder opens the log as it was at the position returned. Appends wait while
// the journal is copied, not while the segments are.
func (l *Log) Backup(ctx context.Context, dir string, meanwhile func() error) (position int64, err error) {
	if err := os.MkdirAll(filepath.Join(dir, "segments"), 0o700); err != nil {
		return 0, fmt.Errorf("backup: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "journal.db")); err == nil {
		return 0, fault.New(fault.Conflict, "the folder %s holds an event log already", dir).WithRemedy("name an empty folder")
	}
	l.write.Lock()
	v := l.views.acquire()
	_, err = l.journal.ExecContext(ctx, "VACUUM INTO ?", filepath.Join(dir, "journal.db"))
	if err == nil && meanwhile != nil {
		err = meanwhile()
	}
	l.write.Unlock()
	defer func() { err = errors.Join(err, l.views.release(v)) }()
	if err != nil {
		return 0, fmt.Errorf("backup: %w", err)
	}
	for _, s := range v.segments {
		for _, path := range []string{s.path, keyPath(s.path)} {
			if err := errors.Join(ctx.Err(), copyFile(path, filepath.Join(dir, "segments", filepath.Base(path)))); err != nil {
				return 0, fmt.Errorf("backup: %w", err)
			}
		}
	}
	return v.position, syncDir(filepath.Join(dir, "segments"))
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}
