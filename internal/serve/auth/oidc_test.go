// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/coreos/go-oidc/v3/oidc/oidctest"

	"github.com/wendcx/wend/internal/people"
)

// issuer is an OpenID Connect issuer: discovery and keys as the library's test
// server has them, authorize and token as the specification says, with every
// check that an issuer makes of its clients.
type issuer struct {
	*httptest.Server
	t     *testing.T
	key   *ecdsa.PrivateKey
	clock func() time.Time

	mu     sync.Mutex
	says   map[string]any        // claims beside those of the protocol, and instead of them
	codes  map[string]url.Values // what was asked for a code
	refuse string                // an error instead of a code
	hold   chan struct{}         // the first who asks for the description waits for this
	held   chan struct{}         // closed once they wait
}

const (
	clientID     = "wend"
	clientSecret = "hush"
)

func newIssuer(t *testing.T, clock func() time.Time) *issuer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{t: t, key: key, clock: clock, codes: map[string]url.Values{}}
	known := &oidctest.Server{PublicKeys: []oidctest.PublicKey{{PublicKey: key.Public(), KeyID: "k", Algorithm: oidc.ES256}}, Algorithms: []string{oidc.ES256}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /auth", i.authorize)
	mux.HandleFunc("POST /token", i.token)
	var asked atomic.Int32
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		if i.hold != nil && asked.Add(1) == 1 {
			close(i.held)
			<-i.hold
		}
		known.ServeHTTP(w, r)
	})
	mux.Handle("/", known)
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	known.SetIssuer(i.URL)
	return i
}

func (i *issuer) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	scopes := strings.Fields(q.Get("scope"))
	if q.Get("client_id") != clientID || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" ||
		q.Get("state") == "" || len(scopes) == 0 || scopes[0] != "openid" || !strings.HasSuffix(q.Get("redirect_uri"), OIDCCallback) {
		http.Error(w, "bad request: "+r.URL.RawQuery, http.StatusBadRequest)
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	back := url.Values{"state": {q.Get("state")}}
	if i.refuse != "" {
		back.Set("error", i.refuse)
	} else {
		code := rand.Text()
		i.codes[code] = q
		back.Set("code", code)
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	id, secret, _ := r.BasicAuth()
	asked, known := i.codes[r.FormValue("code")]
	delete(i.codes, r.FormValue("code"))
	proof := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	switch {
	case id != clientID || secret != clientSecret:
		http.Error(w, `{"error":"invalid_client"}`, http.StatusUnauthorized)
		return
	case !known || base64.RawURLEncoding.EncodeToString(proof[:]) != asked.Get("code_challenge") || r.FormValue("redirect_uri") != asked.Get("redirect_uri"):
		http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		return
	}
	claims := map[string]any{
		"iss": i.URL, "aud": clientID, "sub": "1", "nonce": asked.Get("nonce"), "iat": i.clock().Unix(), "exp": i.clock().Add(time.Minute).Unix(),
	}
	maps.Copy(claims, i.says)
	text, err := json.Marshal(claims)
	if err != nil {
		i.t.Error(err)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": oidctest.SignIDToken(i.key, "k", oidc.ES256, string(text)),
	})
}

func (i *issuer) say(claims map[string]any) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.says = claims
}

// withOIDC is a site whose people may sign in through an issuer.
func withOIDC(t *testing.T) (*site, *issuer) {
	t.Helper()
	s := newSite(t, false, false)
	i := newIssuer(t, s.clock)
	o, err := NewOIDC(s.guard, Issuer{URL: i.URL, Client: clientID, Secret: clientSecret}, s.clock)
	s.must(err)
	if o.Name() != strings.TrimPrefix(i.URL, "http://") {
		t.Errorf("the button says %q", o.Name())
	}
	o.Route(s.mux)
	return s, i
}

func TestSignInThroughAnIssuer(t *testing.T) {
	s, i := withOIDC(t)
	i.say(map[string]any{"email": "Ada@example.com", "email_verified": true, "name": "Ada L."})
	b := s.browser()
	answer, body := s.do(b, http.MethodGet, OIDCStart+"?then="+url.QueryEscape("/who?x=1"))
	var who people.Identity
	s.must(json.Unmarshal([]byte(body), &who))
	if who.Person != s.ada.Person || who.Session == s.ada.Session || answer.at != "/who?x=1" {
		t.Errorf("%s: %+v", answer.at, who)
	}
	if again := s.who(b); again.Session != who.Session {
		t.Errorf("then %+v", again)
	}
	entries, err := s.people.Audit(t.Context(), s.ada, people.AuditQuery{Limit: 1})
	s.must(err)
	if len(entries) != 1 || entries[0].Did != "session.open" || entries[0].Detail != strings.TrimPrefix(i.URL, "http://") || entries[0].From != "127.0.0.1" {
		t.Errorf("the audit says %+v", entries)
	}
}

func TestTheInvitedJoinThroughAnIssuer(t *testing.T) {
	s, i := withOIDC(t)
	_, _, err := s.people.Invite(t.Context(), s.ada, "bo@example.com", "", people.Analyst)
	s.must(err)
	i.say(map[string]any{"email": "bo@example.com", "email_verified": "true", "name": "Bo"})
	b := s.browser()
	s.do(b, http.MethodGet, OIDCStart)
	if who := s.who(b); who.Email != "bo@example.com" || who.Role != people.Analyst || who.Name != "Bo" {
		t.Errorf("Bo is %+v", who)
	}
}

// What an issuer or somebody between may send that is no sign-in.
func TestIssuerRefusals(t *testing.T) {
	s, i := withOIDC(t)
	ada := map[string]any{"email": "ada@example.com", "email_verified": true}
	with := func(key string, value any) map[string]any {
		out := maps.Clone(ada)
		out[key] = value
		return out
	}
	for name, c := range map[string]struct {
		says map[string]any
		want string
	}{
		"a stranger":            {with("email", "eve@example.com"), "no_account"},
		"an unverified address": {with("email_verified", false), "unverified"},
		"no word of verifying":  {map[string]any{"email": "ada@example.com"}, "unverified"},
		"no address":            {map[string]any{"email_verified": true}, "unverified"},
		"another audience":      {with("aud", "other"), "unavailable"},
		"another issuer":        {with("iss", "https://evil.example"), "unavailable"},
		"an old token":          {with("exp", s.now.Add(-time.Hour).Unix()), "unavailable"},
		"another try's token":   {with("nonce", "other"), "unavailable"},
	} {
		i.say(c.says)
		b := s.browser()
		if _, body := s.do(b, http.MethodGet, OIDCStart); body != c.want {
			t.Errorf("%s: %q, want %q", name, body, c.want)
		}
		if who := s.who(b); who.Known() {
			t.Errorf("%s is %+v", name, who)
		}
	}
	i.say(ada)
	i.refuse = "access_denied"
	if _, body := s.do(s.browser(), http.MethodGet, OIDCStart); body != "refused" {
		t.Errorf("a refusal: %q", body)
	}
}

// stop lets a browser go as far as the issuer's answer, and not take it.
func (s *site) stop(b *http.Client) (callback string) {
	s.t.Helper()
	b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == OIDCCallback {
			callback = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	s.do(b, http.MethodGet, OIDCStart)
	b.CheckRedirect = nil
	if callback == "" {
		s.t.Fatal("the issuer did not answer")
	}
	return callback
}

// An answer works once, in the browser that asked, in time; and a session
// planted in that browser before is worth nothing after.
func TestAnAnswerBelongsToOneTry(t *testing.T) {
	s, i := withOIDC(t)
	i.say(map[string]any{"email": "ada@example.com", "email_verified": true})

	victim := s.browser()
	if _, body := s.do(victim, http.MethodGet, s.stop(s.browser())); body != "expired" || s.who(victim).Known() {
		t.Errorf("an answer to another browser: %q", body)
	}

	b := s.browser()
	answer := s.stop(b)
	s.now = s.now.Add(attemptLasts)
	if _, body := s.do(b, http.MethodGet, answer); body != "expired" {
		t.Errorf("a late answer: %q", body)
	}

	b = s.browser()
	answer = s.stop(b)
	if _, body := s.do(b, http.MethodGet, strings.Replace(answer, "state=", "state=x", 1)); body != "expired" {
		t.Errorf("another state: %q", body)
	}
	if _, body := s.do(b, http.MethodGet, answer); body != "expired" {
		t.Errorf("a second try at the same answer: %q", body)
	}

	planted, mallory, err := s.people.SignIn(t.Context(), "ada@example.com", password, people.Visitor{})
	s.must(err)
	b = s.browser()
	here, err := url.Parse(s.URL)
	s.must(err)
	b.Jar.SetCookies(here, []*http.Cookie{{Name: "wend_session", Value: planted, Path: "/"}})
	s.do(b, http.MethodGet, s.stop(b))
	if who := s.who(b); !who.Known() || who.Session == mallory.Session {
		t.Errorf("after signing in it is %+v", who)
	}
	if who := s.who(s.browser(), "Cookie", "wend_session="+planted); who.Known() {
		t.Errorf("the planted session is %+v", who)
	}
}

// The server starts, and others sign in by password, while the issuer is away.
func TestAnIssuerThatIsAway(t *testing.T) {
	s, i := withOIDC(t)
	i.Close()
	if _, body := s.do(s.browser(), http.MethodGet, OIDCStart); body != "unavailable" {
		t.Errorf("an issuer that is away: %q", body)
	}
}

// While the issuer keeps one waiting, others go on.
func TestNobodyWaitsForAnother(t *testing.T) {
	s, i := withOIDC(t)
	i.say(map[string]any{"email": "ada@example.com", "email_verified": true})
	i.hold, i.held = make(chan struct{}), make(chan struct{})
	first := make(chan struct{})
	go func() {
		defer close(first)
		if answer, err := s.browser().Get(s.URL + OIDCStart); err == nil {
			_ = answer.Body.Close()
		}
	}()
	<-i.held
	b := s.browser()
	b.Timeout = 5 * time.Second
	s.do(b, http.MethodGet, OIDCStart)
	if who := s.who(b); !who.Known() {
		t.Error("the second is not signed in")
	}
	close(i.hold)
	<-first
}

// Who is refused and tries again comes to where they wanted to.
func TestARefusalRemembersTheWay(t *testing.T) {
	s, i := withOIDC(t)
	i.refuse = "access_denied"
	if answer, _ := s.do(s.browser(), http.MethodGet, OIDCStart+"?then=/journeys"); answer.at != "/sign-in?problem=refused&then=%2Fjourneys" {
		t.Errorf("it ends at %s", answer.at)
	}
}

func TestOIDCNeedsToBeToldEnough(t *testing.T) {
	g, err := New(nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewOIDC(g, Issuer{URL: "https://a", Client: "b"}, time.Now); err == nil {
		t.Error("without the server's address")
	}
	if g, err = New(nil, Options{URL: "https://wend.example.com"}); err != nil {
		t.Fatal(err)
	}
	if _, err := NewOIDC(g, Issuer{URL: "https://a"}, time.Now); err == nil {
		t.Error("without a client id")
	}
}

func TestLocalPath(t *testing.T) {
	for path, want := range map[string]string{
		"/journeys/buy?x=1#y": "/journeys/buy?x=1#y", "": "/", "//evil.example": "/", "/\\evil.example": "/", "https://evil.example": "/", "/\t/evil.example": "/",
	} {
		if got := localPath(path); got != want {
			t.Errorf("%q leads to %q", path, got)
		}
	}
}

func TestSeal(t *testing.T) {
	s := newSealer()
	sealed, err := s.seal(attempt{State: "s"})
	if err != nil {
		t.Fatal(err)
	}
	var a attempt
	if err := s.open(sealed, &a); err != nil || a.State != "s" {
		t.Errorf("%+v, %v", a, err)
	}
	body, sum, _ := strings.Cut(sealed, ".")
	other := base64.RawURLEncoding.EncodeToString([]byte(`{"s":"t"}`))
	for _, bad := range []string{"", ".", body, body + ".", other + "." + sum, sealed + "x", "!" + sealed} {
		if err := s.open(bad, &a); err == nil {
			t.Errorf("%q is opened", bad)
		}
	}
	if err := newSealer().open(sealed, &a); err == nil {
		t.Error("another process opens it")
	}
}
