// SPDX-License-Identifier: Apache-2.0

package people_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// house is a workspace on a real database, with a clock to turn.
type house struct {
	*people.People
	t   *testing.T
	db  *record.DB
	now time.Time
}

// cheap makes tests fast.
var cheap = people.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}

const (
	good    = "seven tall lighthouses"
	another = "nine green umbrellas"
)

func newHouse(t *testing.T, o people.Options) *house {
	t.Helper()
	if o.Cost == (people.Cost{}) {
		o.Cost = cheap
	}
	db, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "wend.db"), record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := &house{t: t, db: db, now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	h.People = people.New(accounts.New(db), func() time.Time { return h.now }, o)
	return h
}

var browser = people.Visitor{Agent: "Firefox", From: "192.0.2.1"}

// founded is a house whose first owner, Ada, is signed in.
func founded(t *testing.T) (*house, people.Identity) {
	t.Helper()
	h := newHouse(t, people.Options{})
	_, ada := h.found()
	return h, ada
}

func (h *house) found() (secret string, ada people.Identity) {
	h.t.Helper()
	link, err := h.SetUpLink(h.t.Context())
	h.must(err)
	secret, ada, err = h.SetUp(h.t.Context(), founding(link), browser)
	h.must(err)
	return secret, ada
}

func founding(link string) people.Founding {
	return people.Founding{Secret: link, Name: "Ada", Email: "Ada@Example.com ", Password: good, Workspace: "Outdoor shop", Zone: "Europe/Amsterdam"}
}

// join invites somebody and lets them accept.
func (h *house) join(by people.Identity, email string, role people.Role) (secret string, who people.Identity) {
	h.t.Helper()
	link, _, err := h.Invite(h.t.Context(), by, email, "", role)
	h.must(err)
	name, _, _ := strings.Cut(email, "@")
	secret, who, err = h.Accept(h.t.Context(), link, name, good, browser)
	h.must(err)
	return secret, who
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// refused checks that err is a fault with a code and a text to read.
func refused(t *testing.T, err error, code fault.Code, says string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Code != code || !strings.Contains(f.Message, says) || f.Remedy == "" {
		t.Errorf("want %s (%q) with a remedy, got %v", code, says, err)
	}
}

// audit lists what was done, oldest first.
func (h *house) audit() (out []string) {
	h.t.Helper()
	err := h.db.Read(h.t.Context(), func(tx *sql.Tx) error {
		rows, err := tx.Query("SELECT did || ' ' || target || ' ' || by_name FROM audit ORDER BY number")
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				return err
			}
			out = append(out, line)
		}
		return rows.Err()
	})
	h.must(err)
	return out
}

func TestSetUpOnce(t *testing.T) {
	h := newHouse(t, people.Options{})
	needed, err := h.SetUpNeeded(t.Context())
	h.must(err)
	if !needed {
		t.Fatal("a new workspace wants to be set up")
	}
	stale, err := h.SetUpLink(t.Context())
	h.must(err)
	link, err := h.SetUpLink(t.Context())
	h.must(err)
	for _, wrong := range []string{"", "nonsense", stale} {
		_, _, err = h.SetUp(t.Context(), founding(wrong), browser)
		refused(t, err, fault.Forbidden, "set-up link")
	}
	secret, ada, err := h.SetUp(t.Context(), founding(link), browser)
	h.must(err)
	want := people.Identity{Person: ada.Person, Name: "Ada", Email: "ada@example.com", Role: people.Owner, Session: ada.Session, From: "192.0.2.1"}
	if diff := cmp.Diff(want, ada); diff != "" || ada.Person == "" || ada.Session == "" {
		t.Error(ada, diff)
	}
	again, err := h.Authenticate(t.Context(), secret, browser)
	h.must(err)
	if diff := cmp.Diff(ada, again); diff != "" {
		t.Error(diff)
	}
	w, err := h.Workspace(t.Context())
	h.must(err)
	if diff := cmp.Diff(people.Workspace{ID: "main", Name: "Outdoor shop", Zone: "Europe/Amsterdam"}, w); diff != "" {
		t.Error(diff)
	}
	_, _, err = h.SetUp(t.Context(), founding(link), browser)
	refused(t, err, fault.Conflict, "set up already")
	if link, err := h.SetUpLink(t.Context()); link != "" || err != nil {
		t.Errorf("no further link: %q, %v", link, err)
	}
	if diff := cmp.Diff([]string{"session.open person:ada@example.com Ada"}, h.audit()); diff != "" {
		t.Error(diff)
	}
}

// Two who hold the link at once: one becomes the owner.
func TestSetUpRace(t *testing.T) {
	h := newHouse(t, people.Options{})
	link, err := h.SetUpLink(t.Context())
	h.must(err)
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() { _, _, errs[i] = h.SetUp(t.Context(), founding(link), browser) })
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d became the first owner: %v", won, errs)
	}
}

func TestFoundingIsChecked(t *testing.T) {
	h := newHouse(t, people.Options{})
	link, err := h.SetUpLink(t.Context())
	h.must(err)
	for where, change := range map[string]func(*people.Founding){
		"name":      func(f *people.Founding) { f.Name = "  " },
		"workspace": func(f *people.Founding) { f.Workspace = strings.Repeat("x", 121) },
		"email":     func(f *people.Founding) { f.Email = "Ada <ada@example.com>" },
		"password":  func(f *people.Founding) { f.Password = "short" },
		"zone":      func(f *people.Founding) { f.Zone = "Local" },
	} {
		form := founding(link)
		change(&form)
		_, _, err := h.SetUp(t.Context(), form, browser)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Code != fault.Invalid || f.Field != where {
			t.Errorf("%s: %v", where, err)
		}
	}
	_, _, err = h.SetUp(t.Context(), founding(link), browser)
	h.must(err) // refusals do not use the link up
}

func TestSignIn(t *testing.T) {
	h, ada := founded(t)
	for _, wrong := range [][2]string{{"ada@example.com", "wrong"}, {"ada@example.com", ""}, {"bo@example.com", good}, {"", ""}, {strings.Repeat("x", 999), good}} {
		_, _, err := h.SignIn(t.Context(), wrong[0], wrong[1], browser)
		refused(t, err, fault.Forbidden, "e-mail address or the password is wrong")
	}
	secret, who, err := h.SignIn(t.Context(), " ADA@example.com", good, browser)
	h.must(err)
	if who.Person != ada.Person || who.Session == ada.Session {
		t.Errorf("signed in as %+v", who)
	}
	all, err := h.Sessions(t.Context(), who)
	h.must(err)
	if len(all) != 2 || all[0].Agent != "Firefox" || all[0].From != "192.0.2.1" {
		t.Errorf("sessions %+v", all)
	}
	h.must(h.SignOut(t.Context(), who))
	h.must(h.SignOut(t.Context(), who)) // twice is fine
	_, err = h.Authenticate(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "session has ended")
	want := []string{
		"session.open person:ada@example.com Ada",
		"session.refuse person:ada@example.com ", "session.refuse person:ada@example.com ", "session.refuse person:bo@example.com ", "session.refuse person: ",
		"session.open person:ada@example.com Ada", "session.close person:ada@example.com Ada",
	}
	if diff := cmp.Diff(want, h.audit()); diff != "" {
		t.Error(diff)
	}
}

// A secret that was known before somebody signed in opens nothing after.
func TestSignInEndsTheSessionItCameWith(t *testing.T) {
	h, ada := founded(t)
	planted, mallory := h.join(ada, "mallory@example.com", people.Viewer)
	v := browser
	v.Session = mallory.Session
	secret, _, err := h.SignIn(t.Context(), "ada@example.com", good, v)
	h.must(err)
	if secret == planted {
		t.Error("the secret is the same")
	}
	_, err = h.Authenticate(t.Context(), planted, browser)
	refused(t, err, fault.Forbidden, "session has ended")
}

func TestSessionsEndWhenIdle(t *testing.T) {
	h, ada := founded(t)
	secret, _, err := h.SignIn(t.Context(), ada.Email, good, browser)
	h.must(err)
	for range 3 { // used, it lasts
		h.now = h.now.Add(people.SessionIdle - time.Second)
		_, err = h.Authenticate(t.Context(), secret, people.Visitor{Agent: "Safari", From: "192.0.2.9"})
		h.must(err)
	}
	all, err := h.Sessions(t.Context(), ada)
	h.must(err)
	if len(all) != 1 || all[0].From != "192.0.2.9" || all[0].Agent != "Safari" || !all[0].SeenAt.Equal(h.now) {
		t.Errorf("sessions %+v", all)
	}
	h.now = h.now.Add(people.SessionIdle)
	_, err = h.Authenticate(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "session has ended")
}

func TestRevokeOnlyOnesOwn(t *testing.T) {
	h, ada := founded(t)
	secret, bo := h.join(ada, "bo@example.com", people.Editor)
	refused(t, h.Revoke(t.Context(), ada, bo.Session), fault.NotFound, "no such session")
	h.must(h.Revoke(t.Context(), bo, bo.Session))
	_, err := h.Authenticate(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "session has ended")
}

func TestARaisedCostRehashes(t *testing.T) {
	h, ada := founded(t)
	dear := people.New(accounts.New(h.db), func() time.Time { return h.now }, people.Options{Cost: people.Cost{Passes: 2, MemoryKiB: 128, Lanes: 1}})
	before, err := h.Self(t.Context(), ada)
	h.must(err)
	_, _, err = dear.SignIn(t.Context(), ada.Email, "wrong password", browser)
	refused(t, err, fault.Forbidden, "wrong")
	if same, err := h.Self(t.Context(), ada); err != nil || same.Password != before.Password {
		t.Errorf("a wrong password changed what is kept: %v", err)
	}
	for range 2 {
		_, _, err = dear.SignIn(t.Context(), ada.Email, good, browser)
		h.must(err)
	}
	after, err := h.Self(t.Context(), ada)
	h.must(err)
	if !strings.HasPrefix(string(before.Password), "$argon2id$v=19$m=64,t=1,p=1$") || !strings.HasPrefix(string(after.Password), "$argon2id$v=19$m=128,t=2,p=1$") {
		t.Errorf("%s became %s", before.Password, after.Password)
	}
}

func TestInvitations(t *testing.T) {
	h, ada := founded(t)
	first, _, err := h.Invite(t.Context(), ada, "Bo@example.com", "Bo", people.Editor)
	h.must(err)
	second, i, err := h.Invite(t.Context(), ada, "bo@example.com", "Bo", people.Analyst)
	h.must(err)
	_, err = h.Invitation(t.Context(), first)
	refused(t, err, fault.NotFound, "used or has ended")
	got, err := h.Invitation(t.Context(), second)
	h.must(err)
	want := people.Invitation{ID: i.ID, Email: "bo@example.com", Name: "Bo", Role: people.Analyst, Digest: i.Digest, By: ada.Person, MadeAt: h.now, EndsAt: h.now.Add(people.InvitationLasts)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, _, err = h.Accept(t.Context(), second, "", "short", browser)
	refused(t, err, fault.Invalid, "5 characters")
	_, bo, err := h.Accept(t.Context(), second, "", good, browser)
	h.must(err)
	if bo.Name != "Bo" || bo.Role != people.Analyst || bo.Email != "bo@example.com" {
		t.Errorf("Bo is %+v", bo)
	}
	_, _, err = h.Accept(t.Context(), second, "", good, browser)
	refused(t, err, fault.NotFound, "used or has ended")
	_, _, err = h.Invite(t.Context(), ada, "bo@example.com", "", people.Editor)
	refused(t, err, fault.Conflict, "has an account already")

	late, _, err := h.Invite(t.Context(), ada, "cy@example.com", "", people.Viewer)
	h.must(err)
	open, err := h.Invitations(t.Context(), ada)
	h.must(err)
	if len(open) != 1 || open[0].Email != "cy@example.com" {
		t.Errorf("open: %+v", open)
	}
	h.now = h.now.Add(people.InvitationLasts)
	_, _, err = h.Accept(t.Context(), late, "Cy", good, browser)
	refused(t, err, fault.NotFound, "used or has ended")
	if open, err = h.Invitations(t.Context(), ada); err != nil || len(open) > 0 {
		t.Errorf("open: %+v, %v", open, err)
	}
}

func TestWithdraw(t *testing.T) {
	h, ada := founded(t)
	link, i, err := h.Invite(t.Context(), ada, "bo@example.com", "", people.Viewer)
	h.must(err)
	h.must(h.Withdraw(t.Context(), ada, i.ID))
	refused(t, h.Withdraw(t.Context(), ada, i.ID), fault.NotFound, "no such invitation")
	_, err = h.Invitation(t.Context(), link)
	refused(t, err, fault.NotFound, "used or has ended")
}

// An invitation that is accepted by many at once makes one person.
func TestAcceptRace(t *testing.T) {
	h, ada := founded(t)
	link, _, err := h.Invite(t.Context(), ada, "bo@example.com", "Bo", people.Viewer)
	h.must(err)
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() { _, _, errs[i] = h.Accept(t.Context(), link, "", good, browser) })
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		}
	}
	if everybody, err := h.All(t.Context(), ada); won != 1 || err != nil || len(everybody) != 2 {
		t.Errorf("%d accepted, %d people, %v", won, len(everybody), err)
	}
}

func TestResetPassword(t *testing.T) {
	h, ada := founded(t)
	secret, bo := h.join(ada, "bo@example.com", people.Editor)
	link, _, err := h.ResetPassword(t.Context(), ada, bo.Person)
	h.must(err)
	_, _, err = h.SignIn(t.Context(), bo.Email, good, browser)
	h.must(err) // the old password works until the link is used
	_, again, err := h.Accept(t.Context(), link, "", another, browser)
	h.must(err)
	if again.Person != bo.Person || again.Role != people.Editor || again.Name != "bo" {
		t.Errorf("Bo is now %+v", again)
	}
	_, err = h.Authenticate(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "session has ended")
	_, _, err = h.SignIn(t.Context(), bo.Email, good, browser)
	refused(t, err, fault.Forbidden, "wrong")

	link, _, err = h.ResetPassword(t.Context(), ada, bo.Person)
	h.must(err)
	h.must(h.Remove(t.Context(), ada, bo.Person))
	_, _, err = h.Accept(t.Context(), link, "Bo", another, browser)
	refused(t, err, fault.NotFound, "used or has ended") // the removed do not come back by it
}

// Whoever has the server in hand lets an owner back in who forgot.
func TestRecover(t *testing.T) {
	h, _ := founded(t)
	_, err := h.Recover(t.Context(), "eve@example.com")
	refused(t, err, fault.NotFound, "nobody has the address")
	link, err := h.Recover(t.Context(), "Ada@example.com")
	h.must(err)
	_, who, err := h.Accept(t.Context(), link, "", another, browser)
	h.must(err)
	if who.Role != people.Owner || who.Name != "Ada" {
		t.Errorf("back is %+v", who)
	}
	if done := h.audit(); done[1] != "person.reset person:ada@example.com the server" {
		t.Errorf("the audit says %q", done)
	}
}

func TestTheLastOwnerStays(t *testing.T) {
	h, ada := founded(t)
	_, bo := h.join(ada, "bo@example.com", people.Editor)
	_, err := h.ChangeRole(t.Context(), ada, ada.Person, people.Viewer)
	refused(t, err, fault.Conflict, "last owner")
	refused(t, h.Remove(t.Context(), ada, ada.Person), fault.Conflict, "last owner")
	_, err = h.ChangeRole(t.Context(), ada, bo.Person, people.Owner)
	h.must(err)
	h.must(h.Remove(t.Context(), ada, ada.Person))
	bo.Role = people.Owner
	refused(t, h.Remove(t.Context(), bo, bo.Person), fault.Conflict, "last owner")
	everybody, err := h.All(t.Context(), bo)
	h.must(err)
	if len(everybody) != 1 || everybody[0].Email != "bo@example.com" {
		t.Errorf("left are %+v", everybody)
	}
	refused(t, h.Remove(t.Context(), bo, ada.Person), fault.NotFound, "no such person")
}

// Two owners who demote each other at the same moment leave one owner.
func TestTwoLastOwners(t *testing.T) {
	h, ada := founded(t)
	_, bo := h.join(ada, "bo@example.com", people.Owner)
	var both sync.WaitGroup
	both.Go(func() { _, _ = h.ChangeRole(t.Context(), ada, bo.Person, people.Viewer) })
	both.Go(func() { _, _ = h.ChangeRole(t.Context(), bo, ada.Person, people.Viewer) })
	both.Wait()
	everybody, err := h.All(t.Context(), ada)
	h.must(err)
	owners := 0
	for _, p := range everybody {
		if p.Role == people.Owner {
			owners++
		}
	}
	if owners != 1 {
		t.Errorf("%d owners are left", owners)
	}
}

func TestANewRoleEndsSessions(t *testing.T) {
	h, ada := founded(t)
	secret, bo := h.join(ada, "bo@example.com", people.Editor)
	_, err := h.ChangeRole(t.Context(), ada, bo.Person, people.Editor)
	h.must(err)
	_, err = h.Authenticate(t.Context(), secret, browser)
	h.must(err) // the same role is no change
	changed, err := h.ChangeRole(t.Context(), ada, bo.Person, people.Viewer)
	h.must(err)
	if changed.Role != people.Viewer {
		t.Errorf("changed to %+v", changed)
	}
	_, err = h.Authenticate(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "session has ended")
	_, err = h.ChangeRole(t.Context(), ada, bo.Person, "king")
	refused(t, err, fault.Invalid, "no role")
}

func TestChangePassword(t *testing.T) {
	h, ada := founded(t)
	secret, bo := h.join(ada, "bo@example.com", people.Viewer)
	other, _, err := h.SignIn(t.Context(), bo.Email, good, browser)
	h.must(err)
	refused(t, h.ChangePassword(t.Context(), bo, "wrong", another), fault.Invalid, "not your password")
	refused(t, h.ChangePassword(t.Context(), bo, good, "bo@example.com"), fault.Invalid, "your e-mail")
	h.must(h.ChangePassword(t.Context(), bo, good, another))
	_, err = h.Authenticate(t.Context(), secret, browser)
	h.must(err) // one's own session goes on
	_, err = h.Authenticate(t.Context(), other, browser)
	refused(t, err, fault.Forbidden, "session has ended")
	_, _, err = h.SignIn(t.Context(), bo.Email, another, browser)
	h.must(err)
}

func TestEditSelf(t *testing.T) {
	h, ada := founded(t)
	_, err := h.EditSelf(t.Context(), ada, " Ada L. ", "fr")
	h.must(err)
	self, err := h.Self(t.Context(), ada)
	h.must(err)
	if self.Name != "Ada L." || self.Locale != "fr" || self.Role != people.Owner {
		t.Errorf("Ada is %+v", self)
	}
	_, err = h.EditSelf(t.Context(), ada, "", "fr")
	refused(t, err, fault.Invalid, "name is empty")
}

func TestTokens(t *testing.T) {
	h, ada := founded(t)
	_, bo := h.join(ada, "bo@example.com", people.Editor)
	_, _, err := h.MakeToken(t.Context(), bo, "too much", people.Owner, time.Time{})
	refused(t, err, fault.Invalid, "more than you")
	_, _, err = h.MakeToken(t.Context(), bo, "late", people.Editor, h.now)
	refused(t, err, fault.Invalid, "has passed")
	secret, made, err := h.MakeToken(t.Context(), bo, "nightly", people.Editor, h.now.Add(time.Hour))
	h.must(err)
	if !strings.HasPrefix(secret, "wend_") || made.Hint != secret[:9] {
		t.Errorf("token %q, hint %q", secret, made.Hint)
	}
	program, err := h.AuthenticateToken(t.Context(), secret, people.Visitor{From: "192.0.2.7"})
	h.must(err)
	want := people.Identity{Person: bo.Person, Name: "bo", Email: "bo@example.com", Role: people.Editor, Token: made.ID, Scope: people.Editor, From: "192.0.2.7"}
	if diff := cmp.Diff(want, program); diff != "" {
		t.Error(diff)
	}
	_, _, err = h.MakeToken(t.Context(), program, "child", people.Viewer, time.Time{})
	refused(t, err, fault.Forbidden, "this token")
	all, err := h.Tokens(t.Context(), bo)
	h.must(err)
	if len(all) != 1 || !all[0].UsedAt.Equal(h.now) {
		t.Errorf("tokens %+v", all)
	}

	_, err = h.ChangeRole(t.Context(), ada, bo.Person, people.Viewer)
	h.must(err)
	program, err = h.AuthenticateToken(t.Context(), secret, browser)
	h.must(err)
	if program.May(people.Publish) || !program.May(people.Ask) {
		t.Errorf("a token may more than its maker: %v", program.Actions())
	}
	h.now = h.now.Add(time.Hour)
	_, err = h.AuthenticateToken(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "has ended")
}

func TestWhoRevokesTokens(t *testing.T) {
	h, ada := founded(t)
	_, bo := h.join(ada, "bo@example.com", people.Editor)
	_, cy := h.join(ada, "cy@example.com", people.Analyst)
	secret, made, err := h.MakeToken(t.Context(), bo, "nightly", people.Viewer, time.Time{})
	h.must(err)
	if all, err := h.Tokens(t.Context(), cy); err != nil || len(all) > 0 {
		t.Errorf("Cy sees %+v, %v", all, err)
	}
	refused(t, h.RevokeToken(t.Context(), cy, made.ID), fault.NotFound, "no such token")
	if all, err := h.Tokens(t.Context(), ada); err != nil || len(all) != 1 {
		t.Errorf("an owner sees %+v, %v", all, err)
	}
	h.must(h.RevokeToken(t.Context(), ada, made.ID))
	_, err = h.AuthenticateToken(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "unknown")

	secret, _, err = h.MakeToken(t.Context(), bo, "nightly", people.Viewer, time.Time{})
	h.must(err)
	h.must(h.Remove(t.Context(), ada, bo.Person))
	_, err = h.AuthenticateToken(t.Context(), secret, browser)
	refused(t, err, fault.Forbidden, "unknown") // it goes with its maker
}

func TestSignInVerified(t *testing.T) {
	h, ada := founded(t)
	_, who, err := h.SignInVerified(t.Context(), "ADA@example.com", "ignored", "Okta", browser)
	h.must(err)
	if who.Person != ada.Person || who.Name != "Ada" {
		t.Errorf("Ada is %+v", who)
	}
	_, _, err = h.SignInVerified(t.Context(), "bo@example.com", "Bo", "Okta", browser)
	refused(t, err, fault.Forbidden, "no account here")
	link, _, err := h.Invite(t.Context(), ada, "bo@example.com", "", people.Agent)
	h.must(err)
	_, bo, err := h.SignInVerified(t.Context(), "bo@example.com", "Bo B.", "Okta", browser)
	h.must(err)
	if bo.Name != "Bo B." || bo.Role != people.Agent {
		t.Errorf("Bo is %+v", bo)
	}
	_, err = h.Invitation(t.Context(), link)
	refused(t, err, fault.NotFound, "used")
	_, _, err = h.SignIn(t.Context(), "bo@example.com", "", browser)
	refused(t, err, fault.Forbidden, "wrong") // no password is not an empty one
}

func TestDemo(t *testing.T) {
	h := newHouse(t, people.Options{Demo: true})
	_, a, err := h.SignInDemo(t.Context(), browser)
	h.must(err)
	_, b, err := h.SignInDemo(t.Context(), browser)
	h.must(err)
	if a.Person != b.Person || a.Role != people.Owner || a.Session == b.Session {
		t.Errorf("%+v, then %+v", a, b)
	}
	real, _ := founded(t)
	_, _, err = real.SignInDemo(t.Context(), browser)
	refused(t, err, fault.Forbidden, "no demo")
}

func TestEditWorkspace(t *testing.T) {
	h, ada := founded(t)
	_, err := h.EditWorkspace(t.Context(), ada, "Shop", "Mars/Olympus")
	refused(t, err, fault.Invalid, "no time zone")
	_, err = h.EditWorkspace(t.Context(), ada, "Shop", "UTC")
	h.must(err)
	if w, err := h.Workspace(t.Context()); err != nil || w.Name != "Shop" || w.Zone != "UTC" {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestAuditPages(t *testing.T) {
	h, ada := founded(t)
	_, bo := h.join(ada, "bo@example.com", people.Editor)
	page, err := h.Audit(t.Context(), ada, people.AuditQuery{Limit: 2})
	h.must(err)
	if len(page) != 2 || page[0].Number != 3 || page[0].Did != "session.open" || page[0].ByName != "bo" || page[0].From != "192.0.2.1" || !page[0].At.Equal(h.now) {
		t.Errorf("page %+v", page)
	}
	for _, q := range []people.AuditQuery{{Before: 2}, {By: ada.Person, Before: 2}, {On: "person:ada@example.com"}} {
		page, err = h.Audit(t.Context(), ada, q)
		h.must(err)
		if len(page) != 1 || page[0].Number != 1 {
			t.Errorf("%+v gives %+v", q, page)
		}
	}
	_, err = h.Audit(t.Context(), bo, people.AuditQuery{})
	refused(t, err, fault.Forbidden, "as editor")
}

// What is done elsewhere has its line, whoever did it; what others wrote is cut.
func TestNote(t *testing.T) {
	h, ada := founded(t)
	h.must(h.Note(t.Context(), ada, "import.start", "import:1", strings.Repeat("é", 400)))
	h.must(h.Note(t.Context(), people.TheServer(), "backup", "workspace", ""))
	page, err := h.Audit(t.Context(), ada, people.AuditQuery{Limit: 2})
	h.must(err)
	if e := page[1]; e.Did != "import.start" || e.On != "import:1" || e.By != ada.Person || e.From != ada.From || !e.At.Equal(h.now) || len(e.Detail) != 500 {
		t.Errorf("%+v", e)
	}
	if e := page[0]; e.Did != "backup" || e.By != "" || e.ByName != "the server" {
		t.Errorf("%+v", e)
	}
}

// Who goes on with something must still be who they were when they began.
func TestStill(t *testing.T) {
	h, ada := founded(t)
	_, bo := h.join(ada, "bo@example.com", people.Editor)
	secret, _, err := h.MakeToken(t.Context(), bo, "x", people.Editor, h.now.Add(time.Hour))
	h.must(err)
	program, err := h.AuthenticateToken(t.Context(), secret, browser)
	h.must(err)
	is := func(who people.Identity, want bool, when string) {
		t.Helper()
		if still, err := h.Still(t.Context(), who); err != nil || still != want {
			t.Errorf("%s: %v %v", when, still, err)
		}
	}
	is(bo, true, "at first")
	is(program, true, "at first")
	h.now = h.now.Add(time.Hour)
	is(program, false, "after the token ended")
	h.must(h.SignOut(t.Context(), bo))
	is(bo, false, "signed out")
	_, bo, err = h.SignIn(t.Context(), "bo@example.com", good, browser)
	h.must(err)
	_, err = h.ChangeRole(t.Context(), ada, bo.Person, people.Viewer)
	h.must(err)
	is(bo, false, "with another role")
	is(ada, true, "meanwhile")
	h.must(h.Remove(t.Context(), ada, bo.Person))
	is(bo, false, "removed")
	is(people.Identity{}, false, "nobody")
}

// What a person may not do, this package refuses, whatever guards its callers
// keep; and who is nobody may do nothing.
func TestEveryDoorIsGuarded(t *testing.T) {
	h, ada := founded(t)
	_, bo := h.join(ada, "bo@example.com", people.Viewer)
	doors := map[string]func(context.Context, people.Identity) error{
		"invite": func(c context.Context, by people.Identity) error {
			_, _, err := h.Invite(c, by, "x@example.com", "", people.Viewer)
			return err
		},
		"invitations": func(c context.Context, by people.Identity) error { _, err := h.Invitations(c, by); return err },
		"withdraw":    func(c context.Context, by people.Identity) error { return h.Withdraw(c, by, "x") },
		"reset": func(c context.Context, by people.Identity) error {
			_, _, err := h.ResetPassword(c, by, ada.Person)
			return err
		},
		"role": func(c context.Context, by people.Identity) error {
			_, err := h.ChangeRole(c, by, by.Person, people.Owner)
			return err
		},
		"remove": func(c context.Context, by people.Identity) error { return h.Remove(c, by, ada.Person) },
		"token": func(c context.Context, by people.Identity) error {
			_, _, err := h.MakeToken(c, by, "x", people.Viewer, time.Time{})
			return err
		},
		"tokens":       func(c context.Context, by people.Identity) error { _, err := h.Tokens(c, by); return err },
		"revoke token": func(c context.Context, by people.Identity) error { return h.RevokeToken(c, by, "x") },
		"workspace": func(c context.Context, by people.Identity) error {
			_, err := h.EditWorkspace(c, by, "x", "UTC")
			return err
		},
		"audit": func(c context.Context, by people.Identity) error {
			_, err := h.Audit(c, by, people.AuditQuery{})
			return err
		},
	}
	before := h.audit()
	for name, open := range doors {
		for _, by := range []people.Identity{bo, {}, {Role: people.Owner}} {
			if err := open(t.Context(), by); fault.CodeOf(err) != fault.Forbidden {
				t.Errorf("%s as %+v: %v", name, by, err)
			}
		}
	}
	if diff := cmp.Diff(before, h.audit()); diff != "" {
		t.Error(diff)
	}
}

// No secret lies in the database: not of a session, a link, a token, nor a
// password.
func TestSecretsAreNotKept(t *testing.T) {
	h := newHouse(t, people.Options{})
	setup, err := h.SetUpLink(t.Context())
	h.must(err)
	session, ada, err := h.SetUp(t.Context(), founding(setup), browser)
	h.must(err)
	invitation, _, err := h.Invite(t.Context(), ada, "bo@example.com", "", people.Viewer)
	h.must(err)
	token, _, err := h.MakeToken(t.Context(), ada, "t", people.Viewer, time.Time{})
	h.must(err)
	dump := h.dump()
	for name, secret := range map[string]string{"set-up": setup, "session": session, "invitation": invitation, "token": token, "password": good} {
		if len(secret) < 20 || strings.Contains(dump, secret) {
			t.Errorf("the secret of a %s is kept", name)
		}
	}
}

// dump is everything in the database as text.
func (h *house) dump() string {
	h.t.Helper()
	var out strings.Builder
	err := h.db.Read(h.t.Context(), func(tx *sql.Tx) error {
		for _, table := range []string{"workspace", "setup", "person", "session", "invitation", "token", "audit"} {
			if err := dumpTable(tx, table, &out); err != nil {
				return err
			}
		}
		return nil
	})
	h.must(err)
	return out.String()
}

func dumpTable(tx *sql.Tx, table string, out *strings.Builder) error {
	rows, err := tx.Query("SELECT * FROM " + table)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		cells, into := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for _, c := range cells {
			out.WriteString(c.String + "\n")
		}
	}
	return rows.Err()
}

// full is a store on a disk that is full.
type full struct{ people.Store }

func (full) Write(context.Context, func(people.Tx) error) error {
	return errors.New("the disk is full")
}

// Whoever is who they say is let in, though nobody can note when they came last;
// the log tells why.
func TestATimeOfLastUseStopsNobody(t *testing.T) {
	h := newHouse(t, people.Options{})
	secret, ada := h.found()
	token, _, err := h.MakeToken(t.Context(), ada, "nightly", people.Viewer, time.Time{})
	h.must(err)
	h.now = h.now.Add(time.Hour)
	var log bytes.Buffer
	p := people.New(full{accounts.New(h.db)}, func() time.Time { return h.now }, people.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if who, err := p.Authenticate(t.Context(), secret, browser); err != nil || who.Person != ada.Person {
		t.Errorf("by a session: %+v, %v", who, err)
	}
	if who, err := p.AuthenticateToken(t.Context(), token, browser); err != nil || who.Person != ada.Person {
		t.Errorf("by a token: %+v, %v", who, err)
	}
	if strings.Count(log.String(), "the disk is full") != 2 {
		t.Errorf("the log says %q", &log)
	}
}
