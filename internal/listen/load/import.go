// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// Log is where imported events go.
type Log interface {
	Append(ctx context.Context, events []event.Event) (event.Receipt, error)
	Quarantine(ctx context.Context, rows []event.Quarantined) error
}

// Options tune an import. The zero value is right.
type Options struct {
	Source   event.SourceID // goes before the mapping's
	Progress func(Progress) // called now and then, from one goroutine; nil: nobody looks
	TempDir  string         // for what does not fit in memory; "": the system's
	Workers  int            // goroutines that convert rows; 0: one a core

	lookupMemory int // tests make it small
	chunk        int // events appended at a time; tests make it small
}

// Progress tells how far an import is.
type Progress struct {
	File      string
	Done      int64 // bytes read of all files
	Total     int64
	Rows      int
	Events    int // kept so far, answers not counted
	Answers   int
	Elapsed   time.Duration
	Remaining time.Duration // 0 while it cannot be told

	Duplicates, Quarantined int
}

// Result tells what an import did.
type Result struct {
	Files       []FileResult `json:"files"`
	Rows        int          `json:"rows"`
	Events      int          `json:"events"`     // kept now, answers not counted
	Answers     int          `json:"answers"`    // kept now
	Customers   int          `json:"customers"`  // seen for the first time
	Duplicates  int          `json:"duplicates"` // there already
	Quarantined int          `json:"quarantined"`
	Seconds     float64      `json:"seconds"`
}

// FileResult tells what became of one file.
type FileResult struct {
	File        string         `json:"file"`
	Skipped     string         `json:"skipped,omitempty"` // why it was not read
	Format      Format         `json:"format,omitempty"`
	Encoding    string         `json:"encoding,omitempty"`
	Delimiter   string         `json:"delimiter,omitempty"`
	Rows        int            `json:"rows"`
	Passed      int            `json:"passed,omitempty"` // rows that the rule's where left out
	Silent      int            `json:"silent,omitempty"` // rows that gave no event, since nothing in them had happened
	Events      int            `json:"events"`
	Answers     int            `json:"answers"`
	Duplicates  int            `json:"duplicates"`
	Quarantined int            `json:"quarantined"`
	Reasons     map[string]int `json:"reasons,omitempty"` // of the quarantined, by reason
	Undated     int            `json:"undated,omitempty"`
	EmptyTraces int            `json:"empty_traces,omitempty"` // XES traces without events
	Problem     string         `json:"problem,omitempty"`      // why reading ended early
}

// Import reads files into the log. m may be nil for files that need no mapping.
// Whatever can be found wrong with the mapping is found before anything is
// written and comes back as an error. Bad rows go to the quarantine; a file that
// breaks off is reported in its result and what came before is kept. After an
// error what was acknowledged stays, and importing again completes it.
func Import(ctx context.Context, log Log, m *Mapping, paths []string, o Options) (*Result, error) {
	began := time.Now()
	if m == nil {
		m = &Mapping{}
	}
	todo, skipped, err := plan(m, paths)
	if err != nil {
		return nil, err
	}
	im := &importer{ctx: ctx, log: log, mapping: m, options: o, result: &Result{Files: []FileResult{}}, began: began, shelves: newShelves()}
	for _, w := range todo {
		im.total += w.size
	}
	jobs, err := im.prepare(todo)
	defer func() { closeAll(jobs) }()
	if err != nil {
		return nil, err
	}
	for i := range jobs {
		if err := im.file(&jobs[i]); err != nil {
			im.result.Seconds = time.Since(began).Seconds()
			return im.result, err
		}
	}
	im.result.Files = append(im.result.Files, skipped...)
	im.result.Seconds = time.Since(began).Seconds()
	return im.result, nil
}

// importer is one import.
type importer struct {
	ctx     context.Context
	log     Log
	mapping *Mapping
	options Options
	result  *Result
	total   int64 // bytes of all files
	read    atomic.Int64
	rows    int // appended so far
	began   time.Time
	told    time.Time
	shelves *shelves
}

// job is a file ready to be read.
type job struct {
	work
	opened  *opened
	program *program
	first   *batch // read already, to look at
	problem error  // found on opening; the file is not read
	result  FileResult
}

// called is how the file is called in results.
func (j *job) called() string {
	if j.opened == nil || j.opened.sheet == "" {
		return j.name
	}
	return sheetName(j.name, j.opened.sheet)
}

func closeAll(jobs []job) {
	for i := range jobs {
		if jobs[i].program != nil {
			for _, j := range jobs[i].program.joins {
				_ = j.lookup.close() // temporary files at worst
			}
		}
	}
}

// prepare opens every file, binds its rule and tries the first rows, so that a
// mapping that does not fit fails before anything is written.
func (im *importer) prepare(todo []work) ([]job, error) {
	jobs := make([]job, len(todo))
	var faults fault.List
	for i, w := range todo {
		j := &jobs[i]
		j.work = w
		j.result.File = w.name
		if err := im.open(j, &faults); err != nil {
			return jobs, err
		}
		if j.first != nil && len(faults) == 0 {
			im.try(j, &faults)
		}
	}
	faults.Sort()
	return jobs, faults.Err()
}

// open opens a file, reads its first batch and binds the rule. A file that
// cannot be read at all is a problem of its own; the others go on.
func (im *importer) open(j *job, faults *fault.List) (err error) {
	j.opened, err = openTable(j.path, j.rule, &im.read, im.shelves)
	if err == nil {
		j.first, err = j.opened.table.next()
	}
	var m *misfit
	if errors.As(err, &m) {
		j.rule.checker(faults, j.path).Fault(m.at, m.remedy, "%s", m.message)
		return nil
	}
	if err != nil && (j.opened == nil || !errors.Is(err, io.EOF)) {
		if j.opened != nil {
			err = errors.Join(err, j.opened.close())
		}
		if j.problem = readError(j.path, err); fault.CodeOf(j.problem) == fault.Internal {
			return j.problem
		}
		return nil
	}
	if j.first == nil {
		j.first = &batch{width: len(j.opened.table.columns().names)}
	}
	j.result.Format, j.result.File = j.opened.format, j.called()
	if j.opened.format == CSV {
		j.result.Encoding, j.result.Delimiter = j.opened.dialect.encoding, string(j.opened.dialect.delimiter)
	}
	return im.bind(j, faults)
}

// bind binds the job's rule to its table and loads what it joins.
func (im *importer) bind(j *job, faults *fault.List) error {
	zone, err := calendar.Zone(cmp.Or(j.rule.Zone, im.mapping.Zone))
	if err != nil {
		return err
	}
	columns := j.opened.table.columns()
	rule := j.rule
	if j.opened.format == XES {
		rule = rule.withXESDefaults(j.first)
		rule.Format = XES
	}
	p := &program{rule: rule, source: im.source(j.name), columns: columns, base: len(columns.names), zone: zone}
	j.program = p
	b := &binder{rule: rule, columns: columns, faults: faults, check: j.rule.checker(faults, j.path), zone: zone, source: p.source, samples: j.samples()}
	if err := im.join(j, b); err != nil {
		return err
	}
	b.bind(p)
	return nil
}

// source is the name under which a file's events are kept.
func (im *importer) source(file string) event.SourceID {
	name, _, _ := strings.Cut(strings.TrimSuffix(file, ".gz"), ".")
	return cmp.Or(im.options.Source, im.mapping.Source, event.SourceID(name))
}

// sampleRows is how many rows are looked at to find how a column is written.
const sampleRows = 2000

// samples returns a function that reads what is not blank in the file's first
// rows, joined and filtered as the rule says.
func (j *job) samples() func(s *slot, numbers bool) []string {
	e := &emitter{program: j.program, shelves: &shelves{}}
	return func(s *slot, numbers bool) (out []string) {
		for i := range min(j.first.rows(), sampleRows) {
			if e.load(j.first, i) != nil || e.where.Tree != nil && !e.where.EvalTexts(e.column) {
				continue
			}
			if !numbers && s.column >= 0 && e.kindOf(s.column) == numberField {
				continue
			}
			if v := strings.TrimSpace(e.text(s)); v != "" {
				out = append(out, v)
			}
		}
		return out
	}
}

// try converts the first rows without keeping them. If none of them gives an
// event and some are refused, the mapping is at fault, not the rows; if none of
// them is a row at all, the file is.
func (im *importer) try(j *job, faults *fault.List) {
	bad, rows, remedy := j.first.bad, len(j.first.bad), "mend the file, or what the rule for %s says of its form"
	if j.first.rows() > 0 {
		out := newEmitter(j.program, j.path, &shelves{}).emit(j.first.head(1000))
		if len(out.events) > 0 {
			return
		}
		bad, rows, remedy = out.bad, out.rows, "mend the rule for %s in the mapping"
	}
	if len(bad) == 0 {
		return
	}
	f := fault.New(fault.Invalid, "none of the first %d rows can be kept; the first: %s", rows, bad[0].Message).At(bad[0].Place)
	faults.Add(f.WithRemedy(remedy, j.rule.File))
}

// join loads the files that a rule joins and adds their columns.
func (im *importer) join(j *job, b *binder) error {
	if len(j.rule.Join) > 0 && b.columns.open {
		b.check.Fault("join", "turn the file into CSV or Parquet", "JSON and XES cannot be joined to others")
		return nil
	}
	for i := range j.rule.Join {
		r := &j.rule.Join[i]
		bound, err := im.loadJoin(j, r, b, i)
		if err != nil {
			return err
		}
		if bound != nil {
			j.program.joins = append(j.program.joins, *bound)
		}
	}
	return nil
}

func tempDir(dir string) string { return cmp.Or(dir, os.TempDir()) }
