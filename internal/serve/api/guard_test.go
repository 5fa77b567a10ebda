// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
)

// described is one operation as the description of the API has it.
type described struct {
	method, path string
	action       people.Action
}

var parameter = regexp.MustCompile(`\{\w+\}`)

// operations reads them from the description, so that none is forgotten here.
func operations(t *testing.T) (out []described) {
	t.Helper()
	text, err := api.New(http.NewServeMux(), "test", api.Services{}).OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			Action people.Action `json:"x-action"`
		}
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			m := map[string]string{"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE"}[method]
			if m == "" {
				t.Errorf("%s %s: a method this test does not know", method, path)
			}
			out = append(out, described{m, parameter.ReplaceAllString(path[len(api.Prefix):], "x"), o.Action})
		}
	}
	if len(out) < 20 {
		t.Fatalf("only %d operations", len(out))
	}
	return out
}

// Whoever may not is refused, at every operation there is: nobody, each role
// that lacks the action, and a token of such a role. The actions are those of
// the one table.
func TestEveryOperationIsGuarded(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	nobody := h.visitor()
	visitors := map[people.Role]*visitor{people.Owner: ada}
	tokens := map[people.Role]*visitor{}
	for _, role := range people.Roles() {
		if role != people.Owner {
			visitors[role] = ada.invited(string(role)+"@example.com", role)
		}
		tokens[role] = ada.program(role)
	}
	for _, o := range operations(t) {
		if o.action == api.Anyone {
			continue
		}
		if !people.May(people.Owner, o.action) {
			t.Errorf("%s %s: an owner may not do %q", o.method, o.path, o.action)
		}
		nobody.refused(o.method, o.path, "", http.StatusUnauthorized, "nobody is signed in")
		for role, v := range visitors {
			if !people.May(role, o.action) {
				v.refused(o.method, o.path, "", http.StatusForbidden, "as "+string(role)+" you may not")
				tokens[role].refused(o.method, o.path, "", http.StatusForbidden, "this token may not")
			}
		}
		if o.action == people.OwnAccount || o.action == people.ManageTokens || o.action == people.ManagePeople {
			tokens[people.Owner].refused(o.method, o.path, "", http.StatusForbidden, "this token may not")
		}
	}
}

// program is a program with a token that v makes.
func (v *visitor) program(role people.Role) *visitor {
	v.h.t.Helper()
	var token struct{ Secret string }
	v.ok("POST", "/tokens", `{"name":"test","role":"`+string(role)+`","ends_at":"`+v.h.now.Add(time.Hour).Format(time.RFC3339)+`"}`, &token)
	return &visitor{h: v.h, token: token.Secret}
}

// What another site makes an owner's browser send changes nothing, anywhere.
func TestEveryChangeIsRefusedToOtherSites(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	for _, o := range operations(t) {
		if o.method == http.MethodGet {
			continue
		}
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
			if r := ada.do(o.method, o.path, "", header...); r.status != http.StatusForbidden {
				t.Errorf("%s %s with %v: %d", o.method, o.path, header, r.status)
			}
		}
	}
}

// Operations that change something do not hide behind GET, and those that
// anyone may do are these.
func TestWhatAnyoneMayDo(t *testing.T) {
	want := map[string]bool{
		"GET /setup": true, "POST /setup": true, "GET /sign-in": true, "POST /session": true, "DELETE /session": true,
		"GET /invitations/x": true, "POST /invitations/x": true,
	}
	for _, o := range operations(t) {
		if open := o.action == api.Anyone; open != want[o.method+" "+o.path] {
			t.Errorf("%s %s is open: %v", o.method, o.path, open)
		}
	}
}
