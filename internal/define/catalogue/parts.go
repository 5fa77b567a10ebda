// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// Part is one document of a file that may hold several.
type Part struct {
	Key
	Text  []byte // on its own: the whole file, where it holds nothing else
	Says  string // a digest, equal where two say the same however they are spelled; a journey's status does not count
	Alone bool   // the file holds nothing else
	Line  int    // where it begins
}

// Parts takes a file apart into its documents, as the catalogue keeps them: each
// journey, and each thing that a document lists. A mapping that has no id is
// known by the name of its file.
func Parts(file string, text []byte) ([]Part, error) {
	docs, err := document.Parse(file, text)
	if err != nil {
		return nil, err
	}
	var out []Part
	var faults fault.List
	for _, doc := range docs {
		parts, err := partsOf(doc)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			p.Line = doc.Root.Line
			if p.ID == "" {
				faults.Add(fault.New(fault.Invalid, "a %s has no id", single(p.Kind)).WithRemedy("give it one, as in id: regulars").At(fault.Place{File: file, Line: p.Line}))
			}
			out = append(out, p)
		}
	}
	if len(out) == 1 && docs[0].Alone() {
		out[0].Text, out[0].Alone = text, true
	}
	return out, faults.Err()
}

func partsOf(doc *document.Document) ([]Part, error) {
	if doc.Kind == "journey" {
		j := form(doc)
		same := *j
		same.Status = journey.Published
		text, err := textOf(doc)
		return []Part{{Key: Key{Journeys, string(j.ID)}, Text: text, Says: same.Digest()}}, err
	}
	i := slices.IndexFunc(shelves, func(s shelf) bool { return s.document == doc.Kind })
	if i < 0 {
		return nil, fault.New(fault.Invalid, "documents of kind %q are not known", doc.Kind).WithRemedy("begin with wend: journey/v1, or another kind").At(fault.Place{File: doc.File, Line: doc.Root.Line})
	}
	sh := shelves[i]
	texts, err := sh.split(doc)
	if err != nil {
		return nil, err
	}
	items := sh.items(sh.says(doc, new(fault.List)))
	if len(items) != len(texts) {
		return nil, fault.New(fault.Invalid, "not all that the document lists can be read").WithRemedy("wend journey validate says what is wrong").At(fault.Place{File: doc.File, Line: doc.Root.Line})
	}
	out := make([]Part, len(texts))
	for k, item := range items {
		out[k] = Part{Key: Key{sh.kind, word(item, "id")}, Text: texts[k], Says: digestOf(item)}
		if out[k].ID == "" && sh.kind == Mappings {
			name := strings.TrimSuffix(filepath.Base(doc.File), filepath.Ext(doc.File))
			out[k].ID = journey.Slug(strings.TrimPrefix(name, string(Mappings)+"."))
		}
	}
	return out, nil
}
