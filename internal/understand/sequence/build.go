// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"math"
	"runtime"
	"sync"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// Options tune how instances are built. The zero value is right.
type Options struct {
	// Budget bounds the memory, in bytes, that building takes beside the
	// instances themselves; 0 is DefaultBudget. Beyond it customers are read
	// in shares, one after the other.
	Budget int64

	// Limit bounds the memory, in bytes, that the columns of one set of instances
	// take; 0: nothing does. What is larger lies in files in Dir (the system's for
	// such files, if ""), which questions read at the speed of memory as long as the
	// system has room to hold them.
	Limit int64
	Dir   string

	// Progress is told how many visits were read; it may be called from any
	// goroutine. nil: nobody.
	Progress func(visits int)

	// Clock tells a Cache what the future is, which it keeps nothing of for those
	// who ask about now. nil: nothing is.
	Clock func() time.Time
}

// DefaultBudget is the memory that building takes, in bytes, if nothing else is
// said.
const DefaultBudget = 4 << 30

// bytesPerArrival is what a visit takes at most until it stands in its instance.
const bytesPerArrival = 40

// Build reads the log and forms the instances that the question's events make.
// Cost is linear in visits but for sorting within a customer. Of a Cache it takes
// what is kept.
func Build(ctx context.Context, log Log, p *Plan, q Question) (*Instances, error) {
	if c, ok := log.(*Cache); ok {
		return c.Instances(ctx, p, q)
	}
	return BuildWith(ctx, log, p, q, Options{})
}

// BuildWith is Build with options.
func BuildWith(ctx context.Context, log Log, p *Plan, q Question, o Options) (*Instances, error) {
	b, err := newBuilder(ctx, log, p, q, o)
	if err != nil {
		return nil, err
	}
	shares := b.shares()
	for i := range shares {
		if err := b.share(ctx, i, shares); err != nil {
			return nil, err
		}
	}
	return b.done(), nil
}

// builder builds instances share by share.
type builder struct {
	log     Log
	plan    *Plan
	q       Question
	o       Options
	until   int64 // the log position up to which it reads
	people  *people
	members *members
	values  *dictionary
	into    *Instances // what there is so far; nil: nothing
}

func newBuilder(ctx context.Context, log Log, p *Plan, q Question, o Options) (*builder, error) {
	b := &builder{log: log, plan: p, q: q, o: o, values: newDictionary()}
	if b.o.Budget <= 0 {
		b.o.Budget = DefaultBudget
	}
	if b.o.Progress == nil {
		b.o.Progress = func(int) {}
	}
	var err error
	if b.until, err = log.Visits(ctx, Selection{}, func(*Visits) error { return nil }); err != nil {
		return nil, err
	}
	if b.until == 0 { // what comes from here on is for later
		b.log = nothing{}
	}
	if b.people, err = p.people(ctx, b.log, q, b.until); err != nil {
		return nil, err
	}
	b.members, err = p.members(ctx, b.log, q, b.people, b.until)
	return b, err
}

// shares is in how many shares the customers are read. People of one account are
// read together.
func (b *builder) shares() int {
	if b.people != nil && b.people.account != nil {
		return 1
	}
	return int((b.until*bytesPerArrival)/b.o.Budget) + 1
}

// share reads the i-th of n shares and forms its instances.
func (b *builder) share(ctx context.Context, i, n int) error {
	s := b.plan.selection(b.q)
	s.Upto = b.until
	if n > 1 {
		s.Share = [2]int{i, n}
	}
	a, err := b.plan.read(ctx, b.log, s, b.people, b.values, b.o.Progress)
	if err != nil {
		return err
	}
	if b.into == nil {
		b.into = b.empty(a)
	}
	b.into.read = max(b.into.read, a.last)
	return b.add(ctx, a)
}

// empty are no instances yet, in columns that suit what arrived first.
func (b *builder) empty(a *arrivals) *Instances {
	first := int64(0)
	if a.total > 0 {
		first = a.first
	}
	x := &Instances{Plan: b.plan, Question: b.q, Position: b.until, Unit: a.grain, members: b.members, people: b.people, lineage: &lineage{values: b.values}, read: None, until: b.q.AsOf.UnixMicro()}
	x.rows = rows{offset: []uint32{0}, origin: first - mod(first, second), values: b.values.values}
	x.narrow = &Columns[uint8, uint32]{}
	x.ground = ground{limit: b.o.Limit, dir: b.o.Dir}
	return x
}

// mod is the remainder that is never negative.
func mod(a, b int64) int64 { return (a%b + b) % b }

// add forms the instances of what arrived and appends them.
func (b *builder) add(ctx context.Context, a *arrivals) error {
	if a.total == 0 {
		return nil
	}
	return b.form(ctx, a, a.inCrowds(runtime.GOMAXPROCS(0)), a.first, a.grain)
}

// mostVisits is how many visits instances can have, so that places of visits have
// 32 bits though some be copied together.
const mostVisits = 1<<32 - 1<<29

// form forms the instances of lots of arrivals and appends them. first is the earliest
// time in them and grain the unit that they need.
func (b *builder) form(ctx context.Context, a *arrivals, l lots, first, grain int64) (err error) {
	x := b.into
	visits := int64(x.offset[x.Len()])
	for i := range l.len() {
		visits += int64(l.size(i))
	}
	if visits > mostVisits || len(a.sheets) > 1<<(32-sheetBits) {
		return fault.New(fault.Invalid, "more than %d visits are to be held at once", int64(mostVisits)).WithRemedy("ask about fewer events")
	}
	if grain < x.Unit || first < x.origin {
		if err := x.relayout(min(first-mod(first, second), x.origin), min(grain, x.Unit), x.wide != nil); err != nil {
			return err
		}
	}
	joined := 0
	if x.narrow != nil {
		if joined, err = joinLots(ctx, b, a, l, 0, x.narrow); joined == l.len() || err != nil {
			return err
		}
		if err := x.relayout(x.origin, microsecond, true); err != nil {
			return err
		}
	}
	if joined, err = joinLots(ctx, b, a, l, joined, x.wide); joined < l.len() && err == nil {
		return fault.New(fault.Invalid, "the visits are on too many channels by too many actors; at most %d combinations are told apart", math.MaxUint16+1)
	}
	return err
}

// done are the finished instances.
func (b *builder) done() *Instances {
	x := b.into
	if x == nil {
		x = b.empty(newArrivals(b.values))
	}
	x.finish()
	return x
}

// finish derives what hangs on all instances.
func (x *Instances) finish() {
	x.lineage.tip = x.Len()
	x.derive()
}

// derive chooses instances and makes ready what is found when first asked for.
func (x *Instances) derive() {
	x.choose()
	x.ripeness = sync.OnceValue(x.ripe)
	x.valued = sync.OnceValue(x.byValue)
	x.latest = sync.OnceValue(x.lastTime)
	x.keepNothing()
}
