// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// WorkspaceID is the id of a workspace.
type WorkspaceID string

// Workspace is where everything lives. A store holds one.
type Workspace struct {
	ID   WorkspaceID
	Name string // empty until set up
	Zone string // the IANA name of its time zone: where days begin
}

// Workspace returns the workspace.
func (p *People) Workspace(ctx context.Context) (w Workspace, err error) {
	err = p.store.Read(ctx, func(tx Tx) error { w, err = tx.Workspace(ctx); return err })
	return w, err
}

// EditWorkspace changes its name and time zone.
func (p *People) EditWorkspace(ctx context.Context, by Identity, name, zone string) (w Workspace, err error) {
	if err := by.Need(ManageWorkspace); err != nil {
		return w, err
	}
	if name, err = checkName("name", name); err != nil {
		return w, err
	}
	if err := checkZone(zone); err != nil {
		return w, err
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		if w, err = tx.Workspace(ctx); err != nil {
			return err
		}
		w.Name, w.Zone = name, zone
		if err := tx.SaveWorkspace(ctx, w); err != nil {
			return err
		}
		return tx.AddEntry(ctx, p.entry(by, "workspace.change", "workspace:"+string(w.ID), name+", "+zone))
	})
	return w, err
}

func checkZone(zone string) error {
	if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
		return field("zone", "there is no time zone %q", zone).WithRemedy("write it as in Europe/Amsterdam")
	}
	return nil
}

// SetUpNeeded tells whether nobody has an account yet.
func (p *People) SetUpNeeded(ctx context.Context) (needed bool, err error) {
	err = p.store.Read(ctx, func(tx Tx) error { needed, err = nobody(ctx, tx); return err })
	return needed, err
}

func nobody(ctx context.Context, tx PersonTx) (bool, error) {
	all, err := tx.People(ctx)
	return len(all) == 0, err
}

// SetUpLink makes the secret of the link with which the first owner sets the
// workspace up, or "" when somebody has. It is good until it is used, or until
// another is made: only the last one printed works.
func (p *People) SetUpLink(ctx context.Context) (secret string, err error) {
	err = p.store.Write(ctx, func(tx Tx) error {
		needed, err := nobody(ctx, tx)
		if err != nil || !needed {
			return err
		}
		var kept Digest
		secret, kept = NewSecret("")
		return tx.SaveSetUpDigest(ctx, kept, p.now())
	})
	return secret, err
}

// Founding is what the first owner fills in.
type Founding struct {
	Secret    string // of the link
	Name      string
	Email     string
	Password  string
	Workspace string // its name
	Zone      string // its time zone; empty means UTC
}

// SetUp makes the first owner and signs them in. The link is good for nothing
// afterwards.
func (p *People) SetUp(ctx context.Context, f Founding, v Visitor) (secret string, who Identity, err error) {
	name, workspace, email, err := p.checkFounding(ctx, &f)
	if err != nil {
		return "", who, err
	}
	hash, err := p.newPassword(ctx, f.Password, email)
	if err != nil {
		return "", who, err
	}
	err = p.store.Write(ctx, func(tx Tx) error {
		if err := p.mayFound(ctx, tx, f.Secret); err != nil { // again: another may have been faster
			return err
		}
		now := p.now()
		w, err := tx.Workspace(ctx)
		if err != nil {
			return err
		}
		w.Name, w.Zone = workspace, f.Zone
		if err := tx.SaveWorkspace(ctx, w); err != nil {
			return err
		}
		if err := tx.SaveSetUpDigest(ctx, Digest{}, now); err != nil {
			return err
		}
		person := Person{ID: ID(newID()), Email: email, Name: name, Role: Owner, Password: hash, MadeAt: now}
		secret, who, err = p.open(ctx, tx, person, v, "set up "+workspace)
		return err
	})
	return secret, who, err
}

// checkFounding looks at the secret first: a stranger learns nothing, and costs
// no hashing.
func (p *People) checkFounding(ctx context.Context, f *Founding) (name, workspace, email string, err error) {
	err = p.store.Read(ctx, func(tx Tx) error { return p.mayFound(ctx, tx, f.Secret) })
	if err != nil {
		return "", "", "", err
	}
	if f.Zone == "" {
		f.Zone = "UTC"
	}
	if name, err = checkName("name", f.Name); err != nil {
		return "", "", "", err
	}
	if workspace, err = checkName("workspace", f.Workspace); err != nil {
		return "", "", "", err
	}
	if email, err = checkEmail(f.Email); err != nil {
		return "", "", "", err
	}
	return name, workspace, email, checkZone(f.Zone)
}

func (p *People) mayFound(ctx context.Context, tx Tx, secret string) error {
	needed, err := nobody(ctx, tx)
	if err != nil {
		return err
	}
	if !needed {
		return fault.New(fault.Conflict, "this workspace is set up already").WithRemedy("sign in, or ask an owner to invite you")
	}
	kept, there, err := tx.SetUpDigest(ctx)
	if err != nil {
		return err
	}
	if !there || !kept.matches(secret) {
		return fault.New(fault.Forbidden, "this set-up link does not work").WithRemedy("use the one that the server printed when it last started")
	}
	return nil
}
