// SPDX-License-Identifier: Apache-2.0

package sequence

import "slices"

// lots are visits in portions, each of other customers than the one before and with higher
// numbers, so that they can be formed on all cores.
type lots interface {
	len() int
	size(i int) int // visits in a lot
	arrange(i int, p *Plan, into *arranged)
}

// arranged are visits by customer, those of a customer in order. The memory is used again
// for the next lot.
type arranged struct {
	list   []uint32 // the k-th customer; nil: lowest+k
	lowest uint32
	starts []uint32 // visits of the k-th customer are [starts[k], starts[k+1])
	visits []visit
}

// customer is the k-th customer.
func (a *arranged) customer(k int) uint32 {
	if a.list != nil {
		return a.list[k]
	}
	return a.lowest + uint32(k)
}

// customers is how many there are.
func (a *arranged) customers() int { return len(a.starts) - 1 }

// of are the visits of the k-th customer.
func (a *arranged) of(k int) []visit { return a.visits[a.starts[k]:a.starts[k+1]] }

// portion are some customers of a crowd, counted from its first.
type portion struct {
	crowd    int
	from, to uint32
	visits   int
}

// inCrowds are the lots of what arrived.
type inCrowds struct {
	*arrivals
	portions []portion
}

// inCrowds makes lots for so many workers. Where there are few crowds each of them is
// parted.
func (a *arrivals) inCrowds(workers int) *inCrowds {
	out := &inCrowds{arrivals: a}
	n := 0
	for i := range a.crowds {
		if a.crowds[i].total > 0 {
			n++
		}
	}
	parts := 1
	if n < 4*workers {
		parts = workers
	}
	for i := range a.crowds {
		if a.crowds[i].total > 0 {
			out.portions = append(out.portions, a.part(i, parts)...)
		}
	}
	return out
}

// part parts a crowd into portions with about as many visits each.
func (a *arrivals) part(crowd, n int) (out []portion) {
	all := a.crowds[crowd]
	if n == 1 {
		return []portion{{crowd, 0, crowdSize, all.total}}
	}
	var counts [crowdSize]int
	for _, at := range all.sheets {
		for i := range a.sheets[at].visits {
			counts[a.sheets[at].visits[i].customer]++
		}
	}
	from, visits := uint32(0), 0
	for k, count := range counts {
		if visits += count; visits*n >= all.total || k == crowdSize-1 {
			out = append(out, portion{crowd, from, uint32(k + 1), visits})
			from, visits = uint32(k+1), 0
		}
	}
	return out
}

func (l *inCrowds) len() int { return len(l.portions) }

func (l *inCrowds) size(i int) int { return l.portions[i].visits }

// arrange puts the visits of a lot in order. Customers are dense numbers, so a counting
// sort does most of the work; what is left to sort is little.
func (l *inCrowds) arrange(i int, p *Plan, into *arranged) {
	of := l.portions[i]
	width := of.to - of.from
	into.lowest = uint32(of.crowd)<<crowdBits + of.from
	into.starts = append(into.starts[:0], make([]uint32, width+2)...)
	next := into.starts[1:] // where the next visit of the k-th goes; in the end where the one behind begins
	for _, at := range l.crowds[of.crowd].sheets {
		visits := l.sheets[at].visits
		for i := range visits {
			if k := uint32(visits[i].customer) - of.from; k < width {
				next[k+1]++
			}
		}
	}
	for k := range width {
		next[k+1] += next[k]
	}
	into.visits = slices.Grow(into.visits[:0], int(next[width]))[:next[width]]
	for _, at := range l.crowds[of.crowd].sheets {
		visits := l.sheets[at].visits
		for i := range visits {
			v := &visits[i]
			if k := uint32(v.customer) - of.from; k < width {
				into.visits[next[k]] = visit{time: v.time, at: at<<sheetBits | uint32(i), class: v.class, own: v.own}
				next[k]++
			}
		}
	}
	into.starts = into.starts[:width+1]
	into.sort(l.order(p))
}

// sort orders the visits of each customer.
func (a *arranged) sort(order func(x, y visit) int) {
	for k := range a.customers() {
		of := a.of(k)
		for i := 1; i < len(of); i++ {
			if of[i-1].time > of[i].time || of[i-1].time == of[i].time && order(of[i-1], of[i]) > 0 {
				slices.SortFunc(of, order)
				break
			}
		}
	}
}

// inList are the lots of customers whose visits are in order already.
type inList struct {
	all  arranged
	cuts []int // lot i has the customers from cuts[i] up to cuts[i+1]
}

// inList makes about n lots with about as many visits each.
func (a *arranged) inList(n int) *inList {
	out := &inList{all: *a, cuts: []int{0}}
	enough := uint32(len(a.visits)/n + 1)
	for k := range a.customers() {
		if from := out.cuts[len(out.cuts)-1]; a.starts[k+1]-a.starts[from] >= enough || k+1 == a.customers() {
			out.cuts = append(out.cuts, k+1)
		}
	}
	return out
}

func (l *inList) len() int { return len(l.cuts) - 1 }

func (l *inList) size(i int) int { return int(l.all.starts[l.cuts[i+1]] - l.all.starts[l.cuts[i]]) }

func (l *inList) arrange(i int, _ *Plan, into *arranged) {
	from, to := l.cuts[i], l.cuts[i+1]
	*into = arranged{list: l.all.list[from:to], starts: l.all.starts[from : to+1], visits: l.all.visits}
}
