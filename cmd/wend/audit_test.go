// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// audited are the commands that change a data directory, or take customers away
// from it, in an order in which they can be given: how one does, and what the
// audit says then. FILE, FOLDER and OUT stand for files of theirs, DATA for the
// directory, JOURNEY for the journey in FOLDER.
var audited = []struct{ name, args, did string }{
	{"import", "import --data DATA FILE", "import.start"},
	{"sim", "sim --data DATA --customers 5 --days 2", "events.simulate"},
	{"journey push", "journey push --publish --data DATA FOLDER", "journey.publish"},
	{"journey accept", "journey accept --data DATA JOURNEY missing:view", "deviation.accept"},
	{"backup", "backup --data DATA OUT", "backup"},
	{"events", "events --data DATA --out OUT.csv", "events.export"},
	{"customers", "customers --data DATA --out OUT2.csv", "customers.export"},
	{"behind number", "behind number --data DATA JOURNEY --out OUT3.csv", "customers.export"},
}

// unaudited are the other commands, with why the audit does not know them.
var unaudited = map[string]string{
	"journey discover": readsDocuments, "journey convert": readsDocuments, "journey diff": readsDocuments, "journey new": readsDocuments, "journey pull": readsDocuments,
	"journey render": readsDocuments, "journey schema": readsDocuments, "journey show": readsDocuments, "journey validate": readsDocuments, "persona render": readsDocuments,
	"serve": "its audit begins with whoever signs in", "demo": "makes a data directory of its own", "restore": "makes a data directory of its own",
	"openapi": "is about the program", "version": "is about the program",
}

const readsDocuments = "reads documents, and writes no files but its own"

// Every command is known to the audit or said not to be, so that a new one cannot
// be forgotten. Questions change nothing, and they alone are for somebody
// elsewhere.
func TestCommandsAreAudited(t *testing.T) {
	var cli commands
	parser, err := kong.New(&cli, kong.Name("wend"), kong.Bind(&program{}))
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, n := range parser.Model.Leaves(false) {
		name := strings.TrimPrefix(n.FullPath(), "wend ")
		there[name] = true
		_, asks := n.Target.Addr().Interface().(remote)
		changes := slices.ContainsFunc(audited, func(a struct{ name, args, did string }) bool { return a.name == name })
		if why := unaudited[name]; !changes && !asks && why == "" || changes && why != "" {
			t.Errorf("wend %s: does it change the data, so that the audit must know it? %s", name, why)
		}
	}
	for name := range unaudited {
		if !there[name] {
			t.Errorf("there is no command wend %s any more", name)
		}
	}
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	for name, text := range map[string]string{
		"one.ndjson":          `{"customer":"a","event":"view","time":"2026-01-01T10:00:00Z"}`,
		"documents/shop.yaml": "wend: journey/v1\nid: shop-N\ntitle: Shop\nphases:\n  before:\n    - stage: Choose\n      steps:\n        - {id: view, title: View, touchpoint: {channel: website}, evidence: [view]}\n",
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	stop := serving(t, data)
	run := func(how string) {
		for _, c := range audited {
			folder := filepath.Join(dir, how)
			text, err := os.ReadFile(filepath.Join(dir, "documents", "shop.yaml"))
			if err == nil {
				err = errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, "shop.yaml"), bytes.ReplaceAll(text, []byte("shop-N"), []byte("shop-"+how)), 0o600))
			}
			if err != nil {
				t.Fatal(err)
			}
			words := strings.NewReplacer("DATA", data, "FILE", filepath.Join(dir, "one.ndjson"), "FOLDER", folder, "JOURNEY", "shop-"+how, "OUT", filepath.Join(dir, how+"-out"))
			before := auditOf(t, data)
			var printed bytes.Buffer
			p := &program{name: "wend", stdout: &printed, stderr: &printed, clock: time.Now}
			if exit := p.run(t.Context(), strings.Fields(words.Replace(c.args))); exit != exitFine {
				t.Errorf("%s, wend %s: %d %s", how, c.name, exit, &printed)
			}
			after := auditOf(t, data)
			if len(after) == len(before) || after[0].Did != c.did || after[0].ByName != app.Operator().Name || after[0].From != "this machine" {
				t.Errorf("%s, wend %s: the audit says %+v", how, c.name, after[:len(after)-len(before)])
			}
		}
	}
	run("served")
	stop()
	run("unserved")
}

// serving serves a data directory in this process until stop is called.
func serving(t *testing.T, data string) (stop func()) {
	t.Helper()
	p := &program{name: "wend", stdout: t.Output(), stderr: t.Output(), clock: time.Now}
	a, err := dataFlag{data}.open(&program{ctx: t.Context(), clock: time.Now, stderr: t.Output()}, true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s := (&serverFlags{Addr: "127.0.0.1:0", NoOpen: true}).serving(p, false)
	told, ended := make(chan struct{}), make(chan error, 1)
	s.Told = func(string, string) { close(told) }
	go func() { ended <- a.Serve(ctx, s) }()
	select {
	case <-told:
	case err := <-ended:
		t.Fatal(err)
	}
	return func() {
		cancel()
		if err := errors.Join(<-ended, a.Close()); err != nil {
			t.Error(err)
		}
	}
}

// auditOf reads the audit of a data directory from its file, the newest entry
// first, whoever has it open.
func auditOf(t *testing.T, data string) (out []people.Entry) {
	t.Helper()
	db, err := record.Open(t.Context(), filepath.Join(data, "wend.db"), record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	who := people.Identity{Person: "test", Role: people.Owner}
	out, err = people.New(accounts.New(db), time.Now, people.Options{}).Audit(t.Context(), who, people.AuditQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
