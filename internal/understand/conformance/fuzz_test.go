// SPDX-License-Identifier: Apache-2.0

package conformance_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// shopNet is the shop's design by hand.
var shopNet = naive.Net{
	Initial: []int{1, 0, 0, 0, 0, 0}, Final: []int{0, 0, 0, 0, 0, 1},
	Transitions: []naive.NetTransition{
		{Label: "view", In: []int{0}, Out: []int{1}}, {In: []int{1}, Out: []int{0}},
		{Label: "ask", In: []int{1}, Out: []int{2}}, {In: []int{1}, Out: []int{2}},
		{Label: "pay", In: []int{2}, Out: []int{3}},
		{In: []int{3}, Out: []int{4}},
		{Label: "get", In: []int{4}, Out: []int{5}}, {In: []int{5}, Out: []int{2}},
	},
}

// steps names the steps of an instance.
func steps(i naive.Instance) (out []string) {
	for _, v := range i.Visits {
		out = append(out, v.Step)
	}
	return out
}

// deviating lists the kinds of deviations of an instance by its listed alignment,
// in the form class:step, "early" before those whose step it had ended before.
func deviating(v *conformance.VariantFit, one naive.Instance) map[string]int {
	out := map[string]int{}
	last := -1
	for k, s := range v.Steps {
		if s.Mark == conformance.OK {
			last = k
		}
	}
	for k, s := range v.Steps {
		name := fmt.Sprintf("%s:%s", s.Class, s.Step)
		if s.Mark != conformance.OK {
			out[name]++
		}
		if s.Mark == conformance.Gone && k < last {
			out["late "+name]++
		}
	}
	for _, visit := range one.Visits {
		if visit.Failed {
			out["failed:"+visit.Step]++
		}
	}
	return out
}

// FuzzCheck: the sums are those of each instance aligned by Bellman and Ford; what
// goes along with deviations is what a count by hand finds.
func FuzzCheck(f *testing.F) {
	f.Add([]byte("vpg;vg;vpg;vg;vpg;vg;vg;vg;vpg;vpg;v"), uint8(90))
	f.Add([]byte("vapdg;dg;gpv;;vvvv;pg;pg;pg;pg;pg;pg;vpg;vpg;vpg;vpg;vpg;vpgpg"), uint8(40))
	f.Fuzz(func(t *testing.T, text []byte, asOf uint8) {
		names := map[byte]string{'v': "view", 'a': "ask", 'p': "pay", 'g': "get", 'd': "declined"}
		var b strings.Builder
		for i, way := range strings.Split(string(text[:min(len(text), 200)]), ";") {
			fmt.Fprintf(&b, "u%d:", i)
			for k := range way {
				if name := names[way[k]]; name != "" {
					fmt.Fprintf(&b, " %s@%dh", name, 1+i%5+k*(1+i%3))
				}
			}
			b.WriteByte('\n')
		}
		x, m := build(t, shop, strings.ReplaceAll(b.String(), ":\n", ": view@1h\n"), fmt.Sprintf("%dd", 1+int(asOf)))
		r := ask(t, x, m, conformance.Options{Variants: math.MaxInt, Score: func(i int) (float64, bool) { return float64(i % 5), i%4 > 0 }})
		judge(t, x, r)
	})
}

// judge compares a result with the naive reading.
func judge(t *testing.T, x *sequence.Instances, r *conformance.Result) {
	var over, ongoing conformance.Share
	shortest, _ := shopNet.Align(nil, false, most)
	var kinds []map[string]int
	for _, one := range naive.Of(x) {
		path, to := steps(one), &over
		if one.Outcome == sequence.Ongoing {
			to = &ongoing
		}
		d, _ := shopNet.Align(path, to == &ongoing, most)
		to.Instances++
		to.Deviations += d
		to.Fitness += 1 - float64(d)/float64(len(path)+shortest)
		if d == 0 {
			to.Fitting++
		}
		if to == &ongoing {
			kinds = append(kinds, nil)
			continue
		}
		at := slices.IndexFunc(r.Top, func(v conformance.VariantFit) bool {
			var visits []string
			for _, s := range v.Steps {
				if s.Mark != conformance.Gone {
					visits = append(visits, string(s.Step))
				}
			}
			return !v.Ongoing && slices.Equal(visits, path)
		})
		if at < 0 || r.Top[at].Deviations != d {
			t.Fatalf("%v has %d deviations: %+v", path, d, r.Top)
		}
		kinds = append(kinds, deviating(&r.Top[at], one))
	}
	same := func(got conformance.Fit, want conformance.Share) {
		t.Helper()
		if want.Fitness /= float64(want.Instances); want.Instances == 0 {
			want.Fitness = 1
		}
		if math.Abs(got.Fitness-want.Fitness) > 1e-9 {
			t.Errorf("fitness %g, want %g", got.Fitness, want.Fitness)
		}
		if want.Fitness = got.Fitness; got.Share != want {
			t.Errorf("%+v, want %+v", got.Share, want)
		}
	}
	same(r.Fit, over)
	same(r.Ongoing, ongoing)
	found := map[string]bool{}
	for _, d := range r.ByDeviation {
		found[fmt.Sprintf("%s:%s", d.Class, d.Step)] = true
		compared(t, x, kinds, d)
	}
	for _, list := range kinds {
		for name := range list {
			if !strings.HasPrefix(name, "late ") && !found[name] {
				t.Errorf("%s is not told of", name)
			}
		}
	}
}

// compared counts one kind of deviation by hand.
func compared(t *testing.T, x *sequence.Instances, kinds []map[string]int, d conformance.Deviation) {
	t.Helper()
	name := fmt.Sprintf("%s:%s", d.Class, d.Step)
	var n, done [2]int
	var instances, occurrences, before int
	var lasted [2][]float64
	var scores [2]stat.Moments
	for i, list := range kinds {
		if list == nil {
			continue
		}
		side := min(1, list[name])
		instances += side
		occurrences += list[name]
		if d.Class == conformance.Missing && side == 1 && list["late "+name] == 0 {
			before++
			continue
		}
		if x.Ripe(i) {
			n[side]++
			if x.Outcome(i) == sequence.Completed {
				done[side]++
			}
		}
		lasted[side] = append(lasted[side], float64(x.End(i)-x.Start(i))/1e6)
		if i%4 > 0 {
			scores[side].Add(float64(i % 5))
		}
	}
	if d.Instances != instances || d.Occurrences != occurrences || d.EndedBefore != before {
		t.Errorf("%s: %+v, want %d instances, %d occurrences, %d before", name, d, instances, occurrences, before)
	}
	if few := min(n[0], n[1]) < 5 || d.ByDefinition; (d.Completion == nil) != few {
		t.Errorf("%s: completion %+v of %v", name, d.Completion, n)
	} else if !few && d.Completion.Difference != stat.Difference(stat.Share(done[1], n[1]), stat.Share(done[0], n[0])) {
		t.Errorf("%s: completion %+v, want %v of %v", name, d.Completion, done, n)
	}
	if few := min(len(lasted[0]), len(lasted[1])) < 6; (d.Duration == nil) != few {
		t.Errorf("%s: duration %+v of %v", name, d.Duration, lasted)
	} else if !few {
		slices.Sort(lasted[0])
		slices.Sort(lasted[1])
		if want := stat.Quantile(lasted[1], 0.5) - stat.Quantile(lasted[0], 0.5); d.Duration.Difference.Value != want {
			t.Errorf("%s: duration %+v, want %g", name, d.Duration, want)
		}
	}
	if few := min(scores[0].N, scores[1].N) < 5; (d.Satisfaction == nil) != few {
		t.Errorf("%s: satisfaction %+v of %v", name, d.Satisfaction, scores)
	} else if want := scores[1].Mean - scores[0].Mean; !few && math.Abs(d.Satisfaction.Difference.Value-want) > 1e-9 {
		t.Errorf("%s: satisfaction %+v, want %g", name, d.Satisfaction, want)
	}
}

// most is how many markings the shop's design has at most.
const most = 60
