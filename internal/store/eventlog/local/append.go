// SPDX-License-Identifier: Apache-2.0

package local

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/keyset"
	"github.com/wendcx/wend/internal/listen/event"
)

// request is one append on its way to a group commit.
type request struct {
	rows    []row
	receipt event.Receipt
	err     error
	done    chan struct{}
}

// maxGroup bounds the rows of one group commit.
const maxGroup = 1 << 16

// Append keeps the events; see eventlog.Log. Appends that come while another is
// being committed are committed together: whoever gets the lock commits for all
// that wait.
func (l *Log) Append(ctx context.Context, events []event.Event) (event.Receipt, error) {
	r, err := prepare(events)
	if err != nil {
		return event.Receipt{}, err
	}
	select {
	case l.waiting <- r:
	case <-ctx.Done():
		return event.Receipt{}, ctx.Err()
	}
	l.write.Lock()
	defer l.write.Unlock()
	for {
		select {
		case <-r.done: // by us, or by somebody for us
			return r.receipt, r.err
		default:
			// A full group may leave ours to the next. The promise of a group
			// does not hang on one caller's patience.
			l.commitGroup(context.WithoutCancel(ctx), l.group())
		}
	}
}

// prepare computes identities, outside the lock.
func prepare(events []event.Event) (*request, error) {
	r := &request{rows: make([]row, len(events)), done: make(chan struct{})}
	var scratch []byte
	for i := range events {
		e := &events[i]
		if reason, why := e.Check(); reason != "" {
			return nil, fault.New(fault.Invalid, "event %d cannot be kept: %s", i, why)
		}
		var sum uint64
		sum, scratch = e.Sum(scratch)
		r.rows[i] = row{Event: e, key: e.Key(sum), sum: sum}
	}
	return r, nil
}

// group takes what waits, up to maxGroup rows.
func (l *Log) group() []*request {
	var group []*request
	for rows := 0; rows < maxGroup; {
		select {
		case r := <-l.waiting:
			group = append(group, r)
			rows += len(r.rows)
		default:
			return group
		}
	}
	return group
}

// commitGroup makes the new events of all requests durable and answers them.
// l.write is held.
func (l *Log) commitGroup(ctx context.Context, group []*request) {
	known := l.customers.len()
	added, keys, err := l.admit(group)
	if err == nil {
		err = l.commit(ctx, added, keys)
	}
	if err != nil {
		l.customers.truncate(known)
	}
	for _, r := range group {
		r.err = err
		r.receipt.Position = l.views.position()
		close(r.done)
	}
}

// admit sorts out what is new in the requests, in order, and gives it numbers
// and positions. keys are the identities of the new rows, sorted.
func (l *Log) admit(group []*request) (added []row, keys []keyset.Entry, err error) {
	rows := group[0].rows
	if len(group) > 1 {
		rows = nil
		for _, r := range group {
			rows = append(rows, r.rows...)
		}
	}
	verdicts, keys, err := l.judge(rows)
	if err != nil {
		return nil, nil, err
	}
	position := l.views.position()
	at := 0
	added = rows[:0] // rows behind the one at hand are not touched
	for _, r := range group {
		for i := range r.rows {
			x := rows[at]
			switch verdicts[at] {
			case duplicate:
				r.receipt.Duplicates = append(r.receipt.Duplicates, i)
			case conflict:
				r.receipt.Conflicts = append(r.receipt.Conflicts, i)
			default:
				position++
				x.position = position
				if x.Customer != "" {
					before := l.customers.len()
					x.customer = l.customers.number(string(x.Customer))
					r.receipt.Customers += l.customers.len() - before
				}
				r.receipt.Added++
				r.receipt.Touched = append(r.receipt.Touched, x.customer)
				added = append(added, x)
			}
			at++
		}
		slices.Sort(r.receipt.Touched)
		r.receipt.Touched = slices.Compact(r.receipt.Touched)
	}
	return added, keys, nil
}

// verdict says what becomes of a row.
type verdict uint8

const (
	fresh verdict = iota
	duplicate
	conflict
)

// ref is a row by its identity.
type ref struct {
	key uint64
	row uint32
}

// scratch is memory that judge uses again; the log guards it.
type scratch struct {
	order    []ref
	verdicts []verdict
	keys     []keyset.Entry
}

// judge compares rows with each other, the tail and all segments. keys are the
// identities of the fresh rows, sorted. Both are good until the next call.
func (l *Log) judge(rows []row) (verdicts []verdict, keys []keyset.Entry, err error) {
	order := l.scratch.order[:0]
	for i := range rows {
		order = append(order, ref{rows[i].key, uint32(i)})
	}
	slices.SortFunc(order, func(a, b ref) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row)) })
	kept, err := l.kept(order)
	if err != nil {
		return nil, nil, err
	}
	verdicts, keys = slices.Grow(l.scratch.verdicts[:0], len(rows))[:len(rows)], slices.Grow(l.scratch.keys[:0], len(rows))
	clear(verdicts)
	var before held // what is there under the key of the row before
	for k, o := range order {
		content, known := kept[o.key]
		if !known && k > 0 && order[k-1].key == o.key {
			content, known = before, true // an earlier row of the same append is kept first
		}
		sum := rows[o.row].sum
		switch {
		case !known:
			content = held{sum: sum}
			keys = append(keys, keyset.Entry{Key: o.key, Value: sum})
		case content.erased || content.sum == sum:
			verdicts[o.row] = duplicate
		default:
			verdicts[o.row] = conflict
		}
		before = content
	}
	l.scratch = scratch{order, verdicts, keys}
	return verdicts, keys, nil
}

// held is what the log has under an identity.
type held struct {
	sum    uint64
	erased bool
}

// kept looks sorted identities up in the tail, the segments and the erased. A
// filter in memory spares it most of the looking.
func (l *Log) kept(order []ref) (map[uint64]held, error) {
	if err := l.prepareFilter(len(order)); err != nil {
		return nil, err
	}
	out := map[uint64]held{}
	var perhaps []uint64
	for _, o := range order {
		if !l.filter.Has(o.key) {
			continue
		}
		if _, gone := l.erased[o.key]; gone {
			out[o.key] = held{erased: true}
		} else if sum, there := l.tail.sums[o.key]; there {
			out[o.key] = held{sum: sum}
		} else {
			perhaps = append(perhaps, o.key)
		}
	}
	for _, s := range l.views.current().segments {
		if err := s.keys.Find(perhaps, func(k int, sum uint64) { out[perhaps[k]] = held{sum: sum} }); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// prepareFilter makes sure that the filter knows every identity and has room
// for more.
func (l *Log) prepareFilter(more int) error {
	if l.filter != nil && l.filter.Room(more) {
		return nil
	}
	v := l.views.current()
	l.filter = keyset.NewFilter(2 * (int(v.sealedRows()) + l.tail.len() + len(l.erased) + more))
	for _, s := range v.segments {
		if err := s.keys.Each(func(e keyset.Entry) error { l.filter.Add(e.Key); return nil }); err != nil {
			l.filter = nil
			return err
		}
	}
	for k := range l.tail.sums {
		l.filter.Add(k)
	}
	for k := range l.erased {
		l.filter.Add(k)
	}
	return nil
}

// remember notes identities that have become durable.
func (l *Log) remember(keys []keyset.Entry) {
	for _, k := range keys {
		l.filter.Add(k.Key)
	}
}

// commit makes rows durable: a few in the journal, many in a segment.
func (l *Log) commit(ctx context.Context, rows []row, keys []keyset.Entry) (err error) {
	switch {
	case len(rows) == 0:
		return nil
	case len(rows) >= l.options.BulkRows:
		err = l.commitSegment(ctx, rows, keys)
	default:
		err = l.commitBatch(ctx, rows)
	}
	if err == nil {
		l.remember(keys)
	}
	return err
}

func (l *Log) commitBatch(ctx context.Context, rows []row) error {
	body := encodeBatch(rows)
	first, last := rows[0].position, rows[len(rows)-1].position
	l.options.fail("batch: before commit")
	err := inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		if err := l.saveDictionary(ctx, tx); err != nil {
			return err
		}
		if err := savePosition(ctx, tx, last); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO batch (first, rows, body) VALUES (?, ?, ?)", first, len(rows), body)
		return err
	})
	if err != nil {
		return fmt.Errorf("append: %w", err)
	}
	l.options.fail("batch: after commit")
	l.customers.flushed = l.customers.len()
	l.tail.add(rows, body)
	l.views.advance(last)
	if l.tail.len() >= l.options.SealRows {
		l.wakeHousekeeper()
	}
	return nil
}

func savePosition(ctx context.Context, tx *sql.Tx, position int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE counter SET value = max(value, ?) WHERE name = 'position'", position)
	return err
}
