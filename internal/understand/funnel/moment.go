// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// moment is a visit that matters to a funnel.
type moment struct {
	time     int64 // microseconds
	instance int32
	kind     uint16 // index in rules.kinds
	entry    bool   // may begin a chain
	undated  bool
}

// gather appends the moments of an instance. Within strict funnels every visit
// matters. enters says that chains may begin here. All visits are written and only
// those that matter are kept, which spares a branch that hangs on the data.
func gather[S uint8 | uint16, T uint32 | int64](dst []moment, r *rules, c *sequence.Columns[S, T], x *sequence.Instances, i int, enters bool) []moment {
	from, to := x.Visits(i)
	n, base, unit := len(dst), x.Base(i), x.Unit
	dst = slices.Grow(dst, to-from)[:n+to-from]
	times, manners := c.Time[from:to], c.Manner[from:to]
	for v, s := range c.Step[from:to] {
		kind, t := r.kindOf[s], base+int64(times[v])*unit
		dst[n] = moment{
			time: t, instance: int32(i), kind: kind,
			entry: enters && t >= r.from && t < r.to, undated: x.Manners[manners[v]].Undated,
		}
		kept := 0
		if kind|r.others != 0 {
			kept = 1
		}
		n += kept
	}
	return dst[:n]
}

// arrange puts the moments of several instances in order. At equal times those
// that may begin a chain come first, since equal times count as being in order.
func arrange(ms []moment) {
	before := func(a, b moment) int {
		switch c := cmp.Compare(a.time, b.time); {
		case c != 0 || a.entry == b.entry:
			return c
		case a.entry:
			return -1
		}
		return 1
	}
	if !slices.IsSortedFunc(ms, before) {
		slices.SortStableFunc(ms, before)
	}
}

// tied returns how many of the moments, from the first on, have its time.
func tied(ms []moment) int {
	n := 1
	for n < len(ms) && ms[n].time == ms[0].time {
		n++
	}
	return n
}

// trail is what an actor came to: the steps reached, in order.
type trail struct {
	steps    []reached
	excluded bool
	entry    moment // the first
	entered  bool
}

// reached is when a step was.
type reached struct {
	time    int64
	step    int
	undated bool
}

// enter notes a moment at which a chain begins.
func (t *trail) enter(m *moment) {
	if !t.entered {
		t.entry, t.entered = *m, true
	}
}

// reset forgets the actor before.
func (t *trail) reset() { *t = trail{steps: t.steps[:0]} }
