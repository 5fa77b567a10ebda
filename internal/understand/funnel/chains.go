// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"math/bits"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// chains follows one actor through a funnel with an order. For each step it has
// the chain that began last among those that came to it. Visits of chains are
// kept as links back to the one before, so that carrying a chain on copies
// nothing. A visit costs as much as it serves steps.
type chains struct {
	*rules
	live   uint64 // steps at which there is a chain
	spoilt uint64 // and where it was spoilt
	start  [MaxSteps]int64
	last   [MaxSteps]int32 // its last link
	links  []link
	best   furthest
	tie    tie

	trail
}

// link is a visit of a chain.
type link struct {
	reached
	before int32 // -1: none
}

// furthest is the first chain that reached the furthest step; if it was spoilt,
// the next one to reach it takes its place.
type furthest struct {
	step   int // -1: none
	start  int64
	link   int32
	spoilt bool
}

// follow goes through the moments of an actor, in order, and leaves the trail.
func (c *chains) follow(ms []moment) {
	c.live, c.spoilt, c.links, c.best = 0, 0, c.links[:0], furthest{step: -1}
	c.trail.reset()
	for len(ms) > 0 && (c.best.step < c.size-1 || c.best.spoilt) {
		n := tied(ms)
		if n == 1 {
			c.visit(&ms[0])
		} else {
			c.together(ms[:n])
		}
		ms = ms[n:]
	}
	c.leave()
}

// visit takes in a visit that is alone at its time, or one of several alike. The
// highest step comes first, so that no step sees what the visit did to the one
// before.
func (c *chains) visit(m *moment) {
	k := c.kinds[m.kind]
	c.spoil(k.spoils, m.time)
	for steps := k.steps; steps != 0; {
		step := bits.Len64(steps) - 1
		steps &^= 1 << step
		c.reach(step, m, m.undated)
	}
	if c.order == Strict {
		c.live &= k.steps
	}
}

// reach carries a chain on to a step, or begins one.
func (c *chains) reach(step int, m *moment, undated bool) {
	if step == 0 {
		if m.entry && (c.live&1 == 0 || c.start[0] != m.time) {
			c.enter(m)
			c.put(0, m.time, c.add(-1, reached{m.time, 0, undated}))
		}
		return
	}
	from, spoilt := c.candidates(step, m.time)
	switch {
	case from >= 0:
		if start := c.start[from]; c.newer(step, start) {
			c.put(step, start, c.add(c.last[from], reached{m.time, step, undated}))
		}
	case spoilt >= 0:
		c.note(furthest{step: step, start: c.start[spoilt], spoilt: true})
	}
}

// candidates finds the chain that comes to a step: of those at the steps before,
// in their windows, the one that began last. Where the same chain is at several,
// the last of them is where it is. -1 stands for none.
func (c *chains) candidates(step int, time int64) (from, spoilt int) {
	from, spoilt = -1, -1
	ahead := int64(sequence.None)
	for before := c.prior[step] & c.live; before != 0; {
		l := bits.Len64(before) - 1
		before &^= 1 << l
		start := c.start[l]
		if start == ahead || !c.within(start, time) {
			continue
		}
		ahead = start
		switch {
		case c.spoilt>>l&1 == 1:
			spoilt = max(spoilt, l)
		case from < 0 || start > c.start[from]:
			from = l
		}
	}
	return from, spoilt
}

// newer reports whether a chain began later than the one at a step, if any.
func (c *chains) newer(step int, start int64) bool {
	return c.live>>step&1 == 0 || start > c.start[step]
}

// add appends a link.
func (c *chains) add(before int32, r reached) int32 {
	c.links = append(c.links, link{r, before})
	return int32(len(c.links) - 1)
}

// put puts a chain at a step.
func (c *chains) put(step int, start int64, last int32) {
	c.live |= 1 << step
	c.spoilt &^= 1 << step
	c.start[step], c.last[step] = start, last
	c.note(furthest{step: step, start: start, link: last})
}

// note remembers a chain if it came further than any before.
func (c *chains) note(f furthest) {
	if f.step > c.best.step || f.step == c.best.step && c.best.spoilt {
		c.best = f
	}
}

// spoil spoils the chains whose last steps are among some. What a chain that went
// on left behind at its former steps may be spoilt too: nothing comes of it any
// more.
func (c *chains) spoil(steps uint64, time int64) {
	for steps &= c.live &^ c.spoilt; steps != 0; {
		l := bits.Len64(steps) - 1
		steps &^= 1 << l
		if !c.within(c.start[l], time) {
			continue
		}
		c.spoilt |= 1 << l
		if c.best.step == l && c.within(c.best.start, time) {
			c.best.spoilt = true
		}
	}
}

// leave turns the furthest chain into the trail.
func (c *chains) leave() {
	c.excluded = c.best.spoilt
	if c.best.step < 0 || c.excluded {
		return
	}
	for at := c.best.link; at >= 0; at = c.links[at].before {
		c.trail.steps = append(c.trail.steps, c.links[at].reached)
	}
	for i, j := 0, len(c.trail.steps)-1; i < j; i, j = i+1, j-1 {
		c.trail.steps[i], c.trail.steps[j] = c.trail.steps[j], c.trail.steps[i]
	}
}
