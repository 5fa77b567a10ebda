// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/store/eventlog"
)

// logFacts is what of an event log's reference file is compared.
type logFacts struct {
	Counts struct {
		Cases, Events, Activities int64
	}
	Starts    map[string]int64 `json:"start_activities"`
	Ends      map[string]int64 `json:"end_activities"`
	Events    map[string]int64 `json:"activity_events"`
	Cases     map[string]int64 `json:"activity_cases"`
	Durations map[string]any   `json:"case_duration_seconds"`
}

// XES logs need no mapping: cases, events, activities, starts, ends and the
// quantiles of the cases' durations are those of the reference.
func TestXESLogs(t *testing.T) {
	for _, c := range []struct{ name, file string }{
		{"helpdesk", "logs/helpdesk/helpdesk.xes.gz"}, {"receipt", "logs/wabo_receipt/receipt.xes.gz"},
		{"running", "logs/small/running-example.xes"}, {"roadtraffic100", "logs/small/roadtraffic100traces.xes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want logFacts
			reference.JSON(t, &want, "data", "logs", "expected", c.name+".json")
			a, _ := imported(t, "", reference.Path(t, "data", c.file))
			got, err := a.Log.Overview(context.Background(), eventlog.Scope{})
			if err != nil {
				t.Fatal(err)
			}
			compareLog(t, want, got)
		})
	}
}

func compareLog(t *testing.T, want logFacts, got *event.Overview) {
	t.Helper()
	if got.Events != want.Counts.Events || got.Customers != want.Counts.Cases || int64(len(got.Names)) != want.Counts.Activities {
		t.Errorf("%d events, %d customers, %d names; want %+v", got.Events, got.Customers, len(got.Names), want.Counts)
	}
	events, cases := map[string]int64{}, map[string]int64{}
	for _, n := range got.Names {
		events[n.Name], cases[n.Name] = n.Events, n.Customers
	}
	for _, pair := range []struct {
		what      string
		want, got map[string]int64
	}{{"starts", want.Starts, got.Starts}, {"ends", want.Ends, got.Ends}, {"events", want.Events, events}, {"cases", want.Cases, cases}} {
		if diff := cmp.Diff(pair.want, pair.got); diff != "" {
			t.Errorf("%s: %s", pair.what, diff)
		}
	}
	for key, value := range map[string]float64{
		"min": got.Durations.Min, "p25": got.Durations.P25, "median": got.Durations.Median, "mean": got.Durations.Mean,
		"p75": got.Durations.P75, "p90": got.Durations.P90, "p95": got.Durations.P95, "max": got.Durations.Max,
	} {
		same(t, key, want.Durations[key].(float64), value)
	}
}

// The receipt log says on which channel each case came in.
func TestChannelsOfTheReceiptLog(t *testing.T) {
	a, _ := imported(t, "", reference.Path(t, "data", "logs", "wabo_receipt", "receipt.xes.gz"))
	got, err := a.Log.Overview(context.Background(), eventlog.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int64{}
	fromCSV := countColumn(t, reference.Path(t, "data", "logs", "wabo_receipt", "receipt.csv"), "case:channel")
	for name, n := range fromCSV {
		want[name] = n
	}
	if diff := cmp.Diff(want, got.Channels); diff != "" {
		t.Error(diff)
	}
}

// The same log as CSV, by the mapping that Wend itself proposes, gives the same
// numbers.
func TestTheReceiptLogAsCSV(t *testing.T) {
	var want logFacts
	reference.JSON(t, &want, "data", "logs", "expected", "receipt.json")
	path := reference.Path(t, "data", "logs", "wabo_receipt", "receipt.csv")
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	importSuggested(t, a, path)
	got, err := a.Log.Overview(context.Background(), eventlog.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	compareLog(t, want, got)
}

// Offsets in timestamps are honoured, and remembered as they were written.
func TestOffsetsAreHonoured(t *testing.T) {
	a, _ := imported(t, "", reference.Path(t, "data", "logs", "small", "running-example.xes"))
	list, err := a.Log.Timeline(context.Background(), "3", eventlog.Scope{}, 0)
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	if got := fmt.Sprint(list[0].Name, " ", list[0].At()); got != "register request 2010-12-30 14:32:00 +0100 +0100" {
		t.Error(got)
	}
}
