// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/cohort"
)

func printRetentionDifference(p *program, d *cohort.Difference) {
	g := grid{head: []string{">periods after", ">share who are active"}}
	for _, c := range d.All {
		g.add(fmt.Sprint(c.After), points(c.Share))
	}
	if len(d.All) == 0 { // recurring rows have no sum: each customer is in several
		for _, row := range d.Rows {
			for _, c := range row.Cells {
				g.add(versus(*row.Start, *row.Against)+" +"+fmt.Sprint(c.After), points(c.Share))
			}
		}
	}
	for _, row := range d.Groups {
		for _, c := range row.Cells {
			g.add(orUnknown(*row.Group)+" +"+fmt.Sprint(c.After), points(c.Share))
		}
	}
	g.print(p.stdout)
}

// versus writes when the periods of both sides begin, once where it is the same.
func versus(a, b time.Time) string {
	if a.Equal(b) {
		return a.Format(time.DateOnly)
	}
	return a.Format(time.DateOnly) + " – " + b.Format(time.DateOnly)
}

func printFlowsDifference(p *program, every string, d *cohort.FlowsDifference) {
	g := grid{head: []string{every, ">kept of those active before", ">new", ">returning", ">resurrecting"}}
	for _, f := range d.Periods {
		g.add(versus(f.Start, f.Against), points(f.Kept), points(f.New), points(f.Returning), points(f.Resurrecting))
	}
	g.add("all", points(d.All.Kept), points(d.All.New), points(d.All.Returning), points(d.All.Resurrecting))
	g.print(p.stdout)
	fmt.Fprintln(p.stdout, "\nNew, returning and resurrecting are shares of the active. What is not over is left out.")
}

func printStickinessDifference(p *program, every string, d *cohort.StickinessDifference) {
	fmt.Fprintf(p.stdout, "%ss in which a customer is active: %s\n\n", every, signed(d.Mean))
	g := grid{head: []string{">" + every + "s", ">share of customers"}}
	for _, b := range d.Histogram {
		g.add(fmt.Sprint(b.Periods), points(b.Share))
	}
	g.print(p.stdout)
}

// signed writes a difference of plain numbers.
func signed(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%+.2f (%+.2f to %+.2f)", e.Value, e.Lo, e.Hi)
}

func printStatesDifference(p *program, d *cohort.StatesDifference) {
	g := grid{head: []string{"state", ">of the instances begun"}}
	for _, s := range d.States {
		g.add(orNone(string(s.State)), points(s.Share))
	}
	g.print(p.stdout)
	if len(d.Flows) == 0 {
		return
	}
	fmt.Fprintln(p.stdout)
	g = grid{head: []string{"from", "to", ">of what followed"}}
	for _, f := range d.Flows {
		g.add(orNone(string(f.From)), orNone(string(f.To)), points(f.Share))
	}
	g.print(p.stdout)
}
