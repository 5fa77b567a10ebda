// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// levels counts, decides what is shown, and measures it.
func levels[S uint8 | uint16, T uint32 | int64](ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T], r rules) (*Levels, error) {
	undated := undatedManners(x)
	k, err := sequence.Run(ctx, x, func() *walk[S, T] {
		return &walk[S, T]{Columns: c, rules: &r, undated: undated, counts: newLevelCounts(&r)}
	})
	if err != nil {
		return nil, err
	}
	out := &Levels{Instances: k.counts.instances, Paths: k.counts.paths, Backward: r.backward(), Levels: []Level{}}
	s := k.counts.show(x, &r, out)
	if r.Untimed || s.edges == 0 {
		return out, nil
	}
	w := want(0.9)
	_, spreads, err := measure(ctx, x, someOf(x), s.edges, w, func(to sink[T], _ bool) *walk[S, T] {
		return &walk[S, T]{Columns: c, rules: &r, undated: undated, shown: s, out: batch[T]{to: to}}
	})
	if err != nil {
		return nil, err
	}
	times := timesOf(spreads, w, x.Unit)
	for l := range out.Levels {
		for e := range out.Levels[l].Edges {
			out.Levels[l].Edges[e].Times, times = times[0], times[1:]
		}
	}
	return out, nil
}

// shown says which of the edges shown an edge belongs to, by number; edges: to
// none.
type shown struct {
	ids   *numbering
	group []uint32
	edges int
}

// show fills in the levels, of which there are as many as any path has.
func (c *levelCounts) show(x *sequence.Instances, r *rules, out *Levels) *shown {
	s := &shown{}
	counts := c.edges
	if s.ids = numberAll(len(c.edges)); c.edges == nil {
		s.ids = numberSome(&c.rare)
		counts = c.rare.counts(s.ids)
	}
	s.group = make([]uint32, s.ids.size)
	left := edgesOf(s.ids, counts)
	arrived := c.arrived(r, left)
	for l := range r.Steps {
		g := newLevelGraph(x, r, l)
		if g.count(arrived, c.ended); g.Arrived == 0 {
			break
		}
		mine := 0
		for mine < len(left) && left[mine].level(r.steps) == l {
			mine++
		}
		g.draw(left[:mine], s)
		left = left[mine:]
		out.Levels = append(out.Levels, g.Level)
	}
	for n, g := range s.group {
		if g == 0 {
			s.group[n] = uint32(s.edges) + 1
		}
		s.group[n]--
	}
	return s
}

// arrived counts paths by level and step: those that begin there, or come along
// an edge.
func (c *levelCounts) arrived(r *rules, edges []countedEdge) []uint32 {
	out := make([]uint32, r.Steps*r.steps)
	copy(out, c.first)
	for _, e := range edges {
		out[(e.level(r.steps)+1)*r.steps+int(e.key%uint64(r.steps))] += e.count
	}
	return out
}

// countedEdge is an edge that occurs.
type countedEdge struct {
	key    uint64
	number uint32
	count  uint32
}

// edgesOf lists the edges that occur, in the order of their keys.
func edgesOf(ids *numbering, counts []uint32) (out []countedEdge) {
	for n, count := range counts {
		if count > 0 {
			out = append(out, countedEdge{ids.key(n), uint32(n), count})
		}
	}
	return out
}

// level is the level that an edge leaves.
func (e *countedEdge) level(steps int) int { return int(e.key / uint64(steps*steps)) }
