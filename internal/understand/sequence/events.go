// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/journey"
)

// EventsPlan is the plan for questions without a journey: every name of an event
// is a step, and everything a customer did is one instance, whatever its length.
func EventsPlan(names []string, w *journey.Workspace) (*Plan, error) {
	endless := calendar.Span{Unit: calendar.None}
	j := &journey.Journey{ID: "events", Title: "All events", Instance: journey.Instance{Idle: endless, Window: endless}}
	stage := journey.Stage{Title: "events"}
	for _, name := range names {
		stage.Steps = append(stage.Steps, journey.Step{ID: journey.StepID(name), Title: name, Evidence: []journey.Evidence{{Event: name}}})
	}
	// In this phase no step begins a new instance behind a completed one.
	j.Phases.During = []journey.Stage{stage}
	return NewPlan(j, w)
}
