// SPDX-License-Identifier: Apache-2.0

package table

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"time"
)

// csvWriter writes RFC 4180. Times are RFC 3339.
type csvWriter struct {
	w     *csv.Writer
	cells []string
}

func newCSV(f *os.File, columns []Column) (writer, error) {
	c := &csvWriter{w: csv.NewWriter(f), cells: make([]string, len(columns))}
	for i, col := range columns {
		c.cells[i] = plainText(col.Name)
	}
	return c, c.w.Write(c.cells)
}

func (c *csvWriter) row(cells []any) error {
	for i, cell := range cells {
		c.cells[i] = csvCell(cell)
	}
	return c.w.Write(c.cells)
}

func (c *csvWriter) close() error {
	c.w.Flush()
	return c.w.Error()
}

func csvCell(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case string:
		return plainText(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	}
	return cell.(time.Time).UTC().Format(time.RFC3339Nano)
}

// plainText keeps a spreadsheet from taking a customer's words for a formula: an
// apostrophe goes before what would begin one.
func plainText(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		if _, err := strconv.ParseFloat(s, 64); err != nil {
			return "'" + s
		}
	}
	return s
}
