// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// Identity is who makes a request: a person in a browser, or a program with a
// person's token. The zero value is nobody, who may do nothing.
type Identity struct {
	Person ID
	Name   string
	Email  string // in lower case
	Role   Role   // the person's, as of this request
	Locale string // as in "fr"; empty follows the browser

	Session SessionID // the browser's session; empty for a token
	Token   TokenID   // the program's token; empty for a session
	Scope   Role      // what the token was made for, one of Scopes; empty for a session

	From string // the address of the request, for the audit
}

// Known tells whether it is anybody.
func (i Identity) Known() bool { return i.Person != "" }

// May tells whether i may do a. A token may do what both its scope and its
// maker's role may, but for what concerns accounts: whoever finds one must not
// make another of it, or a person.
func (i Identity) May(a Action) bool {
	switch {
	case !i.Known() || !May(i.Role, a):
		return false
	case i.Token == "":
		return true
	case a == OwnAccount || a == ManageTokens || a == ManagePeople:
		return false
	}
	return May(i.Scope, a)
}

// Actions lists what i may do, in the order of the table.
func (i Identity) Actions() []Action {
	var out []Action
	for _, p := range permissions {
		if i.May(p.action) {
			out = append(out, p.action)
		}
	}
	return out
}

// Still tells whether by is who they were when they began what goes on: their
// session or token has not ended, and their role is the same.
func (p *People) Still(ctx context.Context, by Identity) (still bool, err error) {
	now := p.now()
	err = p.store.Read(ctx, func(tx Tx) error {
		who, err := find(ctx, tx, by.Person)
		if err != nil || who.Role != by.Role {
			return err
		}
		if by.Token != "" {
			all, err := tx.Tokens(ctx)
			still = slices.ContainsFunc(all, func(t Token) bool { return t.ID == by.Token && (t.EndsAt.IsZero() || now.Before(t.EndsAt)) })
			return err
		}
		all, err := tx.Sessions(ctx, by.Person)
		still = slices.ContainsFunc(all, func(s Session) bool { return s.ID == by.Session && now.Before(s.EndsAt) })
		return err
	})
	if fault.CodeOf(err) == fault.NotFound { // removed
		return false, nil
	}
	return still, err
}

// MayEditStep tells whether i may change a step that names owner, an e-mail,
// as its owner.
func (i Identity) MayEditStep(owner string) bool {
	own := owner != "" && canonical(owner) == i.Email
	return i.May(EditJourneys) || own && i.May(EditOwnSteps)
}

// Need is nil when i may do a, and otherwise a fault that says so.
func (i Identity) Need(a Action) error {
	switch {
	case i.May(a):
		return nil
	case !i.Known():
		return fault.New(fault.Forbidden, "nobody is signed in").WithRemedy("sign in and try again")
	case i.Token != "":
		return fault.New(fault.Forbidden, "this token may not do this (it needs %q)", string(a)).
			WithRemedy("use a token with a role that may, or sign in")
	}
	return fault.New(fault.Forbidden, "as %s you may not do this (it needs %q)", string(i.Role), string(a)).
		WithRemedy("ask an owner of the workspace")
}

// canonical is an e-mail as it is compared and kept.
func canonical(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
