// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"errors"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// maxParts bounds how many steps are required of some customers only; those
// beyond may be left out by everybody.
const maxParts = 64

// ModelOf compiles a journey's design: the steps in their listed order, optional
// ones may be left out, repeatable ones may repeat, steps that nobody observes
// show nothing, and links lead on. A step's alternatives are the step itself;
// events that were marked as touchpoints are no part of the design. A step for
// some segments is required of their customers alone; Check minds whose instance
// it is, the Model as such lets everybody past.
func ModelOf(p *sequence.Plan) (*Model, error) {
	n := len(p.Steps)
	m := &Model{places: n + 1}
	index := map[journey.StepID]int32{}
	add := func(label, from, to int32) {
		m.transitions = append(m.transitions, transition{label: label, in: []int32{from}, out: []int32{to}})
	}
	for i := range p.Steps {
		s, before, after := &p.Steps[i], int32(i), int32(i+1)
		index[s.ID] = int32(i)
		if !s.Observed || s.AdHoc {
			add(silent, before, after)
			continue
		}
		m.Labels = append(m.Labels, string(s.ID))
		add(int32(len(m.Labels)-1), before, after)
		if s.Optional || len(s.For) > 0 {
			add(silent, before, after)
		}
		if !s.Optional && len(s.For) > 0 && len(m.parts) < maxParts {
			m.parts = append(m.parts, part{s.For, len(m.transitions) - 1})
		}
		if s.Repeatable {
			add(silent, after, before)
		}
	}
	if len(m.Labels) == 0 {
		return nil, errors.New("no step of the journey is observed")
	}
	for _, l := range p.Journey.Links {
		add(silent, index[l.From]+1, index[l.To])
	}
	initial, final := make([]byte, n+1), make([]byte, n+1)
	initial[0], final[n] = 1, 1
	m.initial, m.final = marking(initial), marking(final)
	return m, nil
}
