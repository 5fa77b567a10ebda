// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// periodic is a question about the periods of some instances.
type periodic[R, D any] struct {
	ask    func(*sequence.Instances, cohort.Spec) (*R, error)
	differ func(a, b *R) *D

	begun bool // it is about the instances begun in the periods, not about what was done in them
	alike bool // two times are compared only if they are of as many periods
	over  bool // and only if all of these are over
}

// inPeriods asks as the terms say.
func inPeriods[R, D any](ctx context.Context, d *Desk, docs *workspace.Documents, p *Periods, k periodic[R, D]) (*Answer[R, D], error) {
	q, err := p.Asked(docs, d.Clock())
	if err != nil {
		return nil, err
	}
	x, err := d.Ask(ctx, q)
	if err != nil {
		return nil, err
	}
	s, err := p.spec(x)
	if err != nil {
		return nil, err
	}
	out := &Answer[R, D]{About: aboutOf(x, docs)}
	one := func(x *sequence.Instances) (*R, error) { return k.ask(x, s) }
	switch {
	case p.By != "":
		out.Groups, err = Split(k.of(x, s), p.By, one)
	case p.Against != "":
		out.Compared, err = k.compare(p, x, s)
	default:
		out.One, err = one(k.of(x, s))
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// of are the instances that a question is about. What was done in a period was
// often done in an instance begun before it.
func (k *periodic[R, D]) of(x *sequence.Instances, s cohort.Spec) *sequence.Instances {
	q := x.Question
	if q.From, q.To = (time.Time{}), (time.Time{}); k.begun {
		q.From, q.To = s.From, s.To
	}
	return x.Ask(q)
}

// compare asks about the periods of s twice: of those that x is about and of
// others, or of these and of other periods.
func (k *periodic[R, D]) compare(p *Periods, x *sequence.Instances, s cohort.Spec) (*Compared[R, D], error) {
	o, times, err := p.other(s)
	if err != nil {
		return nil, err
	}
	if !times {
		out, err := Compare(k.of(x, s), p.Against, func(x *sequence.Instances) (*R, error) { return k.ask(x, s) }, k.differ)
		if err == nil && (period{s.From, s.To}) != (period{}) {
			out.A.Value = p.words(s)
		}
		return out, err
	}
	if err := k.check(s, o, x.Question.AsOf); err != nil {
		return nil, err
	}
	out := &Compared[R, D]{A: Group[R]{Value: p.words(s)}, B: Group[R]{Value: p.words(o)}}
	if out.A.Answer, err = k.ask(k.of(x, s), s); err != nil {
		return nil, err
	}
	if out.B.Answer, err = k.ask(k.of(x, o), o); err != nil {
		return nil, err
	}
	out.Difference = k.differ(out.A.Answer, out.B.Answer)
	return out, nil
}

// check refuses two times that cannot be compared.
func (k *periodic[R, D]) check(s, o cohort.Spec, now time.Time) error {
	r := period{o.From, o.To}
	if err := r.check(now); err != nil {
		return err
	}
	n, err := s.Whole()
	if err != nil {
		return err
	}
	m, err := o.Whole()
	if err != nil {
		return err
	}
	if err := (period{s.From, s.To}).apart(r); err != nil {
		return err
	}
	if k.alike && n != m {
		return fault.New(fault.Invalid, "the times are of %d and %d %ss", n, m, s.Every).WithRemedy("choose times of as many, or compare with the time before")
	}
	if !k.over {
		return nil
	}
	if err := s.Over(now); err != nil {
		return err
	}
	return o.Over(now)
}
