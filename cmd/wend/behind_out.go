// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"strings"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/ask"
)

// write writes everybody who stands behind a number to a file.
func (f *behindFlags) write(p *program, a *app.App, who crowd, journeys []*workspace.Documents) error {
	if _, err := table.FormatOf(f.Out); err != nil {
		return err
	}
	roll := &ask.Roll{Of: who.words()}
	who.of.Into(roll)
	_, err := who.ask(p.ctx, a.Desk, journeys)
	p.clear()
	if err != nil {
		return err
	}
	if err := a.Note(p.ctx, "customers.export", "customers", roll.Words()); err != nil {
		return err
	}
	rows, err := roll.Write(p.ctx, f.Out)
	if err != nil {
		return err
	}
	return exported(p, f.Out, rows)
}

// words say which number it is, beside the general terms.
func (c *crowd) words() string {
	words := c.files
	if of := ask.Particulars(c.of); of != "" {
		words = append([]string{of}, words...)
	}
	return strings.Join(words, "; ")
}

// out is the file that is asked for, "" for none.
func (f *behindFlags) out() string { return f.Out }

// fetch has a server lay the table out, and writes it to a file here.
func (f *behindFlags) fetch(p *program, who crowd) error {
	format, err := table.FormatOf(f.Out)
	if err != nil {
		return err
	}
	server, err := f.dial()
	if err != nil {
		return err
	}
	terms := ask.Parameters(who.of)
	for _, id := range who.journeys {
		terms.Add("journey", id)
	}
	var rows int
	if err := table.Keep(f.Out, func(to io.Writer) (err error) {
		rows, err = server.Table(p.ctx, who.question, format, terms, to)
		return err
	}); err != nil {
		return told(err)
	}
	return exported(p, f.Out, rows)
}
