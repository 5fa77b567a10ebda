// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// SessionID is the id of a session. It is not the secret that opens it.
type SessionID string

// Session is one browser in which somebody is signed in.
type Session struct {
	ID     SessionID
	Person ID
	Digest Digest `json:"-"`
	Agent  string // the browser, as it names itself
	From   string // the address it last came from
	MadeAt time.Time
	SeenAt time.Time
	EndsAt time.Time
}

const (
	// SessionIdle is how long a session lasts after it was last used.
	SessionIdle = 30 * 24 * time.Hour
	// touchAfter spares a write for every request: times of last use are this
	// exact.
	touchAfter = time.Minute
)

// SignIn opens a session for whoever knows the password. The session that the
// browser came with is ended, so that a secret planted there opens nothing. It
// takes as long for an unknown e-mail as for a wrong password, and says the
// same.
func (p *People) SignIn(ctx context.Context, email, password string, v Visitor) (secret string, who Identity, err error) {
	email = canonical(email)
	if len(email) > 254 || len(password) > maxPassword {
		return "", who, refused()
	}
	var person Person
	err = p.store.Read(ctx, func(tx Tx) error { person, _, err = tx.PersonByEmail(ctx, email); return err })
	if err != nil {
		return "", who, err
	}
	ok, stale, err := p.hasher.verify(ctx, person.Password, password)
	if err != nil {
		return "", who, err
	}
	var anew Hash
	if stale {
		if anew, err = p.hasher.hash(ctx, password); err != nil {
			return "", who, err
		}
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		now, there, err := tx.PersonByEmail(ctx, email)
		if err != nil {
			return err
		}
		if ok = ok && there && now.ID == person.ID && now.Password == person.Password; !ok {
			return tx.AddEntry(ctx, Entry{At: p.now(), Did: "session.refuse", On: "person:" + email, From: v.From})
		}
		if stale {
			now.Password = anew
		}
		secret, who, err = p.open(ctx, tx, now, v, "password")
		return err
	})
	if err == nil && !ok {
		err = refused()
	}
	return secret, who, err
}

func refused() error {
	return fault.New(fault.Forbidden, "the e-mail address or the password is wrong").
		WithRemedy("try again, or ask an owner for a link to set a new password")
}

// SignInVerified opens a session for whoever somebody we trust knows to have an
// e-mail address: a person, or somebody invited, who becomes one. name is used
// for those whose invitation has none.
func (p *People) SignInVerified(ctx context.Context, email, name, trusted string, v Visitor) (secret string, who Identity, err error) {
	email = canonical(email)
	err = p.store.Write(ctx, func(tx Tx) error {
		person, there, err := tx.PersonByEmail(ctx, email)
		if err != nil {
			return err
		}
		if !there {
			if person, err = p.join(ctx, tx, email, name); err != nil {
				return err
			}
		}
		secret, who, err = p.open(ctx, tx, person, v, trusted)
		return err
	})
	return secret, who, err
}

// join makes a person of somebody invited, without a password.
func (p *People) join(ctx context.Context, tx Tx, email, name string) (Person, error) {
	all, err := tx.Invitations(ctx)
	if err != nil {
		return Person{}, err
	}
	i := slices.IndexFunc(all, func(i Invitation) bool { return i.Email == email && p.now().Before(i.EndsAt) })
	if i < 0 {
		return Person{}, fault.New(fault.Forbidden, "%s has no account here", email).WithRemedy("ask an owner of the workspace to invite you")
	}
	if all[i].Name != "" {
		name = all[i].Name
	}
	if name == "" {
		name = email
	}
	person := Person{ID: ID(newID()), Email: email, Name: name, Role: all[i].Role, MadeAt: p.now()}
	return person, tx.RemoveInvitation(ctx, all[i].ID)
}

// SignInDemo opens a session for the demo's owner, without a password. It is
// refused unless this is a demo.
func (p *People) SignInDemo(ctx context.Context, v Visitor) (secret string, who Identity, err error) {
	if !p.demo {
		return "", who, fault.New(fault.Forbidden, "this is no demo").WithRemedy("sign in")
	}
	const email = "demo@localhost"
	err = p.store.Write(ctx, func(tx Tx) error {
		person, there, err := tx.PersonByEmail(ctx, email)
		if err != nil {
			return err
		}
		if !there {
			person = Person{ID: ID(newID()), Email: email, Name: "Demo owner", Role: Owner, MadeAt: p.now()}
		}
		secret, who, err = p.open(ctx, tx, person, v, "demo")
		return err
	})
	return secret, who, err
}

// Demo tells whether visitors are signed in as the demo's owner.
func (p *People) Demo() bool { return p.demo }

// open saves a person and makes a session of theirs.
func (p *People) open(ctx context.Context, tx Tx, person Person, v Visitor, how string) (string, Identity, error) {
	now := p.now()
	if err := tx.RemoveEnded(ctx, now); err != nil {
		return "", Identity{}, err
	}
	if v.Session != "" {
		if err := tx.RemoveSession(ctx, v.Session); err != nil {
			return "", Identity{}, err
		}
	}
	person.SeenAt = now
	if err := tx.SavePerson(ctx, person); err != nil {
		return "", Identity{}, err
	}
	secret, kept := NewSecret("")
	s := Session{
		ID: SessionID(newID()), Person: person.ID, Digest: kept, Agent: clip(v.Agent, 300), From: v.From,
		MadeAt: now, SeenAt: now, EndsAt: now.Add(SessionIdle),
	}
	if err := tx.SaveSession(ctx, s); err != nil {
		return "", Identity{}, err
	}
	who := identity(person, v.From)
	who.Session = s.ID
	return secret, who, tx.AddEntry(ctx, p.entry(who, "session.open", "person:"+person.Email, how))
}

func identity(p Person, from string) Identity {
	return Identity{Person: p.ID, Name: p.Name, Email: p.Email, Role: p.Role, Locale: p.Locale, From: from}
}

// Authenticate tells who a session's secret belongs to. One that is unknown or
// has ended gives a fault with the code forbidden.
func (p *People) Authenticate(ctx context.Context, secret string, v Visitor) (who Identity, err error) {
	var s Session
	var person Person
	var there bool
	err = p.store.Read(ctx, func(tx Tx) error { s, person, there, err = tx.SessionByDigest(ctx, digest(secret)); return err })
	if err != nil {
		return who, err
	}
	now := p.now()
	if !there || !now.Before(s.EndsAt) {
		return who, fault.New(fault.Forbidden, "your session has ended").WithRemedy("sign in again")
	}
	if now.Sub(s.SeenAt) >= touchAfter {
		p.seen(ctx, p.touchSession(ctx, s.Digest, now, v))
	}
	who = identity(person, v.From)
	who.Session = s.ID
	return who, nil
}

// seen logs what kept a time of last use from being written. Whoever asks gets
// their answer all the same: the time is only to be looked at.
func (p *People) seen(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		p.logger.WarnContext(ctx, "a time of last use is not written", "error", err)
	}
}

// touchSession notes that a session was used. One that has been revoked since
// stays revoked.
func (p *People) touchSession(ctx context.Context, d Digest, now time.Time, v Visitor) error {
	return p.store.Write(ctx, func(tx Tx) error {
		s, _, there, err := tx.SessionByDigest(ctx, d)
		if err != nil || !there || now.Sub(s.SeenAt) < touchAfter {
			return err
		}
		s.SeenAt, s.EndsAt, s.From, s.Agent = now, now.Add(SessionIdle), v.From, clip(v.Agent, 300)
		return tx.SaveSession(ctx, s)
	})
}

// SignOut ends the session that by came with.
func (p *People) SignOut(ctx context.Context, by Identity) error {
	if by.Session == "" {
		return nil
	}
	err := p.Revoke(ctx, by, by.Session)
	if fault.CodeOf(err) == fault.NotFound { // ended meanwhile, as was asked
		return nil
	}
	return err
}

// Sessions lists one's own sessions, the one seen last first.
func (p *People) Sessions(ctx context.Context, by Identity) (all []Session, err error) {
	if err := by.Need(OwnAccount); err != nil {
		return nil, err
	}
	err = p.store.Read(ctx, func(tx Tx) error { all, err = tx.Sessions(ctx, by.Person); return err })
	now := p.now()
	return slices.DeleteFunc(all, func(s Session) bool { return !now.Before(s.EndsAt) }), err
}

// Revoke ends a session of one's own.
func (p *People) Revoke(ctx context.Context, by Identity, id SessionID) error {
	if err := by.Need(OwnAccount); err != nil {
		return err
	}
	return p.store.Write(ctx, func(tx Tx) error {
		own, err := tx.Sessions(ctx, by.Person)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(own, func(s Session) bool { return s.ID == id })
		if i < 0 {
			return fault.New(fault.NotFound, "you have no such session").WithRemedy("it may have ended; look at the list again")
		}
		if err := tx.RemoveSession(ctx, id); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "session.close", "person:"+by.Email, own[i].Agent))
	})
}

// endSessions ends the sessions of a person, but for one.
func endSessions(ctx context.Context, tx SessionTx, of ID, but SessionID) error {
	all, err := tx.Sessions(ctx, of)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.ID == but {
			continue
		}
		if err := tx.RemoveSession(ctx, s.ID); err != nil {
			return err
		}
	}
	return nil
}

// clip makes text of strangers valid and at most n bytes long.
func clip(s string, n int) string {
	return strings.ToValidUTF8(s[:min(n, len(s))], "")
}
