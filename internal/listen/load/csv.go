// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/wendcx/wend/internal/listen/event"
)

const (
	csvBlock  = 1 << 20 // bytes read at a time
	maxRecord = 1 << 20 // bytes of one row; longer ones are quarantined
)

// csvTable reads comma-separated values (RFC 4180, any delimiter; lines may end
// in LF, CR LF or CR, mixed). A row that is malformed is quarantined and
// reading goes on behind it. When a quote is never closed, only the line on
// which it stands is lost.
type csvTable struct {
	file      string
	in        io.Reader
	delimiter byte
	header    []string
	ends      bool     // the header ends in a delimiter
	rest      []byte   // read and not yet parsed
	block     []byte   // in which rest lies
	held      [][]byte // blocks before it, in which rows of the batch at hand lie
	shelves   *shelves
	line      int // of rest's first byte
	rows      int // given so far
	eof       bool
	broken    error     // of reading; told once all whole rows before it are
	special   [256]bool // bytes that end an unquoted field
}

// record is one parsed row.
type record struct {
	fields  []string // those given to parse, with the row's behind them
	count   int      // of the row's fields
	size    int      // bytes, line end included
	content int      // bytes without it
	lines   int
	problem string
	open    bool // a quote is opened and never closed
}

// newCSV begins to read a table. With header the first row names the columns,
// else they are called 1, 2, ….
func newCSV(file string, in io.Reader, delimiter byte, header bool, s *shelves) (*csvTable, error) {
	t := &csvTable{file: file, in: in, delimiter: delimiter, line: 1, shelves: s}
	for _, c := range []byte{delimiter, '\n', '\r'} {
		t.special[c] = true
	}
	first, err := t.peek()
	if err != nil {
		return nil, err
	}
	t.header = columnNames(first, header)
	t.ends = header && len(first) > 1 && strings.TrimSpace(first[len(first)-1]) == ""
	if header {
		rec, _ := t.parse(t.rest, nil)
		t.take(rec)
	}
	return t, nil
}

// columnNames makes unique names of a header row.
func columnNames(first []string, header bool) []string {
	names := make([]string, len(first))
	seen := map[string]bool{}
	for i, name := range first {
		if name = string(bytes.TrimSpace([]byte(name))); !header || name == "" {
			name = strconv.Itoa(i + 1)
		}
		for n := 2; seen[name]; n++ {
			name = fmt.Sprintf("%s_%d", first[i], n)
		}
		seen[name] = true
		names[i] = name
	}
	return names
}

func (t *csvTable) columns() *columnSet { return newColumnSet(t.header, false) }

// fill reads another block behind rest, until the file ends or breaks off. Rows
// given point into the block before, so it goes to other memory.
func (t *csvTable) fill() {
	if t.eof || t.broken != nil {
		return
	}
	if t.block != nil {
		t.held = append(t.held, t.block)
	}
	t.read(append(room(t.shelves.blocks, max(cmp.Or(t.shelves.blockSize, csvBlock), 2*len(t.rest))), t.rest...))
}

// read fills up a block and makes it the one to parse.
func (t *csvTable) read(block []byte) {
	for len(block) < cap(block) {
		n, err := t.in.Read(block[len(block):cap(block)])
		block = block[:len(block)+n]
		if errors.Is(err, io.EOF) {
			t.eof = true
			break
		}
		if err != nil {
			t.broken = fmt.Errorf("read %s: %w", t.file, err)
			break
		}
	}
	t.rest, t.block = block, block
}

// peek parses the first row that is not blank, without taking it.
func (t *csvTable) peek() ([]string, error) {
	for {
		if len(t.rest) == 0 {
			t.fill()
		}
		if len(t.rest) == 0 {
			return nil, cmp.Or(t.broken, io.EOF)
		}
		rec, complete := t.parse(t.rest, nil)
		switch {
		case !complete && t.goesOn():
			t.fill()
			continue
		case !complete || rec.problem != "":
			return nil, fmt.Errorf("%s:%d: the first row cannot be read: %s", t.file, t.line, cmp.Or(rec.problem, "it is too long"))
		case rec.content > 0:
			return rec.fields, nil
		}
		t.take(rec)
	}
}

// goesOn reports whether a row that rest does not end may end in the next block.
func (t *csvTable) goesOn() bool { return len(t.rest) < maxRecord && !t.eof && t.broken == nil }

// take moves behind a row.
func (t *csvTable) take(rec record) { t.rest, t.line = t.rest[rec.size:], t.line+rec.lines }

func (t *csvTable) next() (*batch, error) {
	b := t.newBatch()
	for {
		t.parseBlock(b)
		done := t.eof
		t.fill() // takes what is left out of the batch's memory
		b.backing.blocks, t.held = append(b.backing.blocks, t.held...), nil
		switch {
		case b.rows() > 0 || len(b.bad) > 0:
			t.rows += b.rows()
			return b, nil
		case t.broken != nil:
			return nil, t.broken // what is left is half a row
		case done:
			t.shelves.blocks.give(t.block)
			t.shelves.batches.give(b)
			return nil, io.EOF
		}
		b.backing.giveBack(t.shelves)
	}
}

// newBatch returns an empty batch.
func (t *csvTable) newBatch() *batch {
	b := t.shelves.batches.take()
	if b == nil {
		b = &batch{}
	}
	*b = batch{width: len(t.header), first: t.rows, fields: b.fields[:0], lines: b.lines[:0], raw: b.raw[:0], backing: b.backing.empty()}
	return b
}

// parseBlock parses all whole rows of what was read.
func (t *csvTable) parseBlock(b *batch) {
	valid := utf8.Valid(t.rest)
	for len(t.rest) > 0 {
		rec, complete := t.parse(t.rest, b.fields)
		switch {
		case !complete && (len(t.rest) < maxRecord || t.broken != nil):
			return // the row goes on in the next block
		case !complete || rec.open:
			t.giveUp(b)
			continue
		}
		raw := text(t.rest[:rec.content])
		if rec.count != b.width {
			rec = t.trimmed(rec, b.width)
		}
		switch {
		case rec.content == 0: // a blank line
		case rec.problem != "":
			b.reject(t.file, t.line, rec.count, event.BadRow, raw, rec.problem)
		case rec.count != b.width:
			b.reject(t.file, t.line, min(rec.count, b.width)+1, event.BadRow, raw, fmt.Sprintf("the row has %d columns, the table %d", rec.count, b.width))
		case !valid && !utf8.ValidString(raw):
			b.reject(t.file, t.line, badColumn(rec.fields[len(b.fields):]), event.BadText, raw, "the text is not valid UTF-8")
		default:
			b.fields = rec.fields
			b.lines = append(b.lines, t.line)
			b.raw = append(b.raw, raw)
		}
		t.take(rec)
	}
}

// trimmed makes nothing of a delimiter at the end of a row, or of the header
// alone.
func (t *csvTable) trimmed(rec record, width int) record {
	switch last := len(rec.fields) - 1; {
	case rec.count == width+1 && rec.fields[last] == "":
		rec.fields, rec.count = rec.fields[:last], width
	case t.ends && rec.count == width-1 && rec.content > 0:
		rec.fields, rec.count = append(rec.fields, ""), width
	}
	return rec
}

// badColumn is the first field that is not valid UTF-8, counting from 1.
func badColumn(fields []string) int {
	return 1 + slices.IndexFunc(fields, func(f string) bool { return !utf8.ValidString(f) })
}

// giveUp quarantines a row that has no end within maxRecord bytes, or whose
// quote is never closed, and goes on behind its first line.
func (t *csvTable) giveUp(b *batch) {
	message := "a quote is opened and never closed"
	end := bytes.IndexAny(t.rest, "\r\n")
	reason := event.BadRow
	if end < 0 || end >= maxRecord {
		reason, message = event.TooLarge, fmt.Sprintf("the row is longer than %d bytes", maxRecord)
	}
	b.reject(t.file, t.line, 1, reason, text(t.rest[:min(len(t.rest), max(end, event.MaxRaw))]), message)
	if end < 0 {
		t.rest = nil // throw the line away, block by block
		t.fill()
	}
	for end < 0 {
		if end = bytes.IndexAny(t.rest, "\r\n"); end >= 0 {
			break
		}
		if t.eof || t.broken != nil {
			t.rest = nil
			return
		}
		t.read(t.block[:0]) // no row points into it
	}
	t.rest, t.line = t.rest[end+newline(t.rest[end:]):], t.line+1
}

// parse parses the row that src begins with, appending to fields. It is not
// complete when src ends before the row may have ended.
func (t *csvTable) parse(src []byte, fields []string) (r record, complete bool) {
	r = record{fields: fields, lines: 1}
	i := 0
	for {
		if i < len(src) && src[i] == '"' {
			i = t.quoted(src, i, &r)
		} else {
			start := i
			for i < len(src) && !t.special[src[i]] {
				i++
			}
			r.fields = append(r.fields, text(src[start:i]))
		}
		r.count++
		switch {
		case i == len(src):
			r.size, r.content = i, i
			return r, t.eof
		case src[i] == t.delimiter:
			i++
		default:
			r.content, r.size = i, i+newline(src[i:])
			return r, src[i] != '\r' || i+1 < len(src) || t.eof
		}
	}
}

// quoted parses the quoted field that begins at src[i] and returns where it
// ends.
func (t *csvTable) quoted(src []byte, i int, r *record) int {
	start := i + 1
	escaped := false
	for i = start; ; i++ {
		n := bytes.IndexByte(src[i:], '"')
		if n < 0 {
			r.open, r.problem = true, "a quote is opened and never closed"
			return len(src)
		}
		if i += n; i+1 == len(src) || src[i+1] != '"' {
			break
		}
		escaped = true
		i++
	}
	value := src[start:i]
	r.lines += countLines(value)
	if escaped {
		value = bytes.ReplaceAll(value, []byte(`""`), []byte(`"`))
	}
	r.fields = append(r.fields, text(value))
	if i++; i < len(src) && !t.special[src[i]] {
		r.problem = "text stands behind a closing quote"
		for i < len(src) && !t.special[src[i]] {
			i++
		}
	}
	return i
}

// countLines counts the line ends in a text.
func countLines(b []byte) (n int) {
	for i := 0; i < len(b); i++ {
		if b[i] == '\n' || b[i] == '\r' && (i+1 == len(b) || b[i+1] != '\n') {
			n++
		}
	}
	return n
}

// newline is the length of the line end that src begins with.
func newline(src []byte) int {
	if src[0] == '\r' && len(src) > 1 && src[1] == '\n' {
		return 2
	}
	return 1
}

func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
