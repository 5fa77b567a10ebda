// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

type scorecardCommand struct {
	askFlags
	ask.Scorecard
	Out     string `help:"Write the rows to a file: .csv, .xlsx or .parquet; with --by those of every scorecard." placeholder:"FILE" type:"path"`
	Journey string `arg:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

func (c *scorecardCommand) Run(p *program) error {
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	docs, err := a.Journey(p.ctx, c.Journey, p.dir)
	if err != nil {
		return err
	}
	if c.By != "" && c.Against != "" {
		return fault.New(fault.Invalid, "by and against are two questions").WithRemedy("ask one after the other")
	}
	if c.Against != "" {
		both, err := c.Compare(p.ctx, a.Desk, docs, func(id string) (*workspace.Documents, error) { return a.Journey(p.ctx, id, p.dir) })
		if err != nil || p.json {
			return p.printed(both, err)
		}
		printCardDifference(p, both)
		return nil
	}
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
	n, err := ask.CardsTable(groups).Write(c.Out)
	if err != nil {
		return err
	}
	return exported(p, c.Out, n)
}

// printCardDifference prints what differs between two scorecards.
func printCardDifference(p *program, c *ask.Compared[scorecard.Card, scorecard.Difference]) {
	fmt.Fprintf(p.stdout, "a: %s, %d instances\nb: %s, %d instances\n\n", c.A.Value, c.A.Answer.Instances.Total, c.B.Value, c.B.Answer.Instances.Total)
	d := c.Difference
	fmt.Fprintf(p.stdout, "completion %s\nmedian duration %s\noverall %s\n\n", points(d.Completion), seconds(d.DurationS), number(d.Overall))
	g := grid{head: []string{"step", ">reach", ">dropped", ">median time", ">satisfaction"}}
	for _, s := range d.Steps {
		name := string(s.ID)
		switch {
		case s.ID == "":
			name = string(s.With) + " (only b)"
		case s.With == "":
			name += " (only a)"
		case s.ID != s.With:
			name += " – " + string(s.With)
		}
		g.add(clip(name, 48), points(s.ReachRate), points(s.DropRate), seconds(s.TimeS), number(s.Satisfaction))
	}
	g.print(p.stdout)
	fmt.Fprintln(p.stdout, "\na less b, with 95 % intervals")
}
