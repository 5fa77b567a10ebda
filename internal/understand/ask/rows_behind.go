// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Roll lists every instance that stands behind a number, those that started last
// first, to be written row by row. A question fills it in whose page was told so
// by Into.
type Roll struct {
	Of string // of what the number is, beside the terms: "step checkout"

	What    string // the number
	About   About
	Columns []table.Column

	desk   *Desk
	x      *sequence.Instances
	order  []int // the instances
	layout *layout
	head   []part // what each row says of the number
}

// Into has the next question put all that it finds into a roll.
func (p *Page) Into(r *Roll) { p.roll = r }

// fill takes in what was found.
func (r *Roll) fill(d *Desk, docs *workspace.Documents, f *standing) {
	r.What, r.About, r.desk, r.x = f.what, f.about(docs), d, f.x
	for i := range f.x.Len() {
		if f.set.Has(i) {
			r.order = append(r.order, i)
		}
	}
	slices.SortFunc(r.order, func(i, j int) int {
		return cmp.Or(cmp.Compare(f.x.Start(j), f.x.Start(i)), cmp.Compare(f.x.Customer(i), f.x.Customer(j)), cmp.Compare(i, j))
	})
	r.layout = newLayout(r.About)
	r.head = []part{{"number", f.what}, {"of", r.Of}, {"per", cmp.Or(f.per, "instance")}, {"n", len(r.order)}}
	r.layout.row(append(slices.Clip(r.head), part{"", Listed{}})) // for its columns
	r.Columns = r.layout.columns
}

// rows gives every row: cells, one a column.
func (r *Roll) rows(ctx context.Context, row func(cells ...any) error) error {
	for page := range slices.Chunk(r.order, mostListed) {
		var out Standing
		if err := r.desk.list(ctx, r.x, page, &out); err != nil {
			return err
		}
		for _, l := range out.Instances {
			if err := row(r.layout.cells(r.layout.row(append(slices.Clip(r.head), part{"", l})))...); err != nil {
				return err
			}
		}
	}
	return nil
}

// Write writes every row to a file, whose ending says how: .csv, .xlsx or
// .parquet. It returns how many rows there are.
func (r *Roll) Write(ctx context.Context, path string) (int, error) {
	f, err := table.Create(path, r.Columns)
	if err != nil {
		return 0, err
	}
	if err := r.rows(ctx, f.Row); err != nil {
		f.Discard()
		return 0, err
	}
	return f.Rows(), f.Close()
}

// Words say whom it lists, as the audit tells it.
func (r *Roll) Words() string { return strings.TrimSpace("behind " + r.What + " " + r.Of) }

// single refuses to list what several groups make.
func (b *Behind) single() error {
	if b.By != "" || b.Against != "" {
		return fault.New(fault.Invalid, "a number of one group is asked for by what makes the group").WithRemedy("ask for the segment, the channel or the period")
	}
	return nil
}
