// SPDX-License-Identifier: Apache-2.0

package event

import (
	"cmp"
	"time"
)

// Entry is an event as a log keeps it: with its place.
type Entry struct {
	Event
	Position int64
	Key      uint64
}

// MessageID is the id under which the event is known, also where it came without
// one.
func (e *Entry) MessageID() string { return cmp.Or(e.ID, DerivedID(e.Key)) }

// Matched tells how many events match, and of how many customers they are.
type Matched struct {
	Events    int64   `json:"events"`
	Customers int64   `json:"customers"`
	Each      []Share `json:"each"` // of each matcher by itself; an event may match several
	Position  int64   `json:"position"`
}

// Share is what one of several matchers finds.
type Share struct {
	Events    int64 `json:"events"`
	Customers int64 `json:"customers"`
}

// Seen is what a log's events show of a customer at a glance.
type Seen struct {
	Events int64     `json:"events"`
	First  time.Time `json:"first"`
	Last   time.Time `json:"last"`
}

// Source is a sender with what came from it.
type Source struct {
	Source SourceID  `json:"source"`
	Events int64     `json:"events"`
	First  time.Time `json:"first"` // when the first of them happened
	Last   time.Time `json:"last"`
}

// Aside says which rows of the quarantine are asked for, newest first. The zero
// Aside is all of them.
type Aside struct {
	Source SourceID
	Files  []string // with the sheets of a workbook
	Import string   // that refused them
	Loaded []string // the files of Import: their rows count where no import is known to have refused them
	Reason Reason
	Text   string // stands in the row or in the message, in any letter case
	Before int64  // only rows that came before this one
	Limit  int    // 0: all
}

// Refused counts the rows of the quarantine that a file has for one reason.
type Refused struct {
	Source SourceID `json:"source"`
	File   string   `json:"file"`
	Reason Reason   `json:"reason"`
	Rows   int64    `json:"rows"`
}
