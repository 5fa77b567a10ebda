// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

type scorecardCommand struct {
	dataFlag
	ask.Scorecard
	Out     string `help:"Write the rows to a file: .csv, .xlsx or .parquet; with --by those of every scorecard." placeholder:"FILE" type:"path"`
	Journey string `arg:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

func (c *scorecardCommand) Run(p *program) error {
	docs, err := app.Journey(c.Journey, c.Data)
	if err != nil {
		return err
	}
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if c.By != "" {
		split, err := c.Split(p.ctx, a.Desk, docs)
		if err != nil {
			return err
		}
		return c.tell(p, split, split, func() { printGroups(p.stdout, split) })
	}
	card, err := c.Ask(p.ctx, a.Desk, docs)
	if err != nil {
		return err
	}
	return c.tell(p, card, &scorecard.Groups{Groups: []scorecard.Group{{Card: card}}}, func() { printCard(p.stdout, card) })
}

// tell writes the rows to a file or prints the answer.
func (c *scorecardCommand) tell(p *program, answer any, rows *scorecard.Groups, print func()) error {
	switch {
	case c.Out != "":
		return c.export(p, rows)
	case p.json:
		return p.print(answer)
	}
	print()
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
