// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Edit is one change of a journey's draft. What is given depends on the
// operation.
type Edit struct {
	Op    edit.Op        `json:"op" enum:"set,add-step,move-step,remove-step,add-stage,rename-stage,move-stage,remove-stage"`
	Step  journey.StepID `json:"step,omitempty" doc:"Its id. Of set: none means the journey itself. Of add-step: the id it should have, if it is free; the answer says which it has."`
	Field string         `json:"field,omitempty" doc:"Of set: a path in the document, as title, touchpoint.channel, pains." example:"touchpoint.channel"`
	From  any            `json:"from,omitempty" doc:"Of set: what the editor saw; null: nothing."`
	To    any            `json:"to,omitempty" doc:"Of set: what it should say; null removes. Of rename-stage: the new title."`

	Phase   journey.Phase `json:"phase,omitempty" doc:"before, during or after."`
	Stage   string        `json:"stage,omitempty" doc:"The title of a stage."`
	ToPhase journey.Phase `json:"to_phase,omitempty" doc:"Of move-stage."`
	After   string        `json:"after,omitempty" doc:"The id of the step, or the title of the stage, behind which it goes. None: first."`
	Value   any           `json:"value,omitempty" doc:"Of add-step: the step; of add-stage: the stage with its steps. Of removals: what the editor saw, so that nothing else goes."`

	Made string `json:"made,omitempty" doc:"Of what takes back a set: the part that the set brought with it."`
}

// AppliedEdit is an edit that was made. Its from is what it replaced, its to
// what stands there now.
type AppliedEdit struct {
	Edit
	Undo Edit `json:"undo" doc:"Takes it back."`
}

// EditConflict is an edit that was not made, because somebody else has changed
// the same field.
type EditConflict struct {
	Edit    Edit   `json:"edit"`
	Current any    `json:"current" doc:"What stands there now; null: nothing."`
	By      string `json:"by,omitempty" doc:"Who changed it."`
}

// Edits is what came of edits.
type Edits struct {
	Revision  int64          `json:"revision"`
	Applied   []AppliedEdit  `json:"applied"`
	Conflicts []EditConflict `json:"conflicts"`
	Refused   []Fault        `json:"refused" doc:"Edits that make no sense or are not allowed; field says which, as body.edits[2].to."`
	Faults    []Fault        `json:"faults" doc:"What is wrong with the draft now; it keeps it from being published."`
}

type (
	editJourneyInput struct {
		JourneyPath
		Body struct {
			Client string `json:"client,omitempty" maxLength:"64" doc:"Which screen it is, so that it knows its own changes again."`
			Edits  []Edit `json:"edits" minItems:"1" maxItems:"500"`
		}
	}
	editJourneyOutput struct{ Body Edits }
)

// edits adds the operation that edits a draft.
func (a *API) edits() {
	register(a, operation{ID: "editJourney", Method: http.MethodPost, Path: "/journeys/{id}/edits", Summary: "Change the draft of a journey, field by field", Tag: "Journeys", Action: people.EditOwnSteps, MaxBody: maxDocument}, a.editJourney)
}

func (a *API) editJourney(ctx context.Context, in *editJourneyInput) (*editJourneyOutput, error) {
	who, owns := auth.From(ctx), ""
	if !who.May(people.EditJourneys) {
		if owns = who.Email; owns == "" {
			return nil, who.Need(people.EditJourneys)
		}
	}
	list := make([]edit.Edit, len(in.Body.Edits))
	for i, e := range in.Body.Edits {
		list[i] = edit.Edit(e)
	}
	done, err := a.Catalogue.Edit(ctx, journey.ID(in.ID), author(ctx, in.Body.Client), list, owns)
	if err != nil {
		return nil, err
	}
	for _, f := range done.Refused {
		f.Field = document.Join("body", f.Field)
	}
	out := &editJourneyOutput{Edits{Revision: done.Revision, Applied: appliedOf(done.Applied), Conflicts: []EditConflict{}, Refused: faultsOf(done.Refused), Faults: faultsOf(done.Faults)}}
	for _, c := range done.Conflicts {
		out.Body.Conflicts = append(out.Body.Conflicts, EditConflict{Edit(c.Edit), c.Current, c.By})
	}
	return out, nil
}

func appliedOf(list []edit.Applied) []AppliedEdit {
	out := make([]AppliedEdit, len(list))
	for i, e := range list {
		out[i] = AppliedEdit{Edit(e.Edit), Edit(e.Undo)}
	}
	return out
}

// inBody tells faults of fields by their place in the request.
func inBody(err error) error {
	var list fault.List
	var one *fault.Fault
	switch {
	case errors.As(err, &list):
	case errors.As(err, &one):
		list = fault.List{one}
	}
	for _, f := range list {
		if f.Field != "" && f.Line == 0 {
			f.Field = document.Join("body", f.Field)
		}
	}
	return err
}
