// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/ask"
)

// behindCommand lists who stands behind a number. Each of its commands takes what
// the question takes whose number it is, and which number is meant.
type behindCommand struct {
	Number      behindNumber      `cmd:"" help:"Of a scorecard, a variant or a transition."`
	Funnel      behindFunnel      `cmd:"" help:"Of a funnel: who reached a step, or was lost behind it."`
	Levels      behindLevels      `cmd:"" help:"Of the levels of paths: who was at a step, ended there, or went on to the next."`
	Conformance behindConformance `cmd:"" help:"Of a comparison with the design: who fits, who does not, and who deviates where."`
	Returns     behindReturns     `cmd:"" help:"Of returns: who completed it and came back; of several journeys, who went on from one to another."`
	Continuity  behindContinuity  `cmd:"" help:"Of channels: who changed from one to another, or had to start over."`
	Retention   behindRetention   `cmd:"" help:"Of retention: who were active again later."`
	Flows       behindFlows       `cmd:"" help:"Of a period: who are new, stay, come back or fall silent."`
	Stickiness  behindStickiness  `cmd:"" help:"Of stickiness: who were active in so many periods."`
	States      behindStates      `cmd:"" help:"Of a lifecycle: who began in a state, or went from one to another."`
}

// behindFlags are those of each of them.
type behindFlags struct {
	askFlags
	Out string `help:"Write all of them to a file: .csv, .xlsx or .parquet." placeholder:"FILE" type:"path"`
}

// needs is what whoever asks must be allowed to do.
func (f *behindFlags) needs() people.Action { return people.ReadCustomers }

// behindJourney names the data and the journey.
type behindJourney struct {
	behindFlags
	Name string `arg:"" optional:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

// rolled are terms whose whole answer goes into a roll.
type rolled interface{ Into(*ask.Roll) }

// stood tells who stands behind a number.
type stood func(context.Context, *ask.Desk, *workspace.Documents) (*ask.Standing, error)

// crowd is who stands behind a number.
type crowd struct {
	question string // as the API calls it: "funnel/customers"
	journeys []string
	of       rolled   // the terms
	files    []string // that say more of them
	ask      func(context.Context, *ask.Desk, []*workspace.Documents) (*ask.Standing, error)
}

// about is who stands behind a number of one journey, "" for all events.
func about(question, journey string, of rolled, q stood) crowd {
	who := crowd{question: question, of: of, ask: func(ctx context.Context, d *ask.Desk, journeys []*workspace.Documents) (*ask.Standing, error) {
		return q(ctx, d, append(journeys, nil)[0])
	}}
	if journey != "" {
		who.journeys = []string{journey}
	}
	return who
}

// list lists who stands behind a number, or writes them to a file.
func (f *behindFlags) list(p *program, who crowd) error {
	a, err := f.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	var journeys []*workspace.Documents
	for _, name := range who.journeys {
		docs, err := a.Journey(p.ctx, name, p.dir)
		if err != nil {
			return err
		}
		journeys = append(journeys, docs)
	}
	if f.Out != "" {
		return f.write(p, a, who, journeys)
	}
	out, err := who.ask(p.ctx, a.Desk, journeys)
	p.clear()
	switch {
	case err != nil:
		return err
	case p.json:
		return p.print(out)
	}
	printStanding(p, out)
	return nil
}

func printStanding(p *program, s *ask.Standing) {
	g := grid{head: []string{"customer", ">time", "start", "outcome", "at", ">visits"}}
	for _, i := range s.Instances {
		g.add(clip(string(i.Customer), 40), fmt.Sprint(i.Instance), i.Start.Format(time.DateTime), i.Outcome, clip(string(i.At), 40), fmt.Sprint(i.Visits))
	}
	g.print(p.stdout)
	if s.Per == "customer" {
		fmt.Fprintf(p.stdout, "\n%d customers, each with one of their instances", s.N)
	} else {
		fmt.Fprintf(p.stdout, "\n%d instances of %d customers", s.N, s.Customers)
	}
	if s.Times > s.N {
		fmt.Fprintf(p.stdout, ", %d times", s.Times)
	}
	if s.Next != "" {
		fmt.Fprintf(p.stdout, "; more with --after %s", s.Next)
	}
	fmt.Fprintln(p.stdout)
}

// The commands. Types of their own, since flags come from embedded fields.
type (
	behindNumber struct {
		behindJourney
		ask.Behind
	}
	behindFunnel struct {
		behindFlags
		ask.BehindFunnel
		Args []string `arg:"" optional:"" name:"what" help:"As of wend funnel: a journey and, if you like, ids of its steps; with --events the names of events."`
	}
	behindLevels struct {
		behindJourney
		ask.BehindLevels
	}
	behindConformance struct {
		behindJourney
		ask.BehindConformance
		Model      string `help:"A Petri net (PNML) to compare with, instead of the journey's own design." placeholder:"FILE" type:"existingfile"`
		AcceptFile string `help:"A document of accepted deviations, wend: accepted/v1." placeholder:"FILE" type:"existingfile"`
	}
	behindReturns struct {
		behindFlags
		ask.BehindReturns
		Left  string   `help:"Of several journeys: the one that was completed. Default: the first." placeholder:"ID"`
		Taken string   `help:"Of several journeys: the one taken up. Default: whichever came first." placeholder:"ID"`
		Names []string `arg:"" optional:"" name:"journey" help:"A journey's file or id, or several."`
	}
	behindContinuity struct {
		behindJourney
		ask.BehindContinuity
	}
	behindRetention struct {
		behindJourney
		ask.BehindRetention
	}
	behindFlows struct {
		behindJourney
		ask.BehindFlows
	}
	behindStickiness struct {
		behindJourney
		ask.BehindStickiness
	}
	behindStates struct {
		behindJourney
		ask.BehindStates
	}
)

func (c *behindNumber) crowd() crowd {
	return about("customers", c.Name, &c.Behind, c.Ask)
}

func (c *behindFunnel) crowd() crowd {
	var name string
	name, c.Steps = funnelArgs(c.Events, c.Args)
	return about("funnel/customers", name, &c.BehindFunnel, c.Ask)
}

func (c *behindLevels) crowd() crowd {
	return about("levels/customers", c.Name, &c.BehindLevels, c.Ask)
}

func (c *behindConformance) crowd() crowd {
	who := about("conformance/customers", c.Name, &c.BehindConformance, c.Ask)
	for _, file := range []string{c.Model, c.AcceptFile} {
		if file != "" {
			who.files = append(who.files, filepath.Base(file))
		}
	}
	return who
}

func (c *behindReturns) crowd() crowd {
	if len(c.Names) < 2 {
		return about("returns/customers", strings.Join(c.Names, ""), &c.BehindReturns, c.Ask)
	}
	between := &ask.BehindMatrix{Returns: c.Returns, Page: c.Page, What: c.What, Left: c.Left, Taken: c.Taken}
	return crowd{question: "matrix/customers", journeys: c.Names, of: between, ask: between.Ask}
}

func (c *behindContinuity) crowd() crowd {
	return about("continuity/customers", c.Name, &c.BehindContinuity, c.Ask)
}

func (c *behindRetention) crowd() crowd {
	return about("retention/customers", c.Name, &c.BehindRetention, c.Ask)
}

func (c *behindFlows) crowd() crowd {
	return about("flows/customers", c.Name, &c.BehindFlows, c.Ask)
}

func (c *behindStickiness) crowd() crowd {
	return about("stickiness/customers", c.Name, &c.BehindStickiness, c.Ask)
}

func (c *behindStates) crowd() crowd {
	return about("states/customers", c.Name, &c.BehindStates, c.Ask)
}

func (c *behindNumber) Run(p *program) error     { return c.list(p, c.crowd()) }
func (c *behindLevels) Run(p *program) error     { return c.list(p, c.crowd()) }
func (c *behindContinuity) Run(p *program) error { return c.list(p, c.crowd()) }
func (c *behindRetention) Run(p *program) error  { return c.list(p, c.crowd()) }
func (c *behindFlows) Run(p *program) error      { return c.list(p, c.crowd()) }
func (c *behindStickiness) Run(p *program) error { return c.list(p, c.crowd()) }
func (c *behindStates) Run(p *program) error     { return c.list(p, c.crowd()) }
func (c *behindFunnel) Run(p *program) error     { return c.list(p, c.crowd()) }
func (c *behindReturns) Run(p *program) error    { return c.list(p, c.crowd()) }

func (c *behindConformance) Run(p *program) error {
	files := conformCommand{Model: c.Model, AcceptFile: c.AcceptFile}
	if err := files.read(); err != nil {
		return err
	}
	c.Net, c.Accepted = files.Net, files.Accepted
	return c.list(p, c.crowd())
}
