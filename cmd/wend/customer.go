// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/ask"
)

type customerCommand struct {
	askFlags
	ask.Scope
	Limit int    `help:"Only so many of the newest events; 0 for all." default:"0"`
	ID    string `arg:"" help:"The customer."`
}

func (c *customerCommand) needs() people.Action { return people.ReadCustomers }

func (c *customerCommand) Run(p *program) error {
	of, err := c.Within(p.clock())
	if err != nil {
		return err
	}
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	entries, err := a.Log.Timeline(p.ctx, event.CustomerID(c.ID), of, c.Limit)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return fault.New(fault.NotFound, "there are no such events of a customer %q", c.ID)
	}
	list := make([]ask.Happening, len(entries))
	for i := range entries {
		list[i] = ask.HappeningOf(&entries[i])
		list[i].Customer = "" // the same for all
	}
	if p.json {
		return p.print(map[string]any{"customer": c.ID, "events": list})
	}
	g := grid{head: []string{"time", "event", "channel", "properties"}}
	for _, e := range list {
		at := e.Time.Format("2006-01-02 15:04:05 -07:00")
		if e.Undated {
			at = "undated"
		}
		g.add(at, clip(e.Event, 40), e.Channel, clip(string(e.Properties), 80))
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d events\n", len(list))
	return nil
}
