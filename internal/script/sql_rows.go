// SPDX-License-Identifier: Apache-2.0

package script

import (
	"database/sql"
	"strings"
)

// scan reads rows into a table.
func scan(rows *sql.Rows) (*Table, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	out := &Table{}
	for _, c := range columns {
		out.Columns = append(out.Columns, strings.TrimSuffix(c, "_s"))
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		for i, v := range values {
			values[i] = cell(v, strings.HasSuffix(columns[i], "_s"))
		}
		out.add(values...)
	}
	return out, rows.Err()
}

// cell turns a value of SQL into one of a table.
func cell(v any, length bool) any {
	if f, ok := v.(float64); ok && length {
		return seconds(f)
	}
	if v == nil {
		return unknown
	}
	return v
}
