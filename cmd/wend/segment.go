// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/ask"
)

type segmentCommand struct {
	askFlags
	ask.Holding
	Rule string `help:"A rule of which no segment has been made yet, as {plan: gold, did: {event: Order Completed, at_least: 2}}." placeholder:"RULE"`
	ID   string `arg:"" optional:"" help:"A segment in the data directory."`
}

func (c *segmentCommand) Run(p *program) error {
	if (c.ID == "") == (c.Rule == "") {
		return fault.New(fault.Invalid, "a segment or a rule is needed, one of the two").WithRemedy("name a segment's id, or write --rule '{plan: gold}'")
	}
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	held, err := c.held(p, a.Desk)
	if err != nil {
		return err
	}
	if p.json {
		return p.print(held)
	}
	fmt.Fprintf(p.stdout, "%d of %d customers: %s, as of %s\n", held.Customers, held.Of, percent(held.Share), held.AsOf.Format(time.DateOnly))
	return nil
}

func (c *segmentCommand) held(p *program, d *ask.Desk) (*ask.Held, error) {
	if c.ID != "" {
		return c.Kept(p.ctx, d, segment.ID(c.ID))
	}
	rule, err := segment.ReadRule(c.Rule)
	if err != nil {
		return nil, err
	}
	return c.Ask(p.ctx, d, rule)
}
