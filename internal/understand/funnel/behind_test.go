// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// TestBehind: as many stand behind each number of a funnel as it says.
func TestBehind(t *testing.T) {
	all, asked := plans(t), 0
	r := rand.New(rand.NewPCG(11, 13))
	for range 1500 {
		c := choices(random(r))
		s := c.spec(t)
		plan, asOf := all[c.below(len(all))], sequencetest.At(t, []string{"31m", "40m", "12m"}[c.below(3)])
		x, err := sequence.Build(context.Background(), sequencetest.Script(t, c.script()), plan, sequence.Question{AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		if behind(t, x, s) {
			asked++
		}
	}
	if asked < 200 {
		t.Errorf("only %d funnels were possible", asked)
	}
	for _, s := range []Spec{first(5, Spec{Window: week}), first(6, Spec{Per: Customer}), first(4, Spec{Order: Unordered, Window: week})} {
		behind(t, simulated(t, 12, 1), s) // several kernels
	}
}

// behind compares each number of a funnel with who stands behind it; it reports
// whether the funnel is one.
func behind(t *testing.T, x *sequence.Instances, s Spec) bool {
	t.Helper()
	f, err := Of(context.Background(), x, s)
	if err != nil {
		return false
	}
	same := func(want int, n Number, step int) {
		t.Helper()
		set, err := Behind(context.Background(), x, s, n, step)
		if err != nil {
			t.Fatal(err)
		}
		if got := set.Count(); got != want {
			t.Errorf("%+v: %d stand behind %s %d at step %d", s, got, n, want, step)
		}
	}
	for k, step := range f.Steps {
		same(step.Count, ReachedNumber, k)
		next := k + 1
		for next < len(f.Steps) && f.Steps[next].Optional {
			next++
		}
		if !step.Optional && next < len(f.Steps) {
			same(step.Count-f.Steps[next].Count, LostNumber, k)
		}
	}
	same(f.Unripe, UnripeNumber, 0)
	same(f.Excluded, ExcludedNumber, 0)
	return true
}

func TestBehindNothing(t *testing.T) {
	x := simulated(t, 2, 1)
	s := first(3, Spec{})
	for _, c := range []struct {
		number Number
		step   int
	}{{ReachedNumber, 3}, {ReachedNumber, -1}, {LostNumber, 2}, {"arrived", 0}} {
		if _, err := Behind(context.Background(), x, s, c.number, c.step); err == nil {
			t.Errorf("somebody stands behind %s of step %d", c.number, c.step)
		}
	}
}
