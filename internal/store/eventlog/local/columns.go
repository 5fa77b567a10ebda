// SPDX-License-Identifier: Apache-2.0

package local

import (
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// column is one column of a segment. The list below is the schema of segments,
// of the unsealed tail and of what users see when they open a segment with
// another tool.
type column struct {
	name  string
	sql   string
	arrow arrow.DataType
	put   func(b array.Builder, r *row)
}

var columns = [...]column{
	{"position", "BIGINT", arrow.PrimitiveTypes.Int64, func(b array.Builder, r *row) { b.(*array.Int64Builder).Append(r.position) }},
	{"customer", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { b.(*array.StringBuilder).Append(string(r.Customer)) }},
	{"customer_no", "UINTEGER", arrow.PrimitiveTypes.Uint32, func(b array.Builder, r *row) { b.(*array.Uint32Builder).Append(r.customer) }},
	{"name", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { b.(*array.StringBuilder).Append(r.Name) }},
	{"time", "TIMESTAMP", &arrow.TimestampType{Unit: arrow.Microsecond}, func(b array.Builder, r *row) { b.(*array.TimestampBuilder).Append(arrow.Timestamp(r.Time)) }},
	{"utc_offset", "SMALLINT", arrow.PrimitiveTypes.Int16, func(b array.Builder, r *row) { b.(*array.Int16Builder).Append(r.Offset) }},
	{"undated", "BOOLEAN", arrow.FixedWidthTypes.Boolean, func(b array.Builder, r *row) { b.(*array.BooleanBuilder).Append(r.Undated) }},
	{"seq", "BIGINT", arrow.PrimitiveTypes.Int64, func(b array.Builder, r *row) { b.(*array.Int64Builder).Append(r.Seq) }},
	{"channel", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { b.(*array.StringBuilder).Append(r.Channel) }},
	{"properties", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { putObject(b, r.Properties) }},
	{"traits", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { putObject(b, r.Traits) }},
	{"context", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { putObject(b, r.Context) }},
	{"source", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { b.(*array.StringBuilder).Append(string(r.Source)) }},
	{"message_id", "VARCHAR", arrow.BinaryTypes.String, func(b array.Builder, r *row) { putText(b, r.ID) }},
	{"key", "UBIGINT", arrow.PrimitiveTypes.Uint64, func(b array.Builder, r *row) { b.(*array.Uint64Builder).Append(r.key) }},
}

// columnList is the columns' names, for SELECT and INSERT.
var columnList = func() string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = `"` + c.name + `"`
	}
	return strings.Join(names, ", ")
}()

// createTail is the statement that makes the table of unsealed events.
var createTail = func() string {
	defs := make([]string, len(columns))
	for i, c := range columns {
		defs[i] = `"` + c.name + `" ` + c.sql
	}
	return "CREATE TABLE tail (" + strings.Join(defs, ", ") + ")"
}()

func putObject(b array.Builder, object []byte) {
	if len(object) == 0 {
		b.AppendNull()
		return
	}
	b.(*array.StringBuilder).BinaryBuilder.Append(object)
}

func putText(b array.Builder, s string) {
	if s == "" {
		b.AppendNull()
		return
	}
	b.(*array.StringBuilder).Append(s)
}

var schema = func() *arrow.Schema {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c.name, Type: c.arrow, Nullable: true}
	}
	return arrow.NewSchema(fields, nil)
}()

// recordRows bounds the rows of one Arrow record, so that DuckDB can work on
// several at once.
const recordRows = 32 << 10

// records turns rows into Arrow records. The caller releases them.
func records(alloc memory.Allocator, rows []row) []arrow.RecordBatch {
	var out []arrow.RecordBatch
	for first := 0; first < len(rows); first += recordRows {
		out = append(out, record(alloc, rows[first:min(len(rows), first+recordRows)]))
	}
	return out
}

func record(alloc memory.Allocator, rows []row) arrow.RecordBatch {
	b := array.NewRecordBuilder(alloc, schema)
	defer b.Release()
	for i, c := range columns {
		field := b.Field(i)
		field.Reserve(len(rows))
		for k := range rows {
			c.put(field, &rows[k])
		}
	}
	return b.NewRecordBatch()
}
