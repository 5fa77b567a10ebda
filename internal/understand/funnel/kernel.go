// SPDX-License-Identifier: Apache-2.0

package funnel

import "github.com/wendcx/wend/internal/understand/sequence"

// kernel follows actors and counts how far they came: the one for every spec.
type kernel struct {
	*rules
	breakdown *Breakdown
	live      *sequence.Instances                     // those that the question is not about too
	timeless  bool                                    // only how far, not how long
	beside    func(t *trail, ripe bool, from, to int) // told of who entered, with the range of their instances; nil: nobody
	all       *tally
	groups    []*tally

	moments []moment
	chains  *chains
	window  *window
}

func newKernel(x *sequence.Instances, r *rules, b *Breakdown, timeless bool) *kernel {
	k := &kernel{rules: r, breakdown: b, live: x.Ask(sequence.Question{AsOf: x.Question.AsOf}), timeless: timeless, all: newTally(r.size)}
	if b != nil {
		for range b.Names {
			k.groups = append(k.groups, newTally(r.size))
		}
	}
	if r.order == Unordered {
		k.window = &window{rules: r}
	} else {
		k.chains = &chains{rules: r}
	}
	return k
}

// Merge takes in what another kernel counted.
func (k *kernel) Merge(o *kernel) {
	k.all.merge(o.all)
	for g := range k.groups {
		k.groups[g].merge(o.groups[g])
	}
}

// Observe follows the actors of a range of instances.
func (k *kernel) Observe(x *sequence.Instances, from, to int) {
	if c := x.Narrow(); c != nil {
		observe(k, c, x, from, to)
	} else {
		observe(k, x.Wide(), x, from, to)
	}
}

func observe[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances, from, to int) {
	if k.per == Customer {
		customers(k, c, x, from, to)
		return
	}
	masks := x.Masks()
	for i := from; i < to; i++ {
		if !k.skips(masks[i]) && x.Has(i) {
			k.moments = gather(k.moments[:0], k.rules, c, x, i, true)
			k.follow(x, i, i+1)
		}
	}
}

// customers follows customers over all their instances, of which those that the
// question is about are where a chain may begin.
func customers[S uint8 | uint16, T uint32 | int64](k *kernel, c *sequence.Columns[S, T], x *sequence.Instances, from, to int) {
	masks := x.Masks()
	for i := from; i < to; {
		customer, first, enters := x.Customer(i), i, false
		k.moments = k.moments[:0]
		for ; i < to && x.Customer(i) == customer; i++ {
			if k.live.Has(i) {
				has := x.Has(i)
				k.moments = gather(k.moments, k.rules, c, x, i, has)
				enters = enters || has && !k.skips(masks[i])
			}
		}
		if enters {
			arrange(k.moments)
			k.follow(x, first, i)
		}
	}
}

// follow follows the actor whose moments are gathered, and counts them. Their
// instances are [from, to).
func (k *kernel) follow(x *sequence.Instances, from, to int) {
	var t *trail
	if k.window != nil {
		k.window.follow(k.moments)
		t = &k.window.trail
	} else {
		k.chains.follow(k.moments)
		t = &k.chains.trail
	}
	if !t.entered {
		return
	}
	i := int(t.entry.instance)
	ripe := k.ripe(x, t)
	k.count(k.all, t, ripe)
	if k.beside != nil {
		k.beside(t, ripe, from, to)
	}
	if k.breakdown != nil && int(k.breakdown.Of[i]) < len(k.groups) {
		k.count(k.groups[k.breakdown.Of[i]], t, ripe)
	}
}

// ripe reports whether an entry is old enough to count in rates.
func (k *kernel) ripe(x *sequence.Instances, t *trail) bool {
	switch {
	case k.rules.window != Endless:
		return x.Question.AsOf.UnixMicro()-t.entry.time >= k.rules.window
	case k.per == Instance:
		return x.Ripe(int(t.entry.instance))
	}
	return true
}

// count counts an actor.
func (k *kernel) count(to *tally, t *trail, ripe bool) {
	if t.excluded {
		to.excluded++
		return
	}
	to.entered++
	if !ripe {
		to.unripe++
	}
	before := t.steps[0] // the required step before
	for _, s := range t.steps {
		to.reached[s.step]++
		if ripe {
			to.ripe[s.step]++
		}
		if s.step > 0 && !k.timeless && !s.undated && !before.undated {
			to.hops[s.step] = append(to.hops[s.step], s.time-before.time)
		}
		if k.optional>>s.step&1 == 0 {
			before = s
		}
	}
	if first := t.steps[0]; before.step == k.size-1 && !k.timeless && !before.undated && !first.undated {
		to.whole = append(to.whole, before.time-first.time)
	}
}

// tally is what was counted of actors.
type tally struct {
	entered, unripe, excluded int
	reached, ripe             []int     // by step
	hops                      [][]int64 // by step: microseconds from the required step before
	whole                     []int64   // microseconds from the first step to the last
}

func newTally(steps int) *tally {
	return &tally{reached: make([]int, steps), ripe: make([]int, steps), hops: make([][]int64, steps)}
}

func (t *tally) merge(o *tally) {
	t.entered += o.entered
	t.unripe += o.unripe
	t.excluded += o.excluded
	for s := range t.reached {
		t.reached[s] += o.reached[s]
		t.ripe[s] += o.ripe[s]
		t.hops[s] = append(t.hops[s], o.hops[s]...)
	}
	t.whole = append(t.whole, o.whole...)
}
