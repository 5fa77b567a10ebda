// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/ask"
)

type journeyDiscover struct {
	dataFlag
	ask.Discovery
	Out   string `help:"The file to write. Default: standard output." placeholder:"FILE.yaml" type:"path"`
	Force bool   `help:"Write over a file that is there."`
}

func (c *journeyDiscover) Run(p *program) error {
	if err := c.free(p); err != nil {
		return err
	}
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	d, err := c.Ask(p.ctx, a.Desk)
	p.clear()
	if err != nil {
		return err
	}
	if err := c.write(p, d); err != nil {
		return err
	}
	if p.json {
		return p.print(d)
	}
	c.tell(p, d)
	return nil
}

// free reports a file that is there already, before anything is computed.
func (c *journeyDiscover) free(p *program) error {
	if c.Out == "" || c.Force {
		return nil
	}
	if _, err := os.Lstat(c.Out); !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Conflict, "%s is there already", p.near(c.Out)).WithRemedy("--force writes over it")
	}
	return nil
}

// write puts the document where it was asked for: with --json it is among the
// facts, so that only a file is written.
func (c *journeyDiscover) write(p *program, d *ask.Discovered) error {
	text, err := d.YAML()
	switch {
	case err != nil:
		return err
	case c.Out != "":
		if err := os.WriteFile(c.Out, text, 0o644); err != nil {
			return fmt.Errorf("write journey: %w", err)
		}
		if !p.json {
			fmt.Fprintln(p.stdout, p.near(c.Out))
		}
	case !p.json:
		_, err = p.stdout.Write(text)
	}
	return err
}

// tell sums a proposal up beside the document.
func (c *journeyDiscover) tell(p *program, d *ask.Discovered) {
	all, steps := d.Fitness.AllEvents, d.Fitness.Steps
	fmt.Fprintf(p.stderr, "%d steps from %d instances with %d variants\n", len(d.Steps), d.Instances, d.Variants)
	if d.Anew > 0 {
		fmt.Fprintf(p.stderr, "%d of the instances begin anew behind the end of another; --each or --idle cut them otherwise\n", d.Anew)
	}
	if d.Unique {
		fmt.Fprintln(p.stderr, d.Reason())
		if c.Each == "" && c.Idle == "" {
			fmt.Fprintln(p.stderr, "If customers come several times, cut their histories into instances with --idle 30m or --each PROPERTY.")
		}
	}
	fmt.Fprintf(p.stderr, "fitness of the steps       %.4f; %d of %d instances as proposed, as far as they went\n", steps.Fitness, steps.Fitting, steps.Instances)
	fmt.Fprintf(p.stderr, "fitness of all events      %.4f; %d of %d instances as proposed, all taken as over\n", all.Fitness, all.Fitting, all.Instances)
	if len(c.Where) > 0 {
		fmt.Fprintln(p.stderr, "The journey itself does not know --where: ask of it with the same, or write it under evidence.")
	}
	for _, names := range d.AnyOrder {
		fmt.Fprintf(p.stderr, "in either order            %s\n", clip(strings.Join(names, ", "), 120))
	}
	c.tellLeftOut(p, d)
}

// fewLeftOut is how many of the events left out are told beside the document,
// which lists more of them.
const fewLeftOut = 10

func (c *journeyDiscover) tellLeftOut(p *program, d *ask.Discovered) {
	for i, l := range d.LeftOut {
		if i == fewLeftOut {
			fmt.Fprintf(p.stderr, "left out                   and %d more: the document and --json list them\n", len(d.LeftOut)-i)
			return
		}
		fmt.Fprintf(p.stderr, "left out                   %s: %s; %d events in %d instances\n", clip(l.Event, 60), strings.ReplaceAll(string(l.Why), "-", " "), l.Events, l.Instances)
	}
}
