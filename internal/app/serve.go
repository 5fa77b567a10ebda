// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/serve/httpd"
	"github.com/wendcx/wend/internal/serve/ui"
	"github.com/wendcx/wend/internal/store/eventlog"
)

// Serving says how a data directory is served.
type Serving struct {
	Addr    string         // to listen on, as 127.0.0.1:8787
	URL     string         // as browsers see it; empty where they reach it directly
	Proxies []netip.Prefix // those that are believed to say for whom they speak
	Version string
	Demo    bool // visitors are signed in as the demo's owner

	Workspace string       // the name of the demo\'s
	Issuer    *auth.Issuer // through which people sign in too; nil: with their password only
	Logger    *slog.Logger
	Run       Runner   // of commands that others on this machine give
	Answer    Answerer // of questions that others ask over the network

	// Told is called once the server answers: at what address, and, as long as
	// nobody has an account, the link by which the first owner sets it up.
	Told func(address, setUp string)
}

// drain is how long requests under way may take when the server stops.
const drain = 15 * time.Second

// Serve serves the data directory until ctx ends.
func (a *App) Serve(ctx context.Context, s Serving) (err error) {
	a.demo = s.Demo
	if err := a.OpenRecords(ctx); err != nil {
		return err
	}
	if err := a.named(ctx, s); err != nil {
		return err
	}
	if err := a.openUploads(s.Logger); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.uploads.Close()) }()
	needed, err := a.People.SetUpNeeded(ctx)
	if err != nil {
		return err
	}
	server, err := httpd.Listen(ctx, s.Addr, !needed && !s.Demo, httpd.Options{Logger: s.Logger, Drain: drain})
	if err != nil {
		return err
	}
	handler, lock, err := a.handler(ctx, s, server)
	if err != nil {
		return err
	}
	if err := lock.write(a.Dir); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.remove(a.Dir)) }()
	link := ""
	if needed && !s.Demo {
		secret, err := a.People.SetUpLink(ctx)
		if err != nil {
			return err
		}
		link = cmp.Or(strings.TrimSuffix(s.URL, "/"), lock.Address) + "/set-up?token=" + secret
	}
	go a.watch(ctx)
	s.Told(lock.Address, link)
	return server.Serve(ctx, handler)
}

// named gives a demo's workspace its name.
func (a *App) named(ctx context.Context, s Serving) error {
	if !s.Demo || s.Workspace == "" {
		return nil
	}
	w, err := a.People.Workspace(ctx)
	if err != nil || w.Name != "" {
		return err
	}
	_, err = a.People.EditWorkspace(ctx, people.Identity{Person: "demo", Name: "demo", Role: people.Owner}, s.Workspace, w.Zone)
	return err
}

// handler is everything that the server answers with.
func (a *App) handler(ctx context.Context, s Serving, server *httpd.Server) (http.Handler, Lock, error) {
	lock := newLock("http://" + server.Addr())
	guard, err := auth.New(a.People, auth.Options{URL: s.URL, Local: server.Local(), Logger: s.Logger})
	if err != nil {
		return nil, lock, err
	}
	mux := http.NewServeMux()
	var oidc *auth.OIDC
	if s.Issuer != nil {
		if oidc, err = auth.NewOIDC(guard, *s.Issuer, a.Clock); err != nil {
			return nil, lock, err
		}
		oidc.Route(mux)
	}
	screens, err := ui.Handler()
	if err != nil {
		return nil, lock, err
	}
	described, err := api.New(mux, s.Version, a.services(s, oidc, server.Closing())).OpenAPI()
	if err != nil {
		return nil, lock, fmt.Errorf("describe the API: %w", err)
	}
	metrics := httpd.NewMetrics()
	a.gauges(ctx, metrics)
	httpd.Route(mux, httpd.Parts{
		OpenAPI: described, UI: screens, Metrics: metrics, Healthy: a.healthy(s.Logger), Ready: server.Ready,
		MayWatch: mayWatch, Alone: s.URL == "" && len(s.Proxies) == 0,
	})
	outer := http.NewServeMux()
	(&console{app: a, lock: lock, run: s.Run, used: map[string]time.Time{}}).route(outer)
	outer.Handle("/", guard.Handler(httpd.Routed(mux)))
	return httpd.Forwarded(httpd.Through(outer, metrics, s.Logger), s.Proxies), lock, nil
}

// mayWatch tells whether who asks may read the metrics.
func mayWatch(ctx context.Context) bool { return auth.From(ctx).May(people.ReadMetrics) }

// services are the rooms behind the API.
func (a *App) services(s Serving, oidc *auth.OIDC, closing <-chan struct{}) api.Services {
	return api.Services{
		Desk: a.Desk, Documents: a, Log: a.Log, Uploads: a.uploads, Catalogue: a.Catalogue, Live: a.Live, People: a.People, Notes: a.Notes, Views: a.Views, Sources: a.Sources, Accepting: a.Accepting,
		Door: auth.NewDoor(a.Clock), OIDC: oidc, Command: a.command(s.Answer), Clock: a.Clock, Logger: s.Logger, Closing: closing,
	}
}

// gauges are the numbers of the data directory that are worth watching.
func (a *App) gauges(ctx context.Context, m *httpd.Metrics) {
	stat := func(of func(eventlog.Stats) int64) func() float64 {
		return func() float64 {
			s, err := a.Log.Stats(ctx)
			if err != nil {
				return -1
			}
			return float64(of(s))
		}
	}
	m.Gauge("wend_events", "Events in the log.", stat(func(s eventlog.Stats) int64 { return s.Events }))
	m.Gauge("wend_events_unsealed", "Events that are in the journal still.", stat(func(s eventlog.Stats) int64 { return s.Unsealed }))
	m.Gauge("wend_quarantined", "Rows that could not become events.", stat(func(s eventlog.Stats) int64 { return s.Quarantined }))
	m.Gauge("wend_log_bytes", "The size of the event log.", stat(func(s eventlog.Stats) int64 { return s.Bytes }))
}

// healthy asks both stores for something small, and logs what is wrong with them.
func (a *App) healthy(logger *slog.Logger) func(context.Context) error {
	return func(ctx context.Context) error {
		_, events := a.Log.Stats(ctx)
		_, records := a.People.SetUpNeeded(ctx)
		err := errors.Join(events, records)
		if err != nil && ctx.Err() == nil {
			logger.ErrorContext(ctx, "unwell", "error", err)
		}
		return err
	}
}
