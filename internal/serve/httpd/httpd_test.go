// SPDX-License-Identifier: Apache-2.0

package httpd_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/serve/httpd"
)

var quiet = slog.New(slog.DiscardHandler)

func TestAPublicAddressNeedsAccounts(t *testing.T) {
	for addr, public := range map[string]bool{"0.0.0.0:0": true, ":0": true, "[::]:0": true, "127.0.0.1:0": false, "localhost:0": false} {
		s, err := httpd.Listen(context.Background(), addr, false, httpd.Options{Logger: quiet})
		if got := fault.CodeOf(err) == fault.Forbidden; got != public {
			t.Errorf("%s: %v", addr, err)
		}
		if s != nil {
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			if err := s.Serve(ctx, http.NotFoundHandler()); err != nil {
				t.Errorf("%s: %v", addr, err)
			}
		}
	}
}

// A request under way comes to its end when the server stops, and what would
// never end is told.
func TestDrain(t *testing.T) {
	s, err := httpd.Listen(context.Background(), "127.0.0.1:0", false, httpd.Options{Logger: quiet, Drain: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	begun := make(chan struct{})
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() {
		served <- s.Serve(ctx, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			<-s.Closing()
			_, _ = io.WriteString(w, "to its end")
		}))
	}()
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + s.Addr())
		if err != nil {
			answer <- err.Error()
			return
		}
		text, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		answer <- string(text)
	}()
	<-begun
	if !s.Ready() {
		t.Error("not ready while it serves")
	}
	stop()
	if got := <-answer; got != "to its end" {
		t.Error(got)
	}
	if err := <-served; err != nil || s.Ready() {
		t.Errorf("%v, ready %v", err, s.Ready())
	}
}

func parts(m *httpd.Metrics) httpd.Parts {
	return httpd.Parts{
		OpenAPI: []byte(`{"info":{"title":"Wend","version":"1"},"paths":{"/api/v1/x":{"get":{"operationId":"x","summary":"<script>alert(1)</script>","tags":["X"]}}}}`),
		UI:      http.NotFoundHandler(), Metrics: m, Ready: func() bool { return true }, Healthy: func(context.Context) error { return errors.New("the disk is full") },
		MayWatch: may(false), Alone: true,
	}
}

// may lets all watch, or nobody.
func may(all bool) func(context.Context) bool { return func(context.Context) bool { return all } }

func TestWhatEveryRequestPasses(t *testing.T) {
	mux, m := http.NewServeMux(), httpd.NewMetrics()
	httpd.Route(mux, parts(m))
	mux.HandleFunc("/panics", func(http.ResponseWriter, *http.Request) { panic("on purpose") })
	server := httptest.NewServer(httpd.Through(httpd.Routed(mux), m, quiet))
	defer server.Close()
	get := func(path string) (int, http.Header, string) {
		r, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Body.Close() }()
		text, _ := io.ReadAll(r.Body)
		return r.StatusCode, r.Header, string(text)
	}
	for path, want := range map[string]int{"/readyz": 200, "/healthz": 503, "/openapi.json": 200, "/docs": 200, "/metrics": 200, "/api/v1/nothing": 404, "/panics": 500} {
		status, header, text := get(path)
		if status != want {
			t.Errorf("%s: %d, %s", path, status, text)
		}
		if csp := header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self'") || strings.Contains(csp, "unsafe-eval") || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, header)
		}
	}
	if _, _, text := get("/healthz"); strings.Contains(text, "disk") {
		t.Errorf("strangers are told: %s", text)
	}
	if _, _, text := get("/docs"); strings.Contains(text, "<script>") || !strings.Contains(text, "&lt;script&gt;") {
		t.Error("the description was not escaped")
	}
	if _, _, text := get("/metrics"); !strings.Contains(text, `wend_http_request_seconds_count{method="GET",resource="unknown",status="404"} 1`) {
		t.Error(text[:min(len(text), 2000)])
	}
}

// The secret of a link stands in its path: neither the log nor the metrics tell
// it, whatever becomes of the request. And who invents addresses and methods does
// not make the metrics grow.
func TestPathsAreNotTold(t *testing.T) {
	mux, m := http.NewServeMux(), httpd.NewMetrics()
	httpd.Route(mux, parts(m))
	mux.HandleFunc("POST /api/v1/invitations/{key}", func(http.ResponseWriter, *http.Request) { panic("on purpose") })
	refusing := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" { // as auth does, before the mux
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		httpd.Routed(mux).ServeHTTP(w, r)
	})
	var log bytes.Buffer
	h := httpd.Through(refusing, m, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	for _, r := range []struct{ method, path, authorization string }{
		{"GET", "/invitations/SECRET", ""}, {"POST", "/api/v1/invitations/SECRET", ""}, {"PUT", "/api/v1/invitations/SECRET", ""},
		{"SECRET", "/api/v1/invitations/x", ""}, {"GET", "/api/v1/SECRET", ""}, {"GET", "/api/v1/SECRET", "Bearer x"},
	} {
		request := httptest.NewRequest(r.method, r.path, nil)
		request.Header.Set("Authorization", r.authorization)
		h.ServeHTTP(httptest.NewRecorder(), request)
	}
	text := httptest.NewRecorder()
	m.Handler().ServeHTTP(text, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if got := log.String(); strings.Contains(got, "SECRET") || !strings.Contains(got, `route="POST /api/v1/invitations/{key}"`) {
		t.Error(got)
	}
	if got := text.Body.String(); strings.Contains(got, "SECRET") || !strings.Contains(got, `resource="invitations"`) {
		t.Error(got)
	}
}

// What is streamed arrives as it is written, through compression too.
func TestStreamsAreNotHeldBack(t *testing.T) {
	more := make(chan struct{})
	server := httptest.NewServer(httpd.Through(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "event: presence\n\n")
		_ = http.NewResponseController(w).Flush()
		<-more
	}), httpd.NewMetrics(), quiet))
	defer server.Close()
	defer close(more)
	r, err := http.Get(server.URL + "/api/v1/stream")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	line, err := bufio.NewReader(r.Body).ReadString('\n')
	if err != nil || line != "event: presence\n" {
		t.Errorf("%q %v", line, err)
	}
}
