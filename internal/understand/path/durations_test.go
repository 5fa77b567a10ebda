// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// sorted are the keys of a map in order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

func TestDurations(t *testing.T) {
	x, err := sequence.Build(ctx, sequencetest.Script(t, `
		u: a@0 f@4m b@10m
		v: a@0 f@2m
		w: a@0? f@3m
		x: a@0 b@1h
		y: a@59h b@3585m`), journeyPlan(t), sequence.Question{AsOf: sequencetest.At(t, "60h")})
	if err != nil {
		t.Fatal(err)
	}
	d := ok[*path.Durations](t)(path.DurationsOf(ctx, x))
	of := func(d *path.Duration) string {
		out := fmt.Sprintf("%d instances, %d times: mean %g median %g from %g to %g;", d.Instances, d.N, *d.MeanS, *d.MedianS, *d.MinS, *d.MaxS)
		for _, b := range d.Bins {
			out += fmt.Sprintf(" %g:%d", b.FromS, b.Count)
		}
		return out
	}
	got := []string{of(d.All), of(d.Completed), of(d.Abandoned), of(d.Ongoing), of(d.ToCompletion)}
	same(t, "durations", []string{
		"5 instances, 4 times: mean 1755 median 1650 from 120 to 3600; 120:1 300:1 900:0 1800:1 3600:1",
		"3 instances, 2 times: mean 360 median 360 from 120 to 600; 120:1 300:1",
		"1 instances, 1 times: mean 3600 median 3600 from 3600 to 3600; 3600:1",
		"1 instances, 1 times: mean 2700 median 2700 from 2700 to 2700; 1800:1",
		"3 instances, 2 times: mean 180 median 180 from 120 to 240; 120:2",
	}, got)
	none := ok[*path.Durations](t)(path.DurationsOf(ctx, instances(t, "u: a@0 b@1m?")))
	if none.All.N != 0 || none.All.MedianS != nil || none.All.MaxS != nil || len(none.All.Bins) != 0 || none.Completed != nil {
		t.Errorf("%+v", none.All)
	}
}

// checkDurations holds durations to the naive version.
func checkDurations(t testing.TB, x *sequence.Instances) {
	t.Helper()
	want, got := naive.Durations(x), ok[*path.Durations](t)(path.DurationsOf(ctx, x))
	for name, d := range map[string]*path.Duration{"all": got.All, "completed": got.Completed, "abandoned": got.Abandoned, "ongoing": got.Ongoing, "completion": got.ToCompletion} {
		s := want[name]
		if d == nil {
			d = &path.Duration{}
		}
		same(t, name, timesOf(s), d.Times)
		if len(s) == 0 {
			continue
		}
		quantile := func(p float64) float64 { return stat.Quantile(s, p) }
		same(t, name, []float64{quantile(0), quantile(0.25), quantile(0.75), quantile(0.95), quantile(1)}, []float64{*d.MinS, *d.P25S, *d.P75S, *d.P95S, *d.MaxS})
		checkBins(t, name, s, d.Bins)
	}
}

// checkBins: every bin has what lies in it, and they have it all.
func checkBins(t testing.TB, name string, seconds []float64, bins []path.Bin) {
	t.Helper()
	all := 0
	for i, b := range bins {
		n := 0
		for _, s := range seconds {
			if s >= b.FromS && (b.ToS == nil || s < *b.ToS) {
				n++
			}
		}
		if all += n; n != b.Count || b.Share != stat.Share(n, len(seconds)) || n == 0 && (i == 0 || i == len(bins)-1) {
			t.Errorf("%s: %d from %g s; the bin says %+v", name, n, b.FromS, b)
		}
	}
	if all != len(seconds) {
		t.Errorf("%s: the bins have %d of %d", name, all, len(seconds))
	}
}

func TestManyDurations(t *testing.T) { checkDurations(t, crowd(t, 70_000, 12, 9)) }
