// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"slices"
	"sync"
)

// arranged are visits by customer, those of a customer in order.
type arranged struct {
	lowest uint32   // customer; the k-th is lowest+k
	list   []uint32 // or the k-th of these, which ascend
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
func (p *Plan) arrange(a *arrivals, lowest uint32, workers int) *arranged {
	out := &arranged{lowest: lowest, visits: make([]visit, a.total)}
	out.starts = make([]uint32, max(a.highest+1, lowest)-lowest+1)
	for _, batch := range a.customer {
		for _, c := range batch {
			out.starts[c-lowest+1]++
		}
	}
	for i := 1; i < len(out.starts); i++ {
		out.starts[i] += out.starts[i-1]
	}
	next := slices.Clone(out.starts[:len(out.starts)-1])
	var group sync.WaitGroup
	for _, s := range out.stretches(workers) {
		group.Go(func() {
			for b, batch := range a.customer {
				visits := a.visits[b]
				for i, c := range batch {
					if k := c - lowest; k >= s.from && k < s.to {
						out.visits[next[k]] = visits[i]
						next[k]++
					}
				}
			}
			for k := s.from; k < s.to; k++ {
				of := out.visits[out.starts[k]:out.starts[k+1]]
				if len(of) > 1 && !slices.IsSortedFunc(of, p.order) {
					slices.SortFunc(of, p.order)
				}
			}
		})
	}
	group.Wait()
	return out
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
