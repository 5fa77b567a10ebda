// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/orisano/gosax"
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
	in    *gosax.Reader
	rows  collector
	set   *columnSet
	trace []field // attributes of the trace at hand
	count int32   // traces so far, the one at hand included
	state string  // trace or event; "" outside
	event []field
	begun int   // the line on which the event begins
	done  error // io.EOF, or what broke the file off
	empty int   // traces without events
	any   bool  // the trace at hand has events

	open  []string          // elements that are open
	aside int               // from this depth on nothing is looked at; 0: all is
	names map[string]string // of elements and attributes, each once
	cases map[string]string // keys of traces' attributes with their prefix

	line, column int // of what is read next
}

// casePrefix marks attributes of the trace.
const casePrefix = "case:"

// declared finds the encoding that a document declares.
var declared = regexp.MustCompile(`^[^>]*\sencoding\s*=\s*["']([^"']+)`)

func newXES(file string, in *bufio.Reader) (*xesTable, error) {
	head, err := in.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	var plain io.Reader = in
	if m := declared.FindSubmatch(head); m != nil && !strings.EqualFold(string(m[1]), "utf-8") {
		if plain, err = charset.NewReaderLabel(string(m[1]), in); err != nil {
			return nil, fault.New(fault.Invalid, "the encoding %q is not known", m[1]).At(fault.Place{File: file, Line: 1})
		}
	}
	t := &xesTable{file: file, in: gosax.NewReaderSize(plain, 1<<18), set: newColumnSet(nil, true), names: map[string]string{}, cases: map[string]string{}, line: 1, column: 1}
	t.in.EmitSelfClosingTag = true
	for len(t.open) == 0 {
		if err := t.step(); err != nil {
			return nil, err
		}
	}
	if t.open[0] != "log" {
		return nil, t.refuse(fmt.Sprintf("the document is <%s>, not an XES log", t.open[0]))
	}
	return t, nil
}

func (t *xesTable) columns() *columnSet { return t.set }

func (t *xesTable) place() fault.Place {
	return fault.Place{File: t.file, Line: t.line, Column: t.column}
}

func (t *xesTable) refuse(message string) error {
	return fault.New(fault.Invalid, "%s", message).At(t.place())
}

// broken says where a document stopped being XML.
func (t *xesTable) broken(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return t.refuse("the document ends before its log does")
	}
	return t.refuse("the XML is broken: " + err.Error())
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

// step reads one piece of the document.
func (t *xesTable) step() error {
	e, err := t.in.Event()
	if err != nil {
		return t.broken(err)
	}
	switch e.Type() {
	case gosax.EventDocType:
		return t.refuse("an XML document with a DOCTYPE is refused")
	case gosax.EventStart:
		err = t.start(e.Bytes)
	case gosax.EventEnd:
		if err = t.end(e.Bytes); bytes.HasSuffix(e.Bytes, []byte("/>")) {
			return err // its text was passed with the start
		}
	case gosax.EventText:
		if len(t.open) == 0 && len(bytes.TrimSpace(bytes.TrimPrefix(e.Bytes, []byte("\ufeff")))) > 0 {
			return t.refuse("the document does not begin with an element")
		}
	case gosax.EventEOF:
		return t.broken(io.EOF)
	}
	t.pass(e.Bytes)
	return err
}

// pass moves the place behind a piece of the document.
func (t *xesTable) pass(text []byte) {
	if n := bytes.Count(text, []byte{'\n'}); n > 0 {
		t.line += n
		t.column = len(text) - bytes.LastIndexByte(text, '\n')
		return
	}
	t.column += len(text)
}

// once returns a text as a string that is made once.
func (t *xesTable) once(text []byte) string {
	s, ok := t.names[string(text)]
	if !ok {
		s = string(text)
		t.names[s] = s
	}
	return s
}

// local is a name without its prefix.
func (t *xesTable) local(name []byte) string {
	return t.once(name[bytes.IndexByte(name, ':')+1:])
}

// start opens an element.
func (t *xesTable) start(tag []byte) error {
	name, rest := gosax.Name(tag)
	kind := t.local(name)
	t.open = append(t.open, kind)
	if t.aside > 0 {
		return nil
	}
	switch kind {
	case "log":
	case "trace":
		t.state, t.trace, t.any = "trace", nil, false
		t.count++
	case "event":
		t.state, t.event, t.begun = "event", t.event[:0], t.line
	case "string", "date", "int", "float", "boolean", "id":
		t.aside = len(t.open) // attributes of attributes
		if t.state != "" {
			return t.attribute(kind, rest)
		}
	default:
		t.aside = len(t.open) // extensions, globals, classifiers, lists, containers
	}
	return nil
}

// attribute keeps one attribute of the trace or the event at hand.
func (t *xesTable) attribute(kind string, rest []byte) error {
	var key, value []byte
	for len(rest) > 0 {
		var a gosax.Attribute
		var err error
		if a, rest, err = gosax.NextAttribute(rest); err != nil {
			return t.broken(err)
		}
		if len(a.Value) < 2 {
			continue
		}
		text := a.Value[1 : len(a.Value)-1]
		switch string(a.Key) {
		case "key":
			key, err = gosax.Unescape(text)
		case "value":
			value, err = gosax.Unescape(text)
		}
		if err != nil {
			return t.broken(err)
		}
	}
	if len(key) == 0 || len(value) == 0 {
		return nil
	}
	if !utf8.Valid(key) || !utf8.Valid(value) {
		return t.broken(errors.New("invalid UTF-8"))
	}
	t.keep(kind, t.once(key), value)
	return nil
}

// keep keeps an attribute.
func (t *xesTable) keep(kind, key string, value []byte) {
	f := field{name: key}
	switch kind {
	case "int", "float":
		if n, read := number(string(value), "."); read == oneNumber {
			f.kind, f.text = numberField, string(event.AppendNumber(nil, n))
		}
	case "boolean":
		if b, ok := boolean(string(value)); ok {
			f.kind, f.text = booleanField, strconv.FormatBool(b)
		}
	case "date":
		f.kind = timeField
	}
	if t.state == "event" {
		if f.text == "" {
			f.text = t.rows.keep(value)
		}
		t.event = append(t.event, f)
		return
	}
	if f.text == "" {
		f.text = string(value) // for all batches with events of the trace
	}
	prefixed, ok := t.cases[key]
	if !ok {
		prefixed = casePrefix + key
		t.cases[key] = prefixed
	}
	f.name = prefixed
	t.trace = append(t.trace, f)
}

// end closes an element.
func (t *xesTable) end(tag []byte) error {
	name, _ := gosax.Name(tag)
	kind, last := t.local(name), len(t.open)-1
	if last < 0 || t.open[last] != kind {
		return t.broken(fmt.Errorf("element <%s> is closed where it is not open", kind))
	}
	if t.open = t.open[:last]; t.aside > last {
		t.aside = 0
		return nil
	}
	if t.aside > 0 {
		return nil
	}
	switch kind {
	case "event":
		t.row()
	case "trace":
		if !t.any {
			t.empty++
		}
		t.state = ""
	case "log":
		return io.EOF
	}
	return nil
}

// row makes a row of the event at hand. What it says is written for the
// quarantine only when it goes there.
func (t *xesTable) row() {
	first := len(t.rows.fields)
	t.rows.fields = append(append(t.rows.fields, t.event...), t.trace...)
	t.rows.add(t.begun, "", t.rows.fields[first:len(t.rows.fields):len(t.rows.fields)])
	t.rows.traces = append(t.rows.traces, t.count)
	t.state, t.any = "trace", true
}

// described writes a row of fields for the quarantine; those of its trace are left
// out.
func described(row []field) string {
	var b strings.Builder
	for _, f := range row {
		if strings.HasPrefix(f.name, casePrefix) {
			continue
		}
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
