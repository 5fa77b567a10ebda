// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Index is our own way: instances as columns, and a kernel a question.
type Index struct {
	name string
	// open returns a log with a world's events, the condition under which it has
	// no others, and what turns its numbers into customers.
	open func(ctx context.Context, w *World) (sequence.Log, *evidence.Tree, customers, error)
}

// Memory is Index over a log in memory, which evaluates evidence in Go.
func Memory() *Index {
	return &Index{"index", func(_ context.Context, w *World) (sequence.Log, *evidence.Tree, customers, error) {
		log := w.memory()
		return log, nil, func(_ context.Context, no uint32) (event.CustomerID, error) { return log.Customer(no), nil }, nil
	}}
}

// OnDisk is Index over an event log on disk, which evaluates evidence in DuckDB.
// All worlds go into the one log: each is a source of its own, with customers of
// its own.
func OnDisk(log eventlog.Log) *Index {
	kept := map[*World]event.SourceID{}
	return &Index{"duckdb", func(ctx context.Context, w *World) (sequence.Log, *evidence.Tree, customers, error) {
		source, ok := kept[w]
		if !ok {
			source = event.SourceID(fmt.Sprintf("world%d", len(kept)))
			kept[w] = source
			if err := keep(ctx, log, source, w.Events); err != nil {
				return nil, nil, nil, err
			}
		}
		where, err := evidence.ParseExpression("event.source="+string(source), evidence.EventField)
		return log, where, func(ctx context.Context, no uint32) (event.CustomerID, error) {
			ids, err := log.Customers(ctx, []sequence.CustomerNo{sequence.CustomerNo(no)})
			if err != nil {
				return "", err
			}
			_, name, _ := strings.Cut(string(ids[0]), "/")
			return event.CustomerID(name), nil
		}, err
	}}
}

// keep appends the events of a world to a log.
func keep(ctx context.Context, log eventlog.Log, source event.SourceID, events []event.Event) error {
	mine := make([]event.Event, len(events))
	for i, e := range events {
		e.Source, e.Customer = source, event.CustomerID(string(source)+"/"+string(e.Customer))
		mine[i] = e
	}
	receipt, err := log.Append(ctx, mine)
	if err == nil && receipt.Added != len(events) {
		err = fmt.Errorf("the log took %d of %d events", receipt.Added, len(events))
	}
	return err
}

// Name is "index" in memory, "duckdb" on disk.
func (e *Index) Name() string { return e.name }

// Answer builds the world's instances and asks the kernel.
func (e *Index) Answer(ctx context.Context, w *World, q *Question) (*Table, error) {
	log, where, who, err := e.open(ctx, w)
	if err != nil {
		return nil, err
	}
	x, err := w.instances(ctx, log, where, q)
	if err != nil {
		return nil, err
	}
	switch q.Verb {
	case "instances":
		return listed(ctx, x, who)
	case "variants", "transitions", "starts", "ends", "rework", "durations", "levels", "totals":
		return indexPaths(ctx, x, q)
	case "funnel", "histogram":
		return indexFunnel(ctx, x, q)
	case "retention", "lifecycle", "stickiness":
		return indexPeriods(ctx, x, q)
	case "continuity":
		return indexContinuity(ctx, x)
	case "returns":
		return indexReturns(ctx, x, q)
	}
	return nil, declined(q.Verb)
}

// listed lists instances by customer and start.
func listed(ctx context.Context, x *sequence.Instances, who customers) (*Table, error) {
	out := newTable("customer value outcome path")
	for i := range x.Len() {
		name, err := who(ctx, x.Customer(i))
		if err != nil {
			return nil, err
		}
		var path []string
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			step := string(x.Plan.Steps[x.Step(v)].ID)
			if x.Failed(v) {
				step += "!"
			}
			path = append(path, step)
		}
		out.add(string(name), x.Value(i), x.Outcome(i), strings.Join(path, " "))
	}
	return out, nil
}
