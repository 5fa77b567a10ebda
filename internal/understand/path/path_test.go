// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// instances reads a script of events a to e without a journey.
func instances(t *testing.T, script string) *sequence.Instances {
	t.Helper()
	plan, err := sequence.EventsPlan([]string{"a", "b", "c", "d", "e"}, &journey.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), sequencetest.Script(t, script), plan, sequence.Question{AsOf: sequencetest.At(t, "9000d")})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestVariants(t *testing.T) {
	x := instances(t, "u: a@0 b@1m c@2m\nv: a@0 c@1m\nw: a@0 c@900d\nx: c@0\ny: b@0 a@1m\nz: a@1m b@0")
	var got []string
	v := path.VariantsOf(x, 0)
	for _, one := range v.Top {
		got = append(got, fmt.Sprintf("%v %d %.3f", one.Steps, one.Instances, one.Share))
	}
	if diff := cmp.Diff([]string{"[a c] 2 0.333", "[b a] 2 0.333", "[a b c] 1 0.167", "[c] 1 0.167"}, got); diff != "" || v.Instances != 6 || v.Variants != 4 {
		t.Error(diff, v)
	}
	if v := path.VariantsOf(x, 1); len(v.Top) != 1 || v.Variants != 4 {
		t.Errorf("%+v", v)
	}
	if v := path.VariantsOf(instances(t, ""), 0); v.Instances != 0 || v.Top == nil {
		t.Errorf("%+v", v)
	}
}

func TestTransitions(t *testing.T) {
	tr := path.TransitionsOf(instances(t, "u: a@0 b@1m a@3m b@7m\nv: a@0 a@10s a@30s c@1m\nw: b@0"))
	var got []string
	for _, x := range tr.Transitions {
		got = append(got, fmt.Sprintf("%s-%s %d in %d: %g %g %g", x.From, x.To, x.Count, x.Instances, *x.MeanS, *x.MedianS, *x.P90S))
	}
	want := []string{"a-a 2 in 1: 15 15 19", "a-b 2 in 1: 150 150 222", "a-c 1 in 1: 30 30 30", "b-a 1 in 1: 120 120 120"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[journey.StepID]int{"a": 2, "b": 1}, tr.Starts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[journey.StepID]int{"b": 2, "c": 1}, tr.Ends); diff != "" {
		t.Error(diff)
	}
	rework := []path.Rework{{Step: "a", Instances: 2, Visits: 3, SelfLoops: 2, InSelf: 1, Returns: 1}, {Step: "b", Instances: 1, Visits: 1, Returns: 1}}
	if diff := cmp.Diff(rework, tr.Rework); diff != "" {
		t.Error(diff)
	}
}

func TestUndatedVisitsHaveNoTime(t *testing.T) {
	tr := path.TransitionsOf(instances(t, "u: a@0 b@1m?"))
	if len(tr.Transitions) != 1 || tr.Transitions[0].Count != 1 || tr.Transitions[0].MeanS != nil {
		t.Errorf("%+v", tr.Transitions)
	}
	if !strings.Contains(fmt.Sprintf("%+v", tr.Ends), "b:1") {
		t.Errorf("%+v", tr.Ends)
	}
}
