// SPDX-License-Identifier: Apache-2.0

package funnel

import "math/bits"

// tie finds how chains use visits at the same time of which some serve several
// steps: each visit once in a chain, so that as many steps as can be are reached.
// It is a matching of steps and visits, found by augmenting paths (Kuhn 1955).
type tie struct {
	serves []uint64 // by visit
	of     []int8   // by visit: the step it is used for; -1: none
	seen   []int32  // by visit: the round in which it was looked at last
	round  int32
	union  uint64

	sources []source
}

// source is a chain as it was before the visits of the tie.
type source struct {
	step   int // its last; -1: none yet
	start  int64
	link   int32
	spoilt bool
}

// together takes in visits at the same time. Visits of one kind come one after
// the other; others count as being in order, and neither spoil nor end a chain.
func (c *chains) together(ms []moment) {
	var all, dated, entry uint64
	alike, several := true, false
	for i := range ms {
		m := &ms[i]
		steps := c.kinds[m.kind].steps
		all |= steps
		several = several || steps&(steps-1) != 0
		alike = alike && m.kind == ms[0].kind
		if !m.undated {
			dated |= steps
		}
		if m.entry {
			entry |= steps & 1
		}
	}
	union := all &^ (1 &^ entry)
	switch {
	case alike || all == 0:
		for i := range ms {
			c.visit(&ms[i])
		}
	case several:
		c.match(ms, union, dated)
	default:
		for steps := union; steps != 0; steps &= steps - 1 {
			step := bits.TrailingZeros64(steps)
			c.reach(step, entering(ms, step, c.kinds), dated>>step&1 == 0)
		}
	}
}

// entering returns the moment that stands for a tie at a step: at the first one
// that may begin a chain.
func entering(ms []moment, step int, kinds []kind) *moment {
	for i := range ms {
		if step == 0 && ms[i].entry && kinds[ms[i].kind].steps&1 == 1 {
			return &ms[i]
		}
	}
	return &ms[0]
}

// match carries every chain on as far as the visits of a tie can.
func (c *chains) match(ms []moment, union, dated uint64) {
	t := &c.tie
	t.serves, t.of, t.seen, t.union, t.round = t.serves[:0], t.of[:0], t.seen[:0], union, 0
	for i := range ms {
		steps := c.kinds[ms[i].kind].steps
		if !ms[i].entry {
			steps &^= 1
		}
		t.serves, t.of, t.seen = append(t.serves, steps), append(t.of, -1), append(t.seen, 0)
	}
	if union&1 == 1 {
		c.enter(entering(ms, 0, c.kinds))
	}
	c.sourcesAt(ms[0].time)
	for _, s := range t.sources {
		if s.spoilt {
			if next := c.next[s.step] & union; next != 0 {
				c.note(furthest{step: bits.Len64(next) - 1, start: s.start, spoilt: true})
			}
			continue
		}
		c.carry(s, ms[0].time, dated)
	}
}

// sourcesAt lists the chains that may go on, those that began last first. A chain
// is where it came last.
func (c *chains) sourcesAt(time int64) {
	t := &c.tie
	t.sources = append(t.sources[:0], source{step: -1, start: time, link: -1})
	for live := c.live; live != 0; {
		step := bits.Len64(live) - 1
		live &^= 1 << step
		s := source{step, c.start[step], c.last[step], c.spoilt>>step&1 == 1}
		at := len(t.sources)
		for at > 0 && t.sources[at-1].start < s.start {
			at--
		}
		if c.within(s.start, time) && t.sources[at-1].start != s.start {
			t.sources = append(t.sources, s)
			copy(t.sources[at+1:], t.sources[at:])
			t.sources[at] = s
		}
	}
}

// carry carries a chain on, step by step, as long as the visits suffice.
func (c *chains) carry(s source, time int64, dated uint64) {
	t := &c.tie
	for i := range t.of {
		t.of[i] = -1
	}
	for step := s.step + 1; step < c.size; step++ {
		optional := c.optional>>step&1 == 1
		if optional && t.union>>step&1 == 0 {
			continue
		}
		if !optional {
			if t.round++; t.union>>step&1 == 0 || !t.use(step) {
				return
			}
		}
		s.link = c.add(s.link, reached{time, step, dated>>step&1 == 0})
		if c.newer(step, s.start) {
			c.put(step, s.start, s.link)
		}
	}
}

// use finds a visit for a step, moving steps that have one to others if need be.
func (t *tie) use(step int) bool {
	for i, serves := range t.serves {
		if serves>>step&1 == 0 || t.seen[i] == t.round {
			continue
		}
		t.seen[i] = t.round
		if t.of[i] < 0 || t.use(int(t.of[i])) {
			t.of[i] = int8(step)
			return true
		}
	}
	return false
}
