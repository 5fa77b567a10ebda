// SPDX-License-Identifier: Apache-2.0

// Package ask holds the questions that people ask of journeys, one type each:
// whose instances they are about, by group or against others, what they want to
// know, and the answer with what it is about. A command, a request and a screen
// ask with the same type and get the same answer, because its rules live here.
// It may import define, listen/event, stat and the rooms of understand.
package ask

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Log is what questions need of an event log.
type Log interface {
	sequence.Log

	// Names lists the names of the events within a scope, ascending.
	Names(ctx context.Context, of sequence.Scope) ([]string, error)

	// Overview tells what is in the log within a scope.
	Overview(ctx context.Context, of sequence.Scope) (*event.Overview, error)

	// Count tells how many events within a scope match any of some matchers, of how
	// many customers; without any, all do.
	Count(ctx context.Context, of sequence.Scope, any ...evidence.Matcher) (event.Matched, error)

	// Customers returns the customers behind numbers.
	Customers(ctx context.Context, numbers []sequence.CustomerNo) ([]event.CustomerID, error)

	CustomerLog
}

// Desk is where questions are asked. It is safe for concurrent use.
type Desk struct {
	Log   Log
	Index *sequence.Cache // the log, with instances that are kept between questions
	Clock func() time.Time

	// Workspace returns all documents, for questions that name no journey.
	Workspace func() (*journey.Workspace, error)

	// Accepted returns the deviations that are accepted on a journey. It may be nil:
	// then none are.
	Accepted func(ctx context.Context, of journey.ID) ([]conformance.Accepted, error)
}
