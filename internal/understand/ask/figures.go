// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// Figures turns a scorecard into the plain numbers that a map shows.
func Figures(card *scorecard.Card) *draw.Figures {
	out := &draw.Figures{
		AsOf: card.AsOf, Basis: string(card.Basis), Instances: card.Instances.Total, Completion: card.Completion, Only: card.Filter.Words(), Notes: card.Notes,
		Overall: figure(card.Overall, card.Target, card.Reading), Steps: map[journey.StepID]draw.StepFigures{},
	}
	titles := map[journey.StepID]string{}
	for i := range card.Steps {
		titles[card.Steps[i].ID] = card.Steps[i].Title
	}
	for i := range card.Steps {
		s := &card.Steps[i]
		out.Steps[s.ID] = draw.StepFigures{
			Observed: s.Observed, Reach: s.Reach, ReachRate: s.ReachRate, Dropped: s.Dropped, Failed: s.Failed,
			Time: lengthOf(s, titles), Score: figure(s.Satisfaction, s.Target, s.Reading), Emotion: s.Emotion,
		}
	}
	return out
}

// lengthOf is the time since the step that a promise names, else since the one
// before.
func lengthOf(s *scorecard.Step, titles map[journey.StepID]string) *draw.Time {
	t := s.Since
	if t == nil {
		t = s.FromPrevious
	}
	if t == nil {
		return nil
	}
	return &draw.Time{MedianS: t.MedianS, P90S: t.P90S, N: t.N, Since: titles[t.Of], Until: titles[t.Until], Late: t.Late}
}

// figure is a score with its target; nil where nothing was asked.
func figure(s *satisfaction.Score, target *float64, reading satisfaction.Reading) *draw.Score {
	if s == nil {
		return nil
	}
	out := &draw.Score{Kind: string(s.Kind), N: s.N, Min: s.Scale.Min, Max: s.Scale.Max, Target: target, Reading: string(reading)}
	switch s.Kind {
	case journey.CSAT:
		out.Min, out.Max = 0, 1
	case journey.NPS:
		out.Min, out.Max = -100, 100
	}
	e, ok := s.Estimate()
	if !ok {
		out.N = 0
		return out
	}
	out.Value, out.Lo, out.Hi = e.Value, e.Lo, e.Hi
	return out
}
