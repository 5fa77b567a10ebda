// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/ask"
)

type (
	drawingInput struct {
		JourneyPath
		Version string `query:"version" doc:"A number, draft, or latest. Default: the latest version, else the draft."`
		Format  string `query:"format" enum:"svg,html" default:"svg" doc:"One page, or the whole drawing as a file that needs no other."`
		Paper   string `query:"paper" doc:"Cut for this paper: a4, a3, letter and so on. Default: the screen."`
		Page    int    `query:"page" minimum:"1" default:"1" doc:"Of an svg on paper."`
		Figures bool   `query:"figures" doc:"With the numbers of a scorecard, restricted as the other parameters say."`
		Beside  string `query:"beside" doc:"Draw this journey below, and mark what differs."`
		ask.Scorecard
	}
	drawingOutput struct {
		ContentType string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		Pages       int    `header:"X-Pages"`
		Body        []byte
	}
)

// drawing adds the operation that draws a journey.
func (a *API) drawing() {
	o := operation{ID: "drawJourney", Method: http.MethodGet, Path: "/journeys/{id}/drawing", Summary: "Draw a journey's map", Tag: "Journeys", Action: people.ReadJourneys}
	register(a, o, a.drawJourney)
	drawn := a.huma.OpenAPI().Paths[Prefix+o.Path].Get
	drawn.Responses["200"].Content = map[string]*huma.MediaType{"image/svg+xml": {}, "text/html": {}}
	worded(drawn.Parameters, reflect.TypeFor[drawingInput]())
}

func (a *API) drawJourney(ctx context.Context, in *drawingInput) (*drawingOutput, error) {
	docs, err := a.Catalogue.Around(ctx, journey.ID(in.ID), catalogue.Which(in.Version))
	if err != nil {
		return nil, err
	}
	d, err := a.drawn(ctx, in, docs)
	if err != nil {
		return nil, err
	}
	out := &drawingOutput{ContentType: "image/svg+xml", Pages: len(d.Pages), Disposition: `inline; filename="` + d.Name + "." + in.Format + `"`}
	if in.Format == "html" {
		out.ContentType = "text/html; charset=utf-8"
		out.Body, err = d.HTML()
		return out, err
	}
	if in.Page > len(d.Pages) {
		return nil, newProblem(http.StatusNotFound, "not_found", "the drawing has no such page", "look at X-Pages for their number")
	}
	out.Body, err = d.SVG(in.Page - 1)
	return out, err
}

// drawn draws what is asked for.
func (a *API) drawn(ctx context.Context, in *drawingInput, docs *workspace.Documents) (*draw.Drawing, error) {
	paper, err := draw.PaperNamed(in.Paper)
	if err != nil {
		return nil, err
	}
	o := draw.Options{Paper: paper, Date: a.Clock(), Version: docs.Files[0].Version}
	if in.Beside != "" {
		other, err := a.Catalogue.Around(ctx, journey.ID(in.Beside), catalogue.Latest)
		if err != nil {
			return nil, err
		}
		return draw.Beside(docs.Files[0].Journey, &docs.Workspace, other.Files[0].Journey, &other.Workspace, o)
	}
	figures, err := a.figures(ctx, in, docs)
	if err != nil {
		return nil, err
	}
	return draw.Map(docs.Files[0].Journey, &docs.Workspace, figures, o)
}

// figures are the numbers on a drawing, nil for none.
func (a *API) figures(ctx context.Context, in *drawingInput, docs *workspace.Documents) (*draw.Figures, error) {
	if !in.Figures {
		return nil, nil
	}
	if docs.Faults.Err() != nil {
		return nil, docs.Faults.Errors()
	}
	card, err := in.Ask(ctx, a.Desk, docs)
	if err != nil {
		return nil, err
	}
	return ask.Figures(card), nil
}
