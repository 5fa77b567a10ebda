// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/journey"
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

// cohortFlags say which periods and what makes a customer active.
type cohortFlags struct {
	askFlags
	Every string `help:"The length of a period; weeks begin on Monday." enum:"day,week,month" default:"week"`
	Zone  string `help:"The time zone in which periods begin. Default: the workspace's." placeholder:"ZONE"`
	Did   string `help:"What makes a customer active: any visit, the start of an instance, its completion, or a,b for visits to these steps." default:"visit" placeholder:"WHAT"`
	Name  string `arg:"" optional:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

// spec reads the flags. The question's period is that of the periods shown: what
// customers did before still counts.
func (c *cohortFlags) spec(x *sequence.Instances) (s cohort.Spec, err error) {
	s = cohort.Spec{Every: cohort.Every(c.Every), Activity: cohort.Activity(c.Did), From: x.Question.From, To: x.Question.To}
	if c.Zone != "" {
		if s.Zone, err = time.LoadLocation(c.Zone); err != nil {
			return s, fault.New(fault.Invalid, "the time zone %q is not known", c.Zone).WithRemedy("write Europe/Berlin or UTC")
		}
	}
	if known := []cohort.Activity{cohort.Visited, cohort.Started, cohort.Completed}; !slices.Contains(known, s.Activity) {
		s.Activity = cohort.Reached
		for step := range strings.SplitSeq(c.Did, ",") {
			s.Steps = append(s.Steps, journey.StepID(step))
		}
	}
	return s, nil
}

type cohortRetention struct {
	cohortFlags
	Mode      string `help:"Whom a row holds: those who first came in its period, or all who were active in it." enum:"first-touch,recurring" default:"first-touch"`
	OnOrAfter bool   `help:"A cell counts those active in its period or in any later one."`
	First     string `help:"Tell cohorts apart by the step or channel of the first visit." enum:",step,channel" default:""`
	Columns   int    `help:"How many periods after to show." default:"12"`
}

func (c *cohortRetention) Run(p *program) error {
	return c.instances(p, c.Name, func(_ *app.App, x *sequence.Instances) error {
		return tell(p, &c.askFlags, x, answer[*cohort.Result, *cohort.Difference]{
			ask: func(x *sequence.Instances) (*cohort.Result, error) {
				s, err := c.spec(x)
				if err != nil {
					return nil, err
				}
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

func printRetentionDifference(p *program, d *cohort.Difference) {
	g := grid{head: []string{">periods after", ">share who are active"}}
	for _, c := range d.All {
		g.add(fmt.Sprint(c.After), points(c.Share))
	}
	for _, row := range d.Groups {
		for _, c := range row.Cells {
			g.add(orUnknown(*row.Group)+" +"+fmt.Sprint(c.After), points(c.Share))
		}
	}
	g.print(p.stdout)
}

type cohortFlows struct{ cohortFlags }

func (c *cohortFlows) Run(p *program) error {
	return c.each(p, func(x *sequence.Instances, s cohort.Spec) (any, func(), error) {
		r, err := cohort.FlowsOf(p.ctx, x, s)
		return r, func() {
			g := grid{head: []string{c.Every, ">active", ">new", ">returning", ">resurrecting", ">dormant", ">kept of those active before"}}
			for _, f := range r.Periods {
				g.add(f.Start.Format(time.DateOnly)+star(f.Incomplete), fmt.Sprint(f.Active), fmt.Sprint(f.New), fmt.Sprint(f.Returning), fmt.Sprint(f.Resurrecting), fmt.Sprint(f.Dormant), percent(f.Kept))
			}
			g.print(p.stdout)
		}, err
	})
}

func star(incomplete bool) string {
	if incomplete {
		return "*"
	}
	return ""
}

type cohortStickiness struct{ cohortFlags }

func (c *cohortStickiness) Run(p *program) error {
	return c.each(p, func(x *sequence.Instances, s cohort.Spec) (any, func(), error) {
		r, err := cohort.StickinessOf(p.ctx, x, s)
		return r, func() {
			g := grid{head: []string{">" + c.Every + "s", ">customers", ">share"}}
			for _, b := range r.Histogram {
				g.add(fmt.Sprint(b.Periods), fmt.Sprint(b.Customers), percent(b.Share))
			}
			g.print(p.stdout)
			fmt.Fprintf(p.stdout, "\n%d customers in %d %ss\n", r.Customers, r.Periods, c.Every)
		}, err
	})
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
		s, err := c.spec(x)
		if err != nil {
			return err
		}
		r, err := cohort.StatesOf(p.ctx, x, a.Index, l, s)
		if err != nil || p.json {
			return p.either(&c.askFlags, x, r, err)
		}
		printStates(p, r)
		return nil
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

// shown is an answer with the way to print it.
type shown struct {
	of    any
	print func()
}

// MarshalJSON writes the answer.
func (s shown) MarshalJSON() ([]byte, error) { return json.Marshal(s.of) }

// each asks a question that has no differences: of all, or group by group.
func (c *cohortFlags) each(p *program, ask func(*sequence.Instances, cohort.Spec) (any, func(), error)) error {
	if c.Against != "" {
		return fault.New(fault.Invalid, "--against is for retention").WithRemedy("wend cohort retention --against …, or ask here with --by")
	}
	return c.instances(p, c.Name, func(_ *app.App, x *sequence.Instances) error {
		return tell(p, &c.askFlags, x, answer[shown, any]{
			ask: func(x *sequence.Instances) (out shown, err error) {
				s, err := c.spec(x)
				if err != nil {
					return out, err
				}
				out.of, out.print, err = ask(x, s)
				return out, err
			},
			print: func(s shown) { s.print() },
		})
	})
}
