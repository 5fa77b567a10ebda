// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// names lists what events are called, in the order in which they occur.
func (w *World) names() (out []string) {
	for _, e := range w.Events {
		if !event.Reserved(e.Name) && e.Traits == nil && !slices.Contains(out, e.Name) {
			out = append(out, e.Name)
		}
	}
	return out
}

// plan makes the world's journey ready to run, or all its events and those that
// a question names.
func (w *World) plan(q *Question) (*sequence.Plan, error) {
	if w.Journey != nil {
		return sequence.NewPlan(w.Journey.Files[0].Journey, &w.Journey.Workspace)
	}
	names := w.names()
	for _, name := range q.names() {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return sequence.EventsPlan(names, &journey.Workspace{})
}

// instances builds the world's instances from a log.
func (w *World) instances(ctx context.Context, log sequence.Log, where *evidence.Tree, q *Question) (*sequence.Instances, error) {
	plan, err := w.plan(q)
	if err != nil {
		return nil, err
	}
	return sequence.Build(ctx, log, plan, sequence.Question{Where: where, AsOf: q.AsOf})
}

// memory is a log of the world's events in memory.
func (w *World) memory() *sequencetest.Log {
	log := &sequencetest.Log{}
	for _, e := range w.Events {
		log.Add(e)
	}
	return log
}

// customers tells which customer a log means by a number.
type customers func(ctx context.Context, number uint32) (event.CustomerID, error)
