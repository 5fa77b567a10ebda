// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// eventColumns are the columns of exported events.
var eventColumns = []table.Column{
	{Name: "position", Kind: table.Integer}, {Name: "customer"}, {Name: "event"}, {Name: "time", Kind: table.Time}, {Name: "undated", Kind: table.Truth},
	{Name: "channel"}, {Name: "source"}, {Name: "message_id"}, {Name: "properties"}, {Name: "traits"},
}

// WriteEvents writes the events within a scope to a file, in the order in which
// they came, and returns how many. Properties and traits are JSON.
func (a *App) WriteEvents(ctx context.Context, of eventlog.Scope, path string) (int, error) {
	f, err := table.Create(path, eventColumns)
	if err != nil {
		return 0, err
	}
	err = a.Log.Events(ctx, of, func(e *eventlog.Entry) error {
		return f.Row(e.Position, said(string(e.Customer)), e.Name, e.At(), e.Undated, said(e.Channel), string(e.Source), cmp.Or(e.ID, event.DerivedID(e.Key)), said(string(e.Properties)), said(string(e.Traits)))
	})
	return finish(f, err)
}

// said is a text, nil where there is none.
func said(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// finish keeps a table, or discards it after an error.
func finish(f *table.File, err error) (int, error) {
	if err != nil {
		f.Discard()
		return 0, err
	}
	return f.Rows(), f.Close()
}

// cardColumn is one column of an exported scorecard.
type cardColumn struct {
	name string
	kind table.Kind
	cell func(g *scorecard.Group, s *scorecard.Step) any
}

// WriteScorecards writes scorecards to a file, one row a step, with what the
// numbers are of: journey, version, filter value, as-of, n and interval.
func WriteScorecards(groups *scorecard.Groups, path string) (int, error) {
	columns := cardColumns(groups)
	heads := make([]table.Column, len(columns))
	for i, c := range columns {
		heads[i] = table.Column{Name: c.name, Kind: c.kind}
	}
	f, err := table.Create(path, heads)
	if err != nil {
		return 0, err
	}
	cells := make([]any, len(columns))
	for i := range groups.Groups {
		g := &groups.Groups[i]
		for k := range g.Card.Steps {
			for n, c := range columns {
				cells[n] = c.cell(g, &g.Card.Steps[k])
			}
			if err = f.Row(cells...); err != nil {
				return finish(f, err)
			}
		}
	}
	return finish(f, nil)
}

// cardColumns are the columns of a row.
func cardColumns(groups *scorecard.Groups) []cardColumn {
	var out []cardColumn
	add := func(name string, kind table.Kind, cell func(g *scorecard.Group, s *scorecard.Step) any) {
		out = append(out, cardColumn{name, kind, cell})
	}
	text := func(name string, of func(g *scorecard.Group, s *scorecard.Step) string) {
		add(name, table.Text, func(g *scorecard.Group, s *scorecard.Step) any { return of(g, s) })
	}
	count := func(name string, of func(s *scorecard.Step) *int) {
		add(name, table.Integer, func(_ *scorecard.Group, s *scorecard.Step) any { return whole(of(s)) })
	}
	estimate := func(name string, of func(s *scorecard.Step) *stat.Estimate) {
		for _, part := range estimateParts {
			add(name+part.suffix, part.kind, func(_ *scorecard.Group, s *scorecard.Step) any { return part.of(of(s)) })
		}
	}
	text("journey", func(g *scorecard.Group, _ *scorecard.Step) string { return string(g.Card.Journey) })
	add("version", table.Integer, func(g *scorecard.Group, _ *scorecard.Step) any { return int64(g.Card.Version) })
	text("digest", func(g *scorecard.Group, _ *scorecard.Step) string { return g.Card.Digest })
	add("as_of", table.Time, func(g *scorecard.Group, _ *scorecard.Step) any { return g.Card.AsOf })
	text("only", func(g *scorecard.Group, _ *scorecard.Step) string { return g.Card.Filter.Words() })
	if groups.By != "" {
		text(string(groups.By), func(g *scorecard.Group, _ *scorecard.Step) string { return g.Value })
	}
	text("step", func(_ *scorecard.Group, s *scorecard.Step) string { return string(s.ID) })
	text("title", func(_ *scorecard.Group, s *scorecard.Step) string { return s.Title })
	text("phase", func(_ *scorecard.Group, s *scorecard.Step) string { return string(s.Phase) })
	text("stage", func(_ *scorecard.Group, s *scorecard.Step) string { return s.Stage })
	add("observed", table.Truth, func(_ *scorecard.Group, s *scorecard.Step) any { return s.Observed })
	count("reach", func(s *scorecard.Step) *int { return s.Reach })
	estimate("reach_rate", func(s *scorecard.Step) *stat.Estimate { return s.ReachRate })
	count("continued", func(s *scorecard.Step) *int { return s.Continued })
	count("dropped", func(s *scorecard.Step) *int { return s.Dropped })
	count("ended", func(s *scorecard.Step) *int { return s.Ended })
	count("waiting", func(s *scorecard.Step) *int { return s.Waiting })
	count("skipped", func(s *scorecard.Step) *int { return s.Skipped })
	count("repeats", func(s *scorecard.Step) *int { return s.Repeats })
	count("failed", func(s *scorecard.Step) *int { return s.Failed })
	times := func(name string, of func(s *scorecard.Step) *scorecard.Times) {
		add(name+"_median_s", table.Number, func(_ *scorecard.Group, s *scorecard.Step) any {
			return length(of(s), func(t *scorecard.Times) float64 { return t.MedianS })
		})
		add(name+"_p90_s", table.Number, func(_ *scorecard.Group, s *scorecard.Step) any {
			return length(of(s), func(t *scorecard.Times) float64 { return t.P90S })
		})
		add(name+"_n", table.Integer, func(_ *scorecard.Group, s *scorecard.Step) any {
			if t := of(s); t != nil {
				return int64(t.N)
			}
			return nil
		})
		estimate(name+"_late", func(s *scorecard.Step) *stat.Estimate {
			if t := of(s); t != nil {
				return t.Late
			}
			return nil
		})
	}
	times("time_from_previous", func(s *scorecard.Step) *scorecard.Times { return s.FromPrevious })
	times("since", func(s *scorecard.Step) *scorecard.Times { return s.Since })
	text("score", func(_ *scorecard.Group, s *scorecard.Step) string { return scoreKind(s.Satisfaction) })
	estimate("satisfaction", func(s *scorecard.Step) *stat.Estimate {
		if e, ok := s.Satisfaction.Estimate(); ok {
			return &e
		}
		return nil
	})
	add("target", table.Number, func(_ *scorecard.Group, s *scorecard.Step) any { return level(s.Target) })
	estimate("gap", func(s *scorecard.Step) *stat.Estimate { return s.Gap })
	text("reading", func(_ *scorecard.Group, s *scorecard.Step) string { return string(s.Reading) })
	add("importance_stated", table.Number, func(_ *scorecard.Group, s *scorecard.Step) any { return level(s.ImportanceStated) })
	return out
}

// estimateParts are the columns that an estimate takes.
var estimateParts = []struct {
	suffix string
	kind   table.Kind
	of     func(e *stat.Estimate) any
}{
	{"", table.Number, func(e *stat.Estimate) any { return part(e, func(e *stat.Estimate) float64 { return e.Value }) }},
	{"_lo", table.Number, func(e *stat.Estimate) any { return part(e, func(e *stat.Estimate) float64 { return e.Lo }) }},
	{"_hi", table.Number, func(e *stat.Estimate) any { return part(e, func(e *stat.Estimate) float64 { return e.Hi }) }},
	{"_n", table.Integer, func(e *stat.Estimate) any {
		if e == nil {
			return nil
		}
		return int64(e.N)
	}},
}

func part(e *stat.Estimate, of func(*stat.Estimate) float64) any {
	if e == nil {
		return nil
	}
	return of(e)
}

func length(t *scorecard.Times, of func(*scorecard.Times) float64) any {
	if t == nil {
		return nil
	}
	return of(t)
}

func whole(n *int) any {
	if n == nil {
		return nil
	}
	return int64(*n)
}

func level(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

func scoreKind(s *satisfaction.Score) string {
	if s == nil {
		return ""
	}
	return string(s.Kind)
}
