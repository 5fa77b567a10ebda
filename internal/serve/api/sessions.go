// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Session is one browser in which one is signed in.
type Session struct {
	ID      people.SessionID `json:"id"`
	Agent   string           `json:"agent" doc:"The browser, as it names itself."`
	From    string           `json:"from" doc:"The address it last came from."`
	MadeAt  time.Time        `json:"made_at"`
	SeenAt  time.Time        `json:"seen_at"`
	EndsAt  time.Time        `json:"ends_at" doc:"Unless it is used before."`
	Current bool             `json:"current" doc:"It is the one that asks."`
}

// Ways are the ways to sign in.
type Ways struct {
	Password bool    `json:"password"`
	OIDC     *Issuer `json:"oidc" doc:"An OpenID Connect issuer; null where there is none."`
}

// Issuer knows who people are. A browser goes to /api/v1/auth/oidc/start, with
// then=the path to go on to, and comes back signed in, or to /sign-in with
// problem=expired, refused, unverified, no_account or unavailable.
type Issuer struct {
	Name string `json:"name"`
}

// Need tells whether the workspace waits to be set up.
type Need struct {
	Needed bool `json:"needed"`
}

type (
	waysOutput    struct{ Body Ways }
	needOutput    struct{ Body Need }
	enteredOutput struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
		Body      Me
	}
	leftOutput struct {
		SetCookie http.Cookie `header:"Set-Cookie"`
	}
	sessionsOutput struct {
		Body struct {
			Sessions []Session `json:"sessions"`
		}
	}
	sessionInput struct {
		ID people.SessionID `path:"id"`
	}
	signInInput struct {
		Body struct {
			Email    string `json:"email"`
			Password string `json:"password"`
		}
	}
	setUpInput struct {
		Body struct {
			Token     string `json:"token" doc:"From the link that the server printed."`
			Name      string `json:"name" doc:"Of the first owner."`
			Email     string `json:"email"`
			Password  string `json:"password"`
			Workspace string `json:"workspace" doc:"Its name."`
			Zone      string `json:"zone,omitempty" doc:"Its time zone. Default: UTC." example:"Europe/Amsterdam"`
		}
	}
)

// sessions adds the ways in and out.
func (a *API) sessions() {
	register(a, operation{ID: "getSetUp", Method: http.MethodGet, Path: "/setup", Summary: "Whether the workspace waits to be set up", Tag: "Session", Action: Anyone},
		func(ctx context.Context, _ *struct{}) (*needOutput, error) {
			needed, err := a.People.SetUpNeeded(ctx)
			return &needOutput{Need{needed}}, err
		})
	register(a, operation{ID: "setUp", Method: http.MethodPost, Path: "/setup", Summary: "Set the workspace up, as its first owner", Tag: "Session", Action: Anyone}, a.setUp)
	register(a, operation{ID: "listWaysIn", Method: http.MethodGet, Path: "/sign-in", Summary: "The ways to sign in", Tag: "Session", Action: Anyone}, a.ways)
	register(a, operation{ID: "signIn", Method: http.MethodPost, Path: "/session", Summary: "Sign in with a password", Tag: "Session", Action: Anyone}, a.signIn)
	register(a, operation{ID: "signOut", Method: http.MethodDelete, Path: "/session", Summary: "Sign out", Tag: "Session", Action: Anyone}, a.signOut)
	register(a, operation{ID: "listSessions", Method: http.MethodGet, Path: "/sessions", Summary: "Where one is signed in", Tag: "Session", Action: people.OwnAccount}, a.listSessions)
	register(a, operation{ID: "endSession", Method: http.MethodDelete, Path: "/sessions/{id}", Summary: "Sign out somewhere else", Tag: "Session", Action: people.OwnAccount},
		func(ctx context.Context, in *sessionInput) (*struct{}, error) {
			return nil, a.People.Revoke(ctx, auth.From(ctx), in.ID)
		})
}

func (a *API) ways(context.Context, *struct{}) (*waysOutput, error) {
	out := &waysOutput{Ways{Password: true}}
	if a.OIDC != nil {
		out.Body.OIDC = &Issuer{a.OIDC.Name()}
	}
	return out, nil
}

func (a *API) setUp(ctx context.Context, in *setUpInput) (*enteredOutput, error) {
	b := in.Body
	f := people.Founding{Secret: b.Token, Name: b.Name, Email: b.Email, Password: b.Password, Workspace: b.Workspace, Zone: b.Zone}
	return a.enter(ctx, "", func() (string, people.Identity, error) { return a.People.SetUp(ctx, f, auth.Visitor(ctx)) })
}

func (a *API) signIn(ctx context.Context, in *signInInput) (*enteredOutput, error) {
	return a.enter(ctx, in.Body.Email, func() (string, people.Identity, error) {
		return a.People.SignIn(ctx, in.Body.Email, in.Body.Password, auth.Visitor(ctx))
	})
}

// signOut works for whoever is not signed in, too: what they want is so.
func (a *API) signOut(ctx context.Context, _ *struct{}) (*leftOutput, error) {
	return &leftOutput{auth.Cookie(ctx, "")}, a.People.SignOut(ctx, auth.From(ctx))
}

func (a *API) listSessions(ctx context.Context, _ *struct{}) (*sessionsOutput, error) {
	by := auth.From(ctx)
	all, err := a.People.Sessions(ctx, by)
	out := &sessionsOutput{}
	out.Body.Sessions = make([]Session, len(all))
	for i, s := range all {
		out.Body.Sessions[i] = Session{ID: s.ID, Agent: s.Agent, From: s.From, MadeAt: s.MadeAt, SeenAt: s.SeenAt, EndsAt: s.EndsAt, Current: s.ID == by.Session}
	}
	return out, err
}

// enter opens a session, behind the door that slows down who guesses.
func (a *API) enter(ctx context.Context, account string, open func() (string, people.Identity, error)) (*enteredOutput, error) {
	var secret string
	var who people.Identity
	err := a.guarded(ctx, account, func() (err error) { secret, who, err = open(); return err })
	if err != nil {
		return nil, err
	}
	me, err := a.whoIs(ctx, who)
	return &enteredOutput{auth.Cookie(ctx, secret), me}, err
}

// guarded tries a secret. Only tries that a wrong secret may have ended count
// against whoever makes them.
func (a *API) guarded(ctx context.Context, account string, try func() error) error {
	enter, wait := a.Door.Knock(auth.Visitor(ctx).From, account)
	if wait > 0 {
		seconds := strconv.Itoa(int(math.Ceil(wait.Seconds())))
		p := newProblem(http.StatusTooManyRequests, "too_many", "there were too many tries", "wait "+seconds+" seconds and try again")
		return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {seconds}})
	}
	err := try()
	if err == nil || harmless(err) {
		enter()
	}
	return err
}

// harmless tells a form that was not filled in rightly from a wrong secret.
func harmless(err error) bool {
	var f *fault.Fault
	return errors.As(err, &f) && f.Code == fault.Invalid && f.Field != "old"
}
