// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/ask"
)

type customersCommand struct {
	askFlags
	ask.Customers
	Out  string `help:"Write all of them to a file: .csv, .xlsx or .parquet." placeholder:"FILE" type:"path"`
	Find string `arg:"" optional:"" help:"How the id begins, or what stands in a trait such as an e-mail or a name." placeholder:"TEXT"`
}

func (c *customersCommand) needs() people.Action { return people.ReadCustomers }

func (c *customersCommand) Run(p *program) error {
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	c.Text = c.Find
	if c.Out != "" {
		return c.write(p, a)
	}
	found, err := c.Ask(p.ctx, a.Desk)
	if err != nil {
		return err
	}
	if p.json {
		return p.print(found)
	}
	g := grid{head: []string{"customer", "name", "email", ">events", "first", "last"}}
	for _, k := range found.Customers {
		g.add(clip(string(k.Customer), 40), clip(k.Name, 30), clip(k.Email, 40), fmt.Sprint(k.Events), stamp(k.First), stamp(k.Last))
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d customers", len(found.Customers))
	if found.Next != "" {
		fmt.Fprintf(p.stdout, "; more with --after %s", found.Next)
	}
	fmt.Fprintln(p.stdout)
	return nil
}

// write writes all that are found to a file.
func (c *customersCommand) write(p *program, a *app.App) error {
	if err := a.Note(p.ctx, "customers.export", "customers", filepath.Base(c.Out)); err != nil {
		return err
	}
	f, err := table.Create(c.Out, ask.CustomerColumns())
	if err != nil {
		return err
	}
	now := p.clock().UTC().Truncate(time.Second)
	if err := c.Each(p.ctx, a.Desk, func(k *ask.Known) error { return f.Row(ask.CustomerRow(now, c.Words(), k)...) }); err != nil {
		f.Discard()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return exported(p, c.Out, f.Rows())
}
