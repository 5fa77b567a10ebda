// SPDX-License-Identifier: Apache-2.0

package load

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// xesTable reads event logs in XES (IEEE 1849). Each event is a row; its
// columns are the event's attributes by key and the trace's by "case:" and key.
// Log and global attributes are left aside. Documents with a DOCTYPE are
// refused, so that no entity can blow up.
type xesTable struct {
	file  string
	dec   *xml.Decoder
	rows  collector
	set   *columnSet
	trace []field // attributes of the trace at hand
	count int32   // traces so far, the one at hand included
	in    string  // trace or event; "" outside
	event []field
	line  int   // on which the event begins
	done  error // io.EOF, or what broke the file off
	empty int   // traces without events
	any   bool  // the trace at hand has events
}

// casePrefix marks attributes of the trace.
const casePrefix = "case:"

func newXES(file string, in io.Reader) (*xesTable, error) {
	dec := xml.NewDecoder(in)
	dec.CharsetReader = charset.NewReaderLabel
	t := &xesTable{file: file, dec: dec, set: newColumnSet(nil, true)}
	for {
		token, err := dec.Token()
		if err != nil {
			return nil, t.broken(err)
		}
		switch token := token.(type) {
		case xml.Directive:
			return nil, t.refuse("an XML document with a DOCTYPE is refused")
		case xml.StartElement:
			if token.Name.Local != "log" {
				return nil, t.refuse(fmt.Sprintf("the document is <%s>, not an XES log", token.Name.Local))
			}
			return t, nil
		}
	}
}

func (t *xesTable) columns() *columnSet { return t.set }

func (t *xesTable) place() fault.Place {
	line, column := t.dec.InputPos()
	return fault.Place{File: t.file, Line: line, Column: column}
}

func (t *xesTable) refuse(message string) error {
	return fault.New(fault.Invalid, "%s", message).At(t.place())
}

// broken says where a document stopped being XML.
func (t *xesTable) broken(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fault.New(fault.Invalid, "the XML is broken: %s", syntax.Msg).At(t.place())
	}
	if errors.Is(err, io.EOF) {
		return t.refuse("the document ends before its log does")
	}
	return fmt.Errorf("read %s: %w", t.file, err)
}

func (t *xesTable) next() (*batch, error) {
	for t.done == nil && !t.rows.full() {
		t.done = t.step()
	}
	if len(t.rows.rows)+len(t.rows.bad) == 0 && t.done != nil {
		return nil, t.done
	}
	return t.rows.batch(), nil
}

// step reads one token of the log.
func (t *xesTable) step() error {
	token, err := t.dec.Token()
	if err != nil {
		return t.broken(err)
	}
	switch token := token.(type) {
	case xml.Directive:
		return t.refuse("an XML document with a DOCTYPE is refused")
	case xml.StartElement:
		return t.start(token)
	case xml.EndElement:
		if token.Name.Local == "log" {
			return io.EOF
		}
		t.end(token.Name.Local)
	}
	return nil
}

func (t *xesTable) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "trace":
		t.in, t.trace, t.any = "trace", nil, false
		t.count++
	case "event":
		t.in, t.event = "event", nil
		t.line, _ = t.dec.InputPos()
	case "string", "date", "int", "float", "boolean", "id":
		if t.in != "" {
			t.attribute(e)
		}
		return t.skip()
	default:
		return t.skip() // extensions, globals, classifiers, lists, containers
	}
	return nil
}

// skip goes behind the end of the element at hand.
func (t *xesTable) skip() error {
	if err := t.dec.Skip(); err != nil {
		return t.broken(err)
	}
	return nil
}

// attribute keeps one attribute of the trace or the event at hand.
func (t *xesTable) attribute(e xml.StartElement) {
	var key, value string
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "key":
			key = a.Value
		case "value":
			value = a.Value
		}
	}
	if key == "" || value == "" {
		return
	}
	f := field{name: key, text: value}
	switch e.Name.Local {
	case "int", "float":
		if n, read := number(value, "."); read == oneNumber {
			f.kind, f.text = numberField, string(event.AppendNumber(nil, n))
		}
	case "boolean":
		if b, ok := boolean(value); ok {
			f.kind, f.text = booleanField, strconv.FormatBool(b)
		}
	case "date":
		f.kind = timeField
	}
	if t.in == "event" {
		t.event = append(t.event, f)
		return
	}
	f.name = casePrefix + key
	t.trace = append(t.trace, f)
}

func (t *xesTable) end(name string) {
	switch name {
	case "event":
		t.rows.add(t.line, t.describe(), slices.Concat(t.event, t.trace))
		t.rows.traces = append(t.rows.traces, t.count)
		t.in, t.any = "trace", true
	case "trace":
		if !t.any {
			t.empty++
		}
		t.in = ""
	}
}

// describe writes the event at hand for the quarantine.
func (t *xesTable) describe() string {
	var b strings.Builder
	for _, f := range t.event {
		if b.Len() > 0 {
			b.WriteString(" ")
		}
		b.WriteString(f.name + "=" + strconv.Quote(f.text))
	}
	return b.String()
}

// withXESDefaults completes a rule for XES, which needs no mapping: trace =
// customer, concept:name = event, every other attribute of an event a property.
// The attributes of a trace become traits, with the first event of it that is
// kept, unless the rule names traits itself.
func (r *Rule) withXESDefaults(first *batch) *Rule {
	out := *r
	if out.Customer.IsZero() {
		out.Customer.Column = casePrefix + "concept:name"
	}
	if out.Event.IsZero() && len(out.Events) == 0 {
		out.Event.Column = "concept:name"
	}
	if out.Time.IsZero() {
		out.Time = Time{Column: "time:timestamp", Format: "iso"}
	}
	if out.Properties.IsZero() {
		out.Properties.All = true
	}
	for _, name := range []string{"channel", casePrefix + "channel"} {
		if out.Channel.IsZero() && first.has(name) {
			out.Channel.Column = name
		}
	}
	return &out
}

// has reports whether one of the rows names a column.
func (b *batch) has(name string) bool {
	return slices.ContainsFunc(b.sparse, func(row []field) bool {
		return slices.ContainsFunc(row, func(f field) bool { return f.name == name })
	})
}
