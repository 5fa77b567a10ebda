// SPDX-License-Identifier: Apache-2.0

// Package statement holds what people say about customers, with how well
// founded each statement is.
package statement

import (
	"go.yaml.in/yaml/v4"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/document"
)

// Basis says what a statement rests on.
type Basis string

// The bases, from weak to strong.
const (
	Hypothesis Basis = "hypothesis" // somebody thinks so
	Research   Basis = "research"   // interviews, observation
	Data       Basis = "data"       // measured
)

// Values lists the bases.
func (Basis) Values() []string { return []string{string(Hypothesis), string(Research), string(Data)} }

// Statement is one sentence. In a document it is a text, or a mapping where
// more than the text is known. An empty basis is a hypothesis.
type Statement struct {
	Title    string `yaml:"title" json:"title" jsonschema:"required" jsonschema_description:"The sentence."`
	Severity int    `yaml:"severity" json:"severity,omitempty" jsonschema:"minimum=1,maximum=5" jsonschema_description:"Of a pain, 1 (small) to 5."`
	Basis    Basis  `yaml:"basis" json:"basis,omitempty" jsonschema_description:"What it rests on. Default: hypothesis."`
	Source   string `yaml:"source" json:"source,omitempty" jsonschema_description:"Where it comes from: an interview, a study, a workshop."`
	Date     string `yaml:"date" json:"date,omitempty" jsonschema_description:"When, as 2026-05-02."`
}

// plain is Statement without its methods, for decoding the long form.
type plain Statement

// DecodeDocument reads the short or the long form.
func (s *Statement) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		s.Title = n.Value
		return
	}
	d.Value(n, path, (*plain)(s))
	if s.Title == "" {
		d.FaultAt(document.Join(path, "title"), "write the sentence as title:", "the statement says nothing")
	}
	if s.Severity < 0 || s.Severity > 5 {
		d.FaultAt(document.Join(path, "severity"), "a number from 1 to 5 belongs here", "severity %d is off the scale", s.Severity)
	}
}

// EncodeDocument writes the short form where the text is all there is.
func (s Statement) EncodeDocument() any {
	if s == (Statement{Title: s.Title}) {
		return s.Title
	}
	return plain(s)
}

// JSONSchema describes both forms.
func (Statement) JSONSchema() *jsonschema.Schema {
	return document.OneOf(&jsonschema.Schema{Type: "string"}, document.SchemaOf(plain{}))
}

// Texts is one text or a list of them.
type Texts []string

// DecodeDocument reads one text or a list.
func (t *Texts) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		*t = Texts{n.Value}
		return
	}
	d.Value(n, path, (*[]string)(t))
}

// EncodeDocument writes a single text as a text.
func (t Texts) EncodeDocument() any {
	if len(t) == 1 {
		return t[0]
	}
	return []string(t)
}

// JSONSchema describes one text or a list.
func (Texts) JSONSchema() *jsonschema.Schema {
	one := &jsonschema.Schema{Type: "string"}
	return document.OneOf(one, &jsonschema.Schema{Type: "array", Items: one})
}
