// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

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
}

// newNDJSON begins to read; a file that begins with a bracket is a list.
func newNDJSON(file string, in io.Reader, native bool) (*ndjsonTable, error) {
	t := &ndjsonTable{file: file, in: bufio.NewReaderSize(in, 1<<18), native: native, set: newColumnSet(nil, true), at: 1}
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

// readLine reads a line of at most maxRecord bytes; of a longer one it returns
// nothing and quarantines the beginning.
func (t *ndjsonTable) readLine() ([]byte, error) {
	var line []byte
	for {
		part, err := t.in.ReadSlice('\n')
		if len(line) <= maxRecord {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			if len(line) > maxRecord {
				t.reject(line, event.TooLarge, fmt.Sprintf("the line is longer than %d bytes", maxRecord))
				line = nil
			}
			return line, err
		}
	}
}

func (t *ndjsonTable) reject(line []byte, reason event.Reason, message string) {
	b := batch{}
	b.reject(t.file, t.line, 1, reason, string(line[:min(len(line), event.MaxRaw)]), message)
	t.rows.bad = append(t.rows.bad, b.bad...)
}

// take reads one object.
func (t *ndjsonTable) take(line []byte) {
	canonical, err := event.Canonical(line)
	if err != nil {
		t.reject(line, event.BadRow, err.Error())
		return
	}
	var object map[string]json.RawMessage
	if canonical != nil {
		if err := json.Unmarshal(canonical, &object); err != nil {
			t.reject(line, event.BadRow, err.Error())
			return
		}
	}
	t.rows.add(t.line, string(line), t.fields(nil, "", object, 0))
}

// fields flattens an object, in the order of its keys.
func (t *ndjsonTable) fields(out []field, prefix string, object map[string]json.RawMessage, depth int) []field {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		raw := object[name]
		f := field{name: prefix + name, text: string(raw)}
		switch raw[0] {
		case '"':
			var s string
			if json.Unmarshal(raw, &s) == nil {
				f.text = s
			}
		case '{', '[':
			f.kind = jsonField
		case 't', 'f':
			f.kind = booleanField
		case 'n':
			continue
		default:
			f.kind = numberField
		}
		out = append(out, f)
		if raw[0] == '{' && depth < 3 && !t.native {
			var inner map[string]json.RawMessage
			if json.Unmarshal(raw, &inner) == nil {
				out = t.fields(out, f.name+".", inner, depth+1)
			}
		}
	}
	return out
}
