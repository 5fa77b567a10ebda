// SPDX-License-Identifier: Apache-2.0

// Package arch is the import table of the house, and the tests that hold the
// house to it. The layout is the loop: define, listen, understand, act,
// monitor. Imports point back along it. It imports nothing of ours, and nobody
// imports it.
package arch

// Package is one row of the table.
type Package struct {
	Name string   // below internal/, or cmd/… and bench/…
	May  []string // what it may import: packages, or rooms with a slash at the end
	For  string   // "tests": only tests import it; "commands": only commands and tests
}

// Table lists every package. One that is not here fails the tests, and so does
// a row whose package is gone.
var Table = []Package{
	// The tools that every room may use import nothing of ours.
	{Name: "fault"},
	{Name: "stat"},
	{Name: "keyset"},
	{Name: "table", May: []string{"fault"}},
	{Name: "people", May: []string{"fault"}},
	{Name: "people/view", May: []string{"fault", "people"}},
	{Name: "arch", For: "tests"},
	{Name: "reference", For: "tests"},

	// Define: what the company intends.
	{Name: "define/document", May: []string{"fault"}},
	{Name: "define/evidence", May: []string{"fault"}},
	{Name: "define/evidence/evidencetest", May: []string{"define/evidence"}, For: "tests"},
	{Name: "define/calendar", May: []string{"define/document", "fault"}},
	{Name: "define/channel", May: []string{"define/document", "fault"}},
	{Name: "define/statement", May: []string{"define/document"}},
	{Name: "define/touchpoint", May: []string{"define/channel", "define/document", "fault"}},
	{Name: "define/segment", May: []string{"define/calendar", "define/document", "define/evidence", "fault"}},
	{Name: "define/persona", May: []string{"define/channel", "define/document", "define/segment", "define/statement", "fault"}},
	{Name: "define/lifecycle", May: []string{"define/document", "define/segment", "fault"}},
	{Name: "define/journey", May: []string{
		"define/calendar", "define/channel", "define/document", "define/evidence", "define/lifecycle", "define/persona", "define/segment",
		"define/statement", "define/touchpoint", "fault",
	}},
	{Name: "define/workspace", May: []string{"define/", "fault"}},
	{Name: "define/template", May: []string{"define/workspace", "fault"}},
	{Name: "define/edit", May: []string{"define/document", "define/journey", "fault"}},
	{Name: "define/catalogue", May: []string{"define/", "fault"}},
	{Name: "define/draw/canvas"},
	{Name: "define/draw", May: []string{
		"define/channel", "define/draw/canvas", "define/journey", "define/persona", "define/segment", "define/statement", "define/touchpoint", "fault", "stat",
	}},
	{Name: "define/convert", May: []string{
		"define/channel", "define/document", "define/journey", "define/statement", "define/touchpoint", "fault",
	}},

	// Listen: what customers do and say.
	{Name: "listen/event", May: []string{"define/evidence", "fault"}},
	{Name: "listen/source", May: []string{"fault", "listen/event", "people"}},
	{Name: "listen/upload", May: []string{"fault", "listen/event", "listen/load"}},
	{Name: "listen/load", May: []string{"define/calendar", "define/document", "define/evidence", "define/statement", "fault", "keyset", "listen/event"}},

	// Understand: what it means.
	{Name: "understand/sequence", May: []string{"define/", "listen/event", "fault", "stat"}},
	{Name: "understand/sequence/sequencetest", May: []string{"define/", "listen/event", "understand/sequence"}, For: "tests"},
	{Name: "understand/satisfaction", May: []string{"define/", "listen/event", "fault", "stat", "understand/sequence"}},
	{Name: "understand/naive", May: []string{"define/", "understand/sequence"}, For: "tests"},
	{Name: "understand/path", May: []string{"define/", "fault", "stat", "understand/sequence"}},
	{Name: "understand/discover", May: []string{"define/", "fault", "stat"}},
	{Name: "understand/conformance", May: []string{"define/", "fault", "stat", "understand/sequence"}},
	{Name: "understand/acceptance", May: []string{"define/journey", "fault", "people", "understand/conformance"}},
	{Name: "understand/funnel", May: []string{"define/", "fault", "stat", "understand/sequence"}},
	{Name: "understand/cohort", May: []string{"define/", "fault", "stat", "understand/sequence"}},
	{Name: "understand/continuity", May: []string{"define/", "fault", "stat", "understand/sequence"}},
	{Name: "understand/unmapped", May: []string{"define/", "fault", "listen/event", "stat", "understand/sequence"}},
	{Name: "understand/returns", May: []string{"define/", "fault", "stat", "understand/sequence"}},
	{Name: "understand/scorecard", May: []string{"define/", "listen/event", "fault", "stat", "understand/returns", "understand/satisfaction", "understand/sequence"}},
	{Name: "understand/ask", May: []string{"define/", "listen/event", "fault", "stat", "table", "understand/"}},

	// Monitor: what happens next.
	{Name: "monitor/note", May: []string{"fault", "people"}},

	// Store: where it is kept. Stores import the stages whose interfaces they
	// satisfy; no stage imports a store.
	{Name: "store/eventlog", May: []string{"define/evidence", "listen/event", "understand/sequence"}},
	{Name: "store/eventlog/local", May: []string{"define/evidence", "fault", "keyset", "listen/event", "store/eventlog", "understand/sequence"}},
	{Name: "store/eventlog/eventlogtest", May: []string{"define/evidence", "define/evidence/evidencetest", "fault", "listen/event", "store/eventlog", "understand/sequence"}, For: "tests"},

	{Name: "store/record", May: []string{"fault"}},
	{Name: "store/record/accounts", May: []string{"people", "store/record"}},
	{Name: "store/record/acceptances", May: []string{"define/journey", "people", "store/record", "store/record/accounts", "understand/acceptance"}},
	{Name: "store/record/documents", May: []string{"define/catalogue", "store/record"}},
	{Name: "store/record/sources", May: []string{"listen/event", "listen/source", "people", "store/record", "store/record/accounts"}},
	{Name: "store/record/notes", May: []string{"monitor/note", "people", "store/record", "store/record/accounts"}},
	{Name: "store/record/views", May: []string{"people", "people/view", "store/record"}},

	// Oracles: real engines beside which tests and benchmarks put ours.
	{Name: "oracle/clickhouse", May: []string{"reference"}, For: "tests"},
	{Name: "oracle/clickhouse/server", For: "tests"},

	// Scripts: plain text that asks every engine the same.
	{Name: "script", May: []string{"define/", "listen/event", "oracle/clickhouse", "store/eventlog", "understand/"}, For: "tests"},

	// Serve: how it is reached. It translates and holds no rule.
	{Name: "serve/live"},
	{Name: "serve/auth", May: []string{"fault", "people"}},
	{Name: "web"},
	{Name: "serve/ui", May: []string{"web"}},
	{Name: "serve/httpd", May: []string{"fault"}},
	{Name: "serve/api", May: []string{"define/", "fault", "listen/", "monitor/", "people", "people/", "serve/auth", "serve/live", "stat", "table", "understand/"}},

	// The simulator, the composition root and what is built on it.
	{Name: "sim", May: []string{"listen/event"}},
	{Name: "app", May: []string{"define/", "fault", "listen/", "monitor/", "people", "people/", "serve/", "sim", "stat", "store/", "table", "understand/"}, For: "commands"},
	{Name: "client"}, // what others import: it knows the API, and nothing of how it is made
	{Name: "cmd/wend", May: []string{"app", "client", "define/", "fault", "listen/", "people", "serve/", "sim", "stat", "store/eventlog", "table", "understand/"}},
	{Name: "bench", May: []string{"app", "define/", "listen/", "oracle/", "reference", "sim", "store/", "understand/"}},
}
