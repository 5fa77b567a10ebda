// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The name of a folder is no pattern.
func TestFoldersWithBrackets(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "j[1]")
	if err := os.MkdirAll(filepath.Join(dir, "more"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"o[1].csv": "k,what,at\n1,b,2026-01-01\n", "cust.csv": "k,who\n1,a\n", "more/zone.csv": "k,city\n1,Rio\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, join := range []string{"cust.csv", "c*.csv", "../j[1]/cust.csv"} {
		log := &memory{}
		m := mapping(t, `files: [{file: "o[1].csv", join: [{file: "`+join+`", on: {k: k}}, {file: more/zone.csv, on: {k: k}}], customer: who, event: what, time: at, traits: [city]}]`)
		if _, err := Import(context.Background(), log, m, []string{dir}, Options{}); err != nil {
			t.Errorf("%s: %v", join, err)
		}
		if diff := cmp.Diff([]string{`a b 2026-01-01T00:00:00Z traits {"city":"Rio"}`}, log.lines()); diff != "" {
			t.Errorf("%s: %s", join, diff)
		}
	}
	m := mapping(t, `files: [{file: "o[1].csv", join: [{file: none.csv, on: {k: k}}], customer: who, event: what, time: at}]`)
	if _, err := Import(context.Background(), &memory{}, m, []string{dir}, Options{}); err == nil || !strings.Contains(err.Error(), "is called none.csv") {
		t.Error(err)
	}
}

// Two exports of one table overlap: a row that both have is one event. Two rows
// that are equal within one of them are two events.
func TestIdenticalRowsAreCountedWithinAFile(t *testing.T) {
	head := "who,what,at\n"
	m := `source: shop
files: [{file: "*.csv", customer: who, event: what, time: at}]`
	log, r := run(t, m, map[string]string{
		"january.csv":  head + "a,view,2026-01-30\na,view,2026-01-31\na,view,2026-01-31\n",
		"february.csv": head + "a,view,2026-01-31\na,view,2026-01-31\na,view,2026-02-01\n",
	})
	want := []string{"a view 2026-01-31T00:00:00Z", "a view 2026-01-31T00:00:00Z", "a view 2026-02-01T00:00:00Z", "a view 2026-01-30T00:00:00Z"}
	if diff := cmp.Diff(want, log.lines()); diff != "" || r.Duplicates != 2 {
		t.Errorf("%d duplicates %s", r.Duplicates, diff)
	}
}

// A row is quarantined under the same name whichever way its file is named, so
// that a second import can be told from a second mistake.
func TestTheQuarantineIsTheSameAgain(t *testing.T) {
	dir := write(t, map[string]string{"x.csv": "who,what,at\na,view,2026-01-01\nb,view,soon\nc,view\n"})
	t.Chdir(dir)
	m := mapping(t, `files: [{file: "*.csv", customer: who, event: what, time: {column: at, format: iso}}]`)
	want := []string{"x x.csv:3:3 b,view,soon", "x x.csv:4:3 c,view"}
	for _, path := range []string{dir, ".", "x.csv", filepath.Join(dir, "x.csv"), "./x.csv"} {
		log := &memory{}
		if _, err := Import(context.Background(), log, m, []string{path}, Options{}); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, q := range log.bad {
			got = append(got, strings.Join([]string{string(q.Source), q.Place.String(), string(q.Raw)}, " "))
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}
