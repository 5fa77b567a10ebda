// SPDX-License-Identifier: Apache-2.0

package script

import "fmt"

// newRetention returns an empty table of retention: the cohort, its size and a
// column for each number of periods after.
func newRetention(periods int) *Table {
	t := newTable("cohort size")
	for n := range periods {
		t.Columns = append(t.Columns, fmt.Sprint(n))
	}
	return t
}

// cohort adds a row.
func (t *Table) cohort(start string, size int, counts []int) {
	row := []any{start, size}
	for _, n := range counts {
		row = append(row, n)
	}
	for len(row) < len(t.Columns) {
		row = append(row, unknown)
	}
	t.add(row...)
}
