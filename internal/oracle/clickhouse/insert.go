// SPDX-License-Identifier: Apache-2.0

package clickhouse

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"unsafe"
)

// Column is one column of an insertion.
type Column struct {
	name string
	kind string // as ClickHouse names the type in which the values are sent
	rows int
	// write writes the values of rows [from, to).
	write func(w *bufio.Writer, from, to int) error
}

// Number is what a column of numbers may hold.
type Number interface {
	uint8 | uint16 | uint32 | uint64 | int8 | int16 | int32 | int64 | float32 | float64
}

// Numbers is a column of numbers. They are sent as they lie in memory, and the
// server converts them to the type of the table's column.
//
//	clickhouse.Numbers("customer", []uint32{7, 7, 9})
func Numbers[T Number](name string, values []T) Column {
	var zero T
	size := int(unsafe.Sizeof(zero))
	return Column{name: name, kind: kindOf(zero), rows: len(values), write: func(w *bufio.Writer, from, to int) error {
		if from == to {
			return nil
		}
		_, err := w.Write(unsafe.Slice((*byte)(unsafe.Pointer(&values[from])), (to-from)*size))
		return err
	}}
}

// kindOf is ClickHouse's name of a type of Go.
func kindOf(v any) string {
	switch v.(type) {
	case uint8:
		return "UInt8"
	case uint16:
		return "UInt16"
	case uint32:
		return "UInt32"
	case uint64:
		return "UInt64"
	case int8:
		return "Int8"
	case int16:
		return "Int16"
	case int32:
		return "Int32"
	case int64:
		return "Int64"
	case float32:
		return "Float32"
	}
	return "Float64"
}

// As says of which type the numbers are, where it is not plainly theirs: a type
// that ClickHouse stores as the same number, as in DateTime64(6) for int64, or
// DateTime for uint32.
func (c Column) As(kind string) Column {
	c.kind = kind
	return c
}

// Texts is a column of strings.
func Texts(name string, values []string) Column {
	return Column{name: name, kind: "String", rows: len(values), write: func(w *bufio.Writer, from, to int) error {
		for _, v := range values[from:to] {
			writeText(w, v)
		}
		return nil // a bufio.Writer keeps its error for Flush
	}}
}

// block is how many rows travel as one block.
const block = 1 << 20

// Insert adds rows to a table, as columns of equal length. They are streamed in
// ClickHouse's own format, of which a block is: the numbers of columns and of
// rows, and for each column its name, its type and its values.
func (s *Server) Insert(ctx context.Context, table string, columns ...Column) error {
	if len(columns) == 0 {
		return nil
	}
	rows := columns[0].rows
	for _, c := range columns {
		if c.rows != rows {
			return fmt.Errorf("insert into %s: column %s has %d rows, %s has %d", table, c.name, c.rows, columns[0].name, rows)
		}
	}
	from, to := io.Pipe()
	go func() { to.CloseWithError(writeBlocks(to, rows, columns)) }()
	settings := url.Values{"query": {"INSERT INTO " + table + " FORMAT Native"}}
	_, err := s.post(ctx, settings, from)
	_ = from.Close() // lets the writer go where the server stopped reading
	if err != nil {
		return fmt.Errorf("insert into %s: %w", table, err)
	}
	return nil
}

func writeBlocks(to io.Writer, rows int, columns []Column) error {
	w := bufio.NewWriterSize(to, 1<<18)
	for at := 0; at < rows; at += block {
		end := min(at+block, rows)
		writeNumber(w, len(columns))
		writeNumber(w, end-at)
		for _, c := range columns {
			writeText(w, c.name)
			writeText(w, c.kind)
			if err := c.write(w, at, end); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

// writeText writes a length and a text. As with writeNumber, an error is kept by
// the writer and returned by its Flush.
func writeText(w *bufio.Writer, s string) {
	writeNumber(w, len(s))
	_, _ = w.WriteString(s)
}

func writeNumber(w *bufio.Writer, n int) {
	var b [binary.MaxVarintLen64]byte
	_, _ = w.Write(b[:binary.PutUvarint(b[:], uint64(n))])
}
