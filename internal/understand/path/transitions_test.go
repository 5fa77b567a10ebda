// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"fmt"
	"testing"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

func TestTransitions(t *testing.T) {
	tr := ok[*path.Transitions](t)(path.TransitionsOf(ctx, instances(t, "u: a@0 b@1m a@3m b@7m\nv: a@0 a@10s a@30s c@1m\nw: b@0")))
	var got []string
	for _, x := range tr.Transitions {
		got = append(got, fmt.Sprintf("%s-%s %d in %d (%.2f): %d %g %g %g", x.From, x.To, x.Count, x.Instances, x.Share.Value, x.N, *x.MeanS, *x.MedianS, *x.P90S))
	}
	same(t, "transitions", []string{"a-a 2 in 1 (0.33): 2 15 15 19", "a-b 2 in 1 (0.33): 2 150 150 222", "a-c 1 in 1 (0.33): 1 30 30 30", "b-a 1 in 1 (0.33): 1 120 120 120"}, got)
	same(t, "starts", map[journey.StepID]int{"a": 2, "b": 1}, tr.Starts)
	same(t, "ends", map[journey.StepID]int{"b": 2, "c": 1}, tr.Ends)
	if len(tr.Rework) != 2 || tr.Reworked.Value != 2./3 {
		t.Errorf("%+v %+v", tr.Rework, tr.Reworked)
	}
}

func TestUndatedVisitsHaveNoTime(t *testing.T) {
	tr := ok[*path.Transitions](t)(path.TransitionsOf(ctx, instances(t, "u: a@0 b@1m?\nv: b@0? c@1m d@3m")))
	var got []string
	for _, x := range tr.Transitions {
		got = append(got, fmt.Sprintf("%s-%s %d, %d times, median known: %t", x.From, x.To, x.Count, x.N, x.MedianS != nil))
	}
	same(t, "transitions", []string{"a-b 1, 0 times, median known: false", "b-c 1, 0 times, median known: false", "c-d 1, 1 times, median known: true"}, got)
	same(t, "ends", map[journey.StepID]int{"b": 1, "d": 1}, tr.Ends)
}

func TestRework(t *testing.T) {
	r := ok[*path.Reworked](t)(path.ReworkOf(ctx, instances(t, `
		u: a[phone]@0 b@1m a[chat]@2m a[chat]@3m
		v: a[phone]@0 a@1m
		w: b[email]@0 c@1m b[email]@2m
		x: a@0 b@1m c@2m`)))
	share := func(k int) stat.Estimate { return stat.Share(k, 4) }
	same(t, "rework", &path.Reworked{Instances: 4, Again: 3, Share: &[]stat.Estimate{share(3)}[0], Steps: []path.Rework{
		{
			Step: "a", Again: path.Again{Instances: 2, Visits: 3, SelfLoops: 2, InSelf: 2, Returns: 1}, Share: share(2),
			Same: path.Again{Instances: 1, Visits: 1, SelfLoops: 1, InSelf: 1}, Another: path.Again{Instances: 1, Visits: 1, Returns: 1},
		},
		{Step: "b", Again: path.Again{Instances: 1, Visits: 1, Returns: 1}, Share: share(1), Same: path.Again{Instances: 1, Visits: 1, Returns: 1}},
	}}, r)
	if r := ok[*path.Reworked](t)(path.ReworkOf(ctx, instances(t, ""))); r.Share != nil || r.Steps == nil {
		t.Errorf("%+v", r)
	}
}

// checkTransitions holds transitions to the naive version.
func checkTransitions(t testing.TB, x *sequence.Instances) {
	t.Helper()
	list := naive.Of(x)
	want := &path.Transitions{Instances: len(list), Starts: map[journey.StepID]int{}, Ends: map[journey.StepID]int{}}
	for _, one := range list {
		want.Starts[journey.StepID(one.Visits[0].Step)]++
		want.Ends[journey.StepID(one.Visits[len(one.Visits)-1].Step)]++
	}
	for _, p := range naive.Follows(list) {
		want.Transitions = append(want.Transitions, path.Transition{
			From: journey.StepID(p.From), To: journey.StepID(p.To), Count: p.Count, Instances: p.Instances, Share: stat.Share(p.Instances, len(list)), Times: timesOf(p.Seconds),
		})
	}
	again := wantRework(x)
	want.Rework, want.Reworked = again.Steps, again.Share
	same(t, "transitions", want, ok[*path.Transitions](t)(path.TransitionsOf(ctx, x)))
	same(t, "rework", again, ok[*path.Reworked](t)(path.ReworkOf(ctx, x)))
}

// wantRework is what the naive version makes of instances.
func wantRework(x *sequence.Instances) *path.Reworked {
	list := naive.Of(x)
	steps, again := naive.Rework(list)
	out := &path.Reworked{Instances: len(list), Again: again}
	if len(list) > 0 {
		share := stat.Share(again, len(list))
		out.Share = &share
	}
	for _, id := range sorted(steps) {
		by := steps[id]
		out.Steps = append(out.Steps, path.Rework{
			Step: journey.StepID(id), Again: path.Again(by["all"]), Share: stat.Share(by["all"].Instances, len(list)), Same: path.Again(by["same"]), Another: path.Again(by["other"]),
		})
	}
	return out
}

// The same with many groups of times, of which only the frequent ones are counted
// in buckets, with pairs too many for numbers of their own, and with undated
// visits.
func TestManyTransitions(t *testing.T) {
	for _, c := range []struct{ customers, steps, undated int }{{40_000, 12, 0}, {8_000, 1, 0}, {8_000, 31, 0}, {8_000, 32, 0}, {40_000, 40, 0}, {40_000, 40, 9}, {70_000, 250, 0}, {3_000, 600, 50}} {
		x := crowd(t, c.customers, c.steps, c.undated)
		checkTransitions(t, x)
		half := sequence.NewSet(x.Len())
		for i := 0; i < x.Len(); i += 3 {
			half.Add(i)
		}
		checkTransitions(t, x.Within(half))
	}
}

func FuzzTransitions(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		if x := decoded(t, b); x != nil {
			checkTransitions(t, x)
			checkDurations(t, x)
		}
	})
}
