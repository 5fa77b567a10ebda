// SPDX-License-Identifier: Apache-2.0

// Package eventlog says what every event log of Wend does. The logs themselves
// live below it, one package an engine; eventlogtest is the suite they all
// pass. A log keeps events as they came: durably, each once, forever the same.
// It may import the stages whose interfaces it satisfies.
package eventlog

import (
	"context"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Log is the whole of an event log. Those who use one declare the few methods
// they need; this interface is for the suite and for the composition root. All
// methods are safe for concurrent use.
type Log interface {
	// Append keeps the events and returns when they are durable. Events whose
	// identity is already there are not kept again: with the same content they
	// are duplicates, with another they are conflicts, which the caller
	// quarantines with their place. Nothing points into events afterwards: the
	// caller may use their memory again.
	Append(ctx context.Context, events []event.Event) (event.Receipt, error)

	// Quarantine keeps what could not become an event; Quarantined lists the
	// newest first; Refused counts all of it by source, file and reason, the most
	// rows first.
	Quarantine(ctx context.Context, rows []event.Quarantined) error
	Quarantined(ctx context.Context, of event.Aside) ([]event.Quarantined, error)
	Refused(ctx context.Context) ([]event.Refused, error)

	sequence.Log

	// Timeline returns one customer's events within a scope, in order, at most
	// limit of the newest; 0: all.
	Timeline(ctx context.Context, customer event.CustomerID, of Scope, limit int) ([]Entry, error)

	// Events streams the events within a scope in the order in which they came.
	// Entries are reused; copy what must outlive the call. It stops at yield's
	// first error.
	Events(ctx context.Context, of Scope, yield func(*Entry) error) error

	// Newest returns the events within a scope that came last and match any of
	// some matchers (all, without any): at most limit of those before a position
	// (0: up to now), the newest first.
	Newest(ctx context.Context, of Scope, any []evidence.Matcher, before int64, limit int) ([]Entry, error)

	// Customers returns the customers behind numbers, and Numbers the numbers of
	// customers, 0 for those the log does not know.
	Customers(ctx context.Context, numbers []sequence.CustomerNo) ([]event.CustomerID, error)
	Numbers(ctx context.Context, customers []event.CustomerID) ([]sequence.CustomerNo, error)

	// Search finds customers whose id begins with a text, or of whom any event
	// said it in a trait, in any letter case: at most limit of those numbered
	// below before (0: all), the highest numbers, who came last, first. The empty
	// text finds everybody.
	Search(ctx context.Context, text string, before sequence.CustomerNo, limit int) ([]sequence.CustomerNo, error)

	// Seen tells when customers were seen, one entry each; the zero Seen is of one
	// without events.
	Seen(ctx context.Context, numbers []sequence.CustomerNo) ([]event.Seen, error)

	// Overview tells what is in the log within a scope.
	Overview(ctx context.Context, of Scope) (*event.Overview, error)

	// Names lists the names of the events within a scope, ascending; answers and
	// counts are not among them.
	Names(ctx context.Context, of Scope) ([]string, error)

	// Properties tells which properties the events of a name have.
	Properties(ctx context.Context, name string) ([]event.Property, error)

	// Count tells how many events within a scope match any of some matchers, and
	// how many match each; without any, all do.
	Count(ctx context.Context, of Scope, any ...evidence.Matcher) (event.Matched, error)

	// Erase forgets a customer: every event, and the id. What stays is a hash
	// of each event's identity, so that a sender's retry brings nothing back.
	// It returns how many events it erased.
	Erase(ctx context.Context, customer event.CustomerID) (int64, error)

	// Stats measures the log.
	Stats(ctx context.Context) (Stats, error)

	// Backup copies the log as it is at one position into an empty folder. What
	// belongs to that position elsewhere, and is copied too, meanwhile can: no
	// event is appended while it runs. It may be nil.
	Backup(ctx context.Context, dir string, meanwhile func() error) (position int64, err error)

	Close() error
}

// Scope is a part of the log. The zero value is all of it.
type Scope = sequence.Scope

// Entry is one event of a timeline.
type Entry = event.Entry

// Stats measures a log.
type Stats struct {
	Position    int64 `json:"position"`
	Events      int64 `json:"events"`
	Customers   int64 `json:"customers"`
	Segments    int   `json:"segments"`
	Unsealed    int64 `json:"unsealed"` // events still in the journal
	Quarantined int64 `json:"quarantined"`
	Bytes       int64 `json:"bytes"`
}
