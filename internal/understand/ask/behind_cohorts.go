// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"cmp"
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// periods builds the instances of the part of an answer that a number is of, with
// its periods. begun is that of the question.
func (o *Of) periods(ctx context.Context, d *Desk, docs *workspace.Documents, p *Periods, begun bool) (*sequence.Instances, cohort.Spec, error) {
	q, err := p.Asked(docs, d.Clock())
	if err != nil {
		return nil, cohort.Spec{}, err
	}
	x, err := d.Ask(ctx, q)
	if err != nil {
		return nil, cohort.Spec{}, err
	}
	s, err := p.spec(x)
	if err != nil {
		return nil, s, err
	}
	k := periodic[cohort.Result, cohort.Difference]{begun: begun}
	if p.Against != "" {
		switch other, times, err := p.other(s); {
		case err != nil:
			return nil, s, err
		case times && o.isB():
			return k.of(x, other), other, nil
		case times && o.isA():
			return k.of(x, s), s, nil
		}
	}
	x, err = o.portion(&p.Terms, k.of(x, s))
	return x, s, err
}

// day is the moment that the text of a period means: a date in its zone, or a
// time.
func (p *Periods) day(s cohort.Spec, text string) (time.Time, error) {
	t, err := ParseMoment(text)
	if err != nil {
		return t, fault.New(fault.Invalid, "%q is no period", text).WithRemedy("write the day on which it begins, as 2026-05-04")
	}
	if len(text) == len(time.DateOnly) {
		return s.Day(t), nil
	}
	return t, nil
}

// BehindRetention asks who stands behind a cell of retention, or a row of it.
type BehindRetention struct {
	Retention
	Of
	What  string `query:"what" help:"The number: who were active so many periods later, or all of the row." enum:"active,size" default:"active"`
	Row   string `query:"row" help:"The row: the day on which its period begins; with first the step or channel; all. Default: all." placeholder:"ROW"`
	Later int    `query:"later" help:"How many periods later." default:"0"`
}

// Ask answers the question.
func (b *BehindRetention) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		x, s, err := b.periods(ctx, d, docs, &b.Periods, false)
		if err != nil {
			return nil, err
		}
		b.complete(&s)
		n := cohort.CellNumber{Size: b.What == "size", After: b.Later, All: cmp.Or(b.Row, "all") == "all"}
		switch {
		case n.All:
		case b.First != "":
			group := b.Row
			if group == "unknown" {
				group = ""
			}
			n.Group = &group
		default:
			if n.Start, err = b.day(s, b.Row); err != nil {
				return nil, err
			}
		}
		set, err := cohort.Behind(ctx, x, s, n)
		return &standing{x: x, set: set, what: b.What, per: "customer", asked: period{s.From, s.To}}, err
	})
}

// BehindFlows asks who stands behind a number of a period: who were new in it, and
// so on.
type BehindFlows struct {
	Flows
	Of
	What   string `query:"what" help:"The number." enum:"active,new,returning,resurrecting,dormant" default:"active"`
	Period string `query:"period" help:"The day on which the period begins." placeholder:"DATE"`
}

// Ask answers the question.
func (b *BehindFlows) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		x, s, err := b.periods(ctx, d, docs, &b.Periods, false)
		if err != nil {
			return nil, err
		}
		at, err := b.day(s, b.Period)
		if err != nil {
			return nil, err
		}
		set, err := cohort.FlowsBehind(ctx, x, s, at, cohort.FlowNumber(b.What))
		return &standing{x: x, set: set, what: b.What, per: "customer", asked: period{s.From, s.To}}, err
	})
}

// BehindStickiness asks who were active in so many periods.
type BehindStickiness struct {
	Stickiness
	Of
	Count int `query:"count" help:"In how many periods." default:"1"`
}

// Ask answers the question.
func (b *BehindStickiness) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		x, s, err := b.periods(ctx, d, docs, &b.Periods, false)
		if err != nil {
			return nil, err
		}
		set, err := cohort.StickinessBehind(ctx, x, s, b.Count)
		return &standing{x: x, set: set, what: "active", per: "customer", asked: period{s.From, s.To}}, err
	})
}

// BehindStates asks which instances began in a state of a lifecycle, in a period or
// at all, or followed, in that state, one that began in another.
type BehindStates struct {
	States
	Of
	What   string `query:"what" help:"The number: who began in the state in the period, or after an instance in another state." enum:"began,followed" default:"began"`
	State  string `query:"state" help:"The state; none: no rule held." placeholder:"STATE"`
	Period string `query:"period" help:"Of began: the day on which the period begins. Default: any time." placeholder:"DATE"`
	Before string `query:"before" help:"Of followed: the state of the customer's instance before; none: no rule held." placeholder:"STATE"`
}

// Ask answers the question.
func (b *BehindStates) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		w, err := d.workspace(docs)
		if err != nil {
			return nil, err
		}
		l, err := b.lifecycle(w)
		if err != nil {
			return nil, err
		}
		x, s, err := b.periods(ctx, d, docs, &b.Periods, true)
		if err != nil {
			return nil, err
		}
		n, before := cohort.StateNumber{State: lifecycle.StateID(b.State)}, lifecycle.StateID(b.Before)
		switch {
		case b.What == "followed":
			n.From = &before
		case b.Period != "":
			if n.Start, err = b.day(s, b.Period); err != nil {
				return nil, err
			}
		}
		set, err := cohort.StatesBehind(ctx, x, d.Index, l, s, n)
		return &standing{x: x, set: set, what: b.What, asked: period{s.From, s.To}}, err
	})
}
