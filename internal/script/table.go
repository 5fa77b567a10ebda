// SPDX-License-Identifier: Apache-2.0

package script

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Table is an answer: rows of texts below the names of their columns.
type Table struct {
	Columns []string
	Rows    [][]string

	part bool // the engine knows no more columns than these
}

// unknown is how a table shows what is not known.
const unknown = "-"

// newTable returns an empty table; columns are parted by spaces.
func newTable(columns string) *Table { return &Table{Columns: strings.Fields(columns)} }

// add adds a row. Integers and texts are shown as they are; seconds and shares
// have types of their own; a nil pointer is unknown.
func (t *Table) add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = text(c)
	}
	t.Rows = append(t.Rows, row)
}

// seconds is a length of time in a table, as in 90s.
type seconds float64

// share is a part of a whole in a table, as in 0.250.
type share float64

// text writes a cell. Pointers are to seconds.
func text(c any) string {
	switch c := c.(type) {
	case *float64:
		if c == nil {
			return unknown
		}
		return text(seconds(*c))
	case seconds:
		return strconv.FormatFloat(float64(int64(float64(c)*1000+0.5))/1000, 'f', -1, 64) + "s"
	case share:
		return strconv.FormatFloat(float64(c), 'f', 3, 64)
	case string:
		if c == "" {
			return unknown
		}
	}
	return fmt.Sprint(c)
}

// gap is what parts cells.
var gap = regexp.MustCompile(`\s{2,}`)

// readTable reads a table; nil for no lines.
func readTable(lines []line) (*Table, error) {
	var t *Table
	for _, l := range lines {
		cells := gap.Split(strings.TrimSpace(l.text), -1)
		switch {
		case t == nil:
			t = &Table{Columns: cells}
		case len(cells) > len(t.Columns):
			return nil, l.fault("%d cells below %d columns", len(cells), len(t.Columns))
		default:
			for len(cells) < len(t.Columns) {
				cells = append(cells, unknown)
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t, nil
}

// both returns the columns that an expected answer and an engine's have in
// common: all that are expected, unless the engine gives a part only.
func both(want, got *Table) (*Table, *Table, error) {
	columns := want.Columns
	if got.part {
		columns = nil
		for _, c := range want.Columns {
			if slices.Contains(got.Columns, c) {
				columns = append(columns, c)
			}
		}
	}
	w, err := want.only(columns)
	if err != nil {
		return nil, nil, err
	}
	g, err := got.only(columns)
	return w, g, err
}

// only returns some of the columns.
func (t *Table) only(columns []string) (*Table, error) {
	out := &Table{Columns: columns, Rows: make([][]string, len(t.Rows))}
	for _, c := range columns {
		at := slices.Index(t.Columns, c)
		if at < 0 {
			return nil, fmt.Errorf("the answer has no column %q, but %s", c, strings.Join(t.Columns, ", "))
		}
		for i, row := range t.Rows {
			out.Rows[i] = append(out.Rows[i], row[at])
		}
	}
	return out, nil
}

// lines writes the table, a line each, columns aligned.
func (t *Table) lines() (out []string) {
	rows := append([][]string{t.Columns}, t.Rows...)
	width := make([]int, len(t.Columns))
	for _, row := range rows {
		for i, c := range row {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, c := range row {
			fmt.Fprintf(&b, "  %-*s", width[i], c)
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}

// String is the table as scripts show it.
func (t *Table) String() string { return strings.Join(t.lines(), "\n") + "\n" }
