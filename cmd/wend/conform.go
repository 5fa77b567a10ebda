// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/sequence"
)

type conformCommand struct {
	pathFlags
	Model string `help:"A Petri net (PNML) to compare with, instead of the journey's own design. Its labels are the names of steps, or with --events of events." placeholder:"FILE" type:"existingfile"`
}

func (c *conformCommand) Run(p *program) error {
	if c.Events && c.Model == "" {
		return fault.New(fault.Invalid, "all events have no design to compare with").WithRemedy("add --model FILE.pnml, or name a journey")
	}
	return c.instances(p, func(x *sequence.Instances) error {
		m, err := c.model(x)
		if err != nil {
			return err
		}
		r, err := conformance.Check(p.ctx, x, m, c.Events)
		if err != nil {
			return err
		}
		if p.json {
			return p.print(r)
		}
		printConformance(p, r)
		return nil
	})
}

// model is the file's, else the journey's own.
func (c *conformCommand) model(x *sequence.Instances) (*conformance.Model, error) {
	if c.Model == "" {
		return conformance.ModelOf(x.Plan)
	}
	f, err := os.Open(c.Model)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return conformance.ReadPNML(c.Model, f)
}

func printConformance(p *program, r *conformance.Result) {
	for _, part := range []struct {
		what string
		of   conformance.Share
	}{{"over", r.Share}, {"going on", r.Ongoing}} {
		if n := part.of.Instances; n > 0 {
			fmt.Fprintf(p.stdout, "%-10s %d instances, %d as designed (%.1f %%); fitness %.4f; %d deviations\n", part.what, n, part.of.Fitting, 100*float64(part.of.Fitting)/float64(n), part.of.Fitness, part.of.Deviations)
		}
	}
	fmt.Fprintf(p.stdout, "variants   %d; the shortest way has %d steps\n\n", r.Variants, r.Shortest)
	g := grid{head: []string{"step", ">missing", ">out of order", ">ad hoc", ">failed"}}
	for _, s := range r.BySteps {
		g.add(clip(string(s.Step), 40), fmt.Sprint(s.Missing), fmt.Sprint(s.OutOfOrder), fmt.Sprint(s.AdHoc), fmt.Sprint(s.Failed))
	}
	g.print(p.stdout)
}
