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
	Rows   []RowDifference  `json:"rows"`   // the k-th row of a and the k-th of b
	Groups []RowDifference  `json:"groups"` // of the groups that both have
}

// RowDifference is the difference between two rows.
type RowDifference struct {
	Start   *time.Time       `json:"start,omitempty"`   // of a's row
	Against *time.Time       `json:"against,omitempty"` // start of b's
	Group   *string          `json:"group,omitempty"`
	Cells   []CellDifference `json:"cells"`
}

// CellDifference is the difference between two cells, so many periods after.
type CellDifference struct {
	After int            `json:"after"`
	Share *stat.Estimate `json:"share"`
}

// Compare tells how the retention in a differs from that in b. Both must be of
// the same mode and of equal periods to mean something. Rows are set against each
// other by their place: of two segments those of the same period of the calendar,
// of two times the first of each, the second of each, and so on.
//
//	60 of 100 after one week in a, 45 of 100 in b  →  after 1: +0.15 [0.01, 0.28]
func Compare(a, b *Result) *Difference {
	d := &Difference{All: []CellDifference{}, Rows: []RowDifference{}, Groups: []RowDifference{}}
	if a.All != nil && b.All != nil {
		d.All = cells(a.All, b.All)
	}
	for k := range min(len(a.Rows), len(b.Rows)) {
		x, y := &a.Rows[k], &b.Rows[k]
		d.Rows = append(d.Rows, RowDifference{Start: x.Start, Against: y.Start, Cells: cells(x, y)})
	}
	for i := range a.Groups {
		x := &a.Groups[i]
		if at := slices.IndexFunc(b.Groups, func(y Row) bool { return *y.Group == *x.Group }); at >= 0 {
			d.Groups = append(d.Groups, RowDifference{Group: x.Group, Cells: cells(x, &b.Groups[at])})
		}
	}
	return d
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
