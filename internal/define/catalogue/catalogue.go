// SPDX-License-Identifier: Apache-2.0

// Package catalogue holds the documents of a workspace with their versions.
// Journeys have a draft beside, which people change by field and publish as the
// next version; the documents around them (segments, personas, touchpoints,
// channels, calendars, lifecycles, mappings) are saved whole, each time as the
// next version. A version never changes, and an id is never given again.
//
// It declares the store it needs, and may import define and fault.
package catalogue

import (
	"context"
	"errors"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// Author is who changes something.
type Author struct {
	Person string // an id
	Name   string // as people know them
	From   string // the address of the request
	Client string // the screen, so that it knows its own changes again
}

// Did is what was done to a document.
type Did string

// What is done to documents.
const (
	Edited     Did = "edit"     // the draft of a journey changed
	Replaced   Did = "replace"  // the draft is another text
	Made       Did = "make"     // the journey is new
	Published  Did = "publish"  // the draft became a version
	Discarded  Did = "discard"  // the draft is gone
	Restored   Did = "restore"  // the draft is a version of before
	PutAway    Did = "archive"  // the journey is in the archive
	Saved      Did = "save"     // another document has a new version
	Removed    Did = "remove"   // another document is gone
	BroughtIn  Did = "import"   // came from a file as a first version
	FromOthers Did = "template" // came along with a template
)

// Change is something that was done and is on disk.
type Change struct {
	Entry
	Version int // the latest now, 0 for none
}

// Options are what a catalogue works with.
type Options struct {
	Clock   func() time.Time      // nil means time.Now
	Zone    func() *time.Location // of the workspace; nil means UTC
	Changed func(Change)          // called in order after each commit; it must not wait
	// CheckMapping finds what is wrong with the text of a mapping; nil checks
	// only its form.
	CheckMapping func(file string, text []byte) error
}

// Catalogue is the documents of a workspace. It is safe for concurrent use:
// writers take turns, readers see the last commit and wait for nobody. One
// catalogue at a time writes to a store.
type Catalogue struct {
	store Store
	Options

	mu      sync.Mutex // held by the one who writes
	current atomic.Pointer[state]
}

// state is all documents after one commit. It never changes.
type state struct {
	records map[Key]Record
	library *library
}

// Open reads the documents that a store holds.
func Open(ctx context.Context, store Store, o Options) (*Catalogue, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Zone == nil {
		o.Zone = func() *time.Location { return time.UTC }
	}
	if o.Changed == nil {
		o.Changed = func(Change) {}
	}
	c := &Catalogue{store: store, Options: o}
	return c, c.read(ctx)
}

// Renew reads everything anew, as when the time zone of the workspace has
// changed.
func (c *Catalogue) Renew(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.read(ctx)
}

func (c *Catalogue) read(ctx context.Context) error {
	list, err := c.store.Records(ctx)
	if err != nil {
		return err
	}
	s := &state{records: map[Key]Record{}}
	for _, r := range list {
		s.records[r.Key] = r
	}
	s.library = newLibrary(s.records, c.Zone())
	c.current.Store(s)
	return nil
}

// now is the time of a change, as precise as it is kept.
func (c *Catalogue) now() time.Time { return c.Clock().UTC().Truncate(time.Microsecond) }

// work is one transaction under way.
type work struct {
	Tx
	*Catalogue
	ctx  context.Context
	by   Author
	kept map[Key]Record
	said []Change
}

// write runs do in one transaction. What it kept is seen by readers once it is
// on disk, and told to whoever listens.
func (c *Catalogue) write(ctx context.Context, by Author, do func(*work) error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := &work{Catalogue: c, ctx: ctx, by: by, kept: map[Key]Record{}}
	err := c.store.Write(ctx, func(tx Tx) error {
		w.Tx = tx
		return do(w)
	})
	if err != nil {
		var f *fault.Fault
		if !errors.As(err, &f) && len(w.kept) > 0 {
			err = errors.Join(err, c.read(context.WithoutCancel(ctx))) // whether it was kept, the store knows
		}
		return err
	}
	c.show(w)
	for _, change := range w.said {
		c.Changed(change)
	}
	return nil
}

// show makes what was kept the current state.
func (c *Catalogue) show(w *work) {
	was := c.current.Load()
	next := &state{records: maps.Clone(was.records), library: was.library}
	renew := false
	for k, r := range w.kept {
		next.records[k] = r
		renew = renew || k.Kind != Journeys && k.Kind != Mappings
	}
	if renew {
		next.library = newLibrary(next.records, c.Zone())
	}
	next.library.room(len(next.records))
	c.current.Store(next)
}

// record returns a document as the transaction sees it; one that is not there
// has no revision.
func (w *work) record(k Key) (Record, error) {
	if r, ok := w.kept[k]; ok {
		return r, nil
	}
	return w.Record(w.ctx, k)
}

// keep stores a changed document with its next revision, and notes what was
// done.
func (w *work) keep(r Record, e Entry) (Record, error) {
	r.Revision++
	e.Key, e.Revision, e.At, e.Author = r.Key, r.Revision, w.now(), w.by
	if r.Made.IsZero() {
		r.Made = e.At
	}
	if err := w.Keep(w.ctx, r, e); err != nil {
		return r, err
	}
	w.kept[r.Key] = r
	w.said = append(w.said, Change{e, r.version()})
	return r, nil
}
