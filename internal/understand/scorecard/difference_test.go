// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"testing"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

func TestCompare(t *testing.T) {
	share := func(k, n int) *stat.Estimate { e := stat.Share(k, n); return &e }
	lo, hi := 50.0, 70.0
	a := &Card{Completion: share(50, 100), Steps: []Step{
		{ID: "view", ReachRate: share(90, 100), FromPrevious: &Times{MedianS: 60, MedianLoS: &lo, MedianHiS: &hi, N: 90}},
		{ID: "pay-fast", ReachRate: share(50, 100)},
		{ID: "gift", ReachRate: share(5, 100)},
	}}
	b := &Card{Completion: share(30, 100), Steps: []Step{{ID: "view", ReachRate: share(80, 100)}, {ID: "pay", ReachRate: share(30, 100)}, {ID: "wrap"}}}
	d := Compare(a, b, map[journey.StepID][]journey.StepID{"pay-fast": {"pay"}, "gift": {"wrap", "view"}})
	if want := stat.Difference(*a.Completion, *b.Completion); *d.Completion != want || want.Lo >= want.Value || want.Hi <= want.Value {
		t.Errorf("%+v, want %+v", d.Completion, want)
	}
	var pairs [][2]journey.StepID
	for _, s := range d.Steps {
		pairs = append(pairs, [2]journey.StepID{s.ID, s.With})
	}
	want := [][2]journey.StepID{{"view", "view"}, {"pay-fast", "pay"}, {"gift", ""}, {"", "wrap"}}
	if len(pairs) != len(want) {
		t.Fatalf("%v", pairs)
	}
	for i := range want {
		if pairs[i] != want[i] {
			t.Errorf("%v, want %v", pairs[i], want[i])
		}
	}
	if d.Steps[0].TimeS != nil || d.Steps[0].Satisfaction != nil || d.Steps[0].ReachRate == nil {
		t.Errorf("%+v", d.Steps[0])
	}
}
