// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
)

// whole says everything a journey can say.
const whole = `wend: journey/v1
id: whole
title: '=I buy gear, "all" of it'
goal: "two\nlines"
scenario: 007
promise: "@home"
scope: {from: first idea, to: first use}
state: to-be
improves: buy-online
status: in-review
audience: {kind: employee, personas: [weekend-hiker, thrifty-parent], segments: [consumers]}
actors: [fleet-manager, driver]
grain: account
owner: cx@example.com
review: {every: 90d, last: 2026-08-01}
instance: {by: {property: order_id}, starts: [sees-ad], completes: [arrives, '42'], idle: 30d, window: none, ripe: 45d}
overall: {survey: after, question: all, score: ces, scale: {min: 1, max: 7, direction: down}, target: {default: 4.4, by: 2027-06-30, segments: {consumers: 4.25}}}
value: {event: Order Completed, property: revenue, currency: EUR}
ignore: [Heartbeat, "-Page"]
links:
  - {from: arrives, to: sees-ad, label: "again, and again"}
  - {from: '42', to: arrives}
parking:
  - Legal must agree
  - {title: "What (4)", severity: 3, basis: research, source: interview, date: 2026-05-02}
phases:
  before:
    - stage: Discover
      steps:
        - id: sees-ad
          title: Sees an ad
          description: "  indented\n\ttabbed  "
          touchpoint: {use: website, channel: social, mode: remote-human, nature: informative, direction: push, control: partner, promise: _x0041_}
          actor: driver
          for: [consumers, "odd, one"]
          optional: true
          repeatable: true
          replaces: [old-ad, older-ad]
          evidence:
            - Ad Clicked
            - {event: Page Viewed, where: {path: {starts_with: /ads/}, n: {gte: 3}}}
            - {answer: {survey: exit, question: staff}}
            - "{odd}"
          alternatives:
            - {channel: phone}
            - {channel: store, control: company, evidence: [Came, {event: Sat, where: {x: true}}]}
          fails: [Ad Broken]
          counts: {source: manual, unit: customers, every: week}
          expected: {by: {event: Order Placed, property: eta}, compare: day, zone: America/Sao_Paulo}
          moment_of_truth: {reason: decision, basis: data, why: They decide here}
          importance: {default: 4, segments: {consumers: 5}, asked: {survey: e, question: i}}
          target: {default: 4.4, by: 2027-06-30, segments: {consumers: 4.5}}
          satisfaction: {survey: csat, question: found, score: csat, scale: {min: 1, max: 5, direction: up}}
          expectation: {survey: e, question: x}
          emotion: {survey: e, question: f}
          owner: brand@example.com
          feeling: {valence: 1, label: curious, basis: research, personas: {thrifty-parent: {valence: -1, label: "no: not"}}}
          does: [scrolls, '"quoted"', "two\nlines", " spaced ", "", "- dashed"]
          thinks: Is it worth it?
          needs: ["true", "1e5", "2026-05-02", "null", "日本語 😀"]
          questions: ["+1?"]
          pains:
            - Sold out
            - {title: Too loud, severity: 4}
            - {title: Too dear, severity: 2, basis: research}
            - {title: "Odd (3) [data]"}
            - {title: "Two\nlines", severity: 1, basis: data}
            - {title: Dated, source: interview, date: 2026-05-02}
            - "{braces}"
          gains: [A good offer]
          ideas: [{title: Show stock, basis: hypothesis}]
          quotes: [{text: I clicked, source: interview, date: 2026-05-02}, {text: Gone!}]
          backstage: {frontstage: [Adviser], backstage: [Planning, "Buying"], support: [Ad platform]}
    - stage: Discover
      steps:
        - {id: friend, title: A friend, contactless: true, control: external, expected: {within: 2 working days, of: sees-ad, calendar: shop}}
    - stage: Nothing yet
  during:
    - stage: "="
      steps:
        - {id: '42', title: "1e5", touchpoint: {}, expected: {within: 10m}, importance: 2.5, target: 3, satisfaction: {survey: a/b, question: c}, feeling: 0, moment_of_truth: {}}
        - {id: bare, title: "true", control: customer}
    - stage: Nothing yet
      steps: []
    - stage: Nothing yet
      steps: [{id: both, title: "'=odd", touchpoint: {channel: phone}, control: partner, moment_of_truth: {why: because}}]
  after:
    - stage: Use
      steps:
        - {id: arrives, title: "2026-05-02", touchpoint: {control: company}, feeling: {label: "\rodd\u0001", valence: -2}, backstage: {}}
`

func mustRead(t testing.TB, name string, src []byte) *Draft {
	t.Helper()
	d, err := Read(name, src)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return d
}

// roundTrips writes a journey as a table and reads it back.
func roundTrips(t *testing.T, j *journey.Journey) {
	t.Helper()
	for _, format := range []Format{CSV, XLSX, JSON, YAML} {
		src, err := Write(format, j, nil)
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		d, err := ReadAs(format, "x."+string(format), src)
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if j.Digest() != d.Journey.Digest() {
			t.Errorf("%s: %s", format, cmp.Diff(textOf(t, j), textOf(t, d.Journey)))
		}
		if again := mustRead(t, "x.yaml", d.Text); again.Journey.Digest() != j.Digest() {
			t.Errorf("%s: the text says something else: %s", format, cmp.Diff(textOf(t, j), string(d.Text)))
		}
		if n := len(d.Report.Parked) + len(d.Report.Readings); n > 0 {
			t.Errorf("%s: %v", format, d.Report)
		}
	}
}

func textOf(t *testing.T, j *journey.Journey) string {
	t.Helper()
	b, err := document.YAML(journey.Kind, j)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestATableSaysEverything(t *testing.T) {
	roundTrips(t, mustRead(t, "whole.yaml", []byte(whole)).Journey)
}

func TestTheShopsJourneyGoesThrough(t *testing.T) {
	docs, err := workspace.Open("../journey/testdata/shop/buy-online.yaml")
	if err != nil {
		t.Fatal(err)
	}
	roundTrips(t, docs.Files[0].Journey)
	for _, row := range stepTable(docs.Files[0].Journey) {
		if more := row[len(row)-1]; more != "" {
			t.Errorf("no column says %s", more)
		}
	}
}

func TestGeneratedJourneysGoThrough(t *testing.T) {
	for seed := range uint64(60) {
		j := randomJourney(rand.New(rand.NewPCG(seed, 1)))
		t.Run(fmt.Sprint(seed), func(t *testing.T) { roundTrips(t, j) })
		if t.Failed() {
			return
		}
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	src, err := Write(CSV, mustRead(t, "whole.yaml", []byte(whole)).Journey, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(src), byteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+-@\t\r") == 0 && !plainNumber(cell) {
				t.Errorf("a spreadsheet would compute %q", cell)
			}
		}
	}
}
