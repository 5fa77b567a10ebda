// SPDX-License-Identifier: Apache-2.0

package funnel

import "math/bits"

// window follows one actor through a funnel without an order: it slides over the
// moments and counts the different steps within. Where a visit serves one step at
// most, a moment costs the same whatever the number of steps.
type window struct {
	*rules
	ms    []moment
	left  int // the first moment within; it may begin a chain
	right int // behind the last
	count [MaxSteps]int32
	many  int // different steps within

	owner [MaxSteps]int32 // by step: the moment used for it, where visits serve several
	seen  uint64          // steps that were looked at

	trail
}

// follow goes through the moments of an actor, in order, and leaves the trail.
func (w *window) follow(ms []moment) {
	w.ms = ms
	w.trail.reset()
	w.clear(0)
	for len(w.trail.steps) < w.size && w.right < len(ms) {
		n := w.right + tied(ms[w.right:])
		first, parted := w.right, false
		for ; w.right < n; w.right++ {
			w.take()
			parted = parted || w.kinds[ms[w.right].kind].spoils != 0
		}
		if parted { // what lies before is gone, but for what came at the same time
			for w.clear(first); w.right < n; w.right++ {
				w.take()
			}
		}
	}
}

// clear empties the window and puts it before a moment.
func (w *window) clear(at int) {
	w.left, w.right, w.many = at, at, 0
	clear(w.count[:w.size])
}

// take takes the moment at the right in.
func (w *window) take() {
	m := &w.ms[w.right]
	steps := w.kinds[m.kind].steps
	if steps == 0 {
		return
	}
	if m.entry {
		w.enter(m)
	}
	for ; steps != 0; steps &= steps - 1 {
		w.add(bits.TrailingZeros64(steps), 1)
	}
	for w.left <= w.right && !(w.within(w.ms[w.left].time, m.time) && w.begins(&w.ms[w.left])) {
		for steps := w.kinds[w.ms[w.left].kind].steps; steps != 0; steps &= steps - 1 {
			w.add(bits.TrailingZeros64(steps), -1)
		}
		w.left++
	}
	if w.many > len(w.trail.steps) {
		w.measure()
	}
}

// begins reports whether a chain may begin at a moment.
func (w *window) begins(m *moment) bool { return m.entry && w.kinds[m.kind].steps != 0 }

// add counts visits to a step.
func (w *window) add(step int, n int32) {
	before := w.count[step]
	w.count[step] += n
	switch {
	case before == 0:
		w.many++
	case w.count[step] == 0:
		w.many--
	}
}

// measure goes through the window: the trail are the moments that each add to the
// number of different steps. It is kept if there are more than before.
func (w *window) measure() {
	if w.overlap && !w.more() {
		return
	}
	had := uint64(0)
	w.trail.steps = w.trail.steps[:0]
	w.forget()
	for i := w.left; i <= w.right; i++ {
		m := &w.ms[i]
		steps := w.kinds[m.kind].steps
		switch {
		case w.overlap:
			if w.seen = 0; !w.use(int32(i), steps) {
				continue
			}
		case steps&^had == 0:
			continue
		}
		had |= steps
		w.trail.steps = append(w.trail.steps, reached{m.time, len(w.trail.steps), m.undated})
	}
}

// more reports whether the window holds more different steps than any before, each
// visit serving one.
func (w *window) more() bool {
	n := 0
	w.forget()
	for i := w.left; i <= w.right && n < w.size; i++ {
		if w.seen = 0; w.use(int32(i), w.kinds[w.ms[i].kind].steps) {
			n++
		}
	}
	return n > len(w.trail.steps)
}

// forget frees all steps.
func (w *window) forget() {
	for k := range w.size {
		w.owner[k] = -1
	}
}

// use finds a step for a moment, moving others if need be (Kuhn 1955). Moments
// once used stay so: their order decides which are.
func (w *window) use(i int32, serves uint64) bool {
	for ; serves != 0; serves &= serves - 1 {
		k := bits.TrailingZeros64(serves)
		if w.seen>>k&1 == 1 {
			continue
		}
		w.seen |= 1 << k
		o := w.owner[k]
		if o < 0 || w.use(o, w.kinds[w.ms[o].kind].steps) {
			w.owner[k] = i
			return true
		}
	}
	return false
}
