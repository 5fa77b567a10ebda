// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Of says which part of an answer a number is of, and which of the instances
// behind it are listed.
type Of struct {
	Group string `query:"group" help:"The group that the number is of, in an answer by group. Against others: a for those asked about, which is the default, or b." placeholder:"GROUP"`
	Page
}

// asked builds the instances that some terms ask about, and returns those of the part
// that a number is of.
func (o *Of) asked(ctx context.Context, d *Desk, docs *workspace.Documents, t *Terms) (*sequence.Instances, error) {
	x, err := t.instances(ctx, d, docs)
	if err != nil {
		return nil, err
	}
	return o.portion(t, x)
}

// portion are the instances of the part of an answer that a number is of.
func (o *Of) portion(t *Terms, x *sequence.Instances) (*sequence.Instances, error) {
	switch {
	case t.By != "":
		return o.named(x, t.By)
	case t.Against != "":
		return o.side(x, t.Against)
	case o.Group != "":
		return nil, fault.New(fault.Invalid, "the answer has no groups").WithRemedy("say by what with by, or leave group out")
	}
	return x, nil
}

// named is one of the groups.
func (o *Of) named(x *sequence.Instances, by string) (*sequence.Instances, error) {
	parts, err := grouped(x, by)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, p := range parts {
		if p.name == o.Group {
			return p.of, nil
		}
		names = append(names, p.name)
	}
	return nil, unknown("group", o.Group, names)
}

// side is one of the two sides of a comparison.
func (o *Of) side(x *sequence.Instances, against string) (*sequence.Instances, error) {
	a, b, err := sides(x, against)
	switch {
	case err != nil:
		return nil, err
	case o.isB():
		return b.of, nil
	case o.isA():
		return a.of, nil
	}
	return nil, unknown("side", o.Group, []string{"a", "b"})
}

func (o *Of) isA() bool { return o.Group == "" || o.Group == "a" }
func (o *Of) isB() bool { return o.Group == "b" }

// BehindFunnel asks who stands behind a number of a funnel.
type BehindFunnel struct {
	Funnel
	Of
	What string `query:"what" help:"The number: reached, or lost behind the step; unripe or excluded." enum:"reached,lost,unripe,excluded" default:"reached"`
	At   int    `query:"at" help:"The place of the step in the funnel, from 1." default:"1"`
}

// Ask answers the question.
func (b *BehindFunnel) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		x, spec, err := b.chains(ctx, d, docs)
		if err != nil {
			return nil, err
		}
		if x, err = b.portion(&b.Terms, x); err != nil {
			return nil, err
		}
		x, spec = b.entries(x, spec)
		out := &standing{x: x, what: b.What, asked: period{spec.From, spec.To}}
		if spec.Per == funnel.Customer {
			out.per = "customer"
		}
		if out.set, err = funnel.Behind(ctx, x, spec, funnel.Number(b.What), b.At-1); err != nil {
			return nil, err
		}
		if of := b.What == "reached" || b.What == "lost"; of && spec.Order != funnel.Unordered {
			out.step, out.title = spec.Steps[b.At-1].Name(x.Plan)
		}
		return out, nil
	})
}

// BehindLevels asks who stands behind a number of the levels of paths.
type BehindLevels struct {
	Levels
	Of
	What  string `query:"what" help:"The number: who arrived at the step on the level, whose path ended there, who went on to the next." enum:"arrived,ended,went-on" default:"arrived"`
	Level int    `query:"level" help:"The level, from 1." default:"1"`
	Step  string `query:"step" help:"The step on the level; none: those that stand together there." placeholder:"STEP"`
	Next  string `query:"next" help:"Of went-on: the step on the level behind; none: those that stand together there." placeholder:"STEP"`
}

// Ask answers the question. An instance with several paths is listed once.
func (b *BehindLevels) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		spec, err := b.spec()
		if err != nil {
			return nil, err
		}
		x, err := b.asked(ctx, d, docs, &b.Terms)
		if err != nil {
			return nil, err
		}
		n := path.LevelNumber{What: path.LevelWhat(b.What), Level: b.Level, Step: journey.StepID(b.Step), Next: journey.StepID(b.Next)}
		out := &standing{x: x, what: b.What}
		if out.set, out.times, err = path.LevelsBehind(ctx, x, spec, n); spec.Gap == 0 {
			out.times = 0 // a path is an instance
		}
		return out, err
	})
}

// BehindConformance asks who stands behind a number of a comparison with a design.
type BehindConformance struct {
	Conformance
	Of
	What string `query:"what" help:"The number: over, fitting, accepted (with accepted deviations alone, or none), deviating; ongoing, ongoing-fitting, ongoing-accepted, ongoing-deviating; of a step missing, out-of-order, ad-hoc, failed." enum:"over,fitting,accepted,deviating,ongoing,ongoing-fitting,ongoing-accepted,ongoing-deviating,missing,out-of-order,ad-hoc,failed" default:"deviating"`
	Step string `query:"step" help:"The step that deviates. Default: any." placeholder:"STEP"`
}

// Ask answers the question.
func (b *BehindConformance) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		x, m, o, err := b.subject(ctx, d, docs)
		if err != nil {
			return nil, err
		}
		if x, err = b.portion(&b.Terms, x); err != nil {
			return nil, err
		}
		set, err := conformance.Behind(ctx, x, m, o, conformance.Number(b.What), journey.StepID(b.Step))
		return &standing{x: x, set: set, what: b.What}, err
	})
}
