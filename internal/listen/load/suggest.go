// SPDX-License-Identifier: Apache-2.0

package load

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
)

// Suggestion is a proposed mapping. Text is a document with a comment on every
// guess; Notes say what could not be guessed.
type Suggestion struct {
	Text  string   `json:"text"`
	Notes []string `json:"notes"`
}

// Suggest looks at the first rows of files and proposes a mapping. Files that
// need none are named in the notes.
func Suggest(paths []string) (*Suggestion, error) {
	s := &Suggestion{Notes: []string{}}
	var rules []string
	zoned := true
	for _, path := range paths {
		if _, err := stat(path); err != nil {
			return nil, err
		}
		t, err := look(path)
		if err != nil {
			return nil, err
		}
		if t == nil {
			s.Notes = append(s.Notes, filepath.Base(path)+" needs no mapping")
			continue
		}
		zoned = zoned && t.zoned
		rules = append(rules, t.rule(s))
	}
	var b strings.Builder
	if len(rules) == 0 {
		s.Text = "# " + strings.Join(s.Notes, "\n# ") + "\n"
		return s, nil
	}
	b.WriteString("# A proposal: look it over, then wend import --data DIR --map THIS-FILE …\nwend: mapping/v1\n")
	if !zoned {
		b.WriteString("zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …\n")
	}
	b.WriteString("files:\n" + strings.Join(rules, ""))
	for _, n := range s.Notes {
		fmt.Fprintf(&b, "# %s\n", n)
	}
	s.Text = b.String()
	return s, nil
}

// looked is a table with what its first rows show.
type looked struct {
	name    string
	dialect dialect
	columns []guess
	rows    int
	zoned   bool // all times carry their zone
	ndjson  bool
}

// lookRows is how many rows are looked at.
const lookRows = 5000

// look reads the first rows of a file; nil for files that need no mapping.
func look(path string) (*looked, error) {
	var read atomic.Int64
	o, err := openTable(path, &Rule{}, &read, &shelves{})
	if err != nil {
		return nil, readError(path, err)
	}
	defer func() { _ = o.close() }()
	if o.format == XES {
		return nil, nil
	}
	b, err := o.table.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, readError(path, err)
	}
	if b == nil {
		b = &batch{}
	}
	if o.format == NDJSON && slices.Contains(b.names, "customer") && slices.Contains(b.names, "event") && slices.Contains(b.names, "time") {
		return nil, nil
	}
	t := &looked{name: filepath.Base(path), dialect: o.dialect, rows: min(b.rows(), lookRows), ndjson: o.format == NDJSON}
	for i, name := range o.table.columns().names {
		t.columns = append(t.columns, guessColumn(name, b, i))
	}
	times := t.timeColumns()
	t.zoned = len(times) > 0 && !slices.ContainsFunc(times, func(c *guess) bool { return !c.zoned() })
	return t, nil
}
