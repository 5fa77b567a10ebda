// SPDX-License-Identifier: Apache-2.0

package httpd

import (
	"context"
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
	mux.Handle("GET /metrics", p.Metrics.Handler())
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprintf(w, `{"title":"Not Found","status":404,"code":"not_found","detail":"there is nothing at this address","remedy":"/docs lists what there is"}`)
	})
	mux.Handle("/", p.UI)
}
