// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/unmapped"
)

type unmappedCommand struct {
	journeyFlags
	ask.Unmapped
}

func (c *unmappedCommand) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[unmapped.Result, unmapped.Difference]{
		by: c.By, print: func(r *unmapped.Result) { printUnmapped(p, r) },
		told: func(d *unmapped.Difference) {
			g := grid{head: []string{"event", "channel", ">share of instances"}}
			g.add("any", "", points(d.Touched))
			for _, t := range d.Touchpoints {
				g.add(clip(t.Name, 40), orUnknown(string(t.Channel)), points(t.Share))
			}
			g.print(p.stdout)
		},
	})
}

func printUnmapped(p *program, r *unmapped.Result) {
	if r.Different == 0 {
		fmt.Fprintf(p.stdout, "Every event within the %d instances is a step, or ignored by the document.\n", r.Instances)
		return
	}
	g := grid{head: []string{"event", "channel", ">events", ">instances", ">of all", ">place", "mostly behind", ">completion", ">satisfaction"}}
	for _, t := range r.Touchpoints {
		place, satisfaction := "–", "–"
		if t.Position != nil {
			place = fmt.Sprintf("%.0f %%", 100*t.Position.Median)
		}
		if t.Satisfaction != nil {
			satisfaction = number(t.Satisfaction.Difference)
		}
		g.add(clip(t.Name, 40), orUnknown(string(t.Channel)), fmt.Sprint(t.Events), fmt.Sprint(t.Instances), percent(t.Share), place, clip(string(t.Behind.Step), 30), points(t.Comparable.Difference), satisfaction)
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%s of %d instances have an event that no step claims; %d such events lie outside any\n", percent(r.Touched), r.Instances, r.Outside)
	fmt.Fprintln(p.stdout, "Place: 0 % is the start of an instance, 100 % its end. Completion: against instances that reached the same step; associated, not caused.")
}
