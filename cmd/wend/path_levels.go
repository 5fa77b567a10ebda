// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

type pathLevels struct {
	pathFlags
	Levels   int    `help:"How many levels." default:"5"`
	Starting string `help:"Paths begin at the first visit to this step." placeholder:"STEP"`
	Ending   string `help:"Paths end at the first visit to this step; alone, levels count from it backwards." placeholder:"STEP"`
	Collapse bool   `help:"Visits to the same step in a row are one."`
	Gap      string `help:"A silence that long begins a new path, as in 30m." placeholder:"TIME"`
	Top      int    `help:"How many steps to show at a level; the others stand together." default:"8"`
}

func (c *pathLevels) Run(p *program) error {
	if c.Against != "" {
		return fault.New(fault.Invalid, "levels are not compared").WithRemedy("ask --by, or compare wend path transitions")
	}
	spec := path.LevelSpec{Steps: c.Levels, From: journey.StepID(c.Starting), To: journey.StepID(c.Ending), Collapse: c.Collapse, Nodes: c.Top}
	if c.Gap != "" {
		gap, err := calendar.ParseSpan(c.Gap)
		if err != nil {
			return fault.New(fault.Invalid, "--gap %q is no length of time", c.Gap).WithRemedy("write 30m or 2h")
		}
		spec.Gap = gap.Length
	}
	return pathAnswer(p, &c.pathFlags, answer[*path.Levels, any]{
		ask:   func(x *sequence.Instances) (*path.Levels, error) { return path.LevelsOf(p.ctx, x, spec) },
		print: func(l *path.Levels) { printLevels(p, l) },
	})
}

func printLevels(p *program, l *path.Levels) {
	for i, level := range l.Levels {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		fmt.Fprintf(p.stdout, "level %d: %d arrived, %d go on as shown, %d otherwise, %d ended\n", level.Level, level.Arrived, level.Kept, level.Others, level.Ended)
		g := grid{head: []string{"  from", "to", ">count", ">of those at from", ">median"}}
		for _, e := range level.Edges {
			g.add("  "+orOthers(e.From), orOthers(e.To), fmt.Sprint(e.Count), percent(&e.Share), spanOf(e.MedianS))
		}
		for _, n := range level.Nodes {
			if n.Ended > 0 {
				g.add("  "+orOthers(n.Step), "(ended)", fmt.Sprint(n.Ended), "", "")
			}
		}
		g.print(p.stdout)
	}
	fmt.Fprintf(p.stdout, "\n%d paths of %d instances\n", l.Paths, l.Instances)
}

func orOthers(s journey.StepID) string {
	if s == path.Others {
		return "(others)"
	}
	return clip(string(s), 40)
}
