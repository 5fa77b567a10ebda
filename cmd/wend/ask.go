// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// askFlags are the flags of every question about behaviour: whose instances, and
// whether by group or against others.
type askFlags struct {
	dataFlag
	questionFlags
	Channel string `help:"Only instances that used this channel." placeholder:"ID"`
	Actor   string `help:"Only instances in which somebody in this role took part." placeholder:"ID"`
	Events  bool   `help:"Every event is a step, and each customer's whole history one instance: no journey is needed."`
	Idle    string `help:"With --events: a longer silence ends an instance, as in 30m." placeholder:"TIME"`
	Each    string `help:"With --events: one instance for each value of this property, as order_id." placeholder:"PROPERTY"`
	By      string `help:"Answer for each segment, channel (of the first visit), month (of the start) or outcome." placeholder:"WHAT"`
	Against string `help:"Compare with others and tell the differences: segment:ID, rest, before (the period before) or FROM..TO." placeholder:"WHAT"`
}

// asked reads the flags; name is the journey's file or id, "" with --events.
func (f *askFlags) asked(p *program, name string) (app.Asked, error) {
	var out app.Asked
	switch {
	case f.Events == (name != ""):
		return out, fault.New(fault.Invalid, "a journey or --events is needed").WithRemedy("name a journey's file, or add --events to look at all events")
	case !f.Events && (f.Idle != "" || f.Each != ""):
		return out, fault.New(fault.Invalid, "--idle and --each are for --events").WithRemedy("a journey says under instance: what is one")
	case f.By != "" && f.Against != "":
		return out, fault.New(fault.Invalid, "--by and --against are two questions").WithRemedy("ask one after the other")
	case name != "":
		var err error
		if out.Documents, err = app.Journey(name, f.Data); err != nil {
			return out, err
		}
	}
	var err error
	if out.Question, err = f.question(p.clock()); err != nil {
		return out, err
	}
	out.OnChannel, out.ByActor = channel.ID(f.Channel), journey.ActorID(f.Actor)
	out.Segments = f.By == "segment" || len(f.Against) > 8 && f.Against[:8] == "segment:"
	out.Rules, err = f.rules()
	return out, err
}

// rules are those of instances of all events; nil for a customer's whole history.
func (f *askFlags) rules() (*journey.Instance, error) {
	if f.Idle == "" && f.Each == "" {
		return nil, nil
	}
	r := sequence.History()
	if f.Each != "" {
		r.By = &journey.By{Property: f.Each}
	}
	if f.Idle != "" {
		var err error
		if r.Idle, err = calendar.ParseSpan(f.Idle); err != nil {
			return nil, fault.New(fault.Invalid, "--idle %q is no length of time", f.Idle).WithRemedy("write 30m, 12h or 30d")
		}
	}
	return &r, nil
}

// answer is a question with the ways to tell its answer.
type answer[R, D any] struct {
	ask    func(*sequence.Instances) (R, error)
	differ func(a, b R) D
	print  func(R)
	told   func(D) // prints differences
}

// tell asks as the flags say and prints the answer, in groups or as a comparison.
func tell[R, D any](p *program, f *askFlags, x *sequence.Instances, a answer[R, D]) error {
	switch {
	case f.By != "":
		groups, err := app.Split(x, f.By, a.ask)
		if err != nil || p.json {
			return p.either(f, x, groups, err)
		}
		for i, g := range groups.Groups {
			if i > 0 {
				fmt.Fprintln(p.stdout)
			}
			fmt.Fprintf(p.stdout, "%s %s\n\n", f.By, g.Value)
			a.print(g.Answer)
		}
		return nil
	case f.Against != "":
		both, err := app.Compare(x, f.Against, a.ask, a.differ)
		if err != nil || p.json {
			return p.either(f, x, both, err)
		}
		fmt.Fprintf(p.stdout, "a: %s\nb: %s\n\n", both.A.Value, both.B.Value)
		a.told(both.Difference)
		return nil
	}
	r, err := a.ask(x)
	if err != nil || p.json {
		return p.either(f, x, r, err)
	}
	a.print(r)
	return nil
}

// either prints an answer as JSON, but for an error.
func (p *program) either(f *askFlags, x *sequence.Instances, v any, err error) error {
	if err != nil {
		return err
	}
	return p.print(app.Told{About: app.AboutOf(x, f.Events), Answer: v})
}

// instances builds what the flags ask about and hands it on.
func (f *askFlags) instances(p *program, name string, then func(*app.App, *sequence.Instances) error) error {
	q, err := f.asked(p, name)
	if err != nil {
		return err
	}
	return f.asking(p, q, then)
}

// asking builds what a question is about and hands it on.
func (f *askFlags) asking(p *program, q app.Asked, then func(*app.App, *sequence.Instances) error) error {
	a, err := f.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	x, err := a.Ask(p.ctx, q)
	p.clear()
	if err != nil {
		return err
	}
	return then(a, x)
}
