// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/funnel"
)

type funnelCommand struct {
	askFlags
	ask.Funnel
	Why  bool     `help:"Tell instead what those who converted did otherwise than those who did not."`
	Args []string `arg:"" optional:"" name:"what" help:"A journey's file or id and, if you like, ids of its steps; with --events the names of events. a|b is either, a? may be left out, 'name[field=value]' holds under a condition."`
}

func (c *funnelCommand) Run(p *program) error {
	var name string
	name, c.Steps = funnelArgs(c.Events, c.Args)
	if c.Why {
		return asking(p, c.askFlags, name, c.Funnel.Why, telling[funnel.Correlations, ask.NoDifference]{by: c.By, print: func(r *funnel.Correlations) { printCorrelations(p, r) }})
	}
	return asking(p, c.askFlags, name, c.Ask, telling[funnel.Result, funnel.Difference]{
		by: c.By, print: func(r *funnel.Result) { printFunnel(p, r) }, told: func(d *funnel.Difference) { printFunnelDifference(p, d) },
	})
}

// funnelArgs parts the name of the journey, "" for all events, from the steps.
func funnelArgs(events bool, args []string) (name string, steps []string) {
	if events || len(args) == 0 {
		return "", args
	}
	return args[0], args[1:]
}

// printCorrelations tells what goes along with converting.
func printCorrelations(p *program, r *funnel.Correlations) {
	g := grid{head: []string{"did on the way", ">converted", ">others", ">odds to convert", ">false findings"}}
	for _, s := range r.Steps {
		g.add(clip(string(s.Step), 48), fmt.Sprintf("%d of %d", s.Converted, r.Converted), fmt.Sprintf("%d of %d", s.Others, r.Others),
			fmt.Sprintf("× %.2f (%.2f–%.2f)", s.Odds.Value, s.Odds.Lo, s.Odds.Hi), fmt.Sprintf("%.3f", s.Q))
	}
	g.print(p.stdout)
	fmt.Fprintln(p.stdout, "\nAssociated, not caused. False findings: the share of them if this and all with fewer are believed.")
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
