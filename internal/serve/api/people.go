// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Invitation is a link that lets somebody in, once.
type Invitation struct {
	ID     people.InvitationID `json:"id"`
	Email  string              `json:"email"`
	Name   string              `json:"name"`
	Role   people.Role         `json:"role" enum:"owner,editor,contributor,analyst,agent,viewer"`
	By     people.ID           `json:"by,omitempty" doc:"Who invited."`
	MadeAt time.Time           `json:"made_at"`
	EndsAt time.Time           `json:"ends_at"`
}

// Link is an invitation with its secret, which is told this once.
type Link struct {
	Invitation
	Token string `json:"token" doc:"The secret of the link."`
	Path  string `json:"path" doc:"Where the link leads, below the server's address." example:"/invitations/…"`
}

// Offer is what somebody invited sees before they accept.
type Offer struct {
	Email     string      `json:"email"`
	Name      string      `json:"name"`
	Role      people.Role `json:"role" enum:"owner,editor,contributor,analyst,agent,viewer"`
	Workspace string      `json:"workspace" doc:"Its name."`
	EndsAt    time.Time   `json:"ends_at"`
}

type (
	peopleOutput struct {
		Body struct {
			People []Person `json:"people"`
		}
	}
	personOutput struct{ Body Person }
	personInput  struct {
		ID people.ID `path:"id"`
	}
	roleInput struct {
		ID   people.ID `path:"id"`
		Body struct {
			Role people.Role `json:"role" enum:"owner,editor,contributor,analyst,agent,viewer"`
		}
	}
	invitationsOutput struct {
		Body struct {
			Invitations []Invitation `json:"invitations"`
		}
	}
	linkOutput  struct{ Body Link }
	offerOutput struct{ Body Offer }
	inviteInput struct {
		Body struct {
			Email string      `json:"email"`
			Name  string      `json:"name,omitempty" doc:"Default: whoever accepts says it."`
			Role  people.Role `json:"role" enum:"owner,editor,contributor,analyst,agent,viewer"`
		}
	}
	invitedInput struct {
		Key string `path:"key" doc:"The secret of the link."`
	}
	withdrawInput struct {
		Key people.InvitationID `path:"key" doc:"The id of the invitation."`
	}
	acceptInput struct {
		Key  string `path:"key" doc:"The secret of the link."`
		Body struct {
			Name     string `json:"name,omitempty" doc:"Default: as the invitation says."`
			Password string `json:"password"`
		}
	}
)

// people adds the operations on people and invitations.
func (a *API) people() {
	register(a, operation{ID: "listPeople", Method: http.MethodGet, Path: "/people", Summary: "Who works in the workspace", Tag: "People", Action: people.ReadJourneys}, a.listPeople)
	register(a, operation{ID: "changeRole", Method: http.MethodPatch, Path: "/people/{id}", Summary: "Give somebody another role, and end their sessions", Tag: "People", Action: people.ManagePeople},
		func(ctx context.Context, in *roleInput) (*personOutput, error) {
			p, err := a.People.ChangeRole(ctx, auth.From(ctx), in.ID, in.Body.Role)
			return &personOutput{personOf(p)}, err
		})
	register(a, operation{ID: "removePerson", Method: http.MethodDelete, Path: "/people/{id}", Summary: "Remove somebody, with their sessions and tokens", Tag: "People", Action: people.ManagePeople},
		func(ctx context.Context, in *personInput) (*struct{}, error) {
			return nil, a.People.Remove(ctx, auth.From(ctx), in.ID)
		})
	register(a, operation{ID: "resetPassword", Method: http.MethodPost, Path: "/people/{id}/password", Summary: "Make a link with which somebody sets a new password", Tag: "People", Action: people.ManagePeople, Status: http.StatusCreated},
		func(ctx context.Context, in *personInput) (*linkOutput, error) {
			return link(a.People.ResetPassword(ctx, auth.From(ctx), in.ID))
		})
	a.invitations()
}

func (a *API) invitations() {
	register(a, operation{ID: "listInvitations", Method: http.MethodGet, Path: "/invitations", Summary: "Invitations that wait to be accepted", Tag: "People", Action: people.ManagePeople}, a.listInvitations)
	register(a, operation{ID: "invite", Method: http.MethodPost, Path: "/invitations", Summary: "Invite somebody", Tag: "People", Action: people.ManagePeople, Status: http.StatusCreated},
		func(ctx context.Context, in *inviteInput) (*linkOutput, error) {
			return link(a.People.Invite(ctx, auth.From(ctx), in.Body.Email, in.Body.Name, in.Body.Role))
		})
	register(a, operation{ID: "withdrawInvitation", Method: http.MethodDelete, Path: "/invitations/{key}", Summary: "Make an invitation void", Tag: "People", Action: people.ManagePeople},
		func(ctx context.Context, in *withdrawInput) (*struct{}, error) {
			return nil, a.People.Withdraw(ctx, auth.From(ctx), in.Key)
		})
	register(a, operation{ID: "getInvitation", Method: http.MethodGet, Path: "/invitations/{key}", Summary: "What a link invites to", Tag: "People", Action: Anyone}, a.offer)
	register(a, operation{ID: "acceptInvitation", Method: http.MethodPost, Path: "/invitations/{key}", Summary: "Accept an invitation, or set a new password", Tag: "People", Action: Anyone},
		func(ctx context.Context, in *acceptInput) (*enteredOutput, error) {
			return a.enter(ctx, "", func() (string, people.Identity, error) {
				return a.People.Accept(ctx, in.Key, in.Body.Name, in.Body.Password, auth.Visitor(ctx))
			})
		})
}

func (a *API) listPeople(ctx context.Context, _ *struct{}) (*peopleOutput, error) {
	all, err := a.People.All(ctx, auth.From(ctx))
	out := &peopleOutput{}
	out.Body.People = make([]Person, len(all))
	for i, p := range all {
		out.Body.People[i] = personOf(p)
	}
	return out, err
}

func (a *API) listInvitations(ctx context.Context, _ *struct{}) (*invitationsOutput, error) {
	open, err := a.People.Invitations(ctx, auth.From(ctx))
	out := &invitationsOutput{}
	out.Body.Invitations = make([]Invitation, len(open))
	for i, one := range open {
		out.Body.Invitations[i] = invitationOf(one)
	}
	return out, err
}

func (a *API) offer(ctx context.Context, in *invitedInput) (*offerOutput, error) {
	var i people.Invitation
	err := a.guarded(ctx, "", func() (err error) { i, err = a.People.Invitation(ctx, in.Key); return err })
	if err != nil {
		return nil, err
	}
	w, err := a.People.Workspace(ctx)
	return &offerOutput{Offer{Email: i.Email, Name: i.Name, Role: i.Role, Workspace: w.Name, EndsAt: i.EndsAt}}, err
}

func link(secret string, i people.Invitation, err error) (*linkOutput, error) {
	return &linkOutput{Link{Invitation: invitationOf(i), Token: secret, Path: "/invitations/" + secret}}, err
}

func invitationOf(i people.Invitation) Invitation {
	return Invitation{ID: i.ID, Email: i.Email, Name: i.Name, Role: i.Role, By: i.By, MadeAt: i.MadeAt, EndsAt: i.EndsAt}
}
