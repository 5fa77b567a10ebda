// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/sequence"
)

type funnelCommand struct {
	askFlags
	Order   string   `help:"Ordered: others may come between. Strict: nothing may. Unordered: in any order." enum:"ordered,strict,unordered" default:"ordered"`
	Window  string   `help:"The longest time from the first step to any other, as in 7d. Default: none within an instance, 14d per customer." placeholder:"TIME"`
	Exclude []string `help:"What spoils a chain: NAME, or NAME@2-3 between the second step and the third. Repeat for more." placeholder:"NAME" sep:"none"`
	Why     bool     `help:"Tell instead what those who converted did otherwise than those who did not."`
	Bins    int      `help:"How many bars the histogram of times has. Default: as suits the numbers."`
	Args    []string `arg:"" optional:"" name:"what" help:"A journey's file or id and, if you like, ids of its steps; with --events the names of events. a|b is either, a? may be left out, 'name[field=value]' holds under a condition."`
}

func (c *funnelCommand) Run(p *program) error {
	name, steps := "", c.Args
	if !c.Events && len(steps) > 0 {
		name, steps = steps[0], steps[1:]
	}
	q, err := c.asked(p, name)
	if err != nil {
		return err
	}
	if c.Events && len(steps) == 0 {
		return fault.New(fault.Invalid, "a funnel of events needs their names").WithRemedy("as in: wend funnel --events view cart pay")
	}
	entries := q.Question // the period is that of entries, and a customer's chains may cross instances
	q.From, q.To, q.PerCustomer = entries.From, entries.To, false
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	x, spec, err := a.Funnel(p.ctx, q, steps, c.Exclude)
	p.clear()
	if err != nil {
		return err
	}
	if err := c.complete(&spec); err != nil {
		return err
	}
	if c.Why {
		return c.why(p, x, spec)
	}
	return tell(p, &c.askFlags, x, answer[*funnel.Result, *funnel.Difference]{
		ask: func(x *sequence.Instances) (*funnel.Result, error) {
			x, s := c.entries(x, spec)
			return funnel.Of(p.ctx, x, s)
		},
		differ: funnel.Compare, print: func(r *funnel.Result) { printFunnel(p, r) }, told: func(d *funnel.Difference) { printFunnelDifference(p, d) },
	})
}

// complete fills in what the flags say.
func (c *funnelCommand) complete(s *funnel.Spec) error {
	s.Order, s.Bins = funnel.Order(c.Order), c.Bins
	if c.Per == "customer" {
		s.Per = funnel.Customer
	}
	if c.Window == "" {
		return nil
	}
	w, err := calendar.ParseSpan(c.Window)
	if err != nil {
		return fault.New(fault.Invalid, "--window %q is no length of time", c.Window).WithRemedy("write 30m, 12h or 7d")
	}
	s.Window = w.Length.Microseconds()
	return nil
}

// why tells what goes along with converting.
func (c *funnelCommand) why(p *program, x *sequence.Instances, s funnel.Spec) error {
	if c.Against != "" {
		return fault.New(fault.Invalid, "--why compares those who converted with those who did not").WithRemedy("leave --against out, or ask --by")
	}
	return tell(p, &c.askFlags, x, answer[*funnel.Correlations, any]{
		ask: func(x *sequence.Instances) (*funnel.Correlations, error) {
			x, s := c.entries(x, s)
			return funnel.Correlates(p.ctx, x, s)
		},
		print: func(r *funnel.Correlations) {
			g := grid{head: []string{"did on the way", ">converted", ">others", ">odds to convert", ">false findings"}}
			for _, s := range r.Steps {
				g.add(clip(string(s.Step), 48), fmt.Sprintf("%d of %d", s.Converted, r.Converted), fmt.Sprintf("%d of %d", s.Others, r.Others),
					fmt.Sprintf("× %.2f (%.2f–%.2f)", s.Odds.Value, s.Odds.Lo, s.Odds.Hi), fmt.Sprintf("%.3f", s.Q))
			}
			g.print(p.stdout)
			fmt.Fprintln(p.stdout, "\nAssociated, not caused. False findings: the share of them if this and all with fewer are believed.")
		},
	})
}

// entries chooses instances: a period selects entries, whenever their instances
// began.
func (c *funnelCommand) entries(x *sequence.Instances, s funnel.Spec) (*sequence.Instances, funnel.Spec) {
	q := x.Question
	s.From, s.To = q.From, q.To
	// Groups and the rest are sets of instances already, which a new question would undo.
	if whole := (c.By == "" || c.By == "segment") && c.Against != "rest"; whole && (!q.From.IsZero() || !q.To.IsZero()) {
		q.From, q.To = time.Time{}, time.Time{}
		x = x.Ask(q)
	}
	return x, s
}

func printFunnel(p *program, r *funnel.Result) {
	g := grid{head: []string{"step", ">count", ">of those who entered", ">from the step before", ">median", ">p90"}}
	for _, s := range r.Steps {
		name := s.ID
		if s.Optional {
			name += " (optional)"
		}
		median, p90 := "–", "–"
		if s.Time != nil {
			median, p90 = spanOf(s.Time.MedianS), spanOf(s.Time.P90S)
		}
		g.add(clip(name, 48), fmt.Sprint(s.Count), percent(s.Rate), percent(s.FromPrevious), median, p90)
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d entered, %d converted", r.Entered, r.Converted)
	if r.Unripe > 0 {
		fmt.Fprintf(p.stdout, "; %d entered too recently to count in rates", r.Unripe)
	}
	if r.Excluded > 0 {
		fmt.Fprintf(p.stdout, "; %d were spoilt and count nowhere", r.Excluded)
	}
	fmt.Fprintln(p.stdout)
	if r.Convert.N > 0 {
		fmt.Fprintf(p.stdout, "time to convert: median %s, mean %s, p90 %s (n = %d)\n", spanOf(r.Convert.MedianS), spanOf(r.Convert.MeanS), spanOf(r.Convert.P90S), r.Convert.N)
		printBins(p, r.Histogram)
	}
}

// printBins draws a histogram.
func printBins(p *program, bins []funnel.Bin) {
	most := 0
	for _, b := range bins {
		most = max(most, b.Count)
	}
	if len(bins) < 2 || most == 0 || span(bins[0].FromS) == span(bins[len(bins)-1].FromS) {
		return // all took about as long
	}
	g := grid{head: []string{">from", ">to", ">count", ""}}
	for _, b := range bins {
		g.add(span(b.FromS), span(b.ToS), fmt.Sprint(b.Count), bar(b.Count, most))
	}
	fmt.Fprintln(p.stdout)
	g.print(p.stdout)
}

// bar draws n of most as blocks.
func bar(n, most int) string {
	const width = 30
	return strings.Repeat("█", (n*width+most-1)/most)
}

func printFunnelDifference(p *program, d *funnel.Difference) {
	g := grid{head: []string{"step", ">of those who entered", ">from the step before", ">median time"}}
	for _, s := range d.Steps {
		g.add(clip(s.ID, 48), points(s.Rate), points(s.FromPrevious), seconds(s.TimeS))
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\nconversion %s, median time to convert %s (a less b, with 95 %% intervals)\n", points(d.Rate), seconds(d.ConvertS))
}

// points writes a difference of shares in percentage points.
func points(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%+.1f (%+.1f to %+.1f) points", 100*e.Value, 100*e.Lo, 100*e.Hi)
}

// seconds writes a difference of lengths of time.
func seconds(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	sign := ""
	if e.Value > 0 {
		sign = "+"
	}
	return fmt.Sprintf("%s%s (%s to %s)", sign, span(e.Value), span(e.Lo), span(e.Hi))
}
