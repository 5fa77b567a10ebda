// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// emitted is what a batch of rows became.
type emitted struct {
	events  []event.Event
	lines   []int32 // of each event
	bad     []event.Quarantined
	rows    int // rows read, bad ones included
	kept    int // rows that gave at least one event
	passed  int // rows that the rule's where left out
	backing backing

	// The traces whose attributes the first and the last such event of the batch
	// carry, and the first of these events: the trace before may have them already.
	firstTrace, lastTrace int32
	firstAt               int
}

// reset empties what has been used.
func (e *emitted) reset() {
	*e = emitted{events: e.events[:0], lines: e.lines[:0], backing: e.backing.empty()}
}

// emitter turns rows into events. It is for one goroutine.
type emitter struct {
	*program
	shelves *shelves
	file    string
	row     []string // with joined columns
	kinds   []kind
	sparse  []field     // the row, where it names its columns itself
	trace   int32       // the last one whose attributes an event of the batch carries
	owed    bool        // the next event kept carries the attributes of its trace
	number  int         // of the row in its file, from 1
	scratch []byte      // for texts put together
	draft   event.Event // the event being put together
	fields  []event.Field
	out     *emitted
	arena   []byte // JSON of the batch's events
	texts   []byte // texts put together for the batch's events
	used    int    // bytes of arena that the last batch used, and a little more
}

func newEmitter(p *program, file string, s *shelves) *emitter {
	e := &emitter{program: p, file: file, shelves: s}
	// Clocks remember the last day they saw, so every goroutine has its own.
	own := *p
	own.events, own.answers = slices.Clone(p.events), slices.Clone(p.answers)
	for i := range own.events {
		own.events[i].undated = slices.Clone(own.events[i].undated)
		own.events[i].properties = ownClocks(own.events[i].properties)
		own.events[i].traits = ownClocks(own.events[i].traits)
	}
	for i := range own.answers {
		own.answers[i].properties = ownClocks(own.answers[i].properties)
		own.answers[i].traits = ownClocks(own.answers[i].traits)
	}
	e.program = &own
	return e
}

func ownClocks(fields []boundField) []boundField {
	fields = slices.Clone(fields)
	for i := range fields {
		if c := fields[i].clock; c != nil {
			own := *c
			fields[i].clock = &own
		}
	}
	return fields
}

// problem is why a row, or a part of it, cannot be kept.
type problem struct {
	column  int // from 0, -1 unknown
	reason  event.Reason
	message string
}

// emit converts a batch.
func (e *emitter) emit(b *batch) *emitted {
	if e.out = e.shelves.emitted.take(); e.out == nil {
		e.out = &emitted{}
	}
	e.out.reset()
	e.out.bad, e.out.rows = b.bad, b.rows()+len(b.bad)
	e.out.backing.add(b.backing)
	e.arena, e.texts, e.trace = room(e.shelves.arenas, max(e.used, 64*b.rows())), nil, 0
	for i := range b.rows() {
		before := len(e.out.events)
		e.owed = b.traces != nil && b.traces[i] != e.trace && e.rule.Format == XES && len(e.rule.Traits.List) == 0
		owed := e.owed
		if p := e.emitRow(b, i); p != nil {
			e.out.events = e.out.events[:before]
			e.reject(b, i, p)
		} else if owed && !e.owed {
			e.served(b.traces[i], before)
		}
		for k := before; k < len(e.out.events); k++ {
			e.out.lines = append(e.out.lines, int32(b.lines[i]))
		}
		if len(e.out.events) > before {
			e.out.kept++
		}
	}
	for i := range e.out.bad {
		e.out.bad[i].Source, e.out.bad[i].File = e.source, e.file
	}
	e.used = len(e.arena) + len(e.arena)/16
	e.out.backing.arenas = append(e.out.backing.arenas, e.arena)
	e.shelves.batches.give(b)
	return e.out
}

// served notes that the attributes of a trace came with an event of a row, of
// which the first stands at the index.
func (e *emitter) served(trace int32, first int) {
	if e.trace = trace; e.out.firstTrace == 0 {
		e.out.firstTrace, e.out.firstAt = trace, first
	}
	e.out.lastTrace = trace
}

func (e *emitter) reject(b *batch, i int, p *problem) {
	raw := b.raw[i]
	if raw == "" && b.sparse != nil {
		raw = described(b.sparse[i])
	}
	q := event.Quarantined{
		Place: fault.Place{File: e.file, Line: b.lines[i]}, Reason: p.reason, Message: p.message, Raw: []byte(raw[:min(len(raw), event.MaxRaw)]),
	}
	if p.column >= 0 && p.column < e.base && !e.columns.open {
		q.Column = p.column + 1
	}
	e.out.bad = append(e.out.bad, q)
}

// emitRow converts one row. A problem refuses the whole row, so that no half of
// it is kept.
func (e *emitter) emitRow(b *batch, i int) *problem {
	if p := e.load(b, i); p != nil {
		return p
	}
	if e.where.Tree != nil && !e.where.EvalTexts(e.column) {
		e.out.passed++
		return nil
	}
	if e.count != nil {
		return e.emitCount(b, i)
	}
	customer := e.text(&e.customer)
	base := event.Event{Source: e.source, Customer: event.CustomerID(customer), Seq: int64(b.first + i)}
	for k := range e.events {
		e.draft = base
		if p := e.emitEvent(&e.events[k], &e.draft); p != nil {
			return p
		}
	}
	for k := range e.answers {
		e.draft = base
		if p := e.emitAnswer(&e.answers[k], &e.draft); p != nil {
			return p
		}
	}
	return nil
}

// load sets the row and joins what belongs to it.
func (e *emitter) load(b *batch, i int) *problem {
	e.row, e.kinds = b.load(i, e.columns, e.row, e.kinds)
	if e.number = b.first + i + 1; b.sparse != nil {
		e.sparse = b.sparse[i]
	}
	for k, of := range e.kinds {
		if of == errorField && e.columns.used[k] {
			return &problem{k, event.BadValue, fmt.Sprintf("the cell holds the error %s", e.row[k])}
		}
	}
	if len(e.joins) == 0 {
		return nil
	}
	for len(e.row) < e.base {
		e.row = append(e.row, "")
	}
	for k := range e.joins {
		j := &e.joins[k]
		row, ok, err := j.lookup.get(e.row[j.key], e.row)
		if err != nil {
			return &problem{-1, event.Unsupported, err.Error()}
		}
		e.row = row
		if !ok && j.rule.Missing != "keep" {
			return &problem{j.key, event.NoMatch, fmt.Sprintf("%s has no row for %s = %q", j.rule.File, e.columns.names[j.key], e.row[j.key])}
		}
	}
	return nil
}

// column reads a column by name, for conditions.
func (e *emitter) column(name string) string {
	if i, ok := e.columns.index[name]; ok && i < len(e.row) {
		return e.row[i]
	}
	return ""
}

// at reads a column by number.
func (e *emitter) at(i int) string {
	if i < 0 || i >= len(e.row) {
		return ""
	}
	return e.row[i]
}

// text reads a slot.
func (e *emitter) text(s *slot) string {
	v := s.constant
	switch {
	case s.column >= 0:
		v = e.at(s.column)
	case s.parts != nil:
		e.scratch = e.scratch[:0]
		for _, p := range s.parts {
			switch {
			case p.column == rowNumber:
				e.scratch = strconv.AppendInt(e.scratch, int64(e.number), 10)
			case p.column < 0:
				e.scratch = append(e.scratch, p.literal...)
			case e.at(p.column) == "":
				return "" // a template with a hole is no text
			default:
				e.scratch = append(e.scratch, e.at(p.column)...)
			}
		}
		v = e.keepText(e.scratch)
	}
	if s.codes != nil {
		if other, ok := s.codes[v]; ok {
			return other
		}
	}
	return v
}

// keepText copies bytes into the batch's memory.
func (e *emitter) keepText(b []byte) string {
	start := len(e.texts)
	e.texts = append(e.texts, b...)
	return text(e.texts[start:len(e.texts):len(e.texts)])
}

// instant reads a time. ok is false where the column is empty.
func (e *emitter) instant(w *when) (micros int64, offset int16, ok bool, p *problem) {
	if w.column < 0 {
		return w.micros, w.offset, w.given, nil
	}
	s := e.at(w.column)
	if strings.TrimSpace(s) == "" {
		return 0, 0, false, nil
	}
	micros, offset, err := w.clock.read(s)
	if err != nil {
		return 0, 0, false, &problem{w.column, event.BadTime, err.Error()}
	}
	return micros, offset, true, nil
}

// emitEvent gives one event of the row. An empty time means that it did not
// happen, unless the rule says that it did at no known time; in a table with
// one event a row it is a mistake.
func (e *emitter) emitEvent(b *boundEvent, ev *event.Event) *problem {
	if b.when.Tree != nil && !b.when.EvalTexts(e.column) {
		return nil
	}
	var ok bool
	var p *problem
	if ev.Time, ev.Offset, ok, p = e.instant(&b.time); p != nil {
		return p
	}
	if !ok {
		if ok, p = e.undated(b, ev); p != nil {
			return p
		}
	}
	if !ok {
		if len(e.rule.Events) > 0 {
			return nil
		}
		return &problem{b.time.column, event.BadTime, "the event has no time"}
	}
	ev.Name, ev.Channel, ev.ID = e.text(&b.name), e.text(&b.channel), e.text(&b.id)
	if e.rule.native {
		e.native(ev)
		return e.keep(ev, b)
	}
	if ev.Properties, p = e.object(b.properties, b.star); p != nil {
		return p
	}
	if e.owed {
		ev.Traits = e.caseTraits()
	} else if ev.Traits, p = e.object(b.traits, false); p != nil {
		return p
	}
	if p = e.keep(ev, b); p == nil {
		e.owed = false
	}
	return p
}

// nativeKeys are the keys of a line in Wend's own words, beside those that every
// rule has.
var nativeKeys = []string{"source", "undated", "properties", "traits", "context"}

// native takes over the objects of a line in Wend's own words.
func (e *emitter) native(ev *event.Event) {
	ev.Properties, ev.Traits, ev.Context = e.nativeObject("properties"), e.nativeObject("traits"), e.nativeObject("context")
	if s := e.column("source"); s != "" {
		ev.Source = event.SourceID(s)
	}
	ev.Undated = e.column("undated") == "true"
	if ev.Name == event.AnswerGiven {
		ev.Properties = event.WithSource(ev.Properties, ev.Source)
	}
}

func (e *emitter) nativeObject(column string) []byte {
	if v := e.column(column); v != "" && v != "{}" && v[0] == '{' && e.kindOf(e.columns.index[column]) == jsonField {
		return unsafe.Slice(unsafe.StringData(v), len(v)) // nobody writes to it
	}
	return nil
}

// caseTraits makes traits of a trace's attributes.
func (e *emitter) caseTraits() []byte {
	customer := ""
	if e.customer.column >= 0 {
		customer = e.columns.names[e.customer.column]
	}
	var fields []field
	for _, f := range e.sparse {
		if f.text != "" && strings.HasPrefix(f.name, casePrefix) && f.name != customer {
			fields = append(fields, f)
		}
	}
	slices.SortStableFunc(fields, func(a, b field) int { return strings.Compare(a.name, b.name) })
	fields = slices.CompactFunc(fields, func(a, b field) bool { return a.name == b.name })
	if len(fields) == 0 {
		return nil
	}
	start := len(e.arena)
	for _, f := range fields {
		e.arena = append(e.arena, ',')
		e.arena = append(event.AppendText(e.arena, strings.TrimPrefix(f.name, casePrefix)), ':')
		e.arena = appendTyped(e.arena, f.kind, f.text)
	}
	e.arena[start] = '{'
	e.arena = append(e.arena, '}')
	return e.arena[start:len(e.arena):len(e.arena)]
}

// undated places an event that happened at no known time.
func (e *emitter) undated(b *boundEvent, ev *event.Event) (ok bool, p *problem) {
	for i := range b.undated {
		if ev.Time, ev.Offset, ok, p = e.instant(&b.undated[i]); p != nil || ok {
			ev.Undated = ok
			return ok, p
		}
	}
	return false, nil
}

// keep checks an event and keeps it. b is nil for what was put together here.
func (e *emitter) keep(ev *event.Event, b *boundEvent) *problem {
	if reason, why := ev.Check(); reason != "" {
		column := -1
		switch {
		case reason == event.NoCustomer:
			column = e.customer.column
		case reason == event.NoName && b != nil:
			column = b.name.column
		case reason == event.BadTime && b != nil:
			column = b.time.column
		}
		return &problem{column, reason, why}
	}
	if ev.Name == event.AnswerGiven && b != nil { // an event in the file calls itself an answer
		if why := event.CheckAnswer(ev.Properties); why != "" {
			return &problem{-1, event.BadValue, why}
		}
	}
	e.out.events = append(e.out.events, *ev)
	return nil
}
