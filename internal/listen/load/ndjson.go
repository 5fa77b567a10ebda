// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/wendcx/wend/internal/listen/event"
)

// ndjsonTable reads one JSON object a line. Its columns are the objects' keys,
// those of objects inside joined by dots; an object is also a column itself.
type ndjsonTable struct {
	file string
	in   *bufio.Reader
	line int
	rows collector
	done error // io.EOF, or what broke the file off
}

func newNDJSON(file string, in io.Reader) *ndjsonTable {
	return &ndjsonTable{file: file, in: bufio.NewReaderSize(in, 1<<18), rows: collector{set: newColumnSet(nil, true)}}
}

func (t *ndjsonTable) columns() *columnSet { return t.rows.set }

func (t *ndjsonTable) next() (*batch, error) {
	for t.done == nil && !t.rows.full() {
		t.line++
		var line []byte
		line, t.done = t.readLine()
		if line = bytes.TrimSpace(line); len(line) > 0 && (t.done == nil || errors.Is(t.done, io.EOF)) {
			t.take(line)
		}
	}
	if len(t.rows.rows)+len(t.rows.bad) == 0 && t.done != nil {
		return nil, t.done
	}
	return t.rows.batch(), nil
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

// fields flattens an object.
func (t *ndjsonTable) fields(out []field, prefix string, object map[string]json.RawMessage, depth int) []field {
	for name, raw := range object {
		f := field{column: t.rows.column(prefix + name), text: string(raw)}
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
		if raw[0] == '{' && depth < 3 {
			var inner map[string]json.RawMessage
			if json.Unmarshal(raw, &inner) == nil {
				out = t.fields(out, prefix+name+".", inner, depth+1)
			}
		}
	}
	return out
}
