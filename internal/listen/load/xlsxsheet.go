// SPDX-License-Identifier: Apache-2.0

package load

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// cell is one value of a sheet.
type cell struct {
	text string
	kind kind
}

// sheetRow is a row that holds something.
type sheetRow struct {
	number int // as the sheet shows it
	cells  []cell
}

func (r *sheetRow) filled() (n int) {
	for _, c := range r.cells {
		if strings.TrimSpace(c.text) != "" {
			n++
		}
	}
	return n
}

// at is the text of a column; "" where there is none.
func (r *sheetRow) at(column int) string {
	if column < len(r.cells) {
		return strings.TrimSpace(r.cells[column].text)
	}
	return ""
}

// sheetRows streams the rows of one sheet.
type sheetRows struct {
	io.Closer
	book  *workbook
	sheet *sheet
	dec   *xml.Decoder
	row   int // number of the last one
}

func (w *workbook) rows(s *sheet) (*sheetRows, error) {
	in, err := w.part(s.part)
	if err != nil {
		return nil, err
	}
	if in == nil {
		return nil, fmt.Errorf("the sheet %s is missing", s.name)
	}
	return &sheetRows{Closer: in, book: w, sheet: s, dec: xml.NewDecoder(in)}, nil
}

// next returns the next row that holds something, io.EOF behind the last. A
// sheet that ends before its rows do is damaged.
func (r *sheetRows) next() (sheetRow, error) {
	for {
		token, err := r.dec.Token()
		if err != nil {
			return sheetRow{}, fmt.Errorf("the sheet %s behind row %d: %w", r.sheet.name, r.row, cutShort(err))
		}
		switch token := token.(type) {
		case xml.EndElement:
			if token.Name.Local == "sheetData" {
				return sheetRow{}, io.EOF
			}
		case xml.StartElement:
			if token.Name.Local != "row" {
				continue
			}
			row, err := r.read(token)
			if err != nil {
				return row, fmt.Errorf("the sheet %s, row %d: %w", r.sheet.name, r.row, cutShort(err))
			}
			if row.filled() > 0 {
				return row, nil
			}
		}
	}
}

// read reads the row that a tag begins.
func (r *sheetRows) read(tag xml.StartElement) (sheetRow, error) {
	r.row++
	if n, err := strconv.Atoi(attribute(tag, "r")); err == nil && n > 0 {
		r.row = n
	}
	row := sheetRow{number: r.row}
	for {
		token, err := r.dec.Token()
		if err != nil {
			return row, err
		}
		switch token := token.(type) {
		case xml.EndElement:
			if token.Name.Local == "row" {
				return row, nil
			}
		case xml.StartElement:
			if token.Name.Local != "c" {
				continue
			}
			at := len(row.cells)
			if ref := attribute(token, "r"); ref != "" {
				if at = columnOf(ref); at < 0 {
					return row, fmt.Errorf("there is no cell %s", ref)
				}
			}
			c, err := r.cell(token)
			if err != nil {
				return row, err
			}
			for len(row.cells) <= at {
				row.cells = append(row.cells, cell{})
			}
			row.cells[at] = c
		}
	}
}

// cell reads the cell that a tag begins. Of a formula the value counts that was
// there when the workbook was saved.
func (r *sheetRows) cell(tag xml.StartElement) (cell, error) {
	var value, inline string
	for {
		token, err := r.dec.Token()
		if err != nil {
			return cell{}, err
		}
		switch token := token.(type) {
		case xml.EndElement:
			if token.Name.Local == "c" {
				return r.typed(tag, value, inline)
			}
		case xml.StartElement:
			switch token.Name.Local {
			case "v":
				err = r.dec.DecodeElement(&value, &token)
			case "is":
				inline, err = richText(r.dec)
			default:
				err = r.dec.Skip()
			}
			if err != nil {
				return cell{}, err
			}
		}
	}
}

// typed gives a value the type of its cell. #N/A says that there is no value; any
// other error says that there ought to be one.
func (r *sheetRows) typed(tag xml.StartElement, value, inline string) (cell, error) {
	switch t := attribute(tag, "t"); {
	case t == "inlineStr":
		return cell{text: inline}, nil
	case value == "":
		return cell{}, nil
	case t == "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		s, ok := r.book.shared.at(i)
		if err != nil || !ok {
			return cell{}, fmt.Errorf("there is no shared text %s", value)
		}
		return cell{text: s}, nil
	case t == "str":
		return cell{text: unescaped(value)}, nil
	case t == "b":
		return cell{strconv.FormatBool(value == "1" || value == "true"), booleanField}, nil
	case t == "d":
		return cell{value, timeField}, nil
	case t == "e" && value == "#N/A":
		return cell{}, nil
	case t == "e":
		return cell{value, errorField}, nil
	default:
		style, _ := strconv.Atoi(attribute(tag, "s"))
		text, kind := r.book.number(strings.TrimSpace(value), style)
		return cell{text, kind}, nil
	}
}

func attribute(tag xml.StartElement, name string) string {
	for _, a := range tag.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// columnOf reads the column of a cell's name, from 0: 27 of AB7; -1 when it has
// none. The last one is XFD.
func columnOf(ref string) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n <= 16384; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	if n > 16384 {
		return -1
	}
	return n - 1
}
