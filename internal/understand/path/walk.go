// SPDX-License-Identifier: Apache-2.0

package path

import (
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// walk is the kernel that goes along paths. What it finds it either counts or
// sends to its sink.
type walk[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	*rules
	undated []bool
	path    []uint32 // the visits of the path at hand

	counts *levelCounts // nil: times are sent
	shown  *shown       // where they belong
	out    batch[T]
}

// levelCounts are what there is at the levels. The edge from a step at a level to
// the one at the next has the key (level * steps + step) * steps + next.
type levelCounts struct {
	instances, paths int
	first            []uint32 // by step: paths that begin there
	ended            []uint32 // by level * steps + step
	edges            []uint32 // by key; nil: in rare
	rare             keySet
}

func newLevelCounts(r *rules) *levelCounts {
	c := &levelCounts{first: make([]uint32, r.steps), ended: make([]uint32, r.Steps*r.steps)}
	if n := (r.Steps - 1) * r.steps * r.steps; n <= few {
		c.edges = make([]uint32, n)
	}
	return c
}

// Observe looks at instances.
func (w *walk[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets := x.Offsets()
	eachRun(x.Chosen(), from, to, func(from, to int) {
		switch {
		case !w.plain():
		case w.counts != nil && w.counts.edges != nil:
			w.count(offsets[from : to+1])
			return
		case w.counts == nil && w.shown.ids.keys == nil && w.undated == nil:
			w.sendPlain(offsets[from : to+1])
			return
		}
		for i := from; i < to; i++ {
			w.instance(offsets[i], offsets[i+1])
		}
	})
	w.out.flush()
}

// instance goes along the paths of an instance. What is beyond the last level is
// not looked at where it cannot matter.
func (w *walk[S, T]) instance(v, end uint32) {
	paths := 1
	if w.path = w.path[:0]; w.plain() {
		for at := v; at < min(end, v+uint32(w.Steps)+1); at++ {
			w.path = append(w.path, at)
		}
		w.along(w.path)
	} else {
		paths = w.parted(v, end)
	}
	if w.counts != nil {
		w.counts.paths += paths
		w.counts.instances += min(1, paths)
	}
}

// along counts the levels of a path, or sends its times.
func (w *walk[S, T]) along(path []uint32) {
	if w.backward() {
		slices.Reverse(path)
	}
	c, steps := w.counts, w.steps
	if c == nil {
		w.send(path[:min(len(path), w.Steps)])
		return
	}
	c.first[w.Step[path[0]]]++
	for level, at := range path[:min(len(path), w.Steps)] {
		node := level*steps + int(w.Step[at])
		switch {
		case level+1 == len(path):
			c.ended[node]++
		case level+1 == w.Steps:
		case c.edges != nil:
			c.edges[node*steps+int(w.Step[path[level+1]])]++
		default:
			c.rare.add(uint64(node)*uint64(steps)+uint64(w.Step[path[level+1]]), 1)
		}
	}
}

// send sends the times between the levels of a path.
func (w *walk[S, T]) send(path []uint32) {
	if len(path) == 1 {
		return
	}
	group, length := w.out.room(len(path) - 1)
	for level := range group {
		a, b := path[level], path[level+1]
		key := (uint64(level)*uint64(w.steps)+uint64(w.Step[a]))*uint64(w.steps) + uint64(w.Step[b])
		group[level] = w.shown.group[w.shown.ids.of(key)]
		length[level] = w.Time[max(a, b)] - w.Time[min(a, b)]
		if w.undated != nil && (w.undated[w.Manner[a]] || w.undated[w.Manner[b]]) {
			group[level] = uint32(w.shown.edges)
		}
	}
}

// Merge takes in what another kernel counted.
func (w *walk[S, T]) Merge(o *walk[S, T]) {
	if w.counts == nil {
		w.out.to.merge(o.out.to)
		return
	}
	c := w.counts
	c.instances += o.counts.instances
	c.paths += o.counts.paths
	addAll(c.first, o.counts.first)
	addAll(c.ended, o.counts.ended)
	addAll(c.edges, o.counts.edges)
	c.rare.addAll(&o.counts.rare)
}

func (w *walk[S, T]) sink() sink[T] { return w.out.to }
