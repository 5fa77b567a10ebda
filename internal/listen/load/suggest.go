// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
)

// Suggestion is a proposed mapping. Text is a document with a comment on every
// guess; Notes say what could not be guessed.
type Suggestion struct {
	Text  string `json:"text"`
	Notes []Hint `json:"notes"`
}

// Suggest looks at the first rows of files and proposes a mapping. Files that
// need none are named in the notes.
func Suggest(paths []string) (*Suggestion, error) {
	s := &Suggestion{Notes: []Hint{}}
	var found []*looked
	for _, path := range paths {
		if _, err := stat(path); err != nil {
			return nil, err
		}
		tables, err := look(path)
		if err != nil {
			return nil, err
		}
		if len(tables) == 0 {
			name := filepath.Base(path)
			s.hint("explains-itself", name+" needs no mapping", "table", name)
		}
		found = append(found, tables...)
	}
	found = match(found, s)
	if len(found) == 0 {
		for _, n := range s.Notes {
			s.Text += "# " + n.Text + "\n"
		}
		return s, nil
	}
	s.Text = s.mapping(found)
	return s, nil
}

// mapping writes the document.
func (s *Suggestion) mapping(tables []*looked) string {
	var b strings.Builder
	b.WriteString("# A proposal: look it over, then wend import --data DIR --map THIS-FILE …\nwend: mapping/v1\n")
	source := sourceOf(tables)
	fmt.Fprintf(&b, "%-29s # a later export keeps this name, so that rows already there are known again\n", "source: "+scalar(source))
	if slices.ContainsFunc(tables, func(t *looked) bool { return !t.zoned }) {
		b.WriteString("zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …\n")
	}
	b.WriteString("files:\n")
	for _, t := range tables {
		t.source, t.shared = source, len(tables) > 1
		b.WriteString(t.rule(s))
	}
	for _, n := range s.Notes {
		fmt.Fprintf(&b, "# %s\n", oneLine(n.Text))
	}
	return b.String()
}

// looked is a table with what its first rows show.
type looked struct {
	name    string
	sheet   string // of several
	format  Format
	dialect dialect
	columns []guess
	rows    int
	zoned   bool   // all times carry their zone
	pattern string // of the names of its exports
	source  string
	shared  bool   // other files have the source too
	own     *guess // the column that says whose row it is
}

// called is how the table is called in notes.
func (t *looked) called() string {
	if t.sheet == "" {
		return t.name
	}
	return sheetName(t.name, t.sheet)
}

// lookRows is how many rows are looked at.
const lookRows = 5000

// look reads the first rows of a file, of a workbook those of each sheet; none
// of files that need no mapping.
func look(path string) ([]*looked, error) {
	sheets, err := sheetsOf(path)
	if err != nil {
		return nil, readError(path, err)
	}
	var out []*looked
	for _, s := range sheets {
		t, err := lookAt(path, s)
		if err != nil {
			return nil, err
		}
		if t == nil {
			continue
		}
		if len(sheets) > 1 {
			t.sheet = s
		}
		out = append(out, t)
	}
	return out, nil
}

// lookAt reads the first rows of a table; nil when it needs no mapping.
func lookAt(path, sheet string) (*looked, error) {
	var read atomic.Int64
	o, err := openTable(path, &Rule{Sheet: sheet}, &read, &shelves{})
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
	if o.format == NDJSON && b.has("customer") && b.has("event") && b.has("time") {
		return nil, nil
	}
	t := &looked{name: filepath.Base(path), dialect: o.dialect, rows: min(b.rows(), lookRows), format: o.format}
	for _, c := range b.columns(o.table.columns().names, t.rows) {
		if !c.object {
			t.columns = append(t.columns, guessColumn(c))
		}
	}
	times := t.timeColumns()
	t.zoned = len(times) > 0 && !slices.ContainsFunc(times, func(c *guess) bool { return !c.zoned() })
	return t, nil
}

// fewNames is how many columns a proposal names, whatever the rows name.
const fewNames = 200

// columns turns the batch's first rows into columns. Where rows name their
// columns themselves and name very many, only those that every twentieth row has
// are columns: the others are data.
func (b *batch) columns(names []string, rows int) []column {
	index := map[string]int{}
	var out []column
	row := 0
	add := func(name, value string, k kind) {
		at, ok := index[name]
		if !ok {
			at = len(out)
			index[name] = at
			out = append(out, column{name: name})
		}
		c := &out[at]
		c.list, c.object = c.list || k == jsonField && value[0] == '[', c.object || k == jsonField && value[0] == '{'
		if value = strings.TrimSpace(value); value != "" {
			c.values, c.rows = append(c.values, value), append(c.rows, row)
		}
	}
	for _, name := range names {
		add(name, "", textField)
	}
	for i := range rows {
		row = i
		if b.sparse == nil {
			for k, v := range b.row(i) {
				add(names[k], v, b.kindOf(i, k))
			}
			continue
		}
		for _, f := range b.sparse[i] {
			add(f.name, f.text, f.kind)
		}
	}
	if b.sparse != nil && len(out) > fewNames {
		out = slices.DeleteFunc(out, func(c column) bool { return 20*len(c.values) < rows })
	}
	return out
}

func (b *batch) kindOf(row, column int) kind {
	if b.kinds == nil {
		return textField
	}
	return b.kinds[row*b.width+column]
}

// sheetsOf lists the sheets of a workbook that show something; a single "" for
// any other file.
func sheetsOf(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 4)
	if _, err := f.ReadAt(head, 0); err != nil || !bytes.Equal(head, []byte("PK\x03\x04")) {
		return []string{""}, nil // whoever opens it as a table tells what is wrong
	}
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	book, err := openWorkbook(path, f, info.Size())
	if err != nil {
		return nil, err
	}
	var out []string
	for i := range book.sheets {
		s := &book.sheets[i]
		empty, err := book.empty(s)
		if err != nil {
			return nil, damaged(path, err)
		}
		if !empty && !s.hidden {
			out = append(out, s.name)
		}
	}
	if len(out) == 0 {
		return nil, errEmpty
	}
	return out, nil
}
