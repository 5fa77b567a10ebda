// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/monitor/note"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Note is something that happened on a day, or from one day to another.
type Note struct {
	ID     note.ID   `json:"id"`
	Date   note.Day  `json:"date" example:"2026-03-01" doc:"In the workspace's time zone."`
	To     note.Day  `json:"to" doc:"The last day; the same as date for one day."`
	Title  string    `json:"title"`
	Kind   note.Kind `json:"kind" enum:"campaign,price,release,strike,outage,holiday,other"`
	By     people.ID `json:"by"`
	ByName string    `json:"by_name"`
	MadeAt time.Time `json:"made_at"`
}

type (
	notesOutput struct {
		Body struct {
			Notes []Note `json:"notes" doc:"By date."`
		}
	}
	noteOutput struct{ Body Note }
	noteInput  struct {
		ID note.ID `path:"id"`
	}
	addNoteInput struct {
		Body struct {
			Date  note.Day  `json:"date" example:"2026-03-01" doc:"In the workspace's time zone."`
			To    note.Day  `json:"to,omitempty" doc:"The last day. Default: date."`
			Title string    `json:"title"`
			Kind  note.Kind `json:"kind,omitempty" enum:"campaign,price,release,strike,outage,holiday,other" doc:"Default: other."`
		}
	}
)

// notes adds the operations on notes on dates.
func (a *API) notes() {
	register(a, operation{ID: "listNotes", Method: http.MethodGet, Path: "/notes", Summary: "What happened on which days", Tag: "Notes", Action: people.ReadJourneys}, a.listNotes)
	register(a, operation{ID: "addNote", Method: http.MethodPost, Path: "/notes", Summary: "Note what happened on a day", Tag: "Notes", Action: people.Comment, Status: http.StatusCreated}, a.addNote)
	register(a, operation{ID: "removeNote", Method: http.MethodDelete, Path: "/notes/{id}", Summary: "Remove a note", Tag: "Notes", Action: people.Comment},
		func(ctx context.Context, in *noteInput) (*struct{}, error) {
			return nil, a.Notes.Remove(ctx, auth.From(ctx), in.ID)
		})
}

func (a *API) listNotes(ctx context.Context, _ *struct{}) (*notesOutput, error) {
	all, err := a.Notes.All(ctx, auth.From(ctx))
	out := &notesOutput{}
	out.Body.Notes = make([]Note, len(all))
	for i, n := range all {
		out.Body.Notes[i] = noteOf(n)
	}
	return out, err
}

func (a *API) addNote(ctx context.Context, in *addNoteInput) (*noteOutput, error) {
	n, err := a.Notes.Add(ctx, auth.From(ctx), note.Note{First: in.Body.Date, Last: in.Body.To, Title: in.Body.Title, Kind: in.Body.Kind})
	return &noteOutput{noteOf(n)}, err
}

func noteOf(n note.Note) Note {
	return Note{ID: n.ID, Date: n.First, To: n.Last, Title: n.Title, Kind: n.Kind, By: n.By, ByName: n.ByName, MadeAt: n.MadeAt}
}
