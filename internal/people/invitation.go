// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// InvitationID is the id of an invitation. It is not the secret of its link.
type InvitationID string

// Invitation is a link that lets somebody in once: a newcomer, who becomes a
// person with its role, or a person who needs a new password.
type Invitation struct {
	ID     InvitationID
	Email  string
	Name   string // empty: whoever accepts says it
	Role   Role
	Digest Digest `json:"-"`
	By     ID     // empty: the server itself
	MadeAt time.Time
	EndsAt time.Time
}

// InvitationLasts is how long an invitation is good.
const InvitationLasts = 7 * 24 * time.Hour

// Invite invites somebody, such as the owner that a document names by e-mail,
// and returns the secret of their link. An earlier invitation of the same
// address is void.
func (p *People) Invite(ctx context.Context, by Identity, email, name string, role Role) (secret string, i Invitation, err error) {
	if err := by.Need(ManagePeople); err != nil {
		return "", i, err
	}
	if email, err = checkEmail(email); err != nil {
		return "", i, err
	}
	if name = strings.TrimSpace(name); name != "" {
		if name, err = checkName("name", name); err != nil {
			return "", i, err
		}
	}
	if err := role.check(); err != nil {
		return "", i, err
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		_, there, err := tx.PersonByEmail(ctx, email)
		if err != nil {
			return err
		}
		if there {
			return fault.New(fault.Conflict, "%s has an account already", email).WithRemedy("change their role in the list of people")
		}
		secret, i, err = p.invite(ctx, tx, by, Invitation{Email: email, Name: name, Role: role}, "invitation.make")
		return err
	})
	return secret, i, err
}

// ResetPassword returns the secret of a link with which a person sets a new
// password. Their old one works until they do.
func (p *People) ResetPassword(ctx context.Context, by Identity, id ID) (secret string, i Invitation, err error) {
	if err := by.Need(ManagePeople); err != nil {
		return "", i, err
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		who, err := find(ctx, tx, id)
		if err != nil {
			return err
		}
		secret, i, err = p.invite(ctx, tx, by, Invitation{Email: who.Email, Name: who.Name, Role: who.Role}, "person.reset")
		return err
	})
	return secret, i, err
}

// Recover is ResetPassword for whoever has the server in hand: they open a door
// for an owner who has locked themselves out. It asks nobody's leave, so only
// commands on the server's own machine call it.
func (p *People) Recover(ctx context.Context, email string) (secret string, err error) {
	email = canonical(email)
	err = p.store.Write(ctx, func(tx Tx) error {
		who, there, err := tx.PersonByEmail(ctx, email)
		if err != nil {
			return err
		}
		if !there {
			return fault.New(fault.NotFound, "nobody has the address %s", email).WithRemedy("use the address that they signed in with")
		}
		secret, _, err = p.invite(ctx, tx, TheServer(), Invitation{Email: who.Email, Name: who.Name, Role: who.Role}, "person.reset")
		return err
	})
	return secret, err
}

func (p *People) invite(ctx context.Context, tx Tx, by Identity, i Invitation, did string) (string, Invitation, error) {
	secret, kept := NewSecret("")
	i.ID, i.Digest, i.By, i.MadeAt = InvitationID(newID()), kept, by.Person, p.now()
	i.EndsAt = i.MadeAt.Add(InvitationLasts)
	if err := tx.SaveInvitation(ctx, i); err != nil {
		return "", i, err
	}
	return secret, i, tx.AddEntry(ctx, p.entry(by, did, "person:"+i.Email, string(i.Role)))
}

// Invitations lists the open invitations, the newest first.
func (p *People) Invitations(ctx context.Context, by Identity) (open []Invitation, err error) {
	if err := by.Need(ManagePeople); err != nil {
		return nil, err
	}
	err = p.store.Read(ctx, func(tx Tx) error { open, err = tx.Invitations(ctx); return err })
	now := p.now()
	return slices.DeleteFunc(open, func(i Invitation) bool { return !now.Before(i.EndsAt) }), err
}

// Withdraw makes an invitation void.
func (p *People) Withdraw(ctx context.Context, by Identity, id InvitationID) error {
	if err := by.Need(ManagePeople); err != nil {
		return err
	}
	return p.store.Write(ctx, func(tx Tx) error {
		open, err := tx.Invitations(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(open, func(i Invitation) bool { return i.ID == id })
		if i < 0 {
			return fault.New(fault.NotFound, "there is no such invitation").WithRemedy("it may have been accepted; look at the list again")
		}
		if err := tx.RemoveInvitation(ctx, id); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "invitation.withdraw", "person:"+open[i].Email, ""))
	})
}

// withdraw makes what invites an address void.
func withdraw(ctx context.Context, tx InvitationTx, email string) error {
	open, err := tx.Invitations(ctx)
	if err != nil {
		return err
	}
	for _, i := range open {
		if i.Email != email {
			continue
		}
		if err := tx.RemoveInvitation(ctx, i.ID); err != nil {
			return err
		}
	}
	return nil
}

// Invitation returns the open invitation of a link's secret.
func (p *People) Invitation(ctx context.Context, secret string) (i Invitation, err error) {
	err = p.store.Read(ctx, func(tx Tx) error { i, err = p.invited(ctx, tx, secret); return err })
	return i, err
}

func (p *People) invited(ctx context.Context, tx InvitationTx, secret string) (Invitation, error) {
	i, there, err := tx.InvitationByDigest(ctx, digest(secret))
	if err != nil {
		return Invitation{}, err
	}
	if !there || !p.now().Before(i.EndsAt) {
		return Invitation{}, fault.New(fault.NotFound, "this link has been used or has ended").WithRemedy("ask whoever sent it for a new one")
	}
	return i, nil
}

// Accept makes a person of whoever holds a link's secret, or gives the person
// their new password, and signs them in. The link is good for nothing
// afterwards, and neither are earlier sessions. Empty name keeps the
// invitation's.
func (p *People) Accept(ctx context.Context, secret, name, password string, v Visitor) (session string, who Identity, err error) {
	i, err := p.Invitation(ctx, secret)
	if err != nil {
		return "", who, err
	}
	if strings.TrimSpace(name) == "" {
		name = i.Name
	}
	if name, err = checkName("name", name); err != nil {
		return "", who, err
	}
	hash, err := p.newPassword(ctx, password, i.Email)
	if err != nil {
		return "", who, err
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		if i, err = p.invited(ctx, tx, secret); err != nil { // again: it may have been used meanwhile
			return err
		}
		if err := tx.RemoveInvitation(ctx, i.ID); err != nil {
			return err
		}
		person, there, err := tx.PersonByEmail(ctx, i.Email)
		if err != nil {
			return err
		}
		if !there {
			person = Person{ID: ID(newID()), Email: i.Email, Role: i.Role, MadeAt: p.now()}
		}
		person.Name, person.Password = name, hash
		if err := endSessions(ctx, tx, person.ID, ""); err != nil {
			return err
		}
		session, who, err = p.open(ctx, tx, person, v, "invitation")
		return err
	})
	return session, who, err
}
