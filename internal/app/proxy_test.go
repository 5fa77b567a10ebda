// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/serve/api"
)

// signIn tries to sign in as Ada, with headers, and returns the status and the
// cookie.
func (s *served) signIn(secret string, header ...string) (int, *http.Cookie) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.address+api.Prefix+"/session", strings.NewReader(`{"email":"ada@example.com","password":"`+secret+`"}`))
	must(s.t, err)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	must(s.t, err)
	must(s.t, answer.Body.Close())
	for _, c := range answer.Cookies() {
		return answer.StatusCode, c
	}
	return answer.StatusCode, nil
}

// A proxy that was named is believed, in the audit, in the list of sessions, by
// who counts tries, and for the cookie; nobody else is.
func TestOnlyNamedProxiesAreBelieved(t *testing.T) {
	loopback := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for _, proxies := range [][]netip.Prefix{nil, loopback} {
		believed := proxies != nil
		s := serve(t, app.Serving{Proxies: proxies}).found()
		status, cookie := s.signIn(password, "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https")
		if status != http.StatusOK || cookie == nil || cookie.Secure != believed || strings.HasPrefix(cookie.Name, "__Host-") != believed {
			t.Errorf("believed %v: %d, cookie %v", believed, status, cookie)
		}
		want := map[bool]string{true: "203.0.113.7", false: "127.0.0.1"}[believed]
		if e := s.last(); e.Did != "session.open" || e.From != want {
			t.Errorf("believed %v: the audit says %+v", believed, e)
		}
		var sessions struct {
			Sessions []struct {
				From    string
				Current bool
			}
		}
		s.ok("GET", "/sessions", "", &sessions)
		for _, one := range sessions.Sessions {
			if !one.Current && one.From != want {
				t.Errorf("believed %v: a session from %s", believed, one.From)
			}
		}
		// Whoever guesses from one address is slowed down, and who comes from another
		// is not, though an account takes ten tries.
		tries := 0
		for ; tries < 30; tries++ {
			if status, _ := s.signIn("wrong", "X-Forwarded-For", "203.0.113.8, 198.51.100.9"); status == http.StatusTooManyRequests {
				break
			}
		}
		if tries != 10 {
			t.Errorf("believed %v: %d tries", believed, tries)
		}
	}
}

// The metrics are for this machine, unless a proxy speaks for others there; then
// for the owner, and for a token that is for nothing else.
func TestMetricsNeedAToken(t *testing.T) {
	if status, text := serve(t, app.Serving{}).ask("GET", "/metrics", ""); status != http.StatusOK || !strings.Contains(text, "wend_events ") {
		t.Errorf("from this machine: %d %s", status, text)
	}
	s := serve(t, app.Serving{URL: "http://localhost"}).found()
	anonymous := &served{t: t, address: s.address, client: &http.Client{}}
	if status, text := anonymous.ask("GET", "/metrics", ""); status != http.StatusUnauthorized || !strings.Contains(text, "remedy") {
		t.Errorf("nobody: %d %s", status, text)
	}
	if status, _ := s.ask("GET", "/metrics", ""); status != http.StatusOK {
		t.Errorf("an owner: %d", status)
	}
	for role, want := range map[string]int{"metrics": http.StatusOK, "owner": http.StatusOK, "editor": http.StatusUnauthorized} {
		var token struct{ Secret string }
		s.ok("POST", "/tokens", `{"name":"prometheus","role":"`+role+`"}`, &token)
		if status, text := anonymous.ask("GET", "/metrics", "", "Authorization", "Bearer "+token.Secret); status != want {
			t.Errorf("a token for %s: %d %s", role, status, text)
		}
		if role == "metrics" {
			for _, path := range []string{"/me", "/journeys", "/questions/scorecard?journey=buy-online"} {
				if status, _ := anonymous.ask("GET", api.Prefix+path, "", "Authorization", "Bearer "+token.Secret); status != http.StatusForbidden {
					t.Errorf("a token for metrics reads %s: %d", path, status)
				}
			}
		}
	}
}
