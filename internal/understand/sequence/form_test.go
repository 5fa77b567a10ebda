// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shopSteps = `
phases:
  before:
    - stage: Choose
      steps:
        - {id: ad, title: Ad, evidence: [ad], touchpoint: {channel: social, direction: push, nature: informative}, owner: x}
        - {id: view, title: View, evidence: [view], repeatable: true, touchpoint: {channel: website, direction: pull}, owner: x}
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [pay], fails: [declined], touchpoint: {channel: website, nature: transactional}, owner: x, alternatives: [{channel: phone, evidence: [call]}]}
  after:
    - stage: Use
      steps:
        - {id: get, title: Get, evidence: [get]}
        - {id: help, title: Help, evidence: [help], optional: true}
`

// instances writes what a journey makes of a script, one instance a line:
// customer, value, outcome, and the visits.
func instances(t *testing.T, rules, script, asOf string) (lines []string, x *sequence.Instances) {
	t.Helper()
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + rules + shopSteps)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	return build(t, docs, script, sequence.Question{AsOf: sequencetest.At(t, asOf)})
}

func build(t *testing.T, docs *workspace.Documents, script string, q sequence.Question) (lines []string, x *sequence.Instances) {
	t.Helper()
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace, q.Segment)
	if err != nil {
		t.Fatal(err)
	}
	log := sequencetest.Script(t, script)
	x, err = sequence.Build(context.Background(), log, plan, q)
	if err != nil {
		t.Fatal(err)
	}
	for i := range x.Len() {
		if !x.Has(i) {
			continue
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s", log.Customer(x.Customer(i)))
		if value := x.Value(i); value != "" {
			fmt.Fprintf(&b, "/%s", value)
		}
		fmt.Fprintf(&b, " %s:", x.Outcome(i))
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			fmt.Fprintf(&b, " %s", plan.Steps[x.Step(v)].ID)
			if x.Failed(v) {
				b.WriteByte('!')
			}
		}
		lines = append(lines, b.String())
	}
	return lines, x
}

func TestInstancesWithoutBy(t *testing.T) {
	cases := []struct {
		name, rules, script, asOf string
		want                      []string
		unassigned                int
	}{
		{"one walk", "", "u: view@0 pay@1h get@2d", "3d", []string{"u completed: view pay get"}, 0},
		{"a long silence ends it", "instance: {idle: 1d}", "u: view@0 view@25h pay@26h", "30h", []string{"u abandoned: view", "u ongoing: view pay"}, 0},
		{"a silence of exactly idle does not", "instance: {idle: 1d}", "u: view@0 view@24h", "25h", []string{"u ongoing: view view"}, 0},
		{"window ends it", "instance: {idle: none, window: 2d}", "u: view@0 view@1d view@49h", "50h", []string{"u abandoned: view view", "u ongoing: view"}, 0},
		{"completed and begun anew", "", "u: view@0 pay@1h get@2d help@3d view@4d", "5d", []string{"u completed: view pay get help", "u ongoing: view"}, 0},
		{"completed, then a step that starts nothing", "", "u: view@0 get@1d pay@2d", "5d", []string{"u completed: view get pay"}, 0},
		{"only where it may start", "instance: {starts: [view]}", "u: ad@0 view@1h pay@2h get@3h ad@4h view@5h", "6h", []string{"u completed: view pay get ad", "u ongoing: view"}, 1},
		{"a failure is a visit and completes nothing", "instance: {completes: [pay]}", "u: view@0 declined@1h", "2h", []string{"u ongoing: view pay!"}, 0},
		{"a failure, then success", "instance: {completes: [pay]}", "u: declined@0 pay@1m", "2h", []string{"u completed: pay! pay"}, 0},
		{"no silence ever", "instance: {idle: none, window: none}", "u: view@0 view@3000d", "9000d", []string{"u ongoing: view view"}, 0},
		{"idle runs out with time alone", "", "u: view@0", "31d", []string{"u abandoned: view"}, 0},
		{"customers apart", "", "u: view@0 pay@2h\nv: view@1h", "2h", []string{"u ongoing: view pay", "v ongoing: view"}, 0},
		{"what comes after as-of is not there", "", "u: view@0 pay@2h get@1d", "3h", []string{"u ongoing: view pay"}, 0},
		{"equal times: the sender's order first", "", "u: pay@1h view@1h", "2h", []string{"u ongoing: pay view"}, 0},
		{"the same step on another channel", "", "u: call@0 get@1d", "2d", []string{"u completed: pay get"}, 0},
	}
	for _, c := range cases {
		got, x := instances(t, c.rules, c.script, c.asOf)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if x.Unassigned != c.unassigned {
			t.Errorf("%s: %d unassigned, want %d", c.name, x.Unassigned, c.unassigned)
		}
	}
}

func TestInstancesBy(t *testing.T) {
	by := "instance: {by: {property: order}, idle: 10d}"
	cases := []struct {
		name, rules, script, asOf string
		want                      []string
		unassigned                int
	}{
		{"parallel orders apart", by, "u: pay{order:a}@0 pay{order:b}@1h get{order:a}@3d get{order:b}@2d", "4d", []string{"u/a completed: pay get", "u/b completed: pay get"}, 0},
		{"idle does not cut them", by, "u: pay{order:a}@0 get{order:a}@300d", "301d", []string{"u/a completed: pay get"}, 0},
		{"but decides what they came to", by, "u: pay{order:a}@0", "11d", []string{"u/a abandoned: pay"}, 0},
		{"without the value: the open instance visited last", by, "u: pay{order:a}@0 pay{order:b}@1h get{order:a}@2h help@3h", "4h", []string{"u/a completed: pay get help", "u/b ongoing: pay"}, 0},
		{"browsing takes the next new value", by, "u: view@0 pay{order:a}@1h", "2h", []string{"u/a ongoing: view pay"}, 0},
		{"browsing that leads nowhere", by, "u: view@0", "20d", []string{"u abandoned: view"}, 0},
		{"browsing after completion begins anew", by, "u: pay{order:a}@0 get{order:a}@1d view@2d pay{order:b}@3d", "4d", []string{"u/a completed: pay get", "u/b ongoing: view pay"}, 0},
		{"browsing while an order is under way joins it", by, "u: pay{order:a}@0 view@1d pay{order:b}@2d", "4d", []string{"u/a ongoing: pay view", "u/b ongoing: pay"}, 0},
		{"a known value takes no browsing over", by, "u: pay{order:a}@0 view@20d get{order:a}@21d", "22d", []string{"u/a completed: pay get", "u ongoing: view"}, 0},
		{"nothing open and no start", "instance: {by: {property: order}, starts: [view]}", "u: help@0", "1d", nil, 1},
		{"numbers are values too", by, "u: pay{order:7}@0 get{order:7}@1d", "2d", []string{"u/7 completed: pay get"}, 0},
		{"a number and its text are one value", by, "u: pay{order:7}@0 get{order:'7'}@1d", "2d", []string{"u/7 completed: pay get"}, 0},
		{"null and nothing are no value", by, "u: pay{order:null}@0 pay{order:''}@1d pay@20d", "21d", []string{"u abandoned: pay pay", "u ongoing: pay"}, 0},
		{"a property within a property", "instance: {by: {property: order.id}}", "u: pay{order.id:a}@0 pay{order.id:b}@1d", "2d", []string{"u/a ongoing: pay", "u/b ongoing: pay"}, 0},
		{"of many under way the one visited last", by, "u: pay{order:a}@0 pay{order:b}@1h pay{order:c}@2h pay{order:a}@3h get{order:c}@4h help@5h view@6h", "7h", []string{"u/a ongoing: pay pay view", "u/b ongoing: pay", "u/c completed: pay get help"}, 0},
		{"an order waits for its value across a late event", by, "u: pay{order:a}@0 get{order:a}@15d help@16d", "17d", []string{"u/a completed: pay get help"}, 0},
	}
	for _, c := range cases {
		got, x := instances(t, c.rules, c.script, c.asOf)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if x.Unassigned != c.unassigned {
			t.Errorf("%s: %d unassigned, want %d", c.name, x.Unassigned, c.unassigned)
		}
	}
}

const segments = `
---
wend: segments/v1
segments:
  - {id: gold, where: {plan: gold}}
  - {id: tin, where: {plan: tin}}
  - {id: regulars, where: {did: {event: pay, at_least: 2, within: 30d}}}
`

func TestSegmentsByWhatWasKnownAtTheStart(t *testing.T) {
	head := "wend: journey/v1\nid: shop\ntitle: Shop\n"
	read := func(rules string) *workspace.Documents {
		docs := workspace.Read(map[string][]byte{"j.yaml": []byte(head + rules + shopSteps + segments)})
		if err := docs.Faults.Err(); err != nil {
			t.Fatal(err)
		}
		return docs
	}
	script := "u: view@1d\nu traits: plan=tin@0 plan=gold@20d\n" +
		"v: view@1d\nv traits: plan=gold@5d\n" + // known only later: the first known after
		"w: view@1d view@40d\nw traits: plan=gold@0 plan=tin@30d\n" +
		"x: view@1d"
	cases := []struct {
		name, rules string
		q           sequence.Question
		want        []string
	}{
		{"by trait at the start", "instance: {idle: 10d}", sequence.Question{Segment: "gold"}, []string{"v abandoned: view", "w abandoned: view"}},
		{"the other way", "instance: {idle: 10d}", sequence.Question{Segment: "tin"}, []string{"u abandoned: view", "w ongoing: view"}},
		{"traits now", "instance: {idle: 10d}", sequence.Question{Segment: "gold", TraitsNow: true}, []string{"u abandoned: view", "v abandoned: view"}},
		{"audience", "instance: {idle: 10d}\naudience: {segments: [tin]}", sequence.Question{}, []string{"u abandoned: view", "w ongoing: view"}},
		{"a period selects by start", "instance: {idle: 10d}", sequence.Question{From: sequencetest.At(t, "2d")}, []string{"w ongoing: view"}},
		{"the end of a period is outside", "instance: {idle: 10d}", sequence.Question{To: sequencetest.At(t, "1d")}, nil},
	}
	for _, c := range cases {
		c.q.AsOf = sequencetest.At(t, "45d")
		got, _ := build(t, read(c.rules), script, c.q)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	q := sequence.Question{Segment: "regulars", AsOf: sequencetest.At(t, "90d")}
	got, _ := build(t, read("instance: {idle: 5d, completes: [get]}"), "u: pay@0 pay@10d view@20d\nv: pay@0 pay@50d view@60d", q)
	if diff := cmp.Diff([]string{"u abandoned: pay", "u abandoned: view"}, got); diff != "" {
		t.Errorf("behaviour looks back from the start: %s", diff)
	}
}

func TestAStepForSomeDoesNotExistForOthers(t *testing.T) {
	src := "wend: journey/v1\nid: shop\ntitle: Shop\n" + strings.Replace(shopSteps, "{id: help,", "{id: help, for: [gold],", 1) + segments
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte(src)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	got, x := build(t, docs, "u: view@0 help@1h\nu traits: plan=gold@0\nv: view@0 help@1h\nv traits: plan=tin@0", sequence.Question{AsOf: sequencetest.At(t, "2h")})
	if diff := cmp.Diff([]string{"u ongoing: view help", "v ongoing: view"}, got); diff != "" {
		t.Error(diff)
	}
	if x.Unassigned != 1 {
		t.Errorf("%d visits are unassigned", x.Unassigned)
	}
	// What was known at the start decides, not what came to be known on the way.
	got, _ = build(t, docs, "u: view@0 help@2d\nu traits: plan=tin@0 plan=gold@1d\nv: help@0", sequence.Question{AsOf: sequencetest.At(t, "3d")})
	if diff := cmp.Diff([]string{"u ongoing: view"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestAStepForSomeLeavesItsEventsToOthers: where a step does not exist for a
// customer, the next step that claims the event has it.
func TestAStepForSomeLeavesItsEventsToOthers(t *testing.T) {
	steps := strings.Replace(shopSteps, "        - {id: help,", "        - {id: gold-help, title: Gold help, for: [gold], evidence: [help], optional: true}\n        - {id: tin-help, title: Tin help, for: [tin], evidence: [{event: help, where: {urgent: true}}], optional: true}\n        - {id: help,", 1)
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + steps + segments)})
	if len(docs.Faults) > 0 {
		t.Fatal(docs.Faults)
	}
	script := "u: view@0 help@1h help{urgent:true}@2h\nu traits: plan=gold@0\nv: view@0 help@1h help{urgent:true}@2h\nv traits: plan=tin@0\nw: view@0 help@1h help{urgent:true}@2h"
	got, x := build(t, docs, script, sequence.Question{AsOf: sequencetest.At(t, "3h")})
	want := []string{"u ongoing: view gold-help gold-help", "v ongoing: view help tin-help", "w ongoing: view help help"}
	if diff := cmp.Diff(want, got); diff != "" || x.Unassigned != 0 {
		t.Error(diff, x.Unassigned)
	}
}

func TestChannelOfAVisit(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + shopSteps + "---\nwend: channels/v1\nchannels: [{id: bus, mode: physical, known_as: [Linie 7]}]\n")})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	_, x := build(t, docs, "u: view@0 view[store]@1m view[server]@2m view[Linie 7]@3m call[website]@4m get@5m", sequence.Question{AsOf: sequencetest.At(t, "1h")})
	var got []string
	for v := range 6 {
		got = append(got, string(x.Plan.Channels[x.Channel(v)]))
	}
	if diff := cmp.Diff([]string{"website", "store", "website", "bus", "phone", ""}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRipeness(t *testing.T) {
	_, x := instances(t, "instance: {idle: 12d, window: 100d}", "u: view@0 get@10d\nv: view@1d get@3d\nw: view@2d get@8d", "60d")
	// durations 10, 2 and 6 days: p95 is 9.6, and idle on top
	if got := x.Ripeness().Hours() / 24; got < 21.599 || got > 21.601 {
		t.Errorf("ripe after %.3f days", got)
	}
	_, x = instances(t, "instance: {idle: 7d, window: 10d}", "u: view@0 get@6d", "60d")
	if x.Ripeness() != 10*24*time.Hour {
		t.Errorf("ripe after %v; the window is shorter", x.Ripeness())
	}
	_, x = instances(t, "instance: {idle: none, window: 50d}", "u: view@0 get@1d\nv: view@0", "40d")
	if x.Ripeness() != 50*24*time.Hour {
		t.Errorf("ripe after %v; only the window can end an instance", x.Ripeness())
	}
	_, x = instances(t, "instance: {ripe: 3d}", "u: view@0\nv: view@2d", "4d")
	if !x.Ripe(0) || x.Ripe(1) {
		t.Error("ripe after three days")
	}
}

// A journey may be long and wide; the document's order is a tie-break only.
func TestPlanKeepsTheDocument(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + shopSteps)})
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	var ids []journey.StepID
	for _, s := range plan.Steps {
		ids = append(ids, s.ID)
	}
	if !slices.Equal(ids, []journey.StepID{"ad", "view", "pay", "get", "help"}) || !plan.Steps[3].Completes || plan.Steps[4].Completes {
		t.Errorf("%v", ids)
	}
	if _, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace, segment.ID("nobody")); err == nil {
		t.Error("an unknown segment was taken")
	}
}

func TestMembers(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"w.yaml": []byte(`wend: segments/v1
segments:
  - {id: gold, title: Gold, where: {plan: gold}}
  - {id: others, title: Others, where: {plan: {is_not: gold}}}
  - {id: buyers, title: Buyers, where: {did: {event: pay, at_least: 2, within: 10d}}}
`)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	log := sequencetest.Script(t, "a: view@1h\na traits: plan=gold@0\nb: view@1h\nb traits: plan=tin@0\nc: pay@0 pay@1d\nd: pay@0\nd traits: plan=gold@5d")
	for _, c := range []struct{ id, at, want string }{
		{"gold", "10d", "a d"}, {"gold", "1d", "a"}, {"others", "10d", "all but a d"}, {"buyers", "5d", "c"}, {"buyers", "20d", ""},
	} {
		got, err := sequence.Members(context.Background(), log, docs.Segments[segment.ID(c.id)], sequencetest.At(t, c.at))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		if got.AllBut {
			names = append(names, "all but")
		}
		for _, n := range got.Numbers {
			names = append(names, string(log.Customer(n)))
		}
		if text := strings.Join(names, " "); text != c.want {
			t.Errorf("%s at %s: %q, want %q", c.id, c.at, text, c.want)
		}
	}
}

// TestChosenByChannelAndActor: an instance counts if any of its visits is on the
// channel and by the actor.
func TestChosenByChannelAndActor(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\nactors: [buyer, user]\ninstance: {idle: 1h}\n" + shopSteps)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	script := "u: view@0 view[store]@1m view@5h\nu traits: actor=buyer@0\nv: view@0\nw: call@0\nw traits: actor=user@0"
	for _, c := range []struct {
		q    sequence.Question
		want []string
	}{
		{sequence.Question{OnChannel: "store"}, []string{"u abandoned: view view"}},
		{sequence.Question{OnChannel: "website"}, []string{"u abandoned: view view", "u abandoned: view", "v abandoned: view"}},
		{sequence.Question{OnChannel: "website", PerCustomer: true}, []string{"u abandoned: view view", "v abandoned: view"}},
		{sequence.Question{ByActor: "user"}, []string{"w abandoned: pay"}},
		{sequence.Question{ByActor: "user", OnChannel: "store"}, nil},
	} {
		c.q.AsOf = sequencetest.At(t, "2d")
		got, _ := build(t, docs, script, c.q)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v: %s", c.q, diff)
		}
	}
}

// TestMatchersToldApart: every combination of conditions that holds for an event
// is a step of its own, and each condition knows in which it holds.
func TestMatchersToldApart(t *testing.T) {
	where := func(text string) *evidence.Tree {
		tree, err := evidence.ParseExpression(text, evidence.Properties)
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
	plan, steps, err := sequence.MatchersPlan([]sequence.Matching{
		{Name: "page", Matcher: evidence.Matcher{Event: "page"}}, {Name: "blog", Matcher: evidence.Matcher{Event: "page", Where: where("path^=/blog")}},
		{Name: "long", Matcher: evidence.Matcher{Event: "page", Where: where("seconds>60")}}, {Name: "pay", Matcher: evidence.Matcher{Event: "pay"}},
	}, []string{"other"}, sequence.History(), &journey.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), sequencetest.Script(t, "u: page@0 page{path:/blog}@1m page{path:/blog seconds:90}@2m page{seconds:90}@3m pay@4m other@5m"), plan, sequence.Question{AsOf: sequencetest.At(t, "1d")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for v := range 6 {
		line := string(plan.Steps[x.Step(v)].ID) + ":"
		for k := range steps {
			if slices.Contains(steps[k], x.Step(v)) {
				line += fmt.Sprint(" ", k)
			}
		}
		got = append(got, line)
	}
	want := []string{"page: 0", "page + blog: 0 1", "page + blog + long: 0 1 2", "page + long: 0 2", "pay: 3", "other:"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
