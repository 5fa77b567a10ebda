// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/fault"
)

// sheet is a table of texts as a file holds it. Cells beyond its edges are
// empty.
type sheet struct {
	file   string
	name   string // of a workbook's sheet; empty for CSV
	rows   [][]string
	widest int // the length of the longest row
	merged []area
	errors []errorAt  // cells that hold an error; their texts are taken out of rows
	begins [][][2]int // of CSV: line and byte at which each cell begins
	source []string   // of CSV: the lines
}

// area is a range of cells, its edges included.
type area struct{ top, left, bottom, right int }

// errorAt is a cell that holds what a spreadsheet says of a formula that fails.
type errorAt struct {
	row, col int
	text     string
}

// errorCell is why an error is in the parking lot.
const errorCell = "the cell holds an error of its formula, no text"

// failed takes an error out of a cell.
func (s *sheet) failed(row, col int) {
	if text := tidy(s.at(row, col)); text != "" {
		s.errors = append(s.errors, errorAt{row, col, text})
		s.rows[row][col] = ""
	}
}

// errorsByText takes the errors out of a sheet whose file does not tell them
// from texts.
func (s *sheet) errorsByText() {
	known := []string{"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
	for row := range s.rows {
		for col := range s.rows[row] {
			if slices.Contains(known, tidy(s.at(row, col))) {
				s.failed(row, col)
			}
		}
	}
}

func (s *sheet) at(row, col int) string {
	if row < 0 || row >= len(s.rows) || col < 0 || col >= len(s.rows[row]) {
		return ""
	}
	return s.rows[row][col]
}

// add appends a row.
func (s *sheet) add(row []string) {
	s.rows = append(s.rows, row)
	s.widest = max(s.widest, len(row))
}

// large reports whether a sheet is larger than a map.
func (s *sheet) large() error {
	if len(s.rows) <= maxRows && s.widest <= maxColumns && len(s.merged) <= maxMerged {
		return nil
	}
	return fault.New(fault.Invalid, "the sheet %q is larger than a map", s.name).
		WithRemedy("at most %d rows, %d columns and %d merged areas are read", maxRows, maxColumns, maxMerged).At(fault.Place{File: s.file})
}

// The bounds of a sheet that is read.
const (
	maxRows    = 20_000
	maxColumns = 1_000
	maxMerged  = 5_000
)

// blank reports whether a row holds nothing.
func (s *sheet) blank(row int) bool {
	for col := range s.rows[row] {
		if s.at(row, col) != "" {
			return false
		}
	}
	return true
}

// place is where a cell is, for faults.
func (s *sheet) place(row, col int) fault.Place {
	if s.name != "" {
		return fault.Place{File: s.file + ":" + s.where(row, col)}
	}
	p := fault.Place{File: s.file, Line: row + 1}
	if row < len(s.begins) && col < len(s.begins[row]) {
		line, at := s.begins[row][col][0], s.begins[row][col][1]
		p.Line, p.Column = line, utf8.RuneCountInString(s.source[line-1][:at-1])+1
	}
	return p
}

// where is a cell's place within its file: Steps!B7, or line and column.
func (s *sheet) where(row, col int) string {
	if s.name != "" {
		return s.name + "!" + cellName(row, col)
	}
	p := s.place(row, col)
	p.File = ""
	return p.String()
}

// cellName is the name of a cell as spreadsheets give it: B7.
func cellName(row, col int) string {
	name := ""
	for n := col + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name + strconv.Itoa(row+1)
}

// tidy is the text of a cell as it is read: line ends are line feeds, and space
// around it is none of it.
func tidy(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(s)
}
