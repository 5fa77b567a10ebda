// SPDX-License-Identifier: Apache-2.0

package script

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Columns of questions about paths.
const (
	variantColumns    = "count variant"
	transitionColumns = "from to count instances mean median p90"
	stepColumns       = "step count"
	reworkColumns     = "step instances visits self_loops self_loop_instances return_instances same other"
	durationColumns   = "of n mean median p90"
	levelColumns      = "level from to count mean median"
	totalColumns      = "level arrived kept others ended"
)

// maxLevels is how many levels are told of, unless the question says otherwise.
const maxLevels = 100

// indexPaths answers what package path knows.
func indexPaths(ctx context.Context, x *sequence.Instances, q *Question) (*Table, error) {
	switch q.Verb {
	case "variants":
		v, err := path.VariantsOf(ctx, x, q.Top)
		if err != nil {
			return nil, err
		}
		out := newTable(variantColumns)
		for _, one := range v.Top {
			out.add(one.Instances, joined(one.Steps))
		}
		return out, nil
	case "levels", "totals":
		return indexLevels(ctx, x, q)
	case "durations":
		return indexDurations(ctx, x)
	}
	t, err := path.TransitionsOf(ctx, x)
	if err != nil {
		return nil, err
	}
	return transitions(t, q.Verb), nil
}

// transitions is the part of them that is asked for.
func transitions(t *path.Transitions, verb string) *Table {
	switch verb {
	case "starts":
		return counted(t.Starts)
	case "ends":
		return counted(t.Ends)
	case "rework":
		out := newTable(reworkColumns)
		for _, r := range t.Rework {
			out.add(r.Step, r.Instances, r.Visits, r.SelfLoops, r.InSelf, r.Returns, r.Same.Visits, r.Another.Visits)
		}
		return out
	}
	out := newTable(transitionColumns)
	for _, p := range t.Transitions {
		out.add(p.From, p.To, p.Count, p.Instances, p.MeanS, p.MedianS, p.P90S)
	}
	return out
}

// indexLevels answers levels and, of the same, totals.
func indexLevels(ctx context.Context, x *sequence.Instances, q *Question) (*Table, error) {
	l, err := path.LevelsOf(ctx, x, path.LevelSpec{
		Steps: cmp.Or(q.Depth, maxLevels), From: journey.StepID(q.From), To: journey.StepID(q.To), Collapse: q.Collapse, Gap: q.Gap, Nodes: q.Nodes, Edges: q.Top,
	})
	if err != nil {
		return nil, err
	}
	edges, totals := newTable(levelColumns), newTable(totalColumns)
	for _, level := range l.Levels {
		totals.add(level.Level, level.Arrived, level.Kept, level.Others, level.Ended)
		slices.SortFunc(level.Edges, func(a, b path.Edge) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
		})
		for _, e := range level.Edges {
			edges.add(level.Level, cmp.Or(string(e.From), "others"), cmp.Or(string(e.To), "others"), e.Count, e.MeanS, e.MedianS)
		}
	}
	if q.Verb == "totals" {
		return totals, nil
	}
	return edges, nil
}

func indexDurations(ctx context.Context, x *sequence.Instances) (*Table, error) {
	d, err := path.DurationsOf(ctx, x)
	if err != nil {
		return nil, err
	}
	out := newTable(durationColumns)
	for _, one := range []struct {
		of string
		d  *path.Duration
	}{{"all", d.All}, {"completed", d.Completed}, {"abandoned", d.Abandoned}, {"ongoing", d.Ongoing}, {"to completion", d.ToCompletion}} {
		if one.d != nil && one.d.N > 0 {
			out.add(one.of, one.d.N, one.d.MeanS, one.d.MedianS, one.d.P90S)
		}
	}
	return out, nil
}

// counted is a table of steps and counts, in the order of the steps' names.
func counted(by map[journey.StepID]int) *Table {
	out := newTable(stepColumns)
	for _, s := range slices.Sorted(maps.Keys(by)) {
		out.add(s, by[s])
	}
	return out
}

// joined writes a path.
func joined[S ~string](steps []S) string {
	var out []string
	for _, s := range steps {
		out = append(out, string(s))
	}
	return strings.Join(out, " ")
}
