// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"reflect"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/serve/live"
	"github.com/wendcx/wend/internal/understand/ask"
)

// Erasing is an event log from which customers can be erased.
type Erasing interface {
	// Erase forgets a customer: every event, and the id. It returns how many
	// events it erased.
	Erase(ctx context.Context, customer event.CustomerID) (int64, error)
}

// CustomerPath names a customer.
type CustomerPath struct {
	ID event.CustomerID `path:"id" doc:"As the senders call them." example:"c-0000042"`
}

// Erased tells what an erasure did.
type Erased struct {
	Events  int64    `json:"events" doc:"That were erased."`
	Uploads []string `json:"uploads" doc:"Imports whose files are still kept; they may hold rows of the customer. Delete them too."`
}

type (
	customersInput  struct{ ask.Customers }
	customersOutput struct{ Body *ask.Found }
	profileInput    struct{ CustomerPath }
	profileOutput   struct{ Body *ask.Profile }
	timelineInput   struct {
		CustomerPath
		ask.Timeline
	}
	timelineOutput struct{ Body *ask.Lived }
	erasedOutput   struct{ Body Erased }
	behindQuestion struct {
		Subject
		ask.Behind
	}
	behindOutput struct{ Body *ask.Standing }
)

// customers adds the operations on single customers.
func (a *API) customers() {
	get := func(id, path, summary string) operation {
		return operation{ID: id, Method: http.MethodGet, Path: path, Summary: summary, Tag: "Customers", Action: people.ReadCustomers}
	}
	register(a, get("listCustomers", "/customers", "Find customers, those who came last first"), func(ctx context.Context, in *customersInput) (*customersOutput, error) {
		found, err := in.Ask(ctx, a.Desk)
		return &customersOutput{found}, err
	})
	register(a, get("readCustomer", "/customers/{id}", "See what is known of a customer now"), func(ctx context.Context, in *profileInput) (*profileOutput, error) {
		profile, err := a.Desk.Customer(ctx, in.ID)
		return &profileOutput{profile}, err
	})
	register(a, get("readTimeline", "/customers/{id}/timeline", "See what a customer did and said, the newest first"), func(ctx context.Context, in *timelineInput) (*timelineOutput, error) {
		lived, err := in.Ask(ctx, a.Desk, in.ID)
		return &timelineOutput{lived}, err
	})
	register(a, operation{ID: "eraseCustomer", Method: http.MethodDelete, Path: "/customers/{id}", Summary: "Erase a customer with every event", Tag: "Customers", Action: people.Erase}, a.eraseCustomer)
	number := questionOperation("customers", "See the customers and instances behind a number")
	number.Action = people.ReadCustomers
	list := func(ctx context.Context, in *behindQuestion) (*ask.Standing, error) {
		docs, err := a.subject(ctx, in.Subject)
		if err != nil {
			return nil, err
		}
		return in.Ask(ctx, a.Desk, docs)
	}
	register(a, number, func(ctx context.Context, in *behindQuestion) (*behindOutput, error) {
		out, err := list(ctx, in)
		return &behindOutput{out}, err
	})
	for path, t := range map[string]reflect.Type{"/customers": reflect.TypeFor[ask.Customers](), "/customers/{id}/timeline": reflect.TypeFor[ask.Timeline](), "/questions/customers": reflect.TypeFor[ask.Behind]()} {
		worded(a.huma.OpenAPI().Paths[Prefix+path].Get.Parameters, t)
	}
	rolled(a, number, list)
	a.behind()
}

// eraseCustomer erases a customer from the log and from what is kept of it in
// memory.
func (a *API) eraseCustomer(ctx context.Context, in *profileInput) (*erasedOutput, error) {
	numbers, err := a.Desk.Log.Numbers(ctx, []event.CustomerID{in.ID})
	if err != nil {
		return nil, err
	}
	if numbers[0] == 0 {
		return nil, fault.New(fault.NotFound, "there is no customer %q", in.ID).WithRemedy("nothing of them is kept here")
	}
	ctx = context.WithoutCancel(ctx) // once begun it comes to its end
	if err := a.People.Note(ctx, auth.From(ctx), "customer.erase", "customer:"+hidden(in.ID), ""); err != nil {
		return nil, err
	}
	out := &erasedOutput{Erased{Uploads: []string{}}}
	out.Body.Events, err = a.Log.Erase(ctx, in.ID)
	if err := errors.Join(err, a.Desk.Index.Forget(ctx, uint32(numbers[0]))); err != nil { // what is half erased is not told either
		return nil, err
	}
	for _, i := range a.Uploads.List() {
		if i.Kept {
			out.Body.Uploads = append(out.Body.Uploads, string(i.ID))
		}
	}
	a.Live.Publish(live.Message{Kind: "events", Data: struct {
		Position int64 `json:"position"`
	}{a.positionOf(ctx)}})
	return out, nil
}

// hidden stands for a customer's id where it must not be kept: whoever knows the id
// can tell that it is meant.
func hidden(id event.CustomerID) string {
	sum := sha256.Sum256([]byte(id))
	return "sha256-" + hex.EncodeToString(sum[:8])
}

// positionOf is how far the log goes; 0 where it cannot be told.
func (a *API) positionOf(ctx context.Context) int64 {
	m, err := a.Log.Count(ctx, nowhere)
	if err != nil {
		return 0
	}
	return m.Position
}
