// SPDX-License-Identifier: Apache-2.0

// Package segment selects customers by rules over their traits and behaviour.
// The segments of a workspace stand in documents "wend: segments/v1".
package segment

import (
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

// ID names a segment within its workspace.
type ID string

// Segment is a named rule.
type Segment struct {
	ID          ID     `yaml:"id" jsonschema:"required" jsonschema_description:"Unique in the workspace, lower case with hyphens."`
	Title       string `yaml:"title" jsonschema_description:"For people."`
	Description string `yaml:"description" jsonschema_description:"Who these customers are."`
	Rule        Rule   `yaml:"where" jsonschema:"required"`
}

// File is a document of segments.
type File struct {
	Segments []*Segment `yaml:"segments" jsonschema_description:"The segments; a customer may be in several."`
}

// Decode reads a segments document and checks it.
func Decode(doc *document.Document, faults *fault.List) []*Segment {
	var f File
	all := doc.Decode(&f, faults)
	seen := map[ID]bool{}
	for i, s := range f.Segments {
		check := all.Under(document.Index("segments", i))
		switch {
		case s.ID == "":
			check.Fault("id", "give it an id such as best-customers", "the segment has no id")
		case seen[s.ID]:
			check.Fault("id", "an id is given once", "two segments have the id %q", s.ID)
		}
		seen[s.ID] = true
		if s.Rule.IsZero() {
			check.Fault("where", "write where: {plan: gold}", "the segment %q has no rule", s.ID)
		}
	}
	return f.Segments
}
