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
	Variants int      `query:"variants" help:"List the most frequent variants with their alignments." placeholder:"N"`
	MaxNodes int      `query:"max_nodes" help:"How long to search for one alignment before it is called approximate." placeholder:"N"`

	Net      *conformance.Model     `kong:"-"` // to compare with; nil: the journey's own design
	Accepted []conformance.Accepted `kong:"-"` // beside those of Accept
}

// Ask answers the question.
func (c *Conformance) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[conformance.Result, conformance.Difference], error) {
	if c.Events && c.Net == nil {
		return nil, fault.New(fault.Invalid, "all events have no design to compare with").WithRemedy("add --model FILE.pnml, or name a journey")
	}
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	x, err := c.instances(ctx, d, docs)
	if err != nil {
		return nil, err
	}
	m := c.Net
	if m == nil {
		if m, err = conformance.ModelOf(x.Plan); err != nil {
			return nil, err
		}
	}
	if o.Score, _, err = d.Scores(ctx, x); err != nil {
		return nil, err
	}
	return answer(&c.Terms, x, docs, kernel[conformance.Result, conformance.Difference]{
		ask:    func(x *sequence.Instances) (*conformance.Result, error) { return conformance.Check(ctx, x, m, o) },
		differ: conformance.Compare,
	})
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
