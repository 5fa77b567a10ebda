// SPDX-License-Identifier: Apache-2.0

// Package conformance compares what happened with what was designed: a journey
// document, or a Petri net from a file, becomes a model, and every variant gets
// an optimal alignment with it: the least number of visits that the model does
// not allow and of required steps that were left out. It tells where instances
// deviate, what deviations go along with, and which of them are accepted. It may
// import define, fault, stat and sequence.
//
//	design view → pay → get, an instance view get  →  pay is missing: 1 deviation,
//	fitness 1 − 1 ÷ (2 + 3) = 0.8
package conformance

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/wendcx/wend/internal/define/segment"
)

// Model is a Petri net with labelled and silent transitions, one initial and one
// final marking. A Model is immutable and safe for concurrent use.
type Model struct {
	Labels []string // of the visible transitions, each once

	places      int
	transitions []transition
	initial     marking
	final       marking
	parts       []part // of a design that is not the same for all customers
}

// silent is the label of a transition that shows nothing.
const silent = -1

// unknown is the label of a visit that no transition has.
const unknown = -2

// transition consumes tokens and gives others.
type transition struct {
	label   int32 // index in Labels, or silent
	in, out []int32
}

// marking is the number of tokens on each place, a byte a place.
type marking string

// part is a step that is required of the customers of some segments only.
type part struct {
	segments []segment.ID
	skip     int // the transition by which the others go past it
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

// label returns the number of a visible label, or unknown.
func (m *Model) label(name string) int32 {
	for i, l := range m.Labels {
		if l == name {
			return int32(i)
		}
	}
	return unknown
}

// Digest identifies what the model says.
func (m *Model) Digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %d %q %q\n", m.Labels, m.places, m.initial, m.final)
	for _, t := range m.transitions {
		fmt.Fprintln(h, t.label, t.in, t.out)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// form is the model for customers of whom some parts are required, a bit each.
func (m *Model) form(required uint64) *Model {
	if required == 0 {
		return m
	}
	gone := map[int]bool{}
	for i, p := range m.parts {
		gone[p.skip] = required>>i&1 == 1
	}
	out := *m
	out.parts, out.transitions = nil, nil
	for i, t := range m.transitions {
		if !gone[i] {
			out.transitions = append(out.transitions, t)
		}
	}
	return &out
}
