// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Dimension is what a scorecard is split by.
type Dimension string

// The dimensions.
const (
	BySegment   Dimension = "segment"
	ByPersona   Dimension = "persona"
	ByChannel   Dimension = "channel"
	ByMode      Dimension = "mode"
	ByNature    Dimension = "nature"
	ByDirection Dimension = "direction"
	ByControl   Dimension = "control"
	ByActor     Dimension = "actor"
	ByMonth     Dimension = "month"
)

var dimensions = []Dimension{BySegment, ByPersona, ByChannel, ByMode, ByNature, ByDirection, ByControl, ByActor, ByMonth}

// Groups are scorecards side by side.
type Groups struct {
	By     Dimension `json:"by"`
	Groups []Group   `json:"groups"`
}

// Group is one of them.
type Group struct {
	Value string `json:"value"`
	Card  *Card  `json:"scorecard"`
}

// ForPersona restricts a question to the customers a persona stands for; an
// empty id restricts nothing.
func ForPersona(w journey.Workspace, q Question, id string) (Question, error) {
	if id == "" {
		return q, nil
	}
	p, ok := w.Personas[persona.ID(id)]
	switch {
	case !ok:
		return q, fault.New(fault.NotFound, "the persona %q is not known", id)
	case p.Segment == "":
		return q, fault.New(fault.Invalid, "the persona %q stands for no segment", id).WithRemedy("name its segment in the persona's document")
	}
	q.Segment = p.Segment
	return q, nil
}

// keptForSplit is the memory, in bytes, for what the groups share.
const keptForSplit = 1 << 30

// Split computes one scorecard for each value of a dimension.
func Split(ctx context.Context, log sequence.Log, j *journey.Journey, w *journey.Workspace, q Question, by Dimension) (*Groups, error) {
	if _, kept := log.(*sequence.Cache); !kept {
		log = sequence.NewCache(log, keptForSplit, sequence.Options{})
	}
	if by == ByMonth {
		if err := bound(ctx, log, j, w, &q); err != nil {
			return nil, err
		}
	}
	parts, err := parts(j, w, q, by)
	if err != nil {
		return nil, err
	}
	if len(parts) == 0 {
		return nil, fault.New(fault.NotFound, "there is nothing to split by: the documents of this journey name no %s", by)
	}
	out := &Groups{By: by, Groups: []Group{}}
	for _, p := range parts {
		p.question.split = segmentsOf(parts)
		card, err := Compute(ctx, log, j, w, p.question)
		if err != nil {
			return nil, err
		}
		if len(card.Steps) > 0 {
			out.Groups = append(out.Groups, Group{p.value, card})
		}
	}
	return out, nil
}

// segmentsOf are the segments that parts ask about: with all of them in every
// plan the instances are the same, and formed once.
func segmentsOf(parts []splitPart) (out []segment.ID) {
	for _, p := range parts {
		if s := p.question.Segment; s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(out) > mostTogether {
		return nil
	}
	return out
}

// mostTogether is the number of segments up to which a plan tells them all apart
// beside those of its journey.
const mostTogether = 32

// splitPart is the question for one value.
type splitPart struct {
	value    string
	question Question
}

func parts(j *journey.Journey, w *journey.Workspace, q Question, by Dimension) (out []splitPart, err error) {
	add := func(value string, set func(*Question)) {
		own := q
		set(&own)
		out = append(out, splitPart{value, own})
	}
	switch by {
	case BySegment:
		for _, id := range slices.Sorted(maps.Keys(w.Segments)) {
			add(string(id), func(q *Question) { q.Segment = id })
		}
	case ByPersona:
		for _, id := range slices.Sorted(maps.Keys(w.Personas)) {
			if s := w.Personas[id].Segment; s != "" {
				add(string(id), func(q *Question) { q.Segment = s })
			}
		}
	case ByChannel:
		for _, id := range channelsOf(j, w) {
			add(string(id), func(q *Question) { q.Channel = id })
		}
	case ByMode:
		for _, v := range channel.Mode("").Values() {
			add(v, func(q *Question) { q.Mode = channel.Mode(v) })
		}
	case ByNature:
		for _, v := range touchpoint.Nature("").Values() {
			add(v, func(q *Question) { q.Nature = touchpoint.Nature(v) })
		}
	case ByDirection:
		for _, v := range touchpoint.Direction("").Values() {
			add(v, func(q *Question) { q.Direction = touchpoint.Direction(v) })
		}
	case ByControl:
		for _, v := range touchpoint.Control("").Values() {
			add(v, func(q *Question) { q.Control = touchpoint.Control(v) })
		}
	case ByActor:
		for _, v := range j.Actors {
			add(string(v), func(q *Question) { q.Actor = v })
		}
	case ByMonth:
		return months(w, q), nil
	default:
		names := make([]string, len(dimensions))
		for i, d := range dimensions {
			names[i] = string(d)
		}
		return nil, fault.New(fault.Invalid, "a scorecard cannot be split by %q", by).WithRemedy("one of %s", strings.Join(names, ", "))
	}
	return out, nil
}

// channelsOf lists the channels that a journey's steps name.
func channelsOf(j *journey.Journey, w *journey.Workspace) (out []channel.ID) {
	add := func(id channel.ID) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, s := range j.Steps() {
		add(w.Touchpoint(s.Step).Channel)
		for _, a := range s.Alternatives {
			add(w.Complete(a.Touchpoint).Channel)
		}
	}
	slices.Sort(out)
	return out
}

// bound gives a period without beginning or end those of the instances.
func bound(ctx context.Context, log sequence.Log, j *journey.Journey, w *journey.Workspace, q *Question) error {
	if !q.From.IsZero() && !q.To.IsZero() {
		return nil
	}
	plan, err := sequence.NewPlan(j, w, append(slices.Clone(q.split), q.Segment)...)
	if err != nil {
		return err
	}
	x, err := sequence.Build(ctx, log, plan, q.Question)
	if err != nil {
		return err
	}
	var first, last int64
	for i := range x.Len() {
		if at := x.Start(i); x.Has(i) {
			if first == 0 || at < first {
				first = at
			}
			last = max(last, at)
		}
	}
	if q.From.IsZero() {
		q.From = time.UnixMicro(first)
	}
	if q.To.IsZero() {
		q.To = time.UnixMicro(last + 1)
	}
	return nil
}

// months parts a period into calendar months of the workspace's zone.
func months(w *journey.Workspace, q Question) (out []splitPart) {
	y, m, _ := q.From.In(w.Location()).Date()
	for from := time.Date(y, m, 1, 0, 0, 0, 0, w.Location()); from.Before(q.To); {
		next := from.AddDate(0, 1, 0)
		own := q
		if own.From.Before(from) {
			own.From = from
		}
		if own.To.After(next) {
			own.To = next
		}
		out = append(out, splitPart{from.Format("2006-01"), own})
		from = next
	}
	return out
}
