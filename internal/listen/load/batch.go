// SPDX-License-Identifier: Apache-2.0

package load

import (
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
	timeField                // RFC 3339
)

// batch is a run of rows of one table. Texts point into memory that the batch
// owns and that nobody changes before it is given back.
type batch struct {
	width   int      // columns; a row's fields are fields[i*width:(i+1)*width]
	fields  []string // "" is empty
	kinds   []kind   // beside fields; nil: all text
	names   []string // of the columns, in a table that learns them; nil: as columns says
	first   int      // number of the first row within the file
	heads   []bool   // rows that begin a trace; nil: none
	lines   []int    // line on which each row begins
	raw     []string // each row as it came, for the quarantine
	bad     []event.Quarantined
	backing backing // in which the texts lie, where it is recycled
}

func (b *batch) rows() int { return len(b.lines) }

func (b *batch) row(i int) []string { return b.fields[i*b.width : (i+1)*b.width] }

// head is the batch's first n rows, for looking at.
func (b *batch) head(n int) *batch {
	n = min(n, b.rows())
	out := *b
	out.fields, out.lines, out.raw = b.fields[:n*b.width], b.lines[:n], b.raw[:n]
	if b.kinds != nil {
		out.kinds = b.kinds[:n*b.width]
	}
	if b.heads != nil {
		out.heads = b.heads[:n]
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

// collector gathers rows of a table that learns its columns as it goes.
type collector struct {
	set   *columnSet
	heads []bool
	rows  [][]field
	lines []int
	raw   []string
	bad   []event.Quarantined
	first int
	size  int // bytes collected
}

// field is one value of a row.
type field struct {
	column int
	text   string
	kind   kind
}

// column returns the number of a column, learning it if it is new.
func (c *collector) column(name string) int {
	if i, ok := c.set.index[name]; ok {
		return i
	}
	return c.set.add(name)
}

// add takes a row in.
func (c *collector) add(line int, raw string, fields []field) {
	c.rows, c.lines, c.raw = append(c.rows, fields), append(c.lines, line), append(c.raw, raw)
	for _, f := range fields {
		c.size += len(f.text)
	}
	c.size += len(raw)
}

// full reports whether there is enough for a batch.
func (c *collector) full() bool { return len(c.rows) >= 4096 || c.size > 1<<20 }

// batch packs what was collected and starts anew.
func (c *collector) batch() *batch {
	width := len(c.set.names)
	b := &batch{
		width: width, names: c.set.names[:width:width], first: c.first, heads: c.heads, lines: c.lines, raw: c.raw, bad: c.bad,
		fields: make([]string, width*len(c.rows)), kinds: make([]kind, width*len(c.rows)),
	}
	for i, row := range c.rows {
		for _, f := range row {
			b.fields[i*width+f.column], b.kinds[i*width+f.column] = f.text, f.kind
		}
	}
	*c = collector{set: c.set, first: c.first + len(c.rows)}
	return b
}
