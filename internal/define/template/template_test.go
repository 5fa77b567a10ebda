// SPDX-License-Identifier: Apache-2.0

package template_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

// TestTemplatesAreWhole: each of the twelve is valid without a warning, in a
// folder too, and holds all that a map is made of.
func TestTemplatesAreWhole(t *testing.T) {
	list, err := template.List()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 12 {
		t.Errorf("%d templates", len(list))
	}
	for _, info := range list {
		t.Run(info.Name, func(t *testing.T) {
			paths, err := template.Write(info.Name, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			docs, err := workspace.Open(paths[0])
			if err != nil || len(docs.Faults) > 0 {
				t.Fatal(err, docs.Faults)
			}
			j := docs.Files[0].Journey
			if string(j.ID) != info.Name || j.Title == "" || j.Goal == "" || j.Promise == "" || j.Owner == "" {
				t.Errorf("the journey's head is not whole: %s %q", j.ID, j.Title)
			}
			if j.Overall == nil || j.Overall.Target.Default == nil {
				t.Error("no survey at the end of the journey, or no target for it")
			}
			if n := len(docs.Personas); n < 2 || n > 3 {
				t.Errorf("%d personas", n)
			}
			for _, p := range docs.Personas {
				wholePersona(t, p)
			}
			wholeSteps(t, &docs.Workspace, j)
		})
	}
}

func wholePersona(t *testing.T, p *persona.Persona) {
	t.Helper()
	for what, list := range map[string][]statement.Statement{
		"goals": p.Goals, "motivations": p.Motivations, "needs": p.Needs, "concerns": p.Concerns, "challenges": p.Challenges, "pains": p.Pains, "gains": p.Gains,
		"sees": p.Empathy.Sees, "hears": p.Empathy.Hears, "says": p.Empathy.Says, "does": p.Empathy.Does, "thinks": p.Empathy.Thinks, "feels": p.Empathy.Feels,
	} {
		if len(list) == 0 {
			t.Errorf("%s: no %s", p.Name, what)
		}
	}
	if p.Quote == "" || p.Who == "" || p.Context == "" || p.Segment == "" || len(p.Channels) == 0 {
		t.Errorf("%s: quote, who, context, segment or channels are missing", p.Name)
	}
}

func wholeSteps(t *testing.T, w *journey.Workspace, j *journey.Journey) {
	t.Helper()
	var feelings, pains, gains, backstage, moments, targets, bySegment, observed, contactless int
	low, high := 0, 0
	for _, s := range j.Steps() {
		if s.Feeling != nil {
			feelings++
			low, high = min(low, s.Feeling.Felt()), max(high, s.Feeling.Felt())
		}
		if s.MomentOfTruth != nil {
			moments++
			if s.MomentOfTruth.Reason == "" || s.MomentOfTruth.Why == "" {
				t.Errorf("%s: a moment of truth without a reason", s.ID)
			}
		}
		if !s.Contactless && w.Owner(s.Step) == "" {
			t.Errorf("%s: nobody owns it", s.ID)
		}
		for counted, is := range map[*int]bool{
			&pains: len(s.Pains) > 0, &gains: len(s.Gains) > 0, &backstage: s.Backstage != nil, &targets: s.Target.Default != nil,
			&bySegment: len(s.Target.Segments) > 0, &observed: s.Observed(), &contactless: s.Contactless,
		} {
			if is {
				*counted++
			}
		}
	}
	n := len(j.Steps())
	if n < 12 || feelings < n-2 || low > -1 || high < 1 {
		t.Errorf("%d steps, %d with a feeling from %d to %d", n, feelings, low, high)
	}
	if pains < n/2 || gains < n/3 || backstage < n/3 || observed < n/2 || contactless == 0 {
		t.Errorf("of %d steps %d have pains, %d gains, %d backstage, %d evidence, %d are contactless", n, pains, gains, backstage, observed, contactless)
	}
	if moments < 3 || moments > 5 || targets < 4 || bySegment == 0 {
		t.Errorf("%d moments of truth, %d targets, %d by segment", moments, targets, bySegment)
	}
}

// TestMomentsOfTruth holds the moments that sectors stand and fall with.
func TestMomentsOfTruth(t *testing.T) {
	for name, steps := range map[string]int{"ecommerce": 2, "garage": 1, "hotel": 1, "retail-store": 1, "professional-services": 1, "transport": 1} {
		docs, err := template.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		wanted := map[string][]journey.StepID{
			"ecommerce": {"receives-parcel", "returns-item"}, "garage": {"bill-presented"}, "hotel": {"checks-in"}, "retail-store": {"at-shelf"},
			"professional-services": {"proposal-defended"}, "transport": {"customer-service-reached"},
		}[name]
		found := 0
		for _, s := range docs.Files[0].Steps() {
			if s.MomentOfTruth != nil && slices.Contains(wanted, s.ID) {
				found++
			}
		}
		if found != steps {
			t.Errorf("%s: %d of %v are moments of truth", name, found, wanted)
		}
	}
}

func TestNothingIsReplaced(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "segments.yaml")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := template.Write("hotel", dir); fault.CodeOf(err) != fault.Conflict {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%d files", len(entries))
	}
	if _, err := template.Write("hotell", dir); err == nil || err.Error() != `there is no template "hotell"; did you mean "hotel"?` {
		t.Error(err)
	}
}
