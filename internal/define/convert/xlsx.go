// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// The sheets of a workbook that Wend writes.
const (
	sheetJourney = "Journey"
	sheetSteps   = "Steps"
)

// maxUnzipped bounds the parts of a workbook together.
const maxUnzipped = 128 << 20

// writeXLSX writes a sheet of the journey's own fields and a sheet of its
// steps.
func writeXLSX(j *journey.Journey) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // nothing is on disk
	w := &workbook{file: f}
	w.do(f.SetSheetName(f.GetSheetName(0), sheetJourney))
	_, err := f.NewSheet(sheetSteps)
	w.do(err)
	w.styles()
	w.journey(headTable(j))
	w.steps(stepTable(j))
	if w.err != nil {
		return nil, w.err
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("write xlsx: %w", err)
	}
	return b.Bytes(), nil
}

// workbook writes cells and keeps the first error.
type workbook struct {
	file              *excelize.File
	err               error
	heading, text, no int // styles
}

func (w *workbook) do(err error) {
	if w.err == nil && err != nil {
		w.err = err
	}
}

// styles makes headings bold and texts texts: what is typed into a text cell
// stays as typed, be it 007 or =x.
func (w *workbook) styles() {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	style := func(s *excelize.Style) int {
		id, err := w.file.NewStyle(s)
		w.do(err)
		return id
	}
	w.heading = style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}})
	w.text = style(&excelize.Style{NumFmt: 49, Alignment: top})
	w.no = style(&excelize.Style{Alignment: top})
}

func (w *workbook) set(sheet string, row, col int, s string, style int) {
	cell := cellName(row, col)
	if n := len(utf16.Encode([]rune(s))); n > excelize.TotalCellChars {
		w.do(fault.New(fault.Invalid, "the text for %s!%s has %d characters", sheet, cell, n).WithRemedy("a cell of XLSX holds %d; write CSV", excelize.TotalCellChars))
		return
	}
	if s != "" {
		w.do(w.file.SetCellStr(sheet, cell, s))
	}
	w.do(w.file.SetCellStyle(sheet, cell, cell, style))
}

// number writes a number as one where the text is no more than that. A
// spreadsheet rounds what is longer.
func (w *workbook) number(sheet string, row, col int, s string) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || len(s) > 10 || strconv.FormatFloat(f, 'g', -1, 64) != s {
		w.set(sheet, row, col, s, w.text)
		return
	}
	w.do(w.file.SetCellFloat(sheet, cellName(row, col), f, -1, 64))
	w.do(w.file.SetCellStyle(sheet, cellName(row, col), cellName(row, col), w.no))
}

func (w *workbook) journey(rows [][]string) {
	choices := map[string][]string{}
	for _, f := range headFields() {
		choices[f.heading] = f.choices
	}
	for i, row := range rows {
		w.set(sheetJourney, i, 0, row[0], w.heading)
		w.set(sheetJourney, i, 1, row[1], w.text)
		w.choose(sheetJourney, choices[row[0]], cellName(i, 1))
	}
	w.do(w.file.SetColWidth(sheetJourney, "A", "A", 24))
	w.do(w.file.SetColWidth(sheetJourney, "B", "B", 80))
}

// spareRows are rows below the steps that are ready for more.
const spareRows = 50

func (w *workbook) steps(rows [][]string) {
	headings := stepHeadings()
	for col, h := range headings {
		w.set(sheetSteps, 0, col, h, w.heading)
	}
	fields := append([]field{{choices: journey.Phase("").Values()}, {width: 18}}, stepFields()...)
	fields = append(fields, field{})
	for col, f := range fields {
		for i, row := range rows {
			if f.number {
				w.number(sheetSteps, i+1, col, row[col])
				continue
			}
			w.set(sheetSteps, i+1, col, row[col], w.text)
		}
		w.spare(col, len(rows)+1, f)
	}
	w.do(w.file.SetPanes(sheetSteps, &excelize.Panes{Freeze: true, XSplit: 4, YSplit: 1, TopLeftCell: "E2", ActivePane: "bottomRight"}))
	w.do(w.file.AutoFilter(sheetSteps, "A1:"+cellName(len(rows), len(fields)-1), nil))
}

// spare makes the rest of a column as its cells are.
func (w *workbook) spare(col, from int, f field) {
	name := strings.TrimRight(cellName(0, col), "1")
	style := w.text
	if f.number {
		style = w.no
	}
	last := cellName(from+spareRows, col)
	w.do(w.file.SetCellStyle(sheetSteps, cellName(from, col), last, style))
	w.choose(sheetSteps, f.choices, cellName(1, col)+":"+last)
	if f.width > 0 {
		w.do(w.file.SetColWidth(sheetSteps, name, name, f.width))
	}
}

// choose offers a closed list of words, and takes others too: a cell may hold
// what is put right later.
func (w *workbook) choose(sheet string, words []string, cells string) {
	if len(words) == 0 {
		return
	}
	v := excelize.NewDataValidation(true)
	v.Sqref, v.ShowErrorMessage = cells, false
	w.do(v.SetDropList(words))
	w.do(w.file.AddDataValidation(sheet, v))
}

// placesTold is how many cells without a value are named.
const placesTold = 20

// readXLSX reads a workbook, Wend's own or any other. The map is in the sheet
// named, if one is.
func readXLSX(name, named string, src []byte) (*Draft, error) {
	sheets, err := parseXLSX(name, src)
	if err != nil {
		return nil, err
	}
	unstored := markFormulas(src, sheets)
	d, err := readSheets(name, named, sheets)
	if err != nil {
		return nil, err
	}
	if n := len(unstored); n > 0 {
		more := ""
		if n > placesTold {
			more = " …"
		}
		d.Report.remark("%s without a stored value, of which nothing is read: %s: open the file in a spreadsheet program, save it and convert again",
			plural(n, "formula"), strings.Join(unstored[:min(n, placesTold)], ", ")+more)
	}
	return d, nil
}

func readSheets(name, named string, sheets []*sheet) (*Draft, error) {
	var chosen *sheet
	if named != "" {
		s, err := sheetNamed(name, sheets, named)
		if err != nil {
			return nil, err
		}
		chosen = s
		sheets = append([]*sheet{s}, slices.DeleteFunc(sheets, func(o *sheet) bool { return o == s })...) // what it says of itself comes first
	}
	if t, ok := ownTableOf(sheets); ok && t.holds(named) {
		if t.head == t.steps {
			t.steps.rearmed()
		}
		return t.read(XLSX)
	}
	return readForeign(XLSX, sheets, chosen)
}

// parseXLSX reads the texts of all sheets. The library's own mistakes over
// damaged files are faults of the file.
func parseXLSX(name string, src []byte) (sheets []*sheet, err error) {
	damaged := func(what any) error {
		return fault.New(fault.Invalid, "the workbook cannot be read: %v", what).WithRemedy("save it anew as .xlsx, without a password").At(fault.Place{File: name})
	}
	defer func() {
		if p := recover(); p != nil {
			sheets, err = nil, damaged("it is damaged")
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return nil, damaged(err)
	}
	defer func() { _ = f.Close() }() // nothing is on disk
	for _, title := range f.GetSheetList() {
		s, err := parseSheet(f, name, title)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, s)
	}
	return sheets, nil
}

func parseSheet(f *excelize.File, name, title string) (*sheet, error) {
	s := &sheet{file: name, name: title}
	rows, err := f.Rows(title)
	if err != nil {
		return s, nil // a sheet of charts holds no cells
	}
	defer func() { _ = rows.Close() }() // nothing is on disk
	for rows.Next() {
		row, err := rows.Columns()
		if err != nil {
			return nil, fault.New(fault.Invalid, "row %d cannot be read: %v", len(s.rows)+1, err).At(s.place(len(s.rows), 0))
		}
		s.add(row)
		if err := s.large(); err != nil {
			return nil, err
		}
	}
	merged, err := f.GetMergeCells(title, true)
	if err != nil {
		return nil, fault.New(fault.Invalid, "the merged cells of %q cannot be read: %v", title, err).At(fault.Place{File: name})
	}
	for _, m := range merged {
		left, top, errA := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, errB := excelize.CellNameToCoordinates(m.GetEndAxis())
		if errA == nil && errB == nil {
			s.merged = append(s.merged, area{top - 1, left - 1, bottom - 1, right - 1})
		}
	}
	return s, s.large()
}
