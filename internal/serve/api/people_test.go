// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/people"
)

// me is the answer of GET /me, as far as these tests read it.
type me struct {
	Person struct {
		ID, Email, Name, Role, Locale string
		SeenAt                        time.Time `json:"seen_at"`
	}
	Workspace struct{ ID, Name, Zone string }
	Demo      bool
	May       []string
}

func (v *visitor) me() (out me) {
	v.h.t.Helper()
	v.ok("GET", "/me", "", &out)
	return out
}

func TestSetUpAndSignIn(t *testing.T) {
	h := newHouse(t, nil)
	v := h.visitor()
	var need struct{ Needed bool }
	v.ok("GET", "/setup", "", &need)
	if !need.Needed {
		t.Error("a new workspace wants to be set up")
	}
	v.refused("POST", "/setup", `{"token":"x","name":"Eve","email":"eve@example.com","password":"`+password+`","workspace":"W"}`, http.StatusForbidden, "set-up link")
	ada := h.owner()
	v.ok("GET", "/setup", "", &need)
	if need.Needed {
		t.Error("it is set up")
	}
	who := ada.me()
	want := me{Demo: false}
	want.Person.ID, want.Person.Email, want.Person.Name, want.Person.Role, want.Person.SeenAt = who.Person.ID, "ada@example.com", "Ada", "owner", h.now
	want.Workspace.ID, want.Workspace.Name, want.Workspace.Zone = "main", "Outdoor shop", "Europe/Amsterdam"
	for _, a := range people.Actions(people.Owner) {
		want.May = append(want.May, string(a))
	}
	if diff := cmp.Diff(want, who); diff != "" {
		t.Error(diff)
	}

	v.refused("GET", "/me", "", http.StatusUnauthorized, "nobody is signed in")
	v.refused("POST", "/session", `{"email":"ada@example.com","password":"wrong"}`, http.StatusForbidden, "e-mail address or the password is wrong")
	var entered me
	v.ok("POST", "/session", `{"email":"Ada@example.com","password":"`+password+`"}`, &entered)
	if diff := cmp.Diff(v.me(), entered); diff != "" || entered.Person.ID != who.Person.ID {
		t.Error(diff)
	}
	v.ok("DELETE", "/session", "", nil)
	v.refused("GET", "/me", "", http.StatusUnauthorized, "nobody is signed in")
	v.ok("DELETE", "/session", "", nil)
	var ways struct {
		Password bool
		OIDC     *struct{ Name string }
	}
	v.ok("GET", "/sign-in", "", &ways)
	if !ways.Password || ways.OIDC != nil {
		t.Errorf("the ways are %+v", ways)
	}
}

// A session's secret that was in the browser before signing in, planted there by
// somebody who knows it, opens nothing after.
func TestSessionFixation(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	mallory := ada.invited("mallory@example.com", people.Viewer)
	here, err := url.Parse(h.URL)
	h.must(err)
	planted := mallory.jar.Cookies(here)
	for name, before := range map[string][]*http.Cookie{"one that is good": planted, "one made up": {{Name: "wend_session", Value: "known", Path: "/"}}} {
		victim := h.visitor()
		victim.jar.SetCookies(here, before)
		victim.ok("POST", "/session", `{"email":"ada@example.com","password":"`+password+`"}`, nil)
		after := victim.jar.Cookies(here)
		if len(after) != 1 || after[0].Value == before[0].Value || victim.me().Person.Email != "ada@example.com" {
			t.Errorf("%s: %v became %v", name, before, after)
		}
		thief := h.visitor()
		thief.jar.SetCookies(here, before)
		thief.refused("GET", "/me", "", http.StatusUnauthorized, "nobody is signed in")
	}
}

func TestGuessingIsSlow(t *testing.T) {
	h := newHouse(t, nil)
	h.owner()
	v := h.visitor()
	guess := `{"email":"ada@example.com","password":"wrong"}`
	right := `{"email":"ada@example.com","password":"` + password + `"}`
	for range 9 {
		v.refused("POST", "/session", guess, http.StatusForbidden, "wrong")
		v.ok("POST", "/session", right, nil) // who gets in is not counted
	}
	v.refused("POST", "/session", guess, http.StatusForbidden, "wrong")
	r := v.refused("POST", "/session", right, http.StatusTooManyRequests, "too many tries")
	if r.header.Get("Retry-After") != "60" || !strings.Contains(r.body, "60 seconds") {
		t.Errorf("after %q: %s", r.header.Get("Retry-After"), r.body)
	}
	h.now = h.now.Add(time.Minute)
	v.ok("POST", "/session", right, nil)

	for range 20 { // links are guessed at, too
		if r := v.do("GET", "/invitations/guess", ""); r.status == http.StatusTooManyRequests {
			return
		}
	}
	v.refused("GET", "/invitations/guess", "", http.StatusTooManyRequests, "too many tries")
}

func TestMe(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	ada.ok("PATCH", "/me", `{"locale":"fr"}`, nil)
	ada.ok("PATCH", "/me", `{"name":"Ada L."}`, nil)
	if who := ada.me(); who.Person.Name != "Ada L." || who.Person.Locale != "fr" {
		t.Errorf("Ada is %+v", who.Person)
	}
	r := ada.refused("PATCH", "/me", `{"name":" "}`, http.StatusUnprocessableEntity, "name is empty")
	if !strings.Contains(r.body, `"location":"name"`) {
		t.Errorf("it says not where: %s", r.body)
	}
	ada.refused("POST", "/me/password", `{"old":"wrong","password":"nine green umbrellas"}`, http.StatusUnprocessableEntity, "not your password")
	ada.ok("POST", "/me/password", `{"old":"`+password+`","password":"nine green umbrellas"}`, nil)
	h.visitor().ok("POST", "/session", `{"email":"ada@example.com","password":"nine green umbrellas"}`, nil)
	ada.ok("PATCH", "/workspace", `{"zone":"UTC"}`, nil)
	if who := ada.me(); who.Workspace.Zone != "UTC" || who.Workspace.Name != "Outdoor shop" {
		t.Errorf("the workspace is %+v", who.Workspace)
	}
}

func TestSessions(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	phone := h.visitor()
	phone.ok("POST", "/session", `{"email":"ada@example.com","password":"`+password+`"}`, nil)
	var list struct {
		Sessions []struct {
			ID, Agent, From string
			Current         bool
		}
	}
	ada.ok("GET", "/sessions", "", &list)
	if len(list.Sessions) != 2 || list.Sessions[0].From != "127.0.0.1" || !strings.HasPrefix(list.Sessions[0].Agent, "Go-http-client") {
		t.Fatalf("sessions %+v", list)
	}
	for _, s := range list.Sessions {
		if !s.Current {
			ada.ok("DELETE", "/sessions/"+s.ID, "", nil)
		}
	}
	ada.me()
	phone.refused("GET", "/me", "", http.StatusUnauthorized, "nobody is signed in")
	ada.refused("DELETE", "/sessions/x", "", http.StatusNotFound, "no such session")
}

func TestPeople(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	bo := ada.invited("bo@example.com", people.Contributor)
	var all struct {
		People []struct{ ID, Email, Name, Role string }
	}
	bo.ok("GET", "/people", "", &all)
	if len(all.People) != 2 || all.People[0].Email != "ada@example.com" || all.People[1].Role != "contributor" {
		t.Fatalf("people %+v", all)
	}
	adaID, boID := all.People[0].ID, all.People[1].ID
	ada.refused("PATCH", "/people/"+adaID, `{"role":"viewer"}`, http.StatusConflict, "last owner")
	ada.ok("PATCH", "/people/"+boID, `{"role":"editor"}`, nil)
	bo.refused("GET", "/me", "", http.StatusUnauthorized, "nobody is signed in")
	var link struct{ Path string }
	ada.ok("POST", "/people/"+boID+"/password", "", &link)
	bo.ok("POST", link.Path, `{"password":"nine green umbrellas"}`, nil)
	if who := bo.me(); who.Person.Role != "editor" || who.Person.Name != "bo" {
		t.Errorf("Bo is %+v", who.Person)
	}
	ada.ok("DELETE", "/people/"+boID, "", nil)
	bo.refused("GET", "/me", "", http.StatusUnauthorized, "nobody is signed in")
}

func TestInvitations(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	var link struct {
		ID, Path string
		EndsAt   time.Time `json:"ends_at"`
	}
	ada.ok("POST", "/invitations", `{"email":"bo@example.com","name":"Bo","role":"agent"}`, &link)
	if !link.EndsAt.Equal(h.now.Add(people.InvitationLasts)) {
		t.Errorf("it lasts until %v", link.EndsAt)
	}
	var offer map[string]any
	h.visitor().ok("GET", link.Path, "", &offer)
	want := map[string]any{"email": "bo@example.com", "name": "Bo", "role": "agent", "workspace": "Outdoor shop", "ends_at": "2026-03-08T09:00:00Z"}
	if diff := cmp.Diff(want, offer); diff != "" {
		t.Error(diff)
	}
	h.visitor().refused("POST", link.Path, `{"password":"short"}`, http.StatusUnprocessableEntity, "5 characters")
	var open struct{ Invitations []struct{ ID, Email string } }
	ada.ok("GET", "/invitations", "", &open)
	if len(open.Invitations) != 1 || open.Invitations[0].ID != link.ID {
		t.Fatalf("open %+v", open)
	}
	if r := ada.do("GET", "/invitations", ""); strings.Contains(r.body, "token") {
		t.Errorf("the list tells secrets: %s", r.body)
	}
	ada.ok("DELETE", "/invitations/"+link.ID, "", nil)
	h.visitor().refused("GET", link.Path, "", http.StatusNotFound, "used or has ended")
	ada.refused("POST", "/invitations", `{"email":"nonsense","role":"agent"}`, http.StatusUnprocessableEntity, "not an e-mail address")
}

func TestTokens(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	program := ada.program(people.Viewer)
	if who := program.me(); who.Person.Email != "ada@example.com" || slices.Contains(who.May, "publish") || !slices.Contains(who.May, "ask") {
		t.Errorf("the program is %+v", who)
	}
	var list struct {
		Tokens []struct {
			ID, Name, Role, Hint string
			UsedAt               *time.Time `json:"used_at"`
		}
	}
	ada.ok("GET", "/tokens", "", &list)
	if len(list.Tokens) != 1 || list.Tokens[0].Hint != program.token[:9] || list.Tokens[0].UsedAt == nil {
		t.Fatalf("tokens %+v", list)
	}
	if r := ada.do("GET", "/tokens", ""); strings.Contains(r.body, program.token) {
		t.Error("the list tells secrets")
	}
	ada.ok("DELETE", "/tokens/"+list.Tokens[0].ID, "", nil)
	program.refused("GET", "/me", "", http.StatusUnauthorized, "unknown or has ended")
}

func TestAudit(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	ada.invited("bo@example.com", people.Viewer)
	var page struct {
		Entries []struct {
			Number  int64
			Did, On string
			ByName  string `json:"by_name"`
		}
		Next int64
	}
	ada.ok("GET", "/audit?limit=2", "", &page)
	if len(page.Entries) != 2 || page.Next != 2 || page.Entries[1].Did != "invitation.make" || page.Entries[1].On != "person:bo@example.com" || page.Entries[1].ByName != "Ada" {
		t.Errorf("page %+v", page)
	}
	page.Next = 0
	ada.ok("GET", "/audit?limit=2&before=2", "", &page)
	if len(page.Entries) != 1 || page.Next != 0 {
		t.Errorf("the last page %+v", page)
	}
}

// What people write comes back as JSON text and nothing else.
func TestStoredScriptStaysText(t *testing.T) {
	h := newHouse(t, nil)
	ada := h.owner()
	const script = `<script>alert(1)</script>`
	body, err := json.Marshal(map[string]string{"name": script})
	h.must(err)
	ada.ok("PATCH", "/me", string(body), nil)
	r := ada.do("GET", "/people", "")
	if r.header.Get("Content-Type") != "application/json" {
		t.Errorf("%s %s", r.header.Get("Content-Type"), r.body)
	}
	if who := ada.me(); who.Person.Name != script {
		t.Errorf("the name is %q", who.Person.Name)
	}
}
