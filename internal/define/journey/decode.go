// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

// Decode reads a journey from a document and validates it against its
// workspace. All mistakes and warnings go to faults, each at its line and
// column; the journey returned is usable when there are no errors among them.
func Decode(doc *document.Document, w *Workspace, faults *fault.List) *Journey {
	return validated(Read(doc, faults), doc, w, faults)
}

// DecodeShared is Decode for those who may share what ReadShared gives.
func DecodeShared(doc *document.Document, w *Workspace, faults *fault.List) *Journey {
	return validated(ReadShared(doc, faults), doc, w, faults)
}

func validated(j *Journey, doc *document.Document, w *Workspace, faults *fault.List) *Journey {
	check := doc.Check(faults)
	if doc.Version != 1 {
		check.Fault("wend", "write wend: journey/v1", "version %d of journey documents is not known", doc.Version)
	}
	(&validator{Journey: j, Workspace: w, check: check}).run()
	return j
}

// Read reads a journey without looking at what it refers to: faults are those
// of its form alone, as an unknown key or a bad duration.
func Read(doc *document.Document, faults *fault.List) *Journey {
	j := &Journey{}
	doc.Decode(j, faults)
	j.fillIDs()
	return j
}

// ReadShared is Read for those who ask again and again: a document is read once.
// Fields, stages and steps of the journey may be replaced; what stands inside of
// them is shared with others and must not be changed.
func ReadShared(doc *document.Document, faults *fault.List) *Journey {
	r := doc.Once(func() any {
		r := reading{}
		r.journey = Read(doc, &r.faults)
		return r
	}).(reading)
	for _, f := range r.faults {
		own := *f // whoever gets it may say more of its place
		faults.Add(&own)
	}
	return r.journey.copy()
}

// reading is what reading a document gives, which happens once.
type reading struct {
	journey *Journey
	faults  fault.List
}

// copy returns a journey whose fields, stages and steps can be replaced.
func (j *Journey) copy() *Journey {
	out := *j
	for _, stages := range []*[]Stage{&out.Phases.Before, &out.Phases.During, &out.Phases.After} {
		*stages = slices.Clone(*stages)
		for i := range *stages {
			(*stages)[i].Steps = slices.Clone((*stages)[i].Steps)
		}
	}
	return &out
}

// Rewrite returns the text of a journey's document with j in place of what it
// says, and every byte kept that j leaves alone.
func Rewrite(doc *document.Document, j *Journey) ([]byte, error) {
	read := func(d *document.Document) any {
		var ignored fault.List
		return Read(d, &ignored)
	}
	return doc.Rewrite(read, j)
}

// fillIDs gives an id made from the title to whatever has none.
func (j *Journey) fillIDs() {
	if j.ID == "" {
		j.ID = ID(Slug(j.Title))
	}
	taken := map[StepID]bool{}
	for _, s := range j.Steps() {
		taken[s.ID] = true
	}
	for _, s := range j.Steps() {
		if s.ID != "" {
			continue
		}
		base := StepID(Slug(s.Title))
		s.ID = base
		for n := 2; taken[s.ID]; n++ {
			s.ID = StepID(fmt.Sprintf("%s-%d", base, n))
		}
		taken[s.ID] = true
	}
}

// Slug makes an id from a title: lower-case letters and digits, accents
// dropped, all else hyphens. A title without any gives "x".
//
//	Slug("Reçoit l'offre!") = "recoit-l-offre"
func Slug(title string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // an accent taken off its letter
		default:
			hyphen = true
		}
	}
	if b.Len() == 0 {
		return "x"
	}
	return b.String()
}

// Digest identifies what the document says, whatever its comments, order of
// keys or spelling of values: "sha256:" and 64 hexadecimal digits.
func (j *Journey) Digest() string {
	b, err := document.JSON(j)
	if err != nil {
		panic(err) // the types of this package can always be written
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// MarshalJSON writes the journey with the keys of its document.
func (j *Journey) MarshalJSON() ([]byte, error) { return document.JSON(j) }

// Schema returns the JSON Schema of journey documents.
func Schema() *jsonschema.Schema {
	return document.Schema(Kind, "Wend journey", &Journey{})
}
