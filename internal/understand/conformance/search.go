// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"slices"
)

// search aligns paths with a model of many states by Dijkstra's algorithm over
// places in the path and states of the model, which are explored as it goes.
type search struct {
	states *states
	final  marking
	nodes  table
	queue  deque
	stamp  uint32 // of this search, in states
	seen   int    // different states in it
}

// maxStates bounds the states that one search may see and that are kept for the
// next.
const maxStates = 1 << 18

func newSearch(s *states) *search { return &search{states: s, final: s.model.final} }

// visited is a node with its cost.
type visited struct{ at, state, cost int32 }

func (n visited) key() uint64 { return uint64(uint32(n.at))<<32 | uint64(uint32(n.state)) }

// start is part of engine. What was explored is kept within bounds.
func (s *search) start() int32 {
	if len(s.states.list) > maxStates {
		s.states = begin(s.states.model)
	}
	return 0
}

// leg is part of engine. Nodes that cost nothing more come first.
func (s *search) leg(ctx context.Context, from int32, path []int32, prefix bool, budget int) (leg, error) {
	s.reset(from)
	far := visited{state: from}
	for popped := 0; ; popped++ {
		n, ok := s.queue.pop()
		if !ok {
			return leg{}, errNoWay
		}
		if popped&1023 == 0 && ctx.Err() != nil {
			return leg{}, ctx.Err()
		}
		if s.nodes.used > budget || s.seen > maxStates {
			return s.back(far, leg{least: int(n.cost)}), nil
		}
		if !s.nodes.settle(n.key()) {
			continue
		}
		if int(n.at) == len(path) && (prefix || s.ends(n)) {
			return s.back(n, leg{done: true, least: int(n.cost)}), nil
		}
		if n.at > far.at {
			far = n
		}
		s.expand(n, path)
	}
}

// dive looks for some way to the model's end, depth first.
func (s *search) dive(ctx context.Context, from int32, budget int) (leg, error) {
	s.reset(from)
	s.queue.deep = true
	defer func() { s.queue.deep = false }()
	for s.nodes.used <= budget && ctx.Err() == nil {
		n, ok := s.queue.pop()
		if !ok {
			break
		}
		if !s.nodes.settle(n.key()) {
			continue
		}
		if s.ends(n) {
			return s.back(n, leg{done: true}), nil
		}
		s.expand(n, nil)
	}
	return leg{}, ctx.Err()
}

func (s *search) ends(n visited) bool { return s.states.list[n.state].at == s.final }

// reset begins anew in a state.
func (s *search) reset(from int32) {
	s.nodes.reset()
	s.queue.reset()
	s.seen = 0
	if s.stamp++; s.stamp == 0 {
		s.stamp = 1
		for i := range s.states.list {
			s.states.list[i].seen = 0
		}
	}
	begin := visited{state: from}
	s.push(begin, begin, silent)
}

// expand queues what may come behind a node.
func (s *search) expand(n visited, path []int32) {
	visit := int32(unknown)
	if int(n.at) < len(path) {
		visit = path[n.at]
		s.push(n, visited{n.at + 1, n.state, n.cost + 1}, extra)
	}
	for _, e := range s.states.edges(n.state) {
		s.push(n, visited{n.at, e.to, n.cost + e.cost}, e.label)
		if e.label == visit && visit >= 0 {
			s.push(n, visited{n.at + 1, e.to, n.cost}, matched)
		}
	}
}

// push queues a node if no way as cheap is known.
func (s *search) push(from, n visited, label int32) {
	fresh, better := s.nodes.improve(n.key(), n.cost, from.key(), label)
	if !better {
		return
	}
	if fresh && s.states.list[n.state].seen != s.stamp {
		s.states.list[n.state].seen = s.stamp
		s.seen++
	}
	s.queue.push(n, n.cost > from.cost)
}

// back follows the way to a node backwards.
func (s *search) back(n visited, out leg) leg {
	out.at, out.state = int(n.at), n.state
	for key := n.key(); ; {
		slot := s.nodes.find(key)
		if slot.from == key {
			break
		}
		switch slot.label {
		case silent, matched:
		case extra:
			out.marks = append(out.marks, mark{int32(slot.from >> 32), extra})
		default:
			out.marks = append(out.marks, mark{int32(key >> 32), slot.label})
		}
		key = slot.from
	}
	slices.Reverse(out.marks)
	return out
}
