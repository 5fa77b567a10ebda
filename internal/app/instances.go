// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Instances builds the instances of a journey, or, with nil documents, those of
// all events: each customer's whole history is one.
func (a *App) Instances(ctx context.Context, docs *workspace.Documents, q sequence.Question) (*sequence.Instances, error) {
	var plan *sequence.Plan
	var err error
	if docs != nil {
		plan, err = sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace, q.Segment)
	} else {
		plan, err = a.eventsPlan(ctx, q)
	}
	if err != nil {
		return nil, err
	}
	return sequence.Build(ctx, a.Index, plan, q)
}

// eventsPlan makes a step of every name in the log; answers and counts are no
// steps.
func (a *App) eventsPlan(ctx context.Context, q sequence.Question) (*sequence.Plan, error) {
	names, err := a.Log.Names(ctx, eventlog.Scope{Where: q.Where, AsOf: q.AsOf})
	if err != nil {
		return nil, err
	}
	return sequence.EventsPlan(names, &journey.Workspace{})
}
