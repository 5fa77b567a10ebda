// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// worker does things to a data directory in a known order: it appends event k,
// and then names the journey after k.
type worker struct {
	app     *app.App
	done    int           // events appended, and names given
	stepped chan struct{} // told of each step, where somebody waits for it
}

func (w *worker) step(ctx context.Context) error {
	k := w.done + 1
	at := now.Add(time.Duration(k) * time.Second).UnixMicro()
	e := event.Event{Source: "worker", ID: fmt.Sprintf("m%d", k), Customer: "c", Name: "worked", Time: at}
	if _, err := w.app.Log.Append(ctx, []event.Event{e}); err != nil {
		return err
	}
	w.done = k
	change := edit.Edit{Op: edit.Set, Field: "title", From: title(k - 1), To: title(k)}
	out, err := w.app.Catalogue.Edit(ctx, "work", catalogue.Author{Name: "worker"}, []edit.Edit{change}, "")
	if err == nil && len(out.Applied) != 1 {
		err = fmt.Errorf("the title was not changed: %+v", out)
	}
	select {
	case w.stepped <- struct{}{}:
	default:
	}
	return err
}

// await waits until so many steps were made.
func (w *worker) await(steps int) {
	for range steps {
		<-w.stepped
	}
}

// busy is an event log that lets the worker go on between its copy and whatever
// is copied after it.
type busy struct {
	eventlog.Log
	worker *worker
}

// Backup is part of eventlog.Log.
func (b busy) Backup(ctx context.Context, dir string, meanwhile func() error) (int64, error) {
	defer b.worker.await(3)
	return b.Log.Backup(ctx, dir, meanwhile)
}

func title(k int) string { return fmt.Sprintf("Work %d", k) }

// Copies that are made while files are imported and a map is edited hold events
// and records of one position: nothing later of the one than of the other.
func TestBackupUnderLoad(t *testing.T) {
	ctx := t.Context()
	a, err := app.Open(ctx, filepath.Join(t.TempDir(), "data"), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if err := a.OpenRecords(ctx); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.Catalogue.Create(ctx, catalogue.Author{}, catalogue.New{ID: "work", Title: title(0)}); err != nil {
		t.Fatal(err)
	}
	w := &worker{app: a, stepped: make(chan struct{})}
	a.Log = busy{a.Log, w}
	var enough atomic.Bool
	ends := make(chan error, 2)
	go func() {
		defer close(w.stepped) // so that nobody waits for one that failed
		var err error
		for err == nil && !enough.Load() {
			err = w.step(ctx)
		}
		ends <- err
	}()
	go func() { ends <- importing(ctx, t, a, &enough) }()
	w.await(10)

	var copies []string
	for i := range 4 {
		to := filepath.Join(t.TempDir(), fmt.Sprint(i))
		m, err := a.Backup(ctx, to)
		if err != nil {
			t.Fatal(err)
		}
		if !m.Records || m.Events < 10 {
			t.Errorf("backup %d holds %+v", i, m)
		}
		copies = append(copies, to)
	}
	enough.Store(true)
	for range 2 {
		if err := <-ends; err != nil {
			t.Error(err)
		}
	}
	last := 0
	for _, from := range copies {
		n := restored(t, from)
		if n < last || n > w.done {
			t.Errorf("a copy holds %d events after one with %d; %d were made", n, last, w.done)
		}
		last = n
	}
	if last < 10 {
		t.Errorf("only %d events were made", last)
	}
}

// importing imports one file after the other until there is enough.
func importing(ctx context.Context, t *testing.T, a *app.App, enough *atomic.Bool) error {
	file := filepath.Join(t.TempDir(), "rows.ndjson")
	for i := 0; !enough.Load(); i++ {
		var text strings.Builder
		for k := range 500 {
			fmt.Fprintf(&text, `{"customer":"x%d","event":"row","time":"2026-01-01T00:00:00Z","id":"%d-%d"}`+"\n", k%500, i, k)
		}
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			return err
		}
		if _, err := load.Import(ctx, a.Log, nil, []string{file}, load.Options{}); err != nil {
			return err
		}
	}
	return nil
}

// restored restores a copy, holds its events and records together, and returns
// how many events of the worker it has.
func restored(t *testing.T, from string) int {
	t.Helper()
	to := filepath.Join(t.TempDir(), "again")
	m, err := app.Restore(t.Context(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), to, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	n, highest := 0, int64(0)
	err = a.Log.Events(t.Context(), sequence.Scope{}, func(e *event.Entry) error {
		if e.Source == "worker" {
			n++
		}
		highest = max(highest, e.Position)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if highest != m.Position {
		t.Errorf("the events end at position %d, and the copy says %d", highest, m.Position)
	}
	list := a.Catalogue.List(false)
	if len(list) != 1 {
		t.Fatalf("the copy holds %d journeys", len(list))
	}
	v, err := a.Catalogue.View(t.Context(), "work", catalogue.DraftText)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Journey.Title; got != title(n) && got != title(n-1) {
		t.Errorf("with %d events the journey is called %q", n, got)
	}
	return n
}
