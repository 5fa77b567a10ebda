// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/people"
)

// Refusals is what of an event log holds what could not become events.
type Refusals interface {
	// Quarantined lists a part of the quarantine, the newest first.
	Quarantined(ctx context.Context, of event.Aside) ([]event.Quarantined, error)

	// Refused counts all of it by source, file and reason.
	Refused(ctx context.Context) ([]event.Refused, error)
}

// QuarantinedRow is a row that could not become an event.
type QuarantinedRow struct {
	ID      int64          `json:"id"`
	At      time.Time      `json:"at" doc:"When it came."`
	Source  event.SourceID `json:"source"`
	File    string         `json:"file" doc:"Behind a ! the sheet of a workbook."`
	Line    int            `json:"line,omitempty"`
	Column  int            `json:"column,omitempty"`
	Reason  event.Reason   `json:"reason" example:"bad_time"`
	Message string         `json:"message"`
	Raw     string         `json:"raw" doc:"What came, cut where it is long."`
}

// QuarantinePart says which rows of the quarantine are meant.
type QuarantinePart struct {
	Import upload.ID      `query:"import" doc:"Only rows that this import refused."`
	Source event.SourceID `query:"source" doc:"Only rows from this source."`
	File   string         `query:"file" doc:"Only rows of this file."`
	Reason event.Reason   `query:"reason" doc:"Only rows refused for this reason."`
	Text   string         `query:"q" doc:"Stands in the row or in the message."`
}

type (
	quarantineInput struct {
		QuarantinePart
		Before int64 `query:"before" minimum:"0" doc:"Only rows that came before this one: next of the page before."`
		Limit  int   `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	}
	quarantineOutput struct {
		Body struct {
			Rows  []QuarantinedRow `json:"rows" doc:"The newest first."`
			Next  int64            `json:"next,omitempty" doc:"Ask for the page before this row; not there on the last page."`
			Total int64            `json:"total" doc:"Rows in the whole quarantine."`
			Parts []event.Refused  `json:"parts" doc:"The whole quarantine by source, file and reason, the most rows first."`
		}
	}
)

// quarantine adds the operation on what could not become events.
func (a *API) quarantine() {
	register(a, operation{ID: "listQuarantine", Method: http.MethodGet, Path: "/quarantine", Summary: "See what could not become an event, and why", Tag: "Imports", Action: people.ReadCustomers}, a.listQuarantine)
}

// aside is the part of the quarantine that is asked for.
func (in *QuarantinePart) aside(a *API) (event.Aside, error) {
	of := event.Aside{Source: in.Source, Reason: in.Reason, Text: in.Text}
	if in.File != "" {
		of.Files = []string{in.File}
	}
	if in.Import == "" {
		return of, nil
	}
	i, err := a.Uploads.Import(in.Import)
	if err != nil {
		return of, err
	}
	of.Import = string(i.ID)
	for _, f := range i.Files {
		of.Loaded = append(of.Loaded, f.Name)
	}
	return of, nil
}

// words say which part it is, "" for all of it.
func (in *QuarantinePart) words() string {
	var words []string
	for _, w := range []struct{ name, value string }{{"import", string(in.Import)}, {"source", string(in.Source)}, {"file", in.File}, {"reason", string(in.Reason)}, {"text", in.Text}} {
		if w.value != "" {
			words = append(words, w.name+" "+w.value)
		}
	}
	return strings.Join(words, "; ")
}

func (a *API) listQuarantine(ctx context.Context, in *quarantineInput) (*quarantineOutput, error) {
	of, err := in.aside(a)
	if err != nil {
		return nil, err
	}
	of.Before, of.Limit = in.Before, in.Limit
	rows, err := a.Log.Quarantined(ctx, of)
	if err != nil {
		return nil, err
	}
	parts, err := a.Log.Refused(ctx)
	if err != nil {
		return nil, err
	}
	out := &quarantineOutput{}
	out.Body.Rows, out.Body.Parts = quarantinedRows(rows), append([]event.Refused{}, parts...)
	for _, p := range parts {
		out.Body.Total += p.Rows
	}
	if n := len(rows); n == in.Limit {
		out.Body.Next = rows[n-1].ID
	}
	return out, nil
}

// quarantinedRows are rows as people look at them.
func quarantinedRows(list []event.Quarantined) []QuarantinedRow {
	out := make([]QuarantinedRow, len(list))
	for i, q := range list {
		out[i] = QuarantinedRow{ID: q.ID, At: q.At, Source: q.Source, File: q.File, Line: q.Line, Column: q.Column, Reason: q.Reason, Message: q.Message, Raw: strings.ToValidUTF8(string(q.Raw), "\uFFFD")}
	}
	return out
}
