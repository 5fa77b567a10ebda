// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Memory is a Log that keeps what was selected of another, so that the answers,
// promises and counts that every scorecard needs are read once, and then only
// what came since. What is about some customers alone, or grew too large, it
// passes on. It is safe for concurrent use.
type Memory struct {
	Log
	budget int64

	mu       sync.Mutex
	recalled map[string]*recalled
	uses     int64
}

// recalled is what was read of one selection. Its lock is held while it grows.
type recalled struct {
	mu       sync.Mutex
	position int64
	rows     Visits
	latest   int64 // time of the latest row
	size     int64 // of the rows
	over     bool  // it is too large to keep

	used int64 // under the memory's lock, as is
	kept int64 // what it counts for
}

// mostRecalled bounds the selections that are remembered, also those without rows:
// conditions are for anybody to invent.
const mostRecalled = 1000

// NewMemory returns an empty memory of up to budget bytes.
func NewMemory(log Log, budget int64) *Memory {
	return &Memory{Log: log, budget: budget, recalled: map[string]*recalled{}}
}

// Visits is part of Log. Batches must not be changed.
func (m *Memory) Visits(ctx context.Context, s Selection, yield func(*Visits) error) (int64, error) {
	if !s.whole() {
		return m.Log.Visits(ctx, s, yield)
	}
	key, err := selectionKey(s)
	if err != nil {
		return 0, err
	}
	r := m.recall(key)
	rows, latest, position, err := m.fresh(ctx, r, s)
	switch {
	case err != nil:
		return 0, err
	case rows == nil:
		return m.Log.Visits(ctx, s, yield)
	case len(rows.Customer) == 0:
		return position, nil
	case s.Until == 0 || latest <= s.Until:
		return position, yield(rows)
	}
	return position, yield(rows.until(s.Until))
}

// whole reports whether a selection is of all customers and of all that came.
func (s *Selection) whole() bool {
	return len(s.Classes) > 0 && s.After == 0 && s.Upto == 0 && s.Of == nil && s.Share[1] == 0
}

// extent identifies what a selection has in the log: rows are only added, so
// their number up to a moment says which they are. ok is false where that is not
// known without reading them.
func (m *Memory) extent(ctx context.Context, s Selection) (id string, ok bool, err error) {
	if !s.whole() {
		return "", false, nil
	}
	key, err := selectionKey(s)
	if err != nil {
		return "", false, err
	}
	rows, latest, _, err := m.fresh(ctx, m.recall(key), s)
	if err != nil || rows == nil {
		return "", false, err
	}
	n := len(rows.Customer)
	if s.Until != 0 && latest > s.Until {
		n = 0
		for _, t := range rows.Time {
			if t <= s.Until {
				n++
			}
		}
	}
	return fmt.Sprint(key, len(rows.Customer), "/", n), true, nil
}

// selectionKey tells apart selections that are not the same, whatever the moment.
func selectionKey(s Selection) (string, error) {
	type class struct {
		Event string
		Where any
	}
	var classes []class
	for _, c := range s.Classes {
		classes = append(classes, class{c.Event, c.Where.Plain()})
	}
	text, err := json.Marshal([]any{classes, s.Where.Plain(), s.Fields, s.Channels})
	if err != nil {
		return "", fmt.Errorf("selection: %w", err)
	}
	return string(text), nil
}

func (m *Memory) recall(key string) *recalled {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.recalled[key]
	if r == nil {
		r = &recalled{kept: int64(len(key))}
		m.recalled[key] = r
	}
	m.uses++
	r.used = m.uses
	return r
}

// fresh brings what is recalled up to date and returns it; nil where it is too
// large. What was returned before stays as it is: rows are only added behind.
func (m *Memory) fresh(ctx context.Context, r *recalled, s Selection) (rows *Visits, latest, position int64, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return nil, 0, 0, nil
	}
	now, err := m.Log.Visits(ctx, Selection{}, func(*Visits) error { return nil })
	if err != nil {
		return nil, 0, 0, err
	}
	if now > r.position {
		if err := m.read(ctx, r, s); err != nil {
			r.rows, r.position, r.size, r.latest = Visits{}, 0, 0, 0 // a part may have been read
			return nil, 0, 0, err
		}
		m.keep(r, r.size)
	}
	if r.over {
		return nil, 0, 0, nil
	}
	view := r.rows
	return &view, r.latest, r.position, nil
}

// read adds what came since.
func (m *Memory) read(ctx context.Context, r *recalled, s Selection) error {
	s.After, s.Until = r.position, 0
	position, err := m.Log.Visits(ctx, s, func(v *Visits) error {
		if r.over {
			return nil
		}
		r.add(v)
		if r.over = r.size > m.budget/4; r.over {
			r.rows, r.size = Visits{}, 0
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.position = position
	return nil
}

// rowBytes is what a row takes beside its fields.
const rowBytes = 4 + 2 + 8 + 8 + 8 + 1 + 2

// add copies a batch behind what is there.
func (r *recalled) add(v *Visits) {
	to := &r.rows
	to.Customer = append(to.Customer, v.Customer...)
	to.Class = append(to.Class, v.Class...)
	to.Time = append(to.Time, v.Time...)
	to.Seq = append(to.Seq, v.Seq...)
	to.Key = append(to.Key, v.Key...)
	to.Undated = append(to.Undated, v.Undated...)
	to.Channel = append(to.Channel, v.Channel...)
	r.size += int64(len(v.Customer)) * rowBytes
	if to.Fields == nil && len(v.Fields) > 0 {
		to.Fields = make([][]string, len(v.Fields))
	}
	fields := make([][]string, len(to.Fields)) // a new list, since the old one is in use
	copy(fields, to.Fields)
	for f := range v.Fields {
		for _, text := range v.Fields[f] {
			fields[f] = append(fields[f], strings.Clone(text))
			r.size += int64(len(text)) + 16
		}
	}
	to.Fields = fields
	for _, t := range v.Time {
		r.latest = max(r.latest, t)
	}
}

// until are the rows at or before a moment.
func (v *Visits) until(moment int64) *Visits {
	out := &Visits{Fields: make([][]string, len(v.Fields))}
	for i, t := range v.Time {
		if t > moment {
			continue
		}
		out.Customer, out.Class, out.Time = append(out.Customer, v.Customer[i]), append(out.Class, v.Class[i]), append(out.Time, t)
		out.Seq, out.Key, out.Undated = append(out.Seq, v.Seq[i]), append(out.Key, v.Key[i]), append(out.Undated, v.Undated[i])
		out.Channel = append(out.Channel, v.Channel[i])
		for f := range v.Fields {
			out.Fields[f] = append(out.Fields[f], v.Fields[f][i])
		}
	}
	return out
}

// keep notes the size of what is recalled, and drops what was used longest ago
// where the budget is exceeded.
func (m *Memory) keep(r *recalled, size int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r.kept = max(r.kept, size)
	for {
		all, oldest := int64(0), ""
		for key, o := range m.recalled {
			all += o.kept
			if o != r && (oldest == "" || o.used < m.recalled[oldest].used) {
				oldest = key
			}
		}
		if all <= m.budget && len(m.recalled) <= mostRecalled || oldest == "" {
			return
		}
		delete(m.recalled, oldest)
	}
}

// Forget drops everything: after an erasure, or when identities were split.
func (m *Memory) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.recalled = map[string]*recalled{}
}
