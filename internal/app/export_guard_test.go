// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/sim"
)

// downloads lists the operations of the API that answer with a file, with the
// action that each needs.
func downloads(t *testing.T) map[string]people.Action {
	t.Helper()
	text, err := api.New(http.NewServeMux(), "test", api.Services{}).OpenAPI()
	must(t, err)
	var doc struct {
		Paths map[string]map[string]struct {
			Action    people.Action `json:"x-action"`
			Responses map[string]struct{ Content map[string]any }
		}
	}
	must(t, json.Unmarshal(text, &doc))
	out := map[string]people.Action{}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			for kind := range o.Responses["200"].Content {
				if strings.HasPrefix(kind, "text/csv") {
					out[strings.ToUpper(method)+" "+strings.TrimPrefix(path, api.Prefix)] = o.Action
				}
			}
		}
	}
	if len(out) < 15 {
		t.Fatalf("only %d downloads", len(out))
	}
	return out
}

// Every download that names customers is for those alone who may take customers
// away, and stands in the audit: whether it names them is seen in what comes.
func TestWhoTakesCustomersAway(t *testing.T) {
	s := serve(t, app.Serving{}).found()
	var events []event.Event
	must(t, sim.Run(sim.Config{Seed: 1, Customers: 200, Start: shopStart, Days: 90}, func(e event.Event) error {
		events = append(events, e)
		return nil
	}))
	_, err := s.app.Log.Append(t.Context(), events)
	must(t, err)
	must(t, s.app.Log.Quarantine(t.Context(), []event.Quarantined{{Reason: event.BadTime, Message: "no time", Raw: []byte("c-0000001,never")}}))
	var agent struct{ Secret string }
	s.ok("POST", "/tokens", `{"name":"agent","role":"agent"}`, &agent)
	as := []string{"Authorization", "Bearer " + agent.Secret}
	needs := map[string]string{ // of those that ask for more than a journey
		"/questions/why/table": "journey=buy-online&step=ordered", "/questions/matrix/table": "journey=buy-online&journey=get-help",
		"/events/properties/table": "name=Order+Completed", "/questions/customers/table": "journey=buy-online&what=all",
		"/questions/matrix/customers/table": "journey=buy-online&journey=get-help&left=buy-online&what=completed",
		"/questions/levels/customers/table": "journey=buy-online&level=1&step=sees-ad", "/questions/flows/customers/table": "journey=buy-online&every=month&period=2026-02-01",
		"/questions/discovery/left-out/table": "min_share=0.5",
		"/questions/states/customers/table":   "journey=buy-online&every=month&period=2026-02-01&state=prospect",
	}
	var body strings.Builder
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "events.ndjson")
	must(t, err)
	_, err = part.Write([]byte(`{"customer":"c-0000001","event":"view","time":"2026-01-01T10:00:00Z"}` + "\n" + `{"customer":"c-0000002"}`))
	must(t, err)
	must(t, form.Close())
	var made upload.Import
	s.ok("POST", "/imports", body.String(), &made, "Content-Type", form.FormDataContentType())
	s.ok("POST", "/imports/"+string(made.ID)+"/start", `{"mapping":""}`, nil)
	for made.Result == nil {
		time.Sleep(10 * time.Millisecond)
		s.ok("GET", "/imports/"+string(made.ID), "", &made)
	}
	naming := 0
	for operation, action := range downloads(t) {
		method, path, _ := strings.Cut(operation, " ")
		path = strings.Replace(path, "/imports/{id}", "/imports/"+string(made.ID), 1)
		query := "?format=csv&journey=buy-online"
		if q, ok := needs[path]; ok {
			query = "?format=csv&" + q
		}
		before := s.last().Number
		status, text := s.ask(method, api.Prefix+path+query, "")
		if status != http.StatusOK || text == "" {
			t.Errorf("%s: %d %s; say here what it needs", operation, status, text)
			continue
		}
		named := strings.Contains(text, "c-0000")
		if e := s.last(); named && (e.Number <= before || !strings.HasSuffix(e.Did, ".export") || e.ByName != "Ada") {
			t.Errorf("%s: the audit says %+v", operation, e)
		}
		if named {
			naming++
		}
		if named != (action == people.ExportCustomers) {
			t.Errorf("%s names customers: %v, and needs %q", operation, named, action)
		}
		if named {
			if status, text := s.ask(method, api.Prefix+path+query, "", as...); status != http.StatusForbidden {
				t.Errorf("%s as an agent: %d %s", operation, status, text)
			}
		}
	}
	if naming < 2 {
		t.Errorf("%d downloads name customers", naming)
	}
	// An agent searches and opens customers, one by one.
	for _, path := range []string{"/customers?q=c-0000001", "/customers/c-0000001", "/customers/c-0000001/timeline"} {
		if status, text := s.ask("GET", api.Prefix+path, "", as...); status != http.StatusOK {
			t.Errorf("%s as an agent: %d %s", path, status, text)
		}
	}
}
