// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"reflect"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/satisfaction"
)

// Table is an answer as rows of typed cells: one row for each thing that it
// tells of, behind what the answer is about.
type Table struct {
	Columns []table.Column
	Rows    [][]any
}

// Write writes the table to a file, whose ending says how: .csv, .xlsx or
// .parquet. It returns how many rows there are.
func (t *Table) Write(path string) (int, error) {
	f, err := table.Create(path, t.Columns)
	if err != nil {
		return 0, err
	}
	for _, row := range t.Rows {
		if err := f.Row(row...); err != nil {
			f.Discard()
			return 0, err
		}
	}
	return f.Rows(), f.Close()
}

// Table lays the answer out: what it is about, the group where there are several,
// and the fields of each thing it tells of. An estimate takes four columns: rate,
// rate_lo, rate_hi and rate_n. Of a comparison the rows of both sides stand below
// each other.
func (a *Answer[R, D]) Table() *Table {
	b := newLayout(a.About)
	switch {
	case a.Groups != nil:
		for _, g := range a.Groups.Groups {
			b.add(a.Groups.By, g.Value, g.Answer)
		}
	case a.Compared != nil:
		b.add("group", a.Compared.A.Value, a.Compared.A.Answer)
		b.add("group", a.Compared.B.Value, a.Compared.B.Answer)
	default:
		b.add("", "", a.One)
	}
	return b.table()
}

// about are the columns that say what an answer is about.
var aboutColumns = []table.Column{{Name: "journey"}, {Name: "version", Kind: table.Integer}, {Name: "digest"}, {Name: "as_of", Kind: table.Time}, {Name: "only"}}

func (a *About) cells() []any {
	return []any{string(a.Journey), int64(a.Version), a.Digest, a.AsOf, a.Filter.Words()}
}

// layout gathers rows that may differ in what they are made of: a column is there
// once any row has it.
type layout struct {
	about   []any
	columns []table.Column
	index   map[string]int
	rows    []map[int]any
}

func newLayout(about About) *layout {
	b := &layout{about: about.cells(), index: map[string]int{}}
	for _, c := range aboutColumns {
		b.column(c.Name, c.Kind)
	}
	return b
}

// column is the number of a column.
func (b *layout) column(name string, kind table.Kind) int {
	i, ok := b.index[name]
	if !ok {
		i = len(b.columns)
		b.index[name] = i
		b.columns = append(b.columns, table.Column{Name: name, Kind: kind})
	}
	return i
}

// add adds the rows of one answer; group names the column for its value, "" for
// none.
func (b *layout) add(group, value string, answer any) {
	if group != "" {
		b.column(group, table.Text)
	}
	for _, item := range itemsOf(answer) {
		row := b.row(item)
		if group != "" {
			row[b.index[group]] = value
		}
		b.rows = append(b.rows, row)
	}
}

// row is the row of one thing, behind what the answer is about.
func (b *layout) row(of []part) map[int]any {
	row := map[int]any{}
	for i, cell := range b.about {
		row[i] = cell
	}
	for _, p := range of {
		b.fields(row, p.name, reflect.ValueOf(p.of))
	}
	return row
}

// table closes the layout.
func (b *layout) table() *Table {
	t := &Table{Columns: b.columns}
	for _, r := range b.rows {
		t.Rows = append(t.Rows, b.cells(r))
	}
	return t
}

// cells are those of a row, one a column.
func (b *layout) cells(row map[int]any) []any {
	out := make([]any, len(b.columns))
	for i, cell := range row {
		out[i] = cell
	}
	return out
}

var (
	timeType     = reflect.TypeFor[time.Time]()
	estimateType = reflect.TypeFor[stat.Estimate]()
	scoreType    = reflect.TypeFor[satisfaction.Score]()
)

// fields writes a value into a row under a name: a struct field by field, each
// under its JSON name. Lists of structs are rows of their own and left out here.
func (b *layout) fields(row map[int]any, name string, v reflect.Value) {
	missing := false
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v, missing = reflect.New(v.Type().Elem()).Elem(), true // for its columns
			continue
		}
		v = v.Elem()
	}
	set := func(kind table.Kind, cell any) {
		if i := b.column(name, kind); !missing {
			row[i] = cell
		}
	}
	switch k := v.Kind(); {
	case v.Type() == timeType:
		set(table.Time, v.Interface())
	case v.Type() == estimateType:
		b.estimate(row, name, v.Interface().(stat.Estimate), missing)
	case v.Type() == scoreType:
		s := v.Interface().(satisfaction.Score)
		e, known := s.Estimate()
		b.estimate(row, name, e, missing || !known)
	case k == reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			own, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if own == "-" || !f.IsExported() {
				continue
			}
			if of := v.Field(i); missing {
				b.fields(map[int]any{}, joined(name, own), of)
			} else {
				b.fields(row, joined(name, own), of)
			}
		}
	case k == reflect.String:
		set(table.Text, v.String())
	case k == reflect.Bool:
		set(table.Truth, v.Bool())
	case v.CanInt():
		set(table.Integer, v.Int())
	case v.CanFloat():
		set(table.Number, v.Float())
	case k == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = v.Index(i).String()
		}
		set(table.Text, strings.Join(texts, " > "))
	}
}

// estimate writes an estimate's four columns.
func (b *layout) estimate(row map[int]any, name string, e stat.Estimate, missing bool) {
	for _, p := range []struct {
		suffix string
		kind   table.Kind
		cell   any
	}{{"", table.Number, e.Value}, {"_lo", table.Number, e.Lo}, {"_hi", table.Number, e.Hi}, {"_n", table.Integer, int64(e.N)}} {
		if i := b.column(name+p.suffix, p.kind); !missing {
			row[i] = p.cell
		}
	}
}

// joined is the name of a field within what has a name itself; an embedded
// struct's fields are its holder's.
func joined(name, own string) string {
	switch {
	case own == "":
		return name
	case name == "":
		return own
	}
	return name + "_" + own
}
