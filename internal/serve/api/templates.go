// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/people"
)

// JourneyTemplate is a complete journey of a sector to begin from.
type JourneyTemplate struct {
	Name   string `json:"name" doc:"To make a journey with." example:"hotel"`
	Sector string `json:"sector"`
	Title  string `json:"title"`
	Steps  int    `json:"steps"`

	Goal        string          `json:"goal,omitempty" doc:"The customer's."`
	Phases      []TemplatePhase `json:"phases" doc:"Before, during, after."`
	Personas    int             `json:"personas" doc:"How many it brings along."`
	Segments    int             `json:"segments" doc:"How many it brings along."`
	Touchpoints int             `json:"touchpoints" doc:"How many it brings along."`
}

// TemplatePhase is a phase of a template with its stages.
type TemplatePhase struct {
	Phase  journey.Phase   `json:"phase" enum:"before,during,after"`
	Stages []TemplateStage `json:"stages"`
}

// TemplateStage is a stage of a template with its steps.
type TemplateStage struct {
	Title string         `json:"title"`
	Steps []TemplateStep `json:"steps"`
}

// TemplateStep is a step of a template, for people to look at.
type TemplateStep struct {
	Title         string `json:"title"`
	Channel       string `json:"channel,omitempty" doc:"None: it is contactless."`
	Mode          string `json:"mode,omitempty" doc:"Of the channel."`
	MomentOfTruth bool   `json:"moment_of_truth"`
}

type templatesOutput struct {
	Body struct {
		Templates []JourneyTemplate `json:"templates"`
	}
}

// templates adds the operation that lists templates.
func (a *API) templates() {
	register(a, operation{ID: "listTemplates", Method: http.MethodGet, Path: "/templates", Summary: "Journeys of twelve sectors to begin from", Tag: "Journeys", Action: people.ReadJourneys}, func(context.Context, *struct{}) (*templatesOutput, error) {
		list, err := template.List()
		out := &templatesOutput{}
		out.Body.Templates = []JourneyTemplate{}
		for _, t := range list {
			docs, err := template.Open(t.Name)
			if err != nil {
				return nil, err
			}
			out.Body.Templates = append(out.Body.Templates, templateOf(t, docs))
		}
		return out, err
	})
}

func templateOf(t template.Info, docs *workspace.Documents) JourneyTemplate {
	j := docs.Files[0].Journey
	out := JourneyTemplate{
		Name: t.Name, Sector: t.Sector, Title: t.Title, Steps: t.Steps, Goal: j.Goal,
		Personas: len(docs.Personas), Segments: len(docs.Segments), Touchpoints: len(docs.Touchpoints),
	}
	for _, p := range []struct {
		phase  journey.Phase
		stages []journey.Stage
	}{{journey.Before, j.Phases.Before}, {journey.During, j.Phases.During}, {journey.After, j.Phases.After}} {
		phase := TemplatePhase{Phase: p.phase, Stages: []TemplateStage{}}
		for _, st := range p.stages {
			phase.Stages = append(phase.Stages, stageOf(&st, docs))
		}
		out.Phases = append(out.Phases, phase)
	}
	return out
}

func stageOf(st *journey.Stage, docs *workspace.Documents) TemplateStage {
	out := TemplateStage{Title: st.Title, Steps: []TemplateStep{}}
	for i := range st.Steps {
		s := &st.Steps[i]
		t := docs.Touchpoint(s)
		out.Steps = append(out.Steps, TemplateStep{Title: s.Title, Channel: string(t.Channel), Mode: string(t.Mode), MomentOfTruth: s.MomentOfTruth != nil})
	}
	return out
}
