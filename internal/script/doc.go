// SPDX-License-Identifier: Apache-2.0

// Package script is a language for tests of questions about behaviour: plain
// text that an analyst can read and check by hand. A script says what customers
// did, asks, and shows the answer:
//
//	case F1: three people, two of whom finish
//	load
//	  p1: sign_up@12h play@13h buy@15h
//	  p2: sign_up@14h play@16h
//	  p3: sign_up@14h play@16h buy@17h
//	funnel sign_up, play, buy within 7d per customer
//	  step     count  mean   median
//	  sign_up  3      -      -
//	  play     3      6000s  7200s
//	  buy      2      5400s  5400s
//
// Several engines, which know nothing of each other, must all give the table
// that is shown: slow Go that is obviously right, the kernels over a log in
// memory, the kernels over the event log on disk, SQL where SQL can say it, and a
// real ClickHouse where its windowFunnel can. Random histories are asked of them
// all, too; what they differ in is printed as a script.
//
// # Commands
//
// A command stands at the margin, what belongs to it is indented below. Lines
// that begin with # are comments.
//
//	case TITLE    begins anew: no events, no journey
//	load          events, a customer a line, in the place of those there were
//	more          further events, which came later
//	journey       a journey as YAML; without one every event name is a step and
//	              all that a customer did is one instance
//	QUESTION      and the table that answers it
//
// An event is name[channel]{property:value}@time; a "?" behind the time says
// that nobody knows when it was. "p1 traits: plan=gold@2d" says what is known of
// a customer. Times are lengths after Monday, the first of January 2024, 00:00
// UTC (13h, 2d4h, -1d), or dates (2023-12-29, 2023-12-29T10:00).
//
// # Questions
//
//	funnel A, B, C             steps: "a|b" is either, "*" any event, "b?" optional
//	histogram of funnel A, B   time to convert
//	variants · starts · ends · transitions · rework · durations
//	levels · totals of levels  k-th step to next, and how many
//	retention recurring · retention first-touch
//	lifecycle · stickiness · instances · returns · continuity
//
// with, where they make sense,
//
//	strict · unordered · within 7d · excluding X [between A and B]
//	per customer · per instance
//	by day · by week · by month · on-or-after · zone Europe/Berlin
//	from A · to B · gap 30m · collapse · depth 5 · nodes 3 · top 5
//	in 7 bins · from and to of a period: during 9d..20d · as of 40d
//
// Without "as of" questions are asked 1,000 days after the beginning.
//
// # Tables
//
// Cells are parted by two spaces or more; "-" is what is not known. A table need
// not show all columns that an answer has. With UPDATE_SCRIPTS=1 the test writes
// what the first engine answers into the scripts, keeping the columns.
//
// Only tests import this package.
package script
