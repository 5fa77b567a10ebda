// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/path"
)

type pathLevels struct {
	journeyFlags
	ask.Levels
}

func (c *pathLevels) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[path.Levels, path.LevelsDifference]{
		by: c.By, print: func(l *path.Levels) { printLevels(p, l) },
		told: func(d *path.LevelsDifference) { printLevelsDifference(p, d, c.Top) },
	})
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
