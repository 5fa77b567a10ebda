// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// site is a server behind a guard, on real sockets and a real database. Its
// /who tells who asks, /forget answers with the cookie that ends a session.
type site struct {
	*httptest.Server
	t      *testing.T
	people *people.People
	guard  *Guard
	mux    *http.ServeMux
	now    time.Time
	owner  string // the secret of the owner's session
	ada    people.Identity
}

const password = "seven tall lighthouses"

func newSite(t *testing.T, tls, demo bool) *site {
	t.Helper()
	db, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "wend.db"), record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &site{t: t, mux: http.NewServeMux(), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	s.people = people.New(accounts.New(db), s.clock, people.Options{Cost: people.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}, Demo: demo})
	s.mux.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) { _ = json.NewEncoder(w).Encode(From(r.Context())) })
	s.mux.HandleFunc("POST /api/forget", func(w http.ResponseWriter, r *http.Request) {
		c := Cookie(r.Context(), "")
		http.SetCookie(w, &c)
	})
	s.mux.HandleFunc("/sign-in", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.FormValue("problem")) })
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.guard.Handler(s.mux).ServeHTTP(w, r) })
	if tls {
		s.Server = httptest.NewTLSServer(inner)
	} else {
		s.Server = httptest.NewServer(inner)
	}
	t.Cleanup(s.Close)
	s.guard, err = New(s.people, Options{URL: s.URL})
	s.must(err)
	if !demo {
		s.found()
	}
	return s
}

func (s *site) found() {
	s.t.Helper()
	link, err := s.people.SetUpLink(s.t.Context())
	s.must(err)
	s.owner, s.ada, err = s.people.SetUp(s.t.Context(), people.Founding{Secret: link, Name: "Ada", Email: "ada@example.com", Password: password, Workspace: "Shop"}, people.Visitor{})
	s.must(err)
}

func (s *site) clock() time.Time { return s.now }

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// browser is a client with cookies of its own.
func (s *site) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	s.must(err)
	c := *s.Client()
	c.Jar = jar
	return &c
}

// reply is an answer that has been read.
type reply struct {
	status int
	header http.Header
	at     string // the path and query where it ended, after redirects
}

// do sends a request and returns the answer and its body.
func (s *site) do(c *http.Client, method, path string, header ...string) (reply, string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+path, nil)
	s.must(err)
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := c.Do(r)
	s.must(err)
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	s.must(err)
	return reply{answer.StatusCode, answer.Header, answer.Request.URL.RequestURI()}, string(body)
}

// who asks the site who it takes the client for.
func (s *site) who(c *http.Client, header ...string) (who people.Identity) {
	s.t.Helper()
	answer, body := s.do(c, http.MethodGet, "/who", header...)
	if answer.status != http.StatusOK {
		s.t.Fatalf("who: %d %s", answer.status, body)
	}
	s.must(json.Unmarshal([]byte(body), &who))
	return who
}

func TestACookieTellsWho(t *testing.T) {
	for _, tls := range []bool{false, true} {
		name := map[bool]string{false: "wend_session", true: "__Host-wend_session"}[tls]
		s := newSite(t, tls, false)
		who := s.who(s.browser(), "Cookie", name+"="+s.owner, "User-Agent", "Firefox")
		want := s.ada
		want.From = "127.0.0.1"
		if diff := cmp.Diff(want, who); diff != "" {
			t.Errorf("tls %v: %s", tls, diff)
		}
		for _, cookie := range []string{"", name + "=", name + "=x", map[bool]string{true: "wend_session", false: "__Host-wend_session"}[tls] + "=" + s.owner} {
			if who := s.who(s.browser(), "Cookie", cookie); who.Known() {
				t.Errorf("tls %v: %q is %+v", tls, cookie, who)
			}
		}
	}
}

func TestTheCookieIsShutIn(t *testing.T) {
	for _, tls := range []bool{false, true} {
		s := newSite(t, tls, false)
		answer, _ := s.do(s.browser(), http.MethodPost, "/api/forget")
		want := "wend_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
		if tls {
			want = "__Host-wend_session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"
		}
		if got := answer.header.Get("Set-Cookie"); got != want {
			t.Errorf("tls %v: %s", tls, got)
		}
		if c := sessionCookie(tls, "x"); c.MaxAge < 1 || c.Domain != "" || c.Path != "/" {
			t.Errorf("tls %v: %v", tls, c)
		}
	}
}

// A session that has ended is nobody, and the browser forgets it.
func TestAnEndedSessionIsForgotten(t *testing.T) {
	s := newSite(t, false, false)
	s.now = s.now.Add(people.SessionIdle)
	answer, body := s.do(s.browser(), http.MethodGet, "/who", "Cookie", "wend_session="+s.owner)
	if !strings.HasPrefix(answer.header.Get("Set-Cookie"), "wend_session=; ") || strings.Contains(body, "ada") {
		t.Errorf("cookie %q, body %s", answer.header.Get("Set-Cookie"), body)
	}
}

func TestABearerTokenTellsWho(t *testing.T) {
	s := newSite(t, false, false)
	secret, made, err := s.people.MakeToken(t.Context(), s.ada, "nightly", people.Analyst, time.Time{})
	s.must(err)
	who := s.who(s.browser(), "Authorization", "bearer "+secret)
	if who.Token != made.ID || who.Scope != people.Analyst || who.Person != s.ada.Person || who.Session != "" {
		t.Errorf("the program is %+v", who)
	}
	// A token counts, whatever cookie comes with it; and a bad one is told.
	for _, bad := range []string{"Bearer wend_nonsense", "Bearer", "Bearer " + s.owner} {
		answer, body := s.do(s.browser(), http.MethodGet, "/who", "Authorization", bad, "Cookie", "wend_session="+s.owner)
		if answer.status != http.StatusUnauthorized || answer.header.Get("WWW-Authenticate") != "Bearer" || !strings.Contains(body, "remedy") {
			t.Errorf("%q: %d %s", bad, answer.status, body)
		}
	}
}

func TestOtherSitesSendNothing(t *testing.T) {
	s := newSite(t, false, false)
	cookie := "wend_session=" + s.owner
	for _, c := range []struct {
		method string
		header []string
		want   int
	}{
		{http.MethodPost, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		{http.MethodPost, []string{"Sec-Fetch-Site", "same-site"}, http.StatusForbidden},
		{http.MethodPost, []string{"Origin", "https://evil.example"}, http.StatusForbidden},
		{http.MethodPost, []string{"Origin", "null"}, http.StatusForbidden},
		{http.MethodPut, []string{"Origin", "https://evil.example"}, http.StatusForbidden},
		{http.MethodDelete, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		{http.MethodPost, []string{"Sec-Fetch-Site", "same-origin"}, http.StatusOK},
		{http.MethodPost, []string{"Origin", s.URL}, http.StatusOK},
		{http.MethodPost, nil, http.StatusOK}, // no browser
		{http.MethodGet, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusOK},
	} {
		answer, body := s.do(s.browser(), c.method, "/who", append(c.header, "Cookie", cookie)...)
		if answer.status != c.want {
			t.Errorf("%s %v: %d %s", c.method, c.header, answer.status, body)
		}
	}
}

func TestTheAddressOfTheServer(t *testing.T) {
	for _, bad := range []string{"wend.example.com", "ftp://wend.example.com", "https://wend.example.com/wend", "https://"} {
		if _, err := New(nil, Options{URL: bad}); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
	g, err := New(nil, Options{URL: "https://wend.example.com/"})
	if err != nil || !g.secure(httptest.NewRequest(http.MethodGet, "/", nil)) {
		t.Errorf("behind a proxy that speaks https: %v", err)
	}
}

// A demo signs in whoever opens a page on this machine, once.
func TestDemo(t *testing.T) {
	s := newSite(t, false, true)
	b := s.browser()
	if who := s.who(b); who.Known() {
		t.Errorf("a program is %+v", who)
	}
	first := s.who(b, "Accept", "text/html,*/*")
	second := s.who(b)
	if first.Role != people.Owner || first.Session == "" || first.Session != second.Session {
		t.Errorf("%+v, then %+v", first, second)
	}
	s.must(s.people.SignOut(t.Context(), first))
	if third := s.who(b, "Accept", "text/html,*/*"); third.Person != first.Person || third.Session == first.Session {
		t.Errorf("signed out, it is %+v", third)
	}
	answer, _ := s.do(b, http.MethodGet, "/who", "Host", "evil.example:8787")
	if answer.status != http.StatusMisdirectedRequest {
		t.Errorf("by another name: %d", answer.status)
	}
	u, err := url.Parse(s.URL)
	s.must(err)
	for _, host := range []string{"localhost:" + u.Port(), "[::1]:" + u.Port(), "127.0.0.1"} {
		if answer, _ := s.do(b, http.MethodGet, "/who", "Host", host); answer.status != http.StatusOK {
			t.Errorf("%s: %d", host, answer.status)
		}
	}
}

// A page elsewhere that gives its own name the address of a server on this
// machine is refused, whether the server is a demo or not.
func TestAServerOnThisMachineAnswersToItsNames(t *testing.T) {
	s := newSite(t, false, false)
	for _, o := range []struct {
		options Options
		refused string
		taken   []string
	}{
		{Options{Local: true}, "rebound.example:8787", []string{"localhost:8787", "127.0.0.1:8787", "[::1]:8787"}},
		{Options{Local: true, URL: "https://wend.example.com"}, "rebound.example", []string{"wend.example.com", "Wend.example.com:443", "localhost"}},
		{Options{}, "", []string{"whatever.example"}},
	} {
		guard, err := New(s.people, o.options)
		s.must(err)
		get := func(host string) int {
			r, w := httptest.NewRequest(http.MethodGet, "/who", nil), httptest.NewRecorder()
			r.Host = host
			guard.Handler(s.mux).ServeHTTP(w, r)
			return w.Code
		}
		if got := get(o.refused); o.refused != "" && got != http.StatusMisdirectedRequest {
			t.Errorf("%+v, %s: %d", o.options, o.refused, got)
		}
		for _, host := range o.taken {
			if got := get(host); got != http.StatusOK {
				t.Errorf("%+v, %s: %d", o.options, host, got)
			}
		}
	}
}
