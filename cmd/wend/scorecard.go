// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

type scorecardCommand struct {
	dataFlag
	questionFlags
	Channel   string `help:"Count only visits on this channel." placeholder:"ID"`
	Mode      string `help:"Only steps of this mode: physical, digital, remote-human." placeholder:"MODE"`
	Nature    string `help:"Only steps of this nature: informative, transactional." placeholder:"NATURE"`
	Direction string `help:"Only steps of this direction: push, pull." placeholder:"DIR"`
	Control   string `help:"Only steps under this control: company, partner, customer, external." placeholder:"WHO"`
	Actor     string `help:"Only steps of this actor, and visits by people in this role." placeholder:"ID"`
	Persona   string `help:"Only customers in the segment this persona stands for." placeholder:"ID"`
	By        string `help:"One scorecard for each value: segment, channel, mode, nature, direction, control, actor, persona, month." placeholder:"WHAT"`
	Out       string `help:"Write the rows to a file: .csv, .xlsx or .parquet; with --by those of every scorecard." placeholder:"FILE" type:"path"`
	Journey   string `arg:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

func (c *scorecardCommand) Run(p *program) error {
	docs, err := app.Journey(c.Journey, c.Data)
	if err != nil {
		return err
	}
	base, err := c.questionFlags.question(p.clock())
	if err != nil {
		return err
	}
	q := scorecard.Question{
		Question: base, Channel: channel.ID(c.Channel), Mode: channel.Mode(c.Mode), Nature: touchpoint.Nature(c.Nature),
		Direction: touchpoint.Direction(c.Direction), Control: touchpoint.Control(c.Control), Actor: journey.ActorID(c.Actor),
	}
	if q, err = scorecard.ForPersona(docs.Workspace, q, c.Persona); err != nil {
		return err
	}
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	w := &docs.Workspace
	if c.By == "" {
		card, err := a.Scorecard(p.ctx, docs, q)
		if err != nil {
			return err
		}
		if c.Out != "" {
			return c.export(p, &scorecard.Groups{Groups: []scorecard.Group{{Card: card}}})
		}
		if p.json {
			return p.print(card)
		}
		printCard(p.stdout, card)
		return nil
	}
	split, err := scorecard.Split(p.ctx, a.Index, docs.Files[0].Journey, w, q, scorecard.Dimension(c.By))
	if err != nil {
		return err
	}
	if c.Out != "" {
		return c.export(p, split)
	}
	if p.json {
		return p.print(split)
	}
	printGroups(p.stdout, split)
	return nil
}

// export writes the rows of scorecards to a file.
func (c *scorecardCommand) export(p *program, groups *scorecard.Groups) error {
	n, err := app.WriteScorecards(groups, c.Out)
	if err != nil {
		return err
	}
	return exported(p, c.Out, n)
}
