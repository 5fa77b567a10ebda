// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/sim"
	"github.com/wendcx/wend/internal/understand/ask"
)

// BenchmarkScorecard asks for the map's numbers of the demo, each time of another
// period, as people who look at it do.
func BenchmarkScorecard(b *testing.B) {
	ctx := context.Background()
	dir := b.TempDir()
	a, err := app.Open(ctx, dir, app.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var batch []event.Event
	if err := sim.Run(sim.Config{Start: start, Days: 90, Customers: 20000, Seed: 1}, func(e event.Event) error {
		batch = append(batch, e)
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	if _, err := a.Log.Append(ctx, batch); err != nil {
		b.Fatal(err)
	}
	if err := sim.WriteJourneys(app.JourneyDir(dir)); err != nil {
		b.Fatal(err)
	}
	docs, err := a.Journey(ctx, "buy-online", "")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		q := ask.Scorecard{Base: ask.Base{Scope: ask.Scope{From: fmt.Sprintf("2026-01-%02d", i%28+1), AsOf: "2026-04-01"}, Segment: []string{"", "consumers", "professionals"}[i%3]}}
		if _, err := q.Ask(ctx, a.Desk, docs); err != nil {
			b.Fatal(err)
		}
	}
}
