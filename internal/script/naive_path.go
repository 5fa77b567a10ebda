// SPDX-License-Identifier: Apache-2.0

package script

import (
	"cmp"
	"maps"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// naivePaths answers questions about paths.
func naivePaths(x *sequence.Instances, q *Question) (*Table, error) {
	instances := naive.Of(x)
	switch q.Verb {
	case "variants":
		out := newTable(variantColumns)
		for _, v := range naive.Variants(instances) {
			if q.Top == 0 || len(out.Rows) < q.Top {
				out.add(v.Instances, joined(v.Steps))
			}
		}
		return out, nil
	case "levels", "totals":
		return naiveLevels(instances, q)
	case "durations":
		return naiveDurations(x), nil
	case "rework":
		return naiveRework(instances), nil
	case "transitions":
		out := newTable(transitionColumns)
		for _, f := range naive.Follows(instances) {
			out.add(f.From, f.To, f.Count, f.Instances, average(f.Seconds), middle(f.Seconds), quantile(f.Seconds, 0.9))
		}
		return out, nil
	}
	ends := map[journey.StepID]int{}
	for _, one := range instances {
		at := 0
		if q.Verb == "ends" {
			at = len(one.Visits) - 1
		}
		ends[journey.StepID(one.Visits[at].Step)]++
	}
	return counted(ends), nil
}

func naiveRework(instances []naive.Instance) *Table {
	out := newTable(reworkColumns)
	steps, _ := naive.Rework(instances)
	for _, s := range slices.Sorted(maps.Keys(steps)) {
		r := steps[s]
		all := r["all"]
		out.add(s, all.Instances, all.Visits, all.SelfLoops, all.InSelf, all.Returns, r["same"].Visits, r["other"].Visits)
	}
	return out
}

func naiveDurations(x *sequence.Instances) *Table {
	out, by := newTable(durationColumns), naive.Durations(x)
	by["to completion"] = by["completion"]
	for _, of := range []string{"all", "completed", "abandoned", "ongoing", "to completion"} {
		if s := by[of]; len(s) > 0 {
			out.add(of, len(s), average(s), middle(s), quantile(s, 0.9))
		}
	}
	return out
}

// naiveLevels answers levels and totals as long as all is shown.
func naiveLevels(instances []naive.Instance, q *Question) (*Table, error) {
	if q.Top > 0 || q.Nodes > 0 {
		return nil, declined("levels of which not all is shown")
	}
	paths := naive.Paths(instances, naive.PathRules{From: q.From, To: q.To, Collapse: q.Collapse, Gap: q.Gap})
	edges, totals := newTable(levelColumns), newTable(totalColumns)
	for i, l := range naive.Levels(paths, cmp.Or(q.Depth, maxLevels), q.From == "" && q.To != "") {
		order := slices.SortedFunc(maps.Keys(l.Edges), func(a, b [2]string) int {
			return cmp.Or(cmp.Compare(l.Edges[b], l.Edges[a]), slices.Compare(a[:], b[:]))
		})
		kept := 0
		for _, e := range order {
			kept += l.Edges[e]
			edges.add(i+1, e[0], e[1], l.Edges[e], average(l.Seconds[e]), middle(l.Seconds[e]))
		}
		if arrived, ended := sum(l.Arrived), sum(l.Ended); arrived > 0 {
			totals.add(i+1, arrived, kept, arrived-kept-ended, ended)
		}
	}
	if q.Verb == "totals" {
		return totals, nil
	}
	return edges, nil
}

func sum(counts map[string]int) (n int) {
	for _, k := range counts {
		n += k
	}
	return n
}

// quantile is between the two values beside its place (type 7); nil of none.
func quantile(ascending []float64, p float64) *float64 {
	n := len(ascending)
	if n == 0 {
		return nil
	}
	at := p * float64(n-1)
	low := int(at)
	q := ascending[low]
	if low+1 < n {
		q += (at - float64(low)) * (ascending[low+1] - q)
	}
	return &q
}
