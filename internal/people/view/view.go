// SPDX-License-Identifier: Apache-2.0

// Package view keeps people's saved views: a screen with its filter, under a
// name, pinned to Home if they like. A view is its owner's alone.
//
// It owns what a view is, and declares where it is kept. It imports people and
// fault.
package view

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

// ID is the id of a view.
type ID string

// View is a screen with its filter, under a name.
type View struct {
	ID     ID
	Person people.ID
	Name   string // no two of a person's have the same
	Path   string // of the screen, with its query: /journeys/buy?channel=phone
	Pinned bool   // on Home
	MadeAt time.Time
}

// Store keeps views.
type Store interface {
	Views(ctx context.Context, of people.ID) ([]View, error) // by name
	Save(ctx context.Context, v View) error                  // adds or replaces by id
	Remove(ctx context.Context, of people.ID, id ID) error
}

// Views are everybody's views. It is safe for concurrent use.
type Views struct {
	store Store
	clock func() time.Time
}

// New returns the views kept in store.
func New(store Store, clock func() time.Time) *Views { return &Views{store, clock} }

// most bounds the views of one person.
const most = 200

// All lists one's own views, by name.
func (s *Views) All(ctx context.Context, by people.Identity) ([]View, error) {
	if err := by.Need(people.SaveViews); err != nil {
		return nil, err
	}
	return s.store.Views(ctx, by.Person)
}

// Save keeps a view of one's own: a new one, or with an id instead of that one.
func (s *Views) Save(ctx context.Context, by people.Identity, v View) (View, error) {
	own, err := s.All(ctx, by)
	if err != nil {
		return View{}, err
	}
	v.Name, v.Person = strings.TrimSpace(v.Name), by.Person
	if err := v.check(); err != nil {
		return View{}, err
	}
	if slices.ContainsFunc(own, func(o View) bool { return o.Name == v.Name && o.ID != v.ID }) {
		return View{}, named(fault.New(fault.Conflict, "you have a view %q already", v.Name).WithRemedy("choose another name"), "name")
	}
	if v.ID == "" {
		if len(own) >= most {
			return View{}, fault.New(fault.Conflict, "you have %d views already", most).WithRemedy("remove one that you no longer need")
		}
		v.ID, v.MadeAt = ID(strings.ToLower(rand.Text())), s.clock().UTC().Truncate(time.Microsecond)
		return v, s.store.Save(ctx, v)
	}
	was, err := find(own, v.ID)
	if err != nil {
		return View{}, err
	}
	v.MadeAt = was.MadeAt
	return v, s.store.Save(ctx, v)
}

// View returns a view of one's own.
func (s *Views) View(ctx context.Context, by people.Identity, id ID) (View, error) {
	own, err := s.All(ctx, by)
	if err != nil {
		return View{}, err
	}
	return find(own, id)
}

// Remove removes a view of one's own.
func (s *Views) Remove(ctx context.Context, by people.Identity, id ID) error {
	if _, err := s.View(ctx, by, id); err != nil {
		return err
	}
	return s.store.Remove(ctx, by.Person, id)
}

func find(own []View, id ID) (View, error) {
	if i := slices.IndexFunc(own, func(v View) bool { return v.ID == id }); i >= 0 {
		return own[i], nil
	}
	return View{}, fault.New(fault.NotFound, "you have no such view").WithRemedy("it may have been removed; look again")
}

func (v View) check() error {
	switch n := utf8.RuneCountInString(v.Name); {
	case n == 0:
		return named(fault.New(fault.Invalid, "the view has no name").WithRemedy("give it one"), "name")
	case n > 120:
		return named(fault.New(fault.Invalid, "the name is longer than 120 characters").WithRemedy("use a shorter one"), "name")
	case len(v.Path) > 4000 || !strings.HasPrefix(v.Path, "/") || strings.HasPrefix(v.Path, "//") || strings.ContainsAny(v.Path, "\\\r\n\t"):
		return named(fault.New(fault.Invalid, "this is not the address of a screen of Wend").WithRemedy("write it as in /journeys/buy?channel=phone"), "path")
	}
	return nil
}

func named(f *fault.Fault, field string) error {
	f.Field = field
	return f
}
