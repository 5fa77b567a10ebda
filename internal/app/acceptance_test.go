// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// The tests of this package go the user's way, from real files to a scorecard,
// and hold the numbers against what independent tools found in the same files.

// now is when the tests are asked: long after everything happened.
var now = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// example returns the path of an example document.
func example(t testing.TB, name string) string {
	t.Helper()
	root, err := reference.Root()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(root, "examples", filepath.FromSlash(name))
}

// imported imports files into a new data directory; mapping may be "".
func imported(t testing.TB, mapping string, paths ...string) (*app.App, *load.Result) {
	t.Helper()
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a, more(t, a, mapping, paths...)
}

// more imports further files.
func more(t testing.TB, a *app.App, mapping string, paths ...string) *load.Result {
	t.Helper()
	var m *load.Mapping
	if mapping != "" {
		src, err := os.ReadFile(example(t, mapping))
		if err != nil {
			t.Fatal(err)
		}
		if m, err = load.ParseMapping(mapping, src); err != nil {
			t.Fatal(err)
		}
	}
	r, err := load.Import(context.Background(), a.Log, m, paths, load.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Files {
		if f.Problem != "" {
			t.Fatal(f.Problem)
		}
	}
	return r
}

// cardOf computes the scorecard of an example journey.
func cardOf(t testing.TB, a *app.App, journey string, where ...string) *scorecard.Card {
	t.Helper()
	return askAbout(t, a, journey, scorecard.Question{}, where...)
}

func askAbout(t testing.TB, a *app.App, journey string, q scorecard.Question, where ...string) *scorecard.Card {
	t.Helper()
	docs, err := app.File(example(t, journey))
	if err != nil {
		t.Fatal(err)
	}
	var trees []*evidence.Tree
	for _, w := range where {
		tree, err := evidence.ParseExpression(w, evidence.Properties)
		if err != nil {
			t.Fatal(err)
		}
		trees = append(trees, tree)
	}
	q.Question = sequence.Question{AsOf: now, Where: evidence.And(trees...), Segment: q.Segment}
	card, err := scorecard.Compute(context.Background(), a.Log, docs.Files[0].Journey, &docs.Workspace, q)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

func step(t testing.TB, c *scorecard.Card, id string) *scorecard.Step {
	t.Helper()
	for i := range c.Steps {
		if string(c.Steps[i].ID) == id {
			return &c.Steps[i]
		}
	}
	t.Fatalf("no step %q", id)
	return nil
}

// same fails unless got is want to a relative 1e-6.
func same(t testing.TB, what string, want, got float64) {
	t.Helper()
	if math.Abs(want-got) > 1e-6*max(1, math.Abs(want)) {
		t.Errorf("%s is %.9g, want %.9g", what, got, want)
	}
}

// rate is a share as the reference files write it.
type rate struct {
	K, N int
	P    float64
	Lo   float64 `json:"wilson_lo"`
	Hi   float64 `json:"wilson_hi"`
}

func (r rate) same(t testing.TB, what string, got *stat.Estimate) {
	t.Helper()
	if got == nil {
		t.Errorf("%s is not known", what)
		return
	}
	if got.N != r.N {
		t.Errorf("%s is of %d, want %d", what, got.N, r.N)
	}
	same(t, what, r.P, got.Value)
	same(t, what+", low", r.Lo, got.Lo)
	same(t, what+", high", r.Hi, got.Hi)
}

// score returns a score's estimate.
func score(t testing.TB, what string, s *satisfaction.Score) stat.Estimate {
	t.Helper()
	e, ok := s.Estimate()
	if !ok {
		t.Errorf("%s has no score", what)
	}
	return e
}

// importSuggested imports a file by the mapping that Wend proposes for it.
func importSuggested(t testing.TB, a *app.App, path string) *load.Result {
	t.Helper()
	s, err := load.Suggest([]string{path})
	if err != nil {
		t.Fatal(err)
	}
	m, err := load.ParseMapping("suggested.yaml", []byte(s.Text))
	if err != nil {
		t.Fatalf("%v\n%s", err, s.Text)
	}
	r, err := load.Import(context.Background(), a.Log, m, []string{path}, load.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatalf("%v\n%s", err, s.Text)
	}
	return r
}

// countColumn counts the values of a column with the standard library alone.
func countColumn(t testing.TB, path, column string) map[string]int64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	rows := csv.NewReader(in)
	head, err := rows.Read()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.Index(head, column)
	if i < 0 {
		t.Fatalf("%s has no column %s", path, column)
	}
	out := map[string]int64{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out[row[i]]++
	}
}
