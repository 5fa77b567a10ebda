// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/documents"
)

// withDocuments adds documents to the services.
func withDocuments(t *testing.T) func(*record.DB, *api.Services) {
	return func(db *record.DB, s *api.Services) {
		c, err := catalogue.Open(t.Context(), documents.New(db), catalogue.Options{Clock: s.Clock})
		if err != nil {
			t.Fatal(err)
		}
		s.Catalogue, s.Documents = c, c
	}
}

// text is a journey as the API tells it.
type text struct {
	ID                        string
	Version, Latest, Revision int
	Draft, Archived           bool
	Digest, Note, By, ETag    string
	Journey                   map[string]any
	Faults                    []struct {
		Message, Remedy, Field string
		Line, Column           int
		Warning                bool
	}
	Brought []struct{ Kind, ID, Title, How string }
}

// came is what came of edits.
type came struct {
	Revision  int
	Applied   []map[string]any
	Conflicts []struct {
		Edit    map[string]any
		Current any
		By      string
	}
	Refused []struct{ Field, Message, Remedy, Code string }
	Faults  []struct{ Message string }
}

const short = `# Our shop.
wend: journey/v1
id: buy
title: I buy
owner: cx@example.com
phases:
  before:
    - stage: Look
      steps:
        - id: looks
          title: Looks around   # in the shop
          touchpoint: {channel: store}
          owner: bo@example.com
  during:
    - stage: Pay
      steps:
        - id: pays
          title: Pays
          touchpoint: {channel: store}
          owner: ada@example.com
          evidence: [{event: Paid}]
`

func quote(text string) string {
	b, _ := json.Marshal(text)
	return string(b)
}

// shop is the owner of a house with one published journey.
func shop(t *testing.T) *visitor {
	t.Helper()
	ada := newHouse(t, withDocuments(t)).owner()
	var made text
	ada.ok("POST", "/journeys", `{"yaml":`+quote(short)+`}`, &made)
	ada.ok("POST", "/journeys/buy/publish", fmt.Sprintf(`{"revision":%d,"note":"first"}`, made.Revision), nil)
	return ada
}

func TestAJourneyFromTemplateToVersion(t *testing.T) {
	h := newHouse(t, withDocuments(t))
	ada := h.owner()
	var templates struct {
		Templates []struct {
			Name, Sector, Title string
			Personas            int
			Phases              []api.TemplatePhase
		}
	}
	ada.ok("GET", "/templates", "", &templates)
	if len(templates.Templates) != 12 || templates.Templates[1].Name != "hotel" || templates.Templates[1].Sector != "Hotel" {
		t.Errorf("%+v", templates)
	}
	if hotel := templates.Templates[1]; hotel.Personas != 3 || len(hotel.Phases) != 3 || !slices.ContainsFunc(hotel.Phases[0].Stages, func(s api.TemplateStage) bool {
		return slices.Contains(s.Steps, api.TemplateStep{Title: "Books a room", Channel: "website", Mode: "digital", MomentOfTruth: true})
	}) {
		t.Errorf("%+v", hotel)
	}
	var made text
	if r := ada.do("POST", "/journeys", `{"template":"hotel","title":"I stay with us"}`); r.status != http.StatusCreated || json.Unmarshal([]byte(r.body), &made) != nil || r.header.Get("ETag") != `"`+made.ETag+`"` {
		t.Fatalf("%+v", r)
	}
	if made.ID != "i-stay-with-us" || !made.Draft || made.Latest != 0 || made.Revision != 1 || made.By != "Ada" || len(made.Faults) > 0 || len(made.Brought) < 10 || made.Brought[0].How != "added" {
		t.Errorf("%+v", made)
	}
	h.now = h.now.Add(1e9)
	var version struct {
		Version        int
		Note, By, Path string
	}
	ada.ok("POST", "/journeys/i-stay-with-us/publish", `{"revision":1,"note":"as it is"}`, &version)
	if version.Version != 1 || version.Note != "as it is" || version.By != "Ada" {
		t.Errorf("%+v", version)
	}
	var list struct {
		Journeys []struct {
			ID, Title, State, Status, Owner string
			Version, Steps, Errors          int
			Stale                           bool
			Phases                          []struct {
				Phase  string
				Stages []struct {
					Title string
					Steps int
				}
			}
			Draft *struct{ Revision, Changes int }
		}
	}
	ada.ok("GET", "/journeys", "", &list)
	j := list.Journeys[0]
	if len(list.Journeys) != 1 || j.Title != "I stay with us" || j.State != "as-is" || j.Status != "published" || j.Version != 1 || j.Steps != 18 || j.Draft != nil || len(j.Phases) != 3 || j.Phases[0].Stages[0].Steps == 0 {
		t.Errorf("%+v", list)
	}
	ada.ok("POST", "/journeys", `{"improves":"i-stay-with-us","title":"I stay, and nothing goes wrong"}`, &made)
	if made.ID != "i-stay-with-us-to-be" || made.Journey["improves"] != "i-stay-with-us" || made.Journey["state"] != "to-be" {
		t.Errorf("%+v", made)
	}
	ada.refused("POST", "/journeys", `{"template":"hotels"}`, http.StatusNotFound, "no template")
	ada.refused("POST", "/journeys", `{"id":"i-stay-with-us","title":"x"}`, http.StatusConflict, "taken, or was once")
	r := ada.refused("POST", "/journeys", `{}`, http.StatusUnprocessableEntity, "no title")
	if !strings.Contains(r.body, `"location":"body.title"`) {
		t.Errorf("the fault's place: %s", r.body)
	}
}

func TestReadingAJourney(t *testing.T) {
	ada := shop(t)
	r := ada.do("GET", "/journeys/buy", "")
	var got text
	if err := json.Unmarshal([]byte(r.body), &got); err != nil || r.status != http.StatusOK {
		t.Fatal(r, err)
	}
	if got.Version != 1 || got.Draft || got.Revision != 2 || got.Note != "first" || got.Journey["title"] != "I buy" || r.header.Get("ETag") != `"`+got.ETag+`"` {
		t.Errorf("%+v", got)
	}
	step := got.Journey["phases"].(map[string]any)["during"].([]any)[0].(map[string]any)["steps"].([]any)[0]
	want := map[string]any{"id": "pays", "title": "Pays", "touchpoint": map[string]any{"channel": "store"}, "owner": "ada@example.com", "evidence": []any{map[string]any{"event": "Paid"}}}
	if diff := cmp.Diff(want, step); diff != "" {
		t.Error(diff)
	}
	for _, header := range []string{`"` + got.ETag + `"`, `W/"` + got.ETag + `"`, `"x", "` + got.ETag + `"`} {
		if again := ada.do("GET", "/journeys/buy", "", "If-None-Match", header); again.status != http.StatusNotModified || again.body != "" || again.header.Get("ETag") == "" {
			t.Errorf("with %s: %+v", header, again)
		}
	}
	ada.ok("POST", "/journeys/buy/edits", `{"edits":[{"op":"set","field":"title","from":"I buy","to":"I buy gear"}]}`, nil)
	if again := ada.do("GET", "/journeys/buy?version=draft", "", "If-None-Match", `"`+got.ETag+`"`); again.status != http.StatusOK || !strings.Contains(again.body, "I buy gear") {
		t.Errorf("after an edit: %+v", again)
	}
	ada.ok("PUT", "/documents/segments/gold", `{"value":{"id":"gold","where":{"plan":"gold"}}}`, nil)
	if again := ada.do("GET", "/journeys/buy", "", "If-None-Match", `"`+got.ETag+`"`); again.status != http.StatusOK {
		t.Errorf("after a change around it: %d", again.status)
	}

	doc := ada.do("GET", "/journeys/buy/document", "")
	if doc.header.Get("Content-Type") != "application/yaml; charset=utf-8" || doc.body != strings.Replace(short, "owner: cx", "status: published\nowner: cx", 1) {
		t.Errorf("%+v", doc)
	}
	if again := ada.do("GET", "/journeys/buy/document", "", "If-None-Match", doc.header.Get("ETag")); again.status != http.StatusNotModified {
		t.Errorf("%+v", again)
	}
	ada.refused("GET", "/journeys/by", "", http.StatusNotFound, "no journey")
	ada.refused("GET", "/journeys/buy?version=9", "", http.StatusNotFound, "no version 9")
	ada.refused("GET", "/journeys/buy?version=newest", "", http.StatusUnprocessableEntity, "is no version")
}

func TestEditing(t *testing.T) {
	ada := shop(t)
	bo := ada.invited("bo@example.com", people.Contributor)
	var out came
	ada.ok("POST", "/journeys/buy/edits", `{"client":"a","edits":[
		{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays cash"},
		{"op":"add-step","step":"waits","phase":"during","stage":"Pay","after":"pays","value":{"title":"Waits","contactless":true}}]}`, &out)
	if out.Revision != 3 || len(out.Applied) != 2 || out.Applied[0]["undo"].(map[string]any)["to"] != "Pays" || out.Applied[1]["step"] != "waits" {
		t.Errorf("%+v", out)
	}
	// Bo owns one step of the two.
	bo.ok("POST", "/journeys/buy/edits", `{"client":"b","edits":[
		{"op":"set","step":"pays","field":"title","from":"Pays cash","to":"x"},
		{"op":"set","step":"looks","field":"pains","to":["dark"]}]}`, &out)
	if len(out.Applied) != 1 || len(out.Refused) != 1 || out.Refused[0].Field != "body.edits[0]" || out.Refused[0].Code != "forbidden" || out.Refused[0].Remedy == "" {
		t.Errorf("%+v", out)
	}
	// Ada did not see it.
	ada.ok("POST", "/journeys/buy/edits", `{"client":"a","edits":[
		{"op":"set","step":"looks","field":"pains","from":null,"to":["loud"]},
		{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays by card"},
		{"op":"set","step":"pays","field":"target","to":"high"},
		{"op":"set","step":"pays","field":"touchpoint.use","to":"till"}]}`, &out)
	if len(out.Applied) != 2 || len(out.Conflicts) != 1 || out.Conflicts[0].Current != "Pays cash" || out.Conflicts[0].By != "Ada" || len(out.Refused) != 1 || out.Refused[0].Field != "body.edits[2].to" {
		t.Errorf("%+v", out)
	}
	if pains := out.Applied[0]["to"]; !cmp.Equal(pains, []any{"dark", "loud"}) {
		t.Errorf("pains %v", pains)
	}
	if len(out.Faults) != 1 || !strings.Contains(out.Faults[0].Message, `"till" is not in the library`) {
		t.Errorf("%+v", out.Faults)
	}
	r := ada.refused("POST", "/journeys/buy/publish", fmt.Sprintf(`{"revision":%d}`, out.Revision), http.StatusUnprocessableEntity, "not in the library")
	if !strings.Contains(r.body, `"line":23`) {
		t.Errorf("the fault has no place: %s", r.body)
	}
	if r := ada.do("POST", "/journeys/buy/edits", `{"edits":[]}`); r.status != http.StatusUnprocessableEntity {
		t.Errorf("no edits: %d %s", r.status, r.body)
	}
	bo.refused("POST", "/journeys/buy/discard", fmt.Sprintf(`{"revision":%d}`, out.Revision), http.StatusForbidden, "may not")
}

// Many at once on one map: each edit of a field of its own is kept.
func TestManyEditorsAtOnce(t *testing.T) {
	ada := shop(t)
	fields := []string{"description", "thinks", "needs", "does", "questions", "goal", "scenario", "promise"}
	var all sync.WaitGroup
	for i, field := range fields {
		all.Go(func() {
			step := `"step":"pays",`
			if i > 4 {
				step = ""
			}
			for n := range 5 {
				from := "null"
				if n > 0 {
					from = fmt.Sprintf(`"%s %d"`, field, n-1)
				}
				r := ada.do("POST", "/journeys/buy/edits", fmt.Sprintf(`{"edits":[{"op":"set",%s"field":"%s","from":%s,"to":"%s %d"}]}`, step, field, from, field, n))
				if r.status != http.StatusOK || strings.Contains(r.body, `"applied":[]`) {
					t.Errorf("%d %s", r.status, r.body)
				}
			}
		})
	}
	all.Wait()
	var got text
	ada.ok("GET", "/journeys/buy?version=draft", "", &got)
	said := fmt.Sprint(got.Journey)
	for _, field := range fields {
		if !strings.Contains(said, field+":"+field+" 4") {
			t.Errorf("%s is lost: %s", field, said)
		}
	}
	if got.Revision != 2+5*len(fields) {
		t.Errorf("revision %d", got.Revision)
	}
}

func TestVersions(t *testing.T) {
	ada := shop(t)
	ada.refused("POST", "/journeys/buy/publish", `{"revision":2}`, http.StatusConflict, "no draft")
	ada.ok("POST", "/journeys/buy/edits", `{"edits":[{"op":"set","step":"pays","field":"target","to":4.4}]}`, nil)
	var diff struct {
		Changes []struct {
			Step, Kind, Field, Words string
			Before, After            any
		}
	}
	ada.ok("GET", "/journeys/buy/diff", "", &diff)
	if len(diff.Changes) != 1 || fmt.Sprint(diff.Changes[0]) != "{pays added target target added: 4.4 <nil> 4.4}" {
		t.Errorf("%+v", diff)
	}
	ada.refused("POST", "/journeys/buy/publish", `{"revision":2}`, http.StatusConflict, "Ada has changed it meanwhile")
	ada.ok("POST", "/journeys/buy/publish", `{"revision":3,"note":"a target"}`, nil)
	var list struct {
		Versions []struct {
			Version          int
			Note, By, Digest string
		}
	}
	ada.ok("GET", "/journeys/buy/versions", "", &list)
	if len(list.Versions) != 2 || list.Versions[0].Version != 2 || list.Versions[0].Note != "a target" || list.Versions[1].Digest == list.Versions[0].Digest {
		t.Errorf("%+v", list)
	}
	var got text
	ada.ok("POST", "/journeys/buy/restore", `{"version":1}`, &got)
	if !got.Draft || got.Revision != 5 {
		t.Errorf("%+v", got)
	}
	diff.Changes = nil
	ada.ok("GET", "/journeys/buy/diff?from=2&to=draft", "", &diff)
	if len(diff.Changes) != 1 || fmt.Sprint(diff.Changes[0]) != "{pays removed target target removed: 4.4 4.4 <nil>}" {
		t.Errorf("%+v", diff)
	}
	ada.ok("POST", "/journeys/buy/discard", `{"revision":5}`, nil)
	ada.ok("GET", "/journeys/buy?version=1", "", &got)
	if got.Version != 1 || got.Latest != 2 {
		t.Errorf("%+v", got)
	}
	if r := ada.do("DELETE", "/journeys/buy", ""); r.status != http.StatusNoContent {
		t.Errorf("%+v", r)
	}
	var journeys struct{ Journeys []struct{ ID, Status string } }
	ada.ok("GET", "/journeys", "", &journeys)
	if len(journeys.Journeys) != 0 {
		t.Errorf("%+v", journeys)
	}
	ada.ok("GET", "/journeys?archived=true", "", &journeys)
	if len(journeys.Journeys) != 1 || journeys.Journeys[0].Status != "archived" {
		t.Errorf("%+v", journeys)
	}
	ada.refused("POST", "/journeys/buy/edits", `{"edits":[{"op":"remove-step","step":"pays"}]}`, http.StatusConflict, "in the archive")
	ada.ok("POST", "/journeys/buy/restore", `{"version":0}`, &got)
	if got.Archived || got.Version != 2 {
		t.Errorf("%+v", got)
	}
	var audit struct {
		Entries []struct{ Did, On, Detail string }
	}
	ada.ok("GET", "/audit?on=journey:buy", "", &audit)
	var did []string
	for _, e := range audit.Entries {
		did = append(did, e.Did+" "+e.Detail)
	}
	slices.Reverse(did)
	want := []string{"journey.make ", "journey.publish version 1: first", "journey.publish version 2: a target", "journey.restore version 1", "journey.discard ", "journey.archive ", "journey.restore from the archive"}
	if diff := cmp.Diff(want, did); diff != "" {
		t.Error(diff)
	}
}

func TestPushAndPull(t *testing.T) {
	ada := shop(t)
	pulled := ada.do("GET", "/journeys/buy/document", "").body
	mine := strings.Replace(pulled, "title: Pays", "title: Pays at once", 1)
	ada.refused("PUT", "/journeys/buy/document", `{"yaml":`+quote(mine)+`}`, http.StatusConflict, "there already")
	ada.refused("PUT", "/journeys/buy/document", `{"yaml":`+quote(mine)+`,"revision":1}`, http.StatusConflict, "meanwhile")
	r := ada.refused("PUT", "/journeys/buy/document", `{"yaml":`+quote(mine+"colour: red\n")+`,"revision":2}`, http.StatusUnprocessableEntity, `unknown key "colour"`)
	if !strings.Contains(r.body, `"line":23`) {
		t.Errorf("%s", r.body)
	}
	var got text
	ada.ok("PUT", "/journeys/buy/document", `{"yaml":`+quote(mine)+`,"revision":2}`, &got)
	if !got.Draft || got.Revision != 3 || ada.do("GET", "/journeys/buy/document?version=draft", "").body != mine {
		t.Errorf("%+v", got)
	}
	ada.ok("PUT", "/journeys/sell/document", `{"yaml":`+quote(strings.Replace(mine, "id: buy", "id: sell", 1))+`}`, &got)
	if got.ID != "sell" || got.Revision != 1 {
		t.Errorf("%+v", got)
	}
	var faults struct{ Faults []struct{ Message string } }
	ada.ok("POST", "/validate", `{"yaml":`+quote(mine+"colour: red\naudience: {personas: [petra]}\n")+`}`, &faults)
	if len(faults.Faults) != 2 {
		t.Errorf("%+v", faults)
	}
	ada.ok("POST", "/validate", `{"yaml":`+quote(mine)+`}`, &faults)
	if len(faults.Faults) != 0 {
		t.Errorf("%+v", faults)
	}
}
