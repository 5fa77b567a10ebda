// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"fmt"

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
	if err := l.seal(ctx); err != nil {
		return 0, fmt.Errorf("erase: %w", err)
	}
	for {
		s, keys, err := l.segmentWith(ctx, no)
		if err != nil {
			return erased, fmt.Errorf("erase: %w", err)
		}
		if s == nil {
			break
		}
		if err := l.eraseFrom(ctx, s, no, keys); err != nil {
			return erased, fmt.Errorf("erase: %w", err)
		}
		erased += int64(len(keys))
	}
	if err := l.forget(ctx, customer, no); err != nil {
		return erased, fmt.Errorf("erase: %w", err)
	}
	return erased, nil
}

// segmentWith finds a segment that holds events of a customer, and their
// identities.
func (l *Log) segmentWith(ctx context.Context, no uint32) (*segment, []uint64, error) {
	for _, s := range l.views.current().segments {
		var keys []uint64
		query := fmt.Sprintf("SELECT key FROM read_parquet([%s]) WHERE customer_no = %d", quote(s.path), no)
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
			return l.copyTo(ctx, path, fmt.Sprintf("read_parquet([%s]) WHERE customer_no <> %d", quote(s.path), no), len(keys))
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
// number stays taken for ever.
func (l *Log) forget(ctx context.Context, customer event.CustomerID, no uint32) error {
	l.write.Lock()
	defer l.write.Unlock()
	l.customers.erase(no)
	var first, count int
	err := l.journal.QueryRowContext(ctx, "SELECT first, count FROM dictionary WHERE first <= ? ORDER BY first DESC LIMIT 1", no).Scan(&first, &count)
	if err != nil {
		return err
	}
	err = inTransaction(ctx, l.journal, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE dictionary SET body = ? WHERE first = ?", l.customers.page(first, first+count-1), first); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM quarantine WHERE instr(raw, CAST(? AS BLOB)) > 0", string(customer))
		return err
	})
	if err != nil {
		return err
	}
	// Free pages and the write-ahead log would still hold the id.
	for _, clean := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := l.journal.ExecContext(ctx, clean); err != nil {
			return err
		}
	}
	return nil
}
