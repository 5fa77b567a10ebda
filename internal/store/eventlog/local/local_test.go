// SPDX-License-Identifier: Apache-2.0

package local

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/store/eventlog/eventlogtest"
)

// Log is an eventlog.Log.
var _ eventlog.Log = (*Log)(nil)

// tiny makes sealing, merging and segments of their own happen all the time.
var tiny = Options{SealRows: 8, BulkRows: 1000, MergeRows: 64, PartRows: 100, Memory: 256 << 20, Threads: 2}

// folder is a place for one log.
type folder struct{ dir string }

func (f folder) Open(t *testing.T) eventlog.Log { return f.OpenAt(t, f.dir) }

func (f folder) OpenAt(t *testing.T, dir string) eventlog.Log {
	t.Helper()
	l, err := Open(context.Background(), dir, tiny)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// Holds names a file of the folder that holds a text, "" for none.
func (f folder) Holds(text string) string {
	found := ""
	err := filepath.WalkDir(f.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) {
			found = path
		}
		return err
	})
	if err != nil {
		return err.Error()
	}
	return found
}

func TestSuite(t *testing.T) {
	eventlogtest.Run(t, func(t *testing.T) eventlogtest.Store { return folder{t.TempDir()} })
}

// TestFoldersAreNoPatterns: DuckDB takes paths for patterns; ours name one
// folder each.
func TestFoldersAreNoPatterns(t *testing.T) {
	parent := t.TempDir()
	names := []string{"d1", "d[1]", "d*", "d?", "d[[]1]"}
	for i, name := range names {
		l := folder{}.OpenAt(t, filepath.Join(parent, name))
		events := make([]event.Event, 1000*(i+1)) // segments of their own
		for k := range events {
			events[k] = event.Event{Source: "s", ID: fmt.Sprint(k), Customer: "u", Name: "Seen", Time: int64(k)}
		}
		if _, err := l.Append(context.Background(), events); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range names {
		o, err := folder{}.OpenAt(t, filepath.Join(parent, name)).Overview(context.Background(), eventlog.Scope{})
		if err != nil || o.Events != int64(1000*(i+1)) {
			t.Errorf("%s: %+v %v", name, o, err)
		}
	}
}

// TestAppendsThatFillGroups: appends that are too large for one group commit are
// each committed before they return.
func TestAppendsThatFillGroups(t *testing.T) {
	const callers, each = 3, maxGroup*2/3 + 1
	l, err := Open(context.Background(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	l.write.Lock()
	var all sync.WaitGroup
	for c := range callers {
		all.Go(func() {
			events := make([]event.Event, each)
			for i := range events {
				events[i] = event.Event{Source: "s", ID: fmt.Sprint(c, "-", i), Name: "Seen", Customer: "u", Time: int64(i)}
			}
			if r, err := l.Append(context.Background(), events); err != nil || r.Added != each || r.Position < each {
				t.Errorf("%d added at position %d, %v", r.Added, r.Position, err)
			}
		})
	}
	for len(l.waiting) < callers {
		runtime.Gosched()
	}
	l.write.Unlock()
	all.Wait()
	if o, err := l.Overview(context.Background(), eventlog.Scope{}); err != nil || o.Events != callers*each {
		t.Errorf("%d events, %v", o.Events, err)
	}
}

func TestOneProcessAtATime(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(context.Background(), dir, tiny)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), dir, tiny); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("a second opening: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(context.Background(), dir, tiny)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// fill appends n events one by one, so that there are segments and a tail.
func fill(t *testing.T, l *Log, n int) {
	t.Helper()
	for i := range n {
		e := event.Event{Source: "s", ID: fmt.Sprint(i), Customer: "c", Name: "E", Time: int64(i + 1)}
		if _, err := l.Append(context.Background(), []event.Event{e}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.tidy(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestDamage(t *testing.T) {
	dir := t.TempDir()
	open := func() (*Log, error) { return Open(context.Background(), dir, tiny) }
	l, err := open()
	if err != nil {
		t.Fatal(err)
	}
	fill(t, l, 100)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	keys, err := filepath.Glob(filepath.Join(dir, "segments", "*.keys"))
	if err != nil || len(keys) == 0 {
		t.Fatalf("no key files: %v", err)
	}
	for _, k := range keys { // derived files are made anew
		if err := os.Truncate(k, 20); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "segments", "99999999.parquet"), []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err = open()
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Append(context.Background(), []event.Event{{Source: "s", ID: "5", Customer: "c", Name: "E", Time: 6}})
	if err != nil || len(r.Duplicates) != 1 {
		t.Errorf("after losing the keys: %+v %v", r, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "segments", "99999999.parquet")); err == nil {
		t.Error("debris was left")
	}
	segments := len(l.views.current().segments)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if segments == 0 {
		t.Fatal("nothing was sealed")
	}
	parquet, err := filepath.Glob(filepath.Join(dir, "segments", "*.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(parquet[0], 100); err != nil {
		t.Fatal(err)
	}
	if _, err := open(); err == nil || !strings.Contains(err.Error(), "restore it from a backup") {
		t.Errorf("a damaged segment: %v", err)
	}
	if err := os.Remove(parquet[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := open(); err == nil || !strings.Contains(err.Error(), "is gone") {
		t.Errorf("a lost segment: %v", err)
	}
}

// Several readers may let go at once of views whose events have been sealed.
func TestForgettingTheTailAtOnce(t *testing.T) {
	d, err := openDuck(t.TempDir(), 256<<20, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.close() }()
	for range 20 {
		if _, err := d.db.Exec("INSERT INTO tail (position) SELECT range FROM range(20000)"); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				if err := d.forget(int64(10000 + 3000*i)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
}

// A reader keeps its view while everything below it is sealed and merged away.
func TestAViewOutlivesSealingAndMerging(t *testing.T) {
	l, err := Open(context.Background(), t.TempDir(), tiny)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	fill(t, l, 30)
	err = l.read(context.Background(), func(v *view) error {
		for i := range 200 {
			e := event.Event{Source: "s", ID: fmt.Sprint("later", i), Customer: "c", Name: "E", Time: int64(i + 1)}
			if _, err := l.Append(context.Background(), []event.Event{e}); err != nil {
				return err
			}
		}
		if err := l.tidy(context.Background()); err != nil {
			return err
		}
		var n int
		if err := l.duck.db.QueryRow("SELECT count(*) FROM " + v.from()).Scan(&n); err != nil {
			return err
		}
		if n != 30 {
			t.Errorf("the view holds %d events", n)
		}
		if n, err := l.Count(context.Background(), eventlog.Scope{}, evidence.Matcher{Event: "E"}); n.Events != 230 || err != nil {
			t.Errorf("another reader counts %d events, %v", n.Events, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(l.segmentDir())
	if err != nil {
		t.Fatal(err)
	}
	if want := 2 * len(l.views.current().segments); len(files) != want {
		t.Errorf("%d files for %d segments", len(files), want/2)
	}
}

func TestBatchesReadBack(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	text := func(n int) string {
		b := make([]byte, r.IntN(n))
		for i := range b {
			b[i] = byte(r.IntN(256))
		}
		return string(b)
	}
	for range 50 {
		rows := make([]row, 1+r.IntN(40))
		for i := range rows {
			rows[i] = row{
				Event: &event.Event{
					Source: event.SourceID(text(9)), ID: text(30), Customer: event.CustomerID(text(30)), Name: text(9), Time: r.Int64() - r.Int64(), Offset: int16(r.IntN(2000) - 1000),
					Seq: r.Int64(), Undated: r.IntN(2) == 0, Channel: text(5), Properties: []byte(text(400)), Traits: []byte(text(3)), Context: []byte(text(3)),
				},
				position: int64(i) + 77, key: r.Uint64(), customer: r.Uint32(),
			}
		}
		body := encodeBatch(rows)
		got, err := decodeBatch(body, 77)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			rows[i].sum, _ = rows[i].Sum(nil)
			if diff := cmp.Diff(*rows[i].Event, *got[i].Event, cmpopts.EquateEmpty()); diff != "" || rows[i].key != got[i].key || rows[i].customer != got[i].customer || rows[i].sum != got[i].sum || got[i].position != rows[i].position {
				t.Fatalf("row %d: %s", i, diff)
			}
		}
		plain, err := decompressor.DecodeAll(body, nil)
		if err != nil {
			t.Fatal(err)
		}
		for cut := range len(plain) {
			if _, err := decodeBatch(compressor.EncodeAll(plain[:cut], nil), 77); err == nil {
				t.Fatalf("a batch cut to %d of %d bytes was read", cut, len(plain))
			}
			if cut > 100 {
				break
			}
		}
	}
}
