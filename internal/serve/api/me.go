// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Me is who makes the request, where, and what they may do there.
type Me struct {
	Person    Person          `json:"person"`
	Workspace Workspace       `json:"workspace"`
	Demo      bool            `json:"demo" doc:"Visitors are signed in without a password."`
	May       []people.Action `json:"may" doc:"The actions that one may do."`
}

// Person is somebody with an account.
type Person struct {
	ID     people.ID   `json:"id"`
	Email  string      `json:"email"`
	Name   string      `json:"name"`
	Role   people.Role `json:"role" enum:"owner,editor,contributor,analyst,agent,viewer"`
	Locale string      `json:"locale" doc:"As in fr; empty follows the browser."`
	MadeAt time.Time   `json:"made_at"`
	SeenAt *time.Time  `json:"seen_at,omitempty" doc:"When they last signed in."`
}

// Workspace is where everything lives.
type Workspace struct {
	ID   people.WorkspaceID `json:"id"`
	Name string             `json:"name"`
	Zone string             `json:"zone" doc:"Its time zone: where days begin." example:"Europe/Amsterdam"`
}

type meOutput struct{ Body Me }

type workspaceOutput struct{ Body Workspace }

type meInput struct {
	Body struct {
		Name   *string `json:"name,omitempty"`
		Locale *string `json:"locale,omitempty" doc:"As in fr; empty follows the browser."`
	}
}

type passwordInput struct {
	Body struct {
		Old      string `json:"old,omitempty" doc:"The password one signs in with now."`
		Password string `json:"password"`
	}
}

type workspaceInput struct {
	Body struct {
		Name *string `json:"name,omitempty"`
		Zone *string `json:"zone,omitempty" example:"Europe/Amsterdam"`
	}
}

// me adds the operations on oneself, and on the workspace one is in.
func (a *API) me() {
	register(a, operation{ID: "getMe", Method: http.MethodGet, Path: "/me", Summary: "Who one is, and what one may do", Tag: "Me", Action: people.SeeSelf},
		func(ctx context.Context, _ *struct{}) (*meOutput, error) {
			who, err := a.whoIs(ctx, auth.From(ctx))
			return &meOutput{who}, err
		})
	register(a, operation{ID: "changeMe", Method: http.MethodPatch, Path: "/me", Summary: "Change one's name or language", Tag: "Me", Action: people.OwnAccount}, a.changeMe)
	register(a, operation{ID: "changePassword", Method: http.MethodPost, Path: "/me/password", Summary: "Change one's password, and end all other sessions", Tag: "Me", Action: people.OwnAccount},
		func(ctx context.Context, in *passwordInput) (*struct{}, error) {
			return nil, a.guarded(ctx, auth.From(ctx).Email, func() error {
				return a.People.ChangePassword(ctx, auth.From(ctx), in.Body.Old, in.Body.Password)
			})
		})
	register(a, operation{ID: "changeWorkspace", Method: http.MethodPatch, Path: "/workspace", Summary: "Change the workspace's name or time zone", Tag: "Workspace", Action: people.ManageWorkspace}, a.changeWorkspace)
}

// whoIs tells of somebody who makes, or from now on may make, requests.
func (a *API) whoIs(ctx context.Context, by people.Identity) (Me, error) {
	self, err := a.People.Self(ctx, by)
	if err != nil {
		return Me{}, err
	}
	w, err := a.People.Workspace(ctx)
	if err != nil {
		return Me{}, err
	}
	return Me{Person: personOf(self), Workspace: Workspace(w), Demo: a.People.Demo(), May: by.Actions()}, nil
}

func (a *API) changeMe(ctx context.Context, in *meInput) (*meOutput, error) {
	by := auth.From(ctx)
	self, err := a.People.Self(ctx, by)
	if err != nil {
		return nil, err
	}
	if _, err = a.People.EditSelf(ctx, by, or(in.Body.Name, self.Name), or(in.Body.Locale, self.Locale)); err != nil {
		return nil, err
	}
	who, err := a.whoIs(ctx, by)
	return &meOutput{who}, err
}

func (a *API) changeWorkspace(ctx context.Context, in *workspaceInput) (*workspaceOutput, error) {
	w, err := a.People.Workspace(ctx)
	if err != nil {
		return nil, err
	}
	zone := w.Zone
	if w, err = a.People.EditWorkspace(ctx, auth.From(ctx), or(in.Body.Name, w.Name), or(in.Body.Zone, w.Zone)); err != nil {
		return nil, err
	}
	if a.Catalogue != nil && w.Zone != zone { // documents are read by its days
		err = a.Catalogue.Renew(ctx)
	}
	return &workspaceOutput{Workspace(w)}, err
}

func personOf(p people.Person) Person {
	return Person{ID: p.ID, Email: p.Email, Name: p.Name, Role: p.Role, Locale: p.Locale, MadeAt: p.MadeAt, SeenAt: known(p.SeenAt)}
}

// or is what was sent, or else what is there.
func or[T any](sent *T, there T) T {
	if sent != nil {
		return *sent
	}
	return there
}

// known is a time, or nil where there is none.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
