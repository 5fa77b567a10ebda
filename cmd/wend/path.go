// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

type pathCommand struct {
	Variants    pathVariants    `cmd:"" help:"The different orders of steps, the most frequent first."`
	Transitions pathTransitions `cmd:"" help:"Which steps follow each other, how often and how fast; what is done again."`
}

// pathFlags say whose paths are asked about.
type pathFlags struct {
	dataFlag
	questionFlags
	Events bool   `help:"Every event is a step, and each customer's whole history one instance: no journey is needed."`
	Name   string `arg:"" optional:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

// instances builds what the flags ask for and hands it on.
func (f *pathFlags) instances(p *program, then func(*sequence.Instances) error) error {
	var docs *workspace.Documents
	switch {
	case f.Events == (f.Name != ""):
		return fault.New(fault.Invalid, "a journey or --events is needed").WithRemedy("name a journey's file, or add --events to look at all events")
	case f.Name != "":
		var err error
		if docs, err = app.Journey(f.Name, f.Data); err != nil {
			return err
		}
	}
	q, err := f.question(p.clock())
	if err != nil {
		return err
	}
	a, err := f.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	x, err := a.Instances(p.ctx, docs, q)
	if err != nil {
		return err
	}
	return then(x)
}

type pathVariants struct {
	pathFlags
	Top string `help:"How many to list, or all." default:"20"`
}

func (c *pathVariants) Run(p *program) error {
	top := 0
	if c.Top != "all" {
		var err error
		if top, err = strconv.Atoi(c.Top); err != nil || top < 1 {
			return fault.New(fault.Invalid, "--top %q is no number", c.Top).WithRemedy("write --top 50, or --top all")
		}
	}
	return c.instances(p, func(x *sequence.Instances) error {
		v := path.VariantsOf(x, top)
		if p.json {
			return p.print(v)
		}
		g := grid{head: []string{">instances", ">share", "steps"}}
		for _, one := range v.Top {
			g.add(fmt.Sprint(one.Instances), oneDigit(100*one.Share)+" %", arrows(one.Steps))
		}
		g.print(p.stdout)
		fmt.Fprintf(p.stdout, "\n%d variants of %d instances\n", v.Variants, v.Instances)
		return nil
	})
}

// arrows writes steps in a row.
func arrows(steps []journey.StepID) string {
	words := make([]string, len(steps))
	for i, s := range steps {
		words[i] = string(s)
	}
	return clip(strings.Join(words, " → "), 160)
}

type pathTransitions struct{ pathFlags }

func (c *pathTransitions) Run(p *program) error {
	return c.instances(p, func(x *sequence.Instances) error {
		t := path.TransitionsOf(x)
		if p.json {
			return p.print(t)
		}
		g := grid{head: []string{"from", "to", ">count", ">instances", ">mean", ">median", ">p90"}}
		for _, tr := range t.Transitions {
			g.add(clip(string(tr.From), 40), clip(string(tr.To), 40), fmt.Sprint(tr.Count), fmt.Sprint(tr.Instances), spanOf(tr.MeanS), spanOf(tr.MedianS), spanOf(tr.P90S))
		}
		g.print(p.stdout)
		if len(t.Rework) > 0 {
			fmt.Fprintln(p.stdout)
			g = grid{head: []string{"done again", ">instances", ">visits", ">directly", ">after others"}}
			for _, r := range t.Rework {
				g.add(clip(string(r.Step), 40), fmt.Sprint(r.Instances), fmt.Sprint(r.Visits), fmt.Sprint(r.InSelf), fmt.Sprint(r.Returns))
			}
			g.print(p.stdout)
		}
		fmt.Fprintf(p.stdout, "\n%d instances\n", t.Instances)
		return nil
	})
}

func spanOf(s *float64) string {
	if s == nil {
		return "–"
	}
	return span(*s)
}
