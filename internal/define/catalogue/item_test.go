// SPDX-License-Identifier: Apache-2.0

package catalogue_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/fault"
)

func key(kind catalogue.Kind, id string) catalogue.Key { return catalogue.Key{Kind: kind, ID: id} }

func yaml(text string) catalogue.Text { return catalogue.Text{YAML: []byte(text)} }

func value(pairs ...any) catalogue.Text {
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	return catalogue.Text{Value: m}
}

func TestDocumentsOfEveryKind(t *testing.T) {
	texts := map[catalogue.Kind]struct{ yaml, value string }{
		catalogue.Segments:    {"wend: segments/v1\nsegments:\n  - id: x\n    title: Them\n    where: {plan: gold}\n", `{"id":"x","title":"Them","where":{"plan":"gold"}}`},
		catalogue.Personas:    {"wend: persona/v1\nid: x\nname: Them\npains: [slow]\n", `{"id":"x","name":"Them","pains":["slow"]}`},
		catalogue.Touchpoints: {"wend: touchpoints/v1\ntouchpoints:\n  - {id: x, title: Them, channel: store}\n", `{"id":"x","title":"Them","channel":"store"}`},
		catalogue.Channels:    {"wend: channels/v1\nchannels:\n  - {id: x, title: Them, mode: digital}\n", `{"id":"x","title":"Them","mode":"digital"}`},
		catalogue.Calendars:   {"wend: calendars/v1\ncalendars:\n  - id: x\n    title: Them\n    zone: UTC\n    hours: {mon: 09:00-18:00}\n", `{"id":"x","title":"Them","zone":"UTC","hours":{"mon":"09:00-18:00"}}`},
		catalogue.Lifecycles:  {"wend: lifecycle/v1\nid: x\ntitle: Them\nstates:\n  - id: all\n", `{"id":"x","title":"Them","states":[{"id":"all"}]}`},
		catalogue.Mappings:    {"wend: mapping/v1\ntitle: Them\nfiles: []\n", `{"title":"Them","files":[]}`},
	}
	d := fresh(t)
	for _, kind := range catalogue.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			ctx, k, text := t.Context(), key(kind, "x"), texts[kind]
			made, err := d.Save(ctx, k, ann, yaml(text.yaml), "")
			if err != nil {
				t.Fatal(err)
			}
			if made.Version != 1 || made.Title != "Them" || made.By != "Ann" || string(made.Value) != text.value || string(made.Text) != text.yaml {
				t.Errorf("%+v\n%s\n%s", made, made.Value, made.Text)
			}
			again, err := d.Save(ctx, k, bob, yaml(text.yaml), made.ETag)
			if err != nil || again.Version != 1 {
				t.Errorf("the same again: %+v %v", again, err)
			}
			two, err := d.Save(ctx, k, bob, yaml(strings.Replace(text.yaml, "Them", "Us", 1)), made.ETag)
			if err != nil || two.Version != 2 || two.Title != "Us" {
				t.Errorf("%+v %v", two, err)
			}
			_, err = d.Save(ctx, k, ann, yaml(text.yaml), made.ETag)
			refused(t, err, fault.Conflict, "Bob has changed it meanwhile")
			_, err = d.Save(ctx, k, ann, yaml(text.yaml), "")
			refused(t, err, fault.Conflict, "already")
			refused(t, d.Remove(ctx, k, ann, made.ETag), fault.Conflict, "meanwhile")
			if err := d.Remove(ctx, k, ann, two.ETag); err != nil {
				t.Fatal(err)
			}
			_, err = d.Item(k)
			refused(t, err, fault.NotFound, "there is no")
			back, err := d.Save(ctx, k, ann, yaml(text.yaml), "")
			if err != nil || back.Version != 3 {
				t.Errorf("made anew: %+v %v", back, err)
			}
			if versions, err := d.Versions(ctx, k); err != nil || len(versions) != 3 {
				t.Errorf("%v %v", versions, err)
			}
		})
	}
	d = d.again()
	for _, kind := range catalogue.Kinds() {
		if items, err := d.Items(kind); err != nil || len(items) != 1 || items[0].Version != 3 {
			t.Errorf("%s after a restart: %v %v", kind, items, err)
		}
	}
	_, err := d.Items("things")
	refused(t, err, fault.NotFound, "no documents of the kind")
}

func TestAValueKeepsTheComments(t *testing.T) {
	d := fresh(t)
	k := key(catalogue.Personas, "petra")
	one := must(d.Save(t.Context(), k, ann, yaml("# Drawn in May.\nwend: persona/v1\nid: petra   # by hand\nname: Petra\n"), ""))
	two := must(d.Save(t.Context(), k, ann, value("id", "petra", "name", "Petra", "pains", []any{"rain"}), one.ETag))
	if diff := cmp.Diff("# Drawn in May.\nwend: persona/v1\nid: petra   # by hand\nname: Petra\npains:\n- rain\n", string(two.Text)); diff != "" {
		t.Error(diff)
	}
	three := must(d.Save(t.Context(), key(catalogue.Segments, "gold"), ann, value("where", map[string]any{"plan": "gold"}, "id", "gold"), ""))
	if diff := cmp.Diff("wend: segments/v1\nsegments:\n- id: gold\n  where:\n    plan: gold\n", string(three.Text)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsWrongIsNotSaved(t *testing.T) {
	d := fresh(t)
	for _, c := range []struct {
		name  string
		key   catalogue.Key
		text  catalogue.Text
		field string
		words string
	}{
		{"an unknown key", key(catalogue.Segments, "a"), value("id", "a", "were", 1), "value.were", `unknown key "were"`},
		{"an unknown key in a text", key(catalogue.Segments, "a"), yaml("wend: segments/v1\nsegments: [{id: a, were: 1}]\n"), "segments[0].were", "segments/a.yaml:2:20: unknown key"},
		{"a reference to nothing", key(catalogue.Personas, "a"), value("id", "a", "name", "A", "segment", "b"), "segment", `the segment "b" is not known`},
		{"another id", key(catalogue.Personas, "a"), value("id", "b", "name", "B"), "id", `about "b"`},
		{"an id that is none", key(catalogue.Personas, "A b"), value("id", "A b", "name", "B"), "id", "lower-case"},
		{"two at once", key(catalogue.Segments, "a"), yaml("wend: segments/v1\nsegments: [{id: a, where: {x: 1}}, {id: b, where: {x: 1}}]\n"), "", "lists 2 segments"},
		{"another kind", key(catalogue.Segments, "a"), yaml("wend: persona/v1\nid: a\nname: A\n"), "", "begin with wend: segments/v1"},
		{"no rule", key(catalogue.Segments, "a"), value("id", "a"), "segments[0].where", "has no rule"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := d.Save(t.Context(), c.key, ann, c.text, "")
			refused(t, err, fault.Invalid, c.words)
			var f *fault.Fault
			if errors.As(err, &f) && f.Field != c.field {
				t.Errorf("field %q", f.Field)
			}
		})
	}
	_, err := d.Save(t.Context(), key(catalogue.Segments, "a"), ann, value("id", "a"), "7")
	refused(t, err, fault.NotFound, "there is no segment")
	if len(d.told()) > 0 {
		t.Error("something was told")
	}
}

func TestWhatIsUsedStays(t *testing.T) {
	d := shop(t)
	ctx := t.Context()
	gold := must(d.Save(ctx, key(catalogue.Segments, "gold"), ann, value("id", "gold", "where", map[string]any{"plan": "gold"}), ""))
	must(d.Save(ctx, key(catalogue.Personas, "petra"), ann, value("id", "petra", "name", "Petra", "segment", "gold"), ""))
	d.edit(ann, `[{"op":"set","step":"pays","field":"for","to":["gold"]}]`)
	refused(t, d.Remove(ctx, gold.Key, ann, ""), fault.Conflict, "the journey “I buy”, the persona “Petra” use it")
	d.edit(ann, `[{"op":"set","step":"pays","field":"for","from":["gold"],"to":null}]`)
	refused(t, d.Remove(ctx, gold.Key, ann, ""), fault.Conflict, "the persona “Petra” uses it")
	if err := d.Remove(ctx, key(catalogue.Personas, "petra"), ann, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.Remove(ctx, gold.Key, ann, ""); err != nil {
		t.Fatal(err)
	}
}

func TestValidate(t *testing.T) {
	d := shop(t)
	must(d.Save(t.Context(), key(catalogue.Segments, "gold"), ann, value("id", "gold", "where", map[string]any{"plan": "gold"}), ""))
	for text, want := range map[string]string{
		short: "",
		short + "audience: {segments: [gold, silver]}\n":                         `22:29: the segment "silver" is not known; known are gold; or add it in a document beside this one that begins wend: segments/v1`,
		"wend: segments/v1\nsegments: [{id: gold, where: {plan: platinum}}]\n":   "",
		"wend: persona/v1\nid: a\nname: A\nsegment: lead\n":                      `4:10: the segment "lead" is not known; add it to the workspace's segments`,
		"wend: lifecycle/v1\nid: a\nstates:\n  - id: all\n    journeys: [buy]\n": "",
		"wend: [":                     "2:1: the YAML cannot be read: did not find expected node content while parsing a flow node that begins on line 2",
		"wend: thing/v1\n":            `1:1: documents of kind "thing" are not known; known are channels, touchpoints, calendars, segments, persona, lifecycle, journey`,
		"wend: journey/v1\nid: new\n": `1:1: the journey has no title; give it a title, as in: I buy hiking gear online`,
	} {
		if diff := cmp.Diff(want, d.Validate([]byte(text)).Error()); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
