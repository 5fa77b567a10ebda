// SPDX-License-Identifier: Apache-2.0

package people

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The whole table once more, as one reads it: a change of it is meant.
func TestWhoMayWhat(t *testing.T) {
	const want = `
see-self         owner editor contributor analyst agent viewer
own-account      owner editor contributor analyst agent viewer
read-journeys    owner editor contributor analyst agent viewer
edit-journeys    owner editor
edit-own-steps   owner editor contributor
publish          owner editor
archive          owner editor
edit-documents   owner editor
ask              owner editor contributor analyst agent viewer
read-customers   owner editor analyst agent
export-customers owner editor analyst
import-data      owner editor analyst
erase            owner
manage-people    owner
manage-tokens    owner editor analyst
manage-sources   owner
manage-workspace owner
read-audit       owner
comment          owner editor contributor analyst agent
save-views       owner editor contributor analyst agent viewer
backup           owner
read-metrics     owner metrics
`
	var got strings.Builder
	got.WriteString("\n")
	for _, p := range permissions {
		var who []string
		for _, r := range Scopes() {
			if May(r, p.action) {
				who = append(who, string(r))
			}
		}
		fmt.Fprintf(&got, "%-16s %s\n", p.action, strings.Join(who, " "))
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWhatDoesNotExistMayNot(t *testing.T) {
	for _, r := range []Role{"", "king"} {
		if May(r, ReadJourneys) || len(Actions(r)) > 0 {
			t.Errorf("%q may read", r)
		}
	}
	if May(Owner, "") || May(Owner, "fly") {
		t.Error("an owner may what does not exist")
	}
}

func TestWithin(t *testing.T) {
	cases := []struct {
		role, most Role
		want       bool
	}{
		{Owner, Owner, true}, {Viewer, Owner, true}, {Owner, Editor, false}, {Analyst, Editor, true},
		{Agent, Contributor, false}, {Contributor, Agent, false}, {Viewer, Agent, true}, {Contributor, Editor, true},
		{Metrics, Owner, true}, {Metrics, Editor, false}, {Metrics, Analyst, false},
	}
	for _, c := range cases {
		if got := c.role.Within(c.most); got != c.want {
			t.Errorf("%s within %s = %v", c.role, c.most, got)
		}
	}
}

func TestContributorsEditTheirOwnSteps(t *testing.T) {
	ada := Identity{Person: "p", Email: "ada@example.com", Role: Contributor}
	for owner, want := range map[string]bool{"ada@example.com": true, " Ada@Example.com": true, "bo@example.com": false, "": false} {
		if got := ada.MayEditStep(owner); got != want {
			t.Errorf("a contributor and the step of %q: %v", owner, got)
		}
		as := ada
		as.Role = Editor
		if !as.MayEditStep(owner) {
			t.Errorf("an editor and the step of %q", owner)
		}
		as.Role = Viewer
		if as.MayEditStep(owner) {
			t.Errorf("a viewer and the step of %q", owner)
		}
		as = ada
		as.Token, as.Scope = "t", Viewer
		if as.MayEditStep(owner) {
			t.Errorf("a reading token and the step of %q", owner)
		}
	}
	if (Identity{}).MayEditStep("") {
		t.Error("nobody edits")
	}
}

// Whoever finds a token gets no account by it.
func TestTokensKeepOutOfAccounts(t *testing.T) {
	program := Identity{Person: "p", Role: Owner, Token: "t", Scope: Owner}
	for _, a := range Actions(Owner) {
		want := a != OwnAccount && a != ManageTokens && a != ManagePeople
		if program.May(a) != want {
			t.Errorf("an owner's token and %s: %v", a, !want)
		}
	}
}
