// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/keyset"
)

// housekeep seals and merges in the background until the log is closed.
func (l *Log) housekeep() {
	defer l.background.Done()
	for {
		select {
		case <-l.stop:
			return
		case <-l.wake:
		}
		if err := l.tidy(context.Background()); err != nil {
			l.log.Error("housekeeping of the event log", "error", err)
		}
	}
}

// wakeHousekeeper asks for a round of housekeeping.
func (l *Log) wakeHousekeeper() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// tidy seals a long tail and merges small segments while there are any.
func (l *Log) tidy(ctx context.Context) error {
	l.chores.Lock()
	defer l.chores.Unlock()
	l.write.Lock()
	long := l.tail.len() >= l.options.SealRows
	l.write.Unlock()
	if long {
		if err := l.seal(ctx); err != nil {
			return fmt.Errorf("seal: %w", err)
		}
	}
	for {
		select {
		case <-l.stop:
			return nil
		default:
		}
		merged, err := l.merge(ctx)
		if err != nil {
			return fmt.Errorf("merge: %w", err)
		}
		if !merged {
			return nil
		}
	}
}

// seal turns the tail as it is now into a segment. Appends go on meanwhile.
// l.chores is held, as by merge: two at once would take the same events.
func (l *Log) seal(ctx context.Context) error {
	l.write.Lock()
	err := l.unpack()
	fresh := l.tail.fresh
	if len(fresh) < l.tail.len() { // the others are in the table
		fresh, err = nil, errors.Join(err, l.catchUp(ctx))
	}
	keys := l.tail.upTo(l.views.position())
	var first, last int64
	if n := l.tail.len(); n > 0 {
		first, last = l.tail.order[0].position, l.tail.order[n-1].position
	}
	l.write.Unlock()
	if err != nil || len(keys) == 0 {
		return err
	}
	s, err := l.newSegment("seal", keys, func(path string) error {
		if fresh != nil {
			return l.writeRows(ctx, path, fresh)
		}
		// Rows below first are in a segment; they wait in the table for a reader.
		return l.copyTo(ctx, path, fmt.Sprintf("tail WHERE position BETWEEN %d AND %d", first, last), len(keys))
	})
	if err != nil {
		return err
	}
	s.rows, s.first, s.last = int64(len(keys)), first, last
	l.write.Lock()
	defer l.write.Unlock()
	l.options.fail("seal: before commit")
	err = inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		if err := s.enter(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM batch WHERE first <= ?", last)
		return err
	})
	if err != nil {
		return errors.Join(err, s.discard())
	}
	l.options.fail("seal: after commit")
	l.tail.drop(last)
	now := l.views.current()
	next := &view{segments: inOrder(append(slices.Clone(now.segments), s)), tailAfter: last, position: now.position}
	return l.views.replace(next, func() error { return l.duck.forget(last) })
}

// copyTo writes the rows of a FROM clause as a segment's file. They must be as
// many as the segment has keys.
func (l *Log) copyTo(ctx context.Context, path, from string, rows int) error {
	result, err := l.duck.db.ExecContext(ctx, copyStatement(from, path))
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n != int64(rows) {
		return errors.Join(err, fmt.Errorf("%d rows written for %d keys", n, rows))
	}
	return nil
}

// mergeAt is how many small segments are merged at once, at least.
const mergeAt = 4

// merge turns several small segments into one and reports whether it did.
func (l *Log) merge(ctx context.Context) (bool, error) {
	v := l.views.acquire()
	defer func() {
		if err := l.views.release(v); err != nil {
			l.log.Warn("clean up behind a merge", "error", err)
		}
	}()
	parts := l.small(v.segments)
	if len(parts) < mergeAt {
		return false, nil
	}
	var keys []keyset.Entry
	first, last := parts[0].first, parts[0].last
	for _, p := range parts {
		first, last = min(first, p.first), max(last, p.last)
		if err := p.keys.Each(func(e keyset.Entry) error { keys = append(keys, e); return nil }); err != nil {
			return false, err
		}
	}
	s, err := l.newSegment("merge", keys, func(path string) error {
		return l.copyTo(ctx, path, "read_parquet(["+strings.Join(paths(parts), ", ")+"])", len(keys))
	})
	if err != nil {
		return false, err
	}
	s.rows, s.first, s.last = int64(len(keys)), first, last
	l.write.Lock()
	defer l.write.Unlock()
	return true, l.swap(ctx, "merge", parts, s)
}

// small picks the smallest segments worth merging.
func (l *Log) small(segments []*segment) []*segment {
	var parts []*segment
	for _, s := range segments {
		if s.rows < int64(l.options.MergeRows) {
			parts = append(parts, s)
		}
	}
	slices.SortFunc(parts, func(a, b *segment) int { return int(a.rows - b.rows) })
	total := int64(0)
	for i, s := range parts {
		if total += s.rows; total > 4*int64(l.options.MergeRows) {
			return parts[:i]
		}
	}
	return parts
}

// swap puts one segment in the place of others, in the manifest and for
// readers. A nil segment takes their place with nothing. l.write is held.
func (l *Log) swap(ctx context.Context, point string, old []*segment, s *segment) error {
	l.options.fail(point + ": before commit")
	err := inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		for _, o := range old {
			if _, err := tx.ExecContext(ctx, "DELETE FROM segment WHERE id = ?", o.id); err != nil {
				return err
			}
		}
		if s == nil {
			return nil
		}
		return s.enter(ctx, tx)
	})
	if err != nil {
		if s != nil {
			err = errors.Join(err, s.discard())
		}
		return err
	}
	l.options.fail(point + ": after commit")
	now := l.views.current()
	segments := slices.DeleteFunc(slices.Clone(now.segments), func(o *segment) bool { return slices.Contains(old, o) })
	if s != nil {
		segments = inOrder(append(segments, s))
	}
	next := &view{segments: segments, tailAfter: now.tailAfter, position: now.position}
	return l.views.replace(next, func() error {
		var errs []error
		for _, o := range old {
			errs = append(errs, o.discard())
		}
		return errors.Join(errs...)
	})
}
