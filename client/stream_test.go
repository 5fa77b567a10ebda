// SPDX-License-Identifier: Apache-2.0

package client_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/people"
)

// heard are the events of a stream, until it ends.
func heard(t *testing.T, c *client.Client, journey string) <-chan client.Event {
	out := make(chan client.Event)
	go func() {
		defer close(out)
		for e, err := range c.Stream(t.Context(), journey) {
			if err != nil {
				return // with the test
			}
			select {
			case out <- e:
			case <-t.Context().Done():
				return
			}
		}
	}()
	return out
}

// until skips events up to one of a kind.
func until(t *testing.T, events <-chan client.Event, kind string) client.Event {
	t.Helper()
	for e := range events {
		if e.Kind == kind {
			return e
		}
	}
	t.Fatalf("the stream ended without %q", kind)
	return client.Event{}
}

func TestStream(t *testing.T) {
	h := newHouse(t)
	wend := h.client(people.Editor)
	_, err := wend.PutDocument(t.Context(), "shop", []byte(shop), 0)
	must(t, err)
	events := heard(t, wend, "shop")
	until(t, events, "presence") // it is there now
	came, err := wend.Edit(t.Context(), "shop", client.Edit{Op: "set", Field: "title", From: "Shop", To: "The shop"})
	must(t, err)
	var draft struct {
		Journey  string
		Revision int64
	}
	must(t, json.Unmarshal(until(t, events, "draft").Data, &draft))
	if draft.Journey != "shop" || draft.Revision != came.Revision {
		t.Errorf("heard of %+v", draft)
	}

	// A connection that breaks is made again, and says so.
	h.CloseClientConnections()
	until(t, events, client.Again)
	until(t, events, "presence")
	_, err = wend.Publish(t.Context(), "shop", came.Revision, "")
	must(t, err)
	until(t, events, "published")
}

// Whoever has heard enough goes, and a stream that will never be is an error.
func TestStreamEnds(t *testing.T) {
	h := newHouse(t)
	for e, err := range h.client(people.Viewer).Stream(t.Context(), "") {
		if err != nil || e.Kind != "presence" {
			t.Fatalf("heard %+v %v", e, err)
		}
		break
	}
	nobody, err := client.New(h.URL, "", client.Options{})
	must(t, err)
	n := 0
	for _, err := range nobody.Stream(t.Context(), "") {
		n++
		var p *client.Problem
		if !errors.As(err, &p) || p.Status != http.StatusUnauthorized {
			t.Errorf("heard %v", err)
		}
	}
	if n != 1 {
		t.Errorf("the sequence had %d members", n)
	}
}
