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
	arrived, ended   []uint32 // by level * steps + step
	edges            []uint32 // by key; nil: in rare
	rare             keySet
}

func newLevelCounts(r *rules) *levelCounts {
	c := &levelCounts{arrived: make([]uint32, r.Steps*r.steps), ended: make([]uint32, r.Steps*r.steps)}
	if n := (r.Steps - 1) * r.steps * r.steps; n <= few {
		c.edges = make([]uint32, n)
	}
	return c
}

// Observe looks at instances.
func (w *walk[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets, chosen, plain := x.Offsets(), x.Chosen(), w.plain()
	for i := from; i < to; i++ {
		if chosen != nil && !chosen.Has(i) {
			continue
		}
		paths := 1
		if plain {
			w.whole(offsets[i], offsets[i+1])
		} else {
			paths = w.parted(offsets[i], offsets[i+1])
		}
		if w.counts != nil {
			w.counts.paths += paths
			w.counts.instances += min(1, paths)
		}
	}
	w.out.flush()
}

// whole goes along an instance; what is beyond the last level is not looked at.
func (w *walk[S, T]) whole(v, end uint32) {
	w.path = w.path[:0]
	for at := v; at < min(end, v+uint32(w.Steps)+1); at++ {
		w.path = append(w.path, at)
	}
	w.along(w.path)
}

// parted parts an instance's visits into paths and says how many are shown. An
// undated visit neither ends a silence nor begins one.
func (w *walk[S, T]) parted(v, end uint32) (paths int) {
	w.path = w.path[:0]
	last, known := T(0), false
	for at := v; at < end; at++ {
		dated := w.undated == nil || !w.undated[w.Manner[at]]
		if dated && known && w.gap > 0 && int64(w.Time[at]-last) >= w.gap {
			paths += w.finish()
		}
		if dated {
			last, known = w.Time[at], true
		}
		if n := len(w.path); w.Collapse && n > 0 && w.Step[w.path[n-1]] == w.Step[at] {
			w.path[n-1] = at
		} else {
			w.path = append(w.path, at)
		}
	}
	return paths + w.finish()
}

// finish goes along the path at hand if it has the anchors.
func (w *walk[S, T]) finish() (paths int) {
	begin, end := 0, len(w.path)
	if w.from >= 0 {
		begin = w.find(0, w.from)
	}
	if w.to >= 0 {
		end = w.find(begin+one(w.from >= 0), w.to) + 1
	}
	if begin < end && end <= len(w.path) {
		w.along(w.path[begin:end])
		paths = 1
	}
	w.path = w.path[:0]
	return paths
}

// find is the place of a step in the path, from a place on, or behind its end.
func (w *walk[S, T]) find(from, step int) int {
	for ; from < len(w.path); from++ {
		if int(w.Step[w.path[from]]) == step {
			return from
		}
	}
	return len(w.path)
}

// along counts the levels of a path, or sends its times.
func (w *walk[S, T]) along(path []uint32) {
	if w.backward() {
		slices.Reverse(path)
	}
	if w.counts == nil {
		w.send(path[:min(len(path), w.Steps)])
		return
	}
	c, steps := w.counts, w.steps
	for level, at := range path[:min(len(path), w.Steps)] {
		node := level*steps + int(w.Step[at])
		c.arrived[node]++
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
	addAll(c.arrived, o.counts.arrived)
	addAll(c.ended, o.counts.ended)
	addAll(c.edges, o.counts.edges)
	c.rare.addAll(&o.counts.rare)
}

func (w *walk[S, T]) sink() sink[T] { return w.out.to }
