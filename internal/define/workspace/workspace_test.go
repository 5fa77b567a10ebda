// SPDX-License-Identifier: Apache-2.0

package workspace_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

const shop = `wend: journey/v1
id: shop
title: Shop
audience: {segments: [gold]}
phases:
  before:
    - stage: Choose
      steps:
        - {id: view, title: View, touchpoint: {use: site}, evidence: [view]}
`

const common = `wend: touchpoints/v1
touchpoints: [{id: site, title: Site, channel: hologram, owner: x}]
---
wend: channels/v1
channels: [{id: hologram, title: Hologram, mode: digital}]
---
wend: segments/v1
segments: [{id: gold, title: Gold, where: {plan: gold}}]
`

func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, src := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// messages are the faults without the folder.
func messages(dir string, list fault.List) (out []string) {
	for _, f := range list {
		out = append(out, strings.ReplaceAll(f.Error(), dir+string(filepath.Separator), ""))
	}
	return out
}

// A journey finds what it refers to in the documents beside it; other YAML in
// the folder is left alone.
func TestOpen(t *testing.T) {
	dir := write(t, map[string]string{
		"shop.yaml": shop, "common.yaml": common, "values.yaml": "replicas: 3\n", "import.yaml": "wend: mapping/v1\nfiles: []\n",
		"other.yaml": "wend: journey/v1\nid: other\ntitel: Wrong\n", "notes.txt": "wend: nothing",
	})
	docs, err := workspace.Open(filepath.Join(dir, "shop.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string(nil), messages(dir, docs.Faults)); diff != "" {
		t.Error(diff) // the mistakes of other.yaml are its own
	}
	if len(docs.Files) != 1 || docs.Files[0].ID != "shop" || len(docs.Journeys) != 2 {
		t.Errorf("%v", docs.Files)
	}
	if p := docs.Touchpoint(docs.Files[0].Steps()[0].Step); p.Channel != "hologram" || p.Mode != "digital" {
		t.Errorf("%+v", p)
	}
}

// Two versions of one journey may lie side by side; opening the folder as a
// whole tells of the clash.
func TestVersionsSideBySide(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": shop, "b.yaml": strings.Replace(shop, "Shop", "Shop of tomorrow", 1), "common.yaml": common})
	for _, name := range []string{"a.yaml", "b.yaml"} {
		docs, err := workspace.Open(filepath.Join(dir, name))
		if err != nil || len(docs.Faults) != 0 || len(docs.Files) != 1 {
			t.Errorf("%s: %v %v", name, err, docs.Faults)
		}
	}
	docs, err := workspace.OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`b.yaml:1:1: the journey id "shop" is taken by a.yaml; an id is given once in a workspace`}, messages(dir, docs.Faults)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsMissing(t *testing.T) {
	dir := write(t, map[string]string{
		"shop.yaml": shop, "people.yaml": "wend: persona/v1\nid: p\nname: P\nsegment: nobody\n",
		"life.yaml": "wend: lifecycle/v1\nid: l\nstates: [{id: new, journeys: [gone]}]\n", "odd.yaml": "wend: jorney/v1\nid: x\n",
	})
	docs, err := workspace.OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`life.yaml:3:31: warning: the journey "gone" is not here; add the journey's document`,
		`odd.yaml:1:1: documents of kind "jorney" are not known; did you mean "journey/v1"?`,
		`people.yaml:4:10: the segment "nobody" is not known; add it to the workspace's segments`,
		`shop.yaml:4:23: the segment "gold" is not known; the workspace has no segments yet`,
		"shop.yaml:9:47: warning: the touchpoint \"view\" has no owner; add owner: to the step or to its touchpoint in the library",
		`shop.yaml:9:53: the touchpoint "site" is not in the library; the workspace has no touchpoints yet`,
	}
	if diff := cmp.Diff(want, messages(dir, docs.Faults)); diff != "" {
		t.Error(diff)
	}
	if _, err := workspace.Open(filepath.Join(dir, "none.yaml")); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, err := docs.Segment("x"); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// TestJSONAndOtherOrders: documents are known by what they say, not by their
// first line.
func TestJSONAndOtherOrders(t *testing.T) {
	dir := write(t, map[string]string{
		"shop.yaml":       shop,
		"common.yaml":     common,
		"anna.json":       `{"id": "anna", "wend": "persona/v1", "name": "Anna", "segment": "gold"}`,
		"ben.yaml":        "id: ben\nname: Ben\nwend: persona/v1\n",
		"package.json":    `{"name": "something else"}`,
		"values.yaml":     "replicas: 3\n",
		"mapping.yaml":    "wend: mapping/v1\n",
		"unfinished.json": `{"wend": "persona/v1"`,
	})
	docs, err := workspace.OpenDir(dir)
	if err != nil || len(docs.Faults) > 0 {
		t.Fatal(err, docs.Faults)
	}
	if len(docs.Personas) != 2 || docs.Personas["anna"] == nil || docs.Personas["ben"] == nil {
		t.Errorf("%v", docs.Personas)
	}
}
