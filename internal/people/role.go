// SPDX-License-Identifier: Apache-2.0

package people

import (
	"slices"

	"github.com/wendcx/wend/internal/fault"
)

// Role is what a person is in the workspace.
type Role string

// The roles.
const (
	Owner       Role = "owner"       // everything, and answers for it
	Editor      Role = "editor"      // designs journeys and publishes them
	Contributor Role = "contributor" // comments, and keeps the steps they own up to date
	Analyst     Role = "analyst"     // brings data in and asks questions of it
	Agent       Role = "agent"       // helps customers, one by one
	Viewer      Role = "viewer"      // reads; sees no single customer
)

// Metrics is what a token may be for instead of a role: a program that watches
// the server, and sees nothing else. Nobody is this.
const Metrics Role = "metrics"

// Roles lists the roles, from the one that may most.
func Roles() []Role { return []Role{Owner, Editor, Contributor, Analyst, Agent, Viewer} }

// Scopes lists what a token may be for: to do what a role may, or Metrics.
func Scopes() []Role { return append(Roles(), Metrics) }

// Action is something that one may be allowed to do. Every operation of the
// API names the one it needs.
type Action string

// The actions.
const (
	SeeSelf         Action = "see-self"         // who one is and what one may do
	OwnAccount      Action = "own-account"      // one's own name, password, sessions
	ReadJourneys    Action = "read-journeys"    // journeys, personas, segments and the other documents
	EditJourneys    Action = "edit-journeys"    // make journeys, change drafts
	EditOwnSteps    Action = "edit-own-steps"   // change the steps that name one as their owner
	Publish         Action = "publish"          // turn a draft into a version
	Archive         Action = "archive"          // put a journey away
	EditDocuments   Action = "edit-documents"   // personas, segments, touchpoints, channels, calendars, lifecycle, mappings
	Ask             Action = "ask"              // questions about many customers: scorecards, funnels, paths
	ReadCustomers   Action = "read-customers"   // one customer's timeline, lists of customers, raw events
	ExportCustomers Action = "export-customers" // take customers and their events away, all that there are
	ImportData      Action = "import-data"      // bring events and counts in
	Erase           Action = "erase"            // erase a customer
	ManagePeople    Action = "manage-people"    // invite, remove, change roles
	ManageTokens    Action = "manage-tokens"    // make tokens for programs
	ManageSources   Action = "manage-sources"   // senders of events and their keys
	ManageWorkspace Action = "manage-workspace" // its name and time zone
	ReadAudit       Action = "read-audit"       // who did what
	Comment         Action = "comment"          // comments, and notes on dates
	SaveViews       Action = "save-views"       // one's own saved views
	Backup          Action = "backup"           // copy everything
	ReadMetrics     Action = "read-metrics"     // how the server is
)

// roles is a set of roles.
type roles uint8

const (
	owner roles = 1 << iota
	editor
	contributor
	analyst
	agent
	viewer
	metrics
	everybody = owner | editor | contributor | analyst | agent | viewer
)

// permissions is the table: who may do what.
var permissions = []struct {
	action Action
	may    roles
}{
	{SeeSelf, everybody},
	{OwnAccount, everybody},
	{ReadJourneys, everybody},
	{EditJourneys, owner | editor},
	{EditOwnSteps, owner | editor | contributor},
	{Publish, owner | editor},
	{Archive, owner | editor},
	{EditDocuments, owner | editor},
	{Ask, everybody},
	{ReadCustomers, owner | editor | analyst | agent},
	{ExportCustomers, owner | editor | analyst},
	{ImportData, owner | editor | analyst},
	{Erase, owner},
	{ManagePeople, owner},
	{ManageTokens, owner | editor | analyst},
	{ManageSources, owner},
	{ManageWorkspace, owner},
	{ReadAudit, owner},
	{Comment, owner | editor | contributor | analyst | agent},
	{SaveViews, everybody},
	{Backup, owner},
	{ReadMetrics, owner | metrics},
}

// set is r as a set, empty for a role that does not exist.
func (r Role) set() roles {
	if i := slices.Index(Scopes(), r); i >= 0 {
		return 1 << i
	}
	return 0
}

// May tells whether a role may do a. A role or an action that does not exist
// may not.
func May(r Role, a Action) bool {
	for _, p := range permissions {
		if p.action == a {
			return p.may&r.set() != 0
		}
	}
	return false
}

// Actions lists what a role may do, in the order of the table.
func Actions(r Role) (out []Action) {
	for _, p := range permissions {
		if p.may&r.set() != 0 {
			out = append(out, p.action)
		}
	}
	return out
}

// Within tells whether r may do nothing that most may not. Roles have no rank:
// an agent sees customers and a contributor does not, who edits steps.
func (r Role) Within(most Role) bool {
	return !slices.ContainsFunc(Actions(r), func(a Action) bool { return !May(most, a) })
}

// check refuses a role that does not exist.
func (r Role) check() error {
	if slices.Contains(Roles(), r) {
		return nil
	}
	return field("role", "there is no role %q", r).WithRemedy("owner, editor, contributor, analyst, agent or viewer")
}

// checkScope refuses what no token is for.
func (r Role) checkScope() error {
	if r == Metrics {
		return nil
	}
	return r.check()
}

// field is a fault in one field of the input.
func field(name, format string, args ...any) *fault.Fault {
	f := fault.New(fault.Invalid, format, args...)
	f.Field = name
	return f
}
