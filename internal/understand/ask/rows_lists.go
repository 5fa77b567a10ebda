// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Listing lays out a list that is about no journey, one row a thing, as long as it
// may be: behind the moment asked about and which things were asked for, their
// fields under their JSON names.
type Listing[T any] struct {
	b *layout
}

// ListingOf begins a listing; only says which things were asked for, "" for all.
func ListingOf[T any](asOf time.Time, only string) *Listing[T] {
	b := &layout{about: []any{asOf, only}, index: map[string]int{}}
	b.column("as_of", table.Time)
	b.column("only", table.Text)
	l := &Listing[T]{b}
	var none T
	b.row([]part{{"", &none}}) // for its columns
	return l
}

// Columns are those of the table.
func (l *Listing[T]) Columns() []table.Column { return l.b.columns }

// Row is the row of a thing.
func (l *Listing[T]) Row(of *T) []any { return l.b.cells(l.b.row([]part{{"", of}})) }

// Table lays a list out that is there already.
func (l *Listing[T]) Table(list []T) *Table {
	t := &Table{Columns: l.Columns()}
	for i := range list {
		t.Rows = append(t.Rows, l.Row(&list[i]))
	}
	return t
}

// MovesTable lays out how customers went on from state to state of a lifecycle.
func MovesTable(a *Answer[cohort.States, cohort.StatesDifference]) *Table {
	b := newLayout(a.About)
	each(a.One.Flows, func(of ...part) { b.rows = append(b.rows, b.row(of)) })
	b.row([]part{{"", &cohort.StateFlow{}}}) // for its columns, where there are none
	return b.table()
}

// Words say of what a journey is proposed, and how: which part of the log, and
// what else was asked for.
func (q *Discovery) Words(of sequence.Scope) string {
	words := []string{wordsOf(of, ""), Particulars(q)}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "; ")
}

// Words say which part of the log is meant, "" for all of it.
func (p *Part) Words(of sequence.Scope) string { return wordsOf(of, p.Segment) }

func wordsOf(of sequence.Scope, in string) string {
	f := scorecard.Filter{Where: of.Where.Plain(), Segment: segment.ID(in)}
	if !of.From.IsZero() {
		f.From = &of.From
	}
	if !of.To.IsZero() {
		f.To = &of.To
	}
	return f.Words()
}
