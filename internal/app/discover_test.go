// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/sim"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/discover"
	"github.com/wendcx/wend/internal/understand/sequence"
)

func discovered(t *testing.T, a *app.App, o discover.Options) *ask.Discovered {
	t.Helper()
	d, err := a.Discover(context.Background(), sequence.Question{AsOf: now}, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A journey discovered in a log follows it better than the maps that people
// designed for it, and the document that is written does too.
func TestDiscovery(t *testing.T) {
	for _, c := range []struct {
		file, mapping       string
		instances, variants int
		all, steps          float64
	}{
		{"helpdesk/helpdesk.xes.gz", "", 4580, 226, 0.98, 0.99}, // the designed map: 0.9401
		{"wabo_receipt/receipt.xes.gz", "", 1434, 116, 0.81, 0.89},
		{"ecom_synthetic/ecom.csv.gz", `files: [{file: "*.csv*", customer: session_id, event: event, time: timestamp, channel: {column: platform, codes: {desktop: website, tablet: website, mobile: mobile-app}}}]`, 3605, 3003, 0.18, 0.89},
	} {
		a := readLog(t, c.mapping, reference.Path(t, "data", "logs", c.file))
		d := discovered(t, a, discover.Options{})
		f := d.Fitness
		if d.Instances != c.instances || d.Variants != c.variants || f.AllEvents.Fitness < c.all || f.Steps.Fitness < c.steps || f.AllEvents.Instances != c.instances {
			t.Errorf("%s: %d instances, %d variants, %+v", c.file, d.Instances, d.Variants, f)
		}
		if c.mapping != "" {
			if home := d.Journey.Steps()[0]; home.Touchpoint == nil || home.Touchpoint.Channel != "website" || len(home.Alternatives) != 1 || home.Alternatives[0].Channel != "mobile-app" {
				t.Errorf("%+v", home.Step)
			}
		}
		follows(t, a, d)
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// follows asks the written document about the log that it was made of: nearly all
// instances stay whole, and follow it as well as was promised.
func follows(t *testing.T, a *app.App, d *ask.Discovered) {
	t.Helper()
	text, err := d.YAML()
	if err != nil {
		t.Fatal(err)
	}
	docs := workspace.Read(map[string][]byte{"found.yaml": text})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	x, err := a.Instances(context.Background(), docs, sequence.Question{AsOf: now})
	if err != nil {
		t.Fatal(err)
	}
	if n, promised := float64(x.Len()), float64(d.Fitness.Steps.Instances); math.Abs(n-promised) > 0.02*promised {
		t.Errorf("%g instances of the document, %g of the proposal", n, promised)
	}
	m, err := conformance.ModelOf(x.Plan)
	if err != nil {
		t.Fatal(err)
	}
	r, err := conformance.Check(context.Background(), x, m, conformance.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !d.Milestones && r.Fitness < d.Fitness.AllEvents.Fitness {
		t.Errorf("the document has fitness %g, the proposal %+v", r.Fitness, d.Fitness)
	}
}

// Of customers who come again the journey is discovered that they go through each
// time: the simulated shop's own, in the order of its document.
func TestDiscoveryInTheShop(t *testing.T) {
	a := shop(t)
	d := discovered(t, a, discover.Options{})
	var way []string
	for _, s := range d.Steps {
		way = append(way, s.Event)
	}
	const want = "Ad Clicked, Store Visited, Product Viewed, Advice Given, Checkout Started, Order Completed, Order Confirmed, Parcel Shipped, Parcel Delivered"
	if got := strings.Join(way, ", "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if ends := d.Journey.Instance.Completes; len(ends) != 1 || ends[0] != "parcel-delivered" {
		t.Errorf("completed at %v", ends)
	}
	if n := len(d.Journey.Phases.Before); d.Anew == 0 || n != 1 || d.Fitness.Steps.Fitness < 0.98 || d.Fitness.Steps.Instances != d.Instances {
		t.Errorf("%d stages before, %d begin anew, %+v", n, d.Anew, d.Fitness)
	}
	byOrder := discovered(t, a, discover.Options{By: "order_id"})
	if by := byOrder.Journey.Instance.By; by == nil || by.Property != "order_id" || byOrder.Anew != 0 {
		t.Errorf("%+v", byOrder.Journey.Instance)
	}
}

// shop opens a simulated shop's events.
func shop(t *testing.T) *app.App {
	t.Helper()
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	export := t.TempDir()
	config := sim.Config{Seed: 1, Customers: 3000, Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Days: 120}
	if _, err := sim.WriteFiles(config, export, 0); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join(export, "mapping.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := load.ParseMapping("mapping.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := load.Import(context.Background(), a.Log, m, []string{export}, load.Options{TempDir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	return a
}
