// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/people/view"
	"github.com/wendcx/wend/internal/serve/auth"
)

// View is a screen with its filter, under a name.
type View struct {
	ID     view.ID   `json:"id"`
	Name   string    `json:"name"`
	Path   string    `json:"path" doc:"Of the screen, with its query." example:"/journeys/buy-online?channel=phone"`
	Pinned bool      `json:"pinned" doc:"It is on Home."`
	MadeAt time.Time `json:"made_at"`
}

type (
	viewsOutput struct {
		Body struct {
			Views []View `json:"views" doc:"By name."`
		}
	}
	viewOutput struct{ Body View }
	viewInput  struct {
		ID view.ID `path:"id"`
	}
	addViewInput struct {
		Body struct {
			Name   string `json:"name"`
			Path   string `json:"path" doc:"Of the screen, with its query."`
			Pinned bool   `json:"pinned,omitempty" doc:"Put it on Home."`
		}
	}
	changeViewInput struct {
		ID   view.ID `path:"id"`
		Body struct {
			Name   *string `json:"name,omitempty"`
			Path   *string `json:"path,omitempty"`
			Pinned *bool   `json:"pinned,omitempty"`
		}
	}
)

// views adds the operations on saved views.
func (a *API) views() {
	register(a, operation{ID: "listViews", Method: http.MethodGet, Path: "/views", Summary: "One's saved views", Tag: "Views", Action: people.SaveViews}, a.listViews)
	register(a, operation{ID: "saveView", Method: http.MethodPost, Path: "/views", Summary: "Save a view", Tag: "Views", Action: people.SaveViews, Status: http.StatusCreated},
		func(ctx context.Context, in *addViewInput) (*viewOutput, error) {
			v, err := a.Views.Save(ctx, auth.From(ctx), view.View{Name: in.Body.Name, Path: in.Body.Path, Pinned: in.Body.Pinned})
			return &viewOutput{viewOf(v)}, err
		})
	register(a, operation{ID: "changeView", Method: http.MethodPatch, Path: "/views/{id}", Summary: "Rename, move or pin a view", Tag: "Views", Action: people.SaveViews}, a.changeView)
	register(a, operation{ID: "removeView", Method: http.MethodDelete, Path: "/views/{id}", Summary: "Remove a view", Tag: "Views", Action: people.SaveViews},
		func(ctx context.Context, in *viewInput) (*struct{}, error) {
			return nil, a.Views.Remove(ctx, auth.From(ctx), in.ID)
		})
}

func (a *API) listViews(ctx context.Context, _ *struct{}) (*viewsOutput, error) {
	all, err := a.Views.All(ctx, auth.From(ctx))
	out := &viewsOutput{}
	out.Body.Views = make([]View, len(all))
	for i, v := range all {
		out.Body.Views[i] = viewOf(v)
	}
	return out, err
}

func (a *API) changeView(ctx context.Context, in *changeViewInput) (*viewOutput, error) {
	by := auth.From(ctx)
	v, err := a.Views.View(ctx, by, in.ID)
	if err != nil {
		return nil, err
	}
	v.Name, v.Path, v.Pinned = or(in.Body.Name, v.Name), or(in.Body.Path, v.Path), or(in.Body.Pinned, v.Pinned)
	v, err = a.Views.Save(ctx, by, v)
	return &viewOutput{viewOf(v)}, err
}

func viewOf(v view.View) View {
	return View{ID: v.ID, Name: v.Name, Path: v.Path, Pinned: v.Pinned, MadeAt: v.MadeAt}
}
