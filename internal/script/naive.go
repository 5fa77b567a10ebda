// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"strings"
)

// Naive is an engine of slow Go that is obviously right.
type Naive struct{}

// Name is "naive".
func (Naive) Name() string { return "naive" }

// Answer forms instances and counts.
func (Naive) Answer(ctx context.Context, w *World, q *Question) (*Table, error) {
	if q.Verb == "instances" {
		return naiveInstances(w, q)
	}
	x, err := w.instances(ctx, w.memory(), nil, q)
	if err != nil {
		return nil, err
	}
	switch q.Verb {
	case "variants", "transitions", "starts", "ends", "rework", "durations", "levels", "totals":
		return naivePaths(x, q)
	case "funnel", "histogram":
		return naiveFunnel(x, q)
	case "retention", "lifecycle", "stickiness":
		return naivePeriods(x, q)
	case "continuity":
		return naiveContinuity(x), nil
	case "returns":
		return naiveReturns(x, q)
	}
	return nil, declined(q.Verb)
}

// naiveInstances lists instances by customer and start.
func naiveInstances(w *World, q *Question) (*Table, error) {
	if w.Journey == nil {
		return nil, declined("instances without a journey")
	}
	out := newTable("customer value outcome path")
	for _, x := range form(w, q.AsOf.UnixMicro()) {
		out.add(x.customer, x.value, x.outcome(w.Journey.Files[0].Journey, q.AsOf.UnixMicro()), strings.Join(x.path, " "))
	}
	return out, nil
}
