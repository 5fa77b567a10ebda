// SPDX-License-Identifier: Apache-2.0

package path

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// levelGraph is a level being filled in.
type levelGraph struct {
	Level
	x    *sequence.Instances
	r    *rules
	at   int    // the level, from 0
	here []int  // by step: its place in Nodes
	next []bool // by step: shown at the next level
}

func newLevelGraph(x *sequence.Instances, r *rules, at int) *levelGraph {
	return &levelGraph{x: x, r: r, at: at, Level: Level{Level: at + 1, Nodes: []Node{}, Edges: []Edge{}}, here: make([]int, r.steps)}
}

// of are the counts by step at a level.
func (g *levelGraph) of(counts []uint32, level int) []uint32 {
	return counts[level*g.r.steps : (level+1)*g.r.steps]
}

// ranked are the steps at a level, the most frequent first.
func (g *levelGraph) ranked(arrived []uint32) (out []int) {
	for s, n := range arrived {
		if n > 0 {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b int) int {
		return cmp.Or(cmp.Compare(arrived[b], arrived[a]), cmp.Compare(g.id(a), g.id(b)))
	})
	return out
}

func (g *levelGraph) id(step int) journey.StepID { return g.x.Plan.Steps[step].ID }

// limited is how many of n steps are shown.
func (g *levelGraph) limited(n int) int {
	if g.r.Nodes > 0 {
		return min(n, g.r.Nodes)
	}
	return n
}

// count fills in the nodes.
func (g *levelGraph) count(allArrived, allEnded []uint32) {
	arrived, ended := g.of(allArrived, g.at), g.of(allEnded, g.at)
	steps := g.ranked(arrived)
	for i, s := range steps {
		if i < g.limited(len(steps)) {
			g.Nodes = append(g.Nodes, Node{Step: g.id(s)})
		} else if i == g.limited(len(steps)) {
			g.Nodes = append(g.Nodes, Node{Step: Others})
		}
		g.here[s] = len(g.Nodes) - 1
		n := &g.Nodes[g.here[s]]
		n.Arrived, n.Ended = n.Arrived+int(arrived[s]), n.Ended+int(ended[s])
		g.Arrived, g.Ended = g.Arrived+int(arrived[s]), g.Ended+int(ended[s])
	}
	g.next = make([]bool, g.r.steps)
	if g.at+1 < g.r.Steps {
		next := g.ranked(g.of(allArrived, g.at+1))
		for _, s := range next[:g.limited(len(next))] {
			g.next[s] = true
		}
	}
}

// draw fills in the edges and says of each of those counted which it belongs to,
// from 1.
func (g *levelGraph) draw(edges []countedEdge, s *shown) {
	type ends struct{ here, next journey.StepID }
	at := map[ends]int{}
	var members [][]uint32
	var drawn []int
	for _, e := range edges {
		pair := int(e.key % uint64(g.r.steps*g.r.steps))
		node := g.here[pair/g.r.steps]
		to := ends{g.Nodes[node].Step, Others}
		if next := pair % g.r.steps; g.next[next] {
			to.next = g.id(next)
		}
		i, known := at[to]
		if !known {
			i = len(members)
			at[to], members, drawn = i, append(members, nil), append(drawn, i)
			g.Edges = append(g.Edges, Edge{From: to.here, To: to.next})
		}
		g.Edges[i].Count += int(e.count)
		g.Edges[i].Share.N = g.Nodes[node].Arrived
		members[i] = append(members[i], e.number)
	}
	g.choose(members, drawn, s)
}

// choose keeps the most frequent edges.
func (g *levelGraph) choose(members [][]uint32, drawn []int, s *shown) {
	slices.SortFunc(drawn, func(i, j int) int {
		a, b := &g.Edges[i], &g.Edges[j]
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	if g.r.Edges > 0 && len(drawn) > g.r.Edges {
		drawn = drawn[:g.r.Edges]
	}
	kept := make([]Edge, 0, len(drawn))
	for _, i := range drawn {
		e := g.Edges[i]
		e.Share = stat.Share(e.Count, e.Share.N)
		if g.r.backward() {
			e.From, e.To = e.To, e.From
		}
		g.Kept += e.Count
		s.edges++
		for _, n := range members[i] {
			s.group[n] = uint32(s.edges)
		}
		kept = append(kept, e)
	}
	g.Edges = kept
	g.Others = g.Arrived - g.Ended - g.Kept
}
