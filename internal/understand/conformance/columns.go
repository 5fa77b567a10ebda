// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"slices"
)

// columns aligns paths with a model of few states by dynamic programming, one
// column a visit: the least deviations with which the path so far leads to each
// state. The next visit changes little in them: a visit that the model does not
// allow costs 1 everywhere, so deviations − visits stay as they are but where
// the visit's label leads, and from there on. (Where the model is a sequence
// this is the longest common subsequence by its dominant points; Hunt and
// Szymanski 1977.) Columns of the beginning that a path shares with the one
// before it are used again.
//
//	A → B → C, path A X C: deviations by state 0 1 2 3, 1 0 1 2, 2 1 2 3, 3 2 3 2
type columns struct {
	g     *graph
	from  int32   // the state in which the path begins
	path  []int32 // labels of the visits so far
	value []int32 // of the states: deviations − visits
	last  []int32 // of the states: the entry that gave the value
	log   []entry // every value there was
	ends  []int32 // where a column's entries end

	work  []int32 // states from which to go on
	found []entry
	cur   []int32
}

// entry is a state's new value and how it came about.
type entry struct {
	state int32
	from  int32 // the state before; -1 at the beginning
	at    int32 // column
	label int32 // left out on the way; silent; or matched by the visit
	value int32
	prev  int32 // the state's entry before, -1 for none
}

// matched says that the model allows the visit there.
const matched = -3

// never is the value of a state that is not reached.
const never = 1 << 29

func newColumns(g *graph) *columns {
	c := &columns{g: g, from: -1}
	c.value, c.last = make([]int32, len(g.edges)), make([]int32, len(g.edges))
	return c
}

// leg is part of engine. No budget stops it within a visit.
func (c *columns) leg(ctx context.Context, from int32, path []int32, prefix bool, budget int) (leg, error) {
	c.rewind(from, path, budget)
	for n := len(c.path); n < len(path); n++ {
		if n&1023 == 0 && ctx.Err() != nil {
			return leg{}, ctx.Err()
		}
		if c.spent(n) > budget {
			least := c.least()
			return c.back(n, least, leg{least: int(c.value[least]) + n}), nil
		}
		c.visit(path[n])
	}
	end := c.g.final
	if prefix {
		end = c.least()
	}
	if end < 0 || c.value[end] >= never/2 {
		return leg{}, errNoWay
	}
	out := c.back(len(path), end, leg{done: true})
	out.least = len(out.marks)
	return out, nil
}

// start is part of engine.
func (c *columns) start() int32 { return 0 }

// spent is how many values columns 1 to n hold.
func (c *columns) spent(n int) int { return int(c.ends[n] - c.ends[0]) }

// rewind goes back to the last column that two paths have in common, within the
// budget.
func (c *columns) rewind(from int32, path []int32, budget int) {
	if c.from != from {
		c.base(from)
	}
	n := 0
	for n < len(path) && n < len(c.path) && path[n] == c.path[n] {
		n++
	}
	for n > 0 && c.spent(n-1) > budget {
		n--
	}
	for len(c.log) > int(c.ends[n]) {
		e := &c.log[len(c.log)-1]
		c.last[e.state], c.value[e.state] = e.prev, c.log[e.prev].value
		c.log = c.log[:len(c.log)-1]
	}
	c.path, c.ends = c.path[:n], c.ends[:n+1]
}

// base makes the first column, of the empty path. Every state has an entry
// there, so that each entry behind it has one before.
func (c *columns) base(from int32) {
	c.from, c.path, c.log, c.ends = from, c.path[:0], c.log[:0], c.ends[:0]
	for s := range c.value {
		c.value[s], c.last[s] = never, int32(s)
		c.log = append(c.log, entry{state: int32(s), from: -1, value: never, prev: -1})
	}
	c.set(entry{state: from, from: -1})
	c.spread(0)
	c.ends = append(c.ends, int32(len(c.log)))
}

// set gives a state a lower value.
func (c *columns) set(e entry) {
	e.prev = c.last[e.state]
	c.last[e.state], c.value[e.state] = int32(len(c.log)), e.value
	c.log = append(c.log, e)
	c.work = append(c.work, e.state)
}

// spread takes lower values on through the model, within a column. A value
// falls at most twice in a column, so this ends soon.
func (c *columns) spread(at int32) {
	for first := 0; first < len(c.work); first++ {
		s := c.work[first]
		for _, e := range c.g.edges[s] {
			if v := c.value[s] + e.cost; v < c.value[e.to] {
				c.set(entry{state: e.to, from: s, at: at, label: e.label, value: v})
			}
		}
	}
	c.work = c.work[:0]
}

// visit adds a column.
func (c *columns) visit(label int32) {
	c.path = append(c.path, label)
	at := int32(len(c.path))
	if label >= 0 {
		c.found = c.found[:0]
		for _, h := range c.g.with[label] {
			if v := c.value[h.from] - 1; v < c.value[h.to] && v < never/2 {
				c.found = append(c.found, entry{state: h.to, from: h.from, at: at, label: matched, value: v})
			}
		}
		for _, e := range c.found { // only now: all are from the column before
			if e.value < c.value[e.state] {
				c.set(e)
			}
		}
		c.spread(at)
	}
	c.ends = append(c.ends, int32(len(c.log)))
}

// least is the state with the fewest deviations.
func (c *columns) least() int32 {
	best := int32(0)
	for s, v := range c.value {
		if v < c.value[best] {
			best = int32(s)
		}
	}
	return best
}

// back follows the way to a state backwards. Each value rests on one that was
// there before it.
func (c *columns) back(n int, s int32, out leg) leg {
	out.at, out.state = n, s
	c.cur = append(c.cur[:0], c.last...)
	for below := int32(len(c.log)); ; {
		for c.cur[s] >= below {
			c.cur[s] = c.log[c.cur[s]].prev
		}
		e := &c.log[c.cur[s]]
		for ; n > int(e.at); n-- {
			out.marks = append(out.marks, mark{int32(n - 1), extra})
		}
		if e.from < 0 {
			break
		}
		below = c.cur[s]
		if e.label >= 0 {
			out.marks = append(out.marks, mark{e.at, e.label})
		} else if e.label == matched {
			n--
			below = c.ends[n]
		}
		s = e.from
	}
	slices.Reverse(out.marks)
	return out
}
