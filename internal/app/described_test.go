// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/sim"
)

// schema is a part of the description of the API.
type schema struct {
	Ref        string `json:"$ref"`
	Type       any
	Items      *schema
	Properties map[string]*schema
	Required   []string
	More       json.RawMessage `json:"additionalProperties"`
	AnyOf      []*schema       `json:"anyOf"`
}

// description is the description of the API, as far as this test reads it.
type description struct {
	Paths map[string]map[string]struct {
		Responses map[string]struct {
			Content map[string]struct{ Schema *schema }
		}
	}
	Components struct{ Schemas map[string]*schema }
}

// lies lists where a value is null that the schema says is not, or is missing.
func (d *description) lies(s *schema, v any, at string) (out []string) {
	if s == nil {
		return nil
	}
	if s.Ref != "" {
		return d.lies(d.Components.Schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]], v, at)
	}
	if len(s.AnyOf) > 0 {
		for _, one := range s.AnyOf {
			if len(d.lies(one, v, at)) == 0 {
				return nil
			}
		}
		return []string{at + " is none of what it may be"}
	}
	switch v := v.(type) {
	case nil:
		if kind, ok := s.Type.(string); ok && kind != "null" {
			out = append(out, at+" is null and said to be "+kind)
		}
	case []any:
		for _, one := range v {
			out = append(out, d.lies(s.Items, one, at+"[]")...)
		}
	case map[string]any:
		for _, name := range s.Required {
			if _, ok := v[name]; !ok {
				out = append(out, at+"."+name+" is missing")
			}
		}
		for name, one := range v {
			p := s.Properties[name]
			if p == nil && len(s.More) > 1 && s.More[0] == '{' {
				if json.Unmarshal(s.More, &p) != nil {
					p = nil
				}
			}
			out = append(out, d.lies(p, one, at+"."+name)...)
		}
	}
	return out
}

var braces = regexp.MustCompile(`\{\w+\}`)

// What can be read is as the description says: nothing is null or missing that is
// said to be there, with data and without.
func TestAnswersAreAsDescribed(t *testing.T) {
	text, err := api.New(http.NewServeMux(), "test", api.Services{}).OpenAPI()
	must(t, err)
	var doc description
	must(t, json.Unmarshal(text, &doc))
	needs := map[string]string{ // of those that ask for more than a journey
		"/questions/why": "journey=buy-online&step=ordered", "/questions/matrix": "journey=buy-online&journey=get-help",
		"/questions/comparison": "journey=buy-online&against=before&from=2026-02-01&to=2026-03-01", "/questions/customers": "journey=buy-online&what=all",
		"/questions/scorecards": "journey=buy-online&by=channel", "/events/properties": "name=Order+Completed",
	}
	for _, full := range []bool{false, true} {
		s := serve(t, app.Serving{}).found()
		if full {
			var events []event.Event
			must(t, sim.Run(sim.Config{Seed: 1, Customers: 200, Start: shopStart, Days: 90}, func(e event.Event) error {
				events = append(events, e)
				return nil
			}))
			_, err := s.app.Log.Append(t.Context(), events)
			must(t, err)
		}
		read := 0
		for path, methods := range doc.Paths {
			answer, ok := methods["get"].Responses["200"]
			body, isJSON := answer.Content["application/json"]
			if !ok || !isJSON {
				continue
			}
			path = strings.TrimPrefix(path, api.Prefix)
			query := "journey=buy-online"
			if q, ok := needs[path]; ok {
				query = q
			}
			id := map[string]string{"/journeys": "buy-online", "/customer": "c-0000001", "/document": "mountains"}[path[:min(len(path), 9)]]
			path = braces.ReplaceAllString(strings.Replace(path, "{kind}", "segments", 1), id)
			status, text := s.ask("GET", api.Prefix+path+"?"+query, "")
			if status != http.StatusOK {
				if full && status != http.StatusNotFound {
					t.Logf("GET %s: %d %.200s", path, status, text)
				}
				continue
			}
			read++
			var v any
			must(t, json.Unmarshal([]byte(text), &v))
			for i, lie := range doc.lies(body.Schema, v, path) {
				if i < 5 {
					t.Errorf("full %v: %s", full, lie)
				}
			}
		}
		if read < 30 {
			t.Errorf("only %d answers were read", read)
		}
	}
}
