// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// cardColumn is one column of an exported scorecard.
type cardColumn struct {
	name string
	kind table.Kind
	cell func(g *scorecard.Group, s *scorecard.Step) any
}

// CardsTable lays scorecards out, one row a step, with what the numbers are of:
// journey, version, filter, as-of, n and interval.
func CardsTable(groups *scorecard.Groups) *Table {
	columns := cardColumns(groups)
	t := &Table{}
	for _, c := range columns {
		t.Columns = append(t.Columns, table.Column{Name: c.name, Kind: c.kind})
	}
	for i := range groups.Groups {
		g := &groups.Groups[i]
		for k := range g.Card.Steps {
			cells := make([]any, len(columns))
			for n, c := range columns {
				cells[n] = c.cell(g, &g.Card.Steps[k])
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

// CardTable lays one scorecard out.
func CardTable(card *scorecard.Card) *Table {
	return CardsTable(&scorecard.Groups{Groups: []scorecard.Group{{Card: card}}})
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
			return lasting(of(s), func(t *scorecard.Times) float64 { return t.MedianS })
		})
		add(name+"_p90_s", table.Number, func(_ *scorecard.Group, s *scorecard.Step) any {
			return lasting(of(s), func(t *scorecard.Times) float64 { return t.P90S })
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
	{"", table.Number, func(e *stat.Estimate) any { return partOf(e, func(e *stat.Estimate) float64 { return e.Value }) }},
	{"_lo", table.Number, func(e *stat.Estimate) any { return partOf(e, func(e *stat.Estimate) float64 { return e.Lo }) }},
	{"_hi", table.Number, func(e *stat.Estimate) any { return partOf(e, func(e *stat.Estimate) float64 { return e.Hi }) }},
	{"_n", table.Integer, func(e *stat.Estimate) any {
		if e == nil {
			return nil
		}
		return int64(e.N)
	}},
}

func partOf(e *stat.Estimate, of func(*stat.Estimate) float64) any {
	if e == nil {
		return nil
	}
	return of(e)
}

func lasting(t *scorecard.Times, of func(*scorecard.Times) float64) any {
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
