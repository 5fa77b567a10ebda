// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/returns"
)

type returnsCommand struct {
	askFlags
	ask.Returns
	Names []string `arg:"" optional:"" name:"journey" help:"A journey's file or id; several for who goes on from each to each."`
}

func (c *returnsCommand) Run(p *program) error {
	if len(c.Names) > 1 {
		return c.between(p)
	}
	return asking(p, c.askFlags, strings.Join(c.Names, ""), c.Ask, telling[returns.Result, returns.Difference]{
		by: c.By, print: func(r *returns.Result) { printReturns(p, r) }, told: func(d *returns.Difference) { printReturnsDifference(p, d) },
	})
}

// between asks about several journeys.
func (c *returnsCommand) between(p *program) error {
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	var journeys []*workspace.Documents
	for _, name := range c.Names {
		docs, err := a.Journey(p.ctx, name, p.dir)
		if err != nil {
			return err
		}
		journeys = append(journeys, docs)
	}
	m, err := c.Between(p.ctx, a.Desk, journeys)
	p.clear()
	if err != nil {
		return err
	}
	if p.json {
		return p.print(m)
	}
	printMatrix(p, m)
	return nil
}

func printReturns(p *program, r *returns.Result) {
	fmt.Fprintf(p.stdout, "%d completed, %d returned so far, %d were only reminded\n", r.All.Completed, r.All.Returned, r.All.Reminded)
	fmt.Fprintf(p.stdout, "within %s: %s return (as if all had been watched that long)\n", span(r.WithinS), percent(r.All.Rate))
	if t := r.All.Time; t != nil {
		fmt.Fprintf(p.stdout, "median time to return %s (n = %d)\n", span(t.MedianS), t.N)
	}
	fmt.Fprintln(p.stdout)
	g := grid{head: []string{"", ">completed", ">returned", ">rate", ">median time"}}
	add := func(name string, r *returns.Rate) {
		g.add(name, fmt.Sprint(r.Completed), fmt.Sprint(r.Returned), percent(r.Rate), medianOf(r.Time))
	}
	for _, i := range r.ByIteration {
		name := fmt.Sprintf("after instance %d", i.Iteration)
		if i.OrMore {
			name += " or later"
		}
		add(name, &i.Rate)
	}
	for _, ch := range r.ByChannel {
		add("last heard by "+orUnknown(string(ch.Channel)), &ch.Rate)
	}
	if r.NoAfter != nil {
		add("heard nothing afterwards", r.NoAfter)
	}
	g.print(p.stdout)
	fmt.Fprintln(p.stdout)
	g = grid{head: []string{">within", ">watched so long", ">rate"}}
	for _, at := range r.Curve {
		if at.Usual() {
			g.add(span(at.WithinS), fmt.Sprint(at.Watched), percent(at.Rate))
		}
	}
	g.print(p.stdout)
}

func medianOf(t *returns.Time) string {
	if t == nil {
		return "–"
	}
	return span(t.MedianS)
}

func orUnknown(name string) string {
	if name == "" {
		return "unknown"
	}
	return name
}

func printReturnsDifference(p *program, d *returns.Difference) {
	g := grid{head: []string{"", ">rate of return", ">median time"}}
	g.add("all", points(d.Rate), seconds(d.TimeS))
	for _, i := range d.ByIteration {
		g.add(fmt.Sprintf("after instance %d", i.Iteration), points(i.Rate), seconds(i.TimeS))
	}
	for _, c := range d.ByChannel {
		g.add("last heard by "+orUnknown(string(c.Channel)), points(c.Rate), seconds(c.TimeS))
	}
	for _, at := range d.Curve {
		g.add("within "+span(at.WithinS), points(at.Rate), "")
	}
	g.print(p.stdout)
}

func printMatrix(p *program, m *returns.Matrix) {
	g := grid{head: []string{"from", "to", ">completed", ">went on", ">reminded", ">rate within " + span(m.WithinS), ">median time"}}
	for _, row := range m.Rows {
		for _, c := range row.To {
			g.add(string(row.From), string(c.To), fmt.Sprint(c.Completed), fmt.Sprint(c.Returned), fmt.Sprint(c.Reminded), percent(c.Rate.Rate), medianOf(c.Time))
		}
		g.add(string(row.From), "any of them", fmt.Sprint(row.Any.Completed), fmt.Sprint(row.Any.Returned), fmt.Sprint(row.Any.Reminded), percent(row.Any.Rate), medianOf(row.Any.Time))
	}
	g.print(p.stdout)
}
