// SPDX-License-Identifier: Apache-2.0

package catalogue_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/documents"
)

var (
	ann = catalogue.Author{Person: "p1", Name: "Ann", Client: "screen-a"}
	bob = catalogue.Author{Person: "p2", Name: "Bob", Client: "screen-b"}
)

// desk is a catalogue on a real database, with what it told.
type desk struct {
	*catalogue.Catalogue
	t       *testing.T
	path    string
	db      *record.DB
	now     time.Time
	changes []catalogue.Change
}

func open(t *testing.T, path string) *desk {
	t.Helper()
	d := &desk{t: t, path: path, now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	var err error
	if d.db, err = record.Open(t.Context(), path, record.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.db.Close() })
	d.Catalogue, err = catalogue.Open(t.Context(), documents.New(d.db), catalogue.Options{
		Clock:   func() time.Time { return d.now },
		Changed: func(c catalogue.Change) { d.changes = append(d.changes, c) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func fresh(t *testing.T) *desk {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "wend.db"))
}

// again opens the same database anew, as after a restart.
func (d *desk) again() *desk {
	d.t.Helper()
	if err := d.db.Close(); err != nil {
		d.t.Fatal(err)
	}
	return open(d.t, d.path)
}

// told are the changes told since the last time, as "did key revision version".
func (d *desk) told() (out []string) {
	for _, c := range d.changes {
		out = append(out, fmt.Sprintf("%s %s r%d v%d", c.Did, c.Key, c.Revision, c.Version))
	}
	d.changes = nil
	return out
}

const short = `# Our shop.
wend: journey/v1
id: buy
title: I buy
owner: cx@example.com
phases:
  before:
    - stage: Look
      steps:
        - id: looks
          title: Looks around   # in the shop
          touchpoint: {channel: store}
          owner: ann@example.com
  during:
    - stage: Pay
      steps:
        - id: pays
          title: Pays
          touchpoint: {channel: store}
          owner: bob@example.com
          evidence: [{event: Paid}]
`

// shop returns a desk with one published journey.
func shop(t *testing.T) *desk {
	t.Helper()
	d := fresh(t)
	v := must(d.Put(t.Context(), "buy", ann, []byte(short), catalogue.Expect{}))
	must(d.Publish(t.Context(), "buy", ann, v.Revision, "first"))
	d.told()
	return d
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// edits reads edits as a client sends them.
func edits(t *testing.T, text string) (list []edit.Edit) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func (d *desk) edit(by catalogue.Author, text string) *catalogue.Outcome {
	d.t.Helper()
	out, err := d.Edit(d.t.Context(), "buy", by, edits(d.t, text), "")
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// refused checks the fault of an operation.
func refused(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	if fault.CodeOf(err) != code || !strings.Contains(fmt.Sprint(err), words) {
		t.Errorf("got %v (%s), want %s with %q", err, fault.CodeOf(err), code, words)
	}
}

func TestFromTheFirstTextToTheSecondVersion(t *testing.T) {
	d := fresh(t)
	ctx := t.Context()
	v := must(d.Put(ctx, "buy", ann, []byte(short), catalogue.Expect{}))
	if !v.Draft || v.Version != 0 || v.Revision != 1 || string(v.Document.Source()) != short {
		t.Errorf("the new journey: %+v", v)
	}
	one := must(d.Publish(ctx, "buy", ann, 1, "first"))
	if one.Number != 1 || one.Note != "first" || one.By != "Ann" || !strings.Contains(string(one.Text), "# Our shop.") || !strings.Contains(string(one.Text), "status: published") {
		t.Errorf("version 1: %+v\n%s", one, one.Text)
	}
	d.now = d.now.Add(time.Hour)
	out := d.edit(bob, `[{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays at the till"},{"op":"set","step":"pays","field":"target","to":4.2}]`)
	if out.Revision != 3 || len(out.Applied) != 2 || len(out.Faults.Errors()) > 0 {
		t.Errorf("edited: %+v", out)
	}
	latest, draft := must(d.View(ctx, "buy", catalogue.Latest)), must(d.View(ctx, "buy", catalogue.DraftText))
	if latest.Draft || latest.Version != 1 || !draft.Draft || draft.Version != 1 || draft.By != "Bob" || draft.ETag == latest.ETag {
		t.Errorf("latest %+v, draft %+v", latest, draft)
	}
	diff := must(d.Diff(ctx, "buy", "1", "draft"))
	if want := []string{"step `pays`: title Pays → \"Pays at the till\"", "step `pays`: target added: 4.2"}; fmt.Sprint(want) != fmt.Sprint(diff) {
		t.Errorf("diff: %v", diff)
	}
	list := d.List(false)
	if len(list) != 1 || list[0].Version != 1 || list[0].Draft == nil || list[0].Draft.Changes != 2 || list[0].Draft.Revision != 3 || list[0].Status != journey.Published || list[0].Steps != 2 {
		t.Errorf("list: %+v", list)
	}
	two := must(d.Publish(ctx, "buy", bob, 3, "at the till"))
	if want := []string{"make journeys/buy r1 v0", "publish journeys/buy r2 v1", "edit journeys/buy r3 v1", "publish journeys/buy r4 v2"}; !slices.Equal(d.told(), want) {
		t.Errorf("told otherwise than %v", want)
	}
	d = d.again()
	versions := must(d.Versions(ctx, catalogue.Key{Kind: catalogue.Journeys, ID: "buy"}))
	if len(versions) != 2 || versions[0].Number != 2 || !cmp.Equal(versions[1], *one) || !cmp.Equal(versions[0], *two) {
		t.Errorf("after a restart: %+v", versions)
	}
	if old := must(d.View(ctx, "buy", "1")); old.Version != 1 || old.Journey.Digest() != one.Digest || old.Latest != 2 {
		t.Errorf("version 1 after a restart: %+v", old)
	}
	_, err := d.View(ctx, "buy", "3")
	refused(t, err, fault.NotFound, "no version 3")
	_, err = d.View(ctx, "buy", "new")
	refused(t, err, fault.Invalid, "is no version")
	_, err = d.View(ctx, "by", catalogue.Latest)
	refused(t, err, fault.NotFound, `did you mean "buy"?`)
}

func TestTwoPeopleOnOneMap(t *testing.T) {
	d := shop(t)
	d.edit(ann, `[{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays cash"},{"op":"set","step":"looks","field":"pains","to":["dark"]}]`)
	out := d.edit(bob, `[{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays by card"},{"op":"set","step":"looks","field":"pains","to":["loud"]},
		{"op":"set","step":"pays","field":"touchpoint.channel","from":"store","to":"shop"},{"op":"set","step":"pays","field":"optional","to":"maybe"}]`)
	if len(out.Conflicts) != 1 || out.Conflicts[0].By != "Ann" || out.Conflicts[0].Current != "Pays cash" {
		t.Errorf("conflicts: %+v", out.Conflicts)
	}
	if len(out.Applied) != 2 || len(out.Refused) != 1 || out.Refused[0].Field != "edits[3].to" {
		t.Errorf("applied %+v, refused %v", out.Applied, out.Refused)
	}
	if len(out.Faults.Errors()) != 1 || !strings.Contains(out.Faults.Errors()[0].Message, `channel "shop" is not known`) {
		t.Errorf("faults of the draft: %v", out.Faults)
	}
	j := must(d.View(t.Context(), "buy", catalogue.DraftText)).Journey
	if s, _ := j.Step("looks"); len(s.Pains) != 2 {
		t.Errorf("pains: %v", s.Pains)
	}
	_, err := d.Publish(t.Context(), "buy", bob, out.Revision, "")
	refused(t, err, fault.Invalid, "journeys/buy.yaml:23:33: the channel \"shop\" is not known")
	if told := d.changes[len(d.changes)-1]; told.Client != "screen-b" || len(told.Edits) != 2 || told.Edits[1].Undo.To != "store" {
		t.Errorf("told: %+v", told)
	}
}

func TestNothingDoneIsNoRevision(t *testing.T) {
	d := shop(t)
	out := d.edit(ann, `[{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays"},{"op":"remove-step","step":"gone"}]`)
	if out.Revision != 2 || d.List(false)[0].Draft != nil || len(d.told()) > 0 {
		t.Errorf("%+v", out)
	}
}

func TestContributorsEditTheStepsTheyOwn(t *testing.T) {
	d := shop(t)
	out, err := d.Edit(t.Context(), "buy", bob, edits(t, `[{"op":"set","field":"title","from":"I buy","to":"x"},{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays now"},
		{"op":"remove-step","step":"pays"},{"op":"set","step":"looks","field":"title","from":"Looks around","to":"x"}]`), "bob@example.com")
	if err != nil {
		t.Fatal(err)
	}
	var at []string
	for _, f := range out.Refused {
		at = append(at, f.Field+" "+string(f.Code))
	}
	if want := []string{"edits[0] forbidden", "edits[2] forbidden", "edits[3] forbidden"}; !slices.Equal(at, want) || len(out.Applied) != 1 {
		t.Errorf("refused %v, applied %+v", at, out.Applied)
	}
}

func TestPublishingIsRefused(t *testing.T) {
	d := shop(t)
	ctx := t.Context()
	_, err := d.Publish(ctx, "buy", ann, 2, "")
	refused(t, err, fault.Conflict, "has no draft")
	d.edit(ann, `[{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays now"}]`)
	_, err = d.Publish(ctx, "buy", bob, 2, "")
	refused(t, err, fault.Conflict, "Ann has changed it meanwhile")
	out := d.edit(ann, `[{"op":"set","step":"pays","field":"title","from":"Pays now","to":"Pays"}]`)
	_, err = d.Publish(ctx, "buy", ann, out.Revision, "")
	refused(t, err, fault.Conflict, "nothing has changed since version 1")
	if err := d.Discard(ctx, "buy", ann, out.Revision); err != nil {
		t.Fatal(err)
	}
	if l := d.List(false)[0]; l.Draft != nil || l.Version != 1 {
		t.Errorf("after discarding: %+v", l)
	}
	refused(t, d.Discard(ctx, "buy", ann, out.Revision), fault.Conflict, "has no draft")

	// A text that differs in a comment is something new.
	v := must(d.View(ctx, "buy", catalogue.Latest))
	text := strings.Replace(string(v.Document.Source()), "# in the shop", "# in our shop", 1)
	v = must(d.Put(ctx, "buy", ann, []byte(text), catalogue.Expect{Digest: v.Journey.Digest()}))
	if got := must(d.Publish(ctx, "buy", ann, v.Revision, "")); got.Number != 2 {
		t.Errorf("a new comment: %+v", got)
	}
}

func TestVersionsComeBack(t *testing.T) {
	d := shop(t)
	ctx := t.Context()
	out := d.edit(ann, `[{"op":"remove-step","step":"looks"}]`)
	must(d.Publish(ctx, "buy", ann, out.Revision, "shorter"))
	seen := must(d.View(ctx, "buy", catalogue.DraftText)).Revision
	d.edit(ann, `[{"op":"set","field":"goal","to":"Be quick"}]`)
	_, err := d.Restore(ctx, "buy", bob, 1, &seen)
	refused(t, err, fault.Conflict, "has changed it meanwhile")
	revision := must(d.Restore(ctx, "buy", bob, 1, nil))
	if n := len(must(d.View(ctx, "buy", catalogue.DraftText)).Journey.Steps()); n != 2 {
		t.Errorf("%d steps in the draft", n)
	}
	if v := must(d.Publish(ctx, "buy", bob, revision, "back")); v.Number != 3 {
		t.Errorf("%+v", v)
	}
	if err := d.Archive(ctx, "buy", ann); err != nil {
		t.Fatal(err)
	}
	if len(d.List(false)) != 0 || len(d.List(true)) != 1 || d.List(true)[0].Status != journey.Archived {
		t.Errorf("lists: %+v %+v", d.List(false), d.List(true))
	}
	_, err = d.Edit(ctx, "buy", ann, edits(t, `[{"op":"remove-step","step":"looks"}]`), "")
	refused(t, err, fault.Conflict, "in the archive")
	_, _, err = d.Create(ctx, ann, catalogue.New{ID: "buy", Title: "I buy again"})
	refused(t, err, fault.Conflict, "taken, or was once")
	v, _, err := d.Create(ctx, ann, catalogue.New{Title: "Buy"})
	if err != nil || v.Journey.ID != "buy-2" {
		t.Errorf("%+v %v", v, err)
	}
	must(d.Restore(ctx, "buy", ann, 0, nil))
	if l := d.List(false); len(l) != 2 || l[0].Version != 3 {
		t.Errorf("%+v", l)
	}
	want := []string{"edit journeys/buy r3 v1", "publish journeys/buy r4 v2", "edit journeys/buy r5 v2", "restore journeys/buy r6 v2", "publish journeys/buy r7 v3", "archive journeys/buy r8 v3", "make journeys/buy-2 r1 v0", "restore journeys/buy r9 v3"}
	if diff := cmp.Diff(want, d.told()); diff != "" {
		t.Error(diff)
	}
}

func TestIDsOfStepsAreNotReused(t *testing.T) {
	d := shop(t)
	d.edit(ann, `[{"op":"remove-step","step":"looks"}]`)
	d = d.again()
	out := d.edit(ann, `[{"op":"add-step","phase":"before","stage":"Look","value":{"title":"Looks"}}]`)
	if got := out.Applied[0].Step; got != "looks-2" {
		t.Errorf("the new step is called %q", got)
	}
	out = d.edit(ann, `[{"op":"add-step","phase":"before","stage":"Look","value":{"id":"looks","title":"Looks around"}}]`)
	if got := out.Applied[0].Step; got != "looks" {
		t.Errorf("the step that came back is called %q", got)
	}
}

func TestPushedTexts(t *testing.T) {
	d := shop(t)
	ctx := t.Context()
	number := func(n int64) *int64 { return &n }
	changed := strings.Replace(short, "title: Pays", "title: Pays now", 1)
	for _, c := range []struct {
		name, text string
		expect     catalogue.Expect
		code       fault.Code
		words      string
	}{
		{"knows nothing", changed, catalogue.Expect{}, fault.Conflict, "it is at 2"},
		{"knows an older revision", changed, catalogue.Expect{Revision: number(1)}, fault.Conflict, "Ann has changed it meanwhile"},
		{"knows another text", changed, catalogue.Expect{Digest: "sha256:00"}, fault.Conflict, "meanwhile"},
		{"is about another journey", strings.Replace(short, "id: buy", "id: sell", 1), catalogue.Expect{Revision: number(2)}, fault.Invalid, `about "sell"`},
		{"is no YAML", "wend: [", catalogue.Expect{Revision: number(2)}, fault.Invalid, "YAML cannot be read"},
		{"has an unknown key", changed + "colour: red\n", catalogue.Expect{Revision: number(2)}, fault.Invalid, `journeys/buy.yaml:22:1: unknown key "colour"`},
		{"is of another kind", "wend: segments/v1\n", catalogue.Expect{Revision: number(2)}, fault.Invalid, "begin with wend: journey/v1"},
		{"is two", short + "---\n" + short, catalogue.Expect{Revision: number(2)}, fault.Invalid, "holds 2 documents"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := d.Put(ctx, "buy", bob, []byte(c.text), c.expect)
			refused(t, err, c.code, c.words)
		})
	}
	v := must(d.Put(ctx, "buy", bob, []byte(changed), catalogue.Expect{Revision: number(2)}))
	if !v.Draft || v.Revision != 3 || string(v.Document.Source()) != changed {
		t.Errorf("%+v", v)
	}
	if again := must(d.Put(ctx, "buy", bob, []byte(changed), catalogue.Expect{Revision: number(3)})); again.Revision != 3 {
		t.Errorf("the same text again is revision %d", again.Revision)
	}
}

func TestCreateFromATemplate(t *testing.T) {
	d := fresh(t)
	ctx := t.Context()
	v, brought, err := d.Create(ctx, ann, catalogue.New{Template: "hotel", ID: "our-hotel", Title: "I stay with us"})
	if err != nil {
		t.Fatal(err)
	}
	if v.Journey.ID != "our-hotel" || v.Journey.Title != "I stay with us" || len(v.Faults) > 0 || !strings.HasPrefix(string(v.Document.Source()), "# A hotel stay") {
		t.Errorf("%+v %v\n%.300s", v.Journey, v.Faults, v.Document.Source())
	}
	for _, b := range brought {
		if b.How != catalogue.Added || b.ID == "" || b.Title == "" {
			t.Errorf("%+v", b)
		}
	}
	if len(brought) < 10 {
		t.Errorf("%d documents came along", len(brought))
	}
	lifecycles := must(d.Items(catalogue.Lifecycles))
	if len(lifecycles) != 1 || !strings.Contains(string(lifecycles[0].Text), "our-hotel") {
		t.Errorf("the lifecycle does not know the journey: %s", lifecycles[0].Text)
	}
	// A second time everything is shared, but for what somebody changed.
	p := must(d.Items(catalogue.Personas))[0]
	must(d.Save(ctx, p.Key, bob, catalogue.Text{YAML: []byte(strings.Replace(string(p.Text), "name: ", "name: Dr. ", 1))}, p.ETag))
	v, brought, err = d.Create(ctx, ann, catalogue.New{Template: "hotel"})
	if err != nil || v.Journey.ID != "hotel" || len(v.Faults) > 0 {
		t.Fatal(v, err)
	}
	how := map[catalogue.How]int{}
	for _, b := range brought {
		how[b.How]++
		if b.How == catalogue.Kept && b.Key != p.Key && b.Kind != catalogue.Lifecycles {
			t.Errorf("%v is %s", b.Key, b.How)
		}
	}
	if how[catalogue.Added] > 0 || how[catalogue.Kept] != 2 {
		t.Errorf("%v", how)
	}
	_, _, err = d.Create(ctx, ann, catalogue.New{Template: "hotels"})
	refused(t, err, fault.NotFound, `did you mean "hotel"?`)
	_, _, err = d.Create(ctx, ann, catalogue.New{})
	refused(t, err, fault.Invalid, "no title")
	if v, _, err := d.Create(ctx, ann, catalogue.New{Title: "Réserver une table"}); err != nil || v.Journey.ID != "reserver-une-table" {
		t.Errorf("%+v %v", v, err)
	}
}

func TestToBe(t *testing.T) {
	d := shop(t)
	v := must(d.ToBe(t.Context(), "buy", bob, "", "I buy with ease"))
	j := v.Journey
	if j.ID != "buy-to-be" || j.Improves != "buy" || j.State != journey.ToBe || j.Title != "I buy with ease" || j.Status != journey.Draft || len(j.Steps()) != 2 || !v.Draft {
		t.Errorf("%+v", j)
	}
	docs, err := d.Documents(t.Context(), "buy-to-be", "")
	if err != nil || docs.Journeys["buy"] == nil || docs.Files[0].Journey != docs.Journeys["buy-to-be"] || docs.Files[0].Version != 0 {
		t.Errorf("%v %v", docs, err)
	}
	_, err = d.ToBe(t.Context(), "buy-to-be", bob, "", "")
	_ = err // it has no version: its draft says that it is a to-be
	refused(t, err, fault.Conflict, "itself what another journey should become")
}

func TestQuestionsGetTheWorkspaceAround(t *testing.T) {
	d := shop(t)
	ctx := t.Context()
	must(d.Save(ctx, catalogue.Key{Kind: catalogue.Segments, ID: "regulars"}, ann, catalogue.Text{Value: map[string]any{"id": "regulars", "where": map[string]any{"plan": "gold"}}}, ""))
	one := must(d.Documents(ctx, "buy", ""))
	if len(one.Faults.Errors()) > 0 || one.Files[0].Version != 1 || one.Segments["regulars"] == nil || one.Files[0].Document == nil {
		t.Errorf("%+v", one)
	}
	if again := must(d.Documents(ctx, "buy", "1")); again.Files[0].Journey != one.Files[0].Journey {
		t.Error("the same text was read twice")
	}
	d.edit(ann, `[{"op":"set","field":"audience.segments","to":["regulars"]}]`)
	draft := must(d.Documents(ctx, "buy", "draft"))
	if draft.Files[0].Version != 0 || len(draft.Faults.Errors()) > 0 || draft.Files[0].Audience == nil {
		t.Errorf("%+v", draft)
	}
	d.edit(ann, `[{"op":"set","field":"audience.segments","from":["regulars"],"to":["strangers"]}]`)
	_, err := d.Documents(ctx, "buy", "draft")
	refused(t, err, fault.Invalid, `the segment "strangers" is not known`)
	if docs := must(d.Around(ctx, "buy", catalogue.DraftText)); len(docs.Faults.Errors()) != 1 || docs.Files[0].Title != "I buy" {
		t.Errorf("%+v", docs)
	}
	must(d.Documents(ctx, "buy", ""))
}

func TestStale(t *testing.T) {
	d := shop(t)
	out := d.edit(ann, `[{"op":"set","field":"review","to":{"every":"30d"}}]`)
	must(d.Publish(t.Context(), "buy", ann, out.Revision, ""))
	if d.now = d.now.Add(29 * 24 * time.Hour); d.List(false)[0].Stale {
		t.Error("stale after 29 days")
	}
	if d.now = d.now.Add(2 * 24 * time.Hour); !d.List(false)[0].Stale {
		t.Error("not stale after 31 days")
	}
}

func TestSomebodyElsesFaultIsNotKept(t *testing.T) {
	d := shop(t)
	_, err := d.Put(t.Context(), "sell", ann, []byte(short), catalogue.Expect{})
	var f *fault.Fault
	if !errors.As(err, &f) || len(d.List(false)) != 1 || len(d.told()) > 0 {
		t.Errorf("%v", err)
	}
}

func TestImport(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("buy.yaml", short)
	write("wrong.yaml", "wend: journey/v1\nid: wrong\ntitle: Wrong\naudience: {segments: [nobody]}\nphases: {}\n")
	write("around.yaml", "wend: segments/v1\nsegments:\n  # Who pays more.\n  - id: gold   # by plan\n    where: {plan: gold}\n  - {id: trial, where: {plan: trial}}\n---\nwend: persona/v1\nid: petra\nname: Petra\nsegment: gold\n")
	write("notes.txt", "nothing")
	d := fresh(t)
	got := must(d.Import(t.Context(), dir, ann))
	var lines []string
	for _, b := range got {
		lines = append(lines, fmt.Sprintf("%s %s", b.Key, b.How))
	}
	if want := []string{"segments/gold added", "segments/trial added", "personas/petra added", "journeys/buy added", "journeys/wrong as-draft"}; !slices.Equal(lines, want) {
		t.Errorf("%v", lines)
	}
	if text := string(must(d.Item(catalogue.Key{Kind: catalogue.Segments, ID: "gold"})).Text); text != "wend: segments/v1\nsegments:\n# Who pays more.\n- id: gold # by plan\n  where: {plan: gold}\n" {
		t.Errorf("%s", text)
	}
	if v := must(d.View(t.Context(), "buy", catalogue.Latest)); v.Version != 1 || v.Draft || !strings.Contains(string(v.Document.Source()), "# in the shop") {
		t.Errorf("%+v", v)
	}
	lines = nil
	for _, b := range must(d.Import(t.Context(), dir, ann)) {
		lines = append(lines, string(b.How))
	}
	if want := []string{"shared", "shared", "shared", "shared", "shared"}; !slices.Equal(lines, want) {
		t.Errorf("a second time: %v", lines)
	}
}

// However many journeys there are, each is read once: questions look at all.
func TestManyJourneysAreReadOnce(t *testing.T) {
	dir := t.TempDir()
	for i := range 500 {
		text := fmt.Sprintf("wend: journey/v1\nid: j%d\ntitle: J\nphases: {during: [{stage: S, steps: [{id: s, title: S}]}]}\n", i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("j%d.yaml", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d := fresh(t)
	if _, err := d.Import(t.Context(), dir, ann); err != nil {
		t.Fatal(err)
	}
	one := d.Workspace().Journeys["j7"]
	if again := d.Workspace().Journeys["j7"]; one == nil || again != one {
		t.Error("it was read again")
	}
}
