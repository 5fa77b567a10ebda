// SPDX-License-Identifier: Apache-2.0

package httpd

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
)

// policy is what pages may load: what this server serves, and nothing else.
// Styles may stand in the page, for libraries of components put them there, and
// fonts, for drawings carry theirs.
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// longest is how long an answer may take. Uploads and streams have their own
// limits.
const longest = 2 * time.Minute

// Through wraps a handler in what every request passes: a net for panics, a log,
// metrics, headers that keep browsers safe, a time limit and compression.
func Through(h http.Handler, m *Metrics, logger *slog.Logger) http.Handler {
	return logged(safe(limited(gzhttp.GzipHandler(h))), m, logger)
}

// safe sets the headers that keep browsers from doing harm.
func safe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("X-Frame-Options", "DENY")
		head.Set("Referrer-Policy", "same-origin")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		if r.TLS != nil || r.URL.Scheme == "https" {
			head.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(r.URL.Path, "/api/") {
			head.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// limited gives requests a time limit, but for those that go on.
func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if goesOn(r) {
			next.ServeHTTP(w, r)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), longest)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// goesOn tells requests that may last: streams, uploads, downloads, and commands
// of the owner.
func goesOn(r *http.Request) bool {
	p := r.URL.Path
	return strings.HasPrefix(p, "/local/") || strings.HasSuffix(p, "/stream") || strings.Contains(p, "/imports") || strings.HasSuffix(p, "/backup") || strings.HasSuffix(p, "/table")
}

// route is where a request went: the pattern of the handler it met.
type route struct{ pattern string }

type routeKey struct{}

// Routed serves a mux and notes which of its patterns a request meets, for the
// log and the metrics: paths hold the secrets of links, and anybody may invent
// some.
func Routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to, ok := r.Context().Value(routeKey{}).(*route); ok {
			defer func() { to.pattern = r.Pattern }()
		}
		mux.ServeHTTP(w, r)
	})
}

// logged logs and counts requests, and catches panics.
func logged(next http.Handler, m *Metrics, logger *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		s, to := &statusWriter{ResponseWriter: w}, &route{}
		ctx := context.WithValue(r.Context(), routeKey{}, to)
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				logger.ErrorContext(ctx, "panic", "method", method(r), "route", to.pattern, "from", address(r), "panic", p, "stack", string(debug.Stack()))
				if s.status == 0 {
					http.Error(s, "something went wrong on our side", http.StatusInternalServerError)
				}
			}
			took := time.Since(began)
			m.observe(method(r), to.pattern, s.code(), took)
			logger.DebugContext(ctx, "request", "method", method(r), "route", to.pattern, "status", s.code(), "from", address(r), "ms", took.Milliseconds())
		}()
		next.ServeHTTP(s, r.WithContext(ctx))
	})
}

// method is a request's method, of which anybody may invent some.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader is part of http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write is part of http.ResponseWriter.
func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the writer within.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *statusWriter) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}
