// SPDX-License-Identifier: Apache-2.0

package upload

import (
	"context"
	"errors"
	"slices"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/load"
)

// Tables shows the tables of an import's files, with their first few rows.
func (q *Queue) Tables(id ID, show int) ([]load.Table, error) {
	i, err := q.ready(id)
	if err != nil {
		return nil, err
	}
	out, err := load.Look(q.paths(&i), show)
	return out, q.plain(id, err)
}

// Preview shows what an import would make of the first rows under a mapping, ""
// for none, and writes nothing.
func (q *Queue) Preview(ctx context.Context, id ID, mapping string, show int) (*load.Preview, error) {
	i, err := q.ready(id)
	if err != nil {
		return nil, err
	}
	m, err := i.parse(mapping)
	if err != nil {
		return nil, err
	}
	out, err := load.PreviewOf(ctx, m, q.paths(&i), show, load.Options{TempDir: q.folder(id)})
	if err != nil {
		return nil, q.plain(id, err)
	}
	for k := range out.Tables {
		out.Tables[k].Problem = q.words(id, out.Tables[k].Problem)
	}
	return out, nil
}

// ready returns an import whose files are still there.
func (q *Queue) ready(id ID) (Import, error) {
	i, err := q.Import(id)
	if err == nil && !i.Kept {
		err = fault.New(fault.Conflict, "the files of this import are gone").WithRemedy("upload them again; nothing is added twice")
	}
	return i, err
}

// parse reads a mapping; nil for none where the files need none.
func (i *Import) parse(mapping string) (*load.Mapping, error) {
	switch {
	case mapping != "":
		return load.ParseMapping("mapping", []byte(mapping))
	case i.NeedsMapping:
		return nil, fault.New(fault.Invalid, "the files need a mapping that says what their columns mean").WithRemedy("begin with the one that is suggested")
	}
	return nil, nil
}

// Start checks the mapping against the files and puts the import in line.
func (q *Queue) Start(ctx context.Context, id ID, mapping string) (Import, error) {
	i, err := q.ready(id)
	if err != nil {
		return Import{}, err
	}
	m, err := i.parse(mapping)
	if err != nil {
		return Import{}, err
	}
	if err := load.Check(ctx, m, q.paths(&i), load.Options{TempDir: q.folder(id)}); err != nil {
		return Import{}, q.plain(id, err)
	}
	return q.change(id, func(r *record) error {
		if r.State == Running || r.State == Waiting {
			return fault.New(fault.Conflict, "the import is under way already").WithRemedy("wait for it, or cancel it")
		}
		r.State, r.Mapping, r.canceled = Waiting, mapping, false
		r.StartedAt, r.EndedAt, r.Progress, r.Result, r.Problem = nil, nil, nil, nil, nil
		q.waiting = append(q.waiting, id)
		select {
		case q.wake <- struct{}{}:
		default:
		}
		return nil
	})
}

// Cancel breaks an import off. What it added stays.
func (q *Queue) Cancel(id ID) (Import, error) {
	return q.change(id, func(r *record) error {
		switch r.State {
		case Waiting:
			q.waiting = slices.DeleteFunc(q.waiting, func(w ID) bool { return w == id })
			r.State = Canceled
		case Running:
			r.canceled = true
			r.cancel()
		default:
			return fault.New(fault.Conflict, "the import is not under way").WithRemedy("look at what became of it")
		}
		return nil
	})
}

// change changes an import, saves it and tells of it.
func (q *Queue) change(id ID, how func(*record) error) (Import, error) {
	q.mu.Lock()
	r, err := q.find(id)
	if err == nil {
		err = how(r)
	}
	if err == nil {
		err = q.save(&r.Import)
	}
	if err != nil {
		q.mu.Unlock()
		return Import{}, err
	}
	out := r.Import
	q.mu.Unlock()
	q.o.Told(out)
	return out, nil
}

// work imports what waits until the queue is closed.
func (q *Queue) work() {
	for {
		select {
		case <-q.stopped.Done():
			return
		case <-q.wake:
		}
		for {
			ctx, i, ok := q.next()
			if !ok {
				break
			}
			q.run(ctx, i)
		}
	}
}

// next takes the import that has waited longest.
func (q *Queue) next() (context.Context, Import, bool) {
	q.mu.Lock()
	if len(q.waiting) == 0 || q.stopped.Err() != nil {
		q.mu.Unlock()
		return nil, Import{}, false
	}
	r := q.imports[q.waiting[0]]
	q.waiting = q.waiting[1:]
	ctx, cancel := context.WithCancel(q.stopped)
	now := q.o.Clock().UTC()
	r.cancel, r.State, r.StartedAt, r.Progress = cancel, Running, &now, &Progress{Total: r.Bytes}
	if err := q.save(&r.Import); err != nil { // it runs all the same; what becomes of it is saved again
		q.o.Logger.Error("an import cannot be saved", "id", r.ID, "error", err)
	}
	out := r.Import
	q.mu.Unlock()
	q.o.Told(out)
	return ctx, out, true
}

// counting is a log that remembers how far it grew, and says of the rows that are
// refused which import they came with.
type counting struct {
	load.Log
	id       ID
	position int64
	added    int
}

// Quarantine is part of load.Log.
func (c *counting) Quarantine(ctx context.Context, rows []event.Quarantined) error {
	for i := range rows {
		rows[i].Import = string(c.id)
	}
	return c.Log.Quarantine(ctx, rows)
}

// Append is part of load.Log.
func (c *counting) Append(ctx context.Context, events []event.Event) (event.Receipt, error) {
	r, err := c.Log.Append(ctx, events)
	c.position, c.added = max(c.position, r.Position), c.added+r.Added
	return r, err
}

// run imports.
func (q *Queue) run(ctx context.Context, i Import) {
	log := &counting{Log: q.log, id: i.ID}
	m, err := i.parse(i.Mapping)
	var result *load.Result
	if err == nil {
		result, err = load.Import(ctx, log, m, q.paths(&i), load.Options{TempDir: q.folder(i.ID), Progress: func(p load.Progress) { q.progress(i.ID, p) }})
	}
	if log.added > 0 {
		q.o.Added(log.position)
	}
	if _, err := q.change(i.ID, func(r *record) error { q.end(r, result, err); return nil }); err != nil {
		q.o.Logger.Error("an import cannot be saved", "id", i.ID, "error", err)
	}
}

// progress notes how far an import is and tells of it; it is not saved.
func (q *Queue) progress(id ID, p load.Progress) {
	q.mu.Lock()
	r := q.imports[id]
	r.Progress = &Progress{
		File: p.File, Done: p.Done, Total: p.Total, Rows: p.Rows, Events: p.Events, Answers: p.Answers, Duplicates: p.Duplicates, Quarantined: p.Quarantined,
		Seconds: p.Elapsed.Seconds(), RemainingS: p.Remaining.Seconds(),
	}
	out := r.Import
	q.mu.Unlock()
	q.o.Told(out)
}

// end notes what became of an import. Its files go where all of their rows were
// kept.
func (q *Queue) end(r *record, result *load.Result, err error) {
	now := q.o.Clock().UTC()
	r.cancel()
	r.EndedAt, r.cancel, r.Result = &now, nil, result
	if result != nil {
		for k := range result.Files {
			result.Files[k].Problem = q.words(r.ID, result.Files[k].Problem)
		}
	}
	switch {
	case err == nil:
		r.State = Done
		if whole(result) {
			q.drop(r)
		}
	case r.canceled:
		r.State = Canceled
	case q.stopped.Err() != nil:
		r.State = Interrupted
	default:
		r.State, r.Problem = Failed, q.problem(r.ID, err)
	}
}

// whole reports whether every row was kept.
func whole(r *load.Result) bool {
	return r.Quarantined == 0 && !slices.ContainsFunc(r.Files, func(f load.FileResult) bool { return f.Problem != "" })
}

// problem is an error as people are told.
func (q *Queue) problem(id ID, err error) *Problem {
	err = q.plain(id, err)
	var list fault.List
	var f *fault.Fault
	switch {
	case errors.As(err, &list) && len(list) > 0:
		f = list[0]
	case errors.As(err, &f):
	default:
		q.o.Logger.Error("an import failed", "id", id, "error", err)
		f = fault.New(fault.Internal, "something went wrong on the server").WithRemedy("start the import again; the server's log has the details")
	}
	return &Problem{Message: f.Message, Remedy: f.Remedy, File: f.File, Line: f.Line, Column: f.Column}
}
