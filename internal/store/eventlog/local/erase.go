// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/keyset"
	"github.com/wendcx/wend/internal/listen/event"
)

// Erase forgets a customer; see eventlog.Log. The tail is sealed, segments with
// events of the customer are rewritten without them, the id leaves the
// dictionary, and quarantined rows that name it go. Should it be interrupted,
// calling it again finishes the work.
func (l *Log) Erase(ctx context.Context, customer event.CustomerID) (erased int64, err error) {
	l.chores.Lock()
	defer l.chores.Unlock()
	no := l.lookup(customer)
	if no == 0 {
		return 0, nil
	}
	for {
		n, err := l.eraseEvents(ctx, no)
		erased += n
		if err != nil {
			return erased, fmt.Errorf("erase: %w", err)
		}
		done, err := l.forget(ctx, customer, no)
		if err != nil {
			return erased, fmt.Errorf("erase: %w", err)
		}
		if done {
			return erased, nil
		}
	}
}

// eraseEvents erases what has been sealed of a customer, and the tail.
func (l *Log) eraseEvents(ctx context.Context, no uint32) (erased int64, err error) {
	if err := l.seal(ctx); err != nil {
		return 0, err
	}
	for {
		s, keys, err := l.segmentWith(ctx, no)
		if s == nil || err != nil {
			return erased, err
		}
		if err := l.eraseFrom(ctx, s, no, keys); err != nil {
			return erased, err
		}
		erased += int64(len(keys))
	}
}

// segmentWith finds a segment that holds events of a customer, and their
// identities.
func (l *Log) segmentWith(ctx context.Context, no uint32) (*segment, []uint64, error) {
	for _, s := range l.views.current().segments {
		var keys []uint64
		query := fmt.Sprintf("SELECT key FROM read_parquet([%s]) WHERE customer_no = %d", file(s.path), no)
		err := eachRow(ctx, l.duck.db, query, nil, func(r *sql.Rows) error {
			var k uint64
			if err := r.Scan(&k); err != nil {
				return err
			}
			keys = append(keys, k)
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
		if len(keys) > 0 {
			return s, keys, nil
		}
	}
	return nil, nil, nil
}

// eraseFrom rewrites one segment without a customer. The identities of what
// goes are kept as erased before anything goes.
func (l *Log) eraseFrom(ctx context.Context, s *segment, no uint32, gone []uint64) error {
	if err := l.saveErased(ctx, gone); err != nil {
		return err
	}
	without := map[uint64]bool{}
	for _, k := range gone {
		without[k] = true
	}
	var keys []keyset.Entry
	err := s.keys.Each(func(e keyset.Entry) error {
		if !without[e.Key] {
			keys = append(keys, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var rest *segment
	if len(keys) > 0 {
		rest, err = l.newSegment("erase", keys, func(path string) error {
			return l.copyTo(ctx, path, fmt.Sprintf("read_parquet([%s]) WHERE customer_no <> %d", file(s.path), no), len(keys))
		})
		if err != nil {
			return err
		}
		rest.rows, rest.first, rest.last = int64(len(keys)), s.first, s.last
	}
	l.write.Lock()
	defer l.write.Unlock()
	return l.swap(ctx, "erase", []*segment{s}, rest)
}

func (l *Log) saveErased(ctx context.Context, keys []uint64) error {
	l.write.Lock()
	defer l.write.Unlock()
	err := inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		for _, k := range keys {
			if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO erased (key) VALUES (?)", int64(k)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range keys {
		l.erased[k] = struct{}{}
	}
	return nil
}

// forget takes the customer's id out of the dictionary and the quarantine. The
// number stays taken for ever. It does nothing where events of the customer came
// in the meantime: done is false, and they have to be erased first.
func (l *Log) forget(ctx context.Context, customer event.CustomerID, no uint32) (done bool, err error) {
	l.write.Lock()
	defer l.write.Unlock()
	if came, err := l.cameSince(ctx, no); came || err != nil {
		return false, err
	}
	l.customers.erase(no)
	var first, count int
	err = l.journal.QueryRowContext(ctx, "SELECT first, count FROM dictionary WHERE first <= ? ORDER BY first DESC LIMIT 1", no).Scan(&first, &count)
	if err != nil {
		return false, err
	}
	err = inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE dictionary SET body = ? WHERE first = ?", l.customers.page(first, first+count-1), first); err != nil {
			return err
		}
		return forgetQuarantined(ctx, tx, string(customer))
	})
	if err != nil {
		return false, err
	}
	// Free pages and the write-ahead log would still hold the id.
	for _, clean := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := l.journal.ExecContext(ctx, clean); err != nil {
			return false, err
		}
	}
	return true, nil
}

// cameSince reports whether the log still holds events of a customer. l.write is
// held.
func (l *Log) cameSince(ctx context.Context, no uint32) (came bool, err error) {
	if err := l.catchUp(ctx); err != nil {
		return false, err
	}
	query := fmt.Sprintf("SELECT count(*) > 0 FROM %s WHERE customer_no = ?", l.views.current().from())
	err = l.duck.db.QueryRowContext(ctx, query, no).Scan(&came)
	return came, err
}

// forgetQuarantined deletes the quarantined rows in which an id stands by itself,
// not those in which its letters are part of something else.
func forgetQuarantined(ctx context.Context, tx *sql.Tx, id string) error {
	rows, err := tx.QueryContext(ctx, "SELECT id, raw FROM quarantine WHERE instr(raw, CAST(? AS BLOB)) > 0", id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var gone []int64
	for rows.Next() {
		var n int64
		var raw []byte
		if err := rows.Scan(&n, &raw); err != nil {
			return err
		}
		if names(string(raw), id) {
			gone = append(gone, n)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, n := range gone {
		if _, err := tx.ExecContext(ctx, "DELETE FROM quarantine WHERE id = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// names reports whether a text holds an id that is not part of a longer word.
func names(text, id string) bool {
	part := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-.:@+/", r)
	}
	for at := 0; ; {
		i := strings.Index(text[at:], id)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		after, _ := utf8.DecodeRuneInString(text[at+i+len(id):])
		if (at+i == 0 || !part(before)) && (at+i+len(id) == len(text) || !part(after)) {
			return true
		}
		at += i + 1
	}
}
