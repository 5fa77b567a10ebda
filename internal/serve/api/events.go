// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// EventLog is the event log as the API looks at it, beside what questions need.
type EventLog interface {
	// Properties tells which properties the events of a name have.
	Properties(ctx context.Context, name string) ([]event.Property, error)

	// Count tells how many events within a scope match any of some matchers, and
	// how many match each.
	Count(ctx context.Context, of sequence.Scope, any ...evidence.Matcher) (event.Matched, error)

	// Newest returns the events within a scope that came last and match any of
	// some matchers, at most limit of those before a position.
	Newest(ctx context.Context, of sequence.Scope, any []evidence.Matcher, before int64, limit int) ([]event.Entry, error)

	// Events streams the events within a scope in the order in which they came.
	Events(ctx context.Context, of sequence.Scope, yield func(*event.Entry) error) error

	Refusals
	Counts
	Erasing
}

// EvidenceSought is one matcher as documents write it: the name of an event, or
// an object with event and where, or with answer.
type EvidenceSought struct {
	Event  string        `json:"event,omitempty"`
	Where  any           `json:"where,omitempty"`
	Answer *AnswerSought `json:"answer,omitempty"`
}

// AnswerSought names the question whose answers are evidence.
type AnswerSought struct {
	Survey   string `json:"survey"`
	Question string `json:"question"`
}

// UnmarshalJSON reads both forms.
func (e *EvidenceSought) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &e.Event) == nil {
		return nil
	}
	type plain EvidenceSought
	return json.Unmarshal(b, (*plain)(e))
}

// Schema describes both forms.
func (EvidenceSought) Schema(huma.Registry) *huma.Schema {
	text := func(doc string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: doc} }
	question := &huma.Schema{Type: huma.TypeObject, Required: []string{"survey", "question"}, Properties: map[string]*huma.Schema{"survey": text("Its id."), "question": text("Its id.")}}
	object := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{
		"event": text("Name of the event."), "answer": question,
		"where": {Type: huma.TypeObject, AdditionalProperties: true, Description: "Conditions on the event, as documents write them: {price: {gte: 10}}."},
	}}
	return &huma.Schema{OneOf: []*huma.Schema{text("Name of the event."), object}}
}

// matcher turns it into a matcher; at is its place in the request.
func (e *EvidenceSought) matcher(at string, faults *fault.List) (m evidence.Matcher) {
	wrong := func(field, message, remedy string) {
		f := fault.New(fault.Invalid, "%s", message).WithRemedy("%s", remedy)
		f.Field = field
		faults.Add(f)
	}
	switch {
	case (e.Event == "") == (e.Answer == nil):
		wrong(at, "evidence is an event or an answer, one of the two", `write {"event": "Order Placed"} or {"answer": {"survey": …, "question": …}}`)
		return m
	case e.Answer != nil && e.Where != nil:
		wrong(at+".where", "an answer takes no conditions", "conditions go with events")
		return m
	case e.Answer != nil:
		return evidence.Answers(e.Answer.Survey, e.Answer.Question)
	}
	where, list := evidence.Parse(e.Where, evidence.Properties)
	for _, f := range list {
		if f.Field == "" {
			f.Field = at + ".where"
		} else {
			f.Field = at + ".where." + f.Field
		}
		faults.Add(f)
	}
	return evidence.Matcher{Event: e.Event, Where: where}
}

type (
	overviewInput  struct{ ask.Part }
	overviewOutput struct{ Body *event.Overview }
	namesInput     struct{ ask.Part }
	namesOutput    struct {
		Body struct {
			Names []string `json:"names" doc:"Ascending, without answers and counts."`
		}
	}
	propertiesInput struct {
		Name string `query:"name" required:"true" minLength:"1" doc:"The event's name."`
	}
	propertiesOutput struct {
		Body struct {
			Name       string           `json:"name"`
			Properties []event.Property `json:"properties" doc:"By name. Examples are there for those who may see single customers."`
		}
	}
	countEventsInput struct {
		ask.Part
		Body struct {
			Evidence []EvidenceSought `json:"evidence" minItems:"1" maxItems:"50" doc:"An event that matches several counts once."`
		}
	}
	countEventsOutput struct {
		Body struct {
			event.Matched
			Examples []ask.Happening `json:"examples" doc:"Up to five, the newest first, for those who may see single customers."`
		}
	}
	eventsInput struct {
		ask.Part
		Names    []string         `query:"name,explode" doc:"Only events of these names."`
		Customer event.CustomerID `query:"customer" doc:"Only events of this customer."`
		Before   int64            `query:"before" minimum:"0" doc:"Only events before this position: next of the page before."`
		Limit    int              `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	}
	eventsOutput struct {
		Body struct {
			Events []ask.Happening `json:"events" doc:"Those that came last first."`
			Next   int64           `json:"next,omitempty" doc:"Ask for the page before this position; not there on the last page."`
		}
	}
)

// events adds the operations on events.
func (a *API) events() {
	get := func(id, path, summary string, action people.Action) operation {
		return operation{ID: id, Method: http.MethodGet, Path: path, Summary: summary, Tag: "Events", Action: action}
	}
	register(a, get("overviewEvents", "/events/overview", "See which events there are, from where, since when", people.Ask), a.overviewEvents)
	register(a, get("listEventNames", "/events/names", "List the names of events", people.Ask), a.listEventNames)
	register(a, get("listEventProperties", "/events/properties", "See which properties events of a name have", people.Ask), a.listEventProperties)
	register(a, get("listEvents", "/events", "List events, those that came last first", people.ReadCustomers), a.listEvents)
	count := operation{ID: "countEvents", Method: http.MethodPost, Path: "/events/count", Summary: "Count the events that evidence matches", Tag: "Events", Action: people.Ask}
	register(a, count, a.countEvents)
	for _, path := range []string{"/events/overview", "/events/names", "/events"} {
		worded(a.huma.OpenAPI().Paths[Prefix+path].Get.Parameters, reflect.TypeFor[ask.Part]())
	}
	worded(a.huma.OpenAPI().Paths[Prefix+"/events/count"].Post.Parameters, reflect.TypeFor[ask.Part]())
}

func (a *API) overviewEvents(ctx context.Context, in *overviewInput) (*overviewOutput, error) {
	o, err := in.Overview(ctx, a.Desk)
	if err != nil {
		return nil, err
	}
	if o.Sources == nil {
		o.Sources = []event.Source{}
	}
	return &overviewOutput{o}, nil
}

func (a *API) listEventNames(ctx context.Context, in *namesInput) (*namesOutput, error) {
	of, err := in.Read(ctx, a.Desk)
	if err != nil {
		return nil, err
	}
	names, err := a.Desk.Log.Names(ctx, of)
	out := &namesOutput{}
	out.Body.Names = append([]string{}, names...)
	return out, err
}

func (a *API) listEventProperties(ctx context.Context, in *propertiesInput) (*propertiesOutput, error) {
	list, err := a.Log.Properties(ctx, in.Name)
	out := &propertiesOutput{}
	out.Body.Name, out.Body.Properties = in.Name, append([]event.Property{}, list...)
	if !auth.From(ctx).May(people.ReadCustomers) {
		for i := range out.Body.Properties {
			out.Body.Properties[i].Examples = nil
		}
	}
	return out, err
}

func (a *API) countEvents(ctx context.Context, in *countEventsInput) (*countEventsOutput, error) {
	of, err := in.Read(ctx, a.Desk)
	if err != nil {
		return nil, err
	}
	var faults fault.List
	matchers := make([]evidence.Matcher, len(in.Body.Evidence))
	for i := range matchers {
		matchers[i] = in.Body.Evidence[i].matcher(fmt.Sprintf("body.evidence[%d]", i), &faults)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	out := &countEventsOutput{}
	out.Body.Examples = []ask.Happening{}
	if out.Body.Matched, err = a.Log.Count(ctx, of, matchers...); err != nil {
		return nil, err
	}
	if out.Body.Events > 0 && auth.From(ctx).May(people.ReadCustomers) {
		examples, err := a.Log.Newest(ctx, of, matchers, 0, 5)
		if err != nil {
			return nil, err
		}
		out.Body.Examples = happenings(examples)
	}
	return out, nil
}

func (a *API) listEvents(ctx context.Context, in *eventsInput) (*eventsOutput, error) {
	of, matchers, err := in.part(ctx, a)
	if err != nil {
		return nil, err
	}
	page, err := a.Log.Newest(ctx, of, matchers, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &eventsOutput{}
	out.Body.Events = happenings(page)
	if n := len(page); n == in.Limit && page[n-1].Position > 1 {
		out.Body.Next = page[n-1].Position
	}
	return out, nil
}

// part is the part of the log that is asked for.
func (in *eventsInput) part(ctx context.Context, a *API) (of sequence.Scope, matchers []evidence.Matcher, err error) {
	if of, err = in.Read(ctx, a.Desk); err != nil {
		return of, nil, err
	}
	for _, n := range in.Names {
		matchers = append(matchers, evidence.Matcher{Event: n})
	}
	if in.Customer == "" {
		return of, matchers, nil
	}
	numbers, err := a.Desk.Log.Numbers(ctx, []event.CustomerID{in.Customer})
	if err != nil {
		return of, nil, err
	}
	only := &sequence.Customers{Numbers: []uint32{uint32(numbers[0])}}
	if of.Customers != nil && !of.Customers.Has(uint32(numbers[0])) || numbers[0] == 0 {
		only.Numbers = nil
	}
	of.Customers = only
	return of, matchers, nil
}

// happenings are entries as people look at them.
func happenings(entries []event.Entry) []ask.Happening {
	out := make([]ask.Happening, len(entries))
	for i := range entries {
		out[i] = ask.HappeningOf(&entries[i])
	}
	return out
}
