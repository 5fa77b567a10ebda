// SPDX-License-Identifier: Apache-2.0

package httpd

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// Parts are what a server shows beside the API.
type Parts struct {
	OpenAPI []byte // the description of the API
	UI      http.Handler
	Metrics *Metrics
	Healthy func(context.Context) error // nil where everything works
	Ready   func() bool

	// MayWatch tells who may read the metrics from elsewhere; Alone, that no proxy
	// stands before this server, so that who comes from this machine may.
	MayWatch func(context.Context) bool
	Alone    bool
}

// Route puts the parts on a mux, beside the API.
func Route(mux *http.ServeMux, p Parts) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := p.Healthy(r.Context()); err != nil {
			http.Error(w, "unwell; the log of the server says why", http.StatusServiceUnavailable) // to strangers too
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !p.Ready() {
			http.Error(w, "draining", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(p.OpenAPI)
	})
	mux.Handle("GET /docs", reference(p.OpenAPI))
	mux.Handle("GET /metrics", p.watched(p.Metrics.Handler()))
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusNotFound, "not_found", "there is nothing at this address", "/docs lists what there is")
	})
	mux.Handle("/", p.UI)
}

// watched keeps the metrics from strangers: they tell how much there is, and what
// people do.
func (p Parts) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !p.MayWatch(r.Context()) && (!p.Alone || !local(r)) {
			w.Header().Set("WWW-Authenticate", "Bearer")
			problem(w, http.StatusUnauthorized, "unauthorized", "the metrics are not for everybody", "send a token for metrics, which an owner makes in the settings")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// problem answers as the API does (RFC 9457).
func problem(w http.ResponseWriter, status int, code, detail, remedy string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // a client that has gone needs no answer
		"title": http.StatusText(status), "status": status, "code": code, "detail": detail, "remedy": remedy,
	})
}
