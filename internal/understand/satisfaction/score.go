// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/stat"
)

// TooFew is the number of answers below which a score is not shown.
const TooFew = 5

// Score is what answers to one question amount to. A score of fewer than TooFew
// answers has no value, only its n.
type Score struct {
	Kind       journey.Score  `json:"kind"`
	Rule       string         `json:"rule"` // the formula in words
	N          int            `json:"n"`
	Unattached int            `json:"unattached"` // of n, those without a journey
	Scale      event.Scale    `json:"scale"`
	Mean       *stat.Estimate `json:"mean,omitempty"`  // beside a score that is no mean
	Top        *stat.Estimate `json:"top,omitempty"`   // delight: the share of the best answer
	Mixed      int            `json:"mixed,omitempty"` // answers left out because they have another scale or kind

	estimate *stat.Estimate
}

// Estimate returns the score with its interval; ok is false with too few
// answers.
func (s *Score) Estimate() (e stat.Estimate, ok bool) {
	if s == nil || s.estimate == nil {
		return stat.Estimate{}, false
	}
	return *s.estimate, true
}

// MarshalJSON writes value, lo and hi beside the other fields; without enough
// answers they are null and too_few is true.
func (s *Score) MarshalJSON() ([]byte, error) {
	type plain Score
	out := struct {
		*plain
		Value  *float64 `json:"value"`
		Lo     *float64 `json:"lo"`
		Hi     *float64 `json:"hi"`
		TooFew bool     `json:"too_few,omitempty"`
	}{plain: (*plain)(s), TooFew: s.estimate == nil}
	if e := s.estimate; e != nil {
		out.Value = &e.Value
		if !math.IsInf(e.Lo, 0) && !math.IsInf(e.Hi, 0) {
			out.Lo, out.Hi = &e.Lo, &e.Hi
		}
	}
	return json.Marshal(out)
}

// ScoreOf scores the answers for which keep holds; nil keeps all. It is nil
// when nobody answered.
func (a Answers) ScoreOf(keep func(*Answer) bool) *Score {
	var list []Answer
	for i := range a.List {
		if r := &a.List[i]; !r.Absent && (keep == nil || keep(r)) {
			list = append(list, *r)
		}
	}
	list, mixed := oneScale(list)
	if len(list) == 0 {
		return nil
	}
	s := &Score{Kind: kindOf(a.Ask.Score, list[0].Kind), N: len(list), Scale: list[0].Scale, Mixed: mixed}
	for i := range list {
		if list[i].Instance < 0 {
			s.Unattached++
		}
	}
	s.compute(list)
	return s
}

// kindOf is the document's score, else what the answers are scored as.
func kindOf(wanted journey.Score, kind event.AnswerKind) journey.Score {
	if wanted != "" {
		return wanted
	}
	switch kind {
	case event.CSATAnswer:
		return journey.CSAT
	case event.NPSAnswer:
		return journey.NPS
	case event.CESAnswer:
		return journey.CES
	}
	return journey.Mean
}

// oneScale keeps the answers with the most common kind and scale and counts the
// others: different scales are never averaged.
func oneScale(list []Answer) (kept []Answer, mixed int) {
	type sort struct {
		kind  event.AnswerKind
		scale event.Scale
	}
	count := map[sort]int{}
	var best sort
	for _, r := range list {
		k := sort{r.Kind, r.Scale}
		if count[k]++; count[k] > count[best] {
			best = k
		}
	}
	for _, r := range list {
		if (sort{r.Kind, r.Scale}) == best {
			kept = append(kept, r)
		}
	}
	return kept, len(list) - len(kept)
}

// compute fills in the rule and, with enough answers, the numbers.
func (s *Score) compute(list []Answer) {
	switch s.Kind {
	case journey.CSAT:
		s.csat(list)
	case journey.NPS:
		s.nps(list)
	default:
		s.mean(list)
	}
	if s.estimate == nil {
		s.Mean, s.Top = nil, nil
	}
}

// good orients a value so that more is better.
func (s *Score) good(v float64) float64 {
	if s.Scale.Direction == "down" {
		return s.Scale.Min + s.Scale.Max - v
	}
	return v
}

func (s *Score) csat(list []Answer) {
	boxes := s.boxes()
	s.Rule = fmt.Sprintf("share of the top %d of %g", boxes, s.Scale.Max-s.Scale.Min+1)
	top := 0
	for _, r := range list {
		if s.good(r.Value) > s.Scale.Max-float64(boxes) {
			top++
		}
	}
	s.finish(list, stat.Share(top, len(list)))
	if s.estimate != nil {
		m := moments(list).Estimate()
		s.Mean = &m
	}
}

// boxes is how many of the best answers count as satisfied: one of three, two
// of four to seven, three of ten.
func (s *Score) boxes() int {
	switch points := s.Scale.Max - s.Scale.Min + 1; {
	case points <= 3:
		return 1
	case points <= 7:
		return 2
	}
	return 3
}

func (s *Score) nps(list []Answer) {
	s.Rule = "share of 9 and 10 less share of 0 to 6, of 0 to 10"
	var p, n, d int
	for _, r := range list {
		switch {
		case r.Value >= 9:
			p++
		case r.Value >= 7:
			n++
		default:
			d++
		}
	}
	s.finish(list, stat.NPS(p, n, d))
}

func (s *Score) mean(list []Answer) {
	s.Rule = fmt.Sprintf("mean of %g to %g", s.Scale.Min, s.Scale.Max)
	if s.Scale.Direction == "down" {
		s.Rule += ", low is good"
	}
	s.finish(list, moments(list).Estimate())
}

func moments(list []Answer) stat.Moments {
	var m stat.Moments
	for _, r := range list {
		m.Add(r.Value)
	}
	return m
}

// finish keeps the estimate and the share of the best answer, if there are
// enough answers to show them.
func (s *Score) finish(list []Answer, e stat.Estimate) {
	if len(list) < TooFew {
		return
	}
	best := 0
	for _, r := range list {
		if s.good(r.Value) >= s.Scale.Max {
			best++
		}
	}
	top := stat.Share(best, len(list))
	s.estimate, s.Top = &e, &top
}

// Gap returns what is missing to a level wanted: positive where more is wanted
// than is delivered.
func (s *Score) Gap(target float64) (gap stat.Estimate, ok bool) {
	e, ok := s.Estimate()
	if !ok {
		return stat.Estimate{}, false
	}
	gap = e.Sub(target)
	if s.lowIsGood() {
		gap = stat.Estimate{Value: -gap.Value, Lo: -gap.Hi, Hi: -gap.Lo, N: gap.N}
	}
	return gap, true
}

// lowIsGood reports whether a low score is the good one: a mean on a scale that
// points down. A share of satisfied answers always points up.
func (s *Score) lowIsGood() bool {
	return s.Scale.Direction == "down" && (s.Kind == journey.Mean || s.Kind == journey.CES)
}

// Reading says how a score stands to its target.
type Reading string

// The readings.
const (
	Below     Reading = "below target"
	At        Reading = "at target"
	Above     Reading = "above target"
	Undecided Reading = "undecided" // the interval is too wide to tell
)

// Read puts a gap into words. "At target" needs the whole interval within a
// twentieth of the score's range.
func (s *Score) Read(gap stat.Estimate) Reading {
	margin := s.span() / 20
	switch {
	case gap.Lo > 0:
		return Below
	case gap.Hi < 0:
		return Above
	case gap.Lo >= -margin && gap.Hi <= margin:
		return At
	}
	return Undecided
}

// span is the range of the score.
func (s *Score) span() float64 {
	switch s.Kind {
	case journey.CSAT:
		return 1
	case journey.NPS:
		return 200
	}
	return s.Scale.Max - s.Scale.Min
}

// Emotion maps a mean on the scale to -2..+2, the ends of the scale being the
// ends of the emotion.
func (s *Score) Emotion() (e stat.Estimate, ok bool) {
	if s == nil || s.estimate == nil {
		return stat.Estimate{}, false
	}
	m := *s.estimate
	if s.Kind == journey.CSAT && s.Mean != nil {
		m = *s.Mean
	}
	lo, hi := s.Scale.Min, s.Scale.Max
	if s.Kind == journey.NPS {
		lo, hi = -100, 100
	}
	to := func(v float64) float64 { return max(-2, min(2, 4*(v-lo)/(hi-lo)-2)) }
	e = stat.Estimate{Value: to(m.Value), Lo: to(m.Lo), Hi: to(m.Hi), N: m.N}
	if s.Scale.Direction == "down" && s.Kind != journey.NPS {
		e = stat.Estimate{Value: -e.Value, Lo: -e.Hi, Hi: -e.Lo, N: e.N}
	}
	return e, true
}
