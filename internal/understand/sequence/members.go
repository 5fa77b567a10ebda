// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sort"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/segment"
)

// members knows who was in which of a plan's segments, and when. It is immutable
// once read.
type members struct {
	people  *people
	rules   []*segment.Rule // one a segment, in the order of the bits
	now     int64           // with TraitsNow: the moment that counts; else None
	history map[uint32][]known
	objects []string
	times   [][]map[uint32][]int64 // segment, behaviour -> customer -> times, ascending

	// Customers of whom more has become known since.
	newer   *members
	changed map[uint32]bool
}

// asker asks members and remembers what comes again. It is not safe for
// concurrent use.
type asker struct {
	*members
	plain    bool              // no rule asks what customers did
	byObject map[uint32]uint64 // bits of customers about whom this one thing was ever said
	nothing  struct {          // bits of those of whom nothing is known
		bits  uint64
		known bool
	}
	latest struct { // the customer looked up last
		customer uint32
		states   [][]byte
	}
}

// beside returns somebody who asks m.
func (m *members) beside() *asker {
	plain := !slices.ContainsFunc(m.times, func(t []map[uint32][]int64) bool { return len(t) > 0 })
	return &asker{members: m, plain: plain, byObject: map[uint32]uint64{}}
}

// known is what one event said of a customer.
type known struct {
	time   int64
	object uint32 // index in objects
}

// members reads what the plan's segments need to know.
func (p *Plan) members(ctx context.Context, log Log, q Question, who *people) (*members, error) {
	m := &members{people: who, now: None}
	if q.TraitsNow {
		m.now = q.AsOf.UnixMicro()
	}
	needsTraits := false
	for _, id := range p.Segments {
		r := &p.Workspace.Segments[id].Rule
		m.rules = append(m.rules, r)
		needsTraits = needsTraits || r.NeedsTraits()
	}
	if needsTraits {
		if err := m.readTraits(ctx, log, q); err != nil {
			return nil, err
		}
	}
	return m, m.readBehaviour(ctx, log, q, nil)
}

func (m *members) readTraits(ctx context.Context, log Log, q Question) error {
	m.history = map[uint32][]known{}
	numbers := map[string]uint32{}
	err := log.Traits(ctx, q.AsOf.UnixMicro(), func(t Traits) error {
		n, ok := numbers[string(t.Object)]
		if !ok {
			n = uint32(len(m.objects))
			object := string(t.Object)
			numbers[object] = n
			m.objects = append(m.objects, object)
		}
		c := m.people.owner(uint32(t.Customer))
		m.history[c] = append(m.history[c], known{t.Time, n})
		return nil
	})
	for c, h := range m.history {
		slices.SortStableFunc(h, func(a, b known) int { return cmp.Compare(a.time, b.time) })
		m.history[c] = slices.CompactFunc(h, func(a, b known) bool { return a.object == b.object })
	}
	return err
}

// readBehaviour reads when customers did what rules ask about; done tells it of
// completed journeys.
func (m *members) readBehaviour(ctx context.Context, log Log, q Question, done completions) error {
	for _, r := range m.rules {
		var times []map[uint32][]int64
		for _, b := range r.Behaviours() {
			if b.Journey != "" {
				times = append(times, done[b.Journey])
				continue
			}
			seen := map[uint32][]int64{}
			s := Selection{Classes: []evidence.Matcher{b.Matcher}, Until: q.AsOf.UnixMicro()}
			_, err := log.Visits(ctx, s, func(v *Visits) error {
				for i, person := range v.Customer {
					c := m.people.owner(person)
					seen[c] = append(seen[c], v.Time[i])
				}
				return nil
			})
			if err != nil {
				return err
			}
			for _, t := range seen {
				slices.Sort(t)
			}
			times = append(times, seen)
		}
		m.times = append(m.times, times)
	}
	return nil
}

// at returns the bits of the segments a customer was in at a moment.
func (m *members) at(customer uint32, moment int64) uint64 {
	if len(m.rules) == 0 {
		return 0
	}
	return m.beside().at(customer, moment)
}

// at returns the bits of the segments a customer was in at a moment.
func (a *asker) at(customer uint32, moment int64) uint64 {
	if len(a.rules) == 0 {
		return 0
	}
	if a.newer != nil && a.changed[customer] {
		return a.newer.at(customer, moment)
	}
	if a.now != None {
		moment = a.now
	}
	history := a.history[customer]
	switch {
	case !a.plain || len(history) > 1:
		return a.evaluate(customer, history, moment)
	case len(history) == 0:
		if !a.nothing.known {
			a.nothing.bits, a.nothing.known = a.evaluate(customer, history, moment), true
		}
		return a.nothing.bits
	}
	bits, ok := a.byObject[history[0].object]
	if !ok {
		bits = a.evaluate(customer, history, moment)
		a.byObject[history[0].object] = bits
	}
	return bits
}

// evaluate asks every rule.
func (a *asker) evaluate(customer uint32, history []known, moment int64) (bits uint64) {
	traits := a.traitsAt(customer, history, moment)
	for s, r := range a.rules {
		count := func(i int) int { return a.count(s, i, r.Behaviours()[i], customer, moment) }
		if r.Holds(traits, count) {
			bits |= 1 << s
		}
	}
	return bits
}

// traitsAt returns the traits known at a moment, and for those that were not
// known yet the first known after.
func (a *asker) traitsAt(customer uint32, history []known, moment int64) []byte {
	switch len(history) {
	case 0:
		return nil
	case 1:
		return []byte(a.objects[history[0].object])
	}
	if a.latest.customer != customer || a.latest.states == nil {
		a.latest.customer, a.latest.states = customer, a.states(history)
	}
	return a.latest.states[sort.Search(len(history), func(k int) bool { return history[k].time > moment })]
}

// states are the traits after none, one, two … of the things said of a
// customer.
func (m *members) states(history []known) [][]byte {
	said := make([]map[string]json.RawMessage, len(history))
	now := map[string]json.RawMessage{}
	for i := len(history) - 1; i >= 0; i-- { // what was said first of each trait
		if json.Unmarshal([]byte(m.objects[history[i].object]), &said[i]) == nil {
			maps.Copy(now, said[i])
		}
	}
	out := make([][]byte, 0, len(history)+1)
	add := func() {
		b, err := json.Marshal(now)
		if err != nil { // the parts were read from JSON
			b = nil
		}
		out = append(out, b)
	}
	add()
	for _, object := range said {
		maps.Copy(now, object)
		add()
	}
	return out
}

// count is how often a customer did something in the time before a moment.
func (m *members) count(s, i int, b segment.Did, customer uint32, moment int64) int {
	times := m.times[s][i][customer]
	upTo := sort.Search(len(times), func(k int) bool { return times[k] > moment })
	from := 0
	if b.Within > 0 {
		from = sort.Search(len(times), func(k int) bool { return times[k] > moment-b.Within.Microseconds() })
	}
	return upTo - from
}
