// SPDX-License-Identifier: Apache-2.0

package journey_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

func TestDiffInWords(t *testing.T) {
	src, err := os.ReadFile(shop)
	if err != nil {
		t.Fatal(err)
	}
	number := func(f float64) *float64 { return &f }
	cases := []struct {
		name string
		edit func(j *journey.Journey)
		want []string
	}{
		{"nothing", func(*journey.Journey) {}, nil},
		{"a title", func(j *journey.Journey) { j.Title = "I buy gear" }, []string{`title "I buy hiking gear online" → "I buy gear"`}},
		{"a target", func(j *journey.Journey) { j.Phases.Before[0].Steps[0].Target.Default = number(4.4) }, []string{"step `sees-ad`: target 3.8 → 4.4"}},
		{"a nested value", func(j *journey.Journey) { j.Phases.After[0].Steps[0].Expected.Compare = journey.ByTime }, []string{"step `parcel-received`: expected compare day → time"}},
		{
			"evidence", func(j *journey.Journey) {
				s := &j.Phases.During[0].Steps[0]
				s.Fails = slices.Insert(s.Fails[1:], 0, journey.Evidence{Event: "Card Refused"})
			},
			[]string{"step `checkout`: fails added: {event: \"Card Refused\"}", "step `checkout`: fails removed: {event: \"Payment Failed\"}"},
		},
		{"what is new", func(j *journey.Journey) { j.Phases.Before[0].Steps[1].Thinks = []string{"Nice of her"} }, []string{"step `friend-advises`: thinks added: \"Nice of her\""}},
		{
			"a step gone", func(j *journey.Journey) { j.Phases.Before[0].Steps = j.Phases.Before[0].Steps[:1] },
			[]string{"step `friend-advises`: removed: \"A friend recommends us\""},
		},
		{
			"a step moved to another stage", func(j *journey.Journey) {
				j.Phases.Before[1].Steps = append(j.Phases.Before[1].Steps, j.Phases.Before[0].Steps[1])
				j.Phases.Before[0].Steps = j.Phases.Before[0].Steps[:1]
			},
			[]string{"step `friend-advises`: moved from \"Discover\" (before) to \"Choose\" (before)"},
		},
		{"an order", func(j *journey.Journey) { slices.Reverse(j.Phases.Before[0].Steps) }, []string{"step `sees-ad`: moved behind `friend-advises`"}},
		{"a stage's title", func(j *journey.Journey) { j.Phases.Before[0].Title = "Dream" }, []string{`stage "Discover" → "Dream"`}},
		{
			"a step added", func(j *journey.Journey) {
				j.Phases.During[0].Steps = append(j.Phases.During[0].Steps, journey.Step{ID: "waits", Title: "Waits"})
			},
			[]string{"step `waits`: added to \"Buy\" (during): \"Waits\""},
		},
		{
			"the parking lot", func(j *journey.Journey) { j.Parking = []statement.Statement{{Title: "Legal must agree"}} },
			[]string{`parking added: ["Legal must agree"]`},
		},
		{"an order of words", func(j *journey.Journey) { slices.Reverse(j.Ignore) }, []string{"ignore in another order"}},
	}
	for _, c := range cases {
		docs, err := document.Parse(shop, src)
		if err != nil {
			t.Fatal(err)
		}
		var faults fault.List
		a, b := journey.Decode(docs[0], openWorkspace(t), &faults), journey.Decode(docs[0], openWorkspace(t), &faults)
		c.edit(b)
		var got []string
		for _, change := range journey.Diff(a, b) {
			got = append(got, change.String())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// What a screen says a change with, in whatever language.
func TestDiffInParts(t *testing.T) {
	read := func(text string) *journey.Journey {
		docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: x\n" + text)})
		if err := docs.Faults.Err(); err != nil {
			t.Fatal(err)
		}
		return docs.Files[0].Journey
	}
	before := read(`title: X
goal: Be warm
ignore: [A, B]
phases:
  before:
    - stage: One
      steps:
        - {id: a, title: A, target: 4, evidence: [Seen], pains: [It is loud]}
        - {id: b, title: B}
        - {id: c, title: C}
        - {id: d, title: D}
        - {id: h, title: H}
    - {stage: Two, steps: [{id: e, title: E}, {id: f, title: F}]}
`)
	after := read(`title: X
ignore: [B, A]
phases:
  before:
    - stage: One
      steps:
        - {id: d, title: D}
        - {id: a, title: A, target: {default: 4, by: 2027-06-30}, evidence: [{event: Seen, where: {price: {gte: 5}}}], pains: [{title: It is loud, severity: 4}, Cold], expected: {within: 10m}}
        - {id: c, title: C}
        - {id: g, title: G}
    - {stage: Three, steps: [{id: f, title: F}, {id: e, title: E}, {id: b, title: B}]}
`)
	var got []string
	for _, c := range journey.Diff(before, after) {
		c.Words = ""
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.TrimSuffix(string(line), `,"words":""}`))
	}
	want := []string{
		`{"kind":"reordered","field":"ignore","before":["A","B"],"after":["B","A"]`,
		`{"kind":"removed","field":"goal","before":"Be warm"`,
		`{"kind":"renamed","before":"Two","after":"Three"`,
		`{"step":"d","kind":"reordered"`,
		`{"step":"a","kind":"added","field":"evidence","after":{"event":"Seen","where":{"price":{"gte":5}}}`,
		`{"step":"a","kind":"removed","field":"evidence","before":{"event":"Seen"}`,
		`{"step":"a","kind":"added","field":"expected","after":{"within":"10m"}`,
		`{"step":"a","kind":"changed","field":"target","before":4,"after":{"default":4,"by":"2027-06-30"}`,
		`{"step":"a","kind":"added","field":"pains","item":"It is loud","part":"severity","after":4`,
		`{"step":"a","kind":"added","field":"pains","item":"Cold","after":"Cold"`,
		`{"step":"g","kind":"added","after":{"title":"G","phase":"before","stage":"One"}`,
		`{"step":"e","kind":"reordered","behind":"f"`,
		`{"step":"b","kind":"moved","before":{"phase":"before","stage":"One"},"after":{"phase":"before","stage":"Three"}`,
		`{"step":"h","kind":"removed","before":{"title":"H","phase":"before","stage":"One"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A document with more than thirty mistakes tells them all, each at its place.
func TestEveryMistakeIsTold(t *testing.T) {
	src, err := os.ReadFile("testdata/bad.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/bad.golden")
	if err != nil {
		t.Fatal(err)
	}
	docs := workspace.Read(map[string][]byte{"bad.yaml": src})
	if diff := cmp.Diff(strings.TrimSpace(string(want)), docs.Faults.Error()); diff != "" {
		t.Error(diff)
	}
	if n := len(docs.Faults.Errors()); n < 30 {
		t.Errorf("%d errors", n)
	}
}

func TestTheParkingLotIsChecked(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"a.yaml": []byte("wend: journey/v1\ntitle: A\nphases: {}\nparking:\n  - Legal must agree\n  - {title: Old, date: yesterday, severity: 7}\n  - {source: Sheet1!C7}\n")})
	want := strings.Join([]string{
		"a.yaml:6:24: \"yesterday\" is no date; write 2026-05-02",
		"a.yaml:6:45: severity 7 is off the scale; a number from 1 to 5 belongs here",
		"a.yaml:7:5: the statement says nothing; write the sentence as title:",
	}, "\n")
	if diff := cmp.Diff(want, docs.Faults.Error()); diff != "" {
		t.Error(diff)
	}
	if got := docs.Files[0].Parking[0].Title; got != "Legal must agree" {
		t.Errorf("parked %q", got)
	}
}

func TestWarnings(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"a.yaml": []byte(`wend: journey/v1
title: Two claims
ignore: [Heartbeat]
phases:
  before:
    - stage: One
      steps:
        - {title: First, evidence: [Page Viewed, Heartbeat]}
        - {title: Second, evidence: [{event: Page Viewed, where: {path: /a}}]}
        - {title: Third, touchpoint: {channel: phone}, evidence: [{event: Call}, {answer: {survey: s, question: q}}]}
        - {title: Fourth, evidence: [{answer: {survey: s, question: q}}], owner: x}
`)})
	var got []string
	for _, f := range docs.Faults {
		got = append(got, f.Error())
	}
	want := []string{
		"a.yaml:8:50: warning: the event \"Heartbeat\" is ignored and claimed; take it out of ignore:",
		"a.yaml:9:38: warning: the step \"first\" already claims every such event, so this one never counts; tell them apart by where:, or remove one",
		"a.yaml:10:38: warning: the touchpoint \"third\" has no owner; add owner: to the step or to its touchpoint in the library",
		"a.yaml:11:38: warning: the step \"third\" already claims every such event, so this one never counts; tell them apart by where:, or remove one",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestStatementsAreKnownByTheirTitles: what changed of a pain is told as a change
// of that pain, in words.
func TestStatementsAreKnownByTheirTitles(t *testing.T) {
	read := func(pains string) *journey.Journey {
		docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: x\ntitle: X\nphases:\n  before:\n    - stage: S\n      steps:\n        - {id: a, title: A, pains: [" + pains + "]}\n")})
		if err := docs.Faults.Err(); err != nil {
			t.Fatal(err)
		}
		return docs.Files[0].Journey
	}
	before := read(`{title: A hair in the bath, severity: 5}, It is loud, {title: Cold, severity: 2}`)
	after := read(`{title: A hair in the bath, severity: 1}, {title: It is loud, basis: data}, {title: Dark, severity: 3}`)
	var got []string
	for _, c := range journey.Diff(before, after) {
		got = append(got, c.Words)
	}
	want := []string{`pains "A hair in the bath" severity 5 → 1`, `pains "It is loud" basis added: data`, `pains added: "Dark" (severity 3)`, `pains removed: "Cold" (severity 2)`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
