// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
)

// Kind is a kind of document, by the name of their collection.
type Kind string

// The kinds.
const (
	Journeys    Kind = "journeys"
	Segments    Kind = "segments"
	Personas    Kind = "personas"
	Touchpoints Kind = "touchpoints"
	Channels    Kind = "channels"
	Calendars   Kind = "calendars"
	Lifecycles  Kind = "lifecycle"
	Mappings    Kind = "mappings"
)

// Key names a document within its workspace.
type Key struct {
	Kind Kind
	ID   string
}

// String is the key as kind/id.
func (k Key) String() string { return string(k.Kind) + "/" + k.ID }

// file is the name by which faults speak of a document.
func (k Key) file() string { return k.String() + ".yaml" }

// Version is a text that was published, or saved. It never changes.
type Version struct {
	Number int // from 1
	Text   []byte
	Digest string // of what it says
	Note   string // what is new, in its author's words
	By     string // their name
	At     time.Time
}

// Draft is the text on which people work until they publish it.
type Draft struct {
	Text  []byte
	Base  int   // the version it began from, 0 for none
	Since int64 // the revision before its first
	By    string
	At    time.Time
}

// Record is a document with its latest version and its draft, as the store
// keeps it. The zero Record with a key is a document that does not exist.
type Record struct {
	Key
	Revision int64 // counts every change of the document, 0 before the first
	Latest   *Version
	Draft    *Draft           // of journeys alone
	Spent    []journey.StepID // ids of steps that are gone, never to be given again
	Made     time.Time
	Archived time.Time // zero: in use
}

// version is the number of the latest version, 0 for none.
func (r Record) version() int {
	if r.Latest == nil {
		return 0
	}
	return r.Latest.Number
}

// exists reports whether the document is there and in use.
func (r Record) exists() bool { return r.Revision > 0 && r.Archived.IsZero() }

// Entry is one change of a document.
type Entry struct {
	Key
	Author
	Revision int64 // the document's, after it
	Did      Did
	Detail   string         // a few plain words
	Edits    []edit.Applied // of an edit
	At       time.Time
}

// Store keeps documents. What Write returned is on disk.
type Store interface {
	// Records returns every document, archived ones too.
	Records(ctx context.Context) ([]Record, error)
	// Versions returns all versions of a document, the first one first.
	Versions(ctx context.Context, k Key) ([]Version, error)
	// EditsSince returns the edits of a draft after a revision, in order.
	EditsSince(ctx context.Context, k Key, revision int64) ([]Entry, error)
	// Write runs do as the one writer, in one transaction.
	Write(ctx context.Context, do func(Tx) error) error
}

// Tx is a transaction of the one writer.
type Tx interface {
	// Record returns a document, or the zero Record with its key.
	Record(ctx context.Context, k Key) (Record, error)
	// Keep stores a document and what was done to it. A latest version whose
	// number is new is added; one that is there already must be the same.
	Keep(ctx context.Context, r Record, e Entry) error
}
