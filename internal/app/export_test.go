// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/store/eventlog"
)

const exportedMapping = `wend: mapping/v1
source: again
files: [{file: "*.parquet", customer: customer, event: event, time: time, id: message_id}]
`

// exported writes n events to a Parquet file and returns its path.
func exportedEvents(t *testing.T, n int) string {
	t.Helper()
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	r := rand.New(rand.NewPCG(1, 2))
	events := make([]event.Event, n)
	for i := range events {
		events[i] = event.Event{
			Source: "s", ID: fmt.Sprint("m", i), Customer: event.CustomerID(fmt.Sprint("c", r.IntN(n/4+1))), Name: fmt.Sprint("Event ", r.IntN(12)), Time: now.UnixMicro() - r.Int64N(1e13),
			Properties: fmt.Appendf(nil, `{"price":%d,"sku":"SKU-%08x"}`, r.IntN(1000), r.Uint32()),
		}
	}
	if _, err := a.Log.Append(context.Background(), events); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "events.parquet")
	if rows, err := a.WriteEvents(context.Background(), eventlog.Scope{}, path); err != nil || rows != n {
		t.Fatalf("%d rows, %v", rows, err)
	}
	return path
}

func importAgain(t *testing.T, paths ...string) (*load.Result, error) {
	t.Helper()
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	m, err := load.ParseMapping("mapping.yaml", []byte(exportedMapping))
	if err != nil {
		t.Fatal(err)
	}
	return load.Import(context.Background(), a.Log, m, paths, load.Options{TempDir: t.TempDir()})
}

// TestWhatWasExportedComesInAgain, whatever its size.
func TestWhatWasExportedComesInAgain(t *testing.T) {
	for _, n := range []int{1, 7_689, 150_000} {
		if r, err := importAgain(t, exportedEvents(t, n)); err != nil || r.Events != n || r.Quarantined > 0 || r.Files[0].Problem != "" {
			t.Errorf("%d events: %+v, %v", n, r, err)
		}
	}
}

// TestADamagedFileStopsNoOther: whatever byte of it is wrong, the file beside it
// is read.
func TestADamagedFileStopsNoOther(t *testing.T) {
	dir := t.TempDir()
	whole, err := os.ReadFile(exportedEvents(t, 300))
	if err != nil {
		t.Fatal(err)
	}
	good := filepath.Join(dir, "good.parquet")
	if err := os.WriteFile(good, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		at := r.IntN(len(whole))
		if r.IntN(3) > 0 {
			at = len(whole) - 1 - r.IntN(min(len(whole), 2500)) // the footer
		}
		damaged := append([]byte(nil), whole...)
		damaged[at] ^= byte(1 + r.IntN(255))
		bad := filepath.Join(dir, "bad.parquet")
		if err := os.WriteFile(bad, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := importAgain(t, good, bad)
		if fault.CodeOf(err) == fault.Invalid {
			continue // a column has another name now: the mapping does not fit, and nothing is written
		}
		if err != nil || got.Events < 300 {
			t.Fatalf("byte %d of %d: %+v, %v", at, len(whole), got, err)
		}
	}
}
