// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"slices"
	"time"

	"github.com/wendcx/wend/internal/stat"
)

// Difference is how the retention of two segments or periods differs, a minus b:
// differences of shares with Newcombe's interval. Cells that are incomplete on
// either side are left out.
type Difference struct {
	All    []CellDifference `json:"all"`    // of first touch: by the number of periods after
	Rows   []RowDifference  `json:"rows"`   // of the periods that both have
	Groups []RowDifference  `json:"groups"` // of the groups that both have
}

// RowDifference is the difference between two rows.
type RowDifference struct {
	Start *time.Time       `json:"start,omitempty"`
	Group *string          `json:"group,omitempty"`
	Cells []CellDifference `json:"cells"`
}

// CellDifference is the difference between two cells, so many periods after.
type CellDifference struct {
	After int            `json:"after"`
	Share *stat.Estimate `json:"share"`
}

// Compare tells how the retention in a differs from that in b. Both must be of
// the same mode and of equal periods to mean something.
//
//	60 of 100 after one week in a, 45 of 100 in b  →  after 1: +0.15 [0.01, 0.28]
func Compare(a, b *Result) *Difference {
	d := &Difference{All: []CellDifference{}}
	if a.All != nil && b.All != nil {
		d.All = cells(a.All, b.All)
	}
	d.Rows = rows(a.Rows, b.Rows, func(x, y *Row) bool { return x.Start.Equal(*y.Start) })
	d.Groups = rows(a.Groups, b.Groups, func(x, y *Row) bool { return *x.Group == *y.Group })
	return d
}

// rows compares the rows that both sides have.
func rows(a, b []Row, same func(x, y *Row) bool) []RowDifference {
	out := []RowDifference{}
	for i := range a {
		x := &a[i]
		if at := slices.IndexFunc(b, func(y Row) bool { return same(x, &y) }); at >= 0 {
			out = append(out, RowDifference{x.Start, x.Group, cells(x, &b[at])})
		}
	}
	return out
}

// cells compares the cells that both rows have complete.
func cells(a, b *Row) []CellDifference {
	out := []CellDifference{}
	for _, x := range a.Cells {
		at := slices.IndexFunc(b.Cells, func(y Cell) bool { return y.After == x.After })
		if at < 0 || x.Incomplete || b.Cells[at].Incomplete || x.Share == nil || b.Cells[at].Share == nil {
			continue
		}
		e := stat.Difference(*x.Share, *b.Cells[at].Share)
		out = append(out, CellDifference{x.After, &e})
	}
	return out
}
