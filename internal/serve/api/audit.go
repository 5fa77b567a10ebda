// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Entry is one line of the audit: who did what, to what, when, from where.
type Entry struct {
	Number int64     `json:"number"`
	At     time.Time `json:"at"`
	By     people.ID `json:"by" doc:"Empty: a stranger, or the server itself."`
	ByName string    `json:"by_name" doc:"As it was then."`
	Did    string    `json:"did" example:"person.role"`
	On     string    `json:"on" example:"person:ada@example.com"`
	Detail string    `json:"detail"`
	From   string    `json:"from" doc:"The address of the request."`
}

type (
	auditInput struct {
		Before int64     `query:"before" minimum:"0" doc:"Only entries with a smaller number: next of the page before."`
		On     string    `query:"on" doc:"Only what was done to this." example:"person:ada@example.com"`
		By     people.ID `query:"by" doc:"Only what this person did."`
		Limit  int       `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	}
	auditOutput struct {
		Body struct {
			Entries []Entry `json:"entries" doc:"The newest first."`
			Next    int64   `json:"next,omitempty" doc:"Ask for the page before this number; not there on the last page."`
		}
	}
)

// audit adds the operation on the audit.
func (a *API) audit() {
	register(a, operation{ID: "listAudit", Method: http.MethodGet, Path: "/audit", Summary: "Who did what", Tag: "Workspace", Action: people.ReadAudit}, a.listAudit)
}

func (a *API) listAudit(ctx context.Context, in *auditInput) (*auditOutput, error) {
	entries, err := a.People.Audit(ctx, auth.From(ctx), people.AuditQuery(*in))
	out := &auditOutput{}
	out.Body.Entries = make([]Entry, len(entries))
	for i, e := range entries {
		out.Body.Entries[i] = Entry(e)
	}
	if n := len(entries); n == in.Limit {
		out.Body.Next = entries[n-1].Number
	}
	return out, err
}
