// SPDX-License-Identifier: Apache-2.0

package accounts

import (
	"context"
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
)

const sessionColumns = "s.id, s.person_id, s.secret, s.agent, s.origin, s.made_at, s.seen_at, s.ends_at"

// session gives where the session's columns go, and what turns them into it.
func session(s *people.Session) (into []any, finish func() error) {
	var made, seen, ends int64
	var secret []byte
	into = []any{&s.ID, &s.Person, &secret, &s.Agent, &s.From, &made, &seen, &ends}
	return into, func() (err error) {
		s.MadeAt, s.SeenAt, s.EndsAt = record.Time(made), record.Time(seen), record.Time(ends)
		s.Digest, err = toDigest(secret)
		return err
	}
}

func readSession(row scanner) (s people.Session, err error) {
	into, finish := session(&s)
	if err = row.Scan(into...); err == nil {
		err = finish()
	}
	if err != nil {
		return s, fmt.Errorf("read session: %w", err)
	}
	return s, nil
}

// Sessions lists the sessions of a person.
func (t tx) Sessions(ctx context.Context, of people.ID) ([]people.Session, error) {
	return all(ctx, t, readSession, "SELECT "+sessionColumns+" FROM session s WHERE s.person_id = ? ORDER BY s.seen_at DESC, s.id", of)
}

// owned is something with the person it belongs to.
type owned[T any] struct {
	what T
	by   people.Person
}

// SessionByDigest finds a session and whose it is.
func (t tx) SessionByDigest(ctx context.Context, d people.Digest) (people.Session, people.Person, bool, error) {
	read := func(row scanner) (o owned[people.Session], err error) {
		intoSession, finishSession := session(&o.what)
		intoPerson, finishPerson := person(&o.by)
		if err = row.Scan(append(intoSession, intoPerson...)...); err != nil {
			return o, fmt.Errorf("find session: %w", err)
		}
		finishPerson()
		return o, finishSession()
	}
	o, there, err := one(ctx, t, read, "SELECT "+sessionColumns+", "+personColumns+
		" FROM session s JOIN person p ON p.id = s.person_id WHERE s.secret = ?", d[:])
	return o.what, o.by, there, err
}

// SaveSession adds or changes a session.
func (t tx) SaveSession(ctx context.Context, s people.Session) error {
	return t.exec(ctx, "save session", `
		INSERT INTO session (id, person_id, secret, agent, origin, made_at, seen_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET agent = excluded.agent, origin = excluded.origin, seen_at = excluded.seen_at, ends_at = excluded.ends_at`,
		s.ID, s.Person, s.Digest[:], s.Agent, s.From, record.Micros(s.MadeAt), record.Micros(s.SeenAt), record.Micros(s.EndsAt))
}

// RemoveSession removes a session.
func (t tx) RemoveSession(ctx context.Context, id people.SessionID) error {
	return t.exec(ctx, "remove session", "DELETE FROM session WHERE id = ?", id)
}

// RemoveEnded removes sessions and invitations that have ended.
func (t tx) RemoveEnded(ctx context.Context, now time.Time) error {
	if err := t.exec(ctx, "remove ended sessions", "DELETE FROM session WHERE ends_at <= ?", record.Micros(now)); err != nil {
		return err
	}
	return t.exec(ctx, "remove ended invitations", "DELETE FROM invitation WHERE ends_at <= ?", record.Micros(now))
}
