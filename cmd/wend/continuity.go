// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/continuity"
)

type continuityCommand struct {
	journeyFlags
	ask.Continuity
}

func (c *continuityCommand) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[continuity.Result, continuity.Difference]{
		by: c.By, print: func(r *continuity.Result) { printContinuity(p, r) }, told: func(d *continuity.Difference) { printContinuityDifference(p, d) },
	})
}

func printContinuity(p *program, r *continuity.Result) {
	fmt.Fprintf(p.stdout, "%s of %d instances changed the channel; %d changes, %d stays, %d to or from an unknown channel\n\n", percent(r.Switched), r.Instances, r.Switches, r.Stays, r.Unknown)
	g := grid{head: []string{"from", "to", ">changes", ">instances", ">of all"}}
	for _, s := range r.Channels {
		g.add(string(s.From), string(s.To), fmt.Sprint(s.Count), fmt.Sprint(s.Instances), percent(s.Share))
	}
	for _, s := range r.Modes {
		g.add(string(s.From), string(s.To), fmt.Sprint(s.Count), fmt.Sprint(s.Instances), percent(s.Share))
	}
	g.print(p.stdout)
	printRepeats(p, r.Repeats)
	if len(r.Steps) > 0 {
		fmt.Fprintln(p.stdout)
		g = grid{head: []string{"between the step", "and the step", ">changes", ">instances", ">of those who went there"}}
		for _, s := range r.Steps {
			g.add(clip(string(s.From), 40), clip(string(s.To), 40), fmt.Sprint(s.Count), fmt.Sprint(s.Instances), percent(s.Share))
		}
		g.print(p.stdout)
	}
	fmt.Fprintf(p.stdout, "\n%s kept to the channel they prefer (known of %d customers, stated by %d)\n", percent(r.Preferred.Kept), r.Preferred.Customers, r.Preferred.Stated)
}

// printRepeats tells where customers had to start over.
func printRepeats(p *program, list []continuity.Repeat) {
	g := grid{head: []string{"begun anew on another channel", ">instances", ">of those at the step", ">completed", ">others completed", ">difference"}}
	for _, r := range list {
		if r.Instances > 0 {
			g.add(clip(string(r.Step), 40), fmt.Sprint(r.Instances), percent(r.Share), percent(r.Associated.With), percent(r.Associated.Without), points(r.Associated.Difference))
		}
	}
	if len(g.rows) > 0 {
		fmt.Fprintln(p.stdout)
		g.print(p.stdout)
		fmt.Fprintln(p.stdout, "The difference is associated, not caused.")
	}
}

func printContinuityDifference(p *program, d *continuity.Difference) {
	g := grid{head: []string{"", "", ">share of instances"}}
	g.add("changed the channel", "", points(d.Switched))
	g.add("kept to the preferred channel", "", points(d.Kept))
	for _, c := range d.Channels {
		g.add(string(c.From), string(c.To), points(c.Share))
	}
	for _, c := range d.Modes {
		g.add(string(c.From), string(c.To), points(c.Share))
	}
	for _, r := range d.Repeats {
		g.add("begun anew: "+clip(string(r.Step), 40), "", points(r.Share))
	}
	g.print(p.stdout)
}
