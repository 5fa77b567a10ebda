// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// Cache is a Log that keeps instances between questions, one set for each journey
// as it is written, and brings them up to date when the log has grown: Build
// takes them from it. It is safe for concurrent use: who asks while the same
// instances are being built waits for them; who reads others does not.
type Cache struct {
	Log     // as it is; what instances are formed of
	memory  *Memory
	budget  int64
	options Options
	reading turns // of those who read the log to form instances

	mu      sync.Mutex
	entries map[string]*entry
	uses    int64
}

// entry is one set of instances. Its turn is taken while it is built.
type entry struct {
	turns
	x     *Instances
	past  *Instances // what was cut out of x last; nil: nothing
	upTo  int64      // what x knows is dated until then
	early early      // who has something dated later
	used  int64
	size  int64 // 0: nothing is built yet
}

// NewCache returns an empty cache that keeps up to budget bytes.
func NewCache(log Log, budget int64, o Options) *Cache {
	return &Cache{
		Log: log, memory: NewMemory(log, budget/4), budget: budget - budget/4, options: o, reading: make(turns, mostReading), entries: map[string]*entry{},
	}
}

// Visits is part of Log. What was selected once is kept, and must not be changed.
func (c *Cache) Visits(ctx context.Context, s Selection, yield func(*Visits) error) (int64, error) {
	return c.memory.Visits(ctx, s, yield)
}

// extent identifies what a selection has in the log.
func (c *Cache) extent(ctx context.Context, s Selection) (string, bool, error) {
	return c.memory.extent(ctx, s)
}

// mostEntries bounds the sets of instances, also those that could not be built or
// have nobody in them: conditions are for anybody to invent.
const mostEntries = 1000

// mostReading is how many sets of instances are formed at once: each takes memory
// and every core beside what it leaves behind.
const mostReading = 2

// turns are places that some take at once, while others wait as long as they care
// to.
type turns chan struct{}

func (t turns) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turns) leave() { <-t }

// forever is a moment after every event.
var forever = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// Instances returns the instances of a plan as a question asks for them.
func (c *Cache) Instances(ctx context.Context, p *Plan, q Question) (*Instances, error) {
	all := Question{Where: q.Where, AsOf: forever, TraitsNow: q.TraitsNow, Events: q.Events}
	if q.TraitsNow && !p.plain() && p.formsByMembers() {
		all.AsOf = q.AsOf // the moment decides who is in a segment
	}
	e, err := c.entry(p, all)
	if err != nil {
		return nil, err
	}
	moment := c.soFar(q.AsOf)
	x, err := c.fresh(ctx, e, p, all, moment.UnixMicro())
	if err != nil {
		return nil, err
	}
	awaits, err := e.awaits(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	if moment.Before(q.AsOf) && awaits {
		return c.build(ctx, c.Log, p, q)
	}
	if all.AsOf.Equal(forever) {
		out, ok, err := c.asOf(ctx, e, x, q.AsOf)
		if err != nil {
			return nil, err
		}
		if !ok {
			return c.build(ctx, c.Log, p, q)
		}
		x = out
	}
	x = x.Ask(q)
	x.Plan = p // what does not make instances may have changed around the journey
	return x, nil
}

// soFar is a moment, or now where that is still to come: who asks about the future
// must not make all who ask about now cut it off.
func (c *Cache) soFar(moment time.Time) time.Time {
	if c.options.Clock == nil {
		return moment
	}
	if now := c.options.Clock(); now.Before(moment) {
		return now
	}
	return moment
}

// awaits reports whether something is dated until a moment that is not in the
// instances of an entry yet.
func (e *entry) awaits(ctx context.Context, moment time.Time) (bool, error) {
	if err := e.take(ctx); err != nil {
		return false, err
	}
	defer e.leave()
	return len(e.early.due(moment.UnixMicro())) > 0, nil
}

// build forms instances that are not kept, when it is their turn.
func (c *Cache) build(ctx context.Context, log Log, p *Plan, q Question) (*Instances, error) {
	if err := c.reading.take(ctx); err != nil {
		return nil, err
	}
	defer c.reading.leave()
	return BuildWith(ctx, log, p, q, c.options)
}

// asOf returns the instances of an entry as of a moment. What was cut out of them
// is kept: who asks about the past often asks again.
func (c *Cache) asOf(ctx context.Context, e *entry, x *Instances, moment time.Time) (out *Instances, ok bool, err error) {
	if err := e.take(ctx); err != nil {
		return nil, false, err
	}
	defer e.leave()
	if e.x == x && e.past != nil {
		if out, ok = e.past.AsOf(moment); ok {
			return out, true, nil
		}
	}
	out, ok = x.AsOf(moment)
	if ok && e.x == x && out.lineage != x.lineage {
		e.past = out
		c.keep(e, x.held()+out.held())
	}
	return out, ok, nil
}

// Forget drops what the cache holds of customers, so that it is read anew: after
// an erasure, or when identities were split. Instances that cannot be read anew
// are dropped altogether, and the error is returned.
func (c *Cache) Forget(ctx context.Context, customers ...uint32) error {
	c.memory.Forget()
	c.mu.Lock()
	all := make([]*entry, 0, len(c.entries))
	for _, e := range c.entries {
		all = append(all, e)
	}
	c.mu.Unlock()
	var errs []error
	for _, e := range all {
		errs = append(errs, c.forget(ctx, e, customers))
	}
	return errors.Join(errs...)
}

func (c *Cache) forget(ctx context.Context, e *entry, customers []uint32) error {
	if err := e.take(context.WithoutCancel(ctx)); err != nil { // what is to be forgotten must not stay
		return err
	}
	defer e.leave()
	if e.x == nil {
		return nil
	}
	x, err := e.x.Refresh(ctx, punctual{c.Log, e.upTo, e.early}, customers...)
	c.hold(e, x)
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
		c.makeRoom()
		e = &entry{turns: make(turns, 1)}
		c.entries[key] = e
	}
	c.uses++
	e.used = c.uses
	return e, nil
}

// makeRoom drops the entry used longest ago where there are too many; c.mu is
// held.
func (c *Cache) makeRoom() {
	if len(c.entries) < mostEntries {
		return
	}
	oldest := ""
	for key, e := range c.entries {
		if oldest == "" || e.used < c.entries[oldest].used {
			oldest = key
		}
	}
	delete(c.entries, oldest)
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
	var claims []uint16
	for i := range p.claims {
		claims = append(claims, p.claims[i].channel)
	}
	around, err := json.Marshal([]any{rules, claims, p.Channels, p.channelNames, p.channelOf})
	if err != nil {
		return "", fmt.Errorf("workspace: %w", err)
	}
	return fmt.Sprint(p.Journey.Digest(), string(where), string(around), p.Segments, q.TraitsNow, q.Events, q.AsOf.UnixMicro()), nil
}

// fresh builds the instances of an entry, or brings them up to date: with the log, and
// with a moment, at which something may be due that was dated in the future.
func (c *Cache) fresh(ctx context.Context, e *entry, p *Plan, q Question, moment int64) (*Instances, error) {
	if err := e.take(ctx); err != nil {
		return nil, err
	}
	defer e.leave()
	log := punctual{c.Log, max(e.upTo, moment), maps.Clone(e.early)}
	due := log.early.due(log.moment)
	for _, c := range due {
		delete(log.early, c)
	}
	x := e.x
	if x != nil && len(due) == 0 {
		now, err := c.Log.Visits(ctx, Selection{}, func(*Visits) error { return nil })
		if err != nil || now == x.Position {
			e.upTo = log.moment
			return x, err
		}
	}
	var err error
	switch {
	case x == nil || len(due) > 1024+x.Len()/8:
		log.moment, log.early = moment, early{}
		x, err = c.build(ctx, log, p, q)
	case x.people != nil: // whoever joins an account moves the visits of others
		x, err = c.build(ctx, log, p, q)
	default:
		x, err = x.Refresh(ctx, log, due...)
	}
	if err != nil {
		return nil, err
	}
	e.upTo, e.early = log.moment, log.early
	c.hold(e, x)
	return x, nil
}

// hold puts instances, nil for none, in the place of those that an entry has.
func (c *Cache) hold(e *entry, x *Instances) {
	if e.x == x {
		return
	}
	e.x, e.past = x, nil
	if x == nil {
		c.keep(e, 0)
	} else {
		c.keep(e, x.held())
	}
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
		if o := c.entries[key]; all > c.budget && o != e && o.size > 0 {
			all -= o.size
			delete(c.entries, key)
		}
	}
}
