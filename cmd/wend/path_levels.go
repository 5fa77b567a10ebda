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
	if err := c.checkPeriods(p.clock()); err != nil {
		return err
	}
	spec, err := c.spec()
	if err != nil {
		return err
	}
	return pathAnswer(p, &c.pathFlags, answer[*path.Levels, *path.LevelsDifference]{
		ask:    func(x *sequence.Instances) (*path.Levels, error) { return path.LevelsOf(p.ctx, x, spec) },
		differ: path.CompareLevels,
		print:  func(l *path.Levels) { printLevels(p, l) },
		told:   func(d *path.LevelsDifference) { printLevelsDifference(p, d, c.Top) },
	})
}

// spec reads the flags.
func (c *pathLevels) spec() (s path.LevelSpec, err error) {
	s = path.LevelSpec{Steps: c.Levels, From: journey.StepID(c.Starting), To: journey.StepID(c.Ending), Collapse: c.Collapse, Nodes: c.Top}
	switch {
	case c.Levels < 1:
		return s, fault.New(fault.Invalid, "--levels %d shows nothing", c.Levels).WithRemedy("ask for one level at least")
	case c.Top < 0:
		return s, fault.New(fault.Invalid, "--top %d is no number of steps", c.Top).WithRemedy("write --top 0 for all")
	case c.Against != "":
		s.Nodes = 0 // what stands among others on one side cannot be compared
	}
	if c.Gap == "" {
		return s, nil
	}
	gap, err := calendar.ParseSpan(c.Gap)
	if err != nil || gap.Unit != calendar.Absolute && gap.Unit != calendar.None {
		return s, fault.New(fault.Invalid, "--gap %q is no length of time", c.Gap).WithRemedy("write 30m or 2h")
	}
	s.Gap = gap.Length
	return s, nil
}

func printLevels(p *program, l *path.Levels) {
	near := sideOf(l.Backward)
	for i, level := range l.Levels {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		fmt.Fprintf(p.stdout, "level %d: %d arrived, %d go on as shown, %d otherwise, %d ended\n", level.Level, level.Arrived, level.Kept, level.Others, level.Ended)
		g := grid{head: []string{"  from", "to", ">count", ">of those at " + near, ">median"}}
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

// sideOf is the side of an edge whose step is at the level that the edge is told of.
func sideOf(backward bool) string {
	if backward {
		return "to"
	}
	return "from"
}

func printLevelsDifference(p *program, d *path.LevelsDifference, top int) {
	for i, level := range d.Levels {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		fmt.Fprintf(p.stdout, "level %d: arrived %s, of these ended %s\n", level.Level, points(level.Arrived.Difference), points(level.Ended.Difference))
		g := grid{head: []string{"  step", ">of those at the level", ">of those at the step, ended"}}
		for _, n := range first(level.Nodes, top) {
			g.add("  "+clip(string(n.Step), 40), points(n.Share.Difference), points(n.Ended.Difference))
		}
		g.print(p.stdout)
		if len(level.Edges) == 0 {
			continue
		}
		g = grid{head: []string{"  from", "to", ">of those at " + sideOf(d.Backward), ">median"}}
		for _, e := range first(level.Edges, top) {
			g.add("  "+clip(string(e.From), 40), clip(string(e.To), 40), points(e.Share.Difference), seconds(e.Median.Difference))
		}
		g.print(p.stdout)
	}
}

// first are at most n of a list; 0: all.
func first[T any](list []T, n int) []T {
	if n == 0 {
		return list
	}
	return list[:min(n, len(list))]
}

func orOthers(s journey.StepID) string {
	if s == path.Others {
		return "(others)"
	}
	return clip(string(s), 40)
}
