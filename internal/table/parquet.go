// SPDX-License-Identifier: Apache-2.0

package table

import (
	"os"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
)

// groupRows is how many rows are gathered before they are written.
const groupRows = 1 << 16

// parquetWriter writes row groups.
type parquetWriter struct {
	w     *pqarrow.FileWriter
	build *array.RecordBuilder
	rows  int
}

var arrowTypes = map[Kind]arrow.DataType{
	Text: arrow.BinaryTypes.String, Number: arrow.PrimitiveTypes.Float64, Integer: arrow.PrimitiveTypes.Int64,
	Time: &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}, Truth: arrow.FixedWidthTypes.Boolean,
}

func newParquet(f *os.File, columns []Column) (writer, error) {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c.Name, Type: arrowTypes[c.Kind], Nullable: true}
	}
	schema := arrow.NewSchema(fields, nil)
	// The file is closed by who opened it.
	w, err := pqarrow.NewFileWriter(schema, writeOnly{f}, parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd)), pqarrow.DefaultWriterProps())
	if err != nil {
		return nil, err
	}
	return &parquetWriter{w: w, build: array.NewRecordBuilder(memory.DefaultAllocator, schema)}, nil
}

// writeOnly hides a file's Close.
type writeOnly struct{ f *os.File }

// Write writes to the file.
func (w writeOnly) Write(b []byte) (int, error) { return w.f.Write(b) }

func (p *parquetWriter) row(cells []any) error {
	for i, cell := range cells {
		b := p.build.Field(i)
		switch v := cell.(type) {
		case nil:
			b.AppendNull()
		case string:
			b.(*array.StringBuilder).Append(v)
		case float64:
			b.(*array.Float64Builder).Append(v)
		case int64:
			b.(*array.Int64Builder).Append(v)
		case bool:
			b.(*array.BooleanBuilder).Append(v)
		case time.Time:
			b.(*array.TimestampBuilder).Append(arrow.Timestamp(v.UnixMicro()))
		}
	}
	if p.rows++; p.rows%groupRows == 0 {
		return p.flush()
	}
	return nil
}

func (p *parquetWriter) flush() error {
	record := p.build.NewRecordBatch()
	defer record.Release()
	return p.w.Write(record)
}

func (p *parquetWriter) close() error {
	if err := p.flush(); err != nil {
		return err
	}
	p.build.Release()
	return p.w.Close()
}
