// SPDX-License-Identifier: Apache-2.0

package load

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/listen/event"
)

// xlsxTable reads one sheet as a table. Rows above its header, which name a title
// or a date, are left aside, and so are cells to the right of the header.
type xlsxTable struct {
	file   string // with the sheet
	rows   *sheetRows
	names  []string
	ahead  []sheetRow // read and not yet given
	given  int
	broken error
}

// headRows is how many rows are looked at to find the header.
const headRows = 50

// newXLSX begins to read a sheet. header says whether there is one; nil: look.
func newXLSX(w *workbook, s *sheet, header *bool) (*xlsxTable, error) {
	merged, err := w.merged(s)
	if err != nil {
		return nil, damaged(w.file, err)
	}
	rows, err := w.rows(s)
	if err != nil {
		return nil, damaged(w.file, err)
	}
	t := &xlsxTable{file: sheetName(w.file, s.name), rows: rows}
	for len(t.ahead) < headRows && t.broken == nil {
		row, err := rows.next()
		if t.broken = err; err == nil {
			t.ahead = append(t.ahead, row)
		}
	}
	if len(t.ahead) == 0 {
		if errors.Is(t.broken, io.EOF) {
			t.broken = errEmpty
		}
		return nil, errors.Join(damagedUnless(errEmpty, w.file, t.broken), rows.Close())
	}
	t.findHeader(header, merged)
	return t, nil
}

func damagedUnless(fine error, file string, err error) error {
	if errors.Is(err, fine) {
		return err
	}
	return damaged(file, err)
}

// sheetName is how a sheet is called in places and results.
func sheetName(file, sheet string) string { return file + "!" + sheet }

// findHeader names the columns and drops what stands above the first row of the
// table: the first that fills at least half as many columns as any.
func (t *xlsxTable) findHeader(header *bool, merged []area) {
	most, width := 0, 0
	for i := range t.ahead {
		most, width = max(most, t.ahead[i].filled()), max(width, len(t.ahead[i].cells))
	}
	if header != nil && !*header {
		t.names = columnNames(make([]string, width), false)
		return
	}
	first := slices.IndexFunc(t.ahead, func(r sheetRow) bool { return 2*r.filled() >= most && (r.filled() > 1 || most == 1) })
	t.ahead = t.ahead[max(first, 0):]
	if header == nil && !t.ahead[0].names() {
		t.names = columnNames(make([]string, width), false)
		return
	}
	t.ahead = t.ahead[t.nameColumns(merged):]
}

// names reports whether a row looks as if it named columns.
func (r *sheetRow) names() bool {
	var texts []string
	for _, c := range r.cells {
		if c.kind != textField {
			return false
		}
		texts = append(texts, c.text)
	}
	return sniffHeader(texts)
}

// nameColumns reads the header, which may have several rows where cells are
// merged, and returns how many of the rows ahead it takes.
func (t *xlsxTable) nameColumns(merged []area) (rows int) {
	top := t.ahead[0].number
	bottom := top
	for _, a := range merged {
		if a.top == top {
			bottom = max(bottom, min(a.bottom, top+2))
		}
	}
	var names []string
	for rows < len(t.ahead) && t.ahead[rows].number <= bottom {
		row := &t.ahead[rows]
		width := len(row.cells)
		for _, a := range merged {
			if a.top == row.number {
				width = max(width, a.right+1)
			}
		}
		for column := range width {
			if len(names) == column {
				names = append(names, "")
			}
			name := row.at(column)
			for _, a := range merged {
				if a.top == row.number && column > a.left && column <= a.right {
					name = row.at(a.left)
				}
			}
			if name != "" && name != names[column] {
				names[column] = strings.TrimSpace(names[column] + " " + name)
			}
		}
		rows++
	}
	for len(names) > 1 && names[len(names)-1] == "" {
		names = names[:len(names)-1]
	}
	t.names = columnNames(names, true)
	return rows
}

func (t *xlsxTable) columns() *columnSet { return newColumnSet(t.names, false) }

func (t *xlsxTable) Close() error { return t.rows.Close() }

func (t *xlsxTable) next() (*batch, error) {
	b := &batch{width: len(t.names), first: t.given}
	size := 0
	for b.rows() < 4096 && size < 1<<20 {
		row, err := t.nextRow()
		if err != nil {
			if b.rows()+len(b.bad) > 0 {
				break
			}
			if errors.Is(err, io.EOF) {
				return nil, io.EOF
			}
			return nil, damaged(t.rows.book.file, err)
		}
		size += t.add(b, row)
	}
	t.given += b.rows()
	return b, nil
}

func (t *xlsxTable) nextRow() (sheetRow, error) {
	if len(t.ahead) > 0 {
		row := t.ahead[0]
		t.ahead = t.ahead[1:]
		return row, nil
	}
	if t.broken != nil {
		return sheetRow{}, t.broken
	}
	var row sheetRow
	row, t.broken = t.rows.next()
	return row, t.broken
}

// add puts a row into a batch and returns its size.
func (t *xlsxTable) add(b *batch, row sheetRow) int {
	for len(row.cells) < b.width {
		row.cells = append(row.cells, cell{})
	}
	if row.cells = row.cells[:b.width]; row.filled() == 0 {
		return 0 // what it holds stands beside the table
	}
	texts := make([]string, b.width)
	for i, c := range row.cells {
		texts[i] = c.text
		b.kinds = append(b.kinds, c.kind)
	}
	raw := csvLine(texts)
	b.fields, b.lines, b.raw = append(b.fields, texts...), append(b.lines, row.number), append(b.raw, raw)
	return len(raw)
}

// csvLine writes a row down for the quarantine.
func csvLine(texts []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(texts) // a strings.Builder takes everything
	w.Flush()
	return strings.TrimSuffix(b.String()[:min(b.Len(), event.MaxRaw)], "\n")
}
