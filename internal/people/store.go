// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"time"
)

// Store keeps what this package knows. Write gives one writer at a time a
// transaction that happens as a whole or not at all; Read gives a snapshot, and
// what do writes there is refused.
type Store interface {
	Write(ctx context.Context, do func(Tx) error) error
	Read(ctx context.Context, do func(Tx) error) error
}

// Tx is one transaction. A method that looks something up says false when it is
// not there; one that saves adds or replaces by id.
type Tx interface {
	WorkspaceTx
	PersonTx
	SessionTx
	InvitationTx
	TokenTx
	AuditTx
}

// WorkspaceTx keeps the workspace and the digest of its set-up link.
type WorkspaceTx interface {
	Workspace(ctx context.Context) (Workspace, error)
	SaveWorkspace(ctx context.Context, w Workspace) error
	SetUpDigest(ctx context.Context) (Digest, bool, error)
	SaveSetUpDigest(ctx context.Context, d Digest, at time.Time) error // the zero digest removes it
}

// PersonTx keeps people. Removing one removes their sessions, tokens and open
// invitations, and everything else that is theirs alone.
type PersonTx interface {
	People(ctx context.Context) ([]Person, error) // by name, then e-mail
	PersonByEmail(ctx context.Context, email string) (Person, bool, error)
	SavePerson(ctx context.Context, p Person) error
	RemovePerson(ctx context.Context, id ID) error
}

// SessionTx keeps sessions.
type SessionTx interface {
	Sessions(ctx context.Context, of ID) ([]Session, error) // the one seen last first
	SessionByDigest(ctx context.Context, d Digest) (Session, Person, bool, error)
	SaveSession(ctx context.Context, s Session) error
	RemoveSession(ctx context.Context, id SessionID) error
}

// InvitationTx keeps open invitations, one an e-mail: saving a second replaces
// the first.
type InvitationTx interface {
	Invitations(ctx context.Context) ([]Invitation, error) // the newest first
	InvitationByDigest(ctx context.Context, d Digest) (Invitation, bool, error)
	SaveInvitation(ctx context.Context, i Invitation) error
	RemoveInvitation(ctx context.Context, id InvitationID) error
}

// TokenTx keeps tokens.
type TokenTx interface {
	Tokens(ctx context.Context) ([]Token, error) // the newest first
	TokenByDigest(ctx context.Context, d Digest) (Token, Person, bool, error)
	SaveToken(ctx context.Context, t Token) error
	RemoveToken(ctx context.Context, id TokenID) error
}

// AuditTx keeps the audit, and throws away what has ended.
type AuditTx interface {
	AddEntry(ctx context.Context, e Entry) error
	Entries(ctx context.Context, q AuditQuery) ([]Entry, error) // the newest first
	RemoveEnded(ctx context.Context, now time.Time) error       // sessions and invitations
}
