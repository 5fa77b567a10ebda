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

type (
	quarantineInput struct {
		Import upload.ID      `query:"import" doc:"Only rows of the files of this import."`
		Source event.SourceID `query:"source" doc:"Only rows from this source."`
		File   string         `query:"file" doc:"Only rows of this file."`
		Reason event.Reason   `query:"reason" doc:"Only rows refused for this reason."`
		Text   string         `query:"q" doc:"Stands in the row or in the message."`
		Before int64          `query:"before" minimum:"0" doc:"Only rows that came before this one: next of the page before."`
		Limit  int            `query:"limit" minimum:"1" maximum:"1000" default:"100"`
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

func (a *API) listQuarantine(ctx context.Context, in *quarantineInput) (*quarantineOutput, error) {
	of := event.Aside{Source: in.Source, Reason: in.Reason, Text: in.Text, Before: in.Before, Limit: in.Limit}
	if in.File != "" {
		of.Files = []string{in.File}
	}
	if in.Import != "" {
		i, err := a.Uploads.Import(in.Import)
		if err != nil {
			return nil, err
		}
		for _, f := range i.Files {
			of.Files = append(of.Files, f.Name)
		}
	}
	rows, err := a.Log.Quarantined(ctx, of)
	if err != nil {
		return nil, err
	}
	parts, err := a.Log.Refused(ctx)
	if err != nil {
		return nil, err
	}
	out := &quarantineOutput{}
	out.Body.Rows, out.Body.Parts = make([]QuarantinedRow, len(rows)), append([]event.Refused{}, parts...)
	for _, p := range parts {
		out.Body.Total += p.Rows
	}
	for i, q := range rows {
		out.Body.Rows[i] = QuarantinedRow{ID: q.ID, At: q.At, Source: q.Source, File: q.File, Line: q.Line, Column: q.Column, Reason: q.Reason, Message: q.Message, Raw: strings.ToValidUTF8(string(q.Raw), "\uFFFD")}
	}
	if n := len(rows); n == in.Limit {
		out.Body.Next = rows[n-1].ID
	}
	return out, nil
}
