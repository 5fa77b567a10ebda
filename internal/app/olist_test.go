// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// olistFacts is what of the reference file is compared.
type olistFacts struct {
	Counts struct {
		Union     int `json:"orders_union"`
		SRS       int `json:"orders_srs"`
		Delivered int `json:"delivered_union"`
	}
	Status    map[string]rate               `json:"status_srs"`
	Scores    olistScore                    `json:"score_srs_all_orders"`
	Durations map[string]map[string]float64 `json:"durations_days_delivered"`
	Late      map[string]rate               `json:"late"`
	ByLate    map[string]olistScore         `json:"score_late_vs_not"`
	Timing    map[string]any                `json:"review_timing"`
}

type olistScore struct {
	N        int
	Mean, SE float64
}

const olist = "olist/journey.yaml"

// Orders with five times a row, joined to customers and reviews, become a
// scorecard whose every figure is that of the reference.
func TestOlist(t *testing.T) {
	var facts olistFacts
	reference.JSON(t, &facts, "data", "satisfaction", "expected", "olist_facts.json")
	a, r := imported(t, "olist/mapping.yaml", reference.Path(t, "data", "satisfaction", "olist"))
	if r.Quarantined != 0 || r.Duplicates != 0 {
		t.Errorf("%+v", r)
	}
	t.Run("a uniform sample", func(t *testing.T) { olistSample(t, a, facts) })
	t.Run("all that were delivered", func(t *testing.T) { olistDelivered(t, a, facts) })
	t.Run("people with several orders", func(t *testing.T) { olistPeople(t, a) })
	t.Run("importing again", func(t *testing.T) {
		again := more(t, a, "olist/mapping.yaml", reference.Path(t, "data", "satisfaction", "olist"))
		if again.Events+again.Answers+again.Customers != 0 || again.Duplicates != r.Events+r.Answers {
			t.Errorf("%+v", again)
		}
	})
}

func olistSample(t *testing.T, a *app.App, facts olistFacts) {
	c := cardOf(t, a, olist, "sample_srs=1")
	if c.Instances.Total != facts.Counts.SRS {
		t.Errorf("%d orders, want %d", c.Instances.Total, facts.Counts.SRS)
	}
	facts.Status["delivered"].same(t, "delivered", c.Completion)
	overall := score(t, "the review", c.Overall)
	same(t, "the mean score", facts.Scores.Mean, overall.Value)
	if c.Overall.N != facts.Scores.N {
		t.Errorf("%d reviews, want %d", c.Overall.N, facts.Scores.N)
	}
	// A t interval with 11,513 degrees of freedom; the reference gives the
	// standard error.
	same(t, "the interval", 2*1.960170*facts.Scores.SE, overall.Hi-overall.Lo)
}

func olistDelivered(t *testing.T, a *app.App, facts olistFacts) {
	c := cardOf(t, a, olist, "status=delivered")
	delivered := step(t, c, "delivered")
	if c.Instances.Total != facts.Counts.Delivered || *delivered.Reach != facts.Counts.Delivered || delivered.Undated != 8 {
		t.Errorf("%d orders, %d delivered, %d at no known time", c.Instances.Total, *delivered.Reach, delivered.Undated)
	}
	const day = 86400
	for _, part := range []struct {
		step, reference string
	}{{"approved", "approve_d"}, {"handed-over", "handle_d"}, {"delivered", "total_d"}, {"waits", "transit_d"}} {
		want, got := facts.Durations[part.reference], step(t, c, part.step).Since
		if got == nil || want == nil {
			t.Fatalf("%s: %v %v", part.step, got, want)
		}
		same(t, part.step+", median", want["0.5"], got.MedianS/day)
		same(t, part.step+", p90", want["0.9"], got.P90S/day)
		if got.N != int(want["n"]) {
			t.Errorf("%s: n %d, want %g", part.step, got.N, want["n"])
		}
	}
	same(t, "the journey, median", facts.Durations["total_d"]["0.5"], c.Duration.MedianS/day)
	facts.Late["date_rule"].same(t, "late", delivered.Since.Late)
	for name, s := range map[string]olistScore{"late": facts.ByLate["late"], "on_time": facts.ByLate["on_time"]} {
		got := delivered.ByLate.OnTime
		if name == "late" {
			got = delivered.ByLate.Late
		}
		same(t, name, s.Mean, score(t, name, got).Value)
		if got.N != s.N {
			t.Errorf("%s: n %d, want %d", name, got.N, s.N)
		}
	}
	asked := facts.Timing["among_late"].(map[string]any)
	rate{N: int(asked["n"].(float64)), P: asked["p"].(float64), Lo: asked["wilson_lo"].(float64), Hi: asked["wilson_hi"].(float64)}.same(t, "late and asked before", delivered.ByLate.LateAskedBefore)
}

// Negative hand-overs stay negative: 398 parcels were handed over before the
// payment was approved.
func olistPeople(t *testing.T, a *app.App) {
	docs, err := app.File(example(t, olist))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), a.Log, plan, sequence.Question{AsOf: now})
	if err != nil {
		t.Fatal(err)
	}
	people, instances, overlapping, negative := 0, 0, 0, 0
	for from := 0; from < x.Len(); {
		to := from
		for to < x.Len() && x.Customer(to) == x.Customer(from) {
			to++
		}
		if to-from > 1 {
			people++
			instances += to - from
			for i := from + 1; i < to; i++ {
				if x.Start(i) < x.End(i-1) {
					overlapping++
				}
			}
		}
		from = to
	}
	for i := range x.Len() {
		negative += handedOverBeforeApproval(x, i)
	}
	if got := fmt.Sprintf("%d people, %d instances", people, instances); got != "404 people, 871 instances" {
		t.Error(got)
	}
	if overlapping == 0 {
		t.Error("no instances overlap")
	}
	if negative != 398 {
		t.Errorf("%d negative hand-overs", negative)
	}
	c := cardOf(t, a, olist)
	if r := c.Return; r == nil || r.Rate == nil || r.Returned == 0 || r.Rate.Value <= 0 || r.Rate.Value > 0.1 || math.Abs(float64(r.Completed-*c.Instances.Completed)) > 0 {
		t.Errorf("%+v", r)
	}
	if basis := c.Basis; basis != scorecard.ByEvents {
		t.Error(basis)
	}
}

// handedOverBeforeApproval is 1 where an order's parcel was handed over before
// its payment was approved.
func handedOverBeforeApproval(x *sequence.Instances, i int) int {
	at := map[string]int64{}
	from, to := x.Visits(i)
	for v := from; v < to; v++ {
		at[string(x.Plan.Steps[x.Step(v)].ID)] = x.Time(i, v)
		if x.Undated(v) {
			delete(at, string(x.Plan.Steps[x.Step(v)].ID))
		}
	}
	approved, okA := at["approved"]
	handed, okH := at["handed-over"]
	_, delivered := at["delivered"]
	if okA && okH && delivered && handed < approved {
		return 1
	}
	return 0
}
