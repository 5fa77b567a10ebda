// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/define/workspace"
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
