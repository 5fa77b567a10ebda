// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"time"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/conformance"
)

type journeyAccept struct {
	sourceFlags
	Reason    string `help:"Why nobody minds, in your own words." placeholder:"TEXT"`
	Count     int    `help:"How often in one instance; 0: as often as it occurs." default:"0"`
	TakeBack  bool   `help:"Accept it no longer."`
	Name      string `arg:"" help:"The journey's id."`
	Deviation string `arg:"" optional:"" help:"missing:STEP, out-of-order:STEP or ad-hoc:EVENT. Without one, list what is accepted."`
}

// acceptedOf is an acceptance as it is printed.
type acceptedOf struct {
	conformance.Accepted
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// register is where it is kept what is accepted on journeys: a server, or a data
// directory on this machine.
type register interface {
	// Of lists what is accepted on a journey, the oldest first.
	Of(ctx context.Context, journey string) ([]acceptedOf, error)
	Accept(ctx context.Context, journey string, what conformance.Accepted) error
	TakeBack(ctx context.Context, journey string, what conformance.Accepted) error
}

func (c *journeyAccept) Run(p *program) error {
	r, done, err := c.register(p)
	if err != nil {
		return err
	}
	defer done()
	if c.Deviation != "" {
		if err := c.change(p.ctx, r); err != nil {
			return err
		}
	}
	return c.list(p, r)
}

// register opens where the flags say that it is kept, and how to close it.
func (f *sourceFlags) register(p *program) (register, func(), error) {
	if f.Server != "" {
		c, err := f.dial()
		return serverRegister{c}, func() {}, err
	}
	a, err := f.open(p, false)
	if err != nil {
		return nil, nil, err
	}
	done := func() { _ = a.Close() }
	if err := a.OpenRecords(p.ctx); err != nil {
		done()
		return nil, nil, err
	}
	return ownRegister{a}, done, nil
}

// change accepts the deviation, or takes it back.
func (c *journeyAccept) change(ctx context.Context, r register) error {
	what, err := conformance.ParseAccepted(c.Deviation)
	if err != nil {
		return err
	}
	if c.TakeBack {
		return r.TakeBack(ctx, c.Name, what)
	}
	what.Reason, what.Count = c.Reason, c.Count
	return r.Accept(ctx, c.Name, what)
}

// list prints what is accepted now.
func (c *journeyAccept) list(p *program, r register) error {
	all, err := r.Of(p.ctx, c.Name)
	switch {
	case err != nil:
		return err
	case p.json:
		return p.print(map[string]any{"journey": c.Name, "accepted": all})
	case len(all) == 0:
		fmt.Fprintf(p.stdout, "nothing is accepted on %s\n", c.Name)
		return nil
	}
	g := grid{head: []string{"deviation", "by", "on", "reason"}}
	for _, one := range all {
		g.add(one.String(), one.By, one.At.Format(time.DateOnly), one.Reason)
	}
	g.print(p.stdout)
	return nil
}

// ownRegister is the register of a data directory on this machine.
type ownRegister struct{ *app.App }

// Of is part of register.
func (r ownRegister) Of(ctx context.Context, id string) ([]acceptedOf, error) {
	all, err := r.Accepting.Of(ctx, journey.ID(id))
	out := make([]acceptedOf, len(all))
	for i, one := range all {
		out[i] = acceptedOf{one.Accepted, one.ByName, one.At}
	}
	return out, err
}

// Accept is part of register.
func (r ownRegister) Accept(ctx context.Context, id string, what conformance.Accepted) error {
	docs, err := r.Documents(ctx, id, "")
	if err == nil {
		err = ask.CanOccur(docs, what)
	}
	if err != nil {
		return err
	}
	_, err = r.Accepting.Accept(ctx, app.Operator(), journey.ID(id), what)
	return err
}

// TakeBack is part of register.
func (r ownRegister) TakeBack(ctx context.Context, id string, what conformance.Accepted) error {
	return r.Accepting.TakeBack(ctx, app.Operator(), journey.ID(id), what)
}

// serverRegister is the register of a server.
type serverRegister struct{ *client.Client }

// Of is part of register.
func (r serverRegister) Of(ctx context.Context, id string) ([]acceptedOf, error) {
	all, err := r.Accepted(ctx, id)
	out := make([]acceptedOf, len(all))
	for i, one := range all {
		what := conformance.Accepted{Class: conformance.Class(one.Class), Step: one.Step, Count: one.Count, Reason: one.Reason}
		out[i] = acceptedOf{what, one.ByName, one.At}
	}
	return out, told(err)
}

// Accept is part of register.
func (r serverRegister) Accept(ctx context.Context, id string, what conformance.Accepted) error {
	_, err := r.Client.Accept(ctx, id, client.Acceptance{Deviation: what.String(), Count: what.Count, Reason: what.Reason})
	return told(err)
}

// TakeBack is part of register.
func (r serverRegister) TakeBack(ctx context.Context, id string, what conformance.Accepted) error {
	return told(r.Client.TakeBack(ctx, id, what.String()))
}
