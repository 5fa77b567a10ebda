// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"errors"
	"sync/atomic"
)

// engine finds ways through a model, one at a time. It keeps what it explored
// for the next; no answer depends on that.
type engine interface {
	// start is the state in which a new path begins. It forgets the states
	// of the path before.
	start() int32
	// leg aligns a path from a state on: to the model's end or, of an instance
	// that goes on (prefix), to anywhere. It fails with errNoWay, or with the
	// context's error. Beyond the budget of nodes it tells how far it came.
	leg(ctx context.Context, from int32, path []int32, prefix bool, budget int) (leg, error)
}

// leg is the alignment of a path, or of its beginning.
type leg struct {
	done  bool
	marks []mark
	least int   // deviations that there are at least, to the end
	at    int   // visits that are aligned, where it is not done
	state int32 // that they lead to
}

// mark is a deviation: a visit that the model does not allow (extra), or a step
// left out before a visit.
type mark struct {
	at    int32 // index of the visit; the number of visits behind the last
	label int32
}

// extra is the label of a mark at a visit that the model does not allow.
const extra = -4

// errNoWay is said of a model that cannot be gone through to its end.
var errNoWay = errors.New("no way leads through the model to its end")

// fewStates is how many states a model may have to be looked at as a whole: with
// more, a visit costs more by columns than by searching.
const fewStates = 1 << 11

// engines makes what suits the model's size.
func engines(m *Model) func() engine {
	s := begin(m)
	if g := s.graph(fewStates); g != nil {
		return func() engine { return newColumns(g) }
	}
	var explored atomic.Pointer[states] // for the first
	explored.Store(s)
	return func() engine {
		if s := explored.Swap(nil); s != nil {
			return newSearch(s)
		}
		return newSearch(begin(m))
	}
}
