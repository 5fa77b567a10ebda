// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/cohort"
)

type cohortCommand struct {
	Retention  cohortRetention  `cmd:"" help:"Of those who first came in a period, how many are active in the periods after."`
	Flows      cohortFlows      `cmd:"" help:"In each period, who is new, stays, comes back and falls silent."`
	Stickiness cohortStickiness `cmd:"" help:"In how many periods customers are active."`
	States     cohortStates     `cmd:"" help:"In which states of a lifecycle customers begin, and how states follow each other."`
}

type cohortRetention struct {
	journeyFlags
	ask.Retention
}

func (c *cohortRetention) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[cohort.Result, cohort.Difference]{
		by: c.By, print: func(r *cohort.Result) { printRetention(p, r) }, told: func(d *cohort.Difference) { printRetentionDifference(p, d) },
	})
}

func printRetention(p *program, r *cohort.Result) {
	widest := 0
	rows := slices.Concat(r.Rows, r.Groups)
	if r.All != nil {
		rows = append(rows, *r.All)
	}
	for _, row := range rows {
		widest = max(widest, len(row.Cells))
	}
	g := grid{head: []string{string(r.Every), ">customers"}}
	for k := range widest {
		g.head = append(g.head, fmt.Sprintf(">+%d", k))
	}
	for _, row := range rows {
		cells := []string{rowName(&row), fmt.Sprint(row.Size)}
		for k := range widest {
			cells = append(cells, cellText(&row, k))
		}
		g.add(cells...)
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d customers; * the period was not over\n", r.Customers)
	if r.Earlier > 0 {
		fmt.Fprintf(p.stdout, "%d came before the first row and are in none\n", r.Earlier)
	}
}

func rowName(row *cohort.Row) string {
	switch {
	case row.Group != nil:
		return clip(orUnknown(*row.Group), 40)
	case row.Start != nil:
		return row.Start.Format(time.DateOnly)
	}
	return "all"
}

func cellText(row *cohort.Row, k int) string {
	if k >= len(row.Cells) {
		return ""
	}
	c := row.Cells[k]
	if c.Share == nil {
		return "–"
	}
	text := oneDigit(100*c.Share.Value) + " %"
	if c.Incomplete {
		text += "*"
	}
	return text
}

type cohortFlows struct {
	journeyFlags
	ask.Flows
}

func (c *cohortFlows) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[cohort.Flows, cohort.FlowsDifference]{
		by: c.By, print: func(r *cohort.Flows) { printFlows(p, r) }, told: func(d *cohort.FlowsDifference) { printFlowsDifference(p, c.Every, d) },
	})
}

func printFlows(p *program, r *cohort.Flows) {
	g := grid{head: []string{string(r.Every), ">active", ">new", ">returning", ">resurrecting", ">dormant", ">kept of those active before"}}
	for _, f := range r.Periods {
		g.add(f.Start.Format(time.DateOnly)+star(f.Incomplete), fmt.Sprint(f.Active), fmt.Sprint(f.New), fmt.Sprint(f.Returning), fmt.Sprint(f.Resurrecting), fmt.Sprint(f.Dormant), percent(f.Kept))
	}
	g.print(p.stdout)
	a := &r.All
	fmt.Fprintf(p.stdout, "\n%d customers in all %ss but those with *, which were not over; of the active in them\n\n", a.Customers, r.Every)
	g = grid{head: []string{"", ">share"}}
	g.add("new", percent(a.New))
	g.add("returning", percent(a.Returning))
	g.add("resurrecting", percent(a.Resurrecting))
	g.add("kept of those active before", percent(a.Kept))
	g.print(p.stdout)
}

func star(incomplete bool) string {
	if incomplete {
		return "*"
	}
	return ""
}

type cohortStickiness struct {
	journeyFlags
	ask.Stickiness
}

func (c *cohortStickiness) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[cohort.Stickiness, cohort.StickinessDifference]{
		by: c.By, print: func(r *cohort.Stickiness) { printStickiness(p, r) },
		told: func(d *cohort.StickinessDifference) { printStickinessDifference(p, c.Every, d) },
	})
}

func printStickiness(p *program, r *cohort.Stickiness) {
	g := grid{head: []string{">" + string(r.Every) + "s", ">customers", ">share"}}
	for _, b := range r.Histogram {
		g.add(fmt.Sprint(b.Periods), fmt.Sprint(b.Customers), percent(b.Share))
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d customers in %d %ss\n", r.Customers, r.Periods, r.Every)
}

type cohortStates struct {
	journeyFlags
	ask.States
}

func (c *cohortStates) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[cohort.States, cohort.StatesDifference]{
		by: c.By, print: func(r *cohort.States) { printStates(p, r) }, told: func(d *cohort.StatesDifference) { printStatesDifference(p, d) },
	})
}

func printStates(p *program, r *cohort.States) {
	g := grid{head: []string{string(r.Every), ">instances"}}
	for i, at := range r.Periods {
		cells := []string{at.Start.Format(time.DateOnly) + star(at.Incomplete), fmt.Sprint(at.Instances)}
		for _, s := range at.States {
			if i == 0 {
				g.head = append(g.head, ">"+orNone(string(s.State)))
			}
			cells = append(cells, fmt.Sprint(s.Instances))
		}
		g.add(cells...)
	}
	g.print(p.stdout)
	fmt.Fprintln(p.stdout)
	g = grid{head: []string{"from", "to", ">times", ">customers", ">of what followed"}}
	for _, f := range r.Flows {
		g.add(orNone(string(f.From)), orNone(string(f.To)), fmt.Sprint(f.Count), fmt.Sprint(f.Customers), percent(f.Share))
	}
	g.print(p.stdout)
}

func orNone(state string) string {
	if state == "" {
		return "no rule held"
	}
	return state
}
