// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// house is a server with accounts, on real sockets and a real database.
type house struct {
	*httptest.Server
	t      *testing.T
	people *people.People
	now    time.Time
}

const password = "seven tall lighthouses"

// newHouse serves the API behind its guard. more adds services to those of
// accounts.
func newHouse(t *testing.T, more func(*record.DB, *api.Services)) *house {
	t.Helper()
	db, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "wend.db"), record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := &house{t: t, now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	h.people = people.New(accounts.New(db), clock, people.Options{Cost: people.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}})
	guard, err := auth.New(h.people, auth.Options{})
	h.must(err)
	services := api.Services{People: h.people, Door: auth.NewDoor(clock), Clock: clock, Logger: slog.New(slog.NewTextHandler(t.Output(), nil))}
	if more != nil {
		more(db, &services)
	}
	mux := http.NewServeMux()
	api.New(mux, "test", services)
	h.Server = httptest.NewServer(guard.Handler(mux))
	t.Cleanup(h.Close)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// visitor is a browser with its cookies, or a program with its token.
type visitor struct {
	h     *house
	jar   http.CookieJar
	token string
}

func (h *house) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	h.must(err)
	return &visitor{h: h, jar: jar}
}

// owner sets the house up and is its first owner.
func (h *house) owner() *visitor {
	h.t.Helper()
	link, err := h.people.SetUpLink(h.t.Context())
	h.must(err)
	v := h.visitor()
	v.ok("POST", "/setup", `{"token":"`+link+`","name":"Ada","email":"ada@example.com","password":"`+password+`","workspace":"Outdoor shop","zone":"Europe/Amsterdam"}`, nil)
	return v
}

// invited is somebody whom v lets in with a role.
func (v *visitor) invited(email string, role people.Role) *visitor {
	v.h.t.Helper()
	var link struct{ Token, Path string }
	v.ok("POST", "/invitations", `{"email":"`+email+`","role":"`+string(role)+`"}`, &link)
	if link.Path != "/invitations/"+link.Token {
		v.h.t.Errorf("the link leads to %s", link.Path)
	}
	name, _, _ := strings.Cut(email, "@")
	w := v.h.visitor()
	w.ok("POST", link.Path, `{"name":"`+name+`","password":"`+password+`"}`, nil)
	return w
}

// reply is an answer that has been read.
type reply struct {
	status int
	header http.Header
	body   string
}

// do sends a request; header is pairs of names and values.
func (v *visitor) do(method, path, body string, header ...string) reply {
	v.h.t.Helper()
	r, err := http.NewRequestWithContext(v.h.t.Context(), method, v.h.URL+api.Prefix+path, bytes.NewReader([]byte(body)))
	v.h.must(err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	c := http.Client{Transport: v.h.Client().Transport, Jar: v.jar}
	answer, err := c.Do(r)
	v.h.must(err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	v.h.must(err)
	return reply{answer.StatusCode, answer.Header, string(text)}
}

// ok sends a request that must succeed, and reads the answer into out.
func (v *visitor) ok(method, path, body string, out any) {
	v.h.t.Helper()
	r := v.do(method, path, body)
	if r.status/100 != 2 {
		v.h.t.Fatalf("%s %s: %d %s", method, path, r.status, r.body)
	}
	if out != nil {
		v.h.must(json.Unmarshal([]byte(r.body), out))
	}
}

// refused sends a request that must be refused with a problem that says what,
// and what to do.
func (v *visitor) refused(method, path, body string, status int, says string) reply {
	v.h.t.Helper()
	r := v.do(method, path, body)
	var p struct{ Detail, Remedy, Code string }
	if r.status != status || r.header.Get("Content-Type") != "application/problem+json" || json.Unmarshal([]byte(r.body), &p) != nil || p.Code == "" || p.Remedy == "" || !strings.Contains(p.Detail, says) {
		v.h.t.Errorf("%s %s: %d %s, want %d and %q with a remedy", method, path, r.status, r.body, status, says)
	}
	return r
}
