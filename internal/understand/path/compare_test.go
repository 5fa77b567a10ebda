// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/path"
)

// times writes a line of a script as so many customers.
func times(n int, who, what string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s%d: %s\n", who, i, what)
	}
	return b.String()
}

// written writes a comparison down.
func written(c path.Compared) string {
	of := func(e *stat.Estimate) string {
		if e == nil {
			return "-"
		}
		return fmt.Sprintf("%.6g [%.6g %.6g] n %d", e.Value, e.Lo, e.Hi, e.N)
	}
	return fmt.Sprintf("%s; %s; %s", of(c.A), of(c.B), of(c.Difference))
}

// two are the sides of Newcombe's example: 56 of 70 and 48 of 80.
func two(t *testing.T) (a, b string) {
	t.Helper()
	return times(56, "u", "a@0 b@1m") + times(14, "v", "a@0"), times(48, "u", "a@0 b@2m") + times(31, "v", "a@0") + times(1, "w", "c@0 c@1m")
}

func TestCompareVariants(t *testing.T) {
	sa, sb := two(t)
	a, b := ok[*path.Variants](t)(path.VariantsOf(ctx, instances(t, sa), 0)), ok[*path.Variants](t)(path.VariantsOf(ctx, instances(t, sb), 0))
	d := path.CompareVariants(a, b, 2)
	var got []string
	for _, v := range d.Variants {
		got = append(got, fmt.Sprintf("%v: %s | %s", v.Steps, written(v.Share), written(v.Median)))
	}
	same(t, "variants", []string{
		"[a b]: 0.8 [0.691834 0.876953] n 70; 0.6 [0.490455 0.700382] n 80; 0.2 [0.0524315 0.333873] n 150 | 60 [60 60] n 56; 120 [120 120] n 48; -60 [-60 -60] n 104",
		"[a]: 0.2 [0.123047 0.308166] n 70; 0.3875 [0.288246 0.497063] n 80; -0.1875 [-0.321387 -0.040696] n 150 | 0 [0 0] n 14; 0 [0 0] n 31; 0 [0 0] n 45",
	}, got)
	if d := path.CompareVariants(a, b, 1); len(d.Variants) != 3 || d.Variants[2].Share.A.Value != 0 || d.Variants[2].Median.Difference != nil || d.Unlisted != 0 {
		t.Errorf("%+v", d)
	}
	cut := ok[*path.Variants](t)(path.VariantsOf(ctx, instances(t, sb), 1))
	if d := path.CompareVariants(a, cut, 1); len(d.Variants) != 1 || d.Unlisted != 1 {
		t.Errorf("%+v", d)
	}
}

func TestCompareTransitions(t *testing.T) {
	sa, sb := two(t)
	d := path.CompareTransitions(ok[*path.Transitions](t)(path.TransitionsOf(ctx, instances(t, sa))), ok[*path.Transitions](t)(path.TransitionsOf(ctx, instances(t, sb))))
	var got []string
	for _, v := range d.Transitions {
		got = append(got, fmt.Sprintf("%s→%s: %s | %s", v.From, v.To, written(v.Share), written(v.Median)))
	}
	same(t, "transitions", []string{
		"a→b: 0.8 [0.691834 0.876953] n 70; 0.6 [0.490455 0.700382] n 80; 0.2 [0.0524315 0.333873] n 150 | 60 [60 60] n 56; 120 [120 120] n 48; -60 [-60 -60] n 104",
		"c→c: 0 [0 0.0520231] n 70; 0.0125 [0.00220998 0.0674627] n 80; -0.0125 [-0.0674627 0.040531] n 150 | -; -; -",
	}, got)
}

func TestCompareRework(t *testing.T) {
	sa, sb := two(t)
	d := path.CompareRework(ok[*path.Reworked](t)(path.ReworkOf(ctx, instances(t, sa))), ok[*path.Reworked](t)(path.ReworkOf(ctx, instances(t, sb))))
	const want = "0 [0 0.0520231] n 70; 0.0125 [0.00220998 0.0674627] n 80; -0.0125 [-0.0674627 0.040531] n 150"
	if written(d.Share) != want || len(d.Steps) != 1 || d.Steps[0].Step != "c" || written(d.Steps[0].Share) != want || written(d.Steps[0].SelfLoop) != want || d.Steps[0].Return.B.Value != 0 {
		t.Errorf("%s: %+v", written(d.Share), d.Steps)
	}
	if d := path.CompareRework(&path.Reworked{}, &path.Reworked{}); d.Share.Difference != nil {
		t.Errorf("%+v", d)
	}
}

func TestCompareDurations(t *testing.T) {
	sa, sb := two(t)
	d := path.CompareDurations(ok[*path.Durations](t)(path.DurationsOf(ctx, instances(t, sa))), ok[*path.Durations](t)(path.DurationsOf(ctx, instances(t, sb))))
	if got := written(d.All); got != "60 [60 60] n 70; 120 [0 120] n 80; -60 [-60 60] n 150" || d.Completed.A != nil || d.Ongoing.Difference == nil {
		t.Errorf("%s %+v", got, d.Completed)
	}
}
