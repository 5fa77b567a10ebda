// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"slices"

	"github.com/wendcx/wend/internal/define/document"
)

// Placed is a step with its place in the map.
type Placed struct {
	*Step
	Phase Phase
	Stage string
	Path  string // in the document, as in phases.before[0].steps[2]
}

// Steps lists the steps in the designed order.
func (j *Journey) Steps() []Placed {
	var steps []Placed
	for _, p := range j.Phases.list() {
		for i := range p.stages {
			stage := &p.stages[i]
			stagePath := document.Index("phases."+string(p.phase), i)
			for k := range stage.Steps {
				steps = append(steps, Placed{
					Step: &stage.Steps[k], Phase: p.phase, Stage: stage.Title,
					Path: document.Index(stagePath+".steps", k),
				})
			}
		}
	}
	return steps
}

// phaseStages is one phase with its stages.
type phaseStages struct {
	phase  Phase
	stages []Stage
}

func (p Phases) list() []phaseStages {
	return []phaseStages{{Before, p.Before}, {During, p.During}, {After, p.After}}
}

// Step returns the step with the given id.
func (j *Journey) Step(id StepID) (Placed, bool) {
	steps := j.Steps()
	i := slices.IndexFunc(steps, func(s Placed) bool { return s.ID == id })
	if i < 0 {
		return Placed{}, false
	}
	return steps[i], true
}

// Observed reports whether the step has evidence of any kind, its own or an
// alternative's.
func (s *Step) Observed() bool {
	return len(s.Fails) > 0 || s.provable()
}

// provable reports whether something can show a customer at the step without
// its having failed.
func (s *Step) provable() bool {
	return len(s.Evidence) > 0 || slices.ContainsFunc(s.Alternatives, func(a Alternative) bool { return len(a.Evidence) > 0 })
}

// ByAnswersOnly reports whether answers are all the evidence there is, so that
// the step tells who experienced it and nothing of order or time.
func (s *Step) ByAnswersOnly() bool {
	if !s.Observed() || len(s.Fails) > 0 {
		return false
	}
	isEvent := func(e Evidence) bool { return e.Answer == nil }
	return !slices.ContainsFunc(s.Evidence, isEvent) &&
		!slices.ContainsFunc(s.Alternatives, func(a Alternative) bool { return slices.ContainsFunc(a.Evidence, isEvent) })
}

// Completing returns the steps that complete an instance: those the document
// names, else the last required step with evidence. It may be empty.
func (j *Journey) Completing() []StepID {
	if len(j.Instance.Completes) > 0 {
		return j.Instance.Completes
	}
	var last []StepID
	for _, s := range j.Steps() {
		if !s.Optional && len(s.For) == 0 && s.provable() {
			last = []StepID{s.ID}
		}
	}
	return last
}
