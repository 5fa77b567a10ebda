// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Funnel asks how many go on from step to step, how fast, and where they are
// lost.
type Funnel struct {
	Terms
	Order   string   `query:"order" help:"Ordered: others may come between. Strict: nothing may. Unordered: in any order." enum:"ordered,strict,unordered" default:"ordered"`
	Window  string   `query:"window" help:"The longest time from the first step to any other, as in 7d. Default: none within an instance, 14d per customer." placeholder:"TIME"`
	Exclude []string `query:"exclude,explode" help:"What spoils a chain: NAME, or NAME@2-3 between the second step and the third. Repeat for more." placeholder:"NAME" sep:"none"`
	Bins    int      `query:"bins" help:"How many bars the histogram of times has. Default: as suits the numbers."`
	Steps   []string `query:"step,explode" kong:"-" help:"Ids of the journey's steps or, of all events, names. a|b is either, a? may be left out, name[field=value] holds under a condition. Repeat in order; none: the journey's required steps."`
}

// Ask answers the question.
func (f *Funnel) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[funnel.Result, funnel.Difference], error) {
	x, spec, err := f.chains(ctx, d, docs)
	if err != nil {
		return nil, err
	}
	return answer(&f.Terms, x, docs, kernel[funnel.Result, funnel.Difference]{
		ask: func(x *sequence.Instances) (*funnel.Result, error) {
			x, s := f.entries(x, spec)
			return funnel.Of(ctx, x, s)
		},
		differ: funnel.Compare,
	})
}

// Why asks what those who converted did otherwise than those who did not.
func (f *Funnel) Why(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[funnel.Correlations, NoDifference], error) {
	if f.Against != "" {
		return nil, fault.New(fault.Invalid, "why compares those who converted with those who did not").WithRemedy("leave against out, or ask by group")
	}
	x, spec, err := f.chains(ctx, d, docs)
	if err != nil {
		return nil, err
	}
	return answer(&f.Terms, x, docs, kernel[funnel.Correlations, NoDifference]{
		ask: func(x *sequence.Instances) (*funnel.Correlations, error) {
			x, s := f.entries(x, spec)
			return funnel.Correlates(ctx, x, s)
		},
	})
}

// NoDifference is that of a question that is a comparison already.
type NoDifference struct{}

// chains builds the instances and reads the terms of the funnel.
func (f *Funnel) chains(ctx context.Context, d *Desk, docs *workspace.Documents) (*sequence.Instances, funnel.Spec, error) {
	if f.Events && len(f.Steps) == 0 {
		return nil, funnel.Spec{}, fault.New(fault.Invalid, "a funnel of events needs their names").WithRemedy("as in: wend funnel --events view cart pay")
	}
	if err := f.checkPeriods(d.Clock()); err != nil {
		return nil, funnel.Spec{}, err
	}
	q, err := f.Asked(docs, d.Clock())
	if err != nil {
		return nil, funnel.Spec{}, err
	}
	q.PerCustomer = false // a customer's chains may cross instances
	x, spec, err := d.chains(ctx, q, f.Steps, f.Exclude)
	if err != nil {
		return nil, spec, err
	}
	return x, spec, f.complete(&spec)
}

// complete fills in what the terms say.
func (f *Funnel) complete(s *funnel.Spec) error {
	s.Order, s.Bins = funnel.Order(f.Order), f.Bins
	if f.Per == "customer" {
		s.Per = funnel.Customer
	}
	if f.Window == "" {
		return nil
	}
	w, err := calendar.ParseSpan(f.Window)
	if err != nil {
		return fault.New(fault.Invalid, "window %q is no length of time", f.Window).WithRemedy("write 30m, 12h or 7d")
	}
	s.Window = w.Length.Microseconds()
	return nil
}

// entries chooses instances: a period selects entries, whenever their instances
// began.
func (f *Funnel) entries(x *sequence.Instances, s funnel.Spec) (*sequence.Instances, funnel.Spec) {
	q := x.Question
	s.From, s.To = q.From, q.To
	// Groups and the rest are sets of instances already, which a new question would undo.
	if whole := (f.By == "" || f.By == "segment") && f.Against != "rest"; whole && (!q.From.IsZero() || !q.To.IsZero()) {
		q.From, q.To = time.Time{}, time.Time{}
		x = x.Ask(q)
	}
	return x, s
}
