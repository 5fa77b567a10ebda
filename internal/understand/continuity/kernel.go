// SPDX-License-Identifier: Apache-2.0

package continuity

import (
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// kernel counts channels. It looks twice at the visits of each customer: which
// channel they prefer, and how they used them. Channels are numbered as in
// Plan.Channels, 0 is unknown.
type kernel struct {
	plan   *sequence.Plan
	n      int               // channels
	stated map[uint32]uint16 // by customer
	mode   []uint8           // by channel, index in modes

	instances, stays, unknown, switched, known, kept int
	customers, byStatement                           int

	matrix []cell // from*n + to
	modes  [len(modes) * len(modes)]cell
	pairs  *grid
	steps  []stepTally
	used   []cell // preferred*n + used
	visits []cell // by channel
	fans   []int  // by channel: customers who prefer it

	instance uint32   // number of the one at hand
	channels []uint16 // by manner
	counts   []int    // by channel: of the customer at hand
	reached  []int    // steps of the instance at hand

	beside func(i int) // told of each instance that was counted; nil: nobody
}

// modes are the modes of channels; the first is of those that have none.
var modes = [...]channel.Mode{"", channel.Physical, channel.Digital, channel.RemoteHuman}

// stepTally counts starting over at one step.
type stepTally struct {
	reached, repeated int
	with, without     rate // completion of ripe instances

	// Of the instance at hand:
	instance uint32
	channel  uint16 // the first known one
	again    bool   // on another channel
	before   bool   // and that before it was completed
}

// rate is k of n.
type rate struct{ k, n int }

func (r *rate) see(success bool) {
	r.n++
	if success {
		r.k++
	}
}

func newKernel(p *sequence.Plan, stated map[uint32]channel.ID) *kernel {
	n := len(p.Channels)
	k := &kernel{plan: p, n: n, stated: map[uint32]uint16{}, mode: make([]uint8, n), pairs: newGrid(len(p.Steps)), steps: make([]stepTally, len(p.Steps))}
	k.matrix, k.used, k.visits = make([]cell, n*n), make([]cell, n*n), make([]cell, n)
	k.fans, k.counts = make([]int, n), make([]int, n)
	set, number := p.Workspace.ChannelSet(), map[channel.ID]uint16{}
	for i, id := range p.Channels {
		number[id] = uint16(i)
		c, _ := set.Channel(id)
		for m := range modes {
			if modes[m] == c.Mode {
				k.mode[i] = uint8(m)
			}
		}
	}
	for customer, id := range stated {
		if c := number[id]; c > 0 {
			k.stated[customer] = c
		}
	}
	return k
}

// Observe counts the channels of a range.
func (k *kernel) Observe(x *sequence.Instances, from, to int) {
	k.channels = k.channels[:0]
	for i := range x.Manners {
		k.channels = append(k.channels, x.Manners[i].Channel)
	}
	if c := x.Narrow(); c != nil {
		observe(k, c, x, from, to)
	} else {
		observe(k, x.Wide(), x, from, to)
	}
}

func observe[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances, from, to int) {
	for i := from; i < to; {
		first, customer := i, x.Customer(i)
		for ; i < to && x.Customer(i) == customer; i++ {
			if x.Has(i) {
				count(k, c, x, i)
			}
		}
		preferred := k.prefer(customer)
		for n := first; n < i; n++ {
			if x.Has(n) {
				instance(k, c, x, n, preferred)
				if k.beside != nil {
					k.beside(n)
				}
			}
		}
	}
}

// count counts the channels of an instance.
func count[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances, i int) {
	from, to := x.Visits(i)
	for _, m := range c.Manner[from:to] {
		k.counts[k.channels[m]]++
	}
}

// prefer is the channel that the customer at hand prefers, 0 unknown; it clears
// the counts.
func (k *kernel) prefer(customer uint32) uint16 {
	most, visited := 0, k.counts[0] > 0
	for c := 1; c < k.n; c++ {
		visited = visited || k.counts[c] > 0
		if k.counts[c] > 0 && (most == 0 || k.counts[c] > k.counts[most]) {
			most = c
		}
	}
	clear(k.counts)
	stated := k.stated[customer]
	if visited && stated > 0 {
		k.byStatement++
		most = int(stated)
	}
	if most > 0 {
		k.customers++
		k.fans[most]++
	}
	return uint16(most)
}

// instance counts an instance.
func instance[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances, i int, preferred uint16) {
	k.instance++
	k.instances++
	k.reached = k.reached[:0]
	from, to := x.Visits(i)
	last, switched, known, kept, done := uint16(0), false, false, true, false
	for v := from; v < to; v++ {
		channel, step := k.channels[c.Manner[v]], int(c.Step[v])
		if v > from {
			switched = k.pair(last, channel, int(c.Step[v-1]), step) || switched
		}
		last = channel
		if channel > 0 {
			known, kept = true, kept && channel == preferred
			k.visits[channel].see(k.instance)
			k.used[int(preferred)*k.n+int(channel)].see(k.instance)
		}
		k.visit(step, channel, done)
		done = done || x.Manners[c.Manner[v]].Completes
	}
	if switched {
		k.switched++
	}
	if known {
		k.known++
		if kept {
			k.kept++
		}
	}
	k.outcome(x.Ripe(i), x.Masks()[i]>>31 == 1)
}

// pair counts two consecutive visits, and reports whether the channel was
// switched.
func (k *kernel) pair(from, to uint16, fromStep, toStep int) bool {
	if from == 0 || to == 0 {
		k.unknown++
		return false
	}
	p := k.pairs.at(fromStep, toStep)
	p.passed.see(k.instance)
	if from == to {
		k.stays++
		return false
	}
	p.switched.see(k.instance)
	k.matrix[int(from)*k.n+int(to)].see(k.instance)
	if a, b := k.mode[from], k.mode[to]; a != b {
		k.modes[int(a)*len(modes)+int(b)].see(k.instance)
	}
	return true
}

// visit notes a visit to a step; done says that the instance was completed
// before.
func (k *kernel) visit(step int, channel uint16, done bool) {
	s := &k.steps[step]
	if s.instance != k.instance {
		s.instance, s.channel, s.again, s.before = k.instance, channel, false, false
		s.reached++
		k.reached = append(k.reached, step)
		return
	}
	switch {
	case s.channel == 0:
		s.channel = channel
	case channel != 0 && channel != s.channel && !s.again:
		s.again, s.before = true, !done
		s.repeated++
	}
}

// outcome notes what the instance at hand came to.
func (k *kernel) outcome(ripe, completed bool) {
	if !ripe {
		return
	}
	for _, step := range k.reached {
		if s := &k.steps[step]; s.before {
			s.with.see(completed)
		} else {
			s.without.see(completed)
		}
	}
}

// Merge takes another kernel's counts in.
func (k *kernel) Merge(o *kernel) {
	k.instances, k.stays, k.unknown, k.switched = k.instances+o.instances, k.stays+o.stays, k.unknown+o.unknown, k.switched+o.switched
	k.known, k.kept, k.customers, k.byStatement = k.known+o.known, k.kept+o.kept, k.customers+o.customers, k.byStatement+o.byStatement
	addAll(k.matrix, o.matrix)
	addAll(k.modes[:], o.modes[:])
	addAll(k.used, o.used)
	addAll(k.visits, o.visits)
	k.pairs.merge(o.pairs)
	for i := range k.fans {
		k.fans[i] += o.fans[i]
	}
	for i := range k.steps {
		s, t := &k.steps[i], &o.steps[i]
		s.reached, s.repeated = s.reached+t.reached, s.repeated+t.repeated
		s.with.k, s.with.n = s.with.k+t.with.k, s.with.n+t.with.n
		s.without.k, s.without.n = s.without.k+t.without.k, s.without.n+t.without.n
	}
}

func addAll(cells, others []cell) {
	for i := range cells {
		cells[i].add(&others[i])
	}
}
