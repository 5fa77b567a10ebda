// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Token lets a program do what a role may.
type Token struct {
	ID     people.TokenID `json:"id"`
	Person people.ID      `json:"person" doc:"Whose name it works in."`
	Name   string         `json:"name" doc:"What it is for."`
	Role   people.Role    `json:"role" enum:"owner,editor,contributor,analyst,agent,viewer,metrics"`
	Hint   string         `json:"hint" doc:"Its first letters, to tell it by."`
	MadeAt time.Time      `json:"made_at"`
	UsedAt *time.Time     `json:"used_at,omitempty" doc:"Not there: never."`
	EndsAt *time.Time     `json:"ends_at,omitempty" doc:"Not there: never."`
}

// NewToken is a token with its secret, which is told this once.
type NewToken struct {
	Token
	Secret string `json:"secret" doc:"To be sent as Authorization: Bearer …"`
}

type (
	tokensOutput struct {
		Body struct {
			Tokens []Token `json:"tokens"`
		}
	}
	newTokenOutput struct{ Body NewToken }
	tokenInput     struct {
		ID people.TokenID `path:"id"`
	}
	makeTokenInput struct {
		Body struct {
			Name   string      `json:"name" doc:"What it is for."`
			Role   people.Role `json:"role" enum:"owner,editor,contributor,analyst,agent,viewer,metrics" doc:"What it may do: no more than whoever makes it. metrics: read /metrics alone."`
			EndsAt *time.Time  `json:"ends_at,omitempty" doc:"Default: never."`
		}
	}
)

// tokens adds the operations on tokens.
func (a *API) tokens() {
	register(a, operation{ID: "listTokens", Method: http.MethodGet, Path: "/tokens", Summary: "One's tokens; for owners everybody's", Tag: "Tokens", Action: people.ManageTokens}, a.listTokens)
	register(a, operation{ID: "makeToken", Method: http.MethodPost, Path: "/tokens", Summary: "Make a token for a program", Tag: "Tokens", Action: people.ManageTokens, Status: http.StatusCreated},
		func(ctx context.Context, in *makeTokenInput) (*newTokenOutput, error) {
			secret, t, err := a.People.MakeToken(ctx, auth.From(ctx), in.Body.Name, in.Body.Role, or(in.Body.EndsAt, time.Time{}))
			return &newTokenOutput{NewToken{tokenOf(t), secret}}, err
		})
	register(a, operation{ID: "revokeToken", Method: http.MethodDelete, Path: "/tokens/{id}", Summary: "Revoke a token", Tag: "Tokens", Action: people.ManageTokens},
		func(ctx context.Context, in *tokenInput) (*struct{}, error) {
			return nil, a.People.RevokeToken(ctx, auth.From(ctx), in.ID)
		})
}

func (a *API) listTokens(ctx context.Context, _ *struct{}) (*tokensOutput, error) {
	all, err := a.People.Tokens(ctx, auth.From(ctx))
	out := &tokensOutput{}
	out.Body.Tokens = make([]Token, len(all))
	for i, t := range all {
		out.Body.Tokens[i] = tokenOf(t)
	}
	return out, err
}

func tokenOf(t people.Token) Token {
	return Token{ID: t.ID, Person: t.Person, Name: t.Name, Role: t.Scope, Hint: t.Hint, MadeAt: t.MadeAt, UsedAt: known(t.UsedAt), EndsAt: known(t.EndsAt)}
}
