// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Conformance asks what was left out, out of order or unforeseen beside the
// design.
type Conformance struct {
	Terms
	Accept   []string `query:"accept,explode" help:"A deviation that is accepted: missing:STEP, out-of-order:STEP or ad-hoc:EVENT. Repeat for more." placeholder:"CLASS:STEP" sep:"none"`
	AdHoc    []string `query:"ad_hoc,explode" help:"An event beside the journey's that counts as a touchpoint. Repeat for more." placeholder:"EVENT" sep:"none"`
	Strict   bool     `query:"strict" help:"Leave out of account what is accepted on the journey."`
	Variants int      `query:"variants" help:"List the most frequent variants with their alignments." placeholder:"N"`
	MaxNodes int      `query:"max_nodes" help:"How long to search for one alignment before it is called approximate." placeholder:"N"`

	Net      *conformance.Model     `kong:"-"` // to compare with; nil: the journey's own design
	Accepted []conformance.Accepted `kong:"-"` // beside those of Accept
}

// Ask answers the question.
func (c *Conformance) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[conformance.Result, conformance.Difference], error) {
	x, m, o, err := c.subject(ctx, d, docs)
	if err != nil {
		return nil, err
	}
	if o.Score, _, err = d.Scores(ctx, x); err != nil {
		return nil, err
	}
	return answer(&c.Terms, x, docs, kernel[conformance.Result, conformance.Difference]{
		ask: func(x *sequence.Instances) (*conformance.Result, error) {
			r, err := conformance.Check(ctx, x, m, o)
			if err == nil {
				r.Accepting = append([]conformance.Accepted{}, o.Accept...)
			}
			return r, err
		},
		differ: conformance.Compare,
	})
}

// subject builds the instances, with what they are compared with, and how.
func (c *Conformance) subject(ctx context.Context, d *Desk, docs *workspace.Documents) (x *sequence.Instances, m *conformance.Model, o conformance.Options, err error) {
	if c.Events && c.Net == nil {
		return nil, nil, o, fault.New(fault.Invalid, "all events have no design to compare with").WithRemedy("add --model FILE.pnml, or name a journey")
	}
	if o, err = c.options(); err != nil {
		return nil, nil, o, err
	}
	if x, err = c.instances(ctx, d, docs); err != nil {
		return nil, nil, o, err
	}
	if m = c.Net; m == nil {
		m, err = conformance.ModelOf(x.Plan)
	}
	if err == nil {
		err = c.register(ctx, d, x, m, &o)
	}
	return x, m, o, err
}

// register adds what is accepted on the journey; what a changed design has no place
// for any more is passed over.
func (c *Conformance) register(ctx context.Context, d *Desk, x *sequence.Instances, m *conformance.Model, o *conformance.Options) error {
	if c.Strict || c.Events || d.Accepted == nil {
		return nil
	}
	list, err := d.Accepted(ctx, x.Plan.Journey.ID)
	for _, a := range list {
		if m.CanOccur(a) == nil {
			o.Accept = append(o.Accept, a)
		}
	}
	return err
}

// CanOccur says why a deviation cannot occur on a journey, nil if it can.
func CanOccur(docs *workspace.Documents, a conformance.Accepted) error {
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		return err
	}
	m, err := conformance.ModelOf(plan)
	if err != nil {
		return err
	}
	return m.CanOccur(a)
}

// options reads the terms.
func (c *Conformance) options() (conformance.Options, error) {
	o := conformance.Options{Whole: c.Events, Accept: c.Accepted, Variants: c.Variants, MaxNodes: c.MaxNodes}
	for _, text := range c.Accept {
		one, err := conformance.ParseAccepted(text)
		if err != nil {
			return o, err
		}
		o.Accept = append(o.Accept, one)
	}
	return o, nil
}

// instances are those asked about, with which event each visit was: scores are
// of events.
func (c *Conformance) instances(ctx context.Context, d *Desk, docs *workspace.Documents) (*sequence.Instances, error) {
	now := d.Clock()
	if err := c.checkPeriods(now); err != nil {
		return nil, err
	}
	q, err := c.Asked(docs, now)
	if err != nil {
		return nil, err
	}
	q.AdHoc, q.Question.Events = c.AdHoc, true
	return d.Ask(ctx, q)
}
