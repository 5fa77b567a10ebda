// SPDX-License-Identifier: Apache-2.0

package accounts

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
)

// Workspace returns the workspace.
func (t tx) Workspace(ctx context.Context) (w people.Workspace, err error) {
	err = t.QueryRowContext(ctx, "SELECT id, name, zone FROM workspace").Scan(&w.ID, &w.Name, &w.Zone)
	if err != nil {
		return w, fmt.Errorf("read workspace: %w", err)
	}
	return w, nil
}

// SaveWorkspace changes its name and zone.
func (t tx) SaveWorkspace(ctx context.Context, w people.Workspace) error {
	return t.exec(ctx, "save workspace", "UPDATE workspace SET name = ?, zone = ? WHERE id = ?", w.Name, w.Zone, w.ID)
}

// SetUpDigest returns the digest of the set-up link.
func (t tx) SetUpDigest(ctx context.Context) (d people.Digest, there bool, err error) {
	var b []byte
	err = t.QueryRowContext(ctx, "SELECT secret FROM setup").Scan(&b)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return d, false, nil
	case err == nil:
		d, err = toDigest(b)
	}
	if err != nil {
		return d, false, fmt.Errorf("read set-up link: %w", err)
	}
	return d, true, nil
}

// SaveSetUpDigest replaces the set-up link.
func (t tx) SaveSetUpDigest(ctx context.Context, d people.Digest, at time.Time) error {
	if err := t.exec(ctx, "drop set-up link", "DELETE FROM setup"); err != nil || d == (people.Digest{}) {
		return err
	}
	return t.exec(ctx, "save set-up link", "INSERT INTO setup (id, secret, made_at) VALUES ('link', ?, ?)", d[:], record.Micros(at))
}

const personColumns = "p.id, p.email, p.name, p.role, p.locale, p.password, p.made_at, p.seen_at"

// person gives where the person's columns go, and what puts the times in.
func person(p *people.Person) (into []any, finish func()) {
	var made, seen int64
	into = []any{&p.ID, &p.Email, &p.Name, &p.Role, &p.Locale, &p.Password, &made, &seen}
	return into, func() { p.MadeAt, p.SeenAt = record.Time(made), record.Time(seen) }
}

func readPerson(row scanner) (p people.Person, err error) {
	into, finish := person(&p)
	if err = row.Scan(into...); err != nil {
		return p, fmt.Errorf("read person: %w", err)
	}
	finish()
	return p, nil
}

// People lists everybody.
func (t tx) People(ctx context.Context) ([]people.Person, error) {
	return all(ctx, t, readPerson, "SELECT "+personColumns+" FROM person p ORDER BY lower(p.name), p.email")
}

// PersonByEmail finds a person.
func (t tx) PersonByEmail(ctx context.Context, email string) (people.Person, bool, error) {
	return one(ctx, t, readPerson, "SELECT "+personColumns+" FROM person p WHERE p.email = ?", email)
}

// SavePerson adds or changes a person.
func (t tx) SavePerson(ctx context.Context, p people.Person) error {
	return t.exec(ctx, "save person", `
		INSERT INTO person (id, email, name, role, locale, password, made_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, role = excluded.role,
			locale = excluded.locale, password = excluded.password, seen_at = excluded.seen_at`,
		p.ID, p.Email, p.Name, p.Role, p.Locale, p.Password, record.Micros(p.MadeAt), record.Micros(p.SeenAt))
}

// RemovePerson removes a person and, by the foreign keys, what is theirs.
func (t tx) RemovePerson(ctx context.Context, id people.ID) error {
	return t.exec(ctx, "remove person", "DELETE FROM person WHERE id = ?", id)
}
