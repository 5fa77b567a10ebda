// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

const visitsCSV = `who,what,when,where,note
a,Seen,2026-03-01T09:00:00Z,web,x
b,Seen,yesterday,web,
,Seen,2026-03-01T10:00:00Z,phone,
a,Paid,2026-03-02T09:00:00Z,phone,"y, z"
`

func TestPreviewShowsWhatAnImportWouldDo(t *testing.T) {
	path := written(t, "visits.csv", visitsCSV)
	m := mapping(t, `source: shop
files: [{file: visits.csv, customer: who, event: what, time: when, channel: where, where: {note: {exists: true}}, properties: [note]}]
`)
	p, err := PreviewOf(context.Background(), m, []string{path}, 10, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := p.Tables[0]
	if got.Rows != 4 || got.Total != 2 || got.Passed != 2 || got.Refused != 0 || got.Source != "shop" || got.Customers != 1 || got.Names["Paid"] != 1 || got.Channels["phone"] != 1 {
		t.Errorf("%+v", got)
	}
	if e := got.Events[1]; e.Line != 5 || e.Customer != "a" || e.Event != "Paid" || e.Channel != "phone" || string(e.Properties) != `{"note":"y, z"}` {
		t.Errorf("%+v", e)
	}
	m = mapping(t, `files: [{file: visits.csv, customer: who, event: what, time: when}]
`)
	if p, err = PreviewOf(context.Background(), m, []string{path}, 1, Options{}); err != nil {
		t.Fatal(err)
	}
	want := []Refusal{{Line: 3, Column: 3, Reason: event.BadTime, Message: `"yesterday" is no time in the column's format, iso`, Raw: "b,Seen,yesterday,web,"}}
	if diff := cmp.Diff(want, p.Tables[0].Quarantined); diff != "" || p.Tables[0].Refused != 2 || len(p.Tables[0].Events) != 1 {
		t.Errorf("%s %+v", diff, p.Tables[0])
	}
}

// TestPreviewOfNothingKept: where no row can be kept, a preview shows why row by
// row, and Import refuses.
func TestPreviewOfNothingKept(t *testing.T) {
	path := written(t, "visits.csv", "who,what,when\na,Seen,2026-13-01\nb,Seen,2026-13-02\n")
	m := mapping(t, `files: [{file: visits.csv, customer: who, event: what, time: {column: when, format: iso}}]
`)
	p, err := PreviewOf(context.Background(), m, []string{path}, 10, Options{})
	if err != nil || p.Tables[0].Refused != 2 || p.Tables[0].Total != 0 {
		t.Errorf("%+v %v", p, err)
	}
	if _, err := Import(context.Background(), nil, m, []string{path}, Options{}); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("imported: %v", err)
	}
}

func TestLookShowsTables(t *testing.T) {
	tables, err := Look([]string{written(t, "visits.csv", visitsCSV)}, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := []Table{{
		File: "visits.csv", Format: CSV, Encoding: "utf-8", Delimiter: ",",
		Columns: []Column{
			{Name: "who", Filled: 3, Distinct: 2, Examples: []string{"a", "b"}, Reads: "text"},
			{Name: "what", Filled: 4, Distinct: 2, Examples: []string{"Seen", "Paid"}, Reads: "text"},
			{Name: "when", Filled: 4, Distinct: 4, Examples: []string{"2026-03-01T09:00:00Z", "yesterday", "2026-03-01T10:00:00Z", "2026-03-02T09:00:00Z"}, Reads: "text"},
			{Name: "where", Filled: 4, Distinct: 2, Examples: []string{"web", "phone"}, Reads: "text"},
			{Name: "note", Filled: 2, Distinct: 2, Examples: []string{"x", "y, z"}, Reads: "text"},
		},
		Rows: [][]string{{"a", "Seen", "2026-03-01T09:00:00Z", "web", "x"}, {"b", "Seen", "yesterday", "web", ""}},
	}}
	if diff := cmp.Diff(want, tables); diff != "" {
		t.Error(diff)
	}
}

// TestNoTable: what is no text at all is refused as a whole, not row by row.
func TestNoTable(t *testing.T) {
	noise := make([]byte, 1<<20)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(noise)
	for name, content := range map[string]string{"noise.csv": string(noise), "photo": "\x89PNG\r\n\x1a\n" + string(noise), "paper.txt": "%PDF-1.7\nhello\n"} {
		path := written(t, name, content)
		if _, err := Suggest([]string{path}); fault.CodeOf(err) != fault.Invalid || !strings.Contains(err.Error(), "no text") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Suggest([]string{written(t, "slip.csv", strings.Repeat("a,b\n", 5000)+"c,\x00\n")}); err != nil {
		t.Errorf("one bad byte: %v", err)
	}
}

func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
