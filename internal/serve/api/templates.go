// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"

	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/people"
)

// JourneyTemplate is a complete journey of a sector to begin from.
type JourneyTemplate struct {
	Name   string `json:"name" doc:"To make a journey with." example:"hotel"`
	Sector string `json:"sector"`
	Title  string `json:"title"`
	Steps  int    `json:"steps"`
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
			out.Body.Templates = append(out.Body.Templates, JourneyTemplate(t))
		}
		return out, err
	})
}
