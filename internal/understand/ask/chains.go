// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// chains builds the instances that a funnel is about and finds its steps by
// their names: ids of a journey's steps or names of events, as funnel.Named reads
// them; without any the journey's required steps. In all events a name may carry
// conditions, as in "Page Viewed[path^=/products]". excluded names what spoils a
// chain, all through the funnel or, with "@2-3" behind it, between two steps.
func (d *Desk) chains(ctx context.Context, q Asked, names, excluded []string) (x *sequence.Instances, s funnel.Spec, err error) {
	if conditional := slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, "]") }); conditional && q.Documents == nil {
		x, s.Steps, err = d.conditions(ctx, q, names)
	} else if x, err = d.Ask(ctx, q); err == nil {
		s.Steps, err = stepsOf(x.Plan, names)
	}
	if err != nil {
		return nil, s, err
	}
	s.Exclusions, err = exclusions(x.Plan, s.Steps, excluded)
	return x, s, err
}

// stepsOf are the named steps, or the required ones.
func stepsOf(p *sequence.Plan, names []string) ([]funnel.Step, error) {
	if len(names) == 0 {
		for i := range p.Steps {
			if s := &p.Steps[i]; s.Observed && !s.Optional && len(s.For) == 0 {
				names = append(names, string(s.ID))
			}
		}
	}
	if len(names) > funnel.MaxSteps {
		return nil, fault.New(fault.Invalid, "a funnel of %d steps; it has %d at most", len(names), funnel.MaxSteps).WithRemedy("name the steps that matter")
	}
	return funnel.Named(p, names...)
}

// conditions builds the instances of events in which every combination of the
// conditions is a step.
func (d *Desk) conditions(ctx context.Context, q Asked, names []string) (*sequence.Instances, []funnel.Step, error) {
	w, err := d.workspace(nil)
	if err != nil {
		return nil, nil, err
	}
	all, err := d.Log.Names(ctx, sequence.Scope{Where: q.Where, AsOf: q.AsOf})
	if err != nil {
		return nil, nil, err
	}
	others, matchers := slices.Clone(all), make([]sequence.Matching, len(names))
	for i, name := range names {
		if matchers[i], err = matching(name, all); err != nil {
			return nil, nil, err
		}
		others = slices.DeleteFunc(others, func(n string) bool { return n == matchers[i].Event })
	}
	plan, steps, err := sequence.MatchersPlan(matchers, others, q.rules(), w, q.segments(w)...)
	if err != nil {
		return nil, nil, err
	}
	if err := known(q.Question, plan); err != nil {
		return nil, nil, err
	}
	out := make([]funnel.Step, len(names))
	for i := range out {
		out[i] = funnel.Step{ID: names[i], Title: names[i], Any: steps[i]}
	}
	x, err := sequence.Build(ctx, d.Index, plan, q.Question)
	return x, out, err
}

// matching reads the name of an event with conditions, "name[a=1,b=2]".
func matching(text string, known []string) (m sequence.Matching, err error) {
	name, conditions, conditional := strings.Cut(text, "[")
	m.Name, m.Event = text, name
	if !slices.Contains(known, name) {
		return m, unknown("event", name, known)
	}
	if !conditional {
		return m, nil
	}
	var trees []*evidence.Tree
	for c := range strings.SplitSeq(strings.TrimSuffix(conditions, "]"), ",") {
		tree, err := evidence.ParseExpression(strings.TrimSpace(c), evidence.Properties)
		if err != nil {
			return m, err
		}
		trees = append(trees, tree)
	}
	m.Where = evidence.And(trees...)
	return m, nil
}

// rules are those of instances of all events.
func (q *Asked) rules() journey.Instance {
	if q.Rules != nil {
		return *q.Rules
	}
	return sequence.History()
}

// exclusions reads what spoils a chain: "name", or "name@2-3" between the second
// step and the third.
func exclusions(p *sequence.Plan, steps []funnel.Step, names []string) (out []funnel.Exclusion, err error) {
	for _, name := range names {
		e := funnel.Exclusion{From: 0, To: len(steps) - 1}
		if at := strings.LastIndexByte(name, '@'); at > 0 {
			if e.From, e.To, err = between(name[at+1:], len(steps)); err != nil {
				return nil, err
			}
			name = name[:at]
		}
		found, err := funnel.Named(p, name)
		if err != nil {
			return nil, err
		}
		e.Any = found[0].Any
		out = append(out, e)
	}
	return out, nil
}

// between reads "2-3", the places of two of n steps, from 1.
func between(text string, n int) (from, to int, err error) {
	a, b, ok := strings.Cut(text, "-")
	from, errA := strconv.Atoi(a)
	to, errB := strconv.Atoi(b)
	if !ok || errA != nil || errB != nil || from < 1 || to <= from || to > n {
		return 0, 0, fault.New(fault.Invalid, "%q names no two of the %d steps", text, n).WithRemedy("write NAME@2-3 for what spoils a chain between the second step and the third")
	}
	return from - 1, to - 1, nil
}
