// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/understand/ask"
)

// client is the public client of the shop's server.
func (s *servedShop) client() *client.Client {
	s.t.Helper()
	c, err := client.New(s.URL, "", client.Options{})
	must(s.t, err)
	return c
}

// The public client asks of data what programs ask: here with real stores, the
// rest beside the client.
func TestClientAsks(t *testing.T) {
	shop := newShop(t, 300)
	wend, ctx := shop.client(), t.Context()

	var card struct {
		Journey   string
		Instances struct{ Total int }
		Steps     []struct {
			ID    string
			Reach int
			Rate  struct {
				Value float64
				N     int
			} `json:"reach_rate"`
		}
	}
	must(t, wend.Ask(ctx, "scorecard", url.Values{"journey": {"buy-online"}}, &card))
	if card.Journey != "buy-online" || card.Instances.Total < 100 || len(card.Steps) < 5 || card.Steps[0].Rate.N == 0 || card.Steps[0].Rate.Value == 0 {
		t.Errorf("asked for a scorecard, and got %+v", card)
	}
	var raw json.RawMessage
	must(t, wend.Ask(ctx, "variants", url.Values{"journey": {"buy-online"}, "top": {"3"}}, &raw))
	if !strings.Contains(string(raw), `"variants"`) {
		t.Errorf("asked for variants, and got %s", raw)
	}
	err := wend.Ask(ctx, "scorecard", url.Values{"journey": {"buy-onlin"}}, &raw)
	var p *client.Problem
	if !errors.As(err, &p) || p.Status != http.StatusNotFound || !strings.Contains(p.Remedy, "buy-online") {
		t.Errorf("asked of a journey that is not there: %v", err)
	}

	name := shop.events[0].Name
	all, err := wend.Count(ctx, nil, client.Evidence{Event: name})
	must(t, err)
	none, err := wend.Count(ctx, nil, client.Evidence{Event: name, Where: map[string]any{"no_such": map[string]any{"gte": 10}}}, client.Evidence{Event: "Nothing Happened"})
	must(t, err)
	want := 0
	for _, e := range shop.events {
		if e.Name == name {
			want++
		}
	}
	if int(all.Events) != want || all.Customers == 0 || all.Position == 0 || none.Events != 0 || len(none.Each) != 2 {
		t.Errorf("counted %+v and %+v, want %d", all, none, want)
	}
}

// A table comes as it is, and says how long it is; what is no table is none.
func TestClientTakesTables(t *testing.T) {
	shop := newShop(t, 300)
	wend, ctx := shop.client(), t.Context()
	terms := url.Values{"journey": {"buy-online"}, "top": {"all"}}
	var text strings.Builder
	n, err := wend.Table(ctx, "variants", "csv", terms, &text)
	must(t, err)
	all, err := csv.NewReader(strings.NewReader(text.String())).ReadAll()
	if err != nil || n < 10 || len(all) != n+1 || terms.Has("format") {
		t.Errorf("%d rows, %d lines, %v; the terms are %v now", n, len(all), err, terms)
	}
	n, err = wend.Table(ctx, "levels/customers", "xlsx", url.Values{"journey": {"buy-online"}, "level": {"1"}, "step": {"sees-ad"}}, &text)
	must(t, err)
	standing := get[ask.Standing](shop, "/questions/levels/customers", "journey", "buy-online", "level", "1", "step", "sees-ad")
	if n != standing.N || n == 0 || !strings.Contains(text.String(), "PK\x03\x04") {
		t.Errorf("%d rows, want %d", n, standing.N)
	}
	text.Reset()
	var p *client.Problem
	if _, err = wend.Table(ctx, "variants", "pdf", terms, &text); !errors.As(err, &p) || p.Status != http.StatusUnprocessableEntity || text.Len() > 0 {
		t.Errorf("asked for a PDF: %v, and got %s", err, &text)
	}
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>sign in here</html>") }))
	t.Cleanup(page.Close)
	elsewhere, err := client.New(page.URL, "", client.Options{})
	must(t, err)
	if _, err = elsewhere.Table(ctx, "variants", "csv", terms, &text); err == nil || !strings.Contains(err.Error(), "the answer is no table") || text.Len() > 0 {
		t.Errorf("asked a page of a proxy: %v, and got %s", err, &text)
	}
}

func TestClientReadsCustomers(t *testing.T) {
	shop := newShop(t, 700)
	wend, ctx := shop.client(), t.Context()
	seen := map[string]bool{}
	for _, e := range shop.events {
		seen[string(e.Customer)] = true
	}
	found := map[string]client.Customer{}
	for c, err := range wend.Customers(ctx, "") { // more than a page
		must(t, err)
		if _, twice := found[c.ID]; twice {
			t.Fatalf("%s was listed twice", c.ID)
		}
		found[c.ID] = c
	}
	if len(found) != len(seen) || len(found) <= 500 {
		t.Errorf("found %d customers of %d", len(found), len(seen))
	}
	id := string(shop.events[0].Customer)
	moments := int64(0)
	for m, err := range wend.Timeline(ctx, id) {
		must(t, err)
		if m.Event == "" || m.Time.IsZero() || m.MessageID == "" {
			t.Errorf("a moment without what it is: %+v", m)
		}
		moments++
	}
	if c := found[id]; moments != c.Events || moments == 0 || c.First.IsZero() || c.Last.Before(c.First) {
		t.Errorf("%d moments of %+v", moments, c)
	}
	for c, err := range wend.Customers(ctx, id) {
		must(t, err)
		if c.ID != id {
			t.Errorf("sought %s, found %s", id, c.ID)
		}
		break
	}
	for _, err := range wend.Timeline(ctx, "nobody at all") {
		var p *client.Problem
		if !errors.As(err, &p) || p.Status != http.StatusNotFound {
			t.Errorf("the timeline of nobody: %v", err)
		}
	}
}

func TestClientImports(t *testing.T) {
	shop := newShop(t, 20)
	wend, ctx := shop.client(), t.Context()
	const table = "who,what,when\nv-1,Door Opened,2026-02-01 10:00\nv-2,Door Opened,2026-02-01 11:00\n,Door Opened,2026-02-01 12:00\n"

	// Without a mapping there is a suggestion, and nothing comes in.
	i, err := wend.Import(ctx, "door.csv", strings.NewReader(table), "", nil)
	var p *client.Problem
	if !errors.As(err, &p) || p.Code != "invalid" || i == nil || i.Suggestion == nil || !strings.Contains(i.Suggestion.Text, "wend: mapping/v1") {
		t.Fatalf("imported without a mapping: %+v %v", i, err)
	}

	heard := 0
	const mapping = "wend: mapping/v1\nsource: door\nfiles:\n  - {file: door.csv, customer: who, event: what, time: when}\n"
	i, err = wend.Import(ctx, "door.csv", strings.NewReader(table), mapping, func(*client.Import) { heard++ })
	if err != nil {
		t.Fatalf("imported: %+v %v", i, err)
	}
	if i.State != "done" || i.Result.Events != 2 || i.Result.Quarantined != 1 || heard < 1 {
		t.Errorf("imported: %+v, heard %d times", i.Result, heard)
	}
	again, err := wend.Import(ctx, "door.csv", strings.NewReader(table), mapping, nil)
	must(t, err)
	if again.Result.Events != 0 || again.Result.Duplicates != 2 {
		t.Errorf("imported again: %+v", again.Result)
	}
	counted, err := wend.Count(ctx, nil, client.Evidence{Event: "Door Opened"})
	must(t, err)
	if counted.Events != 2 {
		t.Errorf("counted %+v", counted)
	}

	// A reader that fails leaves nothing behind.
	broken := errors.New("the disk went away")
	if _, err := wend.Upload(ctx, "door.csv", failing{broken}); !errors.Is(err, broken) {
		t.Errorf("uploaded what cannot be read: %v", err)
	}
}

// failing is a file that cannot be read.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
