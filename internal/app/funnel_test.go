// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/sequence"
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
	asked := app.Asked{Question: sequence.Question{AsOf: at.AddDate(0, 1, 0)}}
	x, s, err := a.Funnel(context.Background(), asked, []string{"page[path^=/products]", "page[path=/cart]", "page"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := funnel.Of(context.Background(), x, s)
	if err != nil || r.Converted != 1 {
		t.Errorf("%v: %+v", err, r)
	}
	asked.OnChannel = "nowhere"
	if _, _, err = a.Funnel(context.Background(), asked, []string{"page[path^=/products]", "page"}, nil); err == nil {
		t.Error("an unknown channel was taken")
	}
}
