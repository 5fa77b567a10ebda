// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/understand/ask"
)

type eventsCommand struct {
	askFlags
	ask.Scope
	Segment    string `help:"Only customers who are in this segment as of the moment asked about." placeholder:"ID"`
	Workspace  string `help:"Folder of the documents in which the segment stands. Default: the data directory's." placeholder:"DIR" type:"existingdir"`
	Quarantine bool   `help:"List what could not become an event, newest first."`
	Out        string `help:"Write every event within the scope, or with --quarantine all of it, to a file: .csv, .xlsx or .parquet." placeholder:"FILE" type:"path"`
	Limit      int    `help:"How many rows of the quarantine to list." default:"50"`
	Name       string `arg:"" optional:"" help:"Show the properties of the events of this name."`
}

// needs is more than to ask where single events are shown, or values of them.
func (c *eventsCommand) needs() people.Action {
	if c.Quarantine || c.Name != "" {
		return people.ReadCustomers
	}
	return people.Ask
}

func (c *eventsCommand) Run(p *program) error {
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	switch {
	case c.Quarantine && c.Out != "":
		return c.exportQuarantine(p, a)
	case c.Quarantine:
		return c.quarantine(p, a)
	case c.Out != "":
		return c.export(p, a)
	case c.Name != "":
		return c.properties(p, a)
	}
	return c.overview(p, a)
}

// within is the part of the log that is asked about.
func (c *eventsCommand) within(p *program, a *app.App) (of eventlog.Scope, err error) {
	if of, err = c.Within(p.clock()); err != nil || c.Segment == "" {
		return of, err
	}
	of.Customers, err = a.Members(p.ctx, c.Workspace, segment.ID(c.Segment), of.AsOf)
	return of, err
}

func (c *eventsCommand) export(p *program, a *app.App) error {
	of, err := c.within(p, a)
	if err != nil {
		return err
	}
	if c.Name != "" {
		return fault.New(fault.Invalid, "--out writes events of every name").WithRemedy("choose some by --where")
	}
	if err := a.Note(p.ctx, "events.export", "events", filepath.Base(c.Out)); err != nil {
		return err
	}
	n, err := a.WriteEvents(p.ctx, of, c.Out)
	if err != nil {
		return err
	}
	return exported(p, c.Out, n)
}

// exportQuarantine writes the whole quarantine to a file.
func (c *eventsCommand) exportQuarantine(p *program, a *app.App) error {
	if err := a.Note(p.ctx, "quarantine.export", "quarantine", filepath.Base(c.Out)); err != nil {
		return err
	}
	n, err := a.WriteQuarantine(p.ctx, c.Out)
	if err != nil {
		return err
	}
	return exported(p, c.Out, n)
}

// exported tells of a table that was written.
func exported(p *program, path string, rows int) error {
	if p.json {
		return p.print(map[string]any{"file": path, "rows": rows})
	}
	fmt.Fprintf(p.stdout, "%s: %d rows\n", p.near(path), rows)
	return nil
}

func (c *eventsCommand) overview(p *program, a *app.App) error {
	of, err := c.within(p, a)
	if err != nil {
		return err
	}
	o, err := a.Log.Overview(p.ctx, of)
	if err != nil {
		return err
	}
	if p.json {
		return p.print(o)
	}
	g := grid{head: []string{"event", ">events", ">customers", ">starts", ">ends", "first", "last"}}
	for _, n := range o.Names {
		g.add(clip(n.Name, 48), fmt.Sprint(n.Events), fmt.Sprint(n.Customers), fmt.Sprint(o.Starts[n.Name]), fmt.Sprint(o.Ends[n.Name]), stamp(n.First), stamp(n.Last))
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d events of %d customers\n", o.Events, o.Customers)
	if d := o.Durations; d != nil {
		fmt.Fprintf(p.stdout, "first to last event of a customer: median %s, mean %s, p90 %s, longest %s (n %d)\n", span(d.Median), span(d.Mean), span(d.P90), span(d.Max), d.N)
	}
	var channels []string
	for name, n := range o.Channels {
		channels = append(channels, fmt.Sprintf("%s %d", name, n))
	}
	if slices.Sort(channels); len(channels) > 0 {
		fmt.Fprintf(p.stdout, "channels: %s\n", strings.Join(channels, ", "))
	}
	return nil
}

func (c *eventsCommand) properties(p *program, a *app.App) error {
	list, err := a.Log.Properties(p.ctx, c.Name)
	if err != nil {
		return err
	}
	if p.json {
		return p.print(map[string]any{"name": c.Name, "properties": list})
	}
	g := grid{head: []string{"property", "type", ">share", ">distinct", "examples"}}
	for _, x := range list {
		g.add(x.Name, strings.Join(x.Types, ", "), fmt.Sprintf("%.1f %%", 100*float64(x.Events)/float64(x.Sampled)), fmt.Sprint(x.Distinct), clip(strings.Join(x.Examples, "  "), 60))
	}
	g.print(p.stdout)
	if len(list) > 0 {
		fmt.Fprintf(p.stdout, "\nof %d events looked at\n", list[0].Sampled)
	}
	return nil
}

func (c *eventsCommand) quarantine(p *program, a *app.App) error {
	rows, err := a.Log.Quarantined(p.ctx, event.Aside{Limit: c.Limit})
	if err != nil {
		return err
	}
	if p.json {
		if rows == nil {
			rows = []event.Quarantined{}
		}
		return p.print(map[string]any{"quarantined": rows})
	}
	g := grid{head: []string{"place", "reason", "message", "row"}}
	for _, q := range rows {
		g.add(q.Place.String(), string(q.Reason), q.Message, clip(strings.ToValidUTF8(string(q.Raw), "�"), 60))
	}
	g.print(p.stdout)
	return nil
}
