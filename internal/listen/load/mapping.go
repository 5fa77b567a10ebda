// SPDX-License-Identifier: Apache-2.0

package load

import (
	"errors"
	"path"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// MappingKind is what the first line of a mapping says.
const MappingKind = "mapping/v1"

// Mapping says what the columns of files mean.
type Mapping struct {
	Source event.SourceID `yaml:"source" jsonschema_description:"The source under which events are kept. Default: the file's name."`
	Zone   string         `yaml:"zone" jsonschema_description:"Time zone of times that name none: Europe/Berlin, or -03:00. Default: UTC."`
	Files  []*Rule        `yaml:"files" jsonschema:"required" jsonschema_description:"A rule for each kind of file; a file goes by the first that names it."`

	check *document.Check
}

// FileKind is what the rows of a file are.
type FileKind string

// The kinds of files.
const (
	EventFile  FileKind = "events"
	SurveyFile FileKind = "survey" // one row a respondent, one column a question
	CountFile  FileKind = "counts" // hand-counted volumes
)

// Values lists the kinds.
func (FileKind) Values() []string {
	return []string{string(EventFile), string(SurveyFile), string(CountFile)}
}

// Format is how a file is written.
type Format string

// The formats.
const (
	CSV     Format = "csv"
	NDJSON  Format = "ndjson"
	XES     Format = "xes"
	XLSX    Format = "xlsx"
	Parquet Format = "parquet"
)

// Values lists the formats.
func (Format) Values() []string {
	return []string{string(CSV), string(NDJSON), string(XES), string(XLSX), string(Parquet)}
}

// Rule is what is said of one kind of file.
type Rule struct {
	File      string   `yaml:"file" jsonschema:"required" jsonschema_description:"Names of the files, as in orders*.csv."`
	Kind      FileKind `yaml:"kind" jsonschema_description:"What a row is. Default: events."`
	Format    Format   `yaml:"format" jsonschema_description:"Default: by the file's name and beginning."`
	Delimiter string   `yaml:"delimiter" jsonschema_description:"Of CSV: a character, or tab. Default: detected."`
	Encoding  string   `yaml:"encoding" jsonschema_description:"utf-8, utf-16, windows-1252, euc-kr … Default: detected."`
	Header    *bool    `yaml:"header" jsonschema_description:"Whether the first row names the columns. Default: detected. Without, they are called 1, 2, …"`
	Sheet     string   `yaml:"sheet" jsonschema_description:"Of a spreadsheet: the sheet. Default: the only one."`
	Decimal   Decimal  `yaml:"decimal" jsonschema_description:"The sign before fractions; the other one parts thousands. Default: detected, column by column."`
	Zone      string   `yaml:"zone" jsonschema_description:"Time zone of times that name none. Default: the mapping's."`

	Where Condition `yaml:"where" jsonschema_description:"Only rows for which this holds of the columns."`
	Join  []Join    `yaml:"join" jsonschema_description:"Columns taken from other files by key, one after the other."`

	Customer   Value         `yaml:"customer,flow" jsonschema_description:"Whose row it is: a column, or a template such as {shop}-{number}. {#} is the number of the row, for files whose rows name nobody."`
	Event      Value         `yaml:"event,flow" jsonschema_description:"Name of the event: a column, or {value: Order Placed}."`
	Time       Time          `yaml:"time,flow" jsonschema_description:"When it happened."`
	Channel    Value         `yaml:"channel,flow" jsonschema_description:"Where it happened."`
	ID         Value         `yaml:"id,flow" jsonschema_description:"Message id, unique within the source. Default: from the row's content."`
	Properties Fields        `yaml:"properties" jsonschema_description:"Columns kept as properties; \"*\" for all that are not used otherwise."`
	Traits     Fields        `yaml:"traits" jsonschema_description:"Columns that are facts about the customer."`
	Events     []*EventRule  `yaml:"events" jsonschema_description:"Events that a row gives, where it gives several."`
	Answers    []*AnswerRule `yaml:"answers" jsonschema_description:"Answers that a row gives."`

	Survey    string                   `yaml:"survey" jsonschema_description:"Of a survey file: the id of the survey."`
	Answer    QuestionRule             `yaml:"answer" jsonschema_description:"Of a survey file: what holds for all questions."`
	Questions map[string]*QuestionRule `yaml:"questions" jsonschema_description:"Of a survey file: columns (or patterns such as sat_*) and what they ask."`

	Journey string `yaml:"journey" jsonschema_description:"Of counts: the journey."`
	Step    Value  `yaml:"step,flow" jsonschema_description:"Of counts: the step."`
	Count   Value  `yaml:"count,flow" jsonschema_description:"Of counts: the column with the number."`
	Period  Value  `yaml:"period,flow" jsonschema_description:"Of counts: the column with the period: 2026-W05, 2026-02 or 2026-02-03."`
	Unit    string `yaml:"unit" jsonschema_description:"Of counts: what is counted. Default: customers."`

	path   string
	native bool // NDJSON in Wend's own words: properties, traits and context as they are
	check  *document.Check
}

// EventRule is one event that a row gives. What it does not say itself it takes
// from its file's rule; its properties are added to the rule's.
type EventRule struct {
	Event      EventName `yaml:"event,flow" jsonschema:"required" jsonschema_description:"Name of the event; {column: …} takes it from a column."`
	Time       Time      `yaml:"time,flow" jsonschema:"required" jsonschema_description:"When it happened. Empty: it did not happen."`
	When       Condition `yaml:"when" jsonschema_description:"Only rows for which this holds."`
	Undated    []string  `yaml:"undated,flow" jsonschema_description:"Where when: holds and the time is empty, the event happened at no known time; the first of these columns that has a time gives it its place in the order."`
	Channel    Value     `yaml:"channel,flow"`
	ID         Value     `yaml:"id,flow"`
	Properties Fields    `yaml:"properties"`
}

// AnswerRule is one answer that a row gives.
type AnswerRule struct {
	QuestionRule `yaml:",inline"`
	Survey       string    `yaml:"survey" jsonschema:"required" jsonschema_description:"Id of the survey."`
	Value        string    `yaml:"value" jsonschema:"required" jsonschema_description:"Column with the answer. Empty: none was given."`
	Time         Time      `yaml:"time,flow" jsonschema_description:"When it was given. Default: the rule's time."`
	AskedAt      Time      `yaml:"asked_at,flow" jsonschema_description:"When it was asked."`
	When         Condition `yaml:"when" jsonschema_description:"Only rows for which this holds."`
	About        AboutRule `yaml:"about,flow" jsonschema_description:"The step, or the event, that the answer is about."`
	ID           Value     `yaml:"id,flow"`
	Properties   Fields    `yaml:"properties"`
}

// QuestionRule is how the answers to one question are read.
type QuestionRule struct {
	Question string           `yaml:"question" jsonschema_description:"Id of the question. Default: the column's name."`
	Kind     event.AnswerKind `yaml:"kind" jsonschema_description:"rating, csat, nps, ces, emotion, choice or text."`
	Scale    *event.Scale     `yaml:"scale,flow" jsonschema_description:"Range of the values, as {min: 1, max: 5}."`
	Codes    Codes            `yaml:"codes,flow" jsonschema_description:"Values that are no answers: {6: not-experienced, 0: blank}; or answers written otherwise: {good: 5}."`
}

// AboutRule says what an answer is about.
type AboutRule struct {
	Journey   string         `yaml:"journey"`
	Step      Value          `yaml:"step,flow"`
	Source    event.SourceID `yaml:"source" jsonschema_description:"Source of the event. Default: the mapping's."`
	MessageID Value          `yaml:"message_id,flow" jsonschema_description:"Message id of the event."`
}

// Join takes columns from another file by key.
type Join struct {
	File    string            `yaml:"file" jsonschema:"required" jsonschema_description:"The other file."`
	Sheet   string            `yaml:"sheet" jsonschema_description:"Of a spreadsheet: the sheet. Default: the only one."`
	On      map[string]string `yaml:"on,flow" jsonschema:"required" jsonschema_description:"Column here: column there."`
	Take    statement.Texts   `yaml:"take,flow" jsonschema_description:"Columns to take. Default: all but the key."`
	As      string            `yaml:"as" jsonschema_description:"Written before the names of the columns taken."`
	Pick    Pick              `yaml:"pick" jsonschema_description:"Which row, where a key has several: first or last. Default: several are a mistake."`
	Missing Missing           `yaml:"missing" jsonschema_description:"What happens to a row whose key is not there: quarantine (default) or keep it without."`
}

// Pick says which of several rows with one key counts.
type Pick string

// Values lists the ways to pick.
func (Pick) Values() []string { return []string{"first", "last"} }

// Missing says what happens to rows without a match.
type Missing string

// Values lists what can happen.
func (Missing) Values() []string { return []string{"quarantine", "keep"} }

// Value says where a text comes from: a column, a constant, or a template of
// columns. The zero Value is none.
type Value struct {
	Column   string `yaml:"column" jsonschema_description:"A column."`
	Constant string `yaml:"value" jsonschema_description:"The same for every row."`
	Template string `yaml:"template" jsonschema_description:"Columns in braces: {order_id}-placed."`
	Codes    Codes  `yaml:"codes,flow" jsonschema_description:"Other words for some values: {Desk: branch}."`
}

type valueForm Value

// IsZero reports whether nothing was said.
func (v Value) IsZero() bool { return v.Column == "" && v.Constant == "" && v.Template == "" }

var templatePart = regexp.MustCompile(`\{([^{}]+)\}`)

// DecodeDocument reads the name of a column, a template with braces, or the
// long form.
func (v *Value) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		if templatePart.MatchString(n.Value) {
			v.Template = n.Value
		} else {
			v.Column = n.Value
		}
		return
	}
	d.Value(n, path, (*valueForm)(v))
	said := 0
	for _, s := range []string{v.Column, v.Constant, v.Template} {
		if s != "" {
			said++
		}
	}
	if said != 1 {
		d.FaultAt(path, "write {column: …}, {value: …} or {template: …}", "one of column, value and template belongs here")
	}
}

// EncodeDocument writes the short form where it says all.
func (v Value) EncodeDocument() any {
	if len(v.Codes) == 0 && v.Constant == "" {
		return v.Column + v.Template
	}
	return valueForm(v)
}

// JSONSchema describes both forms.
func (Value) JSONSchema() *jsonschema.Schema {
	return document.OneOf(&jsonschema.Schema{Type: "string", Description: "A column, or a template such as {order_id}-placed."}, document.SchemaOf(valueForm{}))
}

// EventName is the name of one event among several: written as it is, or as
// {column: …}.
type EventName struct{ Value }

// DecodeDocument reads a name, or the long form of a value.
func (e *EventName) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		e.Constant = n.Value
		return
	}
	e.Value.DecodeDocument(d, n, path)
}

// EncodeDocument writes a plain name as it is.
func (e EventName) EncodeDocument() any {
	if e.Constant != "" && len(e.Codes) == 0 {
		return e.Constant
	}
	return valueForm(e.Value)
}

// Time says where a time comes from.
type Time struct {
	Column   string `yaml:"column" jsonschema_description:"A column."`
	Constant string `yaml:"value" jsonschema_description:"The same for every row."`
	Format   string `yaml:"format" jsonschema_description:"As %d/%m/%Y %H:%M, or iso, unix, unix_ms, unix_us. Default: detected."`
	Zone     string `yaml:"zone" jsonschema_description:"Zone of times that name none. Default: the rule's."`
}

type timeForm Time

// IsZero reports whether nothing was said.
func (t Time) IsZero() bool { return t.Column == "" && t.Constant == "" }

// DecodeDocument reads the name of a column or the long form.
func (t *Time) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		t.Column = n.Value
		return
	}
	d.Value(n, path, (*timeForm)(t))
	if (t.Column == "") == (t.Constant == "") {
		d.FaultAt(path, "write {column: …, format: …} or {value: 2026-05-01}", "one of column and value belongs here")
	}
	var wrong *fault.Fault
	if _, err := newClock(t.Format, nil); errors.As(err, &wrong) {
		d.FaultAt(path+".format", wrong.Remedy, "%s", wrong.Message)
	}
}

// EncodeDocument writes the short form where it says all.
func (t Time) EncodeDocument() any {
	if t == (Time{Column: t.Column}) {
		return t.Column
	}
	return timeForm(t)
}

// JSONSchema describes both forms.
func (Time) JSONSchema() *jsonschema.Schema {
	return document.OneOf(&jsonschema.Schema{Type: "string"}, document.SchemaOf(timeForm{}))
}

// Codes give values another meaning.
type Codes map[string]string

// Meanings of a code beside a plain word.
const (
	notExperienced = "not-experienced" // the customer was not there
	blank          = "blank"           // nothing was answered
)

// FieldType is the type that a column's values get.
type FieldType string

// The types.
const (
	TextType    FieldType = "text"
	NumberType  FieldType = "number"
	BooleanType FieldType = "boolean"
	TimeType    FieldType = "time"
)

// Values lists the types.
func (FieldType) Values() []string {
	return []string{string(TextType), string(NumberType), string(BooleanType), string(TimeType)}
}

// FieldRule is one property or trait.
type FieldRule struct {
	Column   string    `yaml:"column" jsonschema_description:"A column."`
	Constant string    `yaml:"value" jsonschema_description:"The same for every row."`
	Template string    `yaml:"template" jsonschema_description:"Columns in braces: {city}, {country}."`
	Codes    Codes     `yaml:"codes,flow" jsonschema_description:"Other words for some values."`
	Type     FieldType `yaml:"type" jsonschema_description:"text (default), number, boolean or time."`
	Format   string    `yaml:"format" jsonschema_description:"Of a time."`
	Decimal  Decimal   `yaml:"decimal" jsonschema_description:"Of a number: the sign before its fraction. Default: the rule's, else detected."`
}

type fieldForm FieldRule

// value is where the field's text comes from.
func (f FieldRule) value() Value {
	return Value{Column: f.Column, Constant: f.Constant, Template: f.Template, Codes: f.Codes}
}

// DecodeDocument reads the short form of a value or the long form.
func (f *FieldRule) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.ScalarNode {
		var v Value
		d.Value(n, path, &v)
		f.Column, f.Template = v.Column, v.Template
		return
	}
	d.Value(n, path, (*fieldForm)(f))
	if f.value().IsZero() {
		d.FaultAt(path, "write {column: price, type: number}", "the field names no column")
	}
}

// EncodeDocument writes the short form where it says all.
func (f FieldRule) EncodeDocument() any {
	if f.Type == "" && f.Format == "" && f.Decimal == "" {
		return f.value().EncodeDocument()
	}
	return fieldForm(f)
}

// JSONSchema describes both forms.
func (FieldRule) JSONSchema() *jsonschema.Schema {
	return document.OneOf(&jsonschema.Schema{Type: "string"}, document.SchemaOf(fieldForm{}))
}

// Fields are properties or traits: names with where they come from. All takes
// every column that is not used otherwise.
type Fields struct {
	All  bool
	List map[string]FieldRule
}

// IsZero reports whether there are none.
func (f Fields) IsZero() bool { return !f.All && len(f.List) == 0 }

// DecodeDocument reads a mapping of names, a list of columns, or "*".
func (f *Fields) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	f.List = map[string]FieldRule{}
	switch n.Kind {
	case yaml.SequenceNode:
		var names []string
		d.Value(n, path, &names)
		for _, name := range names {
			if name == "*" {
				f.All = true
				continue
			}
			f.List[name] = FieldRule{Column: name}
		}
	case yaml.MappingNode:
		d.Pairs(n, path, func(key, value *yaml.Node) {
			if key.Value == "*" {
				f.All = true
				return
			}
			var rule FieldRule
			d.Value(value, document.Join(path, key.Value), &rule)
			f.List[key.Value] = rule
		})
	default:
		if f.All = n.Value == "*"; !f.All {
			f.List[n.Value] = FieldRule{Column: n.Value}
		}
	}
}

// EncodeDocument writes a list where names and columns agree, else a mapping.
func (f Fields) EncodeDocument() any {
	if f.All && len(f.List) == 0 {
		return "*"
	}
	return f.List
}

// JSONSchema describes the three forms.
func (Fields) JSONSchema() *jsonschema.Schema {
	text := &jsonschema.Schema{Type: "string"}
	return document.OneOf(text, &jsonschema.Schema{Type: "array", Items: text}, &jsonschema.Schema{Type: "object", AdditionalProperties: FieldRule{}.JSONSchema()})
}

// Condition is a where tree over the columns of a row.
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

// JSONSchema describes a tree loosely.
func (Condition) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", Description: "Columns and what must hold of them: {status: delivered, total: {gt: 10}}."}
}

// columns lists the columns a condition reads.
func (c Condition) columns() (out []string) {
	c.Fields(func(f evidence.Field) { out = append(out, strings.Join(f.Path, ".")) })
	return out
}

// MappingSchema returns the JSON Schema of mappings.
func MappingSchema() *jsonschema.Schema {
	return document.Schema(MappingKind, "Wend mapping", &Mapping{})
}

// ParseMapping reads a mapping and checks what can be checked without the
// files. All mistakes come back at once, as a fault.List.
func ParseMapping(file string, src []byte) (*Mapping, error) {
	docs, err := document.Parse(file, src)
	if err != nil {
		return nil, err
	}
	var faults fault.List
	m := &Mapping{}
	m.check = docs[0].Decode(m, &faults)
	if docs[0].Kind+"/v1" != MappingKind || docs[0].Version != 1 || len(docs) > 1 {
		m.check.Fault("wend", "begin with wend: mapping/v1", "this is no mapping")
	}
	if _, err := calendar.Zone(m.Zone); err != nil {
		m.check.Fault("zone", "write Europe/Berlin or -03:00", "%q is no time zone", m.Zone)
	}
	if len(m.Files) == 0 {
		m.check.Fault("files", "write files: with a rule for each file", "the mapping names no files")
	}
	for i, r := range m.Files {
		r.path = document.Index("files", i)
		r.check = m.check.Under(r.path)
		r.validate()
	}
	faults.Sort()
	return m, faults.Err()
}

// rules returns the first rule that names a file, by its path below the folder
// given or by its base name. Where that names a sheet, so may the others.
func (m *Mapping) rules(name string) (out []*Rule) {
	for _, r := range m.Files {
		if (named(r.File, name) || named(r.File, path.Base(name))) && (len(out) == 0 || out[0].Sheet != "" && r.Sheet != "") {
			out = append(out, r)
		}
	}
	return out
}

// named reports whether a pattern names a file; a name with brackets in it names
// itself.
func named(pattern, name string) bool {
	ok, _ := path.Match(pattern, name)
	return ok || pattern == name
}
