// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/path"
)

type pathCommand struct {
	Variants    pathVariants    `cmd:"" help:"The different orders of steps, the most frequent first."`
	Levels      pathLevels      `cmd:"" help:"The first steps, level by level, as a graph whose totals add up."`
	Transitions pathTransitions `cmd:"" help:"Which steps follow each other, how often and how fast."`
	Rework      pathRework      `cmd:"" help:"What is done again: on the same channel, or on another."`
	Durations   pathDurations   `cmd:"" help:"How long it takes, by what it came to."`
}

type pathVariants struct {
	journeyFlags
	ask.Variants
}

func (c *pathVariants) Run(p *program) error {
	top, err := c.Listed()
	if err != nil {
		return err
	}
	return asking(p, c.askFlags, c.Name, c.Ask, telling[path.Variants, path.VariantsDifference]{
		by: c.By, print: func(v *path.Variants) { printVariants(p, v, !c.Events) },
		told: func(d *path.VariantsDifference) { printVariantsDifference(p, d, top) },
	})
}

// printVariants prints variants; outcomes tells whether instances can come to
// anything.
func printVariants(p *program, v *path.Variants, outcomes bool) {
	g := grid{head: []string{">instances", ">share", ">median time", "steps"}}
	if outcomes {
		g.head = append(g.head[:2], ">completed", ">median time", "steps")
	}
	for _, one := range v.Top {
		median := "–"
		if one.Duration != nil {
			median = spanOf(one.Duration.MedianS)
		}
		cells := []string{fmt.Sprint(one.Instances), percent(&one.Estimate)}
		if outcomes {
			cells = append(cells, fmt.Sprint(one.Completed))
		}
		g.add(append(cells, median, arrows(one.Steps))...)
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d variants of %d instances\n", v.Variants, v.Instances)
}

func printVariantsDifference(p *program, d *path.VariantsDifference, top int) {
	g := grid{head: []string{">share", ">median time", "steps"}}
	for i, v := range d.Variants {
		if top == 0 || i < top {
			g.add(points(v.Share.Difference), seconds(v.Median.Difference), arrows(v.Steps))
		}
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d variants with %d instances or more on one side\n", len(d.Variants), ask.LeastVariant)
}

// arrows writes steps in a row.
func arrows(steps []journey.StepID) string {
	words := make([]string, len(steps))
	for i, s := range steps {
		words[i] = string(s)
	}
	return clip(strings.Join(words, " → "), 160)
}

type pathTransitions struct {
	journeyFlags
	ask.Transitions
}

func (c *pathTransitions) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[path.Transitions, path.TransitionsDifference]{
		by:    c.By,
		print: func(t *path.Transitions) { printTransitions(p, t) },
		told: func(d *path.TransitionsDifference) {
			g := grid{head: []string{"from", "to", ">share of instances", ">median time"}}
			for _, t := range d.Transitions {
				g.add(clip(string(t.From), 40), clip(string(t.To), 40), points(t.Share.Difference), seconds(t.Median.Difference))
			}
			g.print(p.stdout)
		},
	})
}

func printTransitions(p *program, t *path.Transitions) {
	g := grid{head: []string{"from", "to", ">count", ">instances", ">mean", ">median", ">p90"}}
	for _, tr := range t.Transitions {
		g.add(clip(string(tr.From), 40), clip(string(tr.To), 40), fmt.Sprint(tr.Count), fmt.Sprint(tr.Instances), spanOf(tr.MeanS), spanOf(tr.MedianS), spanOf(tr.P90S))
	}
	g.print(p.stdout)
	if len(t.Rework) > 0 {
		fmt.Fprintln(p.stdout)
		printRework(p, t.Rework)
	}
	fmt.Fprintf(p.stdout, "\n%d instances\n", t.Instances)
}

type pathRework struct {
	journeyFlags
	ask.Rework
}

func (c *pathRework) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[path.Reworked, path.ReworkDifference]{
		by: c.By,
		print: func(r *path.Reworked) {
			printRework(p, r.Steps)
			fmt.Fprintf(p.stdout, "\n%s of %d instances did something again\n", percent(r.Share), r.Instances)
		},
		told: func(d *path.ReworkDifference) {
			g := grid{head: []string{"done again", ">instances", ">same channel", ">other channel"}}
			g.add("anything", points(d.Share.Difference), "", "")
			for _, s := range d.Steps {
				g.add(clip(string(s.Step), 40), points(s.Share.Difference), points(s.Same.Difference), points(s.Another.Difference))
			}
			g.print(p.stdout)
		},
	})
}

func printRework(p *program, list []path.Rework) {
	g := grid{head: []string{"done again", ">instances", ">visits", ">directly", ">after others", ">same channel", ">other channel"}}
	for _, r := range list {
		g.add(clip(string(r.Step), 40), fmt.Sprint(r.Instances), fmt.Sprint(r.Visits), fmt.Sprint(r.InSelf), fmt.Sprint(r.Returns), fmt.Sprint(r.Same.Visits), fmt.Sprint(r.Another.Visits))
	}
	g.print(p.stdout)
}

type pathDurations struct {
	journeyFlags
	ask.Durations
}

func (c *pathDurations) Run(p *program) error {
	return asking(p, c.askFlags, c.Name, c.Ask, telling[path.Durations, path.DurationsDifference]{
		by:    c.By,
		print: func(d *path.Durations) { printDurations(p, d) },
		told: func(d *path.DurationsDifference) {
			g := grid{head: []string{"", ">median"}}
			for _, row := range []struct {
				name string
				of   path.Compared
			}{{"all", d.All}, {"completed", d.Completed}, {"abandoned", d.Abandoned}, {"ongoing so far", d.Ongoing}, {"start to completion", d.ToCompletion}} {
				g.add(row.name, seconds(row.of.Difference))
			}
			g.print(p.stdout)
		},
	})
}

func printDurations(p *program, d *path.Durations) {
	g := grid{head: []string{"", ">instances", ">mean", ">p25", ">median", ">p75", ">p90", ">longest"}}
	for _, row := range []struct {
		name string
		of   *path.Duration
	}{{"all", d.All}, {"completed", d.Completed}, {"abandoned", d.Abandoned}, {"ongoing so far", d.Ongoing}, {"start to completion", d.ToCompletion}} {
		if o := row.of; o != nil {
			g.add(row.name, fmt.Sprint(o.Instances), spanOf(o.MeanS), spanOf(o.P25S), spanOf(o.MedianS), spanOf(o.P75S), spanOf(o.P90S), spanOf(o.MaxS))
		}
	}
	g.print(p.stdout)
	if d.All == nil || len(d.All.Bins) < 2 {
		return
	}
	most := 0
	for _, b := range d.All.Bins {
		most = max(most, b.Count)
	}
	fmt.Fprintln(p.stdout)
	g = grid{head: []string{">from", ">to", ">instances", ""}}
	for _, b := range d.All.Bins {
		g.add(span(b.FromS), spanOf(b.ToS), fmt.Sprint(b.Count), bar(b.Count, most))
	}
	g.print(p.stdout)
}

func spanOf(s *float64) string {
	if s == nil {
		return "–"
	}
	return span(*s)
}
