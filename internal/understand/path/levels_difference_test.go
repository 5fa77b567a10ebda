// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"fmt"
	"testing"

	"github.com/wendcx/wend/internal/understand/path"
)

// brief writes a comparison down without intervals: a of n less b of n.
func brief(c path.Compared) string {
	text := "-"
	if c.A != nil {
		text = fmt.Sprintf("%.3g of %d", c.A.Value, c.A.N)
	}
	if c.B == nil {
		text += " less -"
	} else {
		text += fmt.Sprintf(" less %.3g of %d", c.B.Value, c.B.N)
	}
	if c.Difference != nil {
		text += fmt.Sprintf(": %+.3g", c.Difference.Value)
	}
	return text
}

// lines writes a comparison of levels, a line for each figure.
func lines(d *path.LevelsDifference) (out []string) {
	for _, l := range d.Levels {
		out = append(out, fmt.Sprintf("level %d: %s; ended %s", l.Level, brief(l.Arrived), brief(l.Ended)))
		for _, n := range l.Nodes {
			out = append(out, fmt.Sprintf("%s: %s; ended %s", n.Step, brief(n.Share), brief(n.Ended)))
		}
		for _, e := range l.Edges {
			out = append(out, fmt.Sprintf("%s→%s: %s; %s", e.From, e.To, brief(e.Share), brief(e.Median)))
		}
	}
	return out
}

func TestCompareLevels(t *testing.T) {
	const fifth, crowded = "u: a@0 b@1m\nv: a@0 b@1m\nw: a@0 c@1m\nx: d@0", "u: a@0 c@1m\nv: a@0 c@1m\nw: a@0 b@1m\nx: d@0\ny: e@0 b@1m\nz: d@0 b@1m"
	for _, c := range []struct {
		name, a, b string
		spec       path.LevelSpec
		want       []string
		unlisted   int
	}{
		{"medians too", times(6, "u", "a@0 b@1m") + "x: a@0", times(7, "u", "a@0 b@3m") + "x: c@0 b@1m", path.LevelSpec{}, []string{
			"level 1: 1 of 7 less 1 of 8: +0; ended 0.143 of 7 less 0 of 8: +0.143",
			"a: 1 of 7 less 0.875 of 8: +0.125; ended 0.143 of 7 less 0 of 7: +0.143",
			"c: 0 of 7 less 0.125 of 8: -0.125; ended - less 0 of 1",
			"a→b: 0.857 of 7 less 1 of 7: -0.143; 60 of 6 less 180 of 7: -120",
			"c→b: - less 1 of 1; - less -",
			"level 2: 0.857 of 7 less 1 of 8: -0.143; ended 1 of 6 less 1 of 8: +0",
			"b: 1 of 6 less 1 of 8: +0; ended 1 of 6 less 1 of 8: +0",
		}, 0},
		{"a level that only one has", "u: a@0", "u: a@0 b@1m", path.LevelSpec{}, []string{
			"level 1: 1 of 1 less 1 of 1: +0; ended 1 of 1 less 0 of 1: +1",
			"a: 1 of 1 less 1 of 1: +0; ended 1 of 1 less 0 of 1: +1",
			"a→b: 0 of 1 less 1 of 1: -1; - less -",
			"level 2: 0 of 1 less 1 of 1: -1; ended - less 1 of 1",
			"b: - less 1 of 1; ended - less 1 of 1",
		}, 0},
		{"from the end shares are of the later step", "u: a@0 c@1m\nv: b@0 c@1m\nw: c@0", "u: a@0 c@1m", path.LevelSpec{To: "c"}, []string{
			"level 1: 1 of 3 less 1 of 1: +0; ended 0.333 of 3 less 0 of 1: +0.333",
			"c: 1 of 3 less 1 of 1: +0; ended 0.333 of 3 less 0 of 1: +0.333",
			"a→c: 0.333 of 3 less 1 of 1: -0.667; - less -",
			"b→c: 0.333 of 3 less 0 of 1: +0.333; - less -",
			"level 2: 0.667 of 3 less 1 of 1: -0.333; ended 1 of 2 less 1 of 1: +0",
			"a: 0.5 of 2 less 1 of 1: -0.5; ended 1 of 1 less 1 of 1: +0",
			"b: 0.5 of 2 less 0 of 1: +0.5; ended 1 of 1 less -",
		}, 0},
		{"what stands among others is not taken for none", fifth, crowded, path.LevelSpec{Nodes: 1}, []string{
			"level 1: 1 of 4 less 1 of 6: +0; ended 0.25 of 4 less 0.167 of 6: +0.0833",
			"a: 0.75 of 4 less 0.5 of 6: +0.25; ended 0 of 3 less 0 of 3: +0",
			"a→b: 0.667 of 3 less 0.333 of 3: +0.333; - less -",
			"level 2: 0.75 of 4 less 0.833 of 6: -0.0833; ended 1 of 3 less 1 of 5: +0",
			"b: 0.667 of 3 less 0.6 of 5: +0.0667; ended 1 of 2 less 1 of 3: +0",
		}, 0},
		{"nor what another list ends before", "u: a@0 b@1m\nv: a@0 b@1m\nw: a@0 c@1m\nx: c@0", "u: a@0 c@1m\nv: a@0 c@1m\nw: a@0 b@1m\nx: c@0\ny: c@0", path.LevelSpec{Steps: 2, Nodes: 1, Edges: 1}, []string{
			"level 1: 1 of 4 less 1 of 5: +0; ended 0.25 of 4 less 0.4 of 5: -0.15",
			"a: 0.75 of 4 less 0.6 of 5: +0.15; ended 0 of 3 less 0 of 3: +0",
			"level 2: 0.75 of 4 less 0.6 of 5: +0.15; ended 1 of 3 less 1 of 3: +0",
		}, 4},
		{"of nobody nothing is known", "u: a@0 b@1m", "", path.LevelSpec{Steps: 1}, []string{
			"level 1: 1 of 1 less -; ended 0 of 1 less -", "a: 1 of 1 less -; ended 0 of 1 less -",
		}, 0},
		{"nobody at all", "", "", path.LevelSpec{}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := ok[*path.Levels](t)(path.LevelsOf(ctx, instances(t, c.a), c.spec)), ok[*path.Levels](t)(path.LevelsOf(ctx, instances(t, c.b), c.spec))
			d := path.CompareLevels(a, b)
			same(t, "differences", c.want, lines(d))
			if d.Unlisted != c.unlisted || d.Backward != a.Backward {
				t.Errorf("%d unlisted, backward %t", d.Unlisted, d.Backward)
			}
		})
	}
}

// The intervals are Newcombe's, of his own example.
func TestCompareLevelsWithIntervals(t *testing.T) {
	sa, sb := two(t)
	a, b := ok[*path.Levels](t)(path.LevelsOf(ctx, instances(t, sa), path.LevelSpec{})), ok[*path.Levels](t)(path.LevelsOf(ctx, instances(t, sb), path.LevelSpec{}))
	one := path.CompareLevels(a, b).Levels[1]
	same(t, "arrived", "0.8 [0.691834 0.876953] n 70; 0.6125 [0.502937 0.711754] n 80; 0.1875 [0.040696 0.321387] n 150", written(one.Arrived))
	if n := one.Nodes[0]; n.Step != "b" || written(n.Share) != "1 [0.935806 1] n 56; 0.979592 [0.893065 0.996388] n 49; 0.0204082 [-0.0459468 0.106935] n 105" {
		t.Errorf("%s %s", n.Step, written(n.Share))
	}
}
