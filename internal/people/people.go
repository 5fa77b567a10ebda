// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"log/slog"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/fault"
)

// ID is the id of a person.
type ID string

// Person is somebody with an account.
type Person struct {
	ID       ID
	Email    string // in lower case; no two have the same
	Name     string
	Role     Role
	Locale   string // as in "fr"; empty follows the browser
	Password Hash   `json:"-"` // empty: signs in some other way
	MadeAt   time.Time
	SeenAt   time.Time // when they last signed in
}

// Visitor is what is known of whoever asks, before anybody knows who it is.
type Visitor struct {
	Agent   string    // the browser, as it names itself
	From    string    // the address it comes from
	Session SessionID // the session it came with; signing in ends it
}

// Options say how accounts behave. The zero value is for production.
type Options struct {
	Cost Cost // of passwords; zero means DefaultCost
	Demo bool // visitors are signed in as the demo's owner

	Logger *slog.Logger // nil: silent
}

// People answers for accounts. It is safe for concurrent use.
type People struct {
	store  Store
	clock  func() time.Time
	hasher *hasher
	demo   bool
	logger *slog.Logger
}

// New returns the people kept in store.
func New(store Store, clock func() time.Time, o Options) *People {
	if o.Cost == (Cost{}) {
		o.Cost = DefaultCost()
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &People{store: store, clock: clock, hasher: newHasher(o.Cost), demo: o.Demo, logger: o.Logger}
}

// now is the time as it is stored: UTC, in microseconds.
func (p *People) now() time.Time { return p.clock().UTC().Truncate(time.Microsecond) }

// All lists the people of the workspace, by name.
func (p *People) All(ctx context.Context, by Identity) (all []Person, err error) {
	if err := by.Need(ReadJourneys); err != nil {
		return nil, err
	}
	err = p.store.Read(ctx, func(tx Tx) error { all, err = tx.People(ctx); return err })
	return all, err
}

// ChangeRole gives a person another role and ends their sessions, so that a
// session made under the old role is good for nothing. The last owner stays
// owner.
func (p *People) ChangeRole(ctx context.Context, by Identity, id ID, to Role) (changed Person, err error) {
	if err := by.Need(ManagePeople); err != nil {
		return Person{}, err
	}
	if err := to.check(); err != nil {
		return Person{}, err
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		who, err := find(ctx, tx, id)
		if err != nil || who.Role == to {
			changed = who
			return err
		}
		if err := notLastOwner(ctx, tx, who); err != nil {
			return err
		}
		was := who.Role
		who.Role = to
		changed = who
		if err := tx.SavePerson(ctx, who); err != nil {
			return err
		}
		if err := endSessions(ctx, tx, id, ""); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "person.role", "person:"+who.Email, string(was)+" → "+string(to)))
	})
	return changed, err
}

// Remove removes a person, with their sessions, tokens and invitations. The
// last owner stays.
func (p *People) Remove(ctx context.Context, by Identity, id ID) error {
	if err := by.Need(ManagePeople); err != nil {
		return err
	}
	return p.store.Write(ctx, func(tx Tx) error {
		who, err := find(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := notLastOwner(ctx, tx, who); err != nil {
			return err
		}
		if err := tx.RemovePerson(ctx, id); err != nil {
			return err
		}
		if err := withdraw(ctx, tx, who.Email); err != nil { // a link for a new password would let them back in
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "person.remove", "person:"+who.Email, who.Name))
	})
}

// Self is the person that by is.
func (p *People) Self(ctx context.Context, by Identity) (self Person, err error) {
	if err := by.Need(SeeSelf); err != nil {
		return Person{}, err
	}
	err = p.store.Read(ctx, func(tx Tx) error { self, err = find(ctx, tx, by.Person); return err })
	return self, err
}

// EditSelf changes one's own name and language. An empty locale follows the
// browser.
func (p *People) EditSelf(ctx context.Context, by Identity, name, locale string) (self Person, err error) {
	if err := by.Need(OwnAccount); err != nil {
		return Person{}, err
	}
	if name, err = checkName("name", name); err != nil {
		return Person{}, err
	}
	if len(locale) > 35 {
		return Person{}, field("locale", "this is no language").WithRemedy(`write it as in "fr" or "pt-BR"`)
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		if self, err = find(ctx, tx, by.Person); err != nil {
			return err
		}
		self.Name, self.Locale = name, locale
		if err := tx.SavePerson(ctx, self); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "person.change", "person:"+self.Email, name))
	})
	return self, err
}

// ChangePassword changes one's own password, and ends all other sessions: who
// changes a password may have reason to.
func (p *People) ChangePassword(ctx context.Context, by Identity, old, to string) error {
	if err := by.Need(OwnAccount); err != nil {
		return err
	}
	self, err := p.Self(ctx, by)
	if err != nil {
		return err
	}
	if self.Password != "" {
		ok, _, err := p.hasher.verify(ctx, self.Password, old)
		if err != nil {
			return err
		}
		if !ok {
			return field("old", "this is not your password").WithRemedy("type the one you sign in with now")
		}
	}
	hash, err := p.newPassword(ctx, to, self.Email)
	if err != nil {
		return err
	}
	return p.store.Write(ctx, func(tx Tx) error {
		who, err := find(ctx, tx, by.Person)
		if err != nil {
			return err
		}
		if who.Password != self.Password {
			return fault.New(fault.Conflict, "the password was changed meanwhile").WithRemedy("try again with the new one")
		}
		who.Password = hash
		if err := tx.SavePerson(ctx, who); err != nil {
			return err
		}
		if err := endSessions(ctx, tx, who.ID, by.Session); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "person.password", "person:"+who.Email, ""))
	})
}

// newPassword checks a password and hashes it.
func (p *People) newPassword(ctx context.Context, password, email string) (Hash, error) {
	if err := checkPassword(password, email); err != nil {
		return "", err
	}
	return p.hasher.hash(ctx, password)
}

func find(ctx context.Context, tx PersonTx, id ID) (Person, error) {
	all, err := tx.People(ctx)
	if err != nil {
		return Person{}, err
	}
	i := slices.IndexFunc(all, func(p Person) bool { return p.ID == id })
	if i < 0 {
		return Person{}, fault.New(fault.NotFound, "there is no such person").WithRemedy("they may have been removed; look at the list again")
	}
	return all[i], nil
}

// notLastOwner refuses to lose the one owner left.
func notLastOwner(ctx context.Context, tx PersonTx, who Person) error {
	all, err := tx.People(ctx)
	if err != nil || who.Role != Owner {
		return err
	}
	if slices.ContainsFunc(all, func(p Person) bool { return p.Role == Owner && p.ID != who.ID }) {
		return nil
	}
	return fault.New(fault.Conflict, "%s is the last owner of the workspace", who.Name).WithRemedy("make somebody else an owner first")
}

// checkEmail returns an e-mail as it is kept.
func checkEmail(email string) (string, error) {
	email = canonical(email)
	a, err := mail.ParseAddress(email)
	if err != nil || a.Address != email || len(email) > 254 {
		return "", field("email", "%q is not an e-mail address", email).WithRemedy("write it as in ada@example.com")
	}
	return email, nil
}

// checkName returns a name without the space around it.
func checkName(of, name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return "", field(of, "the name is empty").WithRemedy("give a name that others recognise")
	case utf8.RuneCountInString(name) > 120:
		return "", field(of, "the name is longer than 120 characters").WithRemedy("use a shorter one")
	}
	return name, nil
}
