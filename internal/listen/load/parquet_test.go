// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	arrowmemory "github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"
)

func unzipped(t testing.TB, r io.Reader) io.Reader {
	t.Helper()
	z, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// parquetFile writes a record into a Parquet file of several row groups.
func parquetFile(t testing.TB, record arrow.RecordBatch) string {
	t.Helper()
	var b bytes.Buffer
	w, err := pqarrow.NewFileWriter(record.Schema(), &b, parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd), parquet.WithMaxRowGroupLength(7000)), pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(record); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// parquetOf writes a table of texts, of which the times are timestamps.
func parquetOf(t testing.TB, rows [][]string) string {
	t.Helper()
	var fields []arrow.Field
	for k, name := range rows[0] {
		f := arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
		if _, err := time.Parse(time.DateTime, rows[1][k]); err == nil {
			f.Type = &arrow.TimestampType{Unit: arrow.Microsecond}
		}
		fields = append(fields, f)
	}
	b := array.NewRecordBuilder(arrowmemory.DefaultAllocator, arrow.NewSchema(fields, nil))
	for _, row := range rows[1:] {
		for k, v := range row {
			switch f := b.Field(k).(type) {
			case *array.StringBuilder:
				f.Append(v)
			case *array.TimestampBuilder:
				at, err := time.Parse(time.DateTime, v)
				if err != nil {
					t.Fatal(err)
				}
				f.Append(arrow.Timestamp(at.UnixMicro()))
			}
		}
	}
	return parquetFile(t, b.NewRecordBatch())
}

// everyType is a record with one column a type, a row of values and a row of
// nothing.
func everyType(t testing.TB) arrow.RecordBatch {
	t.Helper()
	utc := &arrow.TimestampType{Unit: arrow.Millisecond, TimeZone: "UTC"}
	local := &arrow.TimestampType{Unit: arrow.Nanosecond}
	inner := arrow.StructOf(arrow.Field{Name: "id", Type: arrow.PrimitiveTypes.Int64, Nullable: true}, arrow.Field{Name: "city", Type: arrow.StructOf(arrow.Field{Name: "name", Type: arrow.BinaryTypes.String, Nullable: true}), Nullable: true})
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "what", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}, Nullable: true},
		{Name: "user", Type: inner, Nullable: true},
		{Name: "at", Type: utc, Nullable: true}, {Name: "local", Type: local, Nullable: true}, {Name: "day", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
		{Name: "big", Type: arrow.PrimitiveTypes.Uint64, Nullable: true}, {Name: "tenth", Type: arrow.PrimitiveTypes.Float32, Nullable: true}, {Name: "huge", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "sum", Type: &arrow.Decimal128Type{Precision: 12, Scale: 2}, Nullable: true}, {Name: "ok", Type: arrow.FixedWidthTypes.Boolean, Nullable: true},
		{Name: "tags", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true}, {Name: "bytes", Type: arrow.BinaryTypes.Binary, Nullable: true}, {Name: "clock", Type: arrow.FixedWidthTypes.Time64us, Nullable: true},
		{Name: "none", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(arrowmemory.DefaultAllocator, schema)
	user := b.Field(1).(*array.StructBuilder)
	tags := b.Field(10).(*array.ListBuilder)
	if err := b.Field(0).(*array.BinaryDictionaryBuilder).AppendString("view"); err != nil {
		t.Fatal(err)
	}
	user.Append(true)
	user.FieldBuilder(0).(*array.Int64Builder).Append(-7)
	user.FieldBuilder(1).(*array.StructBuilder).Append(true)
	user.FieldBuilder(1).(*array.StructBuilder).FieldBuilder(0).(*array.StringBuilder).Append("Rio")
	b.Field(2).(*array.TimestampBuilder).Append(1769940900123)
	b.Field(3).(*array.TimestampBuilder).Append(1769940900123456000)
	b.Field(4).(*array.Date32Builder).Append(20485)
	b.Field(5).(*array.Uint64Builder).Append(math.MaxUint64)
	b.Field(6).(*array.Float32Builder).Append(0.1)
	b.Field(7).(*array.Float64Builder).Append(1e15)
	b.Field(8).(*array.Decimal128Builder).Append(decimal128.FromI64(1250))
	b.Field(9).(*array.BooleanBuilder).Append(true)
	tags.Append(true)
	tags.ValueBuilder().(*array.StringBuilder).AppendValues([]string{"b", `a"`}, nil)
	b.Field(11).(*array.BinaryBuilder).Append([]byte{0xff, 0})
	b.Field(12).(*array.Time64Builder).Append(arrow.Time64(36_900_500_000))
	b.Field(13).(*array.Float64Builder).Append(math.NaN())
	for i, f := range b.Fields() {
		switch i {
		case 0:
			if err := f.(*array.BinaryDictionaryBuilder).AppendString("pay"); err != nil {
				t.Fatal(err)
			}
		case 2:
			f.(*array.TimestampBuilder).Append(1769940900000)
		default:
			f.AppendNull()
		}
	}
	return b.NewRecordBatch()
}

func TestParquet(t *testing.T) {
	content := parquetFile(t, everyType(t))
	for _, name := range []string{"x.parquet", "x.data"} { // told by its name, and by its beginning
		log, r := run(t, `zone: Europe/Berlin
files: [{file: "x.*", customer: {template: "c{#}"}, event: what, time: at, properties: {"*": , sum: {column: sum, type: number}, when: {column: local, type: time}}}]`, map[string]string{name: content})
		want := []string{
			`c1 view 2026-02-01T10:15:00.123Z {"big":"18446744073709551615","bytes":"ff00","clock":"10:15:00.5","day":"2026-02-01","huge":"1000000000000000","ok":"true","sum":12.5,"tags":["b","a\""],"tenth":"0.1","user.city.name":"Rio","user.id":"-7","when":"2026-02-01T09:15:00.123456Z"}`,
			`c2 pay 2026-02-01T10:15:00Z`,
		}
		if diff := cmp.Diff(want, log.lines()); diff != "" {
			t.Error(diff)
		}
		if r.Files[0].Format != Parquet {
			t.Errorf("%+v", r.Files[0])
		}
	}
	log, _ := run(t, `files: [{file: "*.parquet", customer: user.id, event: what, time: at}]`, map[string]string{"x.parquet": content})
	if diff := cmp.Diff([]string{"2:2 no_customer: the event has no customer"}, log.quarantine()); diff != "" {
		t.Error(diff)
	}
	joined, _ := run(t, `files: [{file: a.csv, join: [{file: x.parquet, on: {k: what}, take: [day]}], customer: who, event: k, time: day}]`, map[string]string{"x.parquet": content, "a.csv": "k,who\nview,a\n"})
	if diff := cmp.Diff([]string{"a view 2026-02-01T00:00:00Z"}, joined.lines()); diff != "" {
		t.Error(diff)
	}
}

func TestSuggestForParquet(t *testing.T) {
	dir := write(t, map[string]string{"ecom.parquet": parquetOf(t, slice(t, 3000))})
	s, err := Suggest([]string{filepath.Join(dir, "ecom.parquet")})
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMapping("map.yaml", []byte(s.Text))
	if err != nil || !strings.Contains(s.Text, "    customer: user_id ") || !strings.Contains(s.Text, "    time: timestamp ") {
		t.Fatalf("%v\n%s", err, s.Text)
	}
	if r, err := Import(context.Background(), nowhere{}, m, []string{dir}, Options{TempDir: t.TempDir()}); err != nil || r.Events != 3000 || r.Quarantined > 0 {
		t.Errorf("%v %+v", err, r)
	}
}

func TestBrokenParquet(t *testing.T) {
	whole := parquetOf(t, slice(t, 20_000))
	hole := []byte(whole)
	for i := len(hole) / 3; i < len(hole)/3+2000; i++ {
		hole[i] = 0xaa
	}
	for name, c := range map[string]struct{ content, problem string }{
		"cut off":       {whole[:len(whole)/2], "the Parquet file is damaged"},
		"no Parquet":    {"user_id,event\na,b\n", "the file is no Parquet: it does not begin like one"},
		"only a mark":   {"PAR1", "the Parquet file is damaged"},
		"a hole":        {string(hole), "the Parquet file is damaged"},
		"no end":        {whole[:len(whole)-9] + strings.Repeat("\xff", 5) + "PAR1", "the Parquet file is damaged"},
		"encrypted":     {"PARE" + whole[4:], "the Parquet file is encrypted"},
		"within a gzip": {zipped(whole), "a parquet file within a gzip cannot be read"},
	} {
		log := &memory{}
		r, err := Import(context.Background(), log, mapping(t, shop), []string{write(t, map[string]string{"ecom.parquet": c.content})}, Options{})
		if err != nil || !strings.Contains(r.Files[0].Problem, c.problem) {
			t.Errorf("%s: %v %+v", name, err, r)
		}
	}
}

// Damage anywhere in a file is an error and never more than that.
func TestParquetDamagedAnywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var plain bytes.Buffer
	record := everyType(t)
	w, err := pqarrow.NewFileWriter(record.Schema(), &plain, parquet.NewWriterProperties(), pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Write(record), w.Close()); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		content := bytes.Clone(plain.Bytes())
		for range 1 + random.IntN(4) {
			content[4+random.IntN(len(content)-12)] = byte(random.Uint32())
		}
		table, err := newParquet("x.parquet", bytes.NewReader(content))
		for err == nil {
			_, err = table.next()
		}
		if !errors.Is(err, io.EOF) && !strings.Contains(err.Error(), "the Parquet file is damaged") {
			t.Error(err)
		}
	}
}

// What is read at a time does not grow with the file.
func TestParquetInBatches(t *testing.T) {
	dir := write(t, map[string]string{"ecom.parquet": parquetOf(t, slice(t, 20_000))})
	var read atomic.Int64
	o, err := openTable(filepath.Join(dir, "ecom.parquet"), &Rule{}, &read, &shelves{})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for {
		b, err := o.table.next()
		if err != nil {
			break
		}
		if b.rows() > parquetRows || b.first != rows || b.lines[0] != rows+1 {
			t.Fatalf("%d rows from %d on line %d behind %d", b.rows(), b.first, b.lines[0], rows)
		}
		rows += b.rows()
	}
	if rows != 20_000 || o.close() != nil {
		t.Errorf("%d rows", rows)
	}
}
