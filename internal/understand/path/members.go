// SPDX-License-Identifier: Apache-2.0

package path

import (
	"slices"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// members are the instances of the first few variants, those of variant v being
// [starts[v], starts[v+1]), with what became of each.
type members struct {
	starts   []uint32
	instance []uint32
	length   []int64 // from the first visit to the last, in units; -1: not known
	outcome  []sequence.Outcome
}

// membersOf lists the instances of the first variants.
func (d *Dict) membersOf(x *sequence.Instances, variants int) *members {
	m := &members{starts: make([]uint32, variants+1)}
	for v := range variants {
		m.starts[v+1] = m.starts[v] + d.count[v]
	}
	n := m.starts[variants]
	m.instance, m.length, m.outcome = make([]uint32, n), make([]int64, n), make([]sequence.Outcome, n)
	next := slices.Clone(m.starts[:variants])
	for i, v := range d.of {
		if int(v) >= variants {
			continue
		}
		at := next[v]
		next[v]++
		m.instance[at], m.length[at], m.outcome[at] = uint32(i), lengthOf(x, i), x.Outcome(i)
	}
	return m
}

// lengthOf is how long an instance took, in units; -1: it is not known.
func lengthOf(x *sequence.Instances, i int) int64 {
	from, to := x.Visits(i)
	if x.Undated(from) || x.Undated(to-1) {
		return -1
	}
	return (x.End(i) - x.Start(i)) / x.Unit
}

// fates tells what became of the instances of variants that are in a set; nil:
// all.
func (m *members) fates(x *sequence.Instances, only sequence.Set, variants []uint32) []fate {
	out := make([]fate, len(variants))
	parallel(len(variants), 1, func(i, _ int) {
		var lengths []int64
		for at := m.starts[variants[i]]; at < m.starts[variants[i]+1]; at++ {
			if only != nil && !only.Has(int(m.instance[at])) {
				continue
			}
			out[i].outcomes[m.outcome[at]]++
			if m.length[at] >= 0 {
				lengths = append(lengths, m.length[at])
			}
		}
		w := want(0.9)
		s := spreadOf(lengths, w)
		out[i].duration = s.times(w, x.Unit)
	})
	return out
}

// spreadOf finds what is wanted of a group whose lengths are all at hand, which
// it reorders.
func spreadOf[T uint32 | int64](lengths []T, w wanted) (s spread[T]) {
	s.n = len(lengths)
	for _, v := range lengths {
		addLength(&s.sum, v)
	}
	done := 0
	for _, rank := range w.ranks(nil, s.n) {
		stat.Nth(lengths[done:], rank-done)
		done = rank + 1
		s.ranks = append(s.ranks, ranked[T]{rank: rank, length: lengths[rank]})
	}
	return s
}
