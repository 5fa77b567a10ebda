// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// What is wrong with the form of a request is told like every other problem: with
// a code, what would be right, and the field; and no value is sent back.
func TestTheFormOfARequestIsAProblem(t *testing.T) {
	ada := newHouse(t, nil).owner()
	for _, c := range []struct {
		method, path, body, field string
		status                    int
	}{
		{"POST", "/session", `{"email":"ada@example.com","pasword":"hush"}`, "body", http.StatusUnprocessableEntity},
		{"POST", "/session", `{"email":7,"password":"hush"}`, "body.email", http.StatusUnprocessableEntity},
		{"POST", "/tokens", `{"name":"x","role":"king"}`, "body.role", http.StatusUnprocessableEntity},
		{"POST", "/commands", `{"args":[]}`, "body.args", http.StatusUnprocessableEntity},
		{"POST", "/commands", `{"args":null}`, "body.args", http.StatusUnprocessableEntity},
		{"GET", "/audit?limit=many", "", "query.limit", http.StatusUnprocessableEntity},
		{"GET", "/audit?limit=0", "", "query.limit", http.StatusUnprocessableEntity},
		{"GET", "/questions/scorecard", "", "", http.StatusUnprocessableEntity},
		{"POST", "/session", `{"email":`, "body", http.StatusBadRequest},
		{"POST", "/session", "", "", http.StatusBadRequest},
		{"POST", "/session", `{"email":"` + strings.Repeat("x", 2<<20) + `"}`, "", http.StatusRequestEntityTooLarge},
	} {
		r := ada.refused(c.method, c.path, c.body, c.status, "")
		var p struct {
			Detail, Code string
			Faults       []struct{ Code, Message, Remedy, Field string }
			Errors       []struct{ Location, Message string }
		}
		if err := json.Unmarshal([]byte(r.body), &p); err != nil || p.Code != "invalid" || p.Detail == "validation failed" || strings.Contains(r.body, "hush") {
			t.Errorf("%s %s %.60s: %s", c.method, c.path, c.body, r.body)
		}
		if c.field == "" {
			continue
		}
		if len(p.Faults) == 0 || len(p.Errors) != len(p.Faults) {
			t.Errorf("%s %s %.60s: %s", c.method, c.path, c.body, r.body)
			continue
		}
		for _, f := range p.Faults {
			if !strings.HasPrefix(f.Field, c.field) || f.Code != "invalid" || f.Message == "" || f.Remedy == "" {
				t.Errorf("%s %s %.60s: %+v", c.method, c.path, c.body, f)
			}
		}
	}
}
