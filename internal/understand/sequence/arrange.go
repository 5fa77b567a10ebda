// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"slices"
	"sync"
)

// arranged are visits by customer, those of a customer in order.
type arranged struct {
	*arrivals
	list   []uint32 // the k-th customer; nil: lowest+k
	starts []uint32 // visits of the k-th customer are [starts[k], starts[k+1])
	visits []visit
}

// customer is the k-th customer.
func (a *arranged) customer(k uint32) uint32 {
	if a.list != nil {
		return a.list[k]
	}
	return a.lowest + k
}

// arrange puts visits in order. Customers are dense numbers, so a counting sort
// does most of the work: each worker has a stretch of customers of its own, finds
// their visits among all and sorts what is left to sort, which is little.
func (p *Plan) arrange(a *arrivals, workers int) *arranged {
	out := &arranged{arrivals: a, visits: make([]visit, a.total), starts: make([]uint32, a.highest-a.lowest+2)}
	for _, c := range a.chunks {
		for _, n := range c.customer {
			out.starts[n-a.lowest+1]++
		}
	}
	for i := 1; i < len(out.starts); i++ {
		out.starts[i] += out.starts[i-1]
	}
	next := slices.Clone(out.starts[:len(out.starts)-1])
	var group sync.WaitGroup
	for _, s := range out.stretches(workers) {
		group.Go(func() {
			out.scatter(s, next)
			out.sort(p, s)
		})
	}
	group.Wait()
	return out
}

// scatter puts the visits of some customers in their places.
func (a *arranged) scatter(s stretch, next []uint32) {
	for k, c := range a.chunks {
		for i, n := range c.customer {
			n -= a.lowest
			if n < s.from || n >= s.to {
				continue
			}
			a.visits[next[n]] = visit{time: c.time[i], at: uint32(k*chunkRows + i), class: c.class[i], own: c.own[i]}
			next[n]++
		}
	}
}

// sort orders the visits of each of some customers.
func (a *arranged) sort(p *Plan, s stretch) {
	order := a.order(p)
	for k := s.from; k < s.to; k++ {
		of := a.visits[a.starts[k]:a.starts[k+1]]
		for i := 1; i < len(of); i++ {
			if of[i-1].time > of[i].time || of[i-1].time == of[i].time && order(of[i-1], of[i]) > 0 {
				slices.SortFunc(of, order)
				break
			}
		}
	}
}

// stretch is a range of customers, counted from the lowest.
type stretch struct{ from, to uint32 }

// stretches parts the customers into n ranges with about as many visits each.
func (a *arranged) stretches(n int) (out []stretch) {
	customers := uint32(len(a.starts) - 1)
	from := uint32(0)
	for i := 1; i <= n && from < customers; i++ {
		goal := uint32(uint64(len(a.visits)) * uint64(i) / uint64(n))
		to, _ := slices.BinarySearch(a.starts, goal)
		end := min(max(uint32(to), from+1), customers)
		if i == n {
			end = customers
		}
		out = append(out, stretch{from, end})
		from = end
	}
	return out
}
