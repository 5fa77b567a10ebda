// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/wendcx/wend/internal/fault"
)

// DefaultNodes is how many nodes are explored for one alignment unless another
// bound is asked for.
const DefaultNodes = 2_000_000

// Aligner finds optimal alignments with one model. It is safe for concurrent
// use. Where an alignment would take more than a bound of nodes (places in the
// path with states of the model), it is a good one instead, whose deviations are
// an upper bound.
type Aligner struct {
	model  *Model
	labels map[string]int32
	bound  int
	idle   sync.Pool // of engines that nobody uses
	memo   *memo     // nil: none

	shortest    []int32 // labels along the shortest way through the model
	approximate bool    // there may be a shorter one
}

// NewAligner prepares a model, with the default bound. It fails where no way
// leads through the model, or none is found within the bound.
func NewAligner(m *Model) (*Aligner, error) {
	return newAligner(context.Background(), m, DefaultNodes)
}

func newAligner(ctx context.Context, m *Model, bound int) (*Aligner, error) {
	a := &Aligner{model: m, labels: map[string]int32{}, bound: bound}
	for i, l := range m.Labels {
		a.labels[l] = int32(i)
	}
	fresh := engines(m)
	a.idle.New = func() any { return fresh() }
	e := a.take()
	defer a.idle.Put(e)
	first, err := e.leg(ctx, e.start(), nil, false, bound)
	if err != nil {
		return nil, fmt.Errorf("going through the model: %w", err)
	}
	if !first.done {
		marks, ok, err := a.goOn(ctx, e, first, nil, false)
		switch {
		case err != nil:
			return nil, err
		case !ok:
			return nil, fault.New(fault.Invalid, "no way through the model is found among its first %d states", min(bound, maxStates)).
				WithRemedy("compare with a model in which less may happen side by side")
		}
		first.marks, a.approximate = marks, true
	}
	for _, step := range first.marks {
		a.shortest = append(a.shortest, step.label)
	}
	return a, nil
}

func (a *Aligner) take() engine {
	e, _ := a.idle.Get().(engine)
	return e
}

// Shortest is the number of visible steps of the shortest way through the model.
func (a *Aligner) Shortest() int { return len(a.shortest) }

// Alignment is an optimal alignment: of several equally good ones, one.
type Alignment struct {
	Deviations int
	AtLeast    int      // fewer than Deviations where a better one may exist
	Extra      []string // visits that the model does not allow there
	Missing    []string // steps that the path left out
}

// Align finds the deviations of a path: the least number of its visits that the
// model does not allow and of required steps that it left out. The path of an
// instance that goes on (prefix) need not lead to the model's end.
//
//	model A → B → C, path A X C: the visit X and the missing B are 2 deviations
func (a *Aligner) Align(path []string, prefix bool) (Alignment, error) {
	labels := make([]int32, len(path))
	for i, name := range path {
		labels[i] = a.label(name)
	}
	e := a.take()
	defer a.idle.Put(e)
	f, err := a.find(context.Background(), e, labels, prefix)
	if err != nil {
		return Alignment{}, err
	}
	out := Alignment{Deviations: len(f.marks), AtLeast: f.least}
	for _, d := range f.marks {
		if d.label == extra {
			out.Extra = append(out.Extra, path[d.at])
		} else {
			out.Missing = append(out.Missing, a.model.Labels[d.label])
		}
	}
	return out, nil
}

func (a *Aligner) label(name string) int32 {
	if l, ok := a.labels[name]; ok {
		return l
	}
	return unknown
}

// Fitness is 1 − deviations ÷ (visits + visible steps of the shortest way), and
// 1 where that sum is 0.
func (a *Aligner) Fitness(visits, deviations int) float64 {
	whole := visits + len(a.shortest)
	if whole == 0 {
		return 1
	}
	return 1 - float64(deviations)/float64(whole)
}

// found is an alignment in numbers: its deviations in the order of the path.
// Where they are more than least, the search was given up. It is immutable.
type found struct {
	marks []mark
	least int
}

// find aligns a path with an engine, or remembers it.
func (a *Aligner) find(ctx context.Context, e engine, path []int32, prefix bool) (*found, error) {
	if a.memo == nil {
		return a.search(ctx, e, path, prefix)
	}
	if f := a.memo.find(path, prefix); f != nil {
		return f, nil
	}
	f, err := a.search(ctx, e, path, prefix)
	if err == nil {
		a.memo.keep(path, prefix, f)
	}
	return f, err
}

// search aligns a path. Where the bound stops it, the best of two ways is taken:
// the one begun, led on, and the shortest through the model.
func (a *Aligner) search(ctx context.Context, e engine, path []int32, prefix bool) (*found, error) {
	first, err := e.leg(ctx, e.start(), path, prefix, a.bound)
	if err != nil || first.done {
		return &found{first.marks, first.least}, err
	}
	marks, ok, err := a.goOn(ctx, e, first, path, prefix)
	if err != nil {
		return nil, err
	}
	along, err := newColumns(chain(a.shortest, len(a.labels))).leg(ctx, 0, path, prefix, len(path)*(len(a.shortest)+1))
	if err != nil {
		return nil, err
	}
	if !ok || len(along.marks) < len(marks) {
		marks = along.marks
	}
	return &found{marks, first.least}, nil
}

// goOn leads an alignment on from where the bound stopped it, each time as far as
// a share of the bound allows; a visit at which that is nowhere counts as extra.
// ok is false where it does not find the model's end.
func (a *Aligner) goOn(ctx context.Context, e engine, l leg, path []int32, prefix bool) (marks []mark, ok bool, err error) {
	budget := max(64, a.bound/(len(path)+1))
	marks = append(marks, l.marks...)
	for at, state := l.at, l.state; ; {
		next, err := e.leg(ctx, state, path[at:], prefix, budget)
		switch {
		case errors.Is(err, errNoWay):
			return nil, false, nil
		case err != nil:
			return nil, false, err
		case !next.done && next.at == 0 && at == len(path):
			return a.dive(ctx, e, state, marks, budget)
		case !next.done && next.at == 0:
			next = leg{marks: []mark{{0, extra}}, at: 1, state: state}
		}
		for _, d := range next.marks {
			marks = append(marks, mark{d.at + int32(at), d.label})
		}
		if next.done {
			return marks, true, nil
		}
		at, state = at+next.at, next.state
	}
}

// dive leads an alignment from behind its last visit to the model's end.
func (a *Aligner) dive(ctx context.Context, e engine, state int32, marks []mark, budget int) ([]mark, bool, error) {
	s, ok := e.(*search)
	if !ok {
		return nil, false, nil
	}
	last, err := s.dive(ctx, state, budget)
	return append(marks, last.marks...), last.done, err
}
