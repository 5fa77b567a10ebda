// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// signatures are the first bytes of files that are no text, with what they are.
var signatures = []struct{ begins, kind string }{
	{"PK\x03\x04", "a ZIP archive and no workbook of Excel"},
	{"PK\x05\x06", "an empty ZIP archive"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of the old Excel (.xls) or one with a password"},
	{"%PDF-", "a PDF"},
	{"\x1f\x8b", "a compressed file"},
	{"\x89PNG", "a picture"},
	{"\xff\xd8\xff", "a picture"},
}

// sniff tells the format of a file by its first bytes where they say more than
// its name, and refuses what is neither text nor a workbook.
func sniff(format Format, name string, src []byte) (Format, error) {
	if bytes.HasPrefix(src, []byte("PK\x03\x04")) && bytes.Contains(src, []byte("xl/workbook")) {
		if format == CSV {
			return XLSX, nil
		}
		if format == XLSX {
			return format, nil
		}
	}
	binary := func(kind string) error {
		return fault.New(fault.Invalid, "the file is %s, which is not read", kind).
			WithRemedy("save it from its program as .xlsx without a password, or as CSV in UTF-8").At(fault.Place{File: name})
	}
	for _, s := range signatures {
		if bytes.HasPrefix(src, []byte(s.begins)) {
			return "", binary(s.kind)
		}
	}
	if parquet := []byte("PAR1"); bytes.HasPrefix(src, parquet) && bytes.HasSuffix(src, parquet) {
		return "", binary("a Parquet file")
	}
	if format == CSV && strings.ContainsRune(decodeText(src), 0) {
		return "", binary("no text: it holds NUL bytes")
	}
	return format, nil
}

// mark finds the cell in which a table says that Wend wrote it: "Wend" with
// "journey/v1" beside it, or at the very top by itself.
func (s *sheet) mark() (row, col int, ok bool) {
	s.unmangle()
	if strings.EqualFold(tidy(s.at(0, 0)), headingWend) {
		return 0, 0, true
	}
	kind, _, _ := strings.Cut(journey.Kind, "/")
	for row := range s.rows {
		for col := range s.rows[row] {
			if strings.EqualFold(tidy(s.at(row, col)), headingWend) && strings.HasPrefix(strings.ToLower(tidy(s.at(row, col+1))), kind+"/") {
				return row, col, true
			}
		}
	}
	return 0, 0, false
}

// unmangle puts right what a spreadsheet made of a CSV in UTF-8 that it opened
// as Western European: its byte order mark stands in the first cell as signs.
func (s *sheet) unmangle() {
	first := s.at(0, 0)
	if rest, marked := strings.CutPrefix(first, byteOrderMark); marked {
		s.rows[0][0] = rest
	}
	if !strings.HasPrefix(first, "ï»¿") {
		return
	}
	for _, row := range s.rows {
		for col, text := range row {
			if b, err := charmap.Windows1252.NewEncoder().String(text); err == nil && utf8.ValidString(b) {
				row[col] = b
			}
		}
	}
	s.rows[0][0] = strings.TrimPrefix(s.rows[0][0], byteOrderMark)
}

// stepsBelow finds the headings of the step table from a row on; the number of
// rows where there are none.
func (s *sheet) stepsBelow(from int) int {
	for from < len(s.rows) && (!stepsBegin(s, from) || s.titled(from)) {
		from++
	}
	return min(from, len(s.rows))
}

// titled reports whether a row is that of the journey's title, which may be
// "Stage".
func (s *sheet) titled(row int) bool {
	texts := slices.DeleteFunc(slices.Clone(s.rows[row]), func(c string) bool { return tidy(c) == "" })
	return len(texts) == 2 && strings.EqualFold(tidy(texts[0]), "Title")
}

// ownTableOf finds Wend's own table among sheets: head and steps in one, as a
// CSV becomes when a spreadsheet saves it, or in two.
func ownTableOf(sheets []*sheet) (t ownTable, ok bool) {
	for _, s := range sheets {
		if row, col, marked := s.mark(); marked && t.head == nil {
			t.head, t.headFrom, t.headCol, t.headRows = s, row, col, len(s.rows)
		}
	}
	if t.head != nil {
		if from := t.head.stepsBelow(t.headFrom + 1); from < len(t.head.rows) {
			t.steps, t.from, t.headRows = t.head, from, from
		}
	}
	most := 0
	for _, s := range sheets {
		if t.steps == t.head && t.steps != nil || s == t.head {
			continue
		}
		row := s.stepsBelow(0)
		if row == len(s.rows) || t.head == nil && (row > 0 || !ownHeadings(s, row)) {
			continue
		}
		if n := countOwn(s, row); n > most {
			t.steps, t.from, most = s, row, n
		}
	}
	if t.steps == nil && t.head != nil {
		t.steps, t.from = t.head, len(t.head.rows)
	}
	for _, s := range sheets {
		if s != t.head && s != t.steps {
			t.others = append(t.others, s)
		}
	}
	return t, t.steps != nil
}

// holds reports whether the table stands in a sheet of that name; any will do
// where none is asked for.
func (t ownTable) holds(name string) bool {
	return name == "" || strings.EqualFold(t.steps.name, name) || t.head != nil && strings.EqualFold(t.head.name, name)
}

// rearmed is for a sheet that was a CSV before: the apostrophes that kept its
// texts from being computed are none of them.
func (s *sheet) rearmed() {
	for _, row := range s.rows {
		for col := range row {
			row[col] = rearm(row[col])
		}
	}
}

// sheetNamed finds a sheet by its name.
func sheetNamed(file string, sheets []*sheet, name string) (*sheet, error) {
	var names []string
	for _, s := range sheets {
		if strings.EqualFold(s.name, name) {
			return s, nil
		}
		names = append(names, s.name)
	}
	return nil, fault.New(fault.NotFound, "the workbook holds no sheet %q", name).WithRemedy("it holds %s", strings.Join(names, ", ")).At(fault.Place{File: file})
}

// countOwn counts the cells of a row that are headings of Wend's own.
func countOwn(s *sheet, row int) int {
	ours, found := stepHeadings(), 0
	for col := range s.rows[row] {
		if slices.Contains(ours, tidy(s.at(row, col))) {
			found++
		}
	}
	return found
}
