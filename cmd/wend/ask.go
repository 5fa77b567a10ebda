// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/ask"
)

// journeyFlags name the data and the journey that a question is about.
type journeyFlags struct {
	askFlags
	Name string `arg:"" optional:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

// question is one that can be asked of a journey, or of all events.
type question[R, D any] func(context.Context, *ask.Desk, *workspace.Documents) (*ask.Answer[R, D], error)

// telling are the ways to tell people an answer.
type telling[R, D any] struct {
	by    string
	print func(*R)
	told  func(*D) // prints differences
}

// asking asks about the journey of that name, "" for all events, and tells the
// answer.
func asking[R, D any](p *program, data askFlags, name string, q question[R, D], t telling[R, D]) error {
	a, err := data.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	var docs *workspace.Documents
	if name != "" {
		if docs, err = a.Journey(p.ctx, name, p.dir); err != nil {
			return err
		}
	}
	out, err := q(p.ctx, a.Desk, docs)
	p.clear()
	if err != nil {
		return err
	}
	return tell(p, out, t)
}

// tell prints an answer, in groups or as a comparison.
func tell[R, D any](p *program, a *ask.Answer[R, D], t telling[R, D]) error {
	switch {
	case p.json:
		return p.print(a)
	case a.Groups != nil:
		for i, g := range a.Groups.Groups {
			if i > 0 {
				fmt.Fprintln(p.stdout)
			}
			fmt.Fprintf(p.stdout, "%s %s\n\n", t.by, g.Value)
			t.print(g.Answer)
		}
	case a.Compared != nil:
		fmt.Fprintf(p.stdout, "a: %s\nb: %s\n\n", a.Compared.A.Value, a.Compared.B.Value)
		t.told(a.Compared.Difference)
	default:
		t.print(a.One)
	}
	return nil
}
