// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"bufio"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/serve/live"
	"github.com/wendcx/wend/internal/store/record"
)

// stream is what a visitor hears.
type stream struct {
	*bufio.Reader
	status int
}

func (v *visitor) listen(path string) stream {
	v.h.t.Helper()
	r, err := http.NewRequestWithContext(v.h.t.Context(), http.MethodGet, v.h.URL+api.Prefix+path, nil)
	v.h.must(err)
	c := http.Client{Transport: v.h.Client().Transport, Jar: v.jar}
	answer, err := c.Do(r)
	v.h.must(err)
	v.h.t.Cleanup(func() { _ = answer.Body.Close() })
	return stream{bufio.NewReader(answer.Body), answer.StatusCode}
}

// next is the kind of the next event, "" at the end.
func (s stream) next() string {
	for {
		line, err := s.ReadString('\n')
		if err != nil {
			return ""
		}
		if kind, ok := strings.CutPrefix(line, "event: "); ok {
			return strings.TrimSpace(kind)
		}
	}
}

// liveHouse is a house whose API has a clock of its own, seconds ahead.
func liveHouse(t *testing.T) (h *house, hub *live.Hub, ahead *atomic.Int64) {
	hub, ahead = &live.Hub{}, &atomic.Int64{}
	h = newHouse(t, func(db *record.DB, s *api.Services) {
		withDocuments(t)(db, s)
		began := s.Clock()
		s.Live, s.Clock = hub, func() time.Time { return began.Add(time.Duration(ahead.Load()) * time.Second) }
	})
	return h, hub, ahead
}

// Who is removed, signs out or gets another role hears nothing more on the
// streams that they have open.
func TestAStreamEndsWithItsSession(t *testing.T) {
	h, hub, ahead := liveHouse(t)
	ada := h.owner()
	bo := ada.invited("bo@example.com", people.Viewer)
	stays, ends := ada.listen("/stream"), bo.listen("/stream")
	if a, b := stays.next(), ends.next(); a != "presence" || b != "presence" {
		t.Fatalf("%q, %q", a, b)
	}
	bo.ok("DELETE", "/session", "", nil)
	ahead.Add(2)
	hub.Publish(live.Message{Kind: "documents", Data: "secret"})
	if got := ends.next(); got != "" {
		t.Errorf("signed out, they hear %q", got)
	}
	if got := stays.next(); got != "documents" {
		t.Errorf("the other hears %q", got)
	}
}

func TestStreamsAndPresenceAreBounded(t *testing.T) {
	h, hub, _ := liveHouse(t)
	ada := h.owner()
	ada.ok("POST", "/journeys", `{"title":"I buy"}`, nil)
	for range 64 {
		if s := ada.listen("/stream?journey=nothing&client=1"); s.status != http.StatusOK {
			t.Fatal(s.status)
		}
	}
	if s := ada.listen("/stream"); s.status != http.StatusTooManyRequests {
		t.Errorf("one more is answered %d", s.status)
	}
	if here := hub.Present(api.JourneyTopic("nothing"), h.now); len(here) != 0 {
		t.Errorf("they look at what is not there: %v", here)
	}
	ada.refused("POST", "/presence", `{"client":"1","journey":"nothing"}`, http.StatusNotFound, "no journey")
	ada.refused("POST", "/presence", `{"client":"1","journey":"i-buy","step":"`+strings.Repeat("x", 1000)+`"}`, http.StatusUnprocessableEntity, "no step")
	ada.ok("POST", "/presence", `{"client":"1","journey":"i-buy","step":"pay"}`, nil)
}
