// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// pathFacts is what of a log's reference file tells of paths.
type pathFacts struct {
	Counts struct {
		Cases, Variants int
	}
	Starts map[journey.StepID]int                              `json:"start_activities"`
	Ends   map[journey.StepID]int                              `json:"end_activities"`
	DFG    [][]any                                             `json:"dfg"`
	Times  [][]any                                             `json:"performance_dfg"`
	Rework map[journey.StepID]int                              `json:"rework_cases_per_activity"`
	Again  int                                                 `json:"repeated_events_total"`
	Loops  map[journey.StepID]struct{ Cases, Occurrences int } `json:"self_loops"`
	Any    int                                                 `json:"cases_with_any_rework"`

	// Durations are not in every file.
	Durations map[string]any `json:"case_duration_seconds"`
}

// pathLog is a reference log and how it is read.
type pathLog struct{ name, file, mapping, where string }

// pathLogs are the reference logs, with the mapping that reads them and the
// condition that makes the view.
var pathLogs = []pathLog{
	{"running", "small/running-example.xes", "", ""},
	{"roadtraffic100", "small/roadtraffic100traces.xes", "", ""},
	{"helpdesk", "helpdesk/helpdesk.xes.gz", "", ""},
	{"receipt", "wabo_receipt/receipt.xes.gz", "", ""},
	{"bpic2012", "bpic2012/bpic2012.xes.gz", "", ""},
	{"bpic2012_a", "bpic2012/bpic2012.xes.gz", "", "event.name^=A_"},
	{"bpic2012_complete", "bpic2012/bpic2012.xes.gz", "", "lifecycle:transition=COMPLETE"},
	{"ecom", "ecom_synthetic/ecom.csv.gz", `files: [{file: "*.csv*", customer: session_id, event: event, time: timestamp}]`, ""},
	{"loanapp", "loanapp_bpmn/LoanApp_simplified_train.csv.gz", `files: [{file: "*.csv*", customer: case_id, event: activity, time: end_time}]`, ""},
	{"itsm", "itsm_tickets/Master_Ticket_Dataset.csv.gz", `files: [{file: "*.csv*", customer: number, event: incident_state, time: {column: sys_updated_at, format: "%d/%m/%Y %H:%M"}, where: {incident_state: {is_not: "-100"}}}]`, ""},
}

// TestPathsAgainstTheReference: all variants, all transitions with their times,
// starts, ends and rework are those of the reference, without a journey.
func TestPathsAgainstTheReference(t *testing.T) {
	all := t
	opened := map[string]*app.App{} // some are looked at in several ways
	for _, c := range pathLogs {
		t.Run(c.name, func(t *testing.T) {
			var want pathFacts
			reference.JSON(t, &want, "data", "logs", "expected", c.name+".json")
			a := opened[c.file]
			if a == nil {
				a = readLog(all, c.mapping, reference.Path(t, "data", "logs", c.file))
				opened[c.file] = a
				all.Cleanup(func() { _ = a.Close() })
			}
			q := sequence.Question{AsOf: now}
			if c.where != "" {
				var err error
				if q.Where, err = evidence.ParseExpression(c.where, evidence.Properties); err != nil {
					t.Fatal(err)
				}
			}
			x, err := a.Instances(context.Background(), nil, q)
			if err != nil {
				t.Fatal(err)
			}
			variants(t, c.name, want, x)
			got, err := path.TransitionsOf(context.Background(), x)
			if err != nil {
				t.Fatal(err)
			}
			transitions(t, want, got)
			durations(t, want, x)
		})
	}
}

// readLog imports one log into a data directory of its own; an empty mapping is
// for XES.
func readLog(t *testing.T, rules, file string) *app.App {
	t.Helper()
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var m *load.Mapping
	if rules != "" {
		if m, err = load.ParseMapping("mapping.yaml", []byte("wend: mapping/v1\nsource: log\nzone: UTC\n"+rules)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := load.Import(context.Background(), a.Log, m, []string{file}, load.Options{TempDir: t.TempDir()})
	if err != nil || r.Quarantined > 0 || r.Files[0].Problem != "" {
		t.Fatalf("%+v %v", r, err)
	}
	return a
}

func variants(t *testing.T, name string, want pathFacts, x *sequence.Instances) {
	t.Helper()
	got, err := path.VariantsOf(context.Background(), x, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got.Instances != want.Counts.Cases || got.Variants != want.Counts.Variants {
		t.Errorf("%d instances, %d variants; want %+v", got.Instances, got.Variants, want.Counts)
	}
	i, wrong := 0, 0
	reference.Lines(t, func(line []byte) {
		var v struct {
			Cases   int
			Variant []journey.StepID
		}
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if i < len(got.Top) && (got.Top[i].Instances != v.Cases || !cmp.Equal(got.Top[i].Steps, v.Variant)) {
			if wrong++; wrong < 3 {
				t.Errorf("variant %d: %d %v, want %d %v", i, got.Top[i].Instances, got.Top[i].Steps, v.Cases, v.Variant)
			}
		}
		i++
	}, "data", "logs", "expected", name+".variants.jsonl.gz")
	if i != len(got.Top) {
		t.Errorf("%d variants, the reference has %d", len(got.Top), i)
	}
}

func transitions(t *testing.T, want pathFacts, got *path.Transitions) {
	t.Helper()
	if diff := cmp.Diff(want.Starts, got.Starts); diff != "" {
		t.Errorf("starts: %s", diff)
	}
	if diff := cmp.Diff(want.Ends, got.Ends); diff != "" {
		t.Errorf("ends: %s", diff)
	}
	found := map[string]path.Transition{}
	for _, tr := range got.Transitions {
		found[string(tr.From)+"\x1f"+string(tr.To)] = tr
	}
	if len(found) != len(want.DFG) {
		t.Errorf("%d transitions, want %d", len(found), len(want.DFG))
	}
	for _, d := range want.DFG {
		tr := found[d[0].(string)+"\x1f"+d[1].(string)]
		if float64(tr.Count) != d[2].(float64) || float64(tr.Instances) != d[3].(float64) {
			t.Errorf("%v: %d in %d", d, tr.Count, tr.Instances)
		}
	}
	for _, d := range want.Times {
		tr := found[d[0].(string)+"\x1f"+d[1].(string)]
		times := d[2].(map[string]any)
		what := fmt.Sprint(d[0], " to ", d[1])
		same(t, "mean of "+what, times["mean"].(float64), *tr.MeanS)
		same(t, "median of "+what, times["median"].(float64), *tr.MedianS)
	}
	rework, again, loops := map[journey.StepID]int{}, 0, 0
	for _, r := range got.Rework {
		rework[r.Step] = r.Instances
		again += r.Visits
		loops += r.SelfLoops
	}
	if diff := cmp.Diff(want.Rework, rework); diff != "" {
		t.Errorf("rework: %s", diff)
	}
	if again != want.Again {
		t.Errorf("%d visits again, want %d", again, want.Again)
	}
	for step, loop := range want.Loops {
		i := slices.IndexFunc(got.Rework, func(r path.Rework) bool { return r.Step == step })
		if i < 0 || got.Rework[i].SelfLoops != loop.Occurrences || got.Rework[i].InSelf != loop.Cases {
			t.Errorf("self-loops of %s: want %+v", step, loop)
		}
		loops -= loop.Occurrences
	}
	if loops != 0 {
		t.Errorf("%d self-loops too many", loops)
	}
	if share := float64(want.Any) / float64(want.Counts.Cases); got.Reworked.Value != share {
		t.Errorf("%g of the instances have rework, want %g", got.Reworked.Value, share)
	}
}

// durations are those from the first visit to the last.
func durations(t *testing.T, want pathFacts, x *sequence.Instances) {
	t.Helper()
	got, err := path.DurationsOf(context.Background(), x)
	if err != nil {
		t.Fatal(err)
	}
	d := got.All
	if d.N != want.Counts.Cases {
		t.Errorf("%d durations, want %d", d.N, want.Counts.Cases)
	}
	for name, s := range map[string]*float64{"min": d.MinS, "max": d.MaxS, "mean": d.MeanS, "median": d.MedianS, "p25": d.P25S, "p75": d.P75S, "p90": d.P90S, "p95": d.P95S} {
		if v, known := want.Durations[name]; known {
			same(t, name+" of durations", v.(float64), *s)
		}
	}
}

// TestConformanceAgainstTheReference: over whole logs the sum of deviations, the
// share of fitting cases and the mean fitness are those of the reference's
// alignments.
func TestConformanceAgainstTheReference(t *testing.T) {
	for _, c := range []struct{ log, model string }{
		{"running", "running.textbook"}, {"helpdesk", "helpdesk.designed_map"}, {"helpdesk", "helpdesk.inductive_02"}, {"receipt", "receipt.inductive_02"},
		{"loanapp", "loanapp.bpmn"}, {"ecom", "ecom.funnel"},
	} {
		t.Run(c.model, func(t *testing.T) {
			i := slices.IndexFunc(pathLogs, func(l pathLog) bool { return l.name == c.log })
			a := readLog(t, pathLogs[i].mapping, reference.Path(t, "data", "logs", pathLogs[i].file))
			defer func() { _ = a.Close() }()
			x, err := a.Instances(context.Background(), nil, sequence.Question{AsOf: now})
			if err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(reference.Path(t, "data", "logs", "models", c.model+".pnml"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = f.Close() }()
			m, err := conformance.ReadPNML(c.model, f)
			if err != nil {
				t.Fatal(err)
			}
			got, err := conformance.Check(context.Background(), x, m, conformance.Options{Whole: true})
			if err != nil {
				t.Fatal(err)
			}
			var want conformance.Share
			reference.Lines(t, func(line []byte) {
				var v struct {
					Cases, Deviations int
					Fitness           float64
				}
				if err := json.Unmarshal(line, &v); err != nil {
					t.Fatal(err)
				}
				want.Instances += v.Cases
				want.Deviations += v.Cases * v.Deviations
				want.Fitness += float64(v.Cases) * v.Fitness
				if v.Deviations == 0 {
					want.Fitting += v.Cases
				}
			}, "data", "logs", "expected", c.model+".alignments.jsonl.gz")
			want.Fitness /= float64(want.Instances)
			same(t, "fitness", want.Fitness, got.Fitness)
			if want.Fitness = got.Fitness; want != got.Share {
				t.Errorf("%+v, want %+v", got.Share, want)
			}
			if sum := got.Classes[conformance.Missing] + got.Classes[conformance.OutOfOrder] + got.Classes[conformance.AdHoc]; sum != got.Deviations {
				t.Errorf("the classes add up to %d of %d", sum, got.Deviations)
			}
		})
	}
}
