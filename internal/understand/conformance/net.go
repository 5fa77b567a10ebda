// SPDX-License-Identifier: Apache-2.0

// Package conformance compares what happened with what was designed: a journey
// document, or a Petri net from a file, becomes a model, and every variant gets
// an optimal alignment with it: the least number of visits that the model does
// not allow and of required steps that were left out. It may import define,
// fault and sequence.
package conformance

import "fmt"

// Model is a Petri net with labelled and silent transitions, one initial and one
// final marking. Its reachability graph is explored as far as it is asked for
// and kept. A Model is not safe for concurrent use; Clone makes a second one.
type Model struct {
	Labels []string // of the visible transitions, each once

	places      int
	transitions []transition
	initial     marking
	final       marking

	known  map[marking]int32
	states []state
}

// silent is the label of a transition that shows nothing.
const silent = -1

// transition consumes tokens and gives others.
type transition struct {
	label   int32 // index in Labels, or silent
	in, out []int32
}

// marking is the number of tokens on each place, a byte a place.
type marking string

// state is a reached marking with what may happen there.
type state struct {
	at       marking
	explored bool
	edges    []edge
}

// edge is a transition that is enabled.
type edge struct {
	label int32
	to    int32
}

// maxStates bounds the markings that are explored. A model with more is no
// design of a journey.
const maxStates = 1 << 22

// errTooLarge is said of a model with more markings than can be looked at.
var errTooLarge = fmt.Errorf("the model has more than %d states", maxStates)

// Clone returns a model that may be used beside this one.
func (m *Model) Clone() *Model {
	c := *m
	c.known, c.states = nil, nil
	return &c
}

// start returns the number of the initial marking.
func (m *Model) start() int32 {
	if m.known == nil {
		m.known = map[marking]int32{}
	}
	return m.number(m.initial)
}

// number gives a marking its number.
func (m *Model) number(at marking) int32 {
	n, ok := m.known[at]
	if !ok {
		n = int32(len(m.states))
		m.known[at] = n
		m.states = append(m.states, state{at: at})
	}
	return n
}

// edges returns what may happen in a state.
func (m *Model) edges(s int32) ([]edge, error) {
	if m.states[s].explored {
		return m.states[s].edges, nil
	}
	if len(m.states) > maxStates {
		return nil, errTooLarge
	}
	at := m.states[s].at
	var out []edge
	for i := range m.transitions {
		t := &m.transitions[i]
		if next, ok := t.fire(at); ok {
			if e := (edge{t.label, m.number(next)}); t.label != silent || e.to != s {
				out = append(out, e)
			}
		}
	}
	m.states[s].edges, m.states[s].explored = out, true
	return out, nil
}

// fire returns the marking behind a transition; ok is false where it is not
// enabled or a place would hold too many tokens.
func (t *transition) fire(at marking) (next marking, ok bool) {
	for _, p := range t.in {
		if at[p] == 0 {
			return "", false
		}
	}
	b := []byte(at)
	for _, p := range t.in {
		if b[p] == 0 {
			return "", false // an arc that counts twice
		}
		b[p]--
	}
	for _, p := range t.out {
		if b[p] == 255 {
			return "", false
		}
		b[p]++
	}
	return marking(b), true
}

// label returns the number of a visible label, or -2 for one that the model does
// not know.
func (m *Model) label(name string) int32 {
	for i, l := range m.Labels {
		if l == name {
			return int32(i)
		}
	}
	return unknown
}

// unknown is the label of a visit that no transition has.
const unknown = -2
