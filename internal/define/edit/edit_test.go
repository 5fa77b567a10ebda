// SPDX-License-Identifier: Apache-2.0

package edit_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
)

const shop = "../journey/testdata/shop/buy-online.yaml"

func shopText(t testing.TB) []byte {
	t.Helper()
	src, err := os.ReadFile(shop)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func parse(t testing.TB, src []byte) *document.Document {
	t.Helper()
	docs, err := document.Parse("journey.yaml", src)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%v in\n%s", err, src)
	}
	return docs[0]
}

// read returns the journey of a text, which must have no fault of form.
func read(t testing.TB, src []byte) *journey.Journey {
	t.Helper()
	var faults fault.List
	j := journey.Read(parse(t, src), &faults)
	if len(faults) > 0 {
		t.Fatalf("%v in\n%s", faults, src)
	}
	return j
}

// edits reads edits from JSON, as a client sends them.
func edits(t testing.TB, text string) []edit.Edit {
	t.Helper()
	var list []edit.Edit
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return list
}

func apply(t testing.TB, src []byte, list []edit.Edit) *edit.Outcome {
	t.Helper()
	out, err := edit.Apply(parse(t, src), list, edit.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, out.Document.Source()).Digest(); got != out.Journey.Digest() {
		t.Fatalf("the text says something else than the journey:\n%s", out.Document.Source())
	}
	return out
}

// changed returns the lines that went and came, as many times as they did.
func changed(before, after string) (gone, come []string) {
	beyond := func(a, b string) (out []string) {
		left := map[string]int{}
		for l := range strings.Lines(b) {
			left[l]++
		}
		for l := range strings.Lines(a) {
			if left[l]--; left[l] < 0 {
				out = append(out, strings.TrimSpace(l))
			}
		}
		return out
	}
	return beyond(before, after), beyond(after, before)
}

func TestEditsChangeTheirLinesAlone(t *testing.T) {
	cases := []struct {
		name, edits string
		gone, come  []string
	}{
		{
			"a title", `[{"op":"set","step":"checkout","field":"title","from":"Checks out and pays","to":"Pays"}]`,
			[]string{"title: Checks out and pays"},
			[]string{"title: Pays"},
		},
		{
			"a field of the journey", `[{"op":"set","field":"instance.idle","from":"30d","to":"45d"}]`,
			[]string{"idle: 30d"},
			[]string{"idle: 45d"},
		},
		{
			"a text with a comment beside it keeps it", `[{"op":"set","field":"title","from":"I buy hiking gear online","to":"I buy gear"}]`,
			[]string{"title: I buy hiking gear online"},
			[]string{"title: I buy gear"},
		},
		{
			"a field within a field", `[{"op":"set","step":"checkout","field":"touchpoint.channel","from":"website","to":"mobile-app"}]`,
			[]string{"touchpoint: {channel: website, nature: transactional, direction: pull}"},
			[]string{"touchpoint: {channel: mobile-app, nature: transactional, direction: pull}"},
		},
		{
			"a field that was not there, in a part that was not there", `[{"op":"set","step":"friend-advises","field":"feeling.valence","from":null,"to":2}]`,
			nil,
			[]string{"feeling: {valence: 2}"},
		},
		{
			"the long form of a short one", `[{"op":"set","step":"sees-ad","field":"target.by","to":"2027-01-31"}]`,
			[]string{"target: 3.8"},
			[]string{"target: {default: 3.8, by: 2027-01-31}"},
		},
		{
			"back to the short form", `[{"op":"set","step":"product-page","field":"target.segments","from":{"professionals":4.5},"to":null}]`,
			[]string{"target: {default: 4.0, segments: {professionals: 4.5}}"},
			[]string{"target: 4"},
		},
		{
			"a value seen in another form", `[{"op":"set","step":"sees-ad","field":"target","from":{"default":3.8},"to":4},{"op":"set","step":"sees-ad","field":"thinks","from":["Is it worth the money?"],"to":["Really?"]}]`,
			[]string{"target: 3.8", "thinks: Is it worth the money?"},
			[]string{"target: 4", "thinks: Really?"},
		},
		{
			"a removal takes what it leaves empty", `[{"op":"set","step":"checkout","field":"expected.within","from":"10m","to":null}]`,
			[]string{"expected: {within: 10m}"}, nil,
		},
		{
			"a step that is new", `[{"op":"add-step","phase":"during","stage":"Buy","after":"checkout","value":{"title":"Waits","contactless":true}}]`,
			nil,
			[]string{"- id: waits", "title: Waits", "contactless: true"},
		},
		{
			"a step taken away", `[{"op":"remove-step","step":"friend-advises"}]`,
			[]string{"- id: friend-advises", "title: A friend recommends us", "contactless: true", "control: external"}, nil,
		},
		{"a step in another place", `[{"op":"move-step","step":"friend-advises","phase":"before","stage":"Discover","after":""}]`, nil, nil},
		{"a step in another stage", `[{"op":"move-step","step":"friend-advises","phase":"during","stage":"Buy","after":"checkout"}]`, nil, nil},
		{
			"a stage renamed", `[{"op":"rename-stage","phase":"before","stage":"Discover","to":"Find out"}]`,
			[]string{"- stage: Discover"},
			[]string{"- stage: Find out"},
		},
		{"a stage in another place", `[{"op":"move-stage","phase":"before","stage":"Choose","after":""}]`, nil, nil},
		{"a stage in another phase", `[{"op":"move-stage","phase":"before","stage":"Choose","to_phase":"during","after":""}]`, nil, nil},
		{
			"a stage that is new", `[{"op":"add-stage","phase":"during","stage":"Pay","after":"Buy"}]`,
			nil,
			[]string{"- stage: Pay"},
		},
	}
	src := strings.Replace(string(shopText(t)), "        - id: friend-advises\n", "        # Nobody asked them yet.\n        - id: friend-advises   # a friend\n", 1)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out := apply(t, []byte(src), edits(t, c.edits))
			if len(out.Conflicts)+len(out.Refused) > 0 {
				t.Fatal(out.Conflicts, out.Refused)
			}
			if c.name == "a step taken away" {
				c.gone = []string{"# Nobody asked them yet.", "- id: friend-advises   # a friend", "title: A friend recommends us", "contactless: true", "control: external"}
			}
			gone, come := changed(src, string(out.Document.Source()))
			if diff := cmp.Diff(c.gone, gone); diff != "" {
				t.Errorf("taken away: %s", diff)
			}
			if diff := cmp.Diff(c.come, come); diff != "" {
				t.Errorf("put in: %s", diff)
			}
			back := apply(t, out.Document.Source(), edit.Undo(out.Applied))
			if len(back.Conflicts)+len(back.Refused) > 0 {
				t.Fatal(back.Conflicts, back.Refused)
			}
			if back.Journey.Digest() != read(t, []byte(src)).Digest() {
				t.Errorf("undone, it says something else:\n%s", back.Document.Source())
			}
		})
	}
}

// A neutral feeling that somebody writes is written, whatever stood there, and
// goes again when it is taken back.
func TestANeutralFeelingStays(t *testing.T) {
	cases := []struct{ name, was, edits, come string }{
		{"nothing was felt", "", `[{"op":"set","step":"looks","field":"feeling","to":{"valence":0}}]`, "feeling: {valence: 0}"},
		{"nothing was felt, and one field is set", "", `[{"op":"set","step":"looks","field":"feeling.valence","to":0}]`, "feeling: {valence: 0}"},
		{"the short form", "", `[{"op":"set","step":"looks","field":"feeling","to":0}]`, "feeling: {valence: 0}"},
		{
			"only words were said", "feeling: {label: calm}",
			`[{"op":"set","step":"looks","field":"feeling","from":{"label":"calm"},"to":{"label":"calm","valence":0}}]`, "feeling: {valence: 0, label: calm}",
		},
		{
			"only words were said, and one field is set", "feeling: {label: calm}",
			`[{"op":"set","step":"looks","field":"feeling.valence","to":0}]`, "feeling: {valence: 0, label: calm}",
		},
		{
			"something else was felt", "feeling: {valence: 2}",
			`[{"op":"set","step":"looks","field":"feeling.valence","from":2,"to":0}]`, "feeling: {valence: 0}",
		},
		{
			"a persona's", "feeling: {valence: 2}",
			`[{"op":"set","step":"looks","field":"feeling.personas.petra","to":{"valence":0}}]`, "feeling: {valence: 2, personas: {petra: {valence: 0}}}",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := "wend: journey/v1\nid: buy\ntitle: I buy\nphases:\n  before:\n    - stage: Look\n      steps:\n        - id: looks\n          title: Looks\n"
			if c.was != "" {
				src += "          " + c.was + "\n"
			}
			out := apply(t, []byte(src), edits(t, c.edits))
			text := string(out.Document.Source())
			if len(out.Applied) != 1 || !strings.Contains(text, c.come+"\n") {
				t.Fatalf("applied %+v, refused %v\n%s", out.Applied, out.Refused, text)
			}
			back := apply(t, out.Document.Source(), edit.Undo(out.Applied))
			if diff := cmp.Diff(src, string(back.Document.Source())); diff != "" {
				t.Errorf("taken back:\n%s", diff)
			}
			again := apply(t, back.Document.Source(), edit.Undo(back.Applied))
			if diff := cmp.Diff(text, string(again.Document.Source())); diff != "" {
				t.Errorf("made again:\n%s", diff)
			}
		})
	}
}

func TestTwoEditorsOfOneField(t *testing.T) {
	cases := []struct {
		name        string
		first, then string // edits made by two people who saw the same map
		field       string
		want        string // JSON of checkout's field afterwards
		conflict    bool
	}{
		{"the same text differently", `{"from":"Checks out and pays","to":"Pays"}`, `{"from":"Checks out and pays","to":"Buys"}`, "title", `"Pays"`, true},
		{"the same text alike", `{"from":"Checks out and pays","to":"Pays"}`, `{"from":"Checks out and pays","to":"Pays"}`, "title", `"Pays"`, false},
		{"two keys of one mapping", `{"from":{"within":"10m"},"to":{"within":"20m"}}`, `{"from":{"within":"10m"},"to":{"within":"10m","zone":"UTC"}}`, "expected", `{"within":"20m","zone":"UTC"}`, false},
		{"one key of one mapping", `{"from":{"within":"10m"},"to":{"within":"20m"}}`, `{"from":{"within":"10m"},"to":{"within":"30m"}}`, "expected", `{"within":"20m"}`, true},
		{"short and long of one thing", `{"from":5,"to":4}`, `{"from":5,"to":{"default":5,"segments":{"professionals":3}}}`, "importance", `{"default":4,"segments":{"professionals":3}}`, false},
		{"a first pain each", `{"to":["slow"]}`, `{"to":["dear"]}`, "pains", `["slow","dear"]`, false},
		{"a first text each", `{"to":"types"}`, `{"to":["sighs"]}`, "does", `["types","sighs"]`, false},
		{"both make the thing", `{"to":{"valence":1}}`, `{"to":{"valence":-1}}`, "feeling", `{"valence":1}`, true},
		{"one removes what the other changes", `{"from":{"within":"10m"},"to":null}`, `{"from":{"within":"10m"},"to":{"within":"30m"}}`, "expected", `null`, true},
		{"an item changed by both", `{"from":[{"event":"Payment Failed"},{"event":"Checkout Error"}],"to":[{"event":"Card Refused"},{"event":"Checkout Error"}]}`, `{"from":[{"event":"Payment Failed"},{"event":"Checkout Error"}],"to":[{"event":"Payment Broken"},{"event":"Checkout Error"}]}`, "fails", `[{"event":"Card Refused"},{"event":"Checkout Error"}]`, true},
		{"an item added, another removed", `{"from":[{"event":"Payment Failed"},{"event":"Checkout Error"}],"to":[{"event":"Checkout Error"}]}`, `{"from":[{"event":"Payment Failed"},{"event":"Checkout Error"}],"to":[{"event":"Payment Failed"},{"event":"Checkout Error"},{"event":"Timeout"}]}`, "fails", `[{"event":"Checkout Error"},{"event":"Timeout"}]`, false},
		{"an item added, the others in another order", `{"from":[{"event":"Payment Failed"},{"event":"Checkout Error"}],"to":[{"event":"Checkout Error"},{"event":"Payment Failed"}]}`, `{"from":[{"event":"Payment Failed"},{"event":"Checkout Error"}],"to":[{"event":"Payment Failed"},{"event":"Timeout"},{"event":"Checkout Error"}]}`, "fails", `[{"event":"Checkout Error"},{"event":"Payment Failed"},{"event":"Timeout"}]`, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			one := func(text string) []edit.Edit {
				e := edits(t, "["+text+"]")
				e[0].Op, e[0].Step, e[0].Field = edit.Set, "checkout", c.field
				return e
			}
			first := apply(t, shopText(t), one(c.first))
			then := apply(t, first.Document.Source(), one(c.then))
			if len(first.Conflicts)+len(first.Refused)+len(then.Refused) > 0 || (len(then.Conflicts) > 0) != c.conflict {
				t.Fatal(first.Conflicts, first.Refused, then.Conflicts, then.Refused)
			}
			var step map[string]any
			s, _ := then.Journey.Step("checkout")
			b, err := document.JSON(s.Step)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(b, &step); err != nil {
				t.Fatal(err)
			}
			got, _ := json.Marshal(step[c.field])
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Error(diff)
			}
			if c.conflict {
				if current, _ := json.Marshal(then.Conflicts[0].Current); string(current) != c.want {
					t.Errorf("the conflict says %s stands there", current)
				}
			}
		})
	}
}

// Two people change one statement in different ways, and add one each.
func TestStatementsMergeByWhatTheySay(t *testing.T) {
	src := shopText(t)
	first := apply(t, src, edits(t, `[{"op":"set","step":"sees-ad","field":"pains","from":[{"title":"The ad shows sold-out items","severity":2,"basis":"research"}],
		"to":[{"title":"The ad shows sold-out items","severity":4,"basis":"research"},"Too loud"]}]`))
	then := apply(t, first.Document.Source(), edits(t, `[{"op":"set","step":"sees-ad","field":"pains","from":[{"title":"The ad shows sold-out items","severity":2,"basis":"research"}],
		"to":["Too often",{"title":"The ad shows sold-out items","severity":2,"basis":"data"}]}]`))
	s, _ := then.Journey.Step("sees-ad")
	got, _ := document.JSON(s.Pains)
	if diff := cmp.Diff(`["Too often",{"title":"The ad shows sold-out items","severity":4,"basis":"data"},"Too loud"]`, string(got)); diff != "" {
		t.Error(diff, then.Conflicts, then.Refused)
	}
}

func TestWhatMakesNoSenseIsRefusedAndTheRestIsMade(t *testing.T) {
	cases := []struct{ name, edit, want string }{
		{"no operation", `{"op":"paint"}`, `edits[0].op: "paint" is no operation; one of set, add-step, move-step, remove-step, add-stage, rename-stage, move-stage, remove-stage`},
		{"an unknown key", `{"op":"set","step":"checkout","field":"titel","to":"x"}`, `edits[0].to: unknown key "titel"; did you mean "title"?`},
		{"an unknown key on the way", `{"op":"set","step":"checkout","field":"touchpint.channel","to":"x"}`, `edits[0].field: unknown key "touchpint"; did you mean "touchpoint"?`},
		{"a bad duration", `{"op":"set","field":"instance.idle","from":"30d","to":"soon"}`, `edits[0].to: "soon" is no length of time; write 90s, 10m, 36h, 30d, 2w, "2 working days", "4 working hours" or none`},
		{"a word of no list", `{"op":"set","step":"checkout","field":"touchpoint.nature","from":"transactional","to":"odd"}`, `edits[0].to: "odd" is not known here; one of informative, transactional`},
		{"a wrong type", `{"op":"set","step":"checkout","field":"title","from":"Checks out and pays","to":["x"]}`, `edits[0].to: found a list; a single text belongs here`},
		{"off the scale", `{"op":"set","step":"checkout","field":"feeling","to":{"valence":3}}`, `edits[0].to.valence: valence 3 is off the scale; a whole number from -2 (awful) to 2 (delighted) belongs here`},
		{"an id", `{"op":"set","step":"checkout","field":"id","from":"checkout","to":"pay"}`, `edits[0].field: an id stays as it is, so that history holds; change the title instead`},
		{"an item of a list", `{"op":"set","step":"checkout","field":"fails[0].event","to":"x"}`, `edits[0].field: "fails[0].event" is an item of a list; set the whole list; items that others add are kept`},
		{"phases", `{"op":"set","field":"phases","to":{}}`, `edits[0].field: phases are not set as a whole; add, move and remove stages and steps`},
		{"no field", `{"op":"set","step":"checkout","to":"x"}`, `edits[0].field: the edit names no field; as in field: title, or field: touchpoint.channel`},
		{"a step that is gone", `{"op":"set","step":"pays","field":"title","to":"x"}`, `edits[0].step: the step "pays" is not there any more; look at the map again; somebody may have removed it`},
		{"a step without a title", `{"op":"add-step","phase":"during","stage":"Buy","value":{"contactless":true}}`, `edits[0].value.title: the step has no title; say in the customer's words what happens`},
		{"a step with a wrong field", `{"op":"add-step","phase":"during","stage":"Buy","value":{"title":"x","optional":"maybe"}}`, `edits[0].value.optional: found "maybe"; write true or false`},
		{"a step that is there", `{"op":"add-step","phase":"during","stage":"Buy","value":{"title":"x","id":"sees-ad"}}`, `edits[0].value.id: there is a step "sees-ad" already; leave the id out, it is made from the title`},
		{"a stage that is gone", `{"op":"move-step","step":"checkout","phase":"during","stage":"Pay"}`, `edits[0].stage: the stage "Pay" is not there any more; look at the map again; somebody may have renamed, moved or removed it`},
		{"no phase", `{"op":"add-stage","phase":"later","stage":"x"}`, `edits[0].phase: "later" is no phase; one of before, during, after`},
		{"a stage twice", `{"op":"rename-stage","phase":"before","stage":"Choose","to":"Discover"}`, `edits[0].to: the phase has a stage "Discover" already; give it another title`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out := apply(t, shopText(t), edits(t, "["+c.edit+`,{"op":"set","step":"checkout","field":"description","to":"kept"}]`))
			if len(out.Refused) != 1 || len(out.Conflicts) > 0 {
				t.Fatal(out.Refused, out.Conflicts)
			}
			f := out.Refused[0]
			if diff := cmp.Diff(c.want, f.Field+": "+f.Error()); diff != "" {
				t.Error(diff)
			}
			if s, _ := out.Journey.Step("checkout"); s.Description != "kept" {
				t.Error("the edit behind it was not made")
			}
		})
	}
}

func TestARemovalOfSomethingElseThanWasSeenIsAConflict(t *testing.T) {
	out := apply(t, shopText(t), edits(t, `[{"op":"remove-step","step":"friend-advises","value":{"id":"friend-advises","title":"A friend"}},
		{"op":"remove-stage","phase":"during","stage":"Buy","value":{"stage":"Buy"}}]`))
	if len(out.Conflicts) != 2 || len(out.Applied) != 0 {
		t.Errorf("%+v", out)
	}
	whole := out.Conflicts[0].Current
	out = apply(t, shopText(t), []edit.Edit{{Op: edit.RemoveStep, Step: "friend-advises", Value: whole}})
	if len(out.Applied) != 1 {
		t.Errorf("%+v", out)
	}
}

func TestIDsAreStableAndNotReused(t *testing.T) {
	src := []byte("wend: journey/v1\ntitle: Short\nphases:\n  before:\n    - stage: A\n      steps:\n        - title: Pays   # soon\n        - title: Waits\n")
	out := apply(t, src, edits(t, `[{"op":"set","step":"pays","field":"title","from":"Pays","to":"Pays at last"},
		{"op":"add-step","phase":"before","stage":"A","after":"pays","value":{"title":"Pays"}},
		{"op":"add-step","phase":"before","stage":"A","after":"nowhere","value":{"title":"Wartet"}}]`))
	want := "wend: journey/v1\nid: short\ntitle: Short\nphases:\n  before:\n    - stage: A\n      steps:\n        - title: Pays at last   # soon\n          id: pays\n        - id: pays-2\n          title: Pays\n        - title: Waits\n        - id: wartet\n          title: Wartet\n"
	if diff := cmp.Diff(want, string(out.Document.Source())); diff != "" {
		t.Error(diff)
	}
	spent := func(id journey.StepID) bool { return id == "rests" || id == "rests-2" }
	next, err := edit.Apply(parse(t, src), edits(t, `[{"op":"add-step","phase":"before","stage":"A","value":{"title":"Rests"}},
		{"op":"add-stage","phase":"after","stage":"B","value":{"steps":[{"title":"Rests"},{"title":"Rests"}]}}]`), edit.Rules{Spent: spent})
	if err != nil {
		t.Fatal(err)
	}
	var ids []journey.StepID
	for _, s := range next.Journey.Steps() {
		ids = append(ids, s.ID)
	}
	if want := []journey.StepID{"rests-3", "pays", "waits", "rests-4", "rests-5"}; !slices.Equal(ids, want) {
		t.Errorf("ids %v, want %v", ids, want)
	}
}

// A client names the steps that it adds, so that it can go on with them at once.
func TestIDsThatAreWishedFor(t *testing.T) {
	out := apply(t, shopText(t), edits(t, `[
		{"op":"add-step","step":"waits","phase":"during","stage":"Buy","after":"checkout","value":{"title":"Waits a while"}},
		{"op":"add-step","step":"checkout","phase":"during","stage":"Buy","after":"waits","value":{"title":"Checkout"}},
		{"op":"set","step":"checkout","field":"optional","to":true},
		{"op":"add-step","step":"No Id","phase":"during","stage":"Buy","after":"checkout","value":{"title":"Rests"}}]`))
	var ids []journey.StepID
	for _, s := range out.Journey.Phases.During[0].Steps {
		ids = append(ids, s.ID)
	}
	if want := []journey.StepID{"checkout", "waits", "checkout-2", "rests"}; !slices.Equal(ids, want) || len(out.Refused) > 0 {
		t.Errorf("ids %v, refused %v", ids, out.Refused)
	}
	if s, _ := out.Journey.Step("checkout-2"); !s.Optional || out.Applied[2].Step != "checkout-2" {
		t.Error("what was done to the new step was done to another")
	}
	again := apply(t, out.Document.Source(), []edit.Edit{out.Applied[0].Edit})
	if len(again.Applied) != 1 || again.Journey.Digest() != out.Journey.Digest() {
		t.Errorf("sent twice: %+v", again)
	}
}

func TestNothingDoneKeepsEveryByte(t *testing.T) {
	doc := parse(t, shopText(t))
	out, err := edit.Apply(doc, edits(t, `[{"op":"set","step":"checkout","field":"title","from":"Buys","to":"Checks out and pays"}]`), edit.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	if out.Document != doc || len(out.Applied) != 1 {
		t.Errorf("applied %v, and the text is another", out.Applied)
	}
}

func TestOwners(t *testing.T) {
	j := read(t, shopText(t))
	w := &journey.Workspace{Touchpoints: map[touchpoint.ID]touchpoint.Entry{"website": {ID: "website", Owner: "web@example.com"}}}
	cases := []struct {
		email, edit string
		want        bool
	}{
		{"brand@example.com", `{"op":"set","step":"sees-ad","field":"title"}`, true},
		{"Brand@Example.com", `{"op":"set","step":"sees-ad","field":"pains"}`, true},
		{"web@example.com", `{"op":"set","step":"sees-ad","field":"title"}`, false},
		{"web@example.com", `{"op":"set","step":"product-page","field":"title"}`, true},
		{"cx@example.com", `{"op":"set","field":"title"}`, false},
		{"brand@example.com", `{"op":"remove-step","step":"sees-ad"}`, false},
		{"brand@example.com", `{"op":"move-step","step":"sees-ad","phase":"after","stage":"Use"}`, false},
		{"", `{"op":"set","step":"friend-advises","field":"title"}`, false},
	}
	for _, c := range cases {
		if got := edit.Owns(w, j, c.email, edits(t, "["+c.edit+"]")[0]); got != c.want {
			t.Errorf("%q may %s: %v", c.email, c.edit, got)
		}
	}
}
