// SPDX-License-Identifier: Apache-2.0

package client_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/serve/live"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/acceptances"
	"github.com/wendcx/wend/internal/store/record/accounts"
	"github.com/wendcx/wend/internal/store/record/documents"
	"github.com/wendcx/wend/internal/understand/acceptance"
)

// house is a server with the real API and a real database. What needs events is
// tested where those are, in internal/app.
type house struct {
	*httptest.Server
	t      *testing.T
	people *people.People
	owner  people.Identity
}

func newHouse(t *testing.T) *house {
	t.Helper()
	db, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "wend.db"), record.Options{})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	h := &house{t: t, people: people.New(accounts.New(db), time.Now, people.Options{Cost: people.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}})}
	hub := &live.Hub{}
	documents, err := catalogue.Open(t.Context(), documents.New(db), catalogue.Options{Changed: func(c catalogue.Change) {
		news := map[string]any{"journey": c.ID, "revision": c.Revision}
		hub.Publish(live.Message{Topic: api.JourneyTopic(c.ID), Kind: "draft", Data: news})
		if c.Did == catalogue.Published {
			hub.Publish(live.Message{Topic: live.Everywhere, Kind: "published", Data: news})
		}
	}})
	must(t, err)
	guard, err := auth.New(h.people, auth.Options{})
	must(t, err)
	mux := http.NewServeMux()
	api.New(mux, "test", api.Services{
		People: h.people, Catalogue: documents, Documents: documents, Live: hub, Accepting: acceptance.New(acceptances.New(db), time.Now), Clock: time.Now, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	h.Server = httptest.NewServer(guard.Handler(mux))
	t.Cleanup(h.Close)
	link, err := h.people.SetUpLink(t.Context())
	must(t, err)
	_, h.owner, err = h.people.SetUp(t.Context(), people.Founding{Secret: link, Name: "Ada", Email: "ada@example.com", Password: "seven tall lighthouses", Workspace: "Outdoor shop"}, people.Visitor{})
	must(t, err)
	return h
}

// client is one with a token of a role.
func (h *house) client(role people.Role) *client.Client {
	return h.at(h.URL, role, client.Options{})
}

// at is a client of the server at another address.
func (h *house) at(address string, role people.Role, o client.Options) *client.Client {
	h.t.Helper()
	secret, _, err := h.people.MakeToken(h.t.Context(), h.owner, "test", role, time.Time{})
	must(h.t, err)
	o.Backoff = time.Millisecond
	c, err := client.New(address+"/", secret, o)
	must(h.t, err)
	return c
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused holds an error to be a problem that says something, and what to do. It
// returns the faults.
func refused(t *testing.T, err error, status int, code, says string) []client.Fault {
	t.Helper()
	var p *client.Problem
	if !errors.As(err, &p) || p.Status != status || p.Code != code || p.Remedy == "" || !strings.Contains(p.Error(), says) {
		t.Errorf("the error is %+v, want %d %s and %q with a remedy", err, status, code, says)
		return nil
	}
	return p.Faults
}

const shop = `wend: journey/v1
id: shop
title: Shop # of all
phases:
  before:
    - stage: Choose
      steps:
        - id: view
          title: View
          touchpoint: {channel: website}
          evidence: [view]
          satisfaction: {survey: s, question: q}
          target: 4
`
