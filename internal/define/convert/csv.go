// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// byteOrderMark makes Excel read a CSV file as UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV writes the journey's own fields, an empty row and the step table.
// All rows are of one width, as spreadsheets save them.
func writeCSV(j *journey.Journey) ([]byte, error) {
	headings := stepHeadings()
	rows := append(headTable(j), nil, headings)
	rows = append(rows, stepTable(j)...)
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		out := make([]string, len(headings))
		for i, s := range row {
			out[i] = disarm(s)
		}
		if err := w.Write(out); err != nil {
			return nil, fmt.Errorf("write csv: %w", err)
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// disarm puts an apostrophe before a text that a spreadsheet would take for a
// formula, and before one that already looks so treated. Plain numbers are no
// danger.
func disarm(s string) string {
	if armed(s) && !plainNumber(s) {
		return "'" + s
	}
	return s
}

// rearm is the inverse of disarm.
func rearm(s string) string {
	if strings.HasPrefix(s, "'") && armed(s) {
		return s[1:]
	}
	return s
}

func armed(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.ContainsAny(s[:1], "=+-@") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") ||
		strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠")
}

// plainNumber is true of -2 and -0.5, which a valence may be.
func plainNumber(s string) bool {
	return strings.HasPrefix(s, "-") && len(s) > 1 && strings.Trim(s[1:], "0123456789.") == "" && strings.Count(s, ".") < 2
}

// readCSV reads a table, Wend's own or any other.
func readCSV(name string, src []byte) (*Draft, error) {
	text := decodeText(src)
	s, err := parseCSV(name, text, delimiter(text))
	if err != nil {
		return nil, err
	}
	if t, ok := ownTableOf([]*sheet{s}); ok {
		return t.read(CSV)
	}
	s.errorsByText()
	return readForeign(CSV, []*sheet{s}, nil)
}

// stepsBegin reports whether a row holds the headings of the step table.
func stepsBegin(s *sheet, row int) bool {
	found := 0
	for col := range s.rows[row] {
		is := func(heading string) bool { return strings.EqualFold(tidy(s.at(row, col)), heading) }
		if is(headingPhase) || is(headingStage) || is("Title") {
			found++
		}
	}
	return found >= 2
}

// ownHeadings reports whether a row holds headings that only Wend writes, so
// that a table is known again without its head.
func ownHeadings(s *sheet, row int) bool {
	return countOwn(s, row) > len(stepHeadings())/2 && stepsBegin(s, row)
}

// decodeText turns a file's bytes to UTF-8: what Excel saves is UTF-8 with a
// mark, UTF-16 with a mark, or the old code page of Western Europe.
func decodeText(src []byte) string {
	switch {
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}):
		return fromUTF16(src[2:], func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 })
	case bytes.HasPrefix(src, []byte{0xfe, 0xff}):
		return fromUTF16(src[2:], func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 })
	case utf8.Valid(src):
		return strings.TrimPrefix(string(src), byteOrderMark)
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(src)
	if err != nil {
		return strings.ToValidUTF8(string(src), "\ufffd")
	}
	return string(s)
}

func fromUTF16(src []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(src)/2)
	for i := 0; i+1 < len(src); i += 2 {
		units = append(units, unit(src[i:]))
	}
	return string(utf16.Decode(units))
}

// delimiter guesses what parts the cells: the sign that is most frequent
// outside quotes in the first lines.
func delimiter(text string) rune {
	counts := map[rune]int{}
	quoted, line := false, 0
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\n' && !quoted:
			line++
		case !quoted && strings.ContainsRune(",;\t|", r):
			counts[r]++
		}
		if line == 20 {
			break
		}
	}
	best := ','
	for _, r := range ";\t|" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

func parseCSV(name, text string, comma rune) (*sheet, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	s := &sheet{file: name, source: strings.Split(text, "\n")}
	if err := unclosed(s, text, comma); err != nil {
		return nil, err
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, csvFault(name, err)
		}
		places := make([][2]int, len(record))
		for i := range record {
			record[i] = rearm(record[i])
			places[i][0], places[i][1] = r.FieldPos(i)
		}
		s.add(record)
		s.begins = append(s.begins, places)
		if err := s.large(); err != nil {
			return nil, err
		}
	}
}

// unclosed finds a quote that opens a cell and is not closed, so that the cell
// would swallow what follows: up to the end, or up to a quote that opens
// another cell.
func unclosed(s *sheet, text string, comma rune) error {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	begins, line, opened := true, 1, 0 // opened: the line of the open quote, 0 for none
	for i := 0; i < len(text); i++ {
		c := text[i]
		ends := i+1 == len(text) || text[i+1] == '\n' || rune(text[i+1]) == comma
		switch {
		case opened == 0 && begins && c == '"':
			opened = line
		case opened > 0 && c == '"' && i+1 < len(text) && text[i+1] == '"':
			i++
		case opened > 0 && c == '"' && ends:
			opened = 0
		case opened > 0 && opened < line && c == '"' && (text[i-1] == '\n' || rune(text[i-1]) == comma):
			return unclosedFault(s.file, opened)
		}
		begins = opened == 0 && (c == '\n' || rune(c) == comma)
		if c == '\n' {
			line++
		}
	}
	if opened > 0 {
		return unclosedFault(s.file, opened)
	}
	return nil
}

func unclosedFault(file string, line int) error {
	return fault.New(fault.Invalid, "a quote opens a cell here and is not closed, so the cell would swallow the rows below").
		WithRemedy("close it, or write a quote that belongs to the text twice, in a cell that is quoted").At(fault.Place{File: file, Line: line})
}

func csvFault(name string, err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return fmt.Errorf("read csv: %w", err)
	}
	return fault.New(fault.Invalid, "the CSV cannot be read: %v", parse.Err).At(fault.Place{File: name, Line: parse.Line, Column: parse.Column})
}
