// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/define/convert"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/returns"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/unmapped"
)

// TestJSONIsDocumented holds docs/guide/json.md to what --json prints: every
// field has a name for machines, and the page has it.
func TestJSONIsDocumented(t *testing.T) {
	root, err := reference.Root()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "guide", "json.md"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	for _, v := range []any{load.Result{}, load.Suggestion{}, scorecard.Card{}, scorecard.Groups{}, journey.Change{}, event.Overview{}, event.Property{}, event.Quarantined{}, ask.Happening{}, moved{}, fault.Fault{}, template.Info{}, convert.Report{}, path.Variants{}, path.Transitions{}, path.Levels{}, path.Durations{}, path.Reworked{}, conformance.Result{},
		funnel.Result{}, funnel.Correlations{}, returns.Result{}, returns.Matrix{}, continuity.Result{}, cohort.Result{}, cohort.Flows{}, cohort.Stickiness{}, cohort.States{}, unmapped.Result{}, ask.About{}, ask.Standing{},
		ask.Groups[int]{}, ask.Compared[int, int]{}, funnel.Difference{}, path.VariantsDifference{}, path.TransitionsDifference{}, path.ReworkDifference{}, path.DurationsDifference{},
		conformance.Difference{}, returns.Difference{}, continuity.Difference{}, cohort.Difference{}, unmapped.Difference{}, path.LevelsDifference{}, cohort.FlowsDifference{}, cohort.StickinessDifference{}, cohort.StatesDifference{}, ask.Fitness{}} {
		jsonFields(t, reflect.TypeOf(v), string(page), seen)
	}
	if len(seen) < 20 {
		t.Errorf("only %d types were looked at", len(seen))
	}
}

// jsonFields looks at a type and at what it is made of.
func jsonFields(t *testing.T, of reflect.Type, page string, seen map[reflect.Type]bool) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		jsonFields(t, of.Elem(), page, seen)
		return
	case reflect.Struct:
	default:
		return
	}
	if seen[of] || of.Implements(reflect.TypeFor[json.Marshaler]()) {
		return
	}
	seen[of] = true
	for f := range of.Fields() {
		if !f.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-":
			continue
		case name == "" && !f.Anonymous:
			t.Errorf("%s.%s has no name for machines", of, f.Name)
		case name != "" && !strings.Contains(page, "`"+name+"`"):
			t.Errorf("%s.%s: the page does not tell of `%s`", of, f.Name, name)
		}
		jsonFields(t, f.Type, page, seen)
	}
}
