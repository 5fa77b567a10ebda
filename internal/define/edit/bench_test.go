// SPDX-License-Identifier: Apache-2.0

package edit_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
)

// long is a journey of at least n steps: a template's, over and over.
func long(t testing.TB, n int) []byte {
	t.Helper()
	src, err := os.ReadFile("../template/hotel/journey.yaml")
	if err != nil {
		t.Fatal(err)
	}
	head, phases, ok := strings.Cut(string(src), "\nphases:\n  before:\n")
	if !ok {
		t.Fatal("the template has another form")
	}
	before, _, _ := strings.Cut(phases, "\n  during:\n")
	names := regexp.MustCompile(`(- id: |- stage: )(.*)`)
	var out strings.Builder
	out.WriteString(head + "\nphases:\n  before:\n")
	for k := 0; k == 0 || strings.Count(out.String(), "- id: ") < n; k++ {
		out.WriteString(names.ReplaceAllString(before, fmt.Sprintf("$1$2-%d", k)) + "\n")
	}
	return []byte(out.String())
}

// BenchmarkEdit is what one keystroke's worth of work costs on a map of forty
// steps: the edit, the text with its comments, and the check of the text.
func BenchmarkEdit(b *testing.B) {
	src := long(b, 40)
	doc := parse(b, src)
	steps := read(b, src).Steps()
	s := steps[len(steps)/2]
	b.ReportMetric(float64(len(steps)), "steps")
	b.Run("set", func(b *testing.B) {
		b.ReportAllocs()
		list := []edit.Edit{{Op: edit.Set, Step: s.ID, Field: "title", From: s.Title, To: "Something else"}}
		for b.Loop() {
			if out, err := edit.Apply(doc, list, edit.Rules{}); err != nil || out.Document == doc {
				b.Fatal(out, err)
			}
		}
	})
	b.Run("one after the other", func(b *testing.B) {
		b.ReportAllocs()
		now, seen := doc, s.Title
		for n := 0; b.Loop(); n++ {
			list := []edit.Edit{{Op: edit.Set, Step: s.ID, Field: "title", From: seen, To: fmt.Sprint("Title ", n)}}
			out, err := edit.Apply(now, list, edit.Rules{})
			if err != nil || len(out.Applied) != 1 {
				b.Fatal(out, err)
			}
			now, seen = out.Document, fmt.Sprint("Title ", n)
		}
	})
	b.Run("move", func(b *testing.B) {
		b.ReportAllocs()
		list := []edit.Edit{{Op: edit.MoveStep, Step: s.ID, Phase: journey.Before, Stage: steps[0].Stage}}
		for b.Loop() {
			if out, err := edit.Apply(doc, list, edit.Rules{}); err != nil || out.Document == doc {
				b.Fatal(out, err)
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			parse(b, src)
		}
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			read(b, src)
		}
	})
}
