// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
)

// Import brings the documents of a folder in, as version 1 of each; a journey
// with errors becomes a draft. Documents that are there already stay as they
// are. Everything comes in or, on an error, nothing.
func (c *Catalogue) Import(ctx context.Context, dir string, by Author) ([]Brought, error) {
	texts, err := workspace.Texts(dir)
	if err != nil {
		return nil, err
	}
	var out []Brought
	err = c.write(ctx, by, func(w *work) error {
		if out, err = w.bring(texts, nil); err != nil {
			return err
		}
		around := newLibrary(w.seen(), nil)
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			docs, err := document.Parse(name, texts[name])
			if err != nil {
				return err
			}
			for _, doc := range docs {
				if doc.Kind != "journey" {
					continue
				}
				b, err := w.bringJourney(doc, around)
				if err != nil {
					return err
				}
				out = append(out, b)
			}
		}
		return nil
	})
	return out, err
}

// bringJourney makes a journey of a file's document.
func (w *work) bringJourney(doc *document.Document, around *library) (Brought, error) {
	j := form(doc)
	b := Brought{Key: Key{Journeys, string(j.ID)}, Title: j.Title, How: Kept}
	r, err := w.record(b.Key)
	if err != nil {
		return b, err
	}
	if r.Revision > 0 {
		if r.exists() && w.known(r, j) {
			b.How = Shared
		}
		return b, nil
	}
	file := doc.File
	text, err := textOf(doc)
	if err != nil {
		return b, err
	}
	if doc, err = readable(b.Key, text); err != nil {
		return b, err
	}
	did := Entry{Did: BroughtIn, Detail: "from " + filepath.Base(file)}
	if read := around.decode(doc, nil); len(read.faults.Errors()) > 0 {
		b.How = AsDraft
		_, err = w.redraft(r, doc, did)
		return b, err
	}
	if doc, err = revise(doc, func(j *journey.Journey) { j.Status = journey.Published }); err != nil {
		return b, err
	}
	b.How = Added
	r.Latest = &Version{Number: 1, Text: doc.Source(), Digest: digest(doc), Note: "Brought in from a file.", By: w.by.Name, At: w.now()}
	_, err = w.keep(r, did)
	return b, err
}

// known reports whether a journey says what another does, but for its status.
func (w *work) known(r Record, j *journey.Journey) bool {
	if was, mine := w.kept[r.Key]; mine && was.Revision == r.Revision {
		return false // another of the same folder
	}
	mine := *w.working(r).journey
	mine.Status = j.Status
	return mine.Digest() == j.Digest()
}

// seen are all records as the transaction sees them.
func (w *work) seen() map[Key]Record {
	out := maps.Clone(w.current.Load().records)
	maps.Copy(out, w.kept)
	return out
}

// String says in words what came of bringing a document in.
func (b Brought) String() string {
	what := fmt.Sprintf("the %s “%s”", single(b.Kind), b.Title)
	switch b.How {
	case Shared:
		return what + " was here already"
	case Kept:
		return what + " is another one here, which stays as it is"
	case AsDraft:
		return what + " came as a draft: something in it is wrong"
	}
	return what + " is new"
}
