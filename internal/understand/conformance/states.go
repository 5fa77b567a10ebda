// SPDX-License-Identifier: Apache-2.0

package conformance

// states are the reached markings of a model, numbered, and what may happen in
// each. They are explored as far as they are asked for, by one goroutine.
type states struct {
	model  *Model
	number map[marking]int32
	list   []state
}

// state is a reached marking.
type state struct {
	at       marking
	explored bool
	seen     uint32 // by which search, the last time
	edges    []edge
}

// edge is a transition that is enabled.
type edge struct {
	label int32
	to    int32
	cost  int32 // of passing without a visit: 0 where the transition is silent
}

// begin returns the states of a model; the initial marking is number 0.
func begin(m *Model) *states {
	s := &states{model: m, number: map[marking]int32{}}
	s.of(m.initial)
	return s
}

// of gives a marking its number.
func (s *states) of(at marking) int32 {
	n, ok := s.number[at]
	if !ok {
		n = int32(len(s.list))
		s.number[at] = n
		s.list = append(s.list, state{at: at})
	}
	return n
}

// edges returns what may happen in a state.
func (s *states) edges(n int32) []edge {
	if s.list[n].explored {
		return s.list[n].edges
	}
	at := s.list[n].at
	var out []edge
	for i := range s.model.transitions {
		t := &s.model.transitions[i]
		next, ok := t.fire(at)
		if !ok {
			continue
		}
		switch to := s.of(next); {
		case t.label != silent:
			out = append(out, edge{t.label, to, 1})
		case to != n:
			out = append(out, edge{silent, to, 0})
		}
	}
	s.list[n].edges, s.list[n].explored = out, true
	return out
}

// graph is the whole of a model that has few states. It is immutable.
type graph struct {
	edges [][]edge // of each state; 0 is the initial one
	with  [][]hop  // by label: where it leads from and to
	final int32    // -1: not to be reached
}

type hop struct{ from, to int32 }

// graph explores all there is; it returns nil where there are more states than
// most.
func (s *states) graph(most int) *graph {
	g := &graph{with: make([][]hop, len(s.model.Labels)), final: -1}
	for n := int32(0); int(n) < len(s.list); n++ {
		if len(s.list) > most {
			return nil
		}
		if s.list[n].at == s.model.final {
			g.final = n
		}
		edges := s.edges(n)
		g.edges = append(g.edges, edges)
		for _, e := range edges {
			if e.label >= 0 {
				g.with[e.label] = append(g.with[e.label], hop{n, e.to})
			}
		}
	}
	return g
}

// chain is the graph of a sequence of labels.
func chain(labels []int32, known int) *graph {
	g := &graph{with: make([][]hop, known), final: int32(len(labels))}
	for i, l := range labels {
		from, to := int32(i), int32(i+1)
		g.edges = append(g.edges, []edge{{l, to, 1}})
		g.with[l] = append(g.with[l], hop{from, to})
	}
	g.edges = append(g.edges, nil)
	return g
}
