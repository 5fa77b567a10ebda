// SPDX-License-Identifier: Apache-2.0

package httpd

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics counts what the server does, for Prometheus.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// NewMetrics returns metrics of their own registry.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "wend_http_request_seconds", Help: "How long requests took.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"method", "resource", "status"}),
	}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Gauge adds a number that is read when somebody asks.
func (m *Metrics) Gauge(name, help string, read func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, read))
}

// Handler serves the metrics as text.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// observe notes a request.
func (m *Metrics) observe(r *http.Request, status int, took time.Duration) {
	of := resource(r.URL.Path)
	if status == http.StatusNotFound || status == http.StatusMethodNotAllowed {
		of = "unknown" // anybody may invent addresses; the metrics stay few
	}
	m.requests.WithLabelValues(r.Method, of, strconv.Itoa(status)).Observe(took.Seconds())
}

// resource is the kind of thing that a path names: without ids, so that there
// are few.
func resource(path string) string {
	rest, ok := strings.CutPrefix(path, "/api/v1/")
	if !ok {
		return "ui"
	}
	head, tail, _ := strings.Cut(rest, "/")
	if head == "questions" {
		return head + "/" + strings.TrimSuffix(tail, "/table")
	}
	return head
}
