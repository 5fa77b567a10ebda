// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
)

type cohortCommand struct {
	Retention  cohortRetention  `cmd:"" help:"Of those who first came in a period, how many are active in the periods after."`
	Flows      cohortFlows      `cmd:"" help:"In each period, who is new, stays, comes back and falls silent."`
	Stickiness cohortStickiness `cmd:"" help:"In how many periods customers are active."`
	States     cohortStates     `cmd:"" help:"In which states of a lifecycle customers begin, and how states follow each other."`
}

type cohortRetention struct {
	cohortFlags
	Mode      string `help:"Whom a row holds: those who first came in its period, or all who were active in it." enum:"first-touch,recurring" default:"first-touch"`
	OnOrAfter bool   `help:"A cell counts those active in its period or in any later one."`
	First     string `help:"Tell cohorts apart by the step or channel of the first visit." enum:",step,channel" default:""`
	Columns   int    `help:"How many periods after to show." default:"12"`
}

func (c *cohortRetention) Run(p *program) error {
	if c.Columns < 0 {
		return fault.New(fault.Invalid, "--columns %d is no number of periods", c.Columns).WithRemedy("write 0 or more")
	}
	return c.instances(p, c.Name, func(_ *app.App, x *sequence.Instances) error {
		return tellPeriods(p, &c.cohortFlags, x, periodic[*cohort.Result, *cohort.Difference]{
			ask: func(x *sequence.Instances, s cohort.Spec) (*cohort.Result, error) {
				s.Mode, s.OnOrAfter, s.By, s.Columns = cohort.Mode(c.Mode), c.OnOrAfter, cohort.Group(c.First), c.Columns+1
				return cohort.Of(p.ctx, x, s)
			},
			differ: cohort.Compare, print: func(r *cohort.Result) { printRetention(p, r) }, told: func(d *cohort.Difference) { printRetentionDifference(p, d) },
		})
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

type cohortFlows struct{ cohortFlags }

func (c *cohortFlows) Run(p *program) error {
	return c.instances(p, c.Name, func(_ *app.App, x *sequence.Instances) error {
		return tellPeriods(p, &c.cohortFlags, x, periodic[*cohort.Flows, *cohort.FlowsDifference]{
			ask:    func(x *sequence.Instances, s cohort.Spec) (*cohort.Flows, error) { return cohort.FlowsOf(p.ctx, x, s) },
			differ: cohort.CompareFlows, print: func(r *cohort.Flows) { printFlows(p, r) }, told: func(d *cohort.FlowsDifference) { printFlowsDifference(p, c.Every, d) },
			alike: true,
		})
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

type cohortStickiness struct{ cohortFlags }

func (c *cohortStickiness) Run(p *program) error {
	return c.instances(p, c.Name, func(_ *app.App, x *sequence.Instances) error {
		return tellPeriods(p, &c.cohortFlags, x, periodic[*cohort.Stickiness, *cohort.StickinessDifference]{
			ask: func(x *sequence.Instances, s cohort.Spec) (*cohort.Stickiness, error) {
				return cohort.StickinessOf(p.ctx, x, s)
			},
			differ: cohort.CompareStickiness, print: func(r *cohort.Stickiness) { printStickiness(p, r) },
			told:  func(d *cohort.StickinessDifference) { printStickinessDifference(p, c.Every, d) },
			alike: true, over: true,
		})
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
	cohortFlags
	Lifecycle string `help:"The lifecycle's id. Default: the only one of the workspace." placeholder:"ID"`
}

func (c *cohortStates) Run(p *program) error {
	return c.instances(p, c.Name, func(a *app.App, x *sequence.Instances) error {
		l, err := c.lifecycle(x)
		if err != nil {
			return err
		}
		return tellPeriods(p, &c.cohortFlags, x, periodic[*cohort.States, *cohort.StatesDifference]{
			ask: func(x *sequence.Instances, s cohort.Spec) (*cohort.States, error) {
				return cohort.StatesOf(p.ctx, x, a.Index, l, s)
			},
			differ: cohort.CompareStates, print: func(r *cohort.States) { printStates(p, r) }, told: func(d *cohort.StatesDifference) { printStatesDifference(p, d) },
			begun: true,
		})
	})
}

// lifecycle finds the one that is meant.
func (c *cohortStates) lifecycle(x *sequence.Instances) (*lifecycle.Lifecycle, error) {
	all := x.Plan.Workspace.Lifecycles
	for _, l := range all {
		if l.ID == c.Lifecycle || c.Lifecycle == "" && len(all) == 1 {
			return l, nil
		}
	}
	if len(all) == 0 {
		return nil, fault.New(fault.NotFound, "the workspace has no lifecycle").WithRemedy("write a document wend: lifecycle/v1 beside the journey")
	}
	return nil, fault.New(fault.NotFound, "the workspace has no lifecycle %q", c.Lifecycle).WithRemedy("name one of its %d with --lifecycle", len(all))
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
