// SPDX-License-Identifier: Apache-2.0

package local

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Numbers returns the numbers of customers; see eventlog.Log.
func (l *Log) Numbers(_ context.Context, customers []event.CustomerID) ([]sequence.CustomerNo, error) {
	l.write.Lock()
	defer l.write.Unlock()
	out := make([]sequence.CustomerNo, len(customers))
	for i, c := range customers {
		if c != "" {
			out[i] = sequence.CustomerNo(l.customers.find(string(c)))
		}
	}
	return out, nil
}

// Search finds customers; see eventlog.Log.
func (l *Log) Search(ctx context.Context, text string, before sequence.CustomerNo, limit int) ([]sequence.CustomerNo, error) {
	out := l.called(text, before, limit)
	if text == "" || limit <= 0 {
		return out, nil
	}
	said, err := l.said(ctx, strings.ToLower(text), before, limit)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	out = append(out, said...)
	slices.SortFunc(out, func(a, b sequence.CustomerNo) int { return int(int64(b) - int64(a)) })
	out = slices.Compact(out)
	return out[:min(len(out), limit)], nil
}

// called finds customers by how their ids begin.
func (l *Log) called(text string, before sequence.CustomerNo, limit int) (out []sequence.CustomerNo) {
	l.write.Lock()
	known := l.customers.durable()
	l.write.Unlock()
	n := known.len()
	if before > 0 {
		n = min(n, int(before)-1)
	}
	for ; n > 0 && len(out) < limit; n-- {
		if id := known.text(uint32(n)); len(id) > 0 && len(id) >= len(text) && bytes.EqualFold(id[:len(text)], []byte(text)) {
			out = append(out, sequence.CustomerNo(n))
		}
	}
	return out
}

// durable is what of the dictionary is on disk and so will not change; it can be
// read without the log's lock, and finds nothing.
func (d *dictionary) durable() *dictionary {
	n := min(d.flushed, d.len())
	return &dictionary{arena: d.arena[:d.ends[n]:d.ends[n]], ends: d.ends[: n+1 : n+1]}
}

// errEnough ends a reading early.
var errEnough = errors.New("enough")

// said finds customers of whom an event said a text, in lower case, in a trait.
func (l *Log) said(ctx context.Context, text string, before sequence.CustomerNo, limit int) (out []sequence.CustomerNo, err error) {
	inJSON := event.AppendText(nil, text)
	args := []any{string(inJSON[1 : len(inJSON)-1])}
	query := "SELECT DISTINCT customer_no, traits FROM %s WHERE customer_no > 0 AND traits IS NOT NULL AND contains(lower(traits), ?)"
	if before > 0 {
		query += fmt.Sprintf(" AND customer_no < %d", before)
	}
	query += " ORDER BY customer_no DESC"
	err = l.scan(ctx, func(v *view) error {
		return eachRow(ctx, l.duck.db, fmt.Sprintf(query, v.from()), args, func(r *sql.Rows) error {
			var no uint32
			var traits string
			if err := r.Scan(&no, &traits); err != nil {
				return err
			}
			if n := len(out); (n == 0 || out[n-1] != sequence.CustomerNo(no)) && anyValue([]byte(traits), text) {
				out = append(out, sequence.CustomerNo(no))
			}
			if len(out) >= limit {
				return errEnough
			}
			return nil
		})
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// anyValue reports whether a value, not a key, of an object holds a text.
func anyValue(object []byte, text string) bool {
	var v any
	if json.Unmarshal(object, &v) != nil {
		return false
	}
	var in func(v any) bool
	in = func(v any) bool {
		switch v := v.(type) {
		case map[string]any:
			for _, x := range v {
				if in(x) {
					return true
				}
			}
			return false
		case []any:
			return slices.ContainsFunc(v, in)
		case string:
			return strings.Contains(strings.ToLower(v), text)
		case float64:
			return strings.Contains(string(event.AppendNumber(nil, v)), text)
		}
		return false
	}
	return in(v)
}

// Seen tells when customers were seen; see eventlog.Log.
func (l *Log) Seen(ctx context.Context, of []sequence.CustomerNo) ([]event.Seen, error) {
	out := make([]event.Seen, len(of))
	at := make(map[uint32][]int, len(of))
	for i, n := range of {
		at[uint32(n)] = append(at[uint32(n)], i)
	}
	if len(of) == 0 {
		return out, nil
	}
	query := "SELECT customer_no, count(*), min(time), max(time) FROM %s WHERE customer_no IN (SELECT unnest(CAST(? AS UINTEGER[]))) GROUP BY customer_no"
	err := l.scan(ctx, func(v *view) error {
		return eachRow(ctx, l.duck.db, fmt.Sprintf(query, v.from()), []any{numbers(of)}, func(r *sql.Rows) error {
			var no uint32
			var s event.Seen
			if err := r.Scan(&no, &s.Events, &s.First, &s.Last); err != nil {
				return err
			}
			for _, i := range at[no] {
				out[i] = s
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("seen: %w", err)
	}
	return out, nil
}
