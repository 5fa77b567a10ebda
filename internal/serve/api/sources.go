// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/source"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Source is a named sender of events.
type Source struct {
	ID     event.SourceID `json:"id"`
	Title  string         `json:"title"`
	MadeAt time.Time      `json:"made_at"`
	Keys   []SourceKey    `json:"keys" doc:"The newest first."`
}

// SourceKey is a write key of a source.
type SourceKey struct {
	ID     source.KeyID `json:"id"`
	Hint   string       `json:"hint" doc:"Its first letters."`
	MadeAt time.Time    `json:"made_at"`
	Secret string       `json:"secret,omitempty" doc:"Told this once, when it is made."`
}

type (
	sourcesOutput struct {
		Body struct {
			Sources []Source `json:"sources"`
		}
	}
	sourceOutput struct{ Body Source }
	keyOutput    struct{ Body SourceKey }
	sourceInput  struct {
		ID   event.SourceID `path:"id"`
		Body struct {
			Title string `json:"title"`
		}
	}
	makeKeyInput struct {
		ID event.SourceID `path:"id"`
	}
	sourceKeyInput struct {
		ID  event.SourceID `path:"id"`
		Key source.KeyID   `path:"key"`
	}
)

// sources adds the operations on senders of events.
func (a *API) sources() {
	op := func(id, method, path, summary string, status int) operation {
		return operation{ID: id, Method: method, Path: "/sources" + path, Summary: summary, Tag: "Sources", Action: people.ManageSources, Status: status}
	}
	register(a, op("listSources", http.MethodGet, "", "The named senders of events", 0), a.listSources)
	register(a, op("saveSource", http.MethodPut, "/{id}", "Make a source, or give it another title", 0), a.saveSource)
	register(a, op("makeSourceKey", http.MethodPost, "/{id}/keys", "Make a write key", http.StatusCreated), a.makeSourceKey)
	register(a, op("revokeSourceKey", http.MethodDelete, "/{id}/keys/{key}", "Revoke a write key", 0), func(ctx context.Context, in *sourceKeyInput) (*struct{}, error) {
		return nil, a.Sources.RevokeKey(ctx, auth.From(ctx), in.ID, in.Key)
	})
}

func (a *API) listSources(ctx context.Context, _ *struct{}) (*sourcesOutput, error) {
	all, err := a.Sources.All(ctx, auth.From(ctx))
	out := &sourcesOutput{}
	out.Body.Sources = make([]Source, len(all))
	for i, s := range all {
		out.Body.Sources[i] = sourceOf(s)
	}
	return out, err
}

func (a *API) saveSource(ctx context.Context, in *sourceInput) (*sourceOutput, error) {
	s, err := a.Sources.Save(ctx, auth.From(ctx), in.ID, in.Body.Title)
	return &sourceOutput{sourceOf(s)}, err
}

func (a *API) makeSourceKey(ctx context.Context, in *makeKeyInput) (*keyOutput, error) {
	secret, k, err := a.Sources.MakeKey(ctx, auth.From(ctx), in.ID)
	return &keyOutput{SourceKey{k.ID, k.Hint, k.MadeAt, secret}}, err
}

func sourceOf(s source.Source) Source {
	out := Source{ID: s.ID, Title: s.Title, MadeAt: s.MadeAt, Keys: make([]SourceKey, len(s.Keys))}
	for i, k := range s.Keys {
		out.Keys[i] = SourceKey{ID: k.ID, Hint: k.Hint, MadeAt: k.MadeAt}
	}
	return out
}
