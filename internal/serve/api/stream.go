// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

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
	}(), func(ctx context.Context, in *streamInput) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(hc huma.Context) { a.follow(hc, in) }}, nil
	})
	register(a, operation{ID: "tellPresence", Method: http.MethodPost, Path: "/presence", Summary: "Say where one is on a map", Tag: "Live", Action: people.ReadJourneys}, a.tellPresence)
}

func (a *API) tellPresence(ctx context.Context, in *presenceInput) (*struct{}, error) {
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

// follow writes messages until the screen or the server goes.
func (a *API) follow(hc huma.Context, in *streamInput) {
	hc.SetHeader("Content-Type", "text/event-stream")
	hc.SetHeader("Cache-Control", "no-store")
	hc.SetHeader("X-Accel-Buffering", "no")
	hc.SetStatus(http.StatusOK)
	topic := JourneyTopic(in.Journey)
	s := a.Live.Subscribe(topic)
	defer s.Close()
	if in.Journey != "" && in.Client != "" {
		a.Live.Seen(topic, a.presence(hc.Context(), in.Client, "", ""), a.Clock())
		defer func() { a.Live.Left(topic, in.Client, a.Clock()) }()
	}
	w := eventWriter{hc}
	if w.write("presence", a.Live.Here(topic, a.Clock())) != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-hc.Context().Done():
			return
		case <-a.Closing:
			return
		case <-beat.C:
			err = w.comment()
		case m := <-s.C():
			if s.Missed() {
				err = w.write("again", struct{}{})
			} else {
				err = w.write(m.Kind, m.Data)
			}
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
