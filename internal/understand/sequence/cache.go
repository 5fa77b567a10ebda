// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Cache is a Log that keeps instances between questions, one set for each journey
// as it is written, and brings them up to date when the log has grown: Build
// takes them from it. It is safe for concurrent use: who asks while the same
// instances are being built waits for them; who reads others does not.
type Cache struct {
	Log
	budget  int64
	options Options

	mu      sync.Mutex
	entries map[string]*entry
	uses    int64
}

// entry is one set of instances. Its lock is held while it is built.
type entry struct {
	mu   sync.Mutex
	x    *Instances
	used int64
	size int64
}

// NewCache returns an empty cache that keeps up to budget bytes.
func NewCache(log Log, budget int64, o Options) *Cache {
	return &Cache{Log: log, budget: budget, options: o, entries: map[string]*entry{}}
}

// forever is a moment after every event.
var forever = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// Instances returns the instances of a plan as a question asks for them.
func (c *Cache) Instances(ctx context.Context, p *Plan, q Question) (*Instances, error) {
	all := Question{Where: q.Where, AsOf: forever, TraitsNow: q.TraitsNow, Events: q.Events}
	if len(p.Segments) > 0 && q.TraitsNow {
		all.AsOf = q.AsOf // the moment decides who is in a segment
	}
	e, err := c.entry(p, all)
	if err != nil {
		return nil, err
	}
	x, err := c.fresh(ctx, e, p, all)
	if err != nil {
		return nil, err
	}
	if all.AsOf.Equal(forever) {
		var ok bool
		if x, ok = x.AsOf(q.AsOf); !ok {
			return BuildWith(ctx, c.Log, p, q, c.options)
		}
	}
	return x.Ask(q), nil
}

// Forget drops what the cache holds of customers, so that it is read anew: after
// an erasure, or when identities were split.
func (c *Cache) Forget(ctx context.Context, customers ...uint32) error {
	c.mu.Lock()
	all := make([]*entry, 0, len(c.entries))
	for _, e := range c.entries {
		all = append(all, e)
	}
	c.mu.Unlock()
	for _, e := range all {
		if err := e.forget(ctx, c.Log, customers); err != nil {
			return err
		}
	}
	return nil
}

func (e *entry) forget(ctx context.Context, log Log, customers []uint32) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.x == nil {
		return nil
	}
	x, err := e.x.Refresh(ctx, log, customers...)
	if err == nil {
		e.x = x
	}
	return err
}

// entry finds or makes the place of some instances.
func (c *Cache) entry(p *Plan, q Question) (*entry, error) {
	key, err := keyOf(p, q)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[key]
	if e == nil {
		e = &entry{}
		c.entries[key] = e
	}
	c.uses++
	e.used = c.uses
	return e, nil
}

// keyOf tells apart instances that are not the same: by the documents that make
// them and the events that count.
func keyOf(p *Plan, q Question) (string, error) {
	where, err := json.Marshal(q.Where.Plain())
	if err != nil {
		return "", fmt.Errorf("condition: %w", err)
	}
	var rules []any
	for _, id := range p.Segments {
		rules = append(rules, p.Workspace.Segments[id].Rule.EncodeDocument())
	}
	var steps []any
	for i := range p.Steps {
		steps = append(steps, p.Steps[i].Touchpoint.Channel)
	}
	around, err := json.Marshal([]any{rules, steps, p.channelNames, p.channelOf})
	if err != nil {
		return "", fmt.Errorf("workspace: %w", err)
	}
	return fmt.Sprint(p.Journey.Digest(), string(where), string(around), p.Segments, q.TraitsNow, q.Events, q.AsOf.UnixMicro()), nil
}

// fresh builds the instances of an entry, or brings them up to date.
func (c *Cache) fresh(ctx context.Context, e *entry, p *Plan, q Question) (*Instances, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var err error
	x := e.x
	if x == nil {
		x, err = BuildWith(ctx, c.Log, p, q, c.options)
	} else {
		x, err = x.Refresh(ctx, c.Log)
	}
	if err != nil {
		return nil, err
	}
	visits, instances := x.Bytes()
	e.x = x
	c.keep(e, visits+instances)
	return x, nil
}

// keep notes an entry's size and drops the entries used longest ago where the
// budget is exceeded.
func (c *Cache) keep(e *entry, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e.size = size
	var keys []string
	all := int64(0)
	for key, o := range c.entries {
		keys, all = append(keys, key), all+o.size
	}
	slices.SortFunc(keys, func(a, b string) int { return int(c.entries[a].used - c.entries[b].used) })
	for _, key := range keys {
		if o := c.entries[key]; all > c.budget && o != e {
			all -= o.size
			delete(c.entries, key)
		}
	}
}
