// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/conformance"
)

type conformCommand struct {
	journeyFlags
	ask.Conformance
	Model      string `help:"A Petri net (PNML) to compare with, instead of the journey's own design. Its labels are the names of steps, or with --events of events." placeholder:"FILE" type:"existingfile"`
	AcceptFile string `help:"A document of accepted deviations, wend: accepted/v1." placeholder:"FILE" type:"existingfile"`
}

func (c *conformCommand) Run(p *program) error {
	if err := c.read(); err != nil {
		return err
	}
	return asking(p, c.askFlags, c.Name, c.Ask, telling[conformance.Result, conformance.Difference]{
		by: c.By, print: func(r *conformance.Result) { printConformance(p, r) }, told: func(d *conformance.Difference) { printConformanceDifference(p, d) },
	})
}

// read reads the files that are named.
func (c *conformCommand) read() error {
	if c.AcceptFile != "" {
		src, err := os.ReadFile(c.AcceptFile)
		if err != nil {
			return err
		}
		if c.Accepted, err = conformance.ReadAccepted(c.AcceptFile, src); err != nil {
			return err
		}
	}
	if c.Model == "" {
		return nil
	}
	f, err := os.Open(c.Model)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	c.Net, err = conformance.ReadPNML(c.Model, f)
	return err
}

func printConformance(p *program, r *conformance.Result) {
	for _, part := range []struct {
		what string
		of   *conformance.Fit
	}{{"over", &r.Fit}, {"going on", &r.Ongoing}} {
		if n := part.of.Instances; n > 0 {
			fmt.Fprintf(p.stdout, "%-10s %d instances, %d as designed (%.1f %%); fitness %.4f; %d deviations\n", part.what, n, part.of.Fitting, 100*float64(part.of.Fitting)/float64(n), part.of.Fitness, part.of.Deviations)
			if part.of.Accepted > 0 {
				fmt.Fprintf(p.stdout, "%-10s with %d deviations accepted: %d as designed; fitness %.4f\n", "", part.of.Accepted, part.of.FittingAccepted, part.of.FitnessAccepted)
			}
		}
	}
	fmt.Fprintf(p.stdout, "variants   %d; the shortest way has %d steps\n", r.Variants, r.Shortest)
	if a := r.Approximate; a.Variants > 0 || a.Shortest {
		fmt.Fprintf(p.stdout, "approximate %d instances of %d variants: the search ended at its bound, up to %d deviations too many\n", a.Instances, a.Variants, a.Excess)
	}
	fmt.Fprintln(p.stdout)
	g := grid{head: []string{"step", ">missing", ">out of order", ">ad hoc", ">failed"}}
	for _, s := range r.BySteps {
		g.add(clip(string(s.Step), 40), fmt.Sprint(s.Missing), fmt.Sprint(s.OutOfOrder), fmt.Sprint(s.AdHoc), fmt.Sprint(s.Failed))
	}
	g.print(p.stdout)
	printDeviations(p, r.ByDeviation)
	if len(r.Accepting) > 0 {
		words := make([]string, len(r.Accepting))
		for i, a := range r.Accepting {
			words[i] = a.String()
		}
		fmt.Fprintf(p.stdout, "\nAccepted: %s\n", strings.Join(words, ", "))
	}
	printFits(p, r.Top)
}

// printDeviations tells what deviations go along with.
func printDeviations(p *program, list []conformance.Deviation) {
	if len(list) == 0 {
		return
	}
	g := grid{head: []string{"deviation", "step", ">instances", ">of all", ">completion", ">duration", ">satisfaction"}}
	for _, d := range list {
		completion := effect(d.Completion, points)
		if d.ByDefinition {
			completion = "by definition"
		}
		g.add(string(d.Class), clip(string(d.Step), 40), fmt.Sprint(d.Instances), percent(&d.Share), completion, effect(d.Duration, seconds), effect(d.Satisfaction, number))
	}
	fmt.Fprintln(p.stdout)
	g.print(p.stdout)
	fmt.Fprintln(p.stdout, "\nCompared with instances without the deviation: associated, not caused. ~ may be chance, among so many.")
}

// effect writes the difference that goes along with something, marked where it may be
// chance.
func effect(e *conformance.Effect, write func(*stat.Estimate) string) string {
	if e == nil {
		return "–"
	}
	if e.Q > 0.05 {
		return "~ " + write(&e.Difference)
	}
	return write(&e.Difference)
}

// number writes a difference of scores.
func number(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%+.2f (%+.2f to %+.2f)", e.Value, e.Lo, e.Hi)
}

// printFits writes variants with what is wrong with each: [extra], (missing).
func printFits(p *program, list []conformance.VariantFit) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(p.stdout)
	g := grid{head: []string{">instances", ">deviations", "steps: [not allowed], (missing)"}}
	for _, v := range list {
		g.add(fmt.Sprint(v.Instances), fmt.Sprint(v.Deviations), clip(marked(v.Steps), 160))
	}
	g.print(p.stdout)
}

func marked(steps []conformance.Marked) string {
	words := make([]string, len(steps))
	for i, s := range steps {
		switch s.Mark {
		case conformance.Extra:
			words[i] = "[" + string(s.Step) + "]"
		case conformance.Gone:
			words[i] = "(" + string(s.Step) + ")"
		default:
			words[i] = string(s.Step)
		}
	}
	return strings.Join(words, " → ")
}

func printConformanceDifference(p *program, d *conformance.Difference) {
	fmt.Fprintf(p.stdout, "as designed %s\nfitness     %s\n\n", points(d.FittingShare), number4(d.Fitness))
	g := grid{head: []string{"deviation", "step", ">share of instances"}}
	for _, one := range d.ByDeviation {
		g.add(string(one.Class), clip(string(one.Step), 40), points(one.Difference))
	}
	g.print(p.stdout)
}

// number4 writes a difference of fitness.
func number4(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%+.4f (%+.4f to %+.4f)", e.Value, e.Lo, e.Hi)
}
