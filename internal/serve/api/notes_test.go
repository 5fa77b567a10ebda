// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/monitor/note"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/people/view"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/notes"
	"github.com/wendcx/wend/internal/store/record/views"
)

// withNotes adds notes and views to the services.
func withNotes(db *record.DB, s *api.Services) {
	s.Notes, s.Views = note.New(notes.New(db), s.Clock), view.New(views.New(db), s.Clock)
}

func TestNotes(t *testing.T) {
	h := newHouse(t, withNotes)
	ada := h.owner()
	bo := ada.invited("bo@example.com", people.Contributor)
	cy := ada.invited("cy@example.com", people.Agent)
	eve := ada.invited("eve@example.com", people.Viewer)

	var strike, sale struct{ ID string }
	bo.ok("POST", "/notes", `{"date":"2026-02-10","title":" Strike of the post ","kind":"strike"}`, &strike)
	ada.ok("POST", "/notes", `{"date":"2026-02-01","to":"2026-02-14","title":"Winter sale","kind":"campaign"}`, &sale)
	var list struct {
		Notes []struct {
			ID, Date, To, Title, Kind string
			ByName                    string `json:"by_name"`
		}
	}
	eve.ok("GET", "/notes", "", &list)
	want := list
	want.Notes = append(want.Notes[:0:0], list.Notes...)
	if len(list.Notes) != 2 {
		t.Fatalf("notes %+v", list)
	}
	want.Notes[0].ID, want.Notes[0].Date, want.Notes[0].To, want.Notes[0].Title, want.Notes[0].Kind, want.Notes[0].ByName = sale.ID, "2026-02-01", "2026-02-14", "Winter sale", "campaign", "Ada"
	want.Notes[1].ID, want.Notes[1].Date, want.Notes[1].To, want.Notes[1].Title, want.Notes[1].Kind, want.Notes[1].ByName = strike.ID, "2026-02-10", "2026-02-10", "Strike of the post", "strike", "bo"
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}

	for body, says := range map[string]string{
		`{"date":"1 March","title":"x"}`:                      "not a day",
		`{"date":"2026-02-30","title":"x"}`:                   "not a day",
		`{"date":"2026-02-02","to":"2026-02-01","title":"x"}`: "before the first",
		`{"date":"2026-02-02","title":"  "}`:                  "says nothing",
		`{"date":"2026-02-02","to":"never","title":"x"}`:      "not a day",
		`{"date":"2026-02-02","title":"` + long(201) + `"}`:   "longer than 200",
	} {
		ada.refused("POST", "/notes", body, http.StatusUnprocessableEntity, says)
	}

	cy.refused("DELETE", "/notes/"+strike.ID, "", http.StatusForbidden, "this note is bo's")
	bo.refused("DELETE", "/notes/"+sale.ID, "", http.StatusForbidden, "this note is Ada's")
	bo.ok("DELETE", "/notes/"+strike.ID, "", nil)
	bo.refused("DELETE", "/notes/"+strike.ID, "", http.StatusNotFound, "no such note")
	ada.ok("DELETE", "/notes/"+sale.ID, "", nil)
	var audit struct {
		Entries []struct{ Did, On, Detail string }
	}
	ada.ok("GET", "/audit?limit=1", "", &audit)
	if e := audit.Entries[0]; e.Did != "note.remove" || e.On != "note:"+sale.ID || e.Detail != "2026-02-01 Winter sale" {
		t.Errorf("the audit says %+v", e)
	}
}

func long(n int) string { return strings.Repeat("é", n) }

func TestViews(t *testing.T) {
	h := newHouse(t, withNotes)
	ada := h.owner()
	bo := ada.invited("bo@example.com", people.Viewer)
	var phone, all struct{ ID string }
	bo.ok("POST", "/views", `{"name":"phone only","path":"/journeys/buy?channel=phone"}`, &phone)
	bo.ok("POST", "/views", `{"name":"All","path":"/journeys/buy","pinned":true}`, &all)
	bo.refused("POST", "/views", `{"name":"All","path":"/"}`, http.StatusConflict, "a view \"All\" already")
	for _, path := range []string{"", "journeys", "//evil.example", "https://evil.example", `/\\evil.example`} {
		bo.refused("POST", "/views", `{"name":"x","path":"`+path+`"}`, http.StatusUnprocessableEntity, "not the address of a screen")
	}
	bo.refused("POST", "/views", `{"name":" ","path":"/"}`, http.StatusUnprocessableEntity, "no name")

	bo.ok("PATCH", "/views/"+phone.ID, `{"pinned":true}`, nil)
	bo.ok("PATCH", "/views/"+all.ID, `{"name":"Everything","pinned":false}`, nil)
	bo.refused("PATCH", "/views/"+all.ID, `{"name":"phone only"}`, http.StatusConflict, "already")
	type saved struct {
		ID, Name, Path string
		Pinned         bool
	}
	var list struct{ Views []saved }
	bo.ok("GET", "/views", "", &list)
	want := []saved{{all.ID, "Everything", "/journeys/buy", false}, {phone.ID, "phone only", "/journeys/buy?channel=phone", true}}
	if diff := cmp.Diff(want, list.Views); diff != "" {
		t.Error(diff)
	}

	// They are Bo's alone.
	ada.ok("GET", "/views", "", &list)
	if len(list.Views) != 0 {
		t.Errorf("Ada sees %+v", list.Views)
	}
	ada.refused("PATCH", "/views/"+phone.ID, `{"pinned":false}`, http.StatusNotFound, "no such view")
	ada.refused("DELETE", "/views/"+phone.ID, "", http.StatusNotFound, "no such view")
	bo.ok("DELETE", "/views/"+phone.ID, "", nil)
	bo.ok("GET", "/views", "", &list)
	if len(list.Views) != 1 {
		t.Errorf("left are %+v", list.Views)
	}
}
