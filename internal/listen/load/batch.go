// SPDX-License-Identifier: Apache-2.0

package load

import (
	"slices"
	"unsafe"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// kind is the type of a field in files that have types.
type kind uint8

const (
	textField    kind = iota // the only kind in CSV
	numberField              // JSON number
	booleanField             // true or false
	jsonField                // a JSON object or list
	timeField                // ISO 8601
	errorField               // what a spreadsheet shows for a value that it could not compute
)

// batch is a run of rows of one table. Texts point into memory that the batch
// owns and that nobody changes before it is given back.
type batch struct {
	width   int       // columns; a row's fields are fields[i*width:(i+1)*width]
	fields  []string  // "" is empty
	kinds   []kind    // beside fields; nil: all text
	sparse  [][]field // instead of fields, where rows name their columns themselves
	first   int       // number of the first row within the file
	traces  []int32   // of each row the number of its trace, from 1; nil: none
	lines   []int     // line on which each row begins
	raw     []string  // each row as it came, for the quarantine
	bad     []event.Quarantined
	backing backing // in which the texts lie, where it is recycled
}

// field is one value of a row that names its columns itself.
type field struct {
	name string
	text string
	kind kind
}

func (b *batch) rows() int { return len(b.lines) }

func (b *batch) row(i int) []string { return b.fields[i*b.width : (i+1)*b.width] }

// load sets row and kinds to the columns of a row. Of rows that name their
// columns themselves only those in the set are there: a file may have as many
// names as values.
func (b *batch) load(i int, columns *columnSet, row []string, kinds []kind) ([]string, []kind) {
	if b.sparse == nil {
		row = append(row[:0], b.row(i)...)
		if b.kinds == nil {
			return row, nil
		}
		return row, append(kinds[:0], b.kinds[i*b.width:(i+1)*b.width]...)
	}
	row, kinds = row[:0], kinds[:0]
	for range columns.names {
		row, kinds = append(row, ""), append(kinds, textField)
	}
	for _, f := range b.sparse[i] {
		if k, ok := columns.index[f.name]; ok {
			row[k], kinds[k] = f.text, f.kind
		}
	}
	return row, kinds
}

// head is the batch's first n rows, for looking at.
func (b *batch) head(n int) *batch {
	n = min(n, b.rows())
	out := *b
	out.lines, out.raw = b.lines[:n], b.raw[:n]
	switch {
	case b.sparse != nil:
		out.sparse = b.sparse[:n]
	case b.kinds != nil:
		out.kinds = b.kinds[:n*b.width]
		fallthrough
	default:
		out.fields = b.fields[:n*b.width]
	}
	if b.traces != nil {
		out.traces = b.traces[:n]
	}
	out.bad, out.backing = nil, backing{}
	return &out
}

// reject puts a row that is none into the batch's quarantine.
func (b *batch) reject(file string, line, column int, reason event.Reason, raw, message string) {
	b.bad = append(b.bad, event.Quarantined{
		Place: fault.Place{File: file, Line: line, Column: column}, Reason: reason, Message: message,
		Raw: []byte(raw[:min(len(raw), event.MaxRaw)]),
	})
}

// table reads a file in batches.
type table interface {
	// columns returns the columns, with open set where more may come.
	columns() *columnSet

	// next returns the next batch, io.EOF behind the last. A batch belongs to
	// the caller.
	next() (*batch, error)
}

// collector gathers rows that name their columns themselves.
type collector struct {
	traces []int32
	rows   [][]field
	lines  []int
	raw    []string
	bad    []event.Quarantined
	first  int
	size   int // bytes collected

	// What the rows above may point into; it goes with them.
	fields []field
	arena  []byte
}

// keep copies a text into the collector's memory.
func (c *collector) keep(text []byte) string {
	begin := len(c.arena)
	c.arena = append(c.arena, text...)
	kept := c.arena[begin:]
	return unsafe.String(unsafe.SliceData(kept), len(kept))
}

// add takes a row in.
func (c *collector) add(line int, raw string, fields []field) {
	c.rows, c.lines, c.raw = append(c.rows, fields), append(c.lines, line), append(c.raw, raw)
	for _, f := range fields {
		c.size += len(f.name) + len(f.text)
	}
	c.size += len(raw)
}

// full reports whether there is enough for a batch.
func (c *collector) full() bool { return len(c.rows) >= 4096 || c.size > 1<<20 }

// batch packs what was collected and starts anew.
func (c *collector) batch() *batch {
	b := &batch{sparse: c.rows, first: c.first, traces: c.traces, lines: c.lines, raw: c.raw, bad: c.bad}
	if b.sparse == nil {
		b.sparse = [][]field{}
	}
	n := len(c.rows) // the next is likely to be as large
	*c = collector{
		first: c.first + n, rows: make([][]field, 0, n), lines: make([]int, 0, n), raw: make([]string, 0, n), traces: slices.Grow(c.traces[:0:0], len(c.traces)),
		fields: make([]field, 0, len(c.fields)+len(c.fields)/8), arena: make([]byte, 0, cap(c.arena)),
	}
	return b
}
