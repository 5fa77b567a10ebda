// SPDX-License-Identifier: Apache-2.0

package sim_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/sim"
)

var config = sim.Config{Seed: 3, Customers: 300, Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 60}

func run(t testing.TB, c sim.Config) (events []event.Event) {
	t.Helper()
	if err := sim.Run(c, func(e event.Event) error { events = append(events, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return events
}

// The shop's documents are without a fault, and every event that its journeys
// wait for comes.
func TestDocuments(t *testing.T) {
	files := sim.Documents()
	if _, err := load.ParseMapping("mapping.yaml", files["mapping.yaml"]); err != nil {
		t.Error(err)
	}
	delete(files, "mapping.yaml")
	docs := workspace.Read(files)
	if len(docs.Faults.Errors()) > 0 || len(docs.Files) != 3 {
		t.Fatal(docs.Faults)
	}
	seen := map[string]bool{}
	for _, e := range run(t, config) {
		seen[e.Name] = true
	}
	for _, f := range docs.Files {
		for _, c := range f.Claims() {
			if name := c.Evidence.Matcher().Event; !seen[name] {
				t.Errorf("%s: nobody ever sends %q", f.ID, name)
			}
		}
	}
}

func TestEventsCanBeKept(t *testing.T) {
	ids := map[string]bool{}
	end := config.Start.AddDate(0, 0, config.Days)
	for _, e := range run(t, config) {
		if reason, why := e.Check(); reason != "" {
			t.Fatal(why)
		}
		if canonical, err := event.Canonical(e.Properties); err != nil || !bytes.Equal(canonical, e.Properties) {
			t.Fatalf("%s is not canonical: %v", e.Properties, err)
		}
		if e.Name == event.AnswerGiven {
			if why := event.CheckAnswer(e.Properties); why != "" {
				t.Fatal(why)
			}
		}
		if ids[e.ID] {
			t.Fatalf("the message id %s comes twice", e.ID)
		}
		ids[e.ID] = true
		if !e.At().Before(end) {
			t.Fatalf("%s happens behind the end", e.At())
		}
	}
}

func TestOneMoreCustomerChangesNobodyElse(t *testing.T) {
	more := config
	more.Customers++
	lives := func(c sim.Config) map[event.CustomerID][]event.Event {
		out := map[event.CustomerID][]event.Event{}
		for _, e := range run(t, c) {
			out[e.Customer] = append(out[e.Customer], e)
		}
		return out
	}
	a, b := lives(config), lives(more)
	if len(b) != len(a)+1 {
		t.Fatalf("%d and %d customers", len(a), len(b))
	}
	for id, events := range a {
		if diff := cmp.Diff(events, b[id]); diff != "" {
			t.Fatal(diff)
		}
	}
	other := config
	other.Seed++
	if cmp.Equal(run(t, config), run(t, other)) {
		t.Error("another seed gives the same events")
	}
}

// Orders of one customer overlap, and ids of orders never come twice.
func TestParallelOrders(t *testing.T) {
	type span struct{ from, to int64 }
	orders := map[string]span{}
	of := map[string]event.CustomerID{}
	for _, e := range run(t, config) {
		var p struct {
			Order string `json:"order_id"`
		}
		if json.Unmarshal(e.Properties, &p) != nil || p.Order == "" || e.Name == event.AnswerGiven {
			continue
		}
		if c, ok := of[p.Order]; ok && c != e.Customer {
			t.Fatalf("the order %s is %s's and %s's", p.Order, c, e.Customer)
		}
		of[p.Order] = e.Customer
		s, ok := orders[p.Order]
		if !ok {
			s = span{e.Time, e.Time}
		}
		orders[p.Order] = span{min(s.from, e.Time), max(s.to, e.Time)}
	}
	mine := map[event.CustomerID][]span{}
	for order, s := range orders {
		mine[of[order]] = append(mine[of[order]], s)
	}
	parallel := 0
	for _, list := range mine {
		for i, x := range list {
			for _, y := range list[i+1:] {
				if x.from < y.to && y.from < x.to {
					parallel++
				}
			}
		}
	}
	if parallel == 0 {
		t.Error("no orders overlap")
	}
}

func TestWriteFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "export")
	w, err := sim.WriteFiles(config, dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join(dir, "events.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(string(src), "\n") - 1; rows != w.Events || int64(len(src)) != w.Bytes || w.Answers == 0 {
		t.Errorf("%d rows, %d bytes, %+v", rows, len(src), w)
	}
	c := config
	c.Customers = 0
	if w, err = sim.WriteFiles(c, dir, 300_000); err != nil || w.Bytes < 300_000 || w.Bytes > 310_000 {
		t.Errorf("%+v %v", w, err)
	}
}

func BenchmarkRun(b *testing.B) {
	b.ReportAllocs()
	events := 0
	for b.Loop() {
		if err := sim.Run(config, func(event.Event) error { events++; return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
}
