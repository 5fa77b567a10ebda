// SPDX-License-Identifier: Apache-2.0

package httpd_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/wendcx/wend/internal/serve/httpd"
)

// What stands in the headers of a proxy counts only where the request comes from
// one of ours, and no further than our proxies reach.
func TestProxiesAreBelievedNoFurther(t *testing.T) {
	ours := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	got := ""
	inner := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		at, err := netip.ParseAddrPort(r.RemoteAddr)
		got = fmt.Sprint(at.Addr(), " ", r.Host, " ", r.URL.Scheme, err)
	})
	for _, c := range []struct{ remote, who, proto, host, want string }{
		{"203.0.113.5:99", "", "", "", "203.0.113.5 own.example "},
		{"203.0.113.5:99", "198.51.100.1", "https", "evil.example", "203.0.113.5 own.example "}, // not a proxy of ours: written by anybody
		{"10.0.0.2:99", "198.51.100.1", "https", "wend.example", "198.51.100.1 wend.example https"},
		{"10.0.0.2:99", "1.1.1.1, 198.51.100.1, 10.0.0.7", "http, HTTPS", "evil.example, wend.example", "198.51.100.1 wend.example https"},
		{"10.0.0.2:99", "", "http", "", "10.0.0.2 own.example "},
		{"10.0.0.2:99", "nonsense", "nonsense", "", "10.0.0.2 own.example "},
		{"10.0.0.2:99", "10.0.0.3", "", "", "10.0.0.3 own.example "},
		{"[fd00::1]:99", "2001:db8::7", "", "", "2001:db8::7 own.example "},
		{"[::ffff:10.0.0.2]:99", "198.51.100.1", "", "", "198.51.100.1 own.example "},
	} {
		for _, proxies := range [][]netip.Prefix{ours, nil} {
			r := httptest.NewRequest(http.MethodGet, "https://own.example/", nil) // which says nothing of how it came
			r.RemoteAddr = c.remote
			for name, value := range map[string]string{"X-Forwarded-For": c.who, "X-Forwarded-Proto": c.proto, "X-Forwarded-Host": c.host} {
				if value != "" {
					r.Header.Set(name, value)
				}
			}
			httpd.Forwarded(inner, proxies).ServeHTTP(httptest.NewRecorder(), r)
			want := c.want + "<nil>"
			if proxies == nil {
				want = fmt.Sprint(netip.MustParseAddrPort(c.remote).Addr(), " own.example <nil>")
			}
			if got != want {
				t.Errorf("%+v, proxies %v: %q, want %q", c, proxies, got, want)
			}
		}
	}
}

// The metrics are for this machine, as long as no proxy speaks for others here, and
// for whoever may watch.
func TestWhoReadsTheMetrics(t *testing.T) {
	for _, c := range []struct {
		remote, header string
		proxied, may   bool
		want           int
	}{
		{"127.0.0.1:9", "", false, false, 200},
		{"[::1]:9", "", false, false, 200},
		{"127.0.0.1:9", "X-Forwarded-For", false, false, 401}, // a proxy that nobody told us of
		{"127.0.0.1:9", "", true, false, 401},
		{"203.0.113.5:9", "", false, false, 401},
		{"203.0.113.5:9", "", false, true, 200},
		{"127.0.0.1:9", "", true, true, 200},
	} {
		mux := http.NewServeMux()
		p := parts(httpd.NewMetrics())
		p.Alone, p.MayWatch = !c.proxied, may(c.may)
		httpd.Route(mux, p)
		r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.RemoteAddr = c.remote
		if c.header != "" {
			r.Header.Set(c.header, "127.0.0.1")
		}
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%+v: %d %s", c, w.Code, w.Body)
		}
	}
}
