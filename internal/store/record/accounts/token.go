// SPDX-License-Identifier: Apache-2.0

package accounts

import (
	"context"
	"fmt"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
)

const tokenColumns = "t.id, t.person_id, t.name, t.role, t.secret, t.hint, t.made_at, t.used_at, t.ends_at"

// token gives where the token's columns go, and what turns them into it.
func token(t *people.Token) (into []any, finish func() error) {
	var made, used, ends int64
	var secret []byte
	into = []any{&t.ID, &t.Person, &t.Name, &t.Scope, &secret, &t.Hint, &made, &used, &ends}
	return into, func() (err error) {
		t.MadeAt, t.UsedAt, t.EndsAt = record.Time(made), record.Time(used), record.Time(ends)
		t.Digest, err = toDigest(secret)
		return err
	}
}

func readToken(row scanner) (out people.Token, err error) {
	into, finish := token(&out)
	if err = row.Scan(into...); err == nil {
		err = finish()
	}
	if err != nil {
		return out, fmt.Errorf("read token: %w", err)
	}
	return out, nil
}

// Tokens lists everybody's tokens.
func (t tx) Tokens(ctx context.Context) ([]people.Token, error) {
	return all(ctx, t, readToken, "SELECT "+tokenColumns+" FROM token t ORDER BY t.made_at DESC, t.id")
}

// TokenByDigest finds a token and whose it is.
func (t tx) TokenByDigest(ctx context.Context, d people.Digest) (people.Token, people.Person, bool, error) {
	read := func(row scanner) (o owned[people.Token], err error) {
		intoToken, finishToken := token(&o.what)
		intoPerson, finishPerson := person(&o.by)
		if err = row.Scan(append(intoToken, intoPerson...)...); err != nil {
			return o, fmt.Errorf("find token: %w", err)
		}
		finishPerson()
		return o, finishToken()
	}
	o, there, err := one(ctx, t, read, "SELECT "+tokenColumns+", "+personColumns+
		" FROM token t JOIN person p ON p.id = t.person_id WHERE t.secret = ?", d[:])
	return o.what, o.by, there, err
}

// SaveToken adds a token, or notes its last use.
func (t tx) SaveToken(ctx context.Context, x people.Token) error {
	return t.exec(ctx, "save token", `
		INSERT INTO token (id, person_id, name, role, secret, hint, made_at, used_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at`,
		x.ID, x.Person, x.Name, x.Scope, x.Digest[:], x.Hint, record.Micros(x.MadeAt), record.Micros(x.UsedAt), record.Micros(x.EndsAt))
}

// RemoveToken removes a token.
func (t tx) RemoveToken(ctx context.Context, id people.TokenID) error {
	return t.exec(ctx, "remove token", "DELETE FROM token WHERE id = ?", id)
}
