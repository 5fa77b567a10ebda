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

// members answers who was in which of a plan's segments, and when.
type members struct {
	people  *people
	rules   []*segment.Rule // one a segment, in the order of the bits
	now     int64           // with TraitsNow: the moment that counts; else None
	history map[uint32][]known
	objects []string
	times   [][]map[uint32][]int64 // segment, behaviour -> customer -> times, ascending
	simple  map[uint32]uint64      // bits of customers about whom one thing was ever said
	latest  struct {               // the customer looked up last
		customer uint32
		states   [][]byte
	}
}

// known is what one event said of a customer.
type known struct {
	time   int64
	object uint32 // index in objects
}

// members reads what the plan's segments need to know.
func (p *Plan) members(ctx context.Context, log Log, q Question, who *people) (*members, error) {
	m := &members{people: who, now: None, simple: map[uint32]uint64{}}
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
	if m.now != None {
		return m.lookUp(customer, m.now)
	}
	return m.lookUp(customer, moment)
}

// lookUp evaluates the rules.
func (m *members) lookUp(customer uint32, moment int64) uint64 {
	history := m.history[customer]
	plain := len(history) < 2 && !slices.ContainsFunc(m.times, func(t []map[uint32][]int64) bool { return len(t) > 0 })
	if bits, ok := m.simple[customer]; ok && plain {
		return bits
	}
	traits := m.traitsAt(customer, history, moment)
	var bits uint64
	for s, r := range m.rules {
		count := func(i int) int { return m.count(s, i, r.Behaviours()[i], customer, moment) }
		if r.Holds(traits, count) {
			bits |= 1 << s
		}
	}
	if plain {
		m.simple[customer] = bits
	}
	return bits
}

// traitsAt returns the traits known at a moment, and for those that were not
// known yet the first known after.
func (m *members) traitsAt(customer uint32, history []known, moment int64) []byte {
	switch len(history) {
	case 0:
		return nil
	case 1:
		return []byte(m.objects[history[0].object])
	}
	if m.latest.customer != customer || m.latest.states == nil {
		m.latest.customer, m.latest.states = customer, m.states(history)
	}
	return m.latest.states[sort.Search(len(history), func(k int) bool { return history[k].time > moment })]
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
