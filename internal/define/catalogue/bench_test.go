// SPDX-License-Identifier: Apache-2.0

package catalogue_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/documents"
)

// BenchmarkEdit is an edit of a template's journey until it is on disk and
// checked; BenchmarkDocuments is what a question waits for.
func BenchmarkEdit(b *testing.B) {
	c := hotel(b)
	for n := 0; b.Loop(); n++ {
		one := edit.Edit{Op: edit.Set, Step: "books-room", Field: "description", To: fmt.Sprint(n)}
		if n > 0 {
			one.From = fmt.Sprint(n - 1)
		}
		if out, err := c.Edit(b.Context(), "hotel", ann, []edit.Edit{one}, ""); err != nil || len(out.Applied) != 1 {
			b.Fatal(out, err)
		}
	}
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
