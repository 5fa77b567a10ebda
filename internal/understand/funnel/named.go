// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Named returns the steps of a funnel by their names: ids of the plan's steps,
// several for one step with "|" between them, and "?" behind a step that is
// optional. A name that is an id as it stands is that step. It returns a
// fault.NotFound for ids that the plan does not have.
//
//	Named(p, "view", "cart|basket", "advice?", "pay")
func Named(p *sequence.Plan, names ...string) ([]Step, error) {
	out := make([]Step, 0, len(names))
	for _, name := range names {
		step, err := named(p, name)
		if err != nil {
			return nil, err
		}
		out = append(out, step)
	}
	return out, nil
}

func named(p *sequence.Plan, name string) (Step, error) {
	if at := place(p, name); at >= 0 {
		return Step{Any: []int{at}}, nil
	}
	rest, optional := strings.CutSuffix(name, "?")
	out := Step{Optional: optional}
	for id := range strings.SplitSeq(rest, "|") {
		at := place(p, strings.TrimSpace(id))
		if at < 0 {
			return out, fault.New(fault.NotFound, "there is no step %q", strings.TrimSpace(id)).WithRemedy("one of: %s", someSteps(p))
		}
		out.Any = append(out.Any, at)
	}
	return out, nil
}

// place is the index of a step of the plan, or -1.
func place(p *sequence.Plan, id string) int {
	return slices.IndexFunc(p.Steps, func(s sequence.Step) bool { return s.ID == journey.StepID(id) })
}

// someSteps lists the first steps of a plan.
func someSteps(p *sequence.Plan) string {
	var ids []string
	for _, s := range p.Steps[:min(20, len(p.Steps))] {
		ids = append(ids, string(s.ID))
	}
	if len(p.Steps) > len(ids) {
		ids = append(ids, "…")
	}
	return strings.Join(ids, ", ")
}

// label is what a step of the funnel is called.
func (s *Step) label(p *sequence.Plan) (id, title string) {
	id, title = s.ID, s.Title
	if title == "" && len(s.Any) == 1 {
		title = p.Steps[s.Any[0]].Title
	}
	if id != "" {
		return id, title
	}
	var ids []string
	for _, i := range s.Any {
		ids = append(ids, string(p.Steps[i].ID))
	}
	return strings.Join(ids, "|"), title
}
