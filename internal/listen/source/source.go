// SPDX-License-Identifier: Apache-2.0

// Package source keeps the named senders of events and the keys by which they
// write. A key is shown once, when it is made; what is kept of it is a digest. Several
// keys let a sender change over without a gap.
//
// It owns what a source is and who may change it, and declares where it is
// kept. It imports listen/event, people and fault.
package source

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
)

// KeyPrefix begins every write key, so that people and scanners recognise one.
const KeyPrefix = "wk_"

// KeyID is the id of a key. It is not its secret.
type KeyID string

// Source is a named sender of events.
type Source struct {
	ID     event.SourceID // as events carry it; never changes
	Title  string
	MadeAt time.Time
	Keys   []Key // the newest first
}

// Key is a write key of a source.
type Key struct {
	ID     KeyID
	Source event.SourceID
	Hint   string        // its first letters, to tell it by
	Digest people.Digest `json:"-"`
	MadeAt time.Time
}

// Store keeps sources. A change is kept together with its entry in the audit.
type Store interface {
	Sources(ctx context.Context) ([]Source, error) // by id
	Save(ctx context.Context, s Source, e people.Entry) error
	AddKey(ctx context.Context, k Key, e people.Entry) error
	RemoveKey(ctx context.Context, id KeyID, e people.Entry) error
}

// Sources are the sources of the workspace. It is safe for concurrent use.
type Sources struct {
	store Store
	clock func() time.Time
}

// New returns the sources kept in store.
func New(store Store, clock func() time.Time) *Sources { return &Sources{store, clock} }

// All lists the sources, by id.
func (s *Sources) All(ctx context.Context, by people.Identity) ([]Source, error) {
	if err := by.Need(people.ManageSources); err != nil {
		return nil, err
	}
	return s.store.Sources(ctx)
}

// Save makes a source, or gives one another title.
func (s *Sources) Save(ctx context.Context, by people.Identity, id event.SourceID, title string) (Source, error) {
	if err := by.Need(people.ManageSources); err != nil {
		return Source{}, err
	}
	title = strings.TrimSpace(title)
	switch {
	case !named(id):
		return Source{}, wrong("id", "use small letters, digits and hyphens, as in web-shop", "%q is no id of a source", id)
	case title == "" || utf8.RuneCountInString(title) > 100:
		return Source{}, wrong("title", "give it a name of at most 100 characters", "the source has no proper title")
	}
	all, err := s.store.Sources(ctx)
	if err != nil {
		return Source{}, err
	}
	out := Source{ID: id, Title: title, MadeAt: s.now()}
	if i := slices.IndexFunc(all, func(o Source) bool { return o.ID == id }); i >= 0 {
		out.MadeAt, out.Keys = all[i].MadeAt, all[i].Keys
	}
	return out, s.store.Save(ctx, out, s.entry(by, "source.save", id, title))
}

// MakeKey makes a write key and returns its secret, which is told this once.
func (s *Sources) MakeKey(ctx context.Context, by people.Identity, id event.SourceID) (secret string, k Key, err error) {
	if _, err = s.find(ctx, by, id); err != nil {
		return "", k, err
	}
	secret, kept := people.NewSecret(KeyPrefix)
	k = Key{ID: KeyID(strings.ToLower(rand.Text())), Source: id, Hint: secret[:len(KeyPrefix)+4], Digest: kept, MadeAt: s.now()}
	return secret, k, s.store.AddKey(ctx, k, s.entry(by, "source.key.make", id, k.Hint))
}

// RevokeKey ends a write key.
func (s *Sources) RevokeKey(ctx context.Context, by people.Identity, id event.SourceID, key KeyID) error {
	of, err := s.find(ctx, by, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(of.Keys, func(k Key) bool { return k.ID == key })
	if i < 0 {
		return fault.New(fault.NotFound, "there is no such key").WithRemedy("somebody may have revoked it; look again")
	}
	return s.store.RemoveKey(ctx, key, s.entry(by, "source.key.revoke", id, of.Keys[i].Hint))
}

func (s *Sources) find(ctx context.Context, by people.Identity, id event.SourceID) (Source, error) {
	all, err := s.All(ctx, by)
	if err != nil {
		return Source{}, err
	}
	i := slices.IndexFunc(all, func(o Source) bool { return o.ID == id })
	if i < 0 {
		return Source{}, fault.New(fault.NotFound, "there is no source %q", id).WithRemedy("make it first")
	}
	return all[i], nil
}

func (s *Sources) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

func (s *Sources) entry(by people.Identity, did string, id event.SourceID, detail string) people.Entry {
	return people.Entry{At: s.now(), By: by.Person, ByName: by.Name, Did: did, On: "source:" + string(id), Detail: detail, From: by.From}
}

// named reports whether an id is small letters, digits and hyphens.
func named(id event.SourceID) bool {
	return id != "" && len(id) <= 64 && id[0] != '-' && strings.Trim(string(id), "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func wrong(field, remedy, format string, args ...any) error {
	f := fault.New(fault.Invalid, format, args...).WithRemedy("%s", remedy)
	f.Field = field
	return f
}
