// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"strings"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// Scorecard asks for the table of a journey: who reaches each step, where they
// leave, how long it takes, how satisfied they are.
type Scorecard struct {
	Base
	Channel   string `query:"channel" help:"Count only visits on this channel." placeholder:"ID"`
	Mode      string `query:"mode" help:"Only steps of this mode: physical, digital, remote-human." placeholder:"MODE"`
	Nature    string `query:"nature" help:"Only steps of this nature: informative, transactional." placeholder:"NATURE"`
	Direction string `query:"direction" help:"Only steps of this direction: push, pull." placeholder:"DIR"`
	Control   string `query:"control" help:"Only steps under this control: company, partner, customer, external." placeholder:"WHO"`
	Actor     string `query:"actor" help:"Only steps of this actor, and visits by people in this role." placeholder:"ID"`
	Persona   string `query:"persona" help:"Only customers in the segment this persona stands for." placeholder:"ID"`
	Against   string `query:"against" help:"Compare with others and tell the differences: segment:ID, before (the period before), FROM..TO, or journey:ID, as the journey that a to-be improves." placeholder:"WHAT"`
	By        string `query:"by" help:"One scorecard for each value: segment, channel, mode, nature, direction, control, actor, persona, month." placeholder:"WHAT"`
}

// Ask answers with one scorecard.
func (s *Scorecard) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*scorecard.Card, error) {
	q, err := s.question(d, docs)
	if err != nil {
		return nil, err
	}
	return d.Scorecard(ctx, docs, q)
}

// Split answers with one for each value of By.
func (s *Scorecard) Split(ctx context.Context, d *Desk, docs *workspace.Documents) (*scorecard.Groups, error) {
	q, err := s.question(d, docs)
	if err != nil {
		return nil, err
	}
	f := &docs.Files[0]
	groups, err := scorecard.Split(ctx, d.Index, f.Journey, &docs.Workspace, q, scorecard.Dimension(s.By))
	if err != nil {
		return nil, err
	}
	for _, g := range groups.Groups {
		g.Card.Version = f.Version
	}
	return groups, nil
}

// Compare answers with two and their difference. other finds the documents of
// the journey that Against names.
func (s *Scorecard) Compare(ctx context.Context, d *Desk, docs *workspace.Documents, other func(id string) (*workspace.Documents, error)) (*Compared[scorecard.Card, scorecard.Difference], error) {
	q, err := s.question(d, docs)
	if err != nil {
		return nil, err
	}
	r, against, err := s.against(q, docs, other)
	if err != nil {
		return nil, err
	}
	out := &Compared[scorecard.Card, scorecard.Difference]{A: Group[scorecard.Card]{Value: asked(q.Question)}, B: Group[scorecard.Card]{Value: s.Against}}
	if out.A.Answer, err = d.Scorecard(ctx, docs, q); err != nil {
		return nil, err
	}
	if out.B.Answer, err = d.Scorecard(ctx, against, r); err != nil {
		return nil, err
	}
	out.Difference = scorecard.Compare(out.A.Answer, out.B.Answer, replaced(docs.Files[0].Journey, against.Files[0].Journey))
	return out, nil
}

// against is the question whose answer q's is set against, and of which journey.
func (s *Scorecard) against(q scorecard.Question, docs *workspace.Documents, other func(id string) (*workspace.Documents, error)) (scorecard.Question, *workspace.Documents, error) {
	p, isPeriod, err := parsePeriod(s.Against)
	switch {
	case err != nil:
	case strings.HasPrefix(s.Against, "journey:"):
		docs, err = other(strings.TrimPrefix(s.Against, "journey:"))
	case strings.HasPrefix(s.Against, "segment:"):
		q.Segment = segment.ID(strings.TrimPrefix(s.Against, "segment:"))
	case s.Against == "before" && q.From.IsZero():
		err = fault.New(fault.Invalid, "before what? the question has no period").WithRemedy("give it one with from and to")
	case s.Against == "before":
		to := q.To
		if to.IsZero() {
			to = q.AsOf
		}
		q.From, q.To = q.From.Add(-to.Sub(q.From)), q.From
	case isPeriod:
		if err = p.check(q.AsOf); err == nil {
			err = (period{q.From, q.To}).apart(p)
		}
		q.From, q.To = p.from, p.to
	default:
		err = fault.New(fault.Invalid, "against %q: that is nothing to compare with", s.Against).WithRemedy("write segment:ID, before, FROM..TO as in 2026-01-01..2026-02-01, or journey:ID")
	}
	return q, docs, err
}

// replaced tells which steps of b those of a take the place of, or the other way
// round where b is the one that says so.
func replaced(a, b *journey.Journey) map[journey.StepID][]journey.StepID {
	out := map[journey.StepID][]journey.StepID{}
	for _, s := range a.Steps() {
		if len(s.Replaces) > 0 {
			out[s.ID] = s.Replaces
		}
	}
	for _, s := range b.Steps() {
		for _, id := range s.Replaces {
			out[id] = append(out[id], s.ID)
		}
	}
	return out
}

// question reads the terms.
func (s *Scorecard) question(d *Desk, docs *workspace.Documents) (scorecard.Question, error) {
	base, err := s.Base.question(d.Clock())
	if err != nil {
		return scorecard.Question{}, err
	}
	q := scorecard.Question{
		Question: base, Channel: channel.ID(s.Channel), Mode: channel.Mode(s.Mode), Nature: touchpoint.Nature(s.Nature),
		Direction: touchpoint.Direction(s.Direction), Control: touchpoint.Control(s.Control), Actor: journey.ActorID(s.Actor),
	}
	return scorecard.ForPersona(docs.Workspace, q, s.Persona)
}
