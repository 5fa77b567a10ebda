// SPDX-License-Identifier: Apache-2.0

package journey_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

const shop = "testdata/shop/buy-online.yaml"

// open reads the shop's journey and fails on any fault.
func open(t *testing.T) workspace.File {
	t.Helper()
	docs, err := workspace.Open(shop)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs.Faults) > 0 {
		t.Fatal(docs.Faults)
	}
	return docs.Files[0]
}

func TestTheWholeDocumentIsRead(t *testing.T) {
	j := open(t)
	steps := j.Steps()
	var ids []string
	for _, s := range steps {
		ids = append(ids, string(s.Phase)+"/"+s.Stage+"/"+string(s.ID))
	}
	want := []string{"before/Discover/sees-ad", "before/Discover/friend-advises", "before/Choose/product-page", "during/Buy/checkout", "after/Use/parcel-received", "after/Use/tells-at-exit", "after/Use/asks-help"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Error(diff)
	}
	if v, ok := steps[2].Target.For("professionals"); !ok || v != 4.5 {
		t.Errorf("target of professionals: %v %v", v, ok)
	}
	if v, ok := steps[2].Target.For("consumers"); !ok || v != 4 {
		t.Errorf("target of others: %v %v", v, ok)
	}
	if !steps[5].ByAnswersOnly() || steps[3].ByAnswersOnly() || steps[1].Observed() {
		t.Error("kinds of evidence mixed up")
	}
	if got := steps[0].Feeling.Personas["thrifty-parent"].Felt(); got != -1 {
		t.Errorf("valence of the parent: %d", got)
	}
}

func TestWritingLosesNothing(t *testing.T) {
	j := open(t)
	src, err := document.YAML(journey.Kind, j.Journey)
	if err != nil {
		t.Fatal(err)
	}
	ws := openWorkspace(t)
	for name, text := range map[string][]byte{"again.yaml": src, "again.json": mustJSON(t, src)} {
		docs, err := document.Parse(name, text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		var faults fault.List
		again := journey.Decode(docs[0], ws, &faults)
		if len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, text)
		}
		if again.Digest() != j.Digest() {
			t.Errorf("%s: the digest changed\n%s", name, text)
		}
	}
}

// mustJSON turns a YAML journey into the JSON people would write, with tabs.
func mustJSON(t *testing.T, src []byte) []byte {
	t.Helper()
	docs, err := document.Parse("x", src)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := document.JSON(docs[0].Root)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", "\t"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func openWorkspace(t *testing.T) *journey.Workspace {
	t.Helper()
	docs, err := workspace.OpenDir("testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	return &docs.Workspace
}

func TestDigestIsOfWhatIsSaid(t *testing.T) {
	src, err := os.ReadFile(shop)
	if err != nil {
		t.Fatal(err)
	}
	digest := func(src string) string {
		t.Helper()
		docs, err := document.Parse("x.yaml", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		var faults fault.List
		return journey.Decode(docs[0], openWorkspace(t), &faults).Digest()
	}
	base := digest(string(src))
	same := strings.Replace(string(src), "# How visits become instances.", "# A comment changed.", 1)
	same = strings.Replace(same, "target: 3.8", "target: {default: 3.80}", 1)
	same = strings.Replace(same, "thinks: Is it", "thinks: 'Is it", 1)
	same = strings.Replace(same, "the money?", "the money?'", 1)
	if digest(same) != base {
		t.Error("comments, quotes or short forms changed the digest")
	}
	if digest(strings.Replace(string(src), "target: 3.8", "target: 3.9", 1)) == base {
		t.Error("a new target did not change the digest")
	}
}

func TestATitleIsEnough(t *testing.T) {
	docs, err := document.Parse("x.yaml", []byte("wend: journey/v1\ntitle: Je réserve une chambre\nphases:\n  before:\n    - stage: Choose\n      steps: [{title: Compares}, {title: Compares}, {title: 日本語}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	var faults fault.List
	j := journey.Decode(docs[0], &journey.Workspace{}, &faults)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	got := []string{string(j.ID)}
	for _, s := range j.Steps() {
		got = append(got, string(s.ID))
	}
	if diff := cmp.Diff([]string{"je-reserve-une-chambre", "compares", "compares-2", "x"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSchemaAgreesWithTheReader(t *testing.T) {
	raw, err := json.Marshal(journey.Schema())
	if err != nil {
		t.Fatal(err)
	}
	schemaDoc, err := validator.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	if err := c.AddResource("journey.json", schemaDoc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("journey.json")
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(shop)
	if err != nil {
		t.Fatal(err)
	}
	check := func(src []byte) error {
		t.Helper()
		v, err := validator.UnmarshalJSON(bytes.NewReader(mustJSON(t, src)))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	if err := check(src); err != nil {
		t.Errorf("the schema refuses a good document: %v", err)
	}
	for _, bad := range [][2]string{
		{"nature: informative", "nature: imformative"}, {"importance: 2", "importance: 7"}, {"idle: 30d", "idle: thirty"},
		{"optional: true", "optional: perhaps"}, {"does: [scrolls in the evening]", "dose: [x]"}, {"title: Sees an ad", "titel: Sees"},
	} {
		if err := check(bytes.Replace(src, []byte(bad[0]), []byte(bad[1]), 1)); err == nil {
			t.Errorf("the schema takes %s", bad[1])
		}
	}
}
