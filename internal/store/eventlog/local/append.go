// SPDX-License-Identifier: Apache-2.0

package local

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// request is one append on its way to a group commit.
type request struct {
	rows    []row
	added   []int // indexes of the rows that are new
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
	select {
	case <-r.done: // somebody committed it for us
	default:
		// The promise of a group does not hang on one caller's patience.
		l.commitGroup(context.WithoutCancel(ctx), l.group())
	}
	return r.receipt, r.err
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
	added, err := l.admit(group)
	if err == nil {
		err = l.commit(ctx, added)
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
// and positions.
func (l *Log) admit(group []*request) ([]row, error) {
	var all []*row
	var owners []int
	for g, r := range group {
		for i := range r.rows {
			all = append(all, &r.rows[i])
			owners = append(owners, g)
		}
	}
	verdicts, err := l.judge(all)
	if err != nil {
		return nil, err
	}
	position := l.views.position()
	index := make([]int, len(group)) // of the row within its request
	added := make([]row, 0, len(all))
	for i, r := range all {
		q := group[owners[i]]
		at := index[owners[i]]
		index[owners[i]]++
		switch verdicts[i] {
		case duplicate:
			q.receipt.Duplicates = append(q.receipt.Duplicates, at)
		case conflict:
			q.receipt.Conflicts = append(q.receipt.Conflicts, at)
		default:
			position++
			r.position = position
			before := l.customers.len()
			if r.Customer != "" {
				r.customer = l.customers.number(string(r.Customer))
			}
			q.receipt.Customers += l.customers.len() - before
			q.receipt.Added++
			q.added = append(q.added, at)
			added = append(added, *r)
		}
	}
	for _, q := range group {
		q.receipt.Touched = q.touched()
	}
	return added, nil
}

// touched lists the customers of the new rows, each once, ascending.
func (r *request) touched() []uint32 {
	numbers := make([]uint32, len(r.added))
	for i, k := range r.added {
		numbers[i] = r.rows[k].customer
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// verdict says what becomes of a row.
type verdict uint8

const (
	fresh verdict = iota
	duplicate
	conflict
)

// judge compares rows with each other, the tail and all segments.
func (l *Log) judge(rows []*row) ([]verdict, error) {
	order := make([]int32, len(rows))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(rows[a].key, rows[b].key), cmp.Compare(a, b))
	})
	keys := make([]uint64, len(order))
	for k, i := range order {
		keys[k] = rows[i].key
	}
	kept, err := l.kept(keys)
	if err != nil {
		return nil, err
	}
	verdicts := make([]verdict, len(rows))
	for k, i := range order {
		r := rows[i]
		content := kept[k]
		if k > 0 && keys[k-1] == keys[k] && !content.there {
			content = kept[k-1] // an earlier row of the same append is kept first
		}
		switch {
		case !content.there:
			kept[k] = held{there: true, sum: r.sum}
		case content.erased || content.sum == r.sum:
			verdicts[i], kept[k] = duplicate, content
		default:
			verdicts[i], kept[k] = conflict, content
		}
	}
	return verdicts, nil
}

// held is what the log has under an identity.
type held struct {
	there  bool
	sum    uint64
	erased bool
}

// kept looks sorted identities up in the tail, the segments and the erased.
func (l *Log) kept(keys []uint64) ([]held, error) {
	out := make([]held, len(keys))
	for k, key := range keys {
		if sum, there := l.tail.sums[key]; there {
			out[k] = held{there: true, sum: sum}
		}
		if _, gone := l.erased[key]; gone {
			out[k] = held{there: true, erased: true}
		}
	}
	for _, s := range l.views.current().segments {
		err := s.keys.Find(keys, func(k int, sum uint64) { out[k] = held{there: true, sum: sum} })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// commit makes rows durable: a few in the journal, many in a segment.
func (l *Log) commit(ctx context.Context, rows []row) error {
	switch {
	case len(rows) == 0:
		return nil
	case len(rows) >= l.options.BulkRows:
		return l.commitSegment(ctx, rows)
	}
	return l.commitBatch(ctx, rows)
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
