// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
)

// endless is a length of time that never runs out.
var endless = calendar.Span{Unit: calendar.None}

// History is the rule by which everything that a customer did is one instance.
func History() journey.Instance { return journey.Instance{Idle: endless, Window: endless} }

// EventsPlan is the plan for questions without a journey: every name of an event
// is a step, and everything a customer did is one instance, whatever its length.
func EventsPlan(names []string, w *journey.Workspace, extra ...segment.ID) (*Plan, error) {
	return EventsPlanBy(names, History(), w, extra...)
}

// EventsPlanBy is EventsPlan with other rules for instances: an idle time parts a
// customer's history, a property makes an instance of each value.
func EventsPlanBy(names []string, rules journey.Instance, w *journey.Workspace, extra ...segment.ID) (*Plan, error) {
	steps := make([]journey.Step, len(names))
	for i, name := range names {
		steps[i] = journey.Step{ID: journey.StepID(name), Title: name, Evidence: []journey.Evidence{{Event: name}}}
	}
	return planOf(steps, rules, w, extra)
}

// planOf is the plan of steps that no document lists: none of them completes
// anything, or begins a new instance behind others.
func planOf(steps []journey.Step, rules journey.Instance, w *journey.Workspace, extra []segment.ID) (*Plan, error) {
	j := &journey.Journey{ID: "events", Title: "All events", Instance: rules}
	if rules.Window.IsZero() {
		j.Instance.Window = endless
	}
	j.Phases.During = []journey.Stage{{Title: "events", Steps: steps}}
	p, err := NewPlan(j, w, extra...)
	if err != nil {
		return nil, err
	}
	for i := range p.Steps {
		p.Steps[i].Completes = false
	}
	return p, nil
}

// maxMatchers bounds how many different conditions on events of one name can be
// told apart.
const maxMatchers = 6

// Matching is a condition on events with a name for people.
type Matching struct {
	Name string
	evidence.Matcher
}

// MatchersPlan is the plan for questions about conditions on events, several of
// which may hold for one event: every combination of them that can occur is a
// step of the plan. steps[k] are the indexes of those in which matcher k holds.
// Events of the names in others are steps as well, behind them.
func MatchersPlan(matchers []Matching, others []string, rules journey.Instance, w *journey.Workspace, extra ...segment.ID) (p *Plan, steps [][]int, err error) {
	steps = make([][]int, len(matchers))
	var list []journey.Step
	var done []string
	for _, m := range matchers {
		if slices.Contains(done, m.Event) {
			continue
		}
		done = append(done, m.Event)
		of := sameEvent(matchers, m.Event)
		if len(of) > maxMatchers {
			return nil, nil, fault.New(fault.Invalid, "%d conditions on events %q in one question; at most %d are told apart", len(of), m.Event, maxMatchers)
		}
		for _, set := range subsets(len(of)) {
			s := combination(matchers, of, set)
			for b, k := range of {
				if set>>b&1 == 1 {
					steps[k] = append(steps[k], len(list))
				}
			}
			list = append(list, s)
		}
	}
	for _, name := range others {
		list = append(list, journey.Step{ID: journey.StepID(name), Title: name, Evidence: []journey.Evidence{{Event: name}}})
	}
	p, err = planOf(list, rules, w, extra)
	return p, steps, err
}

// sameEvent lists the matchers of one event's name.
func sameEvent(matchers []Matching, name string) (out []int) {
	for k, m := range matchers {
		if m.Event == name {
			out = append(out, k)
		}
	}
	return out
}

// subsets are the sets of at least one of n things, as bits, the largest first:
// an event belongs to the first combination that holds.
func subsets(n int) (out []uint) {
	for set := uint(1); set < 1<<n; set++ {
		out = append(out, set)
	}
	slices.SortStableFunc(out, func(a, b uint) int { return bits.OnesCount(b) - bits.OnesCount(a) })
	return out
}

// combination is the step at which some conditions hold together.
func combination(matchers []Matching, of []int, set uint) journey.Step {
	var trees []*evidence.Tree
	var names []string
	for b, k := range of {
		if set>>b&1 == 1 {
			trees = append(trees, matchers[k].Where)
			names = append(names, matchers[k].Name)
		}
	}
	name := strings.Join(slices.Compact(names), " + ")
	return journey.Step{ID: journey.StepID(name), Title: name, Evidence: []journey.Evidence{{Event: matchers[of[0]].Event, Where: journey.Condition{Tree: evidence.And(trees...)}}}}
}
