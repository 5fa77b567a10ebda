// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/serve/live"
	"github.com/wendcx/wend/internal/sim"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// The tests of this file ask the API of data over real sockets, of a small shop
// with real stores.

// shopStart is the first day of the shop, and shopNow when it is asked.
var (
	shopStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	shopNow   = shopStart.AddDate(0, 0, 90)
)

// counter is a journey of which a step is counted by hand.
const counterJourney = `wend: journey/v1
id: visit-store
title: I visit a store
status: published
phases:
  during:
    - stage: Visit
      steps:
        - id: comes-in
          title: Comes in
          touchpoint: {channel: store}
          counts: {source: door counter, unit: visitors, every: week}
        - id: asks
          title: Asks for help
          touchpoint: {channel: store}
        - id: advised
          title: Is advised
          touchpoint: {channel: store}
          evidence: [Advice Given]
`

// servedShop is a shop behind the API.
type servedShop struct {
	*httptest.Server
	t       *testing.T
	app     *app.App
	uploads *upload.Queue
	people  *people.People
	events  []event.Event
}

// newShop serves a shop with some customers; who asks says so by the header Role.
func newShop(t *testing.T, customers int) *servedShop {
	t.Helper()
	dir := t.TempDir()
	must(t, sim.WriteJourneys(app.JourneyDir(dir)))
	must(t, os.WriteFile(filepath.Join(app.JourneyDir(dir), "visit-store.yaml"), []byte(counterJourney), 0o600))
	a, err := app.Open(context.Background(), dir, app.Options{Clock: func() time.Time { return shopNow }})
	must(t, err)
	t.Cleanup(func() { must(t, a.Close()) })
	s := &servedShop{t: t, app: a}
	must(t, sim.Run(sim.Config{Seed: 1, Customers: customers, Start: shopStart, Days: 90}, func(e event.Event) error {
		s.events = append(s.events, e)
		return nil
	}))
	half := len(s.events) / 2 // a part lies sealed, a part in the journal
	for _, part := range [][]event.Event{s.events[:half], s.events[half:]} {
		_, err = a.Log.Append(context.Background(), part)
		must(t, err)
	}
	s.uploads, err = upload.Open(filepath.Join(dir, "uploads"), a.Log, upload.Options{Clock: a.Clock, Told: func(i upload.Import) { api.TellOf(a.Live, i) }})
	must(t, err)
	t.Cleanup(func() { must(t, s.uploads.Close()) })
	db, err := record.Open(context.Background(), filepath.Join(dir, "people.db"), record.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	s.people = people.New(accounts.New(db), a.Clock, people.Options{})
	mux := http.NewServeMux()
	api.New(mux, "test", api.Services{
		People: s.people, Desk: a.Desk, Documents: a, Log: a.Log, Uploads: s.uploads, Live: a.Live, Clock: a.Clock, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		role := people.Role(cmp.Or(r.Header.Get("Role"), string(people.Owner)))
		mux.ServeHTTP(w, r.WithContext(auth.With(r.Context(), people.Identity{Person: "p", Name: "Ada", Role: role})))
	}))
	t.Cleanup(s.Close)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// do sends a request as somebody.
func (s *servedShop) do(as people.Role, method, path string, body any) (int, http.Header, []byte) {
	s.t.Helper()
	var in io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		must(s.t, err)
		in = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.URL+api.Prefix+path, in)
	must(s.t, err)
	r.Header.Set("Role", string(as))
	r.Header.Set("Content-Type", "application/json")
	answer, err := s.Client().Do(r)
	must(s.t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	must(s.t, err)
	return answer.StatusCode, answer.Header, text
}

// ok sends a request that must succeed and reads the answer.
func ok[T any](s *servedShop, method, path string, body any) (out T) {
	s.t.Helper()
	status, _, text := s.do(people.Owner, method, path, body)
	if status/100 != 2 {
		s.t.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	if len(text) > 0 {
		must(s.t, json.Unmarshal(text, &out))
	}
	return out
}

func get[T any](s *servedShop, path string, query ...string) T {
	s.t.Helper()
	v := url.Values{}
	for i := 0; i < len(query); i += 2 {
		v.Add(query[i], query[i+1])
	}
	return ok[T](s, "GET", path+"?"+v.Encode(), nil)
}

// refused sends a request that must be refused, with a problem that says what and
// what to do.
func (s *servedShop) refused(as people.Role, method, path string, body any, status int, says string) {
	s.t.Helper()
	got, head, text := s.do(as, method, path, body)
	var p struct{ Detail, Remedy, Code string }
	if err := json.Unmarshal(text, &p); err != nil || got != status || head.Get("Content-Type") != "application/problem+json" || p.Code == "" || p.Remedy == "" || !strings.Contains(p.Detail, says) {
		s.t.Errorf("%s %s as %s: %d %s, want %d and %q", method, path, as, got, text, status, says)
	}
}

// TestBehindEveryNumber: as many instances stand behind a number as it says.
func TestBehindEveryNumber(t *testing.T) {
	s := newShop(t, 300)
	checked := 0
	same := func(want int, query ...string) {
		t.Helper()
		got := get[ask.Standing](s, "/questions/customers", append([]string{"limit", "3"}, query...)...)
		if got.N != want || len(got.Instances) != min(want, 3) {
			t.Errorf("%q: %d instances stand behind %d; %d listed", query, got.N, want, len(got.Instances))
		}
		if checked++; want == 0 {
			checked--
		}
	}
	count := func(n *int) int {
		if n == nil {
			return 0
		}
		return *n
	}
	for _, terms := range [][]string{
		{}, {"segment", "mountains"}, {"channel", "mobile-app"}, {"per", "customer"}, {"from", "2026-02-01", "to", "2026-03-01"}, {"where", "product^=t"}, {"persona", "mountain-guide"},
	} {
		for _, j := range []string{"buy-online", "get-help"} {
			base := append([]string{"journey", j}, terms...)
			card := get[scorecard.Card](s, "/questions/scorecard", base...)
			same(card.Instances.Total, append(base, "what", "all")...)
			same(count(card.Instances.Completed), append(base, "what", "completed")...)
			same(count(card.Instances.Abandoned), append(base, "what", "abandoned")...)
			same(count(card.Instances.Ongoing), append(base, "what", "ongoing")...)
			same(count(card.Instances.Unripe), append(base, "what", "unripe")...)
			for _, step := range card.Steps {
				if !step.Observed {
					continue
				}
				of := append(base, "step", string(step.ID))
				for what, n := range map[string]*int{
					"reached": step.Reach, "continued": step.Continued, "left": step.Dropped, "ended": step.Ended, "waiting": step.Waiting,
					"repeated": step.Repeats, "failed": step.Failed,
				} {
					same(count(n), append(of, "what", what)...)
				}
				if step.Skipped != nil {
					same(*step.Skipped, append(of, "what", "skipped")...)
				}
				if step.Overdue != nil {
					same(*step.Overdue, append(of, "what", "overdue")...)
				}
				if step.Since != nil && step.Since.Late != nil {
					same(int(step.Since.Late.Value*float64(step.Since.Late.N)+0.5), append(of, "what", "late")...)
				}
				if step.Response != nil {
					same(int(step.Response.Value*float64(step.Response.N)+0.5), append(of, "what", "answered")...)
				}
			}
		}
	}
	for _, terms := range [][]string{{"journey", "buy-online"}, {"journey", "buy-online", "channel", "mobile-app", "segment", "consumers"}, {"events", "true"}, {"events", "true", "idle", "12h"}} {
		variants := get[path.Variants](s, "/questions/variants", append(terms, "top", "8")...)
		for _, v := range variants.Top {
			q := append(slices.Clone(terms), "what", "variant")
			for _, step := range v.Steps {
				q = append(q, "path", string(step))
			}
			same(v.Instances, q...)
		}
		same(variants.Instances, append(terms, "on", "paths")...)
		follows := get[path.Transitions](s, "/questions/transitions", terms...)
		for _, x := range follows.Transitions[:min(12, len(follows.Transitions))] {
			same(x.Instances, append(terms, "what", "transition", "step", string(x.From), "next", string(x.To))...)
		}
		for step, n := range follows.Starts {
			same(n, append(terms, "what", "starts", "step", string(step))...)
		}
		for step, n := range follows.Ends {
			same(n, append(terms, "what", "ends", "step", string(step))...)
		}
		for _, r := range follows.Rework {
			same(r.Instances, append(terms, "what", "repeated", "on", "paths", "step", string(r.Step))...)
		}
		lengths := get[path.Durations](s, "/questions/durations", terms...)
		for what, d := range map[string]*path.Duration{"completed": lengths.Completed, "abandoned": lengths.Abandoned, "ongoing": lengths.Ongoing} {
			if d != nil {
				same(d.Instances, append(terms, "what", what, "on", "paths")...)
			}
		}
	}
	if checked < 300 {
		t.Errorf("only %d numbers above zero were compared", checked)
	}
	s.refused(people.Owner, "GET", "/questions/customers?journey=buy-online&what=reached&step=checkuot", nil, 404, "checkuot")
	s.refused(people.Owner, "GET", "/questions/customers?journey=buy-online&what=reached", nil, 404, "step")
	s.refused(people.Owner, "GET", "/questions/customers?journey=buy-online&what=reached&step=waits", nil, 422, "not observed")
	s.refused(people.Owner, "GET", "/questions/customers?journey=buy-online&what=nonsense&step=checkout", nil, 422, "nonsense")
	s.refused(people.Owner, "GET", "/questions/customers?journey=nowhere", nil, 404, "nowhere")
	s.refused(people.Owner, "GET", "/questions/customers?journey=buy-online&events=true", nil, 422, "needed")
	s.refused(people.Owner, "GET", "/questions/customers?journey=buy-online&after=x", nil, 422, "no place")
	s.refused(people.Viewer, "GET", "/questions/customers?journey=buy-online", nil, 403, "viewer")
	t.Run("pages", func(t *testing.T) { pagesBehind(t, s) })
}

// pagesBehind: one page after the other lists every instance once, the newest
// first.
func pagesBehind(t *testing.T, s *servedShop) {
	seen, after, last := map[string]bool{}, "", time.Time{}
	for {
		page := get[ask.Standing](s, "/questions/customers", "journey", "buy-online", "what", "reached", "step", "product-page", "limit", "37", "after", after)
		for _, i := range page.Instances {
			key := fmt.Sprint(i.Customer, "/", i.Instance)
			if seen[key] || !last.IsZero() && i.Start.After(last) || i.Outcome == "" || i.Visits == 0 || i.At == "" {
				t.Fatalf("%+v comes behind %s", i, last)
			}
			seen[key], last = true, i.Start
		}
		if after = page.Next; after == "" {
			if len(seen) != page.N || page.Customers == 0 || page.Customers > page.N {
				t.Errorf("%d instances listed of %d of %d customers", len(seen), page.N, page.Customers)
			}
			return
		}
	}
}

func TestEvents(t *testing.T) {
	s := newShop(t, 120)
	names, total := map[string]int64{}, int64(len(s.events))
	for i := range s.events {
		names[s.events[i].Name]++
	}
	o := get[event.Overview](s, "/events/overview")
	if o.Events != total || len(o.Names) != len(names) || o.Customers == 0 || len(o.Sources) != 1 || o.Sources[0].Events != total {
		t.Errorf("%d events of %d, %d names, sources %+v", o.Events, total, len(o.Names), o.Sources)
	}
	some := get[event.Overview](s, "/events/overview", "segment", "mountains", "where", "event.name=Order Completed")
	if some.Events == 0 || some.Events >= names["Order Completed"] {
		t.Errorf("%d orders from the mountains of %d", some.Events, names["Order Completed"])
	}
	listed := get[struct{ Names []string }](s, "/events/names").Names
	delete(names, event.AnswerGiven)
	if !slices.Equal(listed, slices.Sorted(maps.Keys(names))) {
		t.Errorf("%q", listed)
	}
	properties := get[struct{ Properties []event.Property }](s, "/events/properties", "name", "Order Completed").Properties
	if len(properties) < 3 || len(properties[0].Examples) == 0 {
		t.Errorf("%+v", properties)
	}
	if _, _, text := s.do(people.Viewer, "GET", "/events/properties?name=Order+Completed", nil); bytes.Contains(text, []byte("examples")) || !bytes.Contains(text, []byte("order_id")) {
		t.Errorf("a viewer sees %s", text)
	}
	s.counts(names)
	s.pages(total)
	s.refused(people.Viewer, "GET", "/events", nil, 403, "viewer")
	s.refused(people.Owner, "GET", "/events?where=nonsense", nil, 422, "no condition")
	s.refused(people.Owner, "GET", "/events?segment=nobody", nil, 404, "nobody")
	s.refused(people.Owner, "GET", "/events/overview?from=yesterday", nil, 422, "yesterday")
}

// counts: evidence matches as many events as evaluating it in Go.
func (s *servedShop) counts(names map[string]int64) {
	t := s.t
	type counted struct {
		event.Matched
		Examples []ask.Happening
	}
	post := func(evidence ...any) counted {
		t.Helper()
		return ok[counted](s, "POST", "/events/count", map[string]any{"evidence": evidence})
	}
	all := post("Product Viewed")
	if all.Events != names["Product Viewed"] || len(all.Examples) != 5 || all.Examples[0].Position < all.Examples[4].Position || all.Examples[0].Event != "Product Viewed" {
		t.Errorf("%+v, want %d", all, names["Product Viewed"])
	}
	where := map[string]any{"price": map[string]any{"gte": 100}}
	tree, faults := evidence.Parse(map[string]any{"price": map[string]any{"gte": 100.0}}, evidence.Properties)
	must(t, faults.Err())
	customers, want, answers := map[event.CustomerID]bool{}, int64(0), int64(0)
	for i := range s.events {
		e := &s.events[i]
		r := e.Evidence()
		if (evidence.Matcher{Event: "Product Viewed", Where: tree}).Match(&r) || e.Name == "Store Visited" {
			want++
			customers[e.Customer] = true
		}
		if evidence.Answers("checkout", "easy").Match(&r) {
			answers++
		}
	}
	some := post(map[string]any{"event": "Product Viewed", "where": where}, "Store Visited")
	if some.Events != want || some.Customers != int64(len(customers)) || len(some.Each) != 2 || some.Each[1].Events != names["Store Visited"] || want == 0 {
		t.Errorf("%+v, want %d of %d", some.Matched, want, len(customers))
	}
	if a := post(map[string]any{"answer": map[string]any{"survey": "checkout", "question": "easy"}}); a.Events != answers || answers == 0 {
		t.Errorf("%d answers of %d", a.Events, answers)
	}
	if none := post("Nothing Such"); none.Events != 0 || none.Examples == nil {
		t.Errorf("%+v", none)
	}
	if _, _, text := s.do(people.Viewer, "POST", "/events/count", map[string]any{"evidence": []any{"Product Viewed"}}); !bytes.Contains(text, []byte(`"examples":[]`)) {
		t.Errorf("a viewer sees %s", text)
	}
	_, _, text := s.do(people.Owner, "POST", "/events/count", map[string]any{"evidence": []any{"Seen", map[string]any{"event": "E", "where": map[string]any{"price": map[string]any{"over": 3}}}, map[string]any{}}})
	for _, says := range []string{`"location":"body.evidence[1].where.price.over`, `"location":"body.evidence[2]"`, `"code":"invalid"`} {
		if !bytes.Contains(text, []byte(says)) {
			t.Errorf("%s is not in %s", says, text)
		}
	}
}

// pages: one page after the other lists every event once.
func (s *servedShop) pages(total int64) {
	type page struct {
		Events []ask.Happening
		Next   int64
	}
	seen, before := map[int64]bool{}, int64(0)
	for {
		p := get[page](s, "/events", "limit", "997", "before", fmt.Sprint(before))
		for _, e := range p.Events {
			seen[e.Position] = true
		}
		if before = p.Next; before == 0 {
			break
		}
	}
	if int64(len(seen)) != total {
		s.t.Errorf("%d events listed of %d", len(seen), total)
	}
	who := s.events[0].Customer
	own := get[page](s, "/events", "customer", string(who), "name", "Product Viewed", "name", "Order Completed")
	for _, e := range own.Events {
		if e.Customer != who || e.Event != "Product Viewed" && e.Event != "Order Completed" {
			s.t.Errorf("%+v", e)
		}
	}
	if none := get[page](s, "/events", "customer", "nobody"); len(own.Events) == 0 || len(none.Events) != 0 {
		s.t.Errorf("%d events, and %d of nobody", len(own.Events), len(none.Events))
	}
}

func TestCustomers(t *testing.T) {
	s := newShop(t, 80)
	of := map[event.CustomerID][]event.Event{}
	for _, e := range s.events {
		of[e.Customer] = append(of[e.Customer], e)
	}
	seen, after := map[event.CustomerID]bool{}, ""
	for {
		page := get[ask.Found](s, "/customers", "limit", "33", "after", after)
		for _, k := range page.Customers {
			seen[k.Customer] = true
			if k.Events != int64(len(of[k.Customer])) || !strings.Contains(string(k.Traits), "region") {
				t.Errorf("%+v", k)
			}
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if len(seen) != len(of) {
		t.Errorf("%d customers listed of %d", len(seen), len(of))
	}
	if found := get[ask.Found](s, "/customers", "q", "c-0000042").Customers; len(found) != 1 || found[0].Customer != "c-0000042" {
		t.Errorf("%+v", found)
	}
	s.lives(of)
	if found := get[ask.Found](s, "/customers", "q", "MOUNT", "limit", "1000").Customers; len(found) == 0 || len(found) == len(of) {
		t.Errorf("%d customers in the mountains", len(found))
	}
	s.refused(people.Viewer, "GET", "/customers", nil, 403, "viewer")
	s.refused(people.Contributor, "GET", "/customers/c-0000042", nil, 403, "contributor")
	s.refused(people.Owner, "GET", "/customers/nobody", nil, 404, "nobody")
	s.refused(people.Owner, "GET", "/customers/nobody/timeline", nil, 404, "nobody")
	s.refused(people.Owner, "GET", "/customers/c-0000042/timeline?journey=nowhere", nil, 404, "nowhere")
	s.refused(people.Owner, "GET", "/customers?after=x", nil, 422, "no place")
	s.erases(of)
}

// lives: profiles and timelines say what happened, and what it was in journeys.
func (s *servedShop) lives(of map[event.CustomerID][]event.Event) {
	t := s.t
	steps, answers, open := 0, 0, 0
	for id, events := range of {
		p := get[ask.Profile](s, "/customers/"+string(id))
		professional := strings.Contains(string(p.Traits), `"kind":"professional"`)
		if in := slices.ContainsFunc(p.Segments, func(m ask.Membership) bool { return m.Segment == "professionals" }); in != professional {
			t.Errorf("%s with %s is in %+v", id, p.Traits, p.Segments)
		}
		bought := 0
		instances := map[string]ask.Listed{}
		for _, j := range p.Journeys {
			for _, i := range j.Instances {
				instances[fmt.Sprint(j.Journey, i.Instance)] = i
				if j.Journey == "buy-online" && i.Outcome == "completed" {
					bought++
				}
				if i.Outcome == "ongoing" {
					open++
				}
			}
		}
		if state := p.States[0].State; (state == "prospect") != (bought == 0) {
			t.Errorf("%s bought %d times and is %q", id, bought, state)
		}
		lived, before := []ask.Moment{}, ""
		for {
			page := get[ask.Lived](s, "/customers/"+string(id)+"/timeline", "limit", "7", "before", before)
			for _, j := range page.Journeys {
				for _, i := range j.Instances {
					if i != instances[fmt.Sprint(j.Journey, i.Instance)] && i.Completed == nil {
						t.Errorf("%+v is %+v in the profile", i, instances[fmt.Sprint(j.Journey, i.Instance)])
					}
				}
			}
			lived = append(lived, page.Events...)
			if before = page.Next; before == "" {
				break
			}
		}
		messages := map[string]bool{}
		for i, e := range lived {
			messages[e.MessageID] = true
			if i > 0 && e.Time.After(lived[i-1].Time) {
				t.Errorf("%s: %s comes behind %s", id, e.Time, lived[i-1].Time)
			}
			if (e.Answer != nil) != (e.Event == event.AnswerGiven) {
				t.Errorf("%s: %+v", id, e)
			}
			for _, v := range e.Steps {
				if v.Answers {
					answers++
				} else if steps++; v.Step == "" || v.Title == "" || v.Instance == 0 {
					t.Errorf("%+v", v)
				}
			}
		}
		if len(messages) != len(events) || len(lived) != len(events) {
			t.Fatalf("%s: %d events lived of %d", id, len(lived), len(events))
		}
		visits := 0
		for _, i := range instances {
			visits += i.Visits
		}
		for _, e := range lived {
			for _, v := range e.Steps {
				if !v.Answers {
					visits--
				}
			}
		}
		if visits != 0 {
			t.Errorf("%s: %d visits are in no event", id, visits)
		}
		help := get[ask.Lived](s, "/customers/"+string(id)+"/timeline", "journey", "get-help", "limit", "1000")
		for _, e := range help.Events {
			if !slices.ContainsFunc(e.Steps, func(v ask.VisitedAs) bool { return v.Journey == "get-help" }) {
				t.Errorf("%s: %+v", id, e)
			}
		}
	}
	if steps < 300 || answers < 15 || open == 0 {
		t.Errorf("%d visits, %d answers, %d open instances", steps, answers, open)
	}
}

// noted: the audit says what was done last, by whom, and to what.
func (s *servedShop) noted(did, on, detail string) {
	s.t.Helper()
	last, err := s.people.Audit(context.Background(), people.Identity{Person: "p", Role: people.Owner}, people.AuditQuery{Limit: 1})
	must(s.t, err)
	if len(last) != 1 || last[0].Did != did || last[0].On != on || last[0].ByName != "Ada" || last[0].Detail != detail {
		s.t.Errorf("the audit says %+v", last)
	}
}

// erases: an erased customer is in no answer any more, also not from memory.
func (s *servedShop) erases(of map[event.CustomerID][]event.Event) {
	t := s.t
	const who = "c-0000042"
	before := get[scorecard.Card](s, "/questions/scorecard", "journey", "buy-online")
	profile := get[ask.Profile](s, "/customers/"+who)
	i := slices.IndexFunc(profile.Journeys, func(j ask.Travelled) bool { return j.Journey == "buy-online" })
	s.refused(people.Editor, "DELETE", "/customers/"+who, nil, 403, "editor")
	erased := ok[api.Erased](s, "DELETE", "/customers/"+who, nil)
	sum := sha256.Sum256([]byte(who)) // the id itself must be nowhere
	s.noted("customer.erase", fmt.Sprintf("customer:sha256-%x", sum[:8]), "")
	if erased.Events != int64(len(of[who])) || erased.Uploads == nil {
		t.Errorf("%+v, want %d", erased, len(of[who]))
	}
	after := get[scorecard.Card](s, "/questions/scorecard", "journey", "buy-online")
	if i < 0 || before.Instances.Total-after.Instances.Total != len(profile.Journeys[i].Instances) {
		t.Errorf("%d instances, then %d", before.Instances.Total, after.Instances.Total)
	}
	s.refused(people.Owner, "GET", "/customers/"+who, nil, 404, who)
	s.refused(people.Owner, "DELETE", "/customers/"+who, nil, 404, who)
	if found := get[ask.Found](s, "/customers", "q", who).Customers; len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

// sent uploads files as a browser does.
func (s *servedShop) sent(files ...string) (int, []byte) {
	s.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(files); i += 2 {
		p, err := w.CreateFormFile("file", files[i])
		must(s.t, err)
		_, err = io.WriteString(p, files[i+1])
		must(s.t, err)
	}
	must(s.t, w.Close())
	return s.sentBody(&body, w.FormDataContentType())
}

func (s *servedShop) sentBody(body io.Reader, kind string) (int, []byte) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.URL+api.Prefix+"/imports", body)
	must(s.t, err)
	r.Header.Set("Content-Type", kind)
	answer, err := s.Client().Do(r)
	must(s.t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	must(s.t, err)
	return answer.StatusCode, text
}

// received uploads files that must be taken.
func (s *servedShop) received(files ...string) api.ReceivedImport {
	s.t.Helper()
	status, text := s.sent(files...)
	var out api.ReceivedImport
	if err := json.Unmarshal(text, &out); status != http.StatusCreated || err != nil {
		s.t.Fatalf("%d %.300s", status, text)
	}
	return out
}

// until waits for what screens are told.
func (s *servedShop) until(sub *live.Subscription, id upload.ID, state upload.State) upload.Import {
	s.t.Helper()
	late := time.After(30 * time.Second)
	for {
		select {
		case m := <-sub.C():
			if n, is := m.Data.(api.ImportNews); m.Kind == "import" && is && n.ID == id && n.State == state {
				return ok[upload.Import](s, "GET", "/imports/"+string(id), nil)
			}
		case <-late:
			now := ok[upload.Import](s, "GET", "/imports/"+string(id), nil)
			s.t.Fatalf("the import is %s, %+v", now.State, now.Problem)
		}
	}
}

func TestImports(t *testing.T) {
	s := newShop(t, 1)
	sub, _ := s.app.Live.Subscribe("test")
	defer sub.Close()
	export := t.TempDir()
	w, err := sim.WriteFiles(sim.Config{Seed: 7, Customers: 60, Start: shopStart, Days: 90}, export, 0)
	must(t, err)
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(export, name))
		must(t, err)
		return strings.Replace(string(text), "source: shop", "source: export", 1)
	}
	i := s.received("events.csv", read("events.csv"), "answers.csv", read("answers.csv"))
	if i.State != upload.Received || len(i.Tables) != 2 || i.Tables[0].Columns[0].Name != "message_id" || len(i.Tables[0].Rows) == 0 || !i.NeedsMapping || i.By != "Ada" {
		t.Fatalf("%+v", i.Import)
	}
	at := "/imports/" + string(i.ID)
	mapping := map[string]string{"mapping": read("mapping.yaml")}
	before := get[event.Overview](s, "/events/overview").Events
	preview := ok[struct {
		Tables []struct {
			Rows, Total int
			Events      []struct{ Event, Customer string }
		}
	}](s, "POST", at+"/preview", mapping)
	if len(preview.Tables) != 2 || preview.Tables[0].Total != preview.Tables[0].Rows || len(preview.Tables[0].Events) != 20 {
		t.Errorf("%+v", preview)
	}
	if now := get[event.Overview](s, "/events/overview").Events; now != before {
		t.Errorf("a preview wrote %d events", now-before)
	}
	ok[upload.Import](s, "POST", at+"/start", mapping)
	s.noted("import.start", "import:"+string(i.ID), "events.csv, answers.csv")
	done := s.until(sub, i.ID, upload.Done)
	if done.Result.Events != w.Events || done.Result.Answers != w.Answers || done.Kept || done.Mapping != mapping["mapping"] {
		t.Errorf("%+v", done.Result)
	}
	if files := s.sheet(at + "/table"); len(files.rows) != 2 || files.column(t, "file")[0] != "events.csv" || files.column(t, "events")[0] != fmt.Sprint(w.Events) || files.column(t, "answers")[1] != fmt.Sprint(w.Answers) {
		t.Errorf("%q", files.rows)
	}
	if now := get[event.Overview](s, "/events/overview").Events; now-before != int64(w.Events+w.Answers) {
		t.Errorf("%d events more", now-before)
	}
	again := s.received("events.csv", read("events.csv"))
	ok[upload.Import](s, "POST", "/imports/"+string(again.ID)+"/start", map[string]string{"mapping": strings.Split(read("mapping.yaml"), "  - file: answers")[0]})
	if r := s.until(sub, again.ID, upload.Done).Result; r.Events != 0 || r.Duplicates != w.Events {
		t.Errorf("imported again: %+v", r)
	}
	if list := get[struct{ Imports []upload.Import }](s, "/imports").Imports; len(list) != 2 || list[0].ID != again.ID && list[1].ID != again.ID {
		t.Errorf("%+v", list)
	}
	ok[any](s, "DELETE", at, nil)
	s.refused(people.Owner, "GET", at, nil, 404, string(i.ID))
	s.badImports(sub)
}

// badImports: what is wrong is said, and everything else is kept.
func (s *servedShop) badImports(sub *live.Subscription) {
	t := s.t
	noise := make([]byte, 10<<20)
	for i := range noise {
		noise[i] = byte(i * i >> 3)
	}
	for _, c := range []struct {
		files []string
		says  string
	}{{[]string{"noise.csv", string(noise)}, "no text"}, {nil, "nothing was uploaded"}, {[]string{"a.csv", ""}, "empty"}, {[]string{"a.csv", "x,y\n1,2\n", "a.csv", "x\n"}, "two files"}} {
		if status, text := s.sent(c.files...); status/100 != 4 || !bytes.Contains(text, []byte(c.says)) || bytes.Contains(text, []byte(s.app.Dir)) {
			t.Errorf("%d %s, want %q", status, text, c.says)
		}
	}
	if status, text := s.sentBody(strings.NewReader("{}"), "application/json"); status != 422 || !bytes.Contains(text, []byte("multipart/form-data")) {
		t.Errorf("%d %s", status, text)
	}
	if status, text := s.sentBody(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\n"), "multipart/form-data; boundary=x"); status != 422 || !bytes.Contains(text, []byte("broken off")) {
		t.Errorf("%d %s", status, text)
	}
	broken := s.received("broken.csv", "customer,event,time\nc-1,Seen,2026-03-01T09:00:00Z\nc-2,Seen,\"2026-03-01T09:00:00Z\nc-3,Seen,2026-03-01T10:00:00Z\nc-4,Seen,yesterday\n=cmd|calc,Seen,\n")
	at := "/imports/" + string(broken.ID)
	wrong := "wend: mapping/v1\nfiles: [{file: broken.csv, customer: custmer, event: event, time: time}]\n"
	s.refused(people.Owner, "POST", at+"/start", map[string]string{"mapping": wrong}, 422, "custmer")
	s.refused(people.Owner, "POST", at+"/preview", map[string]string{"mapping": "nonsense: 1"}, 422, "say what it is")
	s.refused(people.Owner, "POST", at+"/start", map[string]string{"mapping": ""}, 422, "mapping")
	s.refused(people.Owner, "POST", at+"/cancel", nil, 409, "not under way")
	s.refused(people.Viewer, "POST", at+"/start", map[string]string{"mapping": ""}, 403, "viewer")
	right := "wend: mapping/v1\nsource: door\nfiles: [{file: broken.csv, customer: customer, event: event, time: {column: time, format: iso}}]\n"
	ok[upload.Import](s, "POST", at+"/start", map[string]string{"mapping": right})
	done := s.until(sub, broken.ID, upload.Done)
	if done.Result.Events != 2 || done.Result.Quarantined != 3 || !done.Kept {
		t.Errorf("%+v", done.Result)
	}
	type rows struct {
		Rows  []api.QuarantinedRow
		Parts []event.Refused
		Total int64
		Next  int64
	}
	q := get[rows](s, "/quarantine", "import", string(broken.ID))
	if len(q.Rows) != 3 || q.Total != 3 || len(q.Parts) == 0 || q.Rows[0].File != "broken.csv" || q.Rows[0].Source != "door" || q.Rows[0].Line == 0 || q.Rows[0].At.IsZero() {
		t.Errorf("%+v", q)
	}
	if found := get[rows](s, "/quarantine", "q", "YESTERDAY", "reason", "bad_time"); len(found.Rows) != 1 || !strings.Contains(found.Rows[0].Raw, "c-4") {
		t.Errorf("%+v", found)
	}
	if page := get[rows](s, "/quarantine", "limit", "2", "source", "door"); len(page.Rows) != 2 || len(get[rows](s, "/quarantine", "limit", "2", "source", "door", "before", fmt.Sprint(page.Next)).Rows) != 1 {
		t.Errorf("%+v", page)
	}
	s.refused(people.Viewer, "GET", "/quarantine", nil, 403, "viewer")
	s.refused(people.Owner, "GET", "/quarantine?import=none", nil, 404, "none")
}

func TestHandCounts(t *testing.T) {
	s := newShop(t, 5)
	type line struct {
		Step, Channel, Unit string
		Count               float64
		Entries             int
		From, To            time.Time
	}
	type book struct {
		Zone   string
		Steps  []api.CountedStep
		Counts []line
	}
	b := get[book](s, "/counts", "journey", "visit-store")
	if len(b.Steps) != 2 || b.Steps[0].Unit != "visitors" || b.Steps[0].Every != "week" || !b.Steps[0].Asked || b.Steps[1].Asked || len(b.Counts) != 0 {
		t.Errorf("%+v", b)
	}
	enter := func(counts ...map[string]any) (out struct{ Entered, Corrected, Unchanged int }) {
		t.Helper()
		return ok[struct{ Entered, Corrected, Unchanged int }](s, "POST", "/counts", map[string]any{"journey": "visit-store", "counts": counts})
	}
	week := map[string]any{"step": "comes-in", "period": "2026-W05", "count": 1200, "channel": "store"}
	asks := map[string]any{"step": "asks", "period": "2026-W05", "count": 300}
	if got := enter(week, asks); got.Entered != 2 {
		t.Errorf("%+v", got)
	}
	if got := enter(week); got.Unchanged != 1 || got.Entered != 0 {
		t.Errorf("%+v", got)
	}
	week["count"] = 1100
	if got := enter(week); got.Corrected != 1 {
		t.Errorf("%+v", got)
	}
	b = get[book](s, "/counts", "journey", "visit-store")
	if len(b.Counts) != 2 || b.Counts[1].Count != 1100 || b.Counts[1].Entries != 2 || b.Counts[1].Unit != "visitors" || b.Counts[0].Count != 300 || !b.Counts[0].From.Equal(time.Date(2026, 1, 26, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", b.Counts)
	}
	card := get[scorecard.Card](s, "/questions/scorecard", "journey", "visit-store")
	if r := card.Steps[0].Reach; r == nil || *r != 1100 || card.Steps[1].ReachRate == nil || card.Steps[1].Base != "comes-in" {
		t.Errorf("%+v", card.Steps[0])
	}
	var all sync.WaitGroup
	for n := range 4 { // whoever is last is right, and nothing is counted twice
		all.Go(func() {
			s.do(people.Owner, "POST", "/counts", map[string]any{"journey": "visit-store", "counts": []any{map[string]any{"step": "comes-in", "period": "2026-W06", "count": 100 + n}}})
		})
	}
	all.Wait()
	if got := get[book](s, "/counts", "journey", "visit-store").Counts[0]; got.Count < 100 || got.Count > 103 {
		t.Errorf("%+v", got)
	}
	_, _, text := s.do(people.Owner, "POST", "/counts", map[string]any{"journey": "visit-store", "counts": []any{
		map[string]any{"step": "advised", "period": "2026-W05", "count": 1}, map[string]any{"step": "comes", "period": "W5", "count": 1}, map[string]any{"step": "asks", "channel": "moon", "period": "2026", "count": 1},
	}})
	for _, says := range []string{"body.counts[0].step", "body.counts[1].step", "body.counts[1].period", "body.counts[2].channel"} {
		if !bytes.Contains(text, []byte(says)) {
			t.Errorf("%s is not in %s", says, text)
		}
	}
	s.refused(people.Owner, "POST", "/counts", map[string]any{"journey": "nowhere", "counts": []any{week}}, 404, "nowhere")
	s.refused(people.Viewer, "POST", "/counts", map[string]any{"journey": "visit-store", "counts": []any{week}}, 403, "viewer")
}

// TestTables: every answer is a table too, with what it is about before it.
func TestTables(t *testing.T) {
	s := newShop(t, 150)
	_, err := s.app.Log.Append(context.Background(), []event.Event{{Source: "s", ID: "1", Customer: "=evil()", Name: "@Seen", Time: shopNow.UnixMicro() - 1, Traits: []byte(`{"name":"+Eve"}`)}})
	must(t, err)
	read := func(path string) (head []string, rows [][]string, header http.Header) {
		t.Helper()
		status, header, text := s.do(people.Owner, "GET", path, nil)
		if status != 200 {
			t.Fatalf("%s: %d %s", path, status, text)
		}
		all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil || len(all) == 0 {
			t.Fatalf("%s: %v", path, err)
		}
		return all[0], all[1:], header
	}
	about := "journey,version,digest,as_of,only,"
	for question, want := range map[string]string{
		"scorecard?":            about + "step,title,phase,stage,observed,reach,reach_rate,reach_rate_lo,reach_rate_hi,reach_rate_n,continued",
		"scorecard?by=segment&": about + "segment,step,title",
		"scorecard?against=segment:regulars&segment=mountains&": about + "group,step,title",
		"funnel?":              about + "id,title,optional,count,ripe,rate,rate_lo,rate_hi,rate_n,from_previous,from_previous_lo",
		"why?":                 about + "step,title,converted,others,odds,odds_lo,odds_hi,odds_n,q",
		"variants?":            about + "steps,instances,share,estimate,estimate_lo,estimate_hi,estimate_n,completed,abandoned,ongoing,duration_n,duration_mean_s,duration_median_s",
		"variants?by=segment&": about + "segment,steps,instances",
		"variants?segment=mountains&against=rest&": about + "group,steps,instances",
		"levels?":      about + "level,level_arrived,level_ended,from,to,count,share,share_lo,share_hi,share_n,n,mean_s,median_s",
		"transitions?": about + "from,to,count,instances,share,share_lo,share_hi,share_n,n,mean_s,median_s",
		"rework?":      about + "step,instances,visits,self_loops,self_loop_instances,return_instances,share,share_lo,share_hi,share_n,same_channel_instances",
		"durations?":   about + "of,instances,n,mean_s,median_s",
		"conformance?": about + "class,step,instances,occurrences,share,share_lo,share_hi,share_n,ended_before,by_definition,completion_with,completion_with_lo",
		"returns?":     about + "of,within_s,completed,returned,reminded,undated,rate,rate_lo,rate_hi,rate_n,time_median_s",
		"continuity?":  about + "from,to,count,instances,share",
		"unmapped?":    about + "name,channel,events,instances,share,share_lo,share_hi,share_n,position_median,position_p25,position_p75,position_n,behind_step",
		"retention?":   about + "start,first,cohort_size,after,size,count,share,share_lo,share_hi,share_n,incomplete",
		"flows?":       about + "start,active,new,returning,resurrecting,dormant,kept,kept_lo,kept_hi,kept_n,incomplete",
		"stickiness?":  about + "periods,customers,share",
		"states?":      about + "start,period_instances,incomplete,state,instances,share",
	} {
		head, rows, header := read("/questions/" + strings.Replace(question, "?", "/table?", 1) + "journey=buy-online")
		name, _, _ := strings.Cut(question, "?")
		if got := strings.Join(head, ","); !strings.HasPrefix(got, want) || len(rows) == 0 && name != "unmapped" {
			t.Errorf("%s: %d rows under %s\nwant %s", question, len(rows), got, want)
		}
		if d := header.Get("Content-Disposition"); d != `attachment; filename="buy-online-`+name+`-2026-04-01.csv"` {
			t.Errorf("%s is called %s", question, d)
		}
		for _, r := range rows {
			if r[0] != "buy-online" || r[2] == "" || r[3] != "2026-04-01T00:00:00Z" {
				t.Errorf("%s: %q", question, r)
			}
		}
	}
	head, rows, _ := read("/questions/variants/table?journey=buy-online&segment=mountains&from=2026-02-01&top=all")
	answer := get[path.Variants](s, "/questions/variants", "journey", "buy-online", "segment", "mountains", "from", "2026-02-01", "top", "all")
	if len(rows) != answer.Variants || rows[0][slices.Index(head, "instances")] != fmt.Sprint(answer.Top[0].Instances) || !strings.Contains(rows[0][4], "segment mountains") || !strings.Contains(rows[0][4], "2026-02-01") {
		t.Errorf("%d rows of %d variants, the first %q", len(rows), answer.Variants, rows[0])
	}
	if _, rows, _ := read("/questions/matrix/table?journey=buy-online&journey=get-help"); len(rows) != 6 {
		t.Errorf("%d rows of returns between journeys", len(rows))
	}
	_, rows, _ = read("/events/table?customer=" + url.QueryEscape("=evil()"))
	if len(rows) != 1 || rows[0][1] != "'=evil()" || rows[0][2] != "'@Seen" {
		t.Errorf("%q", rows)
	}
	sum := sha256.Sum256([]byte("=evil()"))
	s.noted("events.export", "events", fmt.Sprintf("of customer:sha256-%x", sum[:8]))
	if _, rows, _ = read("/events/table?name=Order+Completed&segment=mountains"); len(rows) == 0 {
		t.Error("no orders")
	}
	_, rows, _ = read("/customers/table?q=" + url.QueryEscape("+eve"))
	if len(rows) != 1 || rows[0][1] != "search +eve" || rows[0][2] != "'=evil()" || rows[0][3] != "'+Eve" {
		t.Errorf("%q", rows)
	}
	s.noted("customers.export", "customers", "")
	if _, rows, _ = read("/customers/table"); len(rows) < 150 {
		t.Errorf("%d customers", len(rows))
	}
	status, head2, text := s.do(people.Owner, "GET", "/questions/variants/table?journey=buy-online&format=xlsx", nil)
	if status != 200 || !bytes.HasPrefix(text, []byte("PK")) || !strings.Contains(head2.Get("Content-Type"), "spreadsheet") || head2.Get("Content-Length") != fmt.Sprint(len(text)) {
		t.Errorf("%d %v", status, head2)
	}
	s.refused(people.Owner, "GET", "/questions/variants/table?journey=buy-online&format=pdf", nil, 422, "pdf")
	s.refused(people.Owner, "GET", "/questions/variants/table?journey=nowhere", nil, 404, "nowhere")
	s.refused(people.Owner, "GET", "/questions/variants/table?journey=buy-online&top=few", nil, 422, "few")
	s.refused(people.Viewer, "GET", "/events/table", nil, 403, "viewer")
	s.refused(people.Viewer, "GET", "/customers/table", nil, 403, "viewer")
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "wend-table-*")); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
}
