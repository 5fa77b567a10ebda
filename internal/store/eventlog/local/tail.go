// SPDX-License-Identifier: Apache-2.0

package local

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/keyset"
)

// tail is the events that are in the journal and in no segment yet. Batches are
// kept encoded until a reader needs them, and brought to DuckDB when one asks for more
// than the last of them.
type tail struct {
	sums    map[uint64]uint64 // identity -> content
	order   []tailKey         // by position
	pending []batch           // neither fresh nor in DuckDB's table
	fresh   []row             // by position; not in DuckDB's table
}

type tailKey struct {
	keyset.Entry
	position int64
}

type batch struct {
	first int64
	body  []byte
}

func (t *tail) len() int { return len(t.order) }

// add takes in rows that have just been committed as one batch.
func (t *tail) add(rows []row, body []byte) {
	if t.sums == nil {
		t.sums = map[uint64]uint64{}
	}
	for i := range rows {
		r := &rows[i]
		t.sums[r.key] = r.sum
		t.order = append(t.order, tailKey{keyset.Entry{Key: r.key, Value: r.sum}, r.position})
	}
	t.pending = append(t.pending, batch{rows[0].position, body})
}

// upTo returns the identities of the events up to a position.
func (t *tail) upTo(position int64) []keyset.Entry {
	var out []keyset.Entry
	for _, k := range t.order {
		if k.position <= position {
			out = append(out, k.Entry)
		}
	}
	return out
}

// drop forgets the events up to a position, which are in a segment now.
func (t *tail) drop(position int64) {
	n := 0
	for n < len(t.order) && t.order[n].position <= position {
		delete(t.sums, t.order[n].Key)
		n++
	}
	t.order = append([]tailKey(nil), t.order[n:]...)
	t.fresh = slices.Clone(beyond(t.fresh, position))
}

// beyond are the rows behind a position.
func beyond(rows []row, position int64) []row {
	n, _ := slices.BinarySearchFunc(rows, position+1, func(r row, p int64) int { return cmp.Compare(r.position, p) })
	return rows[n:]
}

// loadTail reads the journal's batches after opening.
func (l *Log) loadTail(ctx context.Context) error {
	rows, err := l.journal.QueryContext(ctx, "SELECT first, body FROM batch ORDER BY first")
	if err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	defer func() { _ = rows.Close() }()
	position := l.views.position()
	for rows.Next() {
		var b batch
		if err := rows.Scan(&b.first, &b.body); err != nil {
			return fmt.Errorf("read journal: %w", err)
		}
		decoded, err := decodeBatch(b.body, b.first)
		if err != nil {
			return err
		}
		l.tail.add(decoded, b.body)
		position = max(position, decoded[len(decoded)-1].position)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	l.views.advance(position)
	return nil
}

// unpack decodes pending batches. l.write is held.
func (l *Log) unpack() error {
	for len(l.tail.pending) > 0 {
		b := l.tail.pending[0]
		rows, err := decodeBatch(b.body, b.first)
		if err != nil {
			return err
		}
		l.tail.fresh, l.tail.pending = append(l.tail.fresh, rows...), l.tail.pending[1:]
	}
	return nil
}

// catchUp puts what is fresh into DuckDB's tail table. l.write is held.
func (l *Log) catchUp(ctx context.Context) error {
	if err := l.unpack(); err != nil || len(l.tail.fresh) == 0 {
		return err
	}
	if _, err := l.duck.load(ctx, l.tail.fresh, func(view string) string { return "INSERT INTO tail SELECT * FROM " + view }); err != nil {
		return err
	}
	l.tail.fresh = nil
	return nil
}

// scan is read for questions that go through all events. As many run at once as
// keep the cores busy; the others wait in order, so that together they stay within
// the memory of the engine.
func (l *Log) scan(ctx context.Context, do func(*view) error) error {
	select {
	case l.scans <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-l.scans }()
	return l.read(ctx, do)
}

// read runs do with a view that holds everything acknowledged so far.
func (l *Log) read(ctx context.Context, do func(*view) error) (err error) {
	l.write.Lock()
	err = l.catchUp(context.WithoutCancel(ctx))
	v := l.views.acquire()
	l.write.Unlock()
	defer func() {
		if e := l.views.release(v); err == nil {
			err = e
		}
	}()
	if err != nil {
		return err
	}
	return do(v)
}
