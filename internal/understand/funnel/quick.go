// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"math/bits"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// quickSteps is how many steps the quick kernel can tell apart.
const quickSteps = 14

// quick counts how far instances came in plain funnels. Masks leave out instances
// that cannot have come to the second step; a table tells each visit's step; loops
// over visits have no branch that hangs on the data, for mispredicted ones would cost
// more than all the rest. Instances that are over within the window, most of them, need
// no times at all, if their visits were at different ones: see brief.
//
// For the others a visit is a key: its time with its step, counted from 1 and 0 for none, in the
// lowest four bits. Keys have the order of times and, at equal times, of steps.
type quick struct {
	// start[k+1] is the latest start of a chain that came to step k: the key of its
	// first visit. start[1] is the visit at hand, which begins chains, and start[0],
	// from which visits that do not matter come, is never. There is room for any
	// uint8, so that no index needs a check.
	start [1<<8 + 2]int64
	step  [1 << 16]uint8 // by step of the plan
	bias  int64          // added to keys, so that chains of instances before are out of any window

	size          int // how many steps
	window        int64
	first, second uint32 // masks of instances to look at; those without second end at the first step
	all           bool   // the question is about all instances
	groups        []uint8
	names         int                   // of groups
	level         [][quickSteps + 2]int // by group and level but 0; groups beyond the names are none
	chosen        []uint32              // instances to look at
	keys          []int64
}

func newQuick(r *rules, b *Breakdown, all bool) *quick {
	q := &quick{size: r.size, window: r.window, first: r.first, all: all, level: make([][quickSteps + 2]int, 1)}
	if b != nil {
		q.groups, q.names, q.level = b.Of, len(b.Names), make([][quickSteps + 2]int, NoGroup+1)
	}
	for p, k := range r.kindOf {
		steps := r.kinds[k].steps
		q.step[p] = uint8(bits.Len64(steps))
		if steps&2 != 0 {
			q.second |= sequence.MaskOf(p)
		}
	}
	if len(r.kindOf) > sequence.MaskSteps { // steps share bits of masks
		q.second = ^uint32(0)
	}
	return q
}

// Merge takes in what another kernel counted.
func (q *quick) Merge(o *quick) {
	for g := range q.level {
		for l, n := range o.level[g] {
			q.level[g][l] += n
		}
	}
}

// Observe counts a range of instances.
func (q *quick) Observe(x *sequence.Instances, from, to int) {
	if q.all && q.groups == nil {
		q.choose(x, from, to)
	} else {
		q.chooseBy(x, from, to)
	}
	if c := x.Narrow(); c != nil {
		count(q, c, x, min(q.window/x.Unit, 1<<32), 1<<38)
	} else {
		count(q, x.Wide(), x, min(q.window/x.Unit, 1<<58-1), 0)
	}
}

// choose lists the instances of a range that must be looked at, and counts those
// that end at the first step.
func (q *quick) choose(x *sequence.Instances, from, to int) {
	q.chosen = slices.Grow(q.chosen[:0], to-from)[:to-from]
	n, entered := 0, 0
	for i, m := range x.Masks()[from:to] {
		q.chosen[n] = uint32(from + i)
		enters, goesOn := bit(m&q.first), bit(m&q.second)
		n += enters & goesOn
		entered += enters &^ goesOn
	}
	q.chosen = q.chosen[:n]
	q.level[0][1] += entered
}

// chooseBy is choose for those that the question is about, by group.
func (q *quick) chooseBy(x *sequence.Instances, from, to int) {
	q.chosen = slices.Grow(q.chosen[:0], to-from)[:to-from]
	n := 0
	for i, m := range x.Masks()[from:to] {
		q.chosen[n] = uint32(from + i)
		enters, goesOn := bit(m&q.first), bit(m&q.second)
		if !q.all && !x.Has(from+i) {
			enters = 0
		}
		n += enters & goesOn
		q.level[q.group(from+i)][enters&^goesOn]++
	}
	q.chosen = q.chosen[:n]
}

// bit is 1 for a mask with a bit. It makes no branch.
func bit(mask uint32) int {
	if mask != 0 {
		return 1
	}
	return 0
}

// brief tells how far an instance came that was over within the window: as far as its
// visits contain the steps one behind the other.
func brief[S uint8 | uint16](q *quick, steps []S) (level int) {
	next := uint8(1)
	for _, s := range steps {
		next += uint8(same(q.step[s], next))
	}
	return int(next) - 1
}

// same is 1 for equal numbers. It makes no branch.
func same(a, b uint8) int {
	if a == b {
		return 1
	}
	return 0
}

// count counts the chosen instances by how far they came. apart is what parts the
// keys of an instance from those of the next; 0: nothing can, and each begins
// anew.
func count[S uint8 | uint16, T uint32 | int64](q *quick, c *sequence.Columns[S, T], x *sequence.Instances, window, apart int64) {
	offsets := x.Offsets()
	masks := x.Masks()
	q.forget()
	for _, i := range q.chosen {
		from, to := offsets[i], offsets[i+1]
		if int64(c.Time[to-1]-c.Time[from]) <= window && masks[i]&sequence.TiedBit == 0 {
			q.level[q.group(int(i))][brief(q, c.Step[from:to])]++
			continue
		}
		if q.bias += apart; apart == 0 || q.bias > 1<<61 {
			q.forget()
		}
		steps, times := c.Step[from:to], c.Time[from:to]
		level := 0
		if inOrder := through(q, steps, times, q.bias, window<<4|15); inOrder {
			for k := range q.size {
				level += int(1 + (q.start[k+2]-q.bias)>>63) // 1 where a chain of this instance came
			}
		} else {
			level = sorted(q, steps, times, window<<4|15)
		}
		q.level[q.group(int(i))][level]++
	}
}

// group is the group of an instance.
func (q *quick) group(i int) uint8 {
	if q.groups == nil {
		return 0
	}
	return q.groups[i]
}

// never is a start that is out of any window.
const never = -1 << 62

// forget forgets all chains.
func (q *quick) forget() {
	q.bias = 0
	for k := range q.start[:quickSteps+2] {
		q.start[k] = never
	}
}

// through carries chains on through the visits of an instance. It reports whether
// the visits were in order: at equal times, in that of the funnel.
func through[S uint8 | uint16, T uint32 | int64](q *quick, steps []S, times []T, bias, window int64) bool {
	times = times[:len(steps)]
	var before, wrong int64
	_ = q.start[0] // q is not nil
	for v, s := range steps {
		k := q.step[s]
		key := int64(times[v])<<4 + int64(k) + bias
		q.start[1] = key
		wrong |= key - before
		before = key
		begun, here := q.start[k], q.start[uint(k)+1]
		if key-begun <= window {
			here = begun
		}
		q.start[uint(k)+1] = here
	}
	return wrong >= 0
}

// sorted tells how far an instance came whose visits are not in order.
func sorted[S uint8 | uint16, T uint32 | int64](q *quick, steps []S, times []T, window int64) (level int) {
	q.keys = q.keys[:0]
	for v, s := range steps {
		if k := q.step[s]; k > 0 {
			q.keys = append(q.keys, int64(times[v])<<4|int64(k))
		}
	}
	slices.Sort(q.keys)
	q.forget()
	for _, key := range q.keys {
		k := key & 15
		q.start[1] = key
		if key-q.start[k] <= window {
			q.start[k+1] = q.start[k]
			level = max(level, int(k))
		}
	}
	return level
}

// counts turns levels into how many reached each step.
func (q *quick) counts() *Counts {
	out := &Counts{All: Reach{Steps: make([]int, q.size)}}
	for g := range q.level {
		reach := Reach{Steps: make([]int, q.size)}
		n := 0
		for k := q.size; k > 0; k-- {
			n += q.level[g][k]
			reach.Steps[k-1] = n
			out.All.Steps[k-1] += n
		}
		if g < q.names {
			out.Groups = append(out.Groups, reach)
		}
	}
	return out
}
