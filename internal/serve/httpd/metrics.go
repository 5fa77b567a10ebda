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

// observe notes a request by the pattern it met.
func (m *Metrics) observe(method, pattern string, status int, took time.Duration) {
	m.requests.WithLabelValues(method, resource(pattern), strconv.Itoa(status)).Observe(took.Seconds())
}

// resource is the kind of thing that a pattern is about. Addresses that nothing
// answers to are one kind, for anybody may invent some.
func resource(pattern string) string {
	if _, path, ok := strings.Cut(pattern, " "); ok {
		pattern = path
	}
	switch pattern {
	case "", "/api/":
		return "unknown"
	case "/":
		return "ui"
	}
	head, tail, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(pattern, "/api/v1"), "/"), "/")
	if head == "questions" {
		return head + "/" + strings.TrimSuffix(tail, "/table")
	}
	return head
}
