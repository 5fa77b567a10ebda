// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unsafe"

	"github.com/wendcx/wend/internal/listen/event"
)

// ndjsonTable reads one JSON object a line, or the objects of one JSON list. Its
// columns are the objects' keys, those of objects inside joined by dots; an
// object is also a column itself. In Wend's own words (native) an object is one
// value, whatever its keys.
type ndjsonTable struct {
	file   string
	in     *bufio.Reader
	list   bool
	native bool
	line   int // of what was read last
	at     int // of what is read next, in a list
	set    *columnSet
	rows   collector
	done   error // io.EOF, or what broke the file off

	rewriter event.Rewriter
	name     []byte            // of the field at hand
	names    map[string]string // those seen
	long     []byte            // a line that did not fit the reader's buffer
}

// newNDJSON begins to read; a file that begins with a bracket is a list.
func newNDJSON(file string, in io.Reader, native bool) (*ndjsonTable, error) {
	t := &ndjsonTable{file: file, in: bufio.NewReaderSize(in, 1<<18), native: native, set: newColumnSet(nil, true), at: 1, names: map[string]string{}}
	c, err := t.solid()
	if errors.Is(err, io.EOF) {
		return nil, errEmpty
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if t.list = c == '['; !t.list {
		t.line = t.at - 1
		return t, t.in.UnreadByte()
	}
	return t, nil
}

func (t *ndjsonTable) columns() *columnSet { return t.set }

func (t *ndjsonTable) next() (*batch, error) {
	for t.done == nil && !t.rows.full() {
		t.done = t.step()
	}
	if len(t.rows.rows)+len(t.rows.bad) == 0 && t.done != nil {
		return nil, t.done
	}
	return t.rows.batch(), nil
}

// step reads one object.
func (t *ndjsonTable) step() error {
	if t.list {
		item, err := t.readItem()
		if err == nil && item != nil {
			t.take(item)
		}
		return err
	}
	t.line++
	line, err := t.readLine()
	if line = bytes.TrimSpace(line); len(line) > 0 && (err == nil || errors.Is(err, io.EOF)) {
		t.take(line)
	}
	return err
}

// readLine reads a line of at most maxRecord bytes, which is good until the next;
// of a longer one it returns nothing and quarantines the beginning.
func (t *ndjsonTable) readLine() ([]byte, error) {
	part, err := t.in.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		return part, err
	}
	t.long = append(t.long[:0], part...)
	for errors.Is(err, bufio.ErrBufferFull) {
		part, err = t.in.ReadSlice('\n')
		if len(t.long) <= maxRecord {
			t.long = append(t.long, part...)
		}
	}
	if len(t.long) > maxRecord {
		t.reject(t.long, event.TooLarge, fmt.Sprintf("the line is longer than %d bytes", maxRecord))
		return nil, err
	}
	return t.long, err
}

func (t *ndjsonTable) reject(line []byte, reason event.Reason, message string) {
	b := batch{}
	b.reject(t.file, t.line, 1, reason, string(line[:min(len(line), event.MaxRaw)]), message)
	t.rows.bad = append(t.rows.bad, b.bad...)
}

// take reads one object. What it keeps lies in the collector's memory, so that
// nothing is allocated for a line.
func (t *ndjsonTable) take(line []byte) {
	raw := t.rows.keep(line)
	begin := len(t.rows.arena)
	arena, err := t.rewriter.Append(t.rows.arena, line)
	if err != nil {
		t.reject(line, event.BadRow, err.Error())
		return
	}
	t.rows.arena = arena
	first := len(t.rows.fields)
	if object := arena[begin:]; len(object) > 0 {
		t.name = t.name[:0]
		t.flatten(object, 0)
	}
	t.rows.add(t.line, raw, t.rows.fields[first:len(t.rows.fields):len(t.rows.fields)])
}

// flatten adds an object's values as fields, in the order of their keys.
func (t *ndjsonTable) flatten(object []byte, depth int) {
	prefix := len(t.name)
	event.Members(object, func(key, value []byte) bool {
		t.name = append(t.name[:prefix], key...)
		f := field{name: t.intern(t.name), text: unsafe.String(unsafe.SliceData(value), len(value))}
		switch value[0] {
		case '"':
			f.text = event.Unquote(value)
		case '{', '[':
			f.kind = jsonField
		case 't', 'f':
			f.kind = booleanField
		case 'n':
			return true
		default:
			f.kind = numberField
		}
		t.rows.fields = append(t.rows.fields, f)
		if value[0] == '{' && len(value) > len("{}") && depth < 3 && !t.native {
			t.name = append(t.name, '.')
			t.flatten(value, depth+1)
		}
		return true
	})
	t.name = t.name[:prefix]
}

// intern returns the one string of a name. Names beyond many are not kept: in
// such a file they are data.
func (t *ndjsonTable) intern(name []byte) string {
	if s, ok := t.names[string(name)]; ok {
		return s
	}
	s := string(name)
	if len(t.names) < manyNames {
		t.names[s] = s
	}
	return s
}

// manyNames bounds the names that are remembered.
const manyNames = 4096
