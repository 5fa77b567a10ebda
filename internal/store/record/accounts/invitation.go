// SPDX-License-Identifier: Apache-2.0

package accounts

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
)

const selectInvitation = "SELECT id, email, name, role, secret, by_id, made_at, ends_at FROM invitation"

func readInvitation(row scanner) (i people.Invitation, err error) {
	var made, ends int64
	var secret []byte
	var by sql.NullString
	if err = row.Scan(&i.ID, &i.Email, &i.Name, &i.Role, &secret, &by, &made, &ends); err == nil {
		i.Digest, err = toDigest(secret)
	}
	if err != nil {
		return i, fmt.Errorf("read invitation: %w", err)
	}
	i.By, i.MadeAt, i.EndsAt = people.ID(by.String), record.Time(made), record.Time(ends)
	return i, nil
}

// Invitations lists the invitations.
func (t tx) Invitations(ctx context.Context) ([]people.Invitation, error) {
	return all(ctx, t, readInvitation, selectInvitation+" ORDER BY made_at DESC, id")
}

// InvitationByDigest finds an invitation.
func (t tx) InvitationByDigest(ctx context.Context, d people.Digest) (people.Invitation, bool, error) {
	return one(ctx, t, readInvitation, selectInvitation+" WHERE secret = ?", d[:])
}

// SaveInvitation adds an invitation, in place of an earlier one of the address.
func (t tx) SaveInvitation(ctx context.Context, i people.Invitation) error {
	return t.exec(ctx, "save invitation", `
		INSERT INTO invitation (id, email, name, role, secret, by_id, made_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (email) DO UPDATE SET id = excluded.id, name = excluded.name, role = excluded.role, secret = excluded.secret,
			by_id = excluded.by_id, made_at = excluded.made_at, ends_at = excluded.ends_at`,
		i.ID, i.Email, i.Name, i.Role, i.Digest[:], sql.NullString{String: string(i.By), Valid: i.By != ""}, record.Micros(i.MadeAt), record.Micros(i.EndsAt))
}

// RemoveInvitation removes an invitation.
func (t tx) RemoveInvitation(ctx context.Context, id people.InvitationID) error {
	return t.exec(ctx, "remove invitation", "DELETE FROM invitation WHERE id = ?", id)
}
