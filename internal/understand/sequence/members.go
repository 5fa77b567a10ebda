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
	history lists[known]
	objects []string
	times   [][]lists[int64] // segment, behaviour -> times, ascending
	latest  int64            // the time of the last that is known
}

// asker asks members and remembers what comes again. It is not safe for
// concurrent use.
type asker struct {
	*members
	isPlain  bool              // no rule asks what customers did
	byObject map[uint32]uint64 // bits of customers about whom this one thing was ever said
	nothing  struct {          // bits of those of whom nothing is known
		bits  uint64
		known bool
	}
	recent struct { // the customer looked up last
		customer uint32
		states   [][]byte
	}
}

// beside returns somebody who asks m.
func (m *members) beside() *asker {
	return &asker{members: m, isPlain: m.plain(), byObject: map[uint32]uint64{}}
}

// plain reports whether no rule asks what customers did.
func (m *members) plain() bool {
	return !slices.ContainsFunc(m.rules, func(r *segment.Rule) bool { return len(r.Behaviours()) > 0 })
}

// known is what one event said of a customer.
type known struct {
	time   int64
	object uint32 // index in objects
}

// members reads what the plan's segments need to know.
func (p *Plan) members(ctx context.Context, log Log, q Question, who *people, upto int64) (*members, error) {
	m := &members{people: who, now: None}
	if q.TraitsNow {
		m.now = q.AsOf.UnixMicro()
	}
	for _, id := range p.Segments {
		m.rules = append(m.rules, &p.Workspace.Segments[id].Rule)
	}
	return m, m.read(ctx, log, Selection{Upto: upto, Until: q.AsOf.UnixMicro()}, nil, nobody)
}

// nobody takes no notice of customers.
func nobody(uint32, bool) {}

// needsTraits reports whether any rule asks who customers are.
func (m *members) needsTraits() bool {
	return slices.ContainsFunc(m.rules, (*segment.Rule).NeedsTraits)
}

// read reads what the rules ask about; done tells it of completed journeys. Where
// the selection begins after a position, what is read adds to what is known.
// touched is told of whom something was read.
func (m *members) read(ctx context.Context, log Log, s Selection, done completions, touched func(c uint32, late bool)) error {
	if m.needsTraits() {
		if err := m.readTraits(ctx, log, s, touched); err != nil {
			return err
		}
	}
	return m.readBehaviour(ctx, log, s, done, touched)
}

// readTraits reads what was said of customers.
func (m *members) readTraits(ctx context.Context, log Log, s Selection, touched func(c uint32, late bool)) error {
	heard, err := m.hear(ctx, log, s)
	if err != nil {
		return err
	}
	if s.isAll() {
		m.history = heard.lists(m.distinct)
		for c := range m.history.customers() {
			touched(c, false)
		}
		return nil
	}
	changes := heard.byCustomer(s.Of)
	for c, h := range changes {
		var before []known
		if s.After > 0 {
			before = m.history.of(c)
		}
		var late bool
		changes[c], late = m.joined(before, h)
		touched(c, late)
	}
	m.history = m.history.with(changes)
	return nil
}

// isAll reports whether a selection is of all there is and adds to nothing.
func (s *Selection) isAll() bool { return s.After == 0 && s.Of == nil }

// hear reads what events said of customers, and numbers it.
func (m *members) hear(ctx context.Context, log Log, s Selection) (*entries[known], error) {
	out, numbers := &entries[known]{}, map[string]uint32{}
	m.objects = slices.Clip(m.objects) // what others hold is not touched
	err := log.Traits(ctx, s, func(t Traits) error {
		n, ok := numbers[string(t.Object)]
		if !ok {
			n = uint32(len(m.objects))
			object := string(t.Object)
			numbers[object] = n
			m.objects = append(m.objects, object)
		}
		m.latest = max(m.latest, t.Time)
		out.add(m.people.owner(uint32(t.Customer)), known{t.Time, n})
		return nil
	})
	return out, err
}

// joined adds what was said of a customer to what was said before. late reports
// whether something came late, between what is kept.
func (m *members) joined(before, h []known) (all []known, late bool) {
	h = slices.DeleteFunc(h, func(k known) bool { return m.saidBefore(before, k) })
	if n := len(before); n > 0 {
		late = slices.ContainsFunc(h, func(k known) bool { return k.time <= before[n-1].time })
	}
	return m.distinct(nil, slices.Concat(before, h)), late
}

// distinct appends what was said of a customer, in order. Of things said again and
// again only the first is kept, and the very last, so that it is known up to when.
func (m *members) distinct(to, h []known) []known {
	slices.SortFunc(h, func(a, b known) int { // what was said at one moment has no order: the text gives one
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(m.objects[a.object], m.objects[b.object]))
	})
	for i, k := range h {
		if i == 0 || i == len(h)-1 || !m.same(k, to[len(to)-1]) {
			to = append(to, k)
		}
	}
	return to
}

// same reports whether the same was said.
func (m *members) same(a, b known) bool {
	return a.object == b.object || m.objects[a.object] == m.objects[b.object]
}

// saidBefore reports whether something that came late was known at its time anyway.
func (m *members) saidBefore(before []known, k known) bool {
	n := len(before)
	if n == 0 || k.time > before[n-1].time {
		return false
	}
	at := sort.Search(n, func(i int) bool { return before[i].time > k.time })
	return m.objects[before[max(0, at-1)].object] == m.objects[k.object]
}

// readBehaviour reads when customers did what rules ask about.
func (m *members) readBehaviour(ctx context.Context, log Log, s Selection, done completions, touched func(c uint32, late bool)) error {
	times := make([][]lists[int64], len(m.rules))
	for k, r := range m.rules {
		for i, b := range r.Behaviours() {
			var now lists[int64]
			if m.times != nil {
				now = m.times[k][i]
			}
			if b.Journey != "" {
				times[k] = append(times[k], lists[int64]{}.with(done[b.Journey]))
				continue
			}
			seen, err := m.did(ctx, log, s, b.Matcher)
			if err != nil {
				return err
			}
			times[k] = append(times[k], seen.behind(now, s, touched))
		}
	}
	m.times = times
	return nil
}

// moments are times at which customers did something.
type moments struct{ entries[int64] }

// did reads when customers did something.
func (m *members) did(ctx context.Context, log Log, s Selection, what evidence.Matcher) (*moments, error) {
	seen := &moments{}
	s.Classes = []evidence.Matcher{what}
	_, err := log.Visits(ctx, s, func(v *Visits) error {
		for i, person := range v.Customer {
			m.latest = max(m.latest, v.Time[i])
			seen.add(m.people.owner(person), v.Time[i])
		}
		return nil
	})
	return seen, err
}

// behind returns what was known with what a selection brought.
func (seen *moments) behind(known lists[int64], s Selection, touched func(c uint32, late bool)) lists[int64] {
	if s.isAll() {
		known = seen.lists(func(to, of []int64) []int64 { slices.Sort(of); return append(to, of...) })
		for c := range known.customers() {
			touched(c, false)
		}
		return known
	}
	changes := seen.byCustomer(s.Of)
	for c, times := range changes {
		touched(c, false)
		if s.After > 0 {
			times = slices.Concat(known.of(c), times)
		}
		slices.Sort(times)
		changes[c] = times
	}
	return known.with(changes)
}

// again reads more, or anew what concerns some customers; m itself stays as it is.
func (m *members) again(ctx context.Context, log Log, s Selection, touched func(c uint32, late bool)) (*members, error) {
	if len(m.rules) == 0 {
		return m, nil
	}
	out := *m
	return &out, out.read(ctx, log, s, nil, touched)
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
	if a.now != None {
		moment = a.now
	}
	history := a.history.of(customer)
	switch {
	case !a.isPlain || len(history) > 2 || len(history) == 2 && history[0].object != history[1].object:
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
	if a.recent.customer != customer || a.recent.states == nil {
		a.recent.customer, a.recent.states = customer, a.states(history)
	}
	return a.recent.states[sort.Search(len(history), func(k int) bool { return history[k].time > moment })]
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
	times := m.times[s][i].of(customer)
	upTo := sort.Search(len(times), func(k int) bool { return times[k] > moment })
	from := 0
	if b.Within > 0 {
		from = sort.Search(len(times), func(k int) bool { return times[k] > moment-b.Within.Microseconds() })
	}
	return upTo - from
}
