// SPDX-License-Identifier: Apache-2.0

package upload

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// memory is a log that keeps each event once.
type memory struct {
	mu     sync.Mutex
	keys   map[uint64]bool
	bad    []event.Quarantined
	enters chan struct{} // told of every Append, which then waits for its end
}

func (m *memory) Append(ctx context.Context, events []event.Event) (r event.Receipt, err error) {
	if m.enters != nil {
		select {
		case m.enters <- struct{}{}:
		case <-ctx.Done():
		}
		<-ctx.Done()
		return r, ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range events {
		sum, _ := events[i].Sum(nil)
		key := events[i].Key(sum)
		if m.keys[key] {
			r.Duplicates = append(r.Duplicates, i)
			continue
		}
		m.keys[key] = true
		r.Added++
	}
	r.Position = int64(len(m.keys))
	return r, nil
}

func (m *memory) Quarantine(_ context.Context, rows []event.Quarantined) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.bad = append(m.bad, rows...)
	return nil
}

// room is a queue with what it tells.
type room struct {
	t *testing.T
	*Queue
	log   *memory
	told  chan Import
	added chan int64
	now   time.Time
}

func open(t *testing.T, dir string, log *memory) *room {
	t.Helper()
	r := &room{t: t, log: log, told: make(chan Import, 1000), added: make(chan int64, 100), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	var err error
	r.Queue, err = Open(dir, log, Options{MaxBytes: 1 << 20, MaxListed: 3, Clock: func() time.Time { return r.now }, Told: func(i Import) { r.told <- i }, Added: func(p int64) { r.added <- p }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func newLog() *memory { return &memory{keys: map[uint64]bool{}} }

// receive uploads files, given as names and contents.
func (r *room) receive(files ...string) (Import, error) {
	r.t.Helper()
	u, err := r.Receive("Ada")
	if err != nil {
		r.t.Fatal(err)
	}
	for i := 0; i < len(files) && err == nil; i += 2 {
		err = u.Add(files[i], strings.NewReader(files[i+1]))
	}
	var out Import
	if err == nil {
		out, err = u.Finish()
	}
	if err != nil {
		u.Discard()
	}
	return out, err
}

// until waits for a state.
func (r *room) until(id ID, s State) Import {
	r.t.Helper()
	for {
		select {
		case i := <-r.told:
			if i.ID == id && i.State == s {
				return i
			}
		case <-time.After(10 * time.Second):
			now, _ := r.Import(id)
			r.t.Fatalf("the import is %s: %+v", now.State, now.Problem)
		}
	}
}

func rows(n int) string {
	var b strings.Builder
	b.WriteString("customer,event,time\n")
	for i := range n {
		fmt.Fprintf(&b, "c-%d,Seen,2026-02-01T09:%02d:%02dZ\n", i/3, i/60%60, i%60)
	}
	return b.String()
}

func TestAnImportFromUploadToEnd(t *testing.T) {
	dir := t.TempDir()
	r := open(t, dir, newLog())
	i, err := r.receive("visits.csv", rows(100), "more.csv", rows(5))
	if err != nil {
		t.Fatal(err)
	}
	if i.State != Received || !i.Kept || !i.NeedsMapping || i.By != "Ada" || len(i.Files) != 2 || !strings.HasPrefix(i.Suggestion.Text, "wend: mapping/v1\n") {
		t.Fatalf("%+v", i)
	}
	tables, err := r.Tables(i.ID, 3)
	if err != nil || len(tables) != 2 || tables[0].Columns[2].Reads != "time" || len(tables[0].Rows) != 3 {
		t.Errorf("%+v %v", tables, err)
	}
	p, err := r.Preview(t.Context(), i.ID, i.Suggestion.Text, 2)
	if err != nil || len(p.Tables) != 2 || p.Tables[0].Total != 100 || len(p.Tables[0].Events) != 2 {
		t.Errorf("%+v %v", p, err)
	}
	if len(r.log.keys) != 0 {
		t.Error("a preview wrote")
	}
	if _, err := r.Start(t.Context(), i.ID, i.Suggestion.Text); err != nil {
		t.Fatal(err)
	}
	done := r.until(i.ID, Done)
	if done.Result.Events != 100 || done.Result.Duplicates != 5 || done.Kept || done.EndedAt == nil || done.Problem != nil {
		t.Errorf("%+v %+v", done, done.Result)
	}
	if at := <-r.added; at != 100 {
		t.Errorf("the log grew to %d", at)
	}
	if _, err := os.Stat(filepath.Join(dir, string(i.ID), "files")); !os.IsNotExist(err) {
		t.Error("the files are still there")
	}
	if _, err := r.Start(t.Context(), i.ID, i.Suggestion.Text); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("started without its files: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir, newLog())
	if list := again.List(); len(list) != 1 || list[0].State != Done || list[0].Result.Events != 100 {
		t.Errorf("%+v", list)
	}
	if err := again.Delete(i.ID); err != nil {
		t.Error(err)
	}
	if _, err := again.Import(i.ID); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("it is still there: %v", err)
	}
}

// TestWhatWasNotKept: files with rows in quarantine stay, and starting again adds
// nothing twice.
func TestWhatWasNotKept(t *testing.T) {
	r := open(t, t.TempDir(), newLog())
	i, err := r.receive("visits.csv", rows(10)+"c1,Seen,\n")
	if err != nil {
		t.Fatal(err)
	}
	mapping := "wend: mapping/v1\nfiles: [{file: visits.csv, customer: customer, event: event, time: {column: time, format: iso}}]\n"
	for round := range 2 {
		if _, err := r.Start(t.Context(), i.ID, mapping); err != nil {
			t.Fatal(err)
		}
		done := r.until(i.ID, Done)
		if done.Result.Events != 10-10*round || done.Result.Duplicates != 10*round || done.Result.Quarantined != 1 || !done.Kept || done.Mapping != mapping {
			t.Errorf("round %d: %+v", round, done.Result)
		}
	}
	r.now = r.now.Add(31 * 24 * time.Hour)
	if _, err := r.receive("new.csv", rows(1)); err != nil {
		t.Fatal(err)
	}
	if old, err := r.Import(i.ID); err != nil || old.Kept {
		t.Errorf("after a month: %+v %v", old, err)
	}
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	r := open(t, dir, newLog())
	for _, c := range []struct {
		files []string
		code  fault.Code
		says  string
	}{
		{nil, fault.Invalid, "nothing was uploaded"},
		{[]string{"../x.csv", rows(1)}, fault.Invalid, "no name"}, {[]string{".hidden", rows(1)}, fault.Invalid, "no name"}, {[]string{`a\b.csv`, rows(1)}, fault.Invalid, "no name"},
		{[]string{"a.csv", rows(1), "A.csv", rows(1)}, fault.Conflict, "two files"},
		{[]string{"a.csv", rows(50000)}, fault.Invalid, "1 MiB at most"}, {[]string{"a.csv", rows(20000), "b.csv", rows(20000)}, fault.Invalid, "1 MiB at most"},
		{[]string{"a.csv", ""}, fault.Invalid, "empty"}, {[]string{"a.xlsx", "no workbook"}, fault.Invalid, "no spreadsheet"}, {[]string{"a.pdf", "%PDF-1.7"}, fault.Invalid, "no text"},
	} {
		_, err := r.receive(c.files...)
		if fault.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), dir) {
			t.Errorf("%.20q: %v", c.files, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 || len(r.List()) != 0 {
		t.Errorf("%d folders are left", len(left))
	}
	i, err := r.receive("visits.csv", rows(3))
	if err != nil {
		t.Fatal(err)
	}
	for mapping, says := range map[string]string{
		"": "need a mapping", "wend: mapping/v1": "names no files", "a: [": "",
		"wend: mapping/v1\nfiles: [{file: other.csv, customer: customer, event: event, time: time}]":   "no rule of the mapping names visits.csv",
		"wend: mapping/v1\nfiles: [{file: visits.csv, customer: custmer, event: event, time: time}]":   "no column",
		"wend: mapping/v1\nfiles: [{file: visits.csv, customer: customer, event: event, time: event}]": "no times",
	} {
		_, err := r.Start(t.Context(), i.ID, mapping)
		if fault.CodeOf(err) != fault.Invalid || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), dir) {
			t.Errorf("%q: %v", mapping, err)
		}
		if _, err := r.Preview(t.Context(), i.ID, mapping, 3); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("preview of %q: %v", mapping, err)
		}
	}
	if now, _ := r.Import(i.ID); now.State != Received {
		t.Errorf("it is %s", now.State)
	}
	if _, err := r.Cancel(i.ID); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("canceled: %v", err)
	}
}

const plainMapping = "wend: mapping/v1\nfiles: [{file: '*.csv', customer: customer, event: event, time: time}]\n"

func TestCancel(t *testing.T) {
	log := newLog()
	log.enters = make(chan struct{})
	r := open(t, t.TempDir(), log)
	first, err := r.receive("a.csv", rows(100))
	if err != nil {
		t.Fatal(err)
	}
	second, err := r.receive("b.csv", rows(100))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []ID{first.ID, second.ID} {
		if _, err := r.Start(t.Context(), id, plainMapping); err != nil {
			t.Fatal(err)
		}
	}
	<-log.enters // the first is at work
	if _, err := r.Start(t.Context(), first.ID, plainMapping); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("started twice: %v", err)
	}
	if err := r.Delete(first.ID); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("deleted: %v", err)
	}
	if i, err := r.Cancel(second.ID); err != nil || i.State != Canceled {
		t.Errorf("%s %v", i.State, err)
	}
	if _, err := r.Cancel(first.ID); err != nil {
		t.Fatal(err)
	}
	if i := r.until(first.ID, Canceled); !i.Kept || i.Problem != nil {
		t.Errorf("%+v", i)
	}
}

// TestTheEndOfTheServer: an import that is broken off by it can be started again.
func TestTheEndOfTheServer(t *testing.T) {
	dir, log := t.TempDir(), newLog()
	log.enters = make(chan struct{})
	r := open(t, dir, log)
	i, err := r.receive("a.csv", rows(100))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Start(t.Context(), i.ID, plainMapping); err != nil {
		t.Fatal(err)
	}
	<-log.enters
	if err := os.MkdirAll(filepath.Join(dir, "half-an-upload", "files"), 0o700); err != nil {
		t.Fatal(err)
	}
	killed := open(t, dir, newLog()) // as after a kill: the first never ended
	if now, err := killed.Import(i.ID); err != nil || now.State != Interrupted {
		t.Errorf("%s %v", now.State, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "half-an-upload")); !os.IsNotExist(err) {
		t.Error("half an upload is left")
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir, newLog())
	if now, _ := again.Import(i.ID); now.State != Interrupted {
		t.Errorf("it is %s", now.State)
	}
	if _, err := again.Start(t.Context(), i.ID, plainMapping); err != nil {
		t.Fatal(err)
	}
	if done := again.until(i.ID, Done); done.Result.Events != 100 {
		t.Errorf("%+v", done.Result)
	}
}

// TestFilesThatExplainThemselves need no mapping.
func TestFilesThatExplainThemselves(t *testing.T) {
	r := open(t, t.TempDir(), newLog())
	i, err := r.receive("log.xes", `<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace></log>`)
	if err != nil {
		t.Fatal(err)
	}
	if i.NeedsMapping || i.Suggestion.Text != "" || len(i.Suggestion.Notes) != 1 {
		t.Fatalf("%+v", i)
	}
	if _, err := r.Start(t.Context(), i.ID, ""); err != nil {
		t.Fatal(err)
	}
	if done := r.until(i.ID, Done); done.Result.Events != 1 {
		t.Errorf("%+v", done.Result)
	}
}

// An import whose record cannot be written, as on a full disk, comes to its end all
// the same, and so do those behind it.
func TestAnImportThatCannotBeSaved(t *testing.T) {
	r := open(t, t.TempDir(), newLog())
	first, err := r.receive("orders.csv", rows(3))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Start(t.Context(), first.ID, first.Suggestion.Text); err != nil {
		t.Fatal(err)
	}
	r.until(first.ID, Done)
	stuck, err := r.receive("more.csv", rows(5))
	if err != nil {
		t.Fatal(err)
	}
	r.mu.Lock() // as Start does, on a disk that fills up behind it
	q := r.imports[stuck.ID]
	q.State, q.Mapping = Waiting, stuck.Suggestion.Text
	if err := os.Mkdir(filepath.Join(r.folder(stuck.ID), recordName+".new"), 0o700); err != nil {
		t.Fatal(err)
	}
	r.waiting = append(r.waiting, stuck.ID)
	r.mu.Unlock()
	next, err := r.receive("last.csv", rows(7))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Start(t.Context(), next.ID, next.Suggestion.Text); err != nil {
		t.Fatal(err)
	}
	r.until(next.ID, Done)
	if now, err := r.Import(stuck.ID); err != nil || now.State != Done || now.Result.Rows != 5 {
		t.Errorf("%+v %v", now, err)
	}
}

func TestUploadsAreBounded(t *testing.T) {
	r := open(t, t.TempDir(), newLog())
	r.o.MaxKept = 100
	for range maxReceiving {
		u, err := r.Receive("Ada")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { u.Discard(); u.Discard() }()
	}
	if _, err := r.Receive("Ada"); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("one more: %v", err)
	}
	r.receiving = 0
	kept, err := r.receive("orders.csv", rows(20))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Receive("Ada"); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("beside %d bytes: %v", kept.Bytes, err)
	}
	if err := r.Delete(kept.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Receive("Ada"); err != nil {
		t.Error(err)
	}
}

// The list goes by pages, forgets the oldest imports whose files are gone, and a
// refused row knows with which import it came.
func TestManyImports(t *testing.T) {
	r := open(t, t.TempDir(), newLog())
	var ids []ID
	for n := range 6 {
		r.now = r.now.Add(time.Minute)
		text := rows(n + 1)
		if n == 1 { // its file stays, since a row of it was refused
			text += "c-1,Seen,never\n"
		}
		i, err := r.receive("visits.csv", text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Start(t.Context(), i.ID, "wend: mapping/v1\nsource: s\nfiles: [{file: visits.csv, customer: customer, event: event, time: time}]\n"); err != nil {
			t.Fatal(err)
		}
		r.until(i.ID, Done)
		ids = append(ids, i.ID)
	}
	if bad := r.log.bad; len(bad) != 1 || bad[0].Import != string(ids[1]) {
		t.Errorf("refused: %+v, not of %s", bad, ids[1])
	}
	r.sweep()
	var got []ID
	before, pages := ID(""), 0
	for {
		page, next, err := r.Page(before, 2)
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, i := range page {
			got = append(got, i.ID)
		}
		if before = next; next == "" {
			break
		}
	}
	if want := []ID{ids[5], ids[4], ids[3], ids[1]}; !slices.Equal(got, want) || pages != 2 {
		t.Errorf("%d pages: %v, want %v", pages, got, want)
	}
	if _, _, err := r.Page(ids[0], 2); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("before one that is forgotten: %v", err)
	}
	if left, _ := os.ReadDir(r.dir); len(left) != 4 {
		t.Errorf("%d folders are left", len(left))
	}
}
