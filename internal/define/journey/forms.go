// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"encoding/json"

	"go.yaml.in/yaml/v4"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/statement"
)

// The types of this file have a short form beside the long one: "target: 4"
// for "target: {default: 4}".

// Starts are the steps that may start an instance; empty means any.
type Starts []StepID

// DecodeDocument reads "any" or a list of step ids.
func (s *Starts) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode && n.Value == "any" {
		return
	}
	if n.Kind == yaml.ScalarNode {
		*s = Starts{StepID(n.Value)}
		return
	}
	d.Value(n, path, (*[]StepID)(s))
}

// EncodeDocument writes the list.
func (s Starts) EncodeDocument() any { return []StepID(s) }

// JSONSchema describes both forms.
func (Starts) JSONSchema() *jsonschema.Schema {
	text := &jsonschema.Schema{Type: "string"}
	return document.OneOf(text, &jsonschema.Schema{Type: "array", Items: text})
}

// Target is a level wanted, on the scale of the score it is compared with. The
// zero Target is none.
type Target struct {
	Default  *float64               `yaml:"default" jsonschema_description:"For everybody not named below."`
	By       string                 `yaml:"by" jsonschema_description:"When it is to be reached, as 2027-06-30."`
	Segments map[segment.ID]float64 `yaml:"segments" jsonschema_description:"For segments."`
}

type targetForm Target

// IsZero reports whether no level was given.
func (t Target) IsZero() bool { return t.Default == nil && t.By == "" && len(t.Segments) == 0 }

// DecodeDocument reads a number or the long form.
func (t *Target) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		d.Value(n, path, &t.Default)
		return
	}
	d.Value(n, path, (*targetForm)(t))
}

// EncodeDocument writes the short form where it says all.
func (t Target) EncodeDocument() any {
	if t.By == "" && len(t.Segments) == 0 {
		return t.Default
	}
	return targetForm(t)
}

// JSONSchema describes both forms.
func (Target) JSONSchema() *jsonschema.Schema {
	return document.OneOf(&jsonschema.Schema{Type: "number"}, document.SchemaOf(targetForm{}))
}

// For returns the target of customers in a segment, or of all with "".
func (t Target) For(s segment.ID) (float64, bool) {
	if v, ok := t.Segments[s]; ok {
		return v, true
	}
	if t.Default == nil {
		return 0, false
	}
	return *t.Default, true
}

// Importance is stated importance, 1 to 5: a number, by segment, or asked of
// customers.
type Importance struct {
	Default  *float64               `yaml:"default" jsonschema:"minimum=1,maximum=5"`
	Segments map[segment.ID]float64 `yaml:"segments"`
	Asked    *Question              `yaml:"asked,flow" jsonschema_description:"The question that asked customers."`
}

type importanceForm Importance

// DecodeDocument reads a number or the long form.
func (i *Importance) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		d.Value(n, path, &i.Default)
		return
	}
	d.Value(n, path, (*importanceForm)(i))
}

// EncodeDocument writes the short form where it says all.
func (i Importance) EncodeDocument() any {
	if len(i.Segments) == 0 && i.Asked == nil {
		return i.Default
	}
	return importanceForm(i)
}

// JSONSchema describes both forms.
func (Importance) JSONSchema() *jsonschema.Schema {
	low, high := json.Number("1"), json.Number("5")
	return document.OneOf(&jsonschema.Schema{Type: "number", Minimum: low, Maximum: high}, document.SchemaOf(importanceForm{}))
}

// MomentOfTruth is a stated moment of truth and why it is one.
type MomentOfTruth struct {
	Reason Reason          `yaml:"reason" json:"reason"`
	Basis  statement.Basis `yaml:"basis" json:"basis,omitempty" jsonschema_description:"What it rests on. Default: hypothesis."`
	Why    string          `yaml:"why" json:"why,omitempty" jsonschema_description:"In words."`
}

type momentForm MomentOfTruth

// DecodeDocument reads a reason or the long form.
func (m *MomentOfTruth) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		d.Value(n, path, &m.Reason)
		return
	}
	d.Value(n, path, (*momentForm)(m))
}

// JSONSchema describes both forms.
func (MomentOfTruth) JSONSchema() *jsonschema.Schema {
	return document.OneOf(document.SchemaOf(Reason("")), document.SchemaOf(momentForm{}))
}

// Feeling is the stated emotion at a step, -2 to +2, with exceptions for
// personas. Valence is nil where only words are said: that is neutral, as 0 is,
// but a 0 that somebody wrote stays written.
type Feeling struct {
	Valence  *int                    `yaml:"valence" jsonschema:"required,minimum=-2,maximum=2"`
	Label    string                  `yaml:"label" jsonschema_description:"In a word: curious, annoyed."`
	Basis    statement.Basis         `yaml:"basis"`
	Personas map[persona.ID]*Feeling `yaml:"personas" jsonschema_description:"Where a persona feels otherwise."`
}

type feelingForm struct {
	Valence  *int                    `yaml:"valence"`
	Label    string                  `yaml:"label"`
	Basis    statement.Basis         `yaml:"basis"`
	Personas map[persona.ID]*Feeling `yaml:"personas"`
}

// Felt is the valence, 0 where only words are said.
func (f *Feeling) Felt() int {
	if f.Valence == nil {
		return 0
	}
	return *f.Valence
}

// DecodeDocument reads a valence or the long form.
func (f *Feeling) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		d.Value(n, path, &f.Valence)
	} else {
		d.Value(n, path, (*feelingForm)(f))
	}
	if v := f.Felt(); v < -2 || v > 2 {
		d.FaultAt(document.Join(path, "valence"), "a whole number from -2 (awful) to 2 (delighted) belongs here", "valence %d is off the scale", v)
	}
}

// JSONSchema describes both forms.
func (Feeling) JSONSchema() *jsonschema.Schema {
	low, high := json.Number("-2"), json.Number("2")
	form := document.SchemaOf(struct {
		Valence  int             `yaml:"valence" jsonschema:"required,minimum=-2,maximum=2"`
		Label    string          `yaml:"label"`
		Basis    statement.Basis `yaml:"basis"`
		Personas map[string]any  `yaml:"personas"`
	}{})
	return document.OneOf(&jsonschema.Schema{Type: "integer", Minimum: low, Maximum: high}, form)
}

// Evidence is one matcher: an event with conditions, or an answer.
type Evidence struct {
	Event  string     `yaml:"event" jsonschema_description:"Name of the event."`
	Where  Condition  `yaml:"where" jsonschema_description:"Conditions on the event, all of which hold."`
	Answer *AnswerRef `yaml:"answer,flow" jsonschema_description:"An answer to this question, instead of an event."`
}

type evidenceForm Evidence

// AnswerRef names the question whose answers are evidence.
type AnswerRef struct {
	Survey   string `yaml:"survey" jsonschema:"required"`
	Question string `yaml:"question" jsonschema:"required"`
}

// DecodeDocument reads an event name or the long form.
func (e *Evidence) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		e.Event = n.Value
		return
	}
	d.Value(n, path, (*evidenceForm)(e))
	switch {
	case e.Event == "" && e.Answer == nil:
		d.FaultAt(path, "write {event: Order Placed} or {answer: {survey: …, question: …}}", "the evidence names no event and no answer")
	case e.Event != "" && e.Answer != nil:
		d.FaultAt(document.KeyOf(document.Join(path, "answer")), "write two entries", "one entry is an event or an answer, not both")
	case e.Answer != nil && e.Where.Tree != nil:
		d.FaultAt(document.KeyOf(document.Join(path, "where")), "conditions go with events", "an answer takes no conditions")
	}
}

// EncodeDocument writes the long form.
func (e Evidence) EncodeDocument() any { return evidenceForm(e) }

// JSONSchema describes both forms.
func (Evidence) JSONSchema() *jsonschema.Schema {
	return document.OneOf(&jsonschema.Schema{Type: "string"}, document.SchemaOf(evidenceForm{}))
}

// Matcher returns the matcher the evidence stands for.
func (e Evidence) Matcher() evidence.Matcher {
	if e.Answer != nil {
		return evidence.Answers(e.Answer.Survey, e.Answer.Question)
	}
	return evidence.Matcher{Event: e.Event, Where: e.Where.Tree}
}

// Condition is a where tree in a document.
type Condition struct{ *evidence.Tree }

// IsZero reports whether there is no condition.
func (c Condition) IsZero() bool { return c.Tree == nil }

// DecodeDocument reads a where tree.
func (c *Condition) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	tree, faults := evidence.Parse(d.Any(n, path), evidence.Properties)
	for _, f := range faults {
		d.FaultAt(document.Join(path, f.Field), f.Remedy, "%s", f.Message)
	}
	c.Tree = tree
}

// JSONSchema describes a tree loosely: its keys are the events' own.
func (Condition) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", Description: "Fields and what must hold of them: {path: {starts_with: /products/}}, with all, any and not. Operators: is, is_not, in, starts_with, contains, matches, gt, gte, lt, lte, exists."}
}
