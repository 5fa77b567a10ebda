// SPDX-License-Identifier: Apache-2.0

package load

import (
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"github.com/wendcx/wend/internal/listen/event"
)

// cells are the values of a record, row by row.
type cells struct {
	texts  []string
	kinds  []kind
	width  int
	column int    // the next one to be added
	arena  []byte // in which the texts lie: not in the record, which may be used again
}

// add adds a column. Rows of which whole is null have no values in it; nil: none
// is.
func (c *cells) add(column arrow.Array, whole []bool) {
	if s, ok := column.(*array.Struct); ok {
		if s.NullN() > 0 {
			own := make([]bool, s.Len())
			for i := range own {
				own[i] = s.IsNull(i) || whole != nil && whole[i]
			}
			whole = own
		}
		for i := range s.NumField() {
			c.add(s.Field(i), whole)
		}
		return
	}
	for i := range column.Len() {
		if column.IsNull(i) || whole != nil && whole[i] {
			continue
		}
		start := len(c.arena)
		var k kind
		c.arena, k = appendValue(c.arena, column, i)
		at := i*c.width + c.column
		c.texts[at], c.kinds[at] = text(c.arena[start:len(c.arena):len(c.arena)]), k
	}
	c.column++
}

// appendValue writes a value as it would stand in CSV: numbers with all their
// digits, times as ISO 8601, those of an instant with Z.
func appendValue(b []byte, column arrow.Array, i int) ([]byte, kind) {
	switch a := column.(type) {
	case *array.Dictionary:
		values := a.Dictionary()
		if k := a.GetValueIndex(i); !values.IsNull(k) {
			return appendValue(b, values, k)
		}
		return b, textField
	case array.ExtensionArray:
		if strings.Contains(column.DataType().String(), "uuid") {
			return append(b, column.ValueStr(i)...), textField
		}
		return appendValue(b, a.Storage(), i)
	case *array.Boolean:
		return strconv.AppendBool(b, a.Value(i)), booleanField
	case *array.Float16:
		return appendFloat(b, float64(a.Value(i).Float32()), 32)
	case *array.Float32:
		return appendFloat(b, float64(a.Value(i)), 32)
	case *array.Float64:
		return appendFloat(b, a.Value(i), 64)
	case *array.String:
		return append(b, a.Value(i)...), textField
	case *array.LargeString:
		return append(b, a.Value(i)...), textField
	case *array.Binary:
		return appendBytes(b, a.Value(i)), textField
	case *array.LargeBinary:
		return appendBytes(b, a.Value(i)), textField
	case *array.FixedSizeBinary:
		return appendBytes(b, a.Value(i)), textField
	case *array.Date32:
		return a.Value(i).ToTime().AppendFormat(b, time.DateOnly), timeField
	case *array.Date64:
		return a.Value(i).ToTime().AppendFormat(b, time.DateOnly), timeField
	case *array.Timestamp:
		typ := a.DataType().(*arrow.TimestampType)
		b = a.Value(i).ToTime(typ.Unit).UTC().AppendFormat(b, "2006-01-02T15:04:05.999999999")
		if typ.TimeZone != "" {
			b = append(b, 'Z')
		}
		return b, timeField
	case *array.Time32:
		return a.Value(i).ToTime(a.DataType().(*arrow.Time32Type).Unit).AppendFormat(b, "15:04:05.999999999"), timeField
	case *array.Time64:
		return a.Value(i).ToTime(a.DataType().(*arrow.Time64Type).Unit).AppendFormat(b, "15:04:05.999999999"), timeField
	}
	switch id := column.DataType().ID(); {
	case arrow.IsInteger(id), arrow.IsDecimal(id):
		return append(b, column.ValueStr(i)...), numberField
	case arrow.IsNested(id):
		return appendNested(b, column, i)
	}
	return append(b, column.ValueStr(i)...), textField
}

// appendFloat writes a number with all its digits; what is none is blank.
func appendFloat(b []byte, f float64, bits int) ([]byte, kind) {
	switch {
	case math.IsNaN(f):
		return b, textField
	case math.Abs(f) >= 1e21:
		return strconv.AppendFloat(b, f, 'g', -1, bits), numberField
	}
	return strconv.AppendFloat(b, f, 'f', -1, bits), numberField
}

// appendBytes writes bytes that are text as text, others as hexadecimal digits.
func appendBytes(b, v []byte) []byte {
	if utf8.Valid(v) {
		return append(b, v...)
	}
	return hex.AppendEncode(b, v)
}

// appendNested writes a list or a map as canonical JSON.
func appendNested(b []byte, column arrow.Array, i int) ([]byte, kind) {
	const before, behind = `{"v":`, `}`
	raw, err := json.Marshal(map[string]any{"v": column.GetOneForMarshal(i)})
	if err != nil {
		return append(b, column.ValueStr(i)...), textField
	}
	if raw, err = event.Canonical(raw); err != nil || raw == nil {
		return append(b, column.ValueStr(i)...), textField
	}
	return append(b, raw[len(before):len(raw)-len(behind)]...), jsonField
}
