// SPDX-License-Identifier: Apache-2.0

package local

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/zeebo/xxh3"

	"github.com/wendcx/wend/internal/keyset"
)

// parquetOptions make segments that other tools read too.
const parquetOptions = "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880)"

// segmentOrder is the order of a segment's rows.
const segmentOrder = "customer_no, time, seq, position"

func keyPath(parquet string) string { return strings.TrimSuffix(parquet, ".parquet") + ".keys" }

// newSegment names the next segment and writes its two files in tmp by way of
// write, then syncs them and moves them to their place. Until the manifest
// lists it, the segment does not count. point names the work for crash tests.
func (l *Log) newSegment(point string, keys []keyset.Entry, write func(path string) error) (_ *segment, err error) {
	s := &segment{id: l.nextFile.Add(1)}
	name := fmt.Sprintf("%08d.parquet", s.id)
	half := filepath.Join(l.tmpDir(), name)
	s.path = filepath.Join(l.segmentDir(), name)
	defer func() {
		if err != nil {
			for _, p := range []string{half, keyPath(half), s.path, keyPath(s.path)} {
				_ = os.Remove(p) // debris at worst; opening clears it away
			}
		}
	}()
	l.options.fail(point + ": before write")
	if err := write(half); err != nil {
		return nil, err
	}
	l.options.fail(point + ": before sync")
	if err := s.measure(half); err != nil {
		return nil, err
	}
	if !slices.IsSortedFunc(keys, compareKeys) {
		slices.SortFunc(keys, compareKeys)
	}
	if err := keyset.Write(keyPath(half), keys); err != nil {
		return nil, err
	}
	l.options.fail(point + ": before rename")
	for _, move := range [][2]string{{keyPath(half), keyPath(s.path)}, {half, s.path}} {
		if err := os.Rename(move[0], move[1]); err != nil {
			return nil, err
		}
		l.options.fail(point + ": between renames")
	}
	if err := syncDir(l.segmentDir()); err != nil {
		return nil, err
	}
	s.keys, err = keyset.Open(keyPath(s.path))
	return s, err
}

func compareKeys(a, b keyset.Entry) int { return cmp.Compare(a.Key, b.Key) }

// measure syncs a segment's file and notes its size and checksum.
func (s *segment) measure(path string) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Sync(); err != nil {
		return err
	}
	h := xxh3.New()
	if s.bytes, err = io.Copy(h, f); err != nil {
		return err
	}
	s.checksum = int64(h.Sum64())
	return nil
}

func syncDir(dir string) (err error) {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
}

// enter adds a segment to the manifest.
func (s *segment) enter(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO segment (id, first, last, rows, bytes, checksum) VALUES (?, ?, ?, ?, ?, ?)",
		s.id, s.first, s.last, s.rows, s.bytes, s.checksum)
	return err
}

// writeRows writes rows as a segment's file.
func (l *Log) writeRows(ctx context.Context, path string, rows []row) error {
	n, err := l.duck.load(ctx, rows, func(view string) string { return copyStatement(view, path) })
	if err == nil && n != int64(len(rows)) {
		err = fmt.Errorf("%d of %d rows written", n, len(rows))
	}
	return err
}

// copyStatement writes what a FROM clause has as a segment's file.
func copyStatement(from, path string) string {
	return fmt.Sprintf("COPY (SELECT %s FROM %s ORDER BY %s) TO %s %s", columnList, from, segmentOrder, quote(path), parquetOptions)
}

// commitSegment makes many rows durable as a segment of their own.
func (l *Log) commitSegment(ctx context.Context, rows []row, keys []keyset.Entry) error {
	s, err := l.newSegment("bulk", keys, func(path string) error { return l.writeRows(ctx, path, rows) })
	if err != nil {
		return fmt.Errorf("append: %w", err)
	}
	s.rows, s.first, s.last = int64(len(rows)), rows[0].position, rows[len(rows)-1].position
	l.options.fail("bulk: before commit")
	err = inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		if err := l.saveDictionary(ctx, tx); err != nil {
			return err
		}
		if err := savePosition(ctx, tx, s.last); err != nil {
			return err
		}
		return s.enter(ctx, tx)
	})
	if err != nil {
		return errors.Join(fmt.Errorf("append: %w", err), s.discard())
	}
	l.options.fail("bulk: after commit")
	l.customers.flushed = l.customers.len()
	now := l.views.current()
	next := &view{segments: inOrder(append(slices.Clone(now.segments), s)), tailAfter: now.tailAfter, position: s.last}
	if err := l.views.replace(next); err != nil {
		l.log.Warn("clean up behind an append", "error", err)
	}
	l.wakeHousekeeper()
	return nil
}

func inOrder(segments []*segment) []*segment {
	slices.SortFunc(segments, func(a, b *segment) int { return int(a.first - b.first) })
	return segments
}

// loadSegments opens what the manifest lists and clears away what it does not.
func (l *Log) loadSegments(ctx context.Context) error {
	v := &view{}
	if err := l.journal.QueryRowContext(ctx, "SELECT value FROM counter WHERE name = 'position'").Scan(&v.position); err != nil {
		return fmt.Errorf("read manifest: %w", err)
	}
	rows, err := l.journal.QueryContext(ctx, "SELECT id, first, last, rows, bytes, checksum FROM segment ORDER BY first")
	if err != nil {
		return fmt.Errorf("read manifest: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		s := &segment{}
		if err := rows.Scan(&s.id, &s.first, &s.last, &s.rows, &s.bytes, &s.checksum); err != nil {
			return fmt.Errorf("read manifest: %w", err)
		}
		if err := l.openSegment(ctx, s); err != nil {
			return err
		}
		v.segments = append(v.segments, s)
		l.nextFile.Store(max(l.nextFile.Load(), s.id))
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read manifest: %w", err)
	}
	if err := l.clearDebris(v.segments); err != nil {
		return err
	}
	return l.views.replace(v)
}

func (l *Log) openSegment(ctx context.Context, s *segment) error {
	s.path = filepath.Join(l.segmentDir(), fmt.Sprintf("%08d.parquet", s.id))
	info, err := os.Stat(s.path)
	if err != nil {
		return fmt.Errorf("the manifest lists a segment that is gone; restore it from a backup: %w", err)
	}
	if info.Size() != s.bytes {
		return fmt.Errorf("the segment %s has %d bytes and should have %d; restore it from a backup", s.path, info.Size(), s.bytes)
	}
	if s.keys, err = keyset.Open(keyPath(s.path)); err == nil && int64(s.keys.Len()) == s.rows {
		return nil
	}
	l.log.Warn("the keys of a segment are damaged; making them anew", "segment", s.path)
	return l.remakeKeys(ctx, s)
}

// clearDebris removes files that a crash left beside the manifest's.
func (l *Log) clearDebris(segments []*segment) error {
	listed := map[string]bool{}
	for _, s := range segments {
		listed[filepath.Base(s.path)] = true
		listed[filepath.Base(keyPath(s.path))] = true
	}
	entries, err := os.ReadDir(l.segmentDir())
	if err != nil {
		return fmt.Errorf("read segments: %w", err)
	}
	for _, e := range entries {
		if !listed[e.Name()] {
			if err := os.Remove(filepath.Join(l.segmentDir(), e.Name())); err != nil {
				return fmt.Errorf("clear debris: %w", err)
			}
		}
	}
	return nil
}

// remakeKeys derives a segment's key file from its rows.
func (l *Log) remakeKeys(ctx context.Context, s *segment) error {
	var keys []keyset.Entry
	query := fmt.Sprintf("SELECT %s FROM read_parquet([%s])", columnList, file(s.path))
	err := l.duck.scan(ctx, query, nil, func(r array.RecordReader) error {
		var scratch []byte
		for _, e := range entries(r.RecordBatch()) {
			var sum uint64
			sum, scratch = e.Sum(scratch)
			keys = append(keys, keyset.Entry{Key: e.Key, Value: sum})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("remake keys of %s: %w", s.path, err)
	}
	slices.SortFunc(keys, compareKeys)
	half := filepath.Join(l.tmpDir(), filepath.Base(keyPath(s.path)))
	if err := keyset.Write(half, keys); err != nil {
		return err
	}
	if err := os.Rename(half, keyPath(s.path)); err != nil {
		return fmt.Errorf("remake keys: %w", err)
	}
	s.keys, err = keyset.Open(keyPath(s.path))
	return err
}
