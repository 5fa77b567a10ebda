// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/sim"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// What was planted in the simulated shop comes out of its export, read like any
// other shop's files.
func TestPlantedTruth(t *testing.T) {
	dir, start := t.TempDir(), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	export := filepath.Join(dir, "export")
	if _, err := sim.WriteFiles(sim.Config{Seed: 5, Customers: 12_000, Start: start, Days: 90}, export, 0); err != nil {
		t.Fatal(err)
	}
	if err := sim.WriteJourneys(app.JourneyDir(dir)); err != nil {
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
	a, err := app.Open(context.Background(), dir, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if _, err := load.Import(context.Background(), a.Log, m, []string{export}, load.Options{TempDir: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	docs, err := a.Journey(context.Background(), "buy-online", "")
	if err != nil {
		t.Fatal(err)
	}
	card := func(change func(*scorecard.Question)) *scorecard.Card {
		q := scorecard.Question{}
		q.AsOf = start.AddDate(0, 0, 90)
		change(&q)
		c, err := scorecard.Compute(context.Background(), a.Log, docs.Files[0].Journey, &docs.Workspace, q)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	where := func(w string) func(*scorecard.Question) {
		tree, err := evidence.ParseExpression(w, evidence.Properties)
		if err != nil {
			t.Fatal(err)
		}
		return func(q *scorecard.Question) { q.Question = sequence.Question{AsOf: q.AsOf, Where: tree} }
	}

	all := card(func(*scorecard.Question) {})
	bad := card(func(q *scorecard.Question) { q.Segment = "mountains" })
	if l, b := step(t, all, "parcel-received").Since.Late, step(t, bad, "parcel-received").Since.Late; b.Lo <= l.Hi {
		t.Errorf("late: %+v of all, %+v in the badly served region", l, b)
	}
	if o, b := score(t, "all", all.Overall), score(t, "bad", bad.Overall); b.Hi >= o.Lo {
		t.Errorf("overall: %+v of all, %+v in the badly served region", o, b)
	}
	slow, fast := card(where("carrier="+sim.Planted.SlowCarrier)), card(where("carrier!="+sim.Planted.SlowCarrier))
	if s, f := step(t, slow, "parcel-received").FromPrevious, step(t, fast, "parcel-received").FromPrevious; s.MedianS < 2*f.MedianS {
		t.Errorf("transit: %.1f d slow, %.1f d others", s.MedianS/86400, f.MedianS/86400)
	}
	b := step(t, all, "parcel-received").ByLate
	late, onTime := score(t, "late", b.Late), score(t, "on time", b.OnTime)
	if d := onTime.Value - late.Value; d < sim.Planted.ScoreLatePenalty/2 || late.Hi >= onTime.Lo {
		t.Errorf("a late parcel costs %.2f points, planted were %.2f", d, sim.Planted.ScoreLatePenalty)
	}
	if all.Return == nil || all.Return.Rate.Lo <= sim.Planted.ReturnOtherwise/2 || all.Return.Rate.Hi >= sim.Planted.ReturnSatisfied {
		t.Errorf("%+v", all.Return)
	}
}
