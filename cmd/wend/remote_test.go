// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
)

// Every flag of a question that names a file says so by its type, so that a
// server refuses it before it looks for the file.
func TestQuestionsNameFilesByType(t *testing.T) {
	var cli commands
	parser, err := kong.New(&cli, kong.Name("wend"), kong.Bind(&program{}))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, n := range parser.Model.Leaves(false) {
		if _, ok := n.Target.Addr().Interface().(remote); !ok {
			continue
		}
		names = append(names, strings.TrimPrefix(n.FullPath(), "wend "))
		for _, f := range n.Flags {
			about := strings.ToLower(f.Help + " " + f.PlaceHolder)
			file := slices.ContainsFunc([]string{"file", "folder", "directory", "dir"}, func(w string) bool { return slices.Contains(strings.FieldsFunc(about, notLetter), w) })
			if file && f.Name != "server" && f.Name != "direction" && !slices.Contains(fileTypes[:], f.Tag.Type) {
				t.Errorf("%s --%s is about a file, and its type is %q", n.FullPath(), f.Name, f.Tag.Type)
			}
		}
	}
	want := []string{
		"scorecard", "path variants", "path levels", "path transitions", "path rework", "path durations", "funnel", "returns", "continuity",
		"cohort retention", "cohort flows", "cohort stickiness", "cohort states", "conform", "unmapped",
		"behind number", "behind funnel", "behind levels", "behind conformance", "behind returns", "behind continuity", "behind retention", "behind flows", "behind stickiness", "behind states",
		"segment", "events", "customers", "customer",
	}
	if !slices.Equal(names, want) {
		t.Errorf("questions that can be asked of a server:\n%q, want\n%q", names, want)
	}
}

func notLetter(r rune) bool { return (r < 'a' || r > 'z') && r != '-' }

// Whatever somebody sends who has a token, the server answers questions alone
// and touches no file.
func TestServerTouchesNoFiles(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.yaml")
	if err := os.WriteFile(secret, []byte("hush"), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), filepath.Join(dir, "data"), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	p := &program{clock: time.Now}
	owner := people.Identity{Person: "1", Role: people.Owner}
	out := filepath.Join(dir, "out.csv")
	for _, line := range []string{
		"scorecard x --out=" + out, "events --out " + out, "events --workspace " + dir, "behind number x --out=" + out, "behind funnel --events view --out " + out, "journey accept x missing:view", "journey accept x --data " + dir, "conform x --model " + secret, "conform x --accept-file=" + secret, "conform x --accept-file=" + dir + "/none",
		"scorecard " + secret, "scorecard x --against " + secret, "funnel " + secret, "path variants " + secret, "returns x " + secret, "conform ./secret.yaml",
		"import --data " + dir + "/new " + secret, "backup " + dir + "/b --data " + dir, "journey push " + dir + " --data " + dir, "journey pull --data " + dir + " --out " + dir,
		"journey validate " + secret, "journey show " + secret, "serve --data " + dir, "demo --data " + dir + "/demo", "sim --to " + dir + "/sim", "restore " + dir + " --data " + dir + "/r", "version", "journey", "--nonsense", "",
	} {
		var printed bytes.Buffer
		exit, err := p.answer(t.Context(), a.WithoutFiles(), owner, strings.Fields(line), &printed, &printed)
		var said string
		if err != nil {
			said = err.Error()
		}
		if err == nil && exit == exitFine || strings.Contains(said+printed.String(), "hush") {
			t.Errorf("wend %s: exit %d, error %v, printed %s", line, exit, err, &printed)
		}
		if err != nil && fault.CodeOf(err) != fault.Invalid && fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("wend %s: %v", line, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("files were made: %v %v", entries, err)
	}
}

// Single customers are for those who may see them.
func TestServerAsksWhoMay(t *testing.T) {
	a, err := app.Open(t.Context(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	p := &program{clock: time.Now}
	for line, may := range map[string]bool{"customer c": false, "events": true, "events view": false, "events --quarantine": false, "path variants --events": true} {
		_, err := p.answer(t.Context(), a.WithoutFiles(), people.Identity{Person: "1", Role: people.Viewer}, strings.Fields(line), io.Discard, io.Discard)
		if (fault.CodeOf(err) != fault.Forbidden) != may {
			t.Errorf("wend %s: %v", line, err)
		}
	}
}
