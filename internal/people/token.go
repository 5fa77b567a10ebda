// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// TokenID is the id of a token. It is not its secret.
type TokenID string

// TokenPrefix begins every token, so that people and scanners recognise one
// that lies where it should not.
const TokenPrefix = "wend_"

// Token lets a program do what a role may, in the name of the person who made
// it.
type Token struct {
	ID     TokenID
	Person ID
	Name   string // what it is for
	Scope  Role   // one of Scopes, within the maker's role
	Digest Digest `json:"-"`
	Hint   string // its first letters, to tell it by
	MadeAt time.Time
	UsedAt time.Time // zero: never
	EndsAt time.Time // zero: never
}

// MakeToken makes a token that may do what scope may, until ends (zero: for
// good), and returns its secret.
func (p *People) MakeToken(ctx context.Context, by Identity, name string, scope Role, ends time.Time) (secret string, t Token, err error) {
	if err := by.Need(ManageTokens); err != nil {
		return "", t, err
	}
	if name, err = checkName("name", name); err != nil {
		return "", t, err
	}
	if err := scope.checkScope(); err != nil {
		return "", t, err
	}
	now := p.now()
	switch {
	case !scope.Within(by.Role):
		return "", t, field("role", "a token may not do more than you, who are %s", string(by.Role)).WithRemedy("choose a role within yours")
	case !ends.IsZero() && !now.Before(ends):
		return "", t, field("ends_at", "this time has passed").WithRemedy("choose one to come, or none")
	}
	secret, kept := NewSecret(TokenPrefix)
	t = Token{
		ID: TokenID(newID()), Person: by.Person, Name: name, Scope: scope, Digest: kept,
		Hint: secret[:len(TokenPrefix)+4], MadeAt: now, EndsAt: ends,
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		if err := tx.SaveToken(ctx, t); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "token.make", "token:"+string(t.ID), name+", "+string(scope)))
	})
	return secret, t, err
}

// Tokens lists one's own tokens, the newest first, and for whoever manages
// people everybody's.
func (p *People) Tokens(ctx context.Context, by Identity) (all []Token, err error) {
	if err := by.Need(ManageTokens); err != nil {
		return nil, err
	}
	err = p.store.Read(ctx, func(tx Tx) error { all, err = tx.Tokens(ctx); return err })
	return slices.DeleteFunc(all, func(t Token) bool { return !concerns(t, by) }), err
}

// concerns tells whether by sees and ends t.
func concerns(t Token, by Identity) bool { return t.Person == by.Person || by.May(ManagePeople) }

// RevokeToken ends a token.
func (p *People) RevokeToken(ctx context.Context, by Identity, id TokenID) error {
	if err := by.Need(ManageTokens); err != nil {
		return err
	}
	return p.store.Write(ctx, func(tx Tx) error {
		all, err := tx.Tokens(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(t Token) bool { return t.ID == id && concerns(t, by) })
		if i < 0 {
			return fault.New(fault.NotFound, "there is no such token").WithRemedy("it may have been revoked; look at the list again")
		}
		if err := tx.RemoveToken(ctx, id); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "token.revoke", "token:"+string(id), all[i].Name))
	})
}

// AuthenticateToken tells who a token's secret belongs to. One that is unknown
// or has ended gives a fault with the code forbidden.
func (p *People) AuthenticateToken(ctx context.Context, secret string, v Visitor) (who Identity, err error) {
	var t Token
	var person Person
	var there bool
	err = p.store.Read(ctx, func(tx Tx) error { t, person, there, err = tx.TokenByDigest(ctx, digest(secret)); return err })
	if err != nil {
		return who, err
	}
	now := p.now()
	if !there || !t.EndsAt.IsZero() && !now.Before(t.EndsAt) {
		return who, fault.New(fault.Forbidden, "this token is unknown or has ended").WithRemedy("make a new one in the settings")
	}
	if now.Sub(t.UsedAt) >= touchAfter {
		p.seen(ctx, p.touchToken(ctx, t.Digest, now))
	}
	who = identity(person, v.From)
	who.Token, who.Scope = t.ID, t.Scope
	return who, nil
}

func (p *People) touchToken(ctx context.Context, d Digest, now time.Time) error {
	return p.store.Write(ctx, func(tx Tx) error {
		t, _, there, err := tx.TokenByDigest(ctx, d)
		if err != nil || !there || now.Sub(t.UsedAt) < touchAfter {
			return err
		}
		t.UsedAt = now
		return tx.SaveToken(ctx, t)
	})
}
