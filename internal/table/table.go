// SPDX-License-Identifier: Apache-2.0

// Package table writes rows of typed cells to files that other programs open:
// CSV, XLSX and Parquet, by the file's extension. A file appears under its name
// only when it is whole. It may import fault.
package table

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// Kind is what the cells of a column hold.
type Kind uint8

// The kinds, with the Go type that a cell of each has. A cell may also be nil:
// nothing is known.
const (
	Text    Kind = iota // string
	Number              // float64
	Integer             // int64
	Time                // time.Time, in UTC in the file
	Truth               // bool
)

// Column is one column.
type Column struct {
	Name string
	Kind Kind
}

// writer writes one format.
type writer interface {
	row(cells []any) error
	close() error
}

// File is a table being written. It is not safe for concurrent use.
type File struct {
	path    string
	temp    *os.File
	writer  writer
	columns []Column
	rows    int
}

// formats are the formats, by what a file's name ends in.
var formats = map[string]func(*os.File, []Column) (writer, error){"csv": newCSV, "xlsx": newXLSX, "parquet": newParquet}

// FormatOf is the format in which a file is written, by its extension: csv, xlsx
// or parquet.
func FormatOf(path string) (string, error) {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	if formats[format] == nil {
		return "", fault.New(fault.Invalid, "a table cannot be written to %s", path).WithRemedy("end the name in .csv, .xlsx or .parquet")
	}
	return format, nil
}

// Create begins a file; its extension says the format. Call Close, which keeps
// it, or Discard.
func Create(path string, columns []Column) (*File, error) {
	format, err := FormatOf(path)
	if err != nil {
		return nil, err
	}
	temp, err := begin(path)
	if err != nil {
		return nil, err
	}
	f := &File{path: path, temp: temp, columns: columns}
	if f.writer, err = formats[format](temp, columns); err != nil {
		f.Discard()
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	return f, nil
}

// Row adds a row, one cell a column.
func (f *File) Row(cells ...any) error {
	if len(cells) != len(f.columns) {
		return fmt.Errorf("write %s: %d cells for %d columns", f.path, len(cells), len(f.columns))
	}
	f.rows++
	if err := f.writer.row(cells); err != nil {
		return fmt.Errorf("write %s: row %d: %w", f.path, f.rows, err)
	}
	return nil
}

// Rows is how many rows were added.
func (f *File) Rows() int { return f.rows }

// Close finishes the file and gives it its name.
func (f *File) Close() error {
	return finish(f.temp, f.path, f.writer.close())
}

// Discard ends the writing and leaves nothing behind.
func (f *File) Discard() { discard(f.temp) }
