// SPDX-License-Identifier: Apache-2.0

package unmapped

import "github.com/wendcx/wend/internal/understand/sequence"

// members is a set of instances: a list of a few, a bit each of many. The zero
// members is empty.
type members struct {
	few  map[uint32]struct{}
	many sequence.Set
	n    int
}

// fewest is a share of the instances, one of so many, up to which a list is
// smaller.
const fewest = 256

// add puts an instance of n into the set.
func (m *members) add(i, n int) {
	if m.has(i) {
		return
	}
	m.n++
	if m.many != nil {
		m.many.Add(i)
		return
	}
	if m.few == nil {
		m.few = map[uint32]struct{}{}
	}
	m.few[uint32(i)] = struct{}{}
	if len(m.few) <= n/fewest {
		return
	}
	m.many = sequence.NewSet(n)
	for k := range m.few {
		m.many.Add(int(k))
	}
	m.few = nil
}

func (m *members) has(i int) bool {
	if m.many != nil {
		return m.many.Has(i)
	}
	_, ok := m.few[uint32(i)]
	return ok
}

// one is 1 for an instance in the set, else 0.
func (m *members) one(i int) int {
	if m.has(i) {
		return 1
	}
	return 0
}

// histogram counts positions to a thousandth. The zero histogram is empty.
type histogram struct {
	counts []int
	n      int
}

const finest = 1000

func (h *histogram) add(at float64) {
	if h.counts == nil {
		h.counts = make([]int, finest+1)
	}
	h.counts[int(at*finest+0.5)]++
	h.n++
}

// quantile is the p-quantile, as stat.Quantile would have it.
func (h *histogram) quantile(p float64) float64 {
	at := p * float64(h.n-1)
	k := int(at)
	low, high := h.nth(k), h.nth(min(k+1, h.n-1))
	return (low + (at-float64(k))*(high-low)) / finest
}

// nth is the k-th smallest position, in thousandths.
func (h *histogram) nth(k int) float64 {
	for at, n := range h.counts {
		if k -= n; k < 0 {
			return float64(at)
		}
	}
	return finest
}

// position sums up where events are; nil of none.
func (h *histogram) position() *Position {
	if h.n == 0 {
		return nil
	}
	return &Position{Median: h.quantile(0.5), P25: h.quantile(0.25), P75: h.quantile(0.75), N: h.n}
}
