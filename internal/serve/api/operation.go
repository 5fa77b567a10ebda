// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// operation describes one operation of the API.
type operation struct {
	ID      string // as listJourneys; the name in generated clients
	Method  string
	Path    string // below Prefix
	Summary string
	Tag     string
	Action  people.Action // what it is, and so who may do it
	Status  int           // of success; default: 200, or 204 without a body
	MaxBody int64         // in bytes; default 1 MiB
}

// Anyone is the action of operations that need nobody to be signed in.
const Anyone people.Action = "anyone"

// actionKey is where an operation keeps its action.
const actionKey = "action"

func (o operation) huma() huma.Operation {
	if o.Action == "" {
		panic("api: the operation " + o.ID + " says not what it does")
	}
	out := huma.Operation{
		OperationID: o.ID, Method: o.Method, Path: Prefix + o.Path, Summary: o.Summary, Tags: []string{o.Tag},
		DefaultStatus: o.Status, MaxBodyBytes: o.MaxBody, Metadata: map[string]any{actionKey: o.Action},
		Extensions: map[string]any{"x-action": string(o.Action)},
	}
	out.Responses = map[string]*huma.Response{"default": {
		Description: "What went wrong, and what would be right",
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}}},
	}}
	if o.Action != Anyone {
		out.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	return out
}

// register adds an operation. Faults that the handler returns become problems.
func register[I, O any](a *API, o operation, handle func(context.Context, *I) (*O, error)) {
	huma.Register(a.huma, o.huma(), func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
}

// guard lets through who may do what the operation is.
func (a *API) guard(ctx huma.Context, next func(huma.Context)) {
	action, _ := ctx.Operation().Metadata[actionKey].(people.Action)
	if action == Anyone {
		next(ctx)
		return
	}
	who := auth.From(ctx.Context())
	switch err := who.Need(action); {
	case !who.Known():
		a.refuse(ctx, newProblem(http.StatusUnauthorized, "unauthorized", "nobody is signed in", "sign in, or send a token"))
	case err != nil:
		a.refuse(ctx, a.problem(ctx.Context(), err))
	default:
		next(ctx)
	}
}

// title writes a name with a capital.
func title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }
