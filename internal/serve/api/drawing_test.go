// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// log is a log in memory, as far as scorecards ask.
type log struct {
	*sequencetest.Log
	rest
}

// rest is what scorecards ask nothing of.
type rest struct{ ask.Log }

func (log) Names(context.Context, sequence.Scope) ([]string, error) { return []string{"Paid"}, nil }

func (log) Overview(context.Context, sequence.Scope) (*event.Overview, error) {
	return &event.Overview{}, nil
}

func (log) Count(context.Context, sequence.Scope, ...evidence.Matcher) (event.Matched, error) {
	return event.Matched{}, errors.New("nobody asks")
}

func (log) Customers(context.Context, []sequence.CustomerNo) ([]event.CustomerID, error) {
	return nil, errors.New("nobody asks")
}

func TestDrawings(t *testing.T) {
	h := newHouse(t, func(db *record.DB, s *api.Services) {
		withDocuments(t)(db, s)
		l := log{Log: sequencetest.Script(t, "u1: Paid@0\nu2: Paid@1h\nu3: Paid@2h\n")}
		s.Desk = &ask.Desk{Log: l, Index: sequence.NewCache(l, 1<<20, sequence.Options{}), Clock: s.Clock, Workspace: func() (*journey.Workspace, error) { return s.Catalogue.Workspace(), nil }}
	})
	ada := h.owner()
	ada.ok("POST", "/journeys", `{"template":"hotel"}`, nil)
	ada.ok("POST", "/journeys", `{"improves":"hotel"}`, nil)
	ada.ok("POST", "/journeys", `{"yaml":`+quote(short)+`}`, nil)
	h.now = h.now.AddDate(0, 0, 2)

	svg := ada.do("GET", "/journeys/hotel/drawing", "")
	wellFormed(t, svg.body)
	if svg.status != http.StatusOK || svg.header.Get("Content-Type") != "image/svg+xml" || svg.header.Get("X-Pages") != "1" || svg.header.Get("Content-Disposition") != `inline; filename="hotel.svg"` {
		t.Errorf("%d %v", svg.status, svg.header)
	}
	paper := ada.do("GET", "/journeys/hotel/drawing?paper=a4&page=2", "")
	wellFormed(t, paper.body)
	if n := paper.header.Get("X-Pages"); n == "1" || n == "" {
		t.Errorf("%s pages", n)
	}
	html := ada.do("GET", "/journeys/hotel/drawing?format=html&beside=hotel-to-be", "")
	if html.header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(html.body, "<svg") {
		t.Errorf("%d %v", html.status, html.header)
	}
	with, without := ada.do("GET", "/journeys/buy/drawing?format=html&figures=true", ""), ada.do("GET", "/journeys/buy/drawing?format=html", "")
	if with.status != http.StatusOK || !strings.Contains(with.body, "3 journeys") || strings.Contains(without.body, "3 journeys") {
		t.Errorf("%d: the figures are missing: %.2000s", with.status, with.body)
	}
	filtered := ada.do("GET", "/journeys/buy/drawing?format=html&figures=true&to=2026-03-01T09:30:00Z", "")
	if filtered.status != http.StatusOK || strings.Contains(filtered.body, "3 journeys") {
		t.Errorf("%d: the filter does nothing", filtered.status)
	}
	ada.refused("GET", "/journeys/hotel/drawing?page=3", "", http.StatusNotFound, "no such page")
	ada.refused("GET", "/journeys/hotel/drawing?paper=napkin", "", http.StatusUnprocessableEntity, "napkin")
	ada.refused("GET", "/journeys/hotels/drawing", "", http.StatusNotFound, "no journey")
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in %.300s", err, text)
		}
	}
}
