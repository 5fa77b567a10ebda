// SPDX-License-Identifier: Apache-2.0

package path

import (
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
)

// LevelsDifference compares level graphs.
type LevelsDifference struct {
	Backward bool              `json:"backward"` // levels count from the end
	Levels   []LevelDifference `json:"levels"`   // as many as either side has
	Unlisted int               `json:"unlisted"` // steps and edges left out, since the other side has them among others
}

// LevelDifference is one place in paths on both sides.
type LevelDifference struct {
	Level   int              `json:"level"`
	Arrived Compared         `json:"arrived"` // share of the paths with so many steps
	Ended   Compared         `json:"ended"`   // share of these that have no further step
	Nodes   []NodeDifference `json:"nodes"`   // the greatest differences of share first
	Edges   []EdgeDifference `json:"edges"`   // the greatest differences of share first
}

// NodeDifference is one step at a level on both sides.
type NodeDifference struct {
	Step  journey.StepID `json:"step"`
	Share Compared       `json:"share"` // of the paths that arrived at this level
	Ended Compared       `json:"ended"` // share of those at the step that have no further one
}

// EdgeDifference is one edge on both sides: its share of the paths that arrived
// at its step at this level, and its median time in seconds.
type EdgeDifference struct {
	From   journey.StepID `json:"from"`
	To     journey.StepID `json:"to"`
	Share  Compared       `json:"share"`
	Median Compared       `json:"median_s"`
}

// CompareLevels compares the steps and edges that either side has, level by
// level. Both must be of the same spec. Each side is best asked for all its steps
// and edges: what one side shows and the other has among Others cannot be compared
// and is counted as unlisted, and Others themselves are not compared, since they
// stand for other steps on each side.
//
//	a: a→b 56 of 70 at level 1, b: a→b 48 of 80  →  level 1: a→b +0.2 [0.052, 0.334]
func CompareLevels(a, b *Levels) *LevelsDifference {
	out := &LevelsDifference{Backward: a.Backward, Levels: []LevelDifference{}}
	left, right := sidesOf(a), sidesOf(b)
	for i := range max(len(a.Levels), len(b.Levels)) {
		l, r := left(i), right(i)
		one := LevelDifference{Level: i + 1, Arrived: compared(shareOf(l.Arrived, a.Paths), shareOf(r.Arrived, b.Paths)), Ended: compared(shareOf(l.Ended, l.Arrived), shareOf(r.Ended, r.Arrived))}
		one.Nodes = out.nodes(l, r)
		one.Edges = out.edges(l, r, left(i+1), right(i+1))
		out.Levels = append(out.Levels, one)
	}
	return out
}

// nodes compares the steps at a level.
func (d *LevelsDifference) nodes(a, b levelSide) []NodeDifference {
	out := []NodeDifference{}
	for _, step := range union(a.nodes, b.nodes) {
		if step == Others {
			continue
		}
		if !a.knows(step) || !b.knows(step) {
			d.Unlisted++
			continue
		}
		na, nb := a.nodes[step], b.nodes[step]
		out = append(out, NodeDifference{step, compared(shareOf(na.Arrived, a.Arrived), shareOf(nb.Arrived, b.Arrived)), compared(shareOf(na.Ended, na.Arrived), shareOf(nb.Ended, nb.Arrived))})
	}
	slices.SortStableFunc(out, func(p, q NodeDifference) int { return greater(p.Share, q.Share) })
	return out
}

// edges compares the edges from a level to the next.
func (d *LevelsDifference) edges(a, b, nextA, nextB levelSide) []EdgeDifference {
	out := []EdgeDifference{}
	for _, ends := range union(a.edges, b.edges) {
		ea, eb := a.edges[ends], b.edges[ends]
		from, to := ea.From, ea.To
		if ea.Count == 0 {
			from, to = eb.From, eb.To
		}
		near, far := from, to
		if d.Backward {
			near, far = to, from
		}
		if near == Others || far == Others {
			continue
		}
		if !a.leads(ea, near, far, nextA) || !b.leads(eb, near, far, nextB) {
			d.Unlisted++
			continue
		}
		share := compared(shareOf(ea.Count, a.nodes[near].Arrived), shareOf(eb.Count, b.nodes[near].Arrived))
		out = append(out, EdgeDifference{from, to, share, compared(ea.Times.median(), eb.Times.median())})
	}
	slices.SortStableFunc(out, func(p, q EdgeDifference) int { return greater(p.Share, q.Share) })
	return out
}

// levelSide is a level whose steps and edges are found by name. The zero value is
// a level at which nobody arrived.
type levelSide struct {
	Level
	nodes map[journey.StepID]Node
	edges map[string]Edge
}

// sidesOf finds levels by their place, from 0; there are none behind the last.
func sidesOf(l *Levels) func(i int) levelSide {
	return func(i int) (s levelSide) {
		if i >= len(l.Levels) {
			return s
		}
		s = levelSide{l.Levels[i], map[journey.StepID]Node{}, map[string]Edge{}}
		for _, n := range s.Nodes {
			s.nodes[n.Step] = n
		}
		for _, e := range s.Edges {
			s.edges[string(e.From)+"\x00"+string(e.To)] = e
		}
		return s
	}
}

// knows reports whether it is known how many arrived at a step.
func (s levelSide) knows(step journey.StepID) bool {
	_, listed := s.nodes[step]
	_, others := s.nodes[Others]
	return listed || !others
}

// leads reports whether it is known how many go from a step to one at the next
// level. Where nobody arrived at the step, nobody does.
func (s levelSide) leads(e Edge, near, far journey.StepID, next levelSide) bool {
	return e.Count > 0 || s.knows(near) && (s.nodes[near].Arrived == 0 || s.Others == 0 && next.knows(far))
}
