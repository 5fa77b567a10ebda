// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// Preview tells what an import would make of the first rows of files.
type Preview struct {
	Tables  []Previewed  `json:"tables"`
	Skipped []FileResult `json:"skipped"` // files that no rule names
}

// Previewed is what becomes of the first rows of a table under its rule.
type Previewed struct {
	File        string         `json:"file"`
	Source      event.SourceID `json:"source"` // under which the events would be kept
	Rows        int            `json:"rows"`   // looked at
	Passed      int            `json:"passed"` // of them, those that the rule's where leaves out
	Silent      int            `json:"silent"` // in which nothing had happened
	Refused     int            `json:"refused"`
	Events      []Drafted      `json:"events"`              // the first few
	Quarantined []Refusal      `json:"quarantined"`         // the first few of the refused
	Problem     string         `json:"problem,omitempty"`   // why it cannot be read at all
	Undated     int            `json:"undated,omitempty"`   // of all events of the rows
	Total       int            `json:"total"`               // events of all rows looked at
	Names       map[string]int `json:"names"`               // of them, by name
	Customers   int            `json:"customers,omitempty"` // different ones
	First       *time.Time     `json:"first,omitempty"`     // of their times
	Last        *time.Time     `json:"last,omitempty"`      //
	Channels    map[string]int `json:"channels,omitempty"`  // as the events call them
}

// Drafted is an event that a row would give.
type Drafted struct {
	Line       int              `json:"line"` // of the file
	Customer   event.CustomerID `json:"customer"`
	Event      string           `json:"event"`
	Time       time.Time        `json:"time"`
	Undated    bool             `json:"undated,omitempty"`
	Channel    string           `json:"channel,omitempty"`
	ID         string           `json:"id,omitempty"`
	Properties json.RawMessage  `json:"properties,omitempty"`
	Traits     json.RawMessage  `json:"traits,omitempty"`
}

// Refusal is a row that would go to the quarantine.
type Refusal struct {
	Line    int          `json:"line"`
	Column  int          `json:"column,omitempty"`
	Reason  event.Reason `json:"reason"`
	Message string       `json:"message"`
	Raw     string       `json:"raw"`
}

// previewRows is how many rows of a table a preview looks at.
const previewRows = 1000

// PreviewOf converts the first rows of files as m says, shows up to show events
// and refused rows of each table, and writes nothing. What is wrong with the
// mapping itself comes back as an error, as from Import.
func PreviewOf(ctx context.Context, m *Mapping, paths []string, show int, o Options) (*Preview, error) {
	if m == nil {
		m = &Mapping{}
	}
	todo, skipped, err := plan(m, paths)
	if err != nil {
		return nil, err
	}
	im := &importer{ctx: ctx, mapping: m, options: o, shelves: newShelves()}
	out := &Preview{Tables: []Previewed{}, Skipped: append([]FileResult{}, skipped...)}
	var faults fault.List
	for _, w := range todo {
		j := job{work: w, result: FileResult{File: w.name}}
		err := im.open(&j, &faults)
		if err == nil && len(faults) == 0 {
			out.Tables = append(out.Tables, j.preview(show))
		}
		if j.opened != nil && j.problem == nil {
			err = errors.Join(err, j.opened.close())
		}
		closeAll([]job{j})
		if err != nil {
			return nil, err
		}
	}
	faults.Sort()
	return out, faults.Err()
}

// preview converts the job's first rows.
func (j *job) preview(show int) Previewed {
	out := Previewed{File: j.result.File, Events: []Drafted{}, Quarantined: []Refusal{}, Names: map[string]int{}, Channels: map[string]int{}}
	if j.problem != nil {
		out.Problem = j.problem.Error()
		return out
	}
	out.Source = j.program.source
	bad := j.first.bad
	e := newEmitter(j.program, j.called(), &shelves{}).emit(j.first.head(previewRows))
	bad = append(slices.Clone(bad), e.bad...)
	slices.SortStableFunc(bad, func(a, b event.Quarantined) int { return cmp.Compare(a.Line, b.Line) })
	out.Rows, out.Passed, out.Refused = e.rows+len(bad)-len(e.bad), e.passed, len(bad)
	out.Silent = e.rows - len(e.bad) - e.kept - e.passed
	for _, q := range bad[:min(len(bad), show)] {
		out.Quarantined = append(out.Quarantined, Refusal{Line: q.Line, Column: q.Column, Reason: q.Reason, Message: q.Message, Raw: strings.ToValidUTF8(string(q.Raw), "\uFFFD")})
	}
	out.drafts(e, show)
	return out
}

// drafts sums up the events that rows give, and shows the first few.
func (p *Previewed) drafts(e *emitted, show int) {
	customers := map[event.CustomerID]bool{}
	for i := range e.events {
		ev := &e.events[i]
		p.Total++
		p.Names[strings.Clone(ev.Name)]++
		if ev.Channel != "" {
			p.Channels[strings.Clone(ev.Channel)]++
		}
		if ev.Customer != "" {
			customers[ev.Customer] = true
		}
		at := ev.At().UTC()
		if p.First == nil || at.Before(*p.First) {
			p.First = &at
		}
		if p.Last == nil || at.After(*p.Last) {
			p.Last = &at
		}
		if ev.Undated {
			p.Undated++
		}
		if len(p.Events) < show {
			p.Events = append(p.Events, drafted(ev, int(e.lines[i])))
		}
	}
	p.Customers = len(customers)
}

// drafted copies an event out of the memory of its batch.
func drafted(ev *event.Event, line int) Drafted {
	return Drafted{
		Line: line, Customer: event.CustomerID(strings.Clone(string(ev.Customer))), Event: strings.Clone(ev.Name), Time: ev.At(), Undated: ev.Undated,
		Channel: strings.Clone(ev.Channel), ID: strings.Clone(ev.ID), Properties: slices.Clone(ev.Properties), Traits: slices.Clone(ev.Traits),
	}
}

// Table is a table as its first rows show it, before any mapping.
type Table struct {
	File      string     `json:"file"`
	Sheet     string     `json:"sheet,omitempty"` // of several
	Format    Format     `json:"format"`
	Encoding  string     `json:"encoding,omitempty"`
	Delimiter string     `json:"delimiter,omitempty"`
	Columns   []Column   `json:"columns"`
	Rows      [][]string `json:"rows"` // the first few, one text a column
}

// Column is a column as its first rows show it.
type Column struct {
	Name     string   `json:"name"`
	Filled   int      `json:"filled"` // rows with a value, of those looked at
	Distinct int      `json:"distinct"`
	Examples []string `json:"examples"`        // different ones
	Reads    string   `json:"reads"`           // text, number or time
	Times    []string `json:"times,omitempty"` // formats in which its times can be read
}

// Look shows the tables of files, with their first few rows.
func Look(paths []string, show int) ([]Table, error) {
	out := []Table{}
	for _, path := range paths {
		sheets, err := sheetsOf(path)
		if err != nil {
			return nil, readError(path, err)
		}
		for _, s := range sheets {
			t, err := tableAt(path, s, show)
			if err != nil {
				return nil, readError(path, err)
			}
			if len(sheets) > 1 {
				t.Sheet = s
			}
			out = append(out, t)
		}
	}
	return out, nil
}

// tableAt looks at one table.
func tableAt(path, sheet string, show int) (t Table, err error) {
	var read atomic.Int64
	o, err := openTable(path, &Rule{Sheet: sheet}, &read, &shelves{})
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, o.close()) }()
	b, err := o.table.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return t, err
	}
	if b == nil {
		b = &batch{}
	}
	t = Table{File: filepath.Base(path), Format: o.format, Columns: []Column{}, Rows: [][]string{}}
	if o.format == CSV {
		t.Encoding, t.Delimiter = o.dialect.encoding, string(o.dialect.delimiter)
	}
	rows := min(b.rows(), lookRows)
	columns := b.columns(o.table.columns().names, rows)
	for range min(rows, show) {
		t.Rows = append(t.Rows, make([]string, len(columns)))
	}
	for k, c := range columns {
		t.Columns = append(t.Columns, asColumn(c))
		for i, row := range c.rows {
			if row < len(t.Rows) {
				t.Rows[row][k] = strings.Clone(c.values[i])
			}
		}
	}
	return t, nil
}

// asColumn says what a column holds.
func asColumn(c column) Column {
	out := Column{Name: strings.Clone(c.name), Filled: len(c.values), Examples: []string{}, Reads: "text"}
	g := guessColumn(c)
	out.Distinct = g.distinct
	switch {
	case c.list || c.object:
	case isTime(&g):
		out.Reads, out.Times = "time", g.time
	case g.number:
		out.Reads = "number"
	}
	for _, v := range c.values {
		if len(out.Examples) == 5 {
			break
		}
		if !slices.Contains(out.Examples, v) {
			out.Examples = append(out.Examples, strings.Clone(v))
		}
	}
	return out
}

// Period reads a period as files of hand counts write it: a year (2026), a
// quarter (2026-Q1), a month (2026-02), a week (2026-W05, ISO 8601) or a day
// (2026-02-03), as a range [from, to).
func Period(text string, zone *time.Location) (from, to time.Time, ok bool) {
	return period(text, zone)
}

// Check finds what Import would find wrong before it writes anything.
func Check(ctx context.Context, m *Mapping, paths []string, o Options) error {
	if m == nil {
		m = &Mapping{}
	}
	todo, _, err := plan(m, paths)
	if err != nil {
		return err
	}
	im := &importer{ctx: ctx, mapping: m, options: o, shelves: newShelves()}
	jobs, err := im.prepare(todo)
	closeAll(jobs)
	for i := range jobs {
		if j := &jobs[i]; j.opened != nil && j.problem == nil {
			err = errors.Join(err, j.opened.close())
		}
	}
	return err
}
