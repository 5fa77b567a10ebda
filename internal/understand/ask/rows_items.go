// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/returns"
	"github.com/wendcx/wend/internal/understand/unmapped"
)

// part is something whose fields stand in a row, behind a name.
type part struct {
	name string
	of   any
}

// itemsOf are the things that an answer tells of, each as what makes up its row.
func itemsOf(answer any) (out [][]part) {
	row := func(parts ...part) { out = append(out, parts) }
	switch a := answer.(type) {
	case *path.Variants:
		each(a.Top, row)
	case *path.Transitions:
		each(a.Transitions, row)
	case *path.Reworked:
		each(a.Steps, row)
	case *path.Durations:
		for _, d := range []struct {
			of string
			*path.Duration
		}{{"all", a.All}, {"completed", a.Completed}, {"abandoned", a.Abandoned}, {"ongoing", a.Ongoing}, {"to_completion", a.ToCompletion}} {
			if d.Duration != nil {
				row(part{"of", d.of}, part{"", d.Duration})
			}
		}
	case *path.Levels:
		for _, l := range a.Levels {
			for i := range l.Edges {
				row(part{"level", l.Level}, part{"level_arrived", l.Arrived}, part{"level_ended", l.Ended}, part{"", &l.Edges[i]})
			}
		}
	case *funnel.Result:
		if each(a.Steps, row); len(a.Groups) > 0 {
			out = nil
			for _, g := range a.Groups {
				each(g.Steps, func(step ...part) { row(append([]part{{"breakdown", g.Value}}, step...)...) })
			}
		}
	case *funnel.Correlations:
		each(a.Steps, row)
	case *conformance.Result:
		each(a.ByDeviation, row)
	case *returns.Result:
		returned(a, row)
	case *returns.Matrix:
		for _, r := range a.Rows {
			row(part{"from", r.From}, part{"to", journey.ID("any")}, part{"", r.Any})
			for _, c := range r.To {
				row(part{"from", r.From}, part{"", c})
			}
		}
	case *continuity.Result:
		each(a.Channels, row)
	case *unmapped.Result:
		each(a.Touchpoints, row)
	case *cohort.Result:
		cohorts(a, row)
	case *cohort.Flows:
		each(a.Periods, row)
	case *cohort.Stickiness:
		each(a.Histogram, row)
	case *cohort.States:
		for _, p := range a.Periods {
			for _, s := range p.States {
				row(part{"start", p.Start}, part{"period_instances", p.Instances}, part{"incomplete", p.Incomplete}, part{"", s})
			}
		}
	default:
		panic(fmt.Sprintf("ask: the answer %T is no table", answer))
	}
	return out
}

// each makes a row of each thing in a list.
func each[T any](list []T, row func(...part)) {
	for i := range list {
		row(part{"", &list[i]})
	}
}

// returned are the rates of returns: of all, by channel and by iteration, and along
// the curve.
func returned(a *returns.Result, row func(...part)) {
	within := part{"within_s", a.WithinS}
	row(part{"of", "all"}, within, part{"", a.All})
	for _, c := range a.ByChannel {
		row(part{"of", "channel"}, part{"value", string(c.Channel)}, within, part{"", c.Rate})
	}
	if a.NoAfter != nil {
		row(part{"of", "channel"}, part{"value", "no step after"}, within, part{"", *a.NoAfter})
	}
	for _, i := range a.ByIteration {
		value := fmt.Sprint(i.Iteration)
		if i.OrMore {
			value += "+"
		}
		row(part{"of", "iteration"}, part{"value", value}, within, part{"", i.Rate})
	}
	for _, p := range a.Curve {
		row(part{"of", "curve"}, part{"", p})
	}
}

// cohorts are the cells of a retention table, one a row.
func cohorts(a *cohort.Result, row func(...part)) {
	rows := append(append([]cohort.Row{}, a.Rows...), a.Groups...)
	for _, r := range rows {
		for _, c := range r.Cells {
			var start *time.Time
			if r.Start != nil {
				start = r.Start
			}
			row(part{"start", start}, part{"first", r.Group}, part{"cohort_size", r.Size}, part{"", c})
		}
	}
}

// MatrixTable lays out how customers go on from journey to journey.
func MatrixTable(m *returns.Matrix, asOf time.Time) *Table {
	b := newLayout(About{AsOf: asOf})
	b.add("", "", m)
	return b.table()
}
