// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"math/bits"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// rules are a spec made ready to run. Sets of the funnel's steps are words, the
// first step being the lowest bit.
type rules struct {
	size     int // how many steps
	order    Order
	per      Per
	window   int64 // Endless: none
	from, to int64 // of entries

	kinds    []kind
	kindOf   []uint16 // by step of the plan: index in kinds, where 0 is what does not matter
	optional uint64
	prior    [MaxSteps]uint64 // by step: the steps from which a chain comes to it
	next     [MaxSteps]uint64 // and to which it goes on
	overlap  bool             // a visit may serve more than one step
	others   uint16           // not 0: visits that do not matter matter, since they end chains
	first    uint32           // masks of the instances that may have visited the first step
}

// kind is what visits to a step of the plan mean.
type kind struct {
	steps  uint64 // that they serve
	spoils uint64 // chains of which these are the last steps
}

// newRules checks a spec and prepares it.
func newRules(x *sequence.Instances, s *Spec) (*rules, error) {
	if err := s.check(x); err != nil {
		return nil, err
	}
	r := &rules{size: len(s.Steps), order: s.Order, per: s.Per, window: s.Window, from: sequence.None, to: Endless}
	if r.order == "" {
		r.order = Ordered
	}
	if r.per == "" {
		r.per = Instance
	}
	if r.window == 0 {
		r.window = Endless
		if r.per == Customer {
			r.window = DefaultWindow
		}
	}
	if r.order == Strict {
		r.others = 1
	}
	if !s.From.IsZero() {
		r.from = s.From.UnixMicro()
	}
	if !s.To.IsZero() {
		r.to = s.To.UnixMicro()
	}
	r.planKinds(s, len(x.Plan.Steps))
	r.planChains(s)
	return r, nil
}

// planKinds tells apart what visits may mean.
func (r *rules) planKinds(s *Spec, steps int) {
	of := make([]kind, steps)
	for k, step := range s.Steps {
		for _, p := range step.Any {
			of[p].steps |= 1 << k
			if k == 0 && r.order != Unordered {
				r.first |= sequence.MaskOf(p)
			}
		}
	}
	for _, e := range s.Exclusions {
		for _, p := range e.Any {
			of[p].spoils |= 1<<e.To - 1<<e.From
		}
	}
	r.kinds, r.kindOf = []kind{{}}, make([]uint16, steps)
	for p, k := range of {
		at := slices.Index(r.kinds, k)
		if at < 0 {
			at = len(r.kinds)
			r.kinds = append(r.kinds, k)
		}
		r.kindOf[p] = uint16(at)
		r.overlap = r.overlap || bits.OnesCount64(k.steps) > 1
	}
}

// planChains tells from which steps a chain comes to another: the one before, and
// those before that as long as only optional ones lie between.
func (r *rules) planChains(s *Spec) {
	for k := 1; k < r.size; k++ {
		for l := k - 1; ; l-- {
			r.prior[k] |= 1 << l
			r.next[l] |= 1 << k
			if !s.Steps[l].Optional {
				break
			}
		}
	}
	for k, step := range s.Steps {
		if step.Optional {
			r.optional |= 1 << k
		}
	}
}

// within reports whether a chain that began at start is still in its window.
func (r *rules) within(start, time int64) bool { return time-start <= r.window }

// required returns the last required step before a step.
func (r *rules) required(step int) int {
	return bits.Len64((1<<step-1)&^r.optional) - 1
}
