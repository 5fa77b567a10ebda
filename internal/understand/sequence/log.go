// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"

	"github.com/wendcx/wend/internal/define/evidence"
)

// CustomerNo is a customer as the event log numbers them, from 1; 0 is nobody.
// Numbers are for counting and sorting; they mean something only within one
// log, which knows the customer behind each.
type CustomerNo uint32

// Selection says which events Visits streams and what of them. The zero
// Selection matches nothing.
type Selection struct {
	Classes  []evidence.Matcher // an event belongs to the first that matches it; others are left out
	Where    *evidence.Tree     // only events for which this holds
	Fields   []evidence.Field   // read beside each event, as JSON
	Channels []string           // names of channels to tell apart
	After    int64              // only events past this log position
	Upto     int64              // only events at or before this log position; 0: all
	Until    int64              // only events at or before this time (microseconds UTC); 0: all
	Of       []CustomerNo       // only these customers; nil: all
	Share    [2]int             // with {i, n}: the i-th of n equal shares of all customers; n 0: all
}

// Visits is a batch of events that matched, as columns of equal length. The
// order is the log's own: none. Batches are reused; copy what must outlive the
// call. Texts point into the batch's memory.
type Visits struct {
	Customer []uint32
	Class    []uint16 // index in Selection.Classes
	Time     []int64  // microseconds UTC
	Seq      []int64
	Key      []uint64 // the event's identity
	Undated  []bool
	Channel  []uint16   // index in Selection.Channels plus one; 0 for any other
	Fields   [][]string // one column for each of Selection.Fields; "" where absent
}

// Traits is what was known of a customer from one moment on: the traits one
// event carried, as a JSON object.
type Traits struct {
	Customer CustomerNo
	Time     int64
	Object   []byte
}

// Log is where visits come from.
type Log interface {
	// Visits streams the selected events in batches of any size and returns the
	// log position it has read up to. It stops at yield's first error.
	Visits(ctx context.Context, s Selection, yield func(*Visits) error) (position int64, err error)

	// Traits streams what events said of customers, unordered. Of the selection
	// After, Upto, Until and Of count.
	Traits(ctx context.Context, s Selection, yield func(Traits) error) error
}

// nothing is a log without events.
type nothing struct{}

// Visits is part of Log.
func (nothing) Visits(context.Context, Selection, func(*Visits) error) (int64, error) { return 0, nil }

// Traits is part of Log.
func (nothing) Traits(context.Context, Selection, func(Traits) error) error { return nil }
