// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/sim"
)

// served is a data directory that is served for real, with its first owner.
type served struct {
	t       *testing.T
	app     *app.App
	address string
	setUp   string // the secret of the set-up link
	client  *http.Client
}

// serve serves a data directory of an outdoor shop until the test ends.
func serve(t *testing.T, with app.Serving) *served {
	t.Helper()
	dir := t.TempDir()
	must(t, sim.WriteJourneys(app.JourneyDir(dir)))
	a, err := app.Open(context.Background(), dir, app.Options{})
	must(t, err)
	jar, err := cookiejar.New(nil)
	must(t, err)
	s := &served{t: t, app: a, client: &http.Client{Jar: jar}}
	ctx, stop := context.WithCancel(context.Background())
	told, ended := make(chan struct{}), make(chan error, 1)
	with.Addr, with.Version, with.Logger = "127.0.0.1:0", "test", slog.New(slog.NewTextHandler(t.Output(), nil))
	with.Told = func(address, link string) {
		s.address = address
		_, s.setUp, _ = strings.Cut(link, "token=")
		close(told)
	}
	go func() { ended <- a.Serve(ctx, with) }()
	select {
	case <-told:
	case err := <-ended:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.client.CloseIdleConnections()
		stop()
		must(t, <-ended)
		must(t, a.Close())
	})
	return s
}

const password = "seven tall lighthouses"

// found makes Ada the first owner.
func (s *served) found() *served {
	s.t.Helper()
	s.ok("POST", "/setup", `{"token":"`+s.setUp+`","name":"Ada","email":"ada@example.com","password":"`+password+`","workspace":"Shop"}`, nil)
	return s
}

// ask sends a request; header is pairs of names and values.
func (s *served) ask(method, path, body string, header ...string) (int, string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.address+path, strings.NewReader(body))
	must(s.t, err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := s.client.Do(r)
	must(s.t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	must(s.t, err)
	return answer.StatusCode, string(text)
}

// ok sends a request to the API that must succeed, and reads the answer into out.
func (s *served) ok(method, path, body string, out any, header ...string) {
	s.t.Helper()
	status, text := s.ask(method, api.Prefix+path, body, header...)
	if status/100 != 2 {
		s.t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	if out != nil {
		must(s.t, json.Unmarshal([]byte(text), out))
	}
}

// last is the newest line of the audit.
func (s *served) last() people.Entry {
	s.t.Helper()
	entries, err := s.app.People.Audit(s.t.Context(), people.Identity{Person: "test", Role: people.Owner}, people.AuditQuery{Limit: 1})
	must(s.t, err)
	return append(entries, people.Entry{})[0]
}

// unaudited are the operations that change nothing though they are no GET, or
// nothing that is anybody's but one's own, with the reason.
var unaudited = map[string]string{
	"runCommand":    "asks a question; TestCommandsAreAudited holds commands to it",
	"countEvents":   "asks a question",
	"countSegment":  "asks a question",
	"previewImport": "writes nothing",
	"validate":      "writes nothing",
	"tellPresence":  "is forgotten in seconds",
	"saveView":      "one's own alone",
	"changeView":    "one's own alone",
	"removeView":    "one's own alone",
	"editJourney":   "has a log of its own with who did each edit",
}

// Whoever changes something stands in the audit, at every operation there is: the
// description of the API lists them, so that none is forgotten here. (So does who
// takes customers away: see TestWhoTakesCustomersAway.)
func TestEveryChangeIsAudited(t *testing.T) {
	s := serve(t, app.Serving{})
	done := map[string]bool{}
	// did does an operation and looks for its line in the audit.
	did := func(operation, what string, do func()) {
		t.Helper()
		before := s.last().Number
		do()
		done[operation] = true
		e := s.last()
		if e.Number <= before || e.Did != what || e.ByName == "" || e.On == "" || e.From != "127.0.0.1" {
			t.Errorf("%s: the audit says %+v, want %s", operation, e, what)
		}
	}
	does := func(operation, what, method, path, body string) {
		t.Helper()
		did(operation, what, func() { s.ok(method, path, body, nil) })
	}
	var made struct {
		ID, Token, ETag, Secret string
		Revision                int64
	}
	makes := func(operation, what, method, path, body string) {
		t.Helper()
		made.ID, made.Token, made.ETag = "", "", ""
		did(operation, what, func() { s.ok(method, path, body, &made) })
	}

	did("setUp", "session.open", func() { s.found() })
	ada := s.client
	does("changeMe", "person.change", "PATCH", "/me", `{"name":"Ada L."}`)
	does("changePassword", "person.password", "POST", "/me/password", `{"old":"`+password+`","password":"eight tall lighthouses"}`)
	does("changeWorkspace", "workspace.change", "PATCH", "/workspace", `{"name":"Our shop"}`)
	does("signOut", "session.close", "DELETE", "/session", "")
	does("signIn", "session.open", "POST", "/session", `{"email":"ada@example.com","password":"eight tall lighthouses"}`)
	jar, err := cookiejar.New(nil)
	must(t, err)
	s.client = &http.Client{Jar: jar}
	s.ok("POST", "/session", `{"email":"ada@example.com","password":"eight tall lighthouses"}`, nil)
	s.client = ada
	var sessions struct {
		Sessions []struct {
			ID      string
			Current bool
		}
	}
	s.ok("GET", "/sessions", "", &sessions)
	for _, one := range sessions.Sessions {
		if !one.Current {
			does("endSession", "session.close", "DELETE", "/sessions/"+one.ID, "")
		}
	}

	makes("invite", "invitation.make", "POST", "/invitations", `{"email":"bo@example.com","role":"viewer"}`)
	does("withdrawInvitation", "invitation.withdraw", "DELETE", "/invitations/"+made.ID, "")
	s.ok("POST", "/invitations", `{"email":"bo@example.com","role":"viewer"}`, &made)
	s.client = &http.Client{}
	var bo struct{ Person struct{ ID string } }
	did("acceptInvitation", "session.open", func() {
		s.ok("POST", "/invitations/"+made.Token, `{"name":"Bo","password":"`+password+`"}`, &bo)
	})
	s.client = ada
	does("changeRole", "person.role", "PATCH", "/people/"+bo.Person.ID, `{"role":"agent"}`)
	does("resetPassword", "person.reset", "POST", "/people/"+bo.Person.ID+"/password", "")
	does("removePerson", "person.remove", "DELETE", "/people/"+bo.Person.ID, "")

	makes("makeToken", "token.make", "POST", "/tokens", `{"name":"nightly","role":"viewer"}`)
	does("revokeToken", "token.revoke", "DELETE", "/tokens/"+made.ID, "")
	does("saveSource", "source.save", "PUT", "/sources/web", `{"title":"Web"}`)
	makes("makeSourceKey", "source.key.make", "POST", "/sources/web/keys", "")
	does("revokeSourceKey", "source.key.revoke", "DELETE", "/sources/web/keys/"+made.ID, "")
	makes("addNote", "note.add", "POST", "/notes", `{"date":"2026-03-01","title":"Sale"}`)
	does("removeNote", "note.remove", "DELETE", "/notes/"+made.ID, "")

	makes("saveDocument", "segment.save", "PUT", "/documents/segments/gold", `{"value":{"id":"gold","title":"Gold","where":{"plan":"gold"}}}`)
	does("removeDocument", "segment.remove", "DELETE", "/documents/segments/gold?etag="+made.ETag, "")
	yaml, err := json.Marshal(strings.Replace(counterJourney, "status: published\n", "", 1))
	must(t, err)
	makes("makeJourney", "journey.make", "POST", "/journeys", `{"yaml":`+string(yaml)+`}`)
	revision := func() string {
		t.Helper()
		var now struct{ Revision json.Number }
		s.ok("GET", "/journeys/visit-store?version=draft", "", &now)
		return now.Revision.String()
	}
	does("publishJourney", "journey.publish", "POST", "/journeys/visit-store/publish", `{"revision":`+revision()+`}`)
	makes("putJourneyDocument", "journey.replace", "PUT", "/journeys/visit-store/document", `{"yaml":`+strings.Replace(string(yaml), "I visit", "We visit", 1)+`,"revision":`+revision()+`}`)
	does("discardDraft", "journey.discard", "POST", "/journeys/visit-store/discard", `{"revision":`+revision()+`}`)
	does("restoreJourney", "journey.restore", "POST", "/journeys/visit-store/restore", `{"version":1}`)
	does("enterCounts", "counts.enter", "POST", "/counts", `{"journey":"visit-store","counts":[{"step":"comes-in","channel":"store","period":"2026-02","count":7}]}`)
	does("acceptDeviation", "deviation.accept", "PUT", "/journeys/visit-store/accepted", `{"deviation":"missing:advised"}`)
	does("takeBackDeviation", "deviation.take-back", "DELETE", "/journeys/visit-store/accepted?deviation=missing:advised", "")
	does("archiveJourney", "journey.archive", "DELETE", "/journeys/visit-store", "")

	var rows strings.Builder // enough that the import can be broken off
	for i := range 100_000 {
		fmt.Fprintf(&rows, "{\"customer\":\"a\",\"event\":\"view\",\"time\":\"2026-01-01T10:00:00Z\",\"id\":\"%d\"}\n", i)
	}
	did("uploadFiles", "import.upload", func() {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", "events.ndjson")
		must(t, err)
		_, err = io.WriteString(part, rows.String())
		must(t, err)
		must(t, form.Close())
		s.ok("POST", "/imports", body.String(), &made, "Content-Type", form.FormDataContentType())
	})
	ended := func() bool {
		var now struct{ State upload.State }
		s.ok("GET", "/imports/"+made.ID, "", &now)
		return now.State != upload.Waiting && now.State != upload.Running
	}
	does("startImport", "import.start", "POST", "/imports/"+made.ID+"/start", `{"mapping":""}`)
	does("cancelImport", "import.cancel", "POST", "/imports/"+made.ID+"/cancel", "")
	for !ended() {
		time.Sleep(time.Millisecond)
	}
	s.ok("POST", "/imports/"+made.ID+"/start", `{"mapping":""}`, nil)
	for !ended() {
		time.Sleep(time.Millisecond)
	}
	does("deleteImport", "import.delete", "DELETE", "/imports/"+made.ID, "")
	does("eraseCustomer", "customer.erase", "DELETE", "/customers/a", "")

	left := maps.Clone(unaudited)
	for _, o := range changing(t) {
		if why := unaudited[o]; done[o] == (why != "") {
			t.Errorf("%s: it is done here: %v, and said to be left out: %q", o, done[o], why)
		}
		delete(done, o)
		delete(left, o)
	}
	if len(done)+len(left) > 0 {
		t.Errorf("there are no operations %v %v any more", done, left)
	}
}

// changing lists the operations of the API that are no plain reading.
func changing(t *testing.T) (out []string) {
	t.Helper()
	text, err := api.New(http.NewServeMux(), "test", api.Services{}).OpenAPI()
	must(t, err)
	var doc struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		}
	}
	must(t, json.Unmarshal(text, &doc))
	for _, methods := range doc.Paths {
		for method, o := range methods {
			if method != "get" {
				out = append(out, o.ID)
			}
		}
	}
	slices.Sort(out)
	return out
}
