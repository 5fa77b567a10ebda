// SPDX-License-Identifier: Apache-2.0

package table

import (
	"errors"
	"os"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/wendcx/wend/internal/fault"
)

// What an XLSX sheet can hold.
const (
	sheetRows = excelize.TotalRows
	cellRunes = excelize.TotalCellChars
)

// xlsxWriter streams one sheet.
type xlsxWriter struct {
	to     *os.File
	book   *excelize.File
	stream *excelize.StreamWriter
	at     int
	moment int // style of times
	cells  []any
}

func newXLSX(f *os.File, columns []Column) (writer, error) {
	x := &xlsxWriter{to: f, book: excelize.NewFile(), cells: make([]any, len(columns))}
	// The size is not known before the end; a wrong one misleads other readers.
	err := x.book.SetSheetDimension("Sheet1", "")
	if err != nil {
		return nil, err
	}
	if x.stream, err = x.book.NewStreamWriter("Sheet1"); err != nil {
		return nil, err
	}
	bold, err := x.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	format := "yyyy-mm-dd hh:mm:ss"
	if x.moment, err = x.book.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return nil, err
	}
	for i, c := range columns {
		width := 14.0
		if c.Kind == Time {
			width = 20
		}
		if err := x.stream.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if err := x.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	for i, c := range columns {
		x.cells[i] = excelize.Cell{StyleID: bold, Value: c.Name}
	}
	return x, x.write()
}

func (x *xlsxWriter) write() error {
	x.at++
	at, err := excelize.CoordinatesToCellName(1, x.at)
	if err != nil {
		return err
	}
	return x.stream.SetRow(at, x.cells)
}

func (x *xlsxWriter) row(cells []any) error {
	if x.at == sheetRows {
		return fault.New(fault.Invalid, "a sheet holds %d rows at most", sheetRows).WithRemedy("write .csv or .parquet")
	}
	for i, cell := range cells {
		switch v := cell.(type) {
		case string:
			if len(v) > cellRunes && len([]rune(v)) > cellRunes {
				return fault.New(fault.Invalid, "a cell holds %d letters at most", cellRunes).WithRemedy("write .csv or .parquet")
			}
			x.cells[i] = v // a text is a text in XLSX, never a formula
		case time.Time:
			x.cells[i] = excelize.Cell{StyleID: x.moment, Value: v.UTC()}
		default:
			x.cells[i] = v
		}
	}
	return x.write()
}

func (x *xlsxWriter) close() error {
	if err := x.stream.Flush(); err != nil {
		return err
	}
	_, err := x.book.WriteTo(x.to)
	return errors.Join(err, x.book.Close())
}
