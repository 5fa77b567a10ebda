// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/keyset"
	"github.com/wendcx/wend/internal/listen/event"
)

const (
	chunkEvents = 200_000  // appended at a time
	chunkBytes  = 96 << 20 // of JSON in one chunk, about
)

// chunk is events on their way to the log.
type chunk struct {
	events  []event.Event
	lines   []int32
	bad     []event.Quarantined
	bytes   int
	rows    int
	backing backing // in which the events lie
}

// newChunk returns an empty chunk.
func (s *shelves) newChunk() *chunk {
	c := s.chunks.take()
	if c == nil {
		c = &chunk{}
	}
	*c = chunk{events: c.events[:0], lines: c.lines[:0], backing: c.backing}
	return c
}

// file imports one file: one goroutine reads, several convert, one appends, in
// the order of the file.
func (im *importer) file(j *job) (err error) {
	if j.problem != nil {
		j.result.Problem = j.problem.Error()
		im.add(j.result)
		return nil
	}
	counter, err := keyset.NewCounter(tempDir(im.options.TempDir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, counter.Close(), j.opened.close()) }()

	group, ctx := newWorkers(im.ctx, j.path)
	workers := cmp.Or(im.options.Workers, runtime.GOMAXPROCS(0))
	ordered := make(chan chan *emitted, 2*workers)
	batches := make(chan converting)
	chunks := make(chan *chunk)
	var broken error // what ended the reading early, if anything
	group.Go(func() error {
		defer close(ordered)
		defer close(batches)
		broken = j.readAll(ctx, batches, ordered)
		return ctx.Err()
	})
	for range workers {
		group.Go(func() error {
			e := newEmitter(j.program, j.called(), im.shelves)
			for c := range batches {
				c.out <- e.emit(c.batch)
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(chunks)
		return im.gather(ctx, j, ordered, chunks)
	})
	group.Go(func() error {
		for c := range chunks {
			if err := im.append(ctx, j, c, counter); err != nil {
				return err
			}
			c.backing.giveBack(im.shelves)
			im.shelves.chunks.give(c)
		}
		return nil
	})
	err = group.Wait()
	if broken != nil && !errors.Is(broken, io.EOF) && err == nil {
		j.result.Problem = readError(j.path, broken).Error()
	}
	if x, ok := j.opened.table.(*xesTable); ok {
		j.result.EmptyTraces = x.empty
	}
	im.add(j.result)
	return err
}

// workers are goroutines of which a panic fails the file that they read, not the
// process: what a file holds is somebody else's.
type workers struct {
	*errgroup.Group
	path string
}

func newWorkers(ctx context.Context, path string) (*workers, context.Context) {
	group, ctx := errgroup.WithContext(ctx)
	return &workers{group, path}, ctx
}

// Go runs do beside the others.
func (w *workers) Go(do func() error) {
	w.Group.Go(func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("read %s: panic: %v\n%s", w.path, p, debug.Stack())
			}
		}()
		return do()
	})
}

// converting is a batch with where to put what becomes of it.
type converting struct {
	batch *batch
	out   chan *emitted
}

// readAll reads the table to its end and hands the batches out.
func (j *job) readAll(ctx context.Context, batches chan<- converting, ordered chan<- chan *emitted) error {
	b, err := j.first, error(nil)
	for err == nil {
		c := converting{b, make(chan *emitted, 1)}
		select {
		case ordered <- c.out:
		case <-ctx.Done():
			return nil
		}
		select {
		case batches <- c:
		case <-ctx.Done():
			return nil
		}
		b, err = j.opened.table.next()
	}
	return err
}

// gather joins what batches became into chunks.
func (im *importer) gather(ctx context.Context, j *job, ordered <-chan chan *emitted, chunks chan<- *chunk) error {
	size := cmp.Or(im.options.chunk, chunkEvents)
	c := im.shelves.newChunk()
	trace := int32(0) // the last one whose attributes an event carries
	flush := func() error {
		select {
		case chunks <- c:
			c = im.shelves.newChunk()
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for out := range ordered {
		var e *emitted
		select {
		case e = <-out:
		case <-ctx.Done():
			return ctx.Err()
		}
		if e.firstTrace != 0 && e.firstTrace == trace {
			e.events[e.firstAt].Traits = nil // the batch did not know of the one before
		}
		if e.lastTrace != 0 {
			trace = e.lastTrace
		}
		c.take(e, size)
		j.result.Rows += e.rows
		j.result.Passed += e.passed
		j.result.Silent += e.rows - len(e.bad) - e.kept - e.passed
		im.shelves.emitted.give(e)
		if len(c.events) >= size || c.bytes >= chunkBytes || len(c.bad) >= size {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if len(c.events)+len(c.bad) == 0 {
		return nil
	}
	return flush()
}

// take adds a batch to a chunk of about so many events. Once it has some, room is made for
// all: to grow step by step would copy them several times.
func (c *chunk) take(e *emitted, size int) {
	if n := len(c.events) + len(e.events); n > cap(c.events) && n > size/16 {
		room := max(size+size/16, n)
		c.events, c.lines = slices.Grow(c.events, room-len(c.events)), slices.Grow(c.lines, room-len(c.lines))
	}
	c.events, c.lines = append(c.events, e.events...), append(c.lines, e.lines...)
	c.bad = append(c.bad, e.bad...)
	for i := range e.events {
		c.bytes += len(e.events[i].Properties) + len(e.events[i].Traits)
	}
	c.rows += e.rows
	c.backing.add(e.backing)
}

// describe writes an event for the quarantine, where its row is gone.
func describe(e *event.Event) []byte {
	line := fmt.Sprintf("%s %s %s %s", e.Customer, e.Name, e.At().Format(time.RFC3339Nano), e.Properties)
	return []byte(line[:min(len(line), event.MaxRaw)])
}

// append puts a chunk into the log and what could not be kept into the
// quarantine.
func (im *importer) append(ctx context.Context, j *job, c *chunk, counter *keyset.Counter) error {
	if err := countRepeats(c.events, counter); err != nil {
		return err
	}
	receipt, err := im.log.Append(ctx, c.events)
	if err != nil {
		return fmt.Errorf("import %s: %w", j.name, err)
	}
	for _, i := range receipt.Conflicts {
		e := &c.events[i]
		message := fmt.Sprintf("another event with the message id %q was kept", e.ID)
		if e.Name == event.CountGiven {
			message = "another count of this step, channel and period was kept"
		}
		c.bad = append(c.bad, event.Quarantined{
			Source: e.Source, Place: fault.Place{File: j.called(), Line: int(c.lines[i])}, Reason: event.Conflict, Raw: describe(e),
			Message: message,
		})
	}
	if err := im.log.Quarantine(ctx, c.bad); err != nil {
		return fmt.Errorf("import %s: %w", j.name, err)
	}
	j.result.count(c, receipt)
	im.result.Customers += receipt.Customers
	im.tell(j, c.rows)
	return nil
}

// countRepeats numbers identical rows without a message id, so that true
// duplicates in a file stay and a second import of the file adds nothing.
func countRepeats(events []event.Event, counter *keyset.Counter) error {
	var keys []uint64
	var of []int
	var scratch []byte
	for i := range events {
		if events[i].ID == "" {
			var sum uint64
			sum, scratch = events[i].Sum(scratch)
			keys, of = append(keys, sum), append(of, i)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	before := make([]uint64, len(keys))
	if err := counter.Add(keys, before); err != nil {
		return err
	}
	for k, i := range of {
		events[i].Repeat = uint32(before[k])
	}
	return nil
}

// count adds up what became of a chunk.
func (r *FileResult) count(c *chunk, receipt event.Receipt) {
	skipped := make(map[int]bool, len(receipt.Duplicates)+len(receipt.Conflicts))
	for _, list := range [][]int{receipt.Duplicates, receipt.Conflicts} {
		for _, i := range list {
			skipped[i] = true
		}
	}
	for i := range c.events {
		switch {
		case skipped[i]:
			continue
		case c.events[i].Name == event.AnswerGiven:
			r.Answers++
		default:
			r.Events++
		}
		if c.events[i].Undated {
			r.Undated++
		}
	}
	r.Duplicates += len(receipt.Duplicates)
	r.Quarantined += len(c.bad)
	for _, q := range c.bad {
		if r.Reasons == nil {
			r.Reasons = map[string]int{}
		}
		r.Reasons[string(q.Reason)]++
	}
}

// add adds a file's result to the import's.
func (im *importer) add(r FileResult) {
	t := im.result
	t.Files = append(t.Files, r)
	t.Rows += r.Rows
	t.Events += r.Events
	t.Answers += r.Answers
	t.Duplicates += r.Duplicates
	t.Quarantined += r.Quarantined
}

// tell reports progress, a few times a second at most.
func (im *importer) tell(j *job, rows int) {
	im.rows += rows
	if im.options.Progress == nil || time.Since(im.told) < 200*time.Millisecond {
		return
	}
	im.told = time.Now()
	p := Progress{File: j.name, Done: min(im.read.Load(), im.total), Total: im.total, Rows: im.rows, Elapsed: time.Since(im.began)}
	p.Events, p.Answers = im.result.Events+j.result.Events, im.result.Answers+j.result.Answers
	p.Duplicates, p.Quarantined = im.result.Duplicates+j.result.Duplicates, im.result.Quarantined+j.result.Quarantined
	if p.Done > 0 && p.Done < p.Total {
		p.Remaining = time.Duration(float64(p.Elapsed) * float64(p.Total-p.Done) / float64(p.Done))
	}
	im.options.Progress(p)
}
