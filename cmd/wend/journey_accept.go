// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/conformance"
)

type journeyAccept struct {
	dataFlag
	Reason    string `help:"Why nobody minds, in your own words." placeholder:"TEXT"`
	Count     int    `help:"How often in one instance; 0: as often as it occurs." default:"0"`
	TakeBack  bool   `help:"Accept it no longer."`
	Name      string `arg:"" help:"The journey's id in the data directory."`
	Deviation string `arg:"" optional:"" help:"missing:STEP, out-of-order:STEP or ad-hoc:EVENT. Without one, list what is accepted."`
}

// acceptedOf is an acceptance as it is printed.
type acceptedOf struct {
	conformance.Accepted
	By string    `json:"by"`
	At time.Time `json:"at"`
}

func (c *journeyAccept) Run(p *program) error {
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	if err := a.OpenRecords(p.ctx); err != nil {
		return err
	}
	if c.Deviation != "" {
		if err := c.change(p, a); err != nil {
			return err
		}
	}
	return c.list(p, a)
}

// change accepts the deviation, or takes it back.
func (c *journeyAccept) change(p *program, a *app.App) error {
	what, err := conformance.ParseAccepted(c.Deviation)
	if err != nil {
		return err
	}
	if c.TakeBack {
		return a.Accepting.TakeBack(p.ctx, app.Operator(), journey.ID(c.Name), what)
	}
	docs, err := a.Documents(p.ctx, c.Name, "")
	if err == nil {
		err = ask.CanOccur(docs, what)
	}
	if err != nil {
		return err
	}
	what.Reason, what.Count = c.Reason, c.Count
	_, err = a.Accepting.Accept(p.ctx, app.Operator(), journey.ID(c.Name), what)
	return err
}

// list prints what is accepted now.
func (c *journeyAccept) list(p *program, a *app.App) error {
	all, err := a.Accepting.Of(p.ctx, journey.ID(c.Name))
	if err != nil {
		return err
	}
	out := make([]acceptedOf, len(all))
	g := grid{head: []string{"deviation", "by", "on", "reason"}}
	for i, one := range all {
		out[i] = acceptedOf{one.Accepted, one.ByName, one.At}
		g.add(one.String(), one.ByName, one.At.Format(time.DateOnly), one.Reason)
	}
	if p.json {
		return p.print(map[string]any{"journey": c.Name, "accepted": out})
	}
	if len(all) == 0 {
		fmt.Fprintf(p.stdout, "nothing is accepted on %s\n", c.Name)
		return nil
	}
	g.print(p.stdout)
	return nil
}
