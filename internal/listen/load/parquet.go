// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	arrowmemory "github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// parquetTable reads a Parquet file, a batch of records at a time. Its columns
// are the leaves of the schema, those of structs joined by dots; lists and maps
// are JSON. Rows have no lines, so a row's line is its number.
type parquetTable struct {
	file   string
	rows   pqarrow.RecordReader
	reader *file.Reader
	names  []string
	given  int // rows read so far
	kept   int // of them given
}

// parquetRows is how many rows are read at a time.
const parquetRows = 4096

func newParquet(path string, in parquet.ReaderAtSeeker) (t *parquetTable, err error) {
	t = &parquetTable{file: path}
	defer func() {
		if errors.Is(err, io.EOF) { // here nothing may end yet
			err = io.ErrUnexpectedEOF
		}
		if err = t.mend(recover(), err); err != nil {
			_ = t.Close() // it was only read
		}
	}()
	// Column by column: page by page (BufferedStreamEnabled) arrow-go 18.5 loses the
	// ends of pages.
	properties := parquet.NewReaderProperties(arrowmemory.NewGoAllocator())
	if t.reader, err = file.NewParquetReader(in, file.WithReadProps(properties)); err != nil {
		return t, err
	}
	// Arrow's own copy of the schema says nothing that the file's does not, and is
	// believed blindly: damaged, it asks for all the memory there is.
	t.reader.MetaData().FileMetaData.KeyValueMetadata = nil
	records, err := pqarrow.NewFileReader(t.reader, pqarrow.ArrowReadProperties{BatchSize: parquetRows}, arrowmemory.NewGoAllocator())
	if err != nil {
		return t, err
	}
	schema, err := records.Schema()
	if err != nil {
		return t, err
	}
	for _, f := range schema.Fields() {
		t.names = leafNames(t.names, f.Name, f.Type)
	}
	t.names = columnNames(t.names, true)
	for i := range records.Manifest.Fields {
		f := &records.Manifest.Fields[i]
		if err := t.verify(f, hasStruct(f)); err != nil {
			return t, err
		}
	}
	t.rows, err = records.GetRecordReader(context.Background(), nil, nil)
	return t, err
}

// hasStruct reports whether a field is a struct, or has some inside.
func hasStruct(f *pqarrow.SchemaField) bool {
	return f.Field.Type.ID() == arrow.STRUCT || slices.ContainsFunc(f.Children, func(c pqarrow.SchemaField) bool { return hasStruct(&c) })
}

// verify opens the leaves of a field, and decodes them once if they belong to a
// struct. The library does both in goroutines of its own, where a panic over a
// damaged page ends the process; here it is an error.
func (t *parquetTable) verify(f *pqarrow.SchemaField, decode bool) error {
	for i := range f.Children {
		if err := t.verify(&f.Children[i], decode); err != nil {
			return err
		}
	}
	if len(f.Children) > 0 {
		return nil
	}
	leaf := file.NewRecordReader(t.reader.MetaData().Schema.Column(f.ColIndex), f.LevelInfo, f.Field.Type, arrowmemory.NewGoAllocator(), t.reader.BufferPool())
	defer leaf.Release()
	for group := range t.reader.NumRowGroups() {
		pages, err := t.reader.RowGroup(group).GetColumnPageReader(f.ColIndex)
		if err != nil {
			return err
		}
		leaf.SetPageReader(pages)
		for n := int64(1); decode && n > 0; {
			leaf.Reset()
			if n, err = leaf.ReadRecords(parquetRows); err != nil {
				return err
			}
			if texts, ok := leaf.(file.BinaryRecordReader); ok {
				for _, chunk := range texts.GetBuilderChunks() {
					chunk.Release()
				}
			}
		}
	}
	return nil
}

// leafNames lists the columns of a field.
func leafNames(out []string, name string, typ arrow.DataType) []string {
	s, ok := typ.(*arrow.StructType)
	if !ok {
		return append(out, name)
	}
	for _, f := range s.Fields() {
		out = leafNames(out, name+"."+f.Name, f.Type)
	}
	return out
}

// mend turns what went wrong into a fault. The library panics on some files that
// are damaged, and wraps io.EOF where they end too early: only the bare one is
// the end.
func (t *parquetTable) mend(panicked any, err error) error {
	if panicked != nil {
		err = fmt.Errorf("%v", panicked)
	}
	if err == nil || err == io.EOF { //nolint:errorlint // see above
		return err
	}
	return fault.New(fault.Invalid, "the Parquet file is damaged: %v", err).At(fault.Place{File: t.file}).WithRemedy("fetch the file again and import it; what came before is kept")
}

func (t *parquetTable) columns() *columnSet { return newColumnSet(t.names, false) }

func (t *parquetTable) Close() (err error) {
	defer func() {
		if recover() != nil {
			err = nil // what it tried to release was damaged, and told of before
		}
	}()
	if t.rows != nil {
		t.rows.Release()
	}
	if t.reader != nil {
		return t.reader.Close()
	}
	return nil
}

func (t *parquetTable) next() (b *batch, err error) {
	defer func() {
		if err = t.mend(recover(), err); err != nil {
			b = nil
		}
	}()
	for {
		record, err := t.rows.Read()
		if err != nil {
			return nil, err
		}
		if b := t.batch(record); b.rows()+len(b.bad) > 0 {
			return b, nil
		}
	}
}

// batch writes a record down as rows of texts.
func (t *parquetTable) batch(record arrow.RecordBatch) *batch {
	n, width := int(record.NumRows()), len(t.names)
	c := cells{texts: make([]string, n*width), kinds: make([]kind, n*width), width: width}
	for _, column := range record.Columns() {
		c.add(column, nil)
	}
	b := &batch{width: width, first: t.kept, fields: c.texts[:0], kinds: c.kinds[:0]}
	for i := range n {
		row, kinds := c.texts[i*width:(i+1)*width], c.kinds[i*width:(i+1)*width]
		t.given++
		raw := csvLine(row)
		if bad := firstInvalid(row); bad >= 0 {
			b.reject(t.file, t.given, bad+1, event.BadText, strings.ToValidUTF8(raw, "\uFFFD"), "the text is not valid UTF-8")
			continue
		}
		b.fields, b.kinds = append(b.fields, row...), append(b.kinds, kinds...)
		b.lines, b.raw = append(b.lines, t.given), append(b.raw, raw)
	}
	t.kept += b.rows()
	return b
}

// firstInvalid is the first text that is not valid UTF-8; -1 when there is none.
func firstInvalid(row []string) int {
	for i, s := range row {
		if !utf8.ValidString(s) {
			return i
		}
	}
	return -1
}
