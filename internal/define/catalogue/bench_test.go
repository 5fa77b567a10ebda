// SPDX-License-Identifier: Apache-2.0

package catalogue_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/documents"
)

// BenchmarkEdit is an edit, of a template's journey and of one of forty steps,
// until it is on disk and checked; BenchmarkDocuments is what a question waits for.
func BenchmarkEdit(b *testing.B) {
	for _, m := range []struct {
		journey journey.ID
		step    journey.StepID
	}{{"hotel", "books-room"}, {"long", "step-20"}} {
		b.Run(string(m.journey), func(b *testing.B) {
			b.ReportAllocs()
			c := hotel(b)
			if _, err := c.Put(b.Context(), "long", ann, long(40), catalogue.Expect{}); err != nil {
				b.Fatal(err)
			}
			for n := 0; b.Loop(); n++ {
				one := edit.Edit{Op: edit.Set, Step: m.step, Field: "description", To: fmt.Sprint(n)}
				if n > 0 {
					one.From = fmt.Sprint(n - 1)
				}
				if out, err := c.Edit(b.Context(), m.journey, ann, []edit.Edit{one}, ""); err != nil || len(out.Applied) != 1 {
					b.Fatal(out, err)
				}
			}
		})
	}
}

// long is a journey of n steps with something on every lane.
func long(n int) []byte {
	const step = `        - id: step-%[1]d
          title: The customer does the thing number %[1]d
          touchpoint: {channel: website, nature: informative, direction: pull}
          owner: web@example.com
          optional: true
          evidence: [{event: Product Viewed, where: {price: {gte: %[1]d}}}]
          importance: 4
          feeling: {valence: 1, label: so and so}
          does: [Looks, Thinks]
          thinks: What is this about?
          pains: [{title: It takes long, severity: 3}, {title: It is dear, severity: 2}]
          gains: [It works]
          ideas: [Make it faster]
          backstage: {frontstage: [Adviser], backstage: [Planning], support: [Server]}
`
	var b bytes.Buffer
	b.WriteString("wend: journey/v1\nid: long\ntitle: A long way\nphases:\n  during:\n    - stage: On the way\n      steps:\n")
	for i := range n {
		fmt.Fprintf(&b, step, i)
	}
	return b.Bytes()
}

func BenchmarkDocuments(b *testing.B) {
	c := hotel(b)
	for b.Loop() {
		if _, err := c.Documents(b.Context(), "hotel", "draft"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList(b *testing.B) {
	c := hotel(b)
	for b.Loop() {
		if len(c.List(false)) != 1 {
			b.Fatal("the journey is gone")
		}
	}
}

func hotel(b *testing.B) *catalogue.Catalogue {
	b.Helper()
	db, err := record.Open(b.Context(), filepath.Join(b.TempDir(), "wend.db"), record.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	c, err := catalogue.Open(b.Context(), documents.New(db), catalogue.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := c.Create(b.Context(), ann, catalogue.New{Template: "hotel"}); err != nil {
		b.Fatal(err)
	}
	return c
}
