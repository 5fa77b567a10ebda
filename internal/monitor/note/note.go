// SPDX-License-Identifier: Apache-2.0

// Package note keeps notes on dates: what happened in the world on the days that
// a chart shows, such as a campaign, a strike or a new price. They stand on
// every time series, so that nobody looks for the cause in the wrong place.
//
// It owns what a note is and who may change it, and declares where it is kept.
// It imports people and fault.
package note

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
)

// ID is the id of a note.
type ID string

// Kind says what sort of thing happened.
type Kind string

// The kinds.
const (
	Campaign Kind = "campaign"
	Price    Kind = "price" // prices changed
	Release  Kind = "release"
	Strike   Kind = "strike"
	Outage   Kind = "outage"
	Holiday  Kind = "holiday"
	Other    Kind = "other"
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{Campaign, Price, Release, Strike, Outage, Holiday, Other} }

// Day is a day in the workspace's time zone, as in 2026-03-01. Days compare as
// text.
type Day string

// Note is something that happened from one day to another, both included.
type Note struct {
	ID     ID
	First  Day
	Last   Day // First for a single day
	Title  string
	Kind   Kind
	By     people.ID
	ByName string // as it was then
	MadeAt time.Time
}

// Store keeps notes. A change is kept together with its entry in the audit.
type Store interface {
	Notes(ctx context.Context) ([]Note, error) // by first day
	Add(ctx context.Context, n Note, e people.Entry) error
	Remove(ctx context.Context, id ID, e people.Entry) error
}

// Notes are the notes of the workspace. It is safe for concurrent use.
type Notes struct {
	store Store
	clock func() time.Time
}

// New returns the notes kept in store.
func New(store Store, clock func() time.Time) *Notes { return &Notes{store, clock} }

// All lists the notes, by first day.
func (s *Notes) All(ctx context.Context, by people.Identity) ([]Note, error) {
	if err := by.Need(people.ReadJourneys); err != nil {
		return nil, err
	}
	return s.store.Notes(ctx)
}

// Add notes something. An empty Last means one day, an empty Kind other; who
// and when are filled in.
func (s *Notes) Add(ctx context.Context, by people.Identity, n Note) (Note, error) {
	if err := by.Need(people.Comment); err != nil {
		return Note{}, err
	}
	if err := n.check(); err != nil {
		return Note{}, err
	}
	n.ID, n.By, n.ByName, n.MadeAt = ID(strings.ToLower(rand.Text())), by.Person, by.Name, s.now()
	return n, s.store.Add(ctx, n, s.entry(by, "note.add", n))
}

// Remove removes a note: one's own, or for whoever edits documents any.
func (s *Notes) Remove(ctx context.Context, by people.Identity, id ID) error {
	if err := by.Need(people.Comment); err != nil {
		return err
	}
	all, err := s.store.Notes(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(n Note) bool { return n.ID == id })
	switch {
	case i < 0:
		return fault.New(fault.NotFound, "there is no such note").WithRemedy("somebody may have removed it; look again")
	case all[i].By != by.Person && !by.May(people.EditDocuments):
		return fault.New(fault.Forbidden, "this note is %s's", all[i].ByName).WithRemedy("ask them, or an editor")
	}
	return s.store.Remove(ctx, id, s.entry(by, "note.remove", all[i]))
}

func (s *Notes) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

func (s *Notes) entry(by people.Identity, did string, n Note) people.Entry {
	return people.Entry{At: s.now(), By: by.Person, ByName: by.Name, Did: did, On: "note:" + string(n.ID), Detail: string(n.First) + " " + n.Title, From: by.From}
}

// check tells what is wrong with a note, and fills in what was left out.
func (n *Note) check() error {
	if n.Last == "" {
		n.Last = n.First
	}
	if n.Kind == "" {
		n.Kind = Other
	}
	n.Title = strings.TrimSpace(n.Title)
	switch {
	case !n.First.ok():
		return wrong("date", "write it as in 2026-03-01", "%q is not a day", n.First)
	case !n.Last.ok():
		return wrong("to", "write it as in 2026-03-01", "%q is not a day", n.Last)
	case n.Last < n.First:
		return wrong("to", "choose the same day or a later one", "the last day is before the first")
	case n.Title == "":
		return wrong("title", "say in a few words what happened", "the note says nothing")
	case utf8.RuneCountInString(n.Title) > 200:
		return wrong("title", "use fewer words", "the note is longer than 200 characters")
	case !slices.Contains(Kinds(), n.Kind):
		return wrong("kind", "campaign, price, release, strike, outage, holiday or other", "there is no kind of note %q", n.Kind)
	}
	return nil
}

func (d Day) ok() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

func wrong(field, remedy, format string, args ...any) error {
	f := fault.New(fault.Invalid, format, args...)
	f.Field, f.Remedy = field, remedy
	return f
}
