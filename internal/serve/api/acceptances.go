// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/understand/acceptance"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/conformance"
)

// Acceptance is a deviation from a journey's design that is accepted.
type Acceptance struct {
	Deviation string            `json:"deviation" example:"missing:checkout"`
	Class     conformance.Class `json:"class" enum:"missing,out-of-order,ad-hoc"`
	Step      string            `json:"step" doc:"Of the design; of ad-hoc the event's name."`
	Count     int               `json:"count,omitempty" doc:"How often in one instance; none: as often as it occurs."`
	Reason    string            `json:"reason,omitempty"`
	By        people.ID         `json:"by"`
	ByName    string            `json:"by_name" doc:"As it was then."`
	At        time.Time         `json:"at"`
}

type (
	acceptancesOutput struct {
		Body struct {
			Accepted []Acceptance `json:"accepted" doc:"The oldest first."`
		}
	}
	acceptanceOutput struct{ Body Acceptance }
	acceptingInput   struct {
		JourneyPath
		Body struct {
			Deviation string `json:"deviation" example:"missing:checkout" doc:"missing:STEP, out-of-order:STEP or ad-hoc:EVENT."`
			Count     int    `json:"count,omitempty" minimum:"0" doc:"How often in one instance. Default: as often as it occurs."`
			Reason    string `json:"reason,omitempty" doc:"Why nobody minds."`
		}
	}
	takeBackInput struct {
		JourneyPath
		Deviation string `query:"deviation" required:"true" doc:"As it is listed."`
	}
)

// acceptances adds the operations on accepted deviations.
func (a *API) acceptances() {
	op := func(id, method, summary string, action people.Action) operation {
		return operation{ID: id, Method: method, Path: "/journeys/{id}/accepted", Summary: summary, Tag: "Journeys", Action: action}
	}
	register(a, op("listAccepted", http.MethodGet, "Which deviations from the design are accepted, by whom", people.ReadJourneys), a.listAccepted)
	register(a, op("acceptDeviation", http.MethodPut, "Accept a deviation from the design", people.EditJourneys), a.acceptDeviation)
	register(a, op("takeBackDeviation", http.MethodDelete, "Accept a deviation no longer", people.EditJourneys), a.takeBackDeviation)
}

func (a *API) listAccepted(ctx context.Context, in *JourneyPath) (*acceptancesOutput, error) {
	list, err := a.Accepting.Of(ctx, journey.ID(in.ID))
	out := &acceptancesOutput{}
	out.Body.Accepted = make([]Acceptance, len(list))
	for i, one := range list {
		out.Body.Accepted[i] = acceptanceOf(one)
	}
	return out, err
}

func (a *API) acceptDeviation(ctx context.Context, in *acceptingInput) (*acceptanceOutput, error) {
	what, err := conformance.ParseAccepted(in.Body.Deviation)
	if err != nil {
		return nil, err
	}
	docs, err := a.Documents.Documents(ctx, in.ID, "")
	if err != nil {
		return nil, err
	}
	if err := ask.CanOccur(docs, what); err != nil {
		return nil, err
	}
	what.Count, what.Reason = in.Body.Count, in.Body.Reason
	one, err := a.Accepting.Accept(ctx, auth.From(ctx), journey.ID(in.ID), what)
	return &acceptanceOutput{acceptanceOf(one)}, err
}

func (a *API) takeBackDeviation(ctx context.Context, in *takeBackInput) (*struct{}, error) {
	what, err := conformance.ParseAccepted(in.Deviation)
	if err != nil {
		return nil, err
	}
	return nil, a.Accepting.TakeBack(ctx, auth.From(ctx), journey.ID(in.ID), what)
}

func acceptanceOf(a acceptance.Acceptance) Acceptance {
	return Acceptance{Deviation: a.String(), Class: a.Class, Step: a.Step, Count: a.Count, Reason: a.Reason, By: a.By, ByName: a.ByName, At: a.At}
}
