// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"net/http"
)

// Edit is one change of a journey's draft. Op says what it does, and so which of
// the other fields it needs:
//
//	set           Step ("" for the journey itself), Field, From, To (nil removes)
//	add-step      Phase, Stage, After (the id of a step, "" for first), Value
//	move-step     Step, Phase, Stage, After
//	remove-step   Step
//	add-stage     Phase, Stage, After (the title of a stage, "" for first)
//	rename-stage  Phase, Stage, To
//	move-stage    Phase, Stage, ToPhase, After
//	remove-stage  Phase, Stage
//
// From is what its author saw. Edits of different fields always merge; a field
// that is something else by now is a conflict.
type Edit struct {
	Op    string `json:"op"`
	Step  string `json:"step,omitempty"`
	Field string `json:"field,omitempty"` // a path in the document, as touchpoint.channel
	From  any    `json:"from,omitempty"`
	To    any    `json:"to,omitempty"`

	Phase   string `json:"phase,omitempty"` // before, during or after
	Stage   string `json:"stage,omitempty"` // its title
	ToPhase string `json:"to_phase,omitempty"`
	After   string `json:"after,omitempty"`
	Value   any    `json:"value,omitempty"`

	Made string `json:"made,omitempty"` // of an Undo: what the edit brought with it
}

// Applied is an edit that was made. Its From is what it replaced, its To what
// stands there now.
type Applied struct {
	Edit
	Undo Edit `json:"undo"` // takes it back
}

// Conflict is an edit that was not made, because somebody else has changed the
// same field.
type Conflict struct {
	Edit    Edit   `json:"edit"`
	Current any    `json:"current"` // what stands there now; nil: nothing
	By      string `json:"by"`      // who changed it, where that is known
}

// Edits is what came of edits.
type Edits struct {
	Revision  int64      `json:"revision"` // of the journey, after them
	Applied   []Applied  `json:"applied"`
	Conflicts []Conflict `json:"conflicts"`
	Refused   []Fault    `json:"refused"` // edits that make no sense or are not allowed
	Faults    []Fault    `json:"faults"`  // what is wrong with the draft now
}

// Edit changes the draft of a journey field by field, beginning one where there
// is none. Edits that conflict or are refused are left out, the others are made.
func (c *Client) Edit(ctx context.Context, id string, edits ...Edit) (*Edits, error) {
	out := &Edits{}
	body := struct {
		Edits []Edit `json:"edits"`
	}{edits}
	return answered(out, c.do(ctx, request{method: http.MethodPost, path: at("journeys", id, "edits"), body: body, into: out}))
}
