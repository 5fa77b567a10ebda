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
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

func TestVariants(t *testing.T) {
	x := instances(t, "u: a@0 b@1m c@2m\nv: a@0 c@1m\nw: a@0 c@900d\nx: c@0\ny: b@0 a@1m\nz: a@1m b@0")
	var got []string
	v := ok[*path.Variants](t)(path.VariantsOf(ctx, x, 0))
	for _, one := range v.Top {
		got = append(got, fmt.Sprintf("%v %d %.3f [%.3f %.3f]", one.Steps, one.Instances, one.Share, one.Estimate.Lo, one.Estimate.Hi))
	}
	same(t, "variants", []string{"[a c] 2 0.333 [0.097 0.700]", "[b a] 2 0.333 [0.097 0.700]", "[a b c] 1 0.167 [0.030 0.564]", "[c] 1 0.167 [0.030 0.564]"}, got)
	if v.Instances != 6 || v.Variants != 4 {
		t.Error(v)
	}
	if v := ok[*path.Variants](t)(path.VariantsOf(ctx, x, 1)); len(v.Top) != 1 || v.Variants != 4 {
		t.Errorf("%+v", v)
	}
	if v := ok[*path.Variants](t)(path.VariantsOf(ctx, instances(t, ""), 0)); v.Instances != 0 || v.Top == nil {
		t.Errorf("%+v", v)
	}
}

func TestWhatBecameOfVariants(t *testing.T) {
	x, err := sequence.Build(ctx, sequencetest.Script(t, "u: a@0 f@4m\nv: a@0 f@2m\nw: a@0 f@9m?\nx: a@0\ny: a@59h"), journeyPlan(t), sequence.Question{AsOf: sequencetest.At(t, "60h")})
	if err != nil {
		t.Fatal(err)
	}
	v := ok[*path.Variants](t)(path.VariantsOf(ctx, x, 0))
	var got []string
	for _, one := range v.Top {
		got = append(got, fmt.Sprintf("%v %d completed, %d abandoned, %d ongoing; %d times, median %g", one.Steps, one.Completed, one.Abandoned, one.Ongoing, one.Duration.N, *one.Duration.MedianS))
	}
	same(t, "fates", []string{"[a f] 3 completed, 0 abandoned, 0 ongoing; 2 times, median 180", "[a] 0 completed, 1 abandoned, 1 ongoing; 2 times, median 0"}, got)
	if v := ok[*path.Variants](t)(path.VariantsOf(ctx, instances(t, "u: a@0? b@1m"), 0)); v.Top[0].Duration != nil {
		t.Errorf("a duration without times: %+v", v.Top[0].Duration)
	}
}

// wantVariants is what the naive version makes of instances.
func wantVariants(x *sequence.Instances, top int) *path.Variants {
	list := naive.Of(x)
	want := &path.Variants{Instances: len(list)}
	for i, v := range naive.Variants(list) {
		want.Variants++
		if top > 0 && i >= top {
			continue
		}
		one := path.Variant{Instances: v.Instances, Estimate: stat.Share(v.Instances, len(list)), Completed: v.Outcomes[sequence.Completed], Abandoned: v.Outcomes[sequence.Abandoned], Ongoing: v.Outcomes[sequence.Ongoing]}
		one.Share = one.Estimate.Value
		for _, s := range v.Steps {
			one.Steps = append(one.Steps, journey.StepID(s))
		}
		if len(v.Seconds) > 0 {
			times := timesOf(v.Seconds)
			one.Duration = &times
		}
		want.Top = append(want.Top, one)
	}
	return want
}

// checkVariants holds all ways to ask for variants to the naive version.
func checkVariants(t testing.TB, x *sequence.Instances, top int) {
	t.Helper()
	d := ok[*path.Dict](t)(path.Dictionary(ctx, x))
	half := sequence.NewSet(x.Len())
	for i := 0; i < x.Len(); i += 2 {
		half.Add(i)
	}
	for _, x := range []*sequence.Instances{x, x.Within(half)} {
		want := wantVariants(x, top)
		same(t, "variants", want, ok[*path.Variants](t)(path.VariantsOf(ctx, x, top)))
		same(t, "of the dictionary", want, ok[*path.Variants](t)(d.Top(ctx, x, top)))
	}
	for i := range x.Len() {
		if v := d.Of(i); v < 0 || v >= d.Variants() || d.Of(d.First(v)) != v || d.First(v) > i {
			t.Fatalf("instance %d has variant %d, which began with %d", i, v, d.First(v))
		}
	}
}

func TestDictionaryOfOthers(t *testing.T) {
	d := ok[*path.Dict](t)(path.Dictionary(ctx, instances(t, "u: a@0")))
	if v, err := d.Top(ctx, instances(t, "u: a@0\nv: a@0"), 1); err == nil {
		t.Errorf("%+v", v)
	}
}

func TestManyVariants(t *testing.T) {
	for _, steps := range []int{3, 300} {
		x := crowd(t, 40_000, steps, 20)
		for _, top := range []int{1, 500} {
			checkVariants(t, x, top)
		}
	}
}

func FuzzVariants(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		if x := decoded(t, b); x != nil {
			checkVariants(t, x, int(b[0])%5)
		}
	})
}
