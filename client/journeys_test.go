// SPDX-License-Identifier: Apache-2.0

package client_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/people"
)

func TestJourneys(t *testing.T) {
	h := newHouse(t)
	wend, ctx := h.client(people.Editor), t.Context()

	made, err := wend.PutDocument(ctx, "shop", []byte(shop), 0)
	must(t, err)
	if made.ID != "shop" || !made.Draft || made.Version != 0 || made.Revision != 1 {
		t.Errorf("made %+v", made)
	}
	text, err := wend.Document(ctx, "shop", client.DraftText)
	must(t, err)
	if diff := cmp.Diff(shop, string(text)); diff != "" {
		t.Error(diff)
	}
	_, err = wend.PutDocument(ctx, "shop", []byte(shop), 0)
	refused(t, err, http.StatusConflict, "conflict", "Ada has changed it meanwhile")

	v, err := wend.Publish(ctx, "shop", made.Revision, "It begins.")
	must(t, err)
	if v.Version != 1 || v.Note != "It begins." || v.By != "Ada" || v.At.IsZero() {
		t.Errorf("published %+v", v)
	}

	came, err := wend.Edit(ctx, "shop", client.Edit{Op: "set", Step: "view", Field: "target", From: 4, To: 4.5}, client.Edit{Op: "set", Step: "view", Field: "title", From: "Look", To: "See"}, client.Edit{Op: "set", Step: "none", Field: "title", To: "x"})
	must(t, err)
	if len(came.Applied) != 1 || came.Applied[0].Undo.To != 4.0 || len(came.Conflicts) != 1 || came.Conflicts[0].Current != "View" || len(came.Refused) != 1 {
		t.Errorf("edits came to %+v", came)
	}
	changes, err := wend.Diff(ctx, "shop", "1", client.DraftText)
	must(t, err)
	if diff := cmp.Diff([]client.Change{{Step: "view", Kind: "changed", Field: "target", Before: []byte("4"), After: []byte("4.5"), Words: "target 4 → 4.5"}}, changes); diff != "" {
		t.Error(diff)
	}
	list, err := wend.Journeys(ctx)
	must(t, err)
	if len(list) != 1 || list[0].Title != "Shop" || list[0].Version != 1 || list[0].Draft == nil || list[0].Draft.Changes != 1 || list[0].Phases[0].Stages[0].Steps != 1 {
		t.Errorf("listed %+v", list)
	}
	_, err = wend.Publish(ctx, "shop", came.Revision, "")
	must(t, err)
	versions, err := wend.Versions(ctx, "shop")
	must(t, err)
	if len(versions) != 2 || versions[0].Version != 2 {
		t.Errorf("versions %+v", versions)
	}
	first, err := wend.Journey(ctx, "shop", "1")
	must(t, err)
	if first.Version != 1 || first.Latest != 2 || !strings.Contains(string(first.Document), `"target":4`) {
		t.Errorf("version 1 is %+v %s", first, first.Document)
	}
	must(t, wend.Archive(ctx, "shop"))
	if list, err := wend.Journeys(ctx); err != nil || len(list) != 0 {
		t.Errorf("archived, and listed %+v %v", list, err)
	}
}

func TestDocuments(t *testing.T) {
	h := newHouse(t)
	wend, ctx := h.client(people.Editor), t.Context()
	const regulars = "wend: segments/v1\nsegments:\n  - {id: regulars, title: Regulars, where: {plan: gold}}\n"

	saved, err := wend.PutItem(ctx, "segments", "regulars", []byte(regulars), "")
	must(t, err)
	if saved.Version != 1 || saved.Title != "Regulars" || saved.YAML != regulars || saved.ETag == "" || saved.By != "Ada" {
		t.Errorf("saved %+v", saved)
	}
	_, err = wend.PutItem(ctx, "segments", "regulars", []byte(strings.Replace(regulars, "Regulars", "Loyal", 1)), saved.ETag)
	must(t, err)
	_, err = wend.PutItem(ctx, "segments", "regulars", []byte(regulars), saved.ETag)
	refused(t, err, http.StatusConflict, "conflict", "meanwhile")

	for _, kind := range client.Kinds() {
		items, err := wend.Documents(ctx, kind)
		must(t, err)
		if (len(items) == 1) != (kind == "segments") {
			t.Errorf("%s: %+v", kind, items)
		}
	}
	item, err := wend.Item(ctx, "segments", "regulars")
	must(t, err)
	if item.Title != "Loyal" || item.Version != 2 {
		t.Errorf("read %+v", item)
	}
	must(t, wend.RemoveItem(ctx, "segments", "regulars", item.ETag))
	_, err = wend.Item(ctx, "segments", "regulars")
	refused(t, err, http.StatusNotFound, "not_found", `there is no segment "regulars"`)

	faults, err := wend.Validate(ctx, []byte(strings.Replace(shop, "title: View", "titel: View", 1)))
	must(t, err)
	if !slices.ContainsFunc(faults, func(f client.Fault) bool {
		return f.Line == 9 && f.Column == 11 && strings.Contains(f.Message, "titel")
	}) {
		t.Errorf("validated to %+v", faults)
	}
	_, err = wend.PutDocument(ctx, "shop", []byte("wend: journey/v1\nid: shop\ntitel: Shop\n"), 0)
	if faults := refused(t, err, http.StatusUnprocessableEntity, "invalid", "titel"); len(faults) == 0 || faults[0].Line != 3 || faults[0].Remedy == "" {
		t.Errorf("the problem has the faults %+v", faults)
	}
}

// Names are escaped, so that no id reaches another operation.
func TestNamesAreEscaped(t *testing.T) {
	h := newHouse(t)
	wend := h.client(people.Editor)
	for _, id := range []string{"a/../..", "a?version=1", "a b", "é", "..%2f"} {
		_, err := wend.Journey(t.Context(), id, client.Latest)
		refused(t, err, http.StatusNotFound, "not_found", "there is no journey")
	}
}

func TestWhoOneIs(t *testing.T) {
	h := newHouse(t)
	me, err := h.client(people.Viewer).Me(t.Context())
	must(t, err)
	if me.Person.Name != "Ada" || me.Workspace.Name != "Outdoor shop" || len(me.May) == 0 {
		t.Errorf("me: %+v", me)
	}
	_, err = h.client(people.Viewer).PutDocument(t.Context(), "shop", []byte(shop), 0)
	refused(t, err, http.StatusForbidden, "forbidden", "this token may not")
	nobody, err := client.New(h.URL, "", client.Options{})
	must(t, err)
	_, err = nobody.Journeys(t.Context())
	refused(t, err, http.StatusUnauthorized, "unauthorized", "nobody is signed in")
}
