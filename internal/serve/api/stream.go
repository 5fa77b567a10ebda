// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/serve/live"
)

// heartbeat keeps connections open through proxies.
const heartbeat = 20 * time.Second

// JourneyTopic is the topic of what happens to a journey.
func JourneyTopic(id string) string { return "journey:" + id }

type streamInput struct {
	Journey string `query:"journey" doc:"Also what happens to this journey: drafts, versions, who looks at it."`
	Client  string `query:"client" doc:"Which screen it is, to tell the others who looks."`
}

type presenceInput struct {
	Body struct {
		Client  string `json:"client" minLength:"1" maxLength:"64"`
		Journey string `json:"journey" minLength:"1"`
		Step    string `json:"step,omitempty"`
		Field   string `json:"field,omitempty"`
	}
}

// stream adds the operations by which screens stay current.
func (a *API) stream() {
	huma.Register(a.huma, func() huma.Operation {
		o := operation{ID: "stream", Method: http.MethodGet, Path: "/stream", Summary: "Hear what changes, as server-sent events", Tag: "Live", Action: people.ReadJourneys}.huma()
		o.Responses["200"] = &huma.Response{Description: "Events named draft, published, documents, presence, events, import, and again when some were missed.", Content: map[string]*huma.MediaType{"text/event-stream": {}}}
		return o
	}(), a.listen)
	register(a, operation{ID: "tellPresence", Method: http.MethodPost, Path: "/presence", Summary: "Say where one is on a map", Tag: "Live", Action: people.ReadJourneys}, a.tellPresence)
}

// listen begins a stream. What it hears from the first moment on is not missed.
func (a *API) listen(ctx context.Context, in *streamInput) (*huma.StreamResponse, error) {
	if len(in.Client) > 64 || in.Journey != "" && a.known(ctx, in.Journey) != nil {
		in.Client = "" // nobody is shown to look at what is not there
	}
	who := auth.From(ctx)
	s, ok := a.Live.Subscribe(string(who.Person), JourneyTopic(in.Journey))
	if !ok {
		return nil, newProblem(http.StatusTooManyRequests, "too_many", "you have too many screens open", "close some of them")
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer s.Close()
		a.follow(hc, in, s, who)
	}}, nil
}

// known is nil for a journey that is there.
func (a *API) known(ctx context.Context, id string) error {
	_, err := a.Catalogue.View(ctx, journey.ID(id), catalogue.Latest)
	return err
}

func (a *API) tellPresence(ctx context.Context, in *presenceInput) (*struct{}, error) {
	if err := a.known(ctx, in.Body.Journey); err != nil {
		return nil, err
	}
	if len(in.Body.Step) > 200 || len(in.Body.Field) > 200 {
		return nil, newProblem(http.StatusUnprocessableEntity, "invalid", "this is no step, or no field of one", "name a step of the journey, and a field as title")
	}
	a.Live.Seen(JourneyTopic(in.Body.Journey), a.presence(ctx, in.Body.Client, in.Body.Step, in.Body.Field), a.Clock())
	return nil, nil
}

func (a *API) presence(ctx context.Context, client, step, field string) live.Presence {
	who := auth.From(ctx)
	name := who.Name
	if name == "" {
		name = who.Email
	}
	return live.Presence{Client: client, Person: string(who.Person), Name: name, Step: step, Field: field}
}

// follow writes messages until the screen or the server goes, or whoever listens
// is not who they were.
func (a *API) follow(hc huma.Context, in *streamInput, s *live.Subscription, who people.Identity) {
	hc.SetHeader("Content-Type", "text/event-stream")
	hc.SetHeader("Cache-Control", "no-store")
	hc.SetHeader("X-Accel-Buffering", "no")
	hc.SetStatus(http.StatusOK)
	topic := JourneyTopic(in.Journey)
	if in.Journey != "" && in.Client != "" {
		a.Live.Seen(topic, a.presence(hc.Context(), in.Client, "", ""), a.Clock())
		defer func() { a.Live.Left(topic, string(who.Person), in.Client, a.Clock()) }()
	}
	w := eventWriter{hc}
	if w.write("presence", a.Live.Here(topic, a.Clock())) != nil {
		return
	}
	beat, sure := time.NewTicker(heartbeat), a.Clock()
	defer beat.Stop()
	for {
		var m *live.Message
		select {
		case <-hc.Context().Done():
			return
		case <-a.Closing:
			return
		case <-beat.C:
		case next := <-s.C():
			m = &next
		}
		if now := a.Clock(); now.Sub(sure) >= time.Second {
			if still, err := a.People.Still(hc.Context(), who); err != nil || !still {
				return
			}
			sure = now
		}
		var err error
		switch {
		case m == nil:
			err = w.comment()
		case s.Missed():
			err = w.write("again", struct{}{})
		default:
			err = w.write(m.Kind, m.Data)
		}
		if err != nil {
			return
		}
	}
}

// eventWriter writes server-sent events.
type eventWriter struct{ huma.Context }

func (w eventWriter) write(kind string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("event %s: %w", kind, err)
	}
	if _, err := fmt.Fprintf(w.BodyWriter(), "event: %s\ndata: %s\n\n", kind, text); err != nil {
		return err
	}
	return w.flush()
}

func (w eventWriter) comment() error {
	if _, err := fmt.Fprint(w.BodyWriter(), ":\n\n"); err != nil {
		return err
	}
	return w.flush()
}

func (w eventWriter) flush() error {
	rw, ok := w.BodyWriter().(http.ResponseWriter)
	if !ok {
		return nil
	}
	return http.NewResponseController(rw).Flush()
}
