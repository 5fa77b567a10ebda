// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/ask"
)

// TestFunnelOfConditions: an event may stand in a funnel more than once, each
// time with conditions of its own, and what the question names must exist.
func TestFunnelOfConditions(t *testing.T) {
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	var events []event.Event
	for i, path := range []string{"/products", "/cart", "/thanks"} {
		events = append(events, event.Event{Source: "s", ID: path, Customer: "u", Name: "page", Time: at.Add(time.Duration(i) * time.Minute).UnixMicro(), Properties: []byte(`{"path":"` + path + `"}`)})
	}
	if _, err := a.Log.Append(context.Background(), events); err != nil {
		t.Fatal(err)
	}
	f := ask.Funnel{Terms: ask.Terms{Events: true, Base: ask.Base{Scope: ask.Scope{AsOf: "2026-04-01"}}}, Steps: []string{"page[path^=/products]", "page[path=/cart]", "page"}}
	r, err := f.Ask(context.Background(), a.Desk, nil)
	if err != nil || r.One.Converted != 1 {
		t.Errorf("%v: %+v", err, r)
	}
	f.Channel = "nowhere"
	if _, err = f.Ask(context.Background(), a.Desk, nil); err == nil {
		t.Error("an unknown channel was taken")
	}
}
