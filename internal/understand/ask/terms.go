// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Scope says which events count. Its fields, like those of every question, are
// flags of a command and parameters of a request alike.
type Scope struct {
	Where []string `query:"where,explode" help:"Only events for which this holds: field=value, field!=value, field>5, field^=start, field*=part, field~regex. Repeat for more." placeholder:"COND" sep:"none"`
	From  string   `query:"from" help:"Only what started at or after this date or time." placeholder:"DATE"`
	To    string   `query:"to" help:"Only what started before this date or time." placeholder:"DATE"`
	AsOf  string   `query:"as_of" help:"Answer as of this date or time. Default: now." placeholder:"DATE"`
}

// Within reads the terms: the part of the log that they mean.
func (f *Scope) Within(now time.Time) (sequence.Scope, error) {
	s := sequence.Scope{AsOf: now}
	var trees []*evidence.Tree
	for _, w := range f.Where {
		tree, err := evidence.ParseExpression(w, evidence.Properties)
		if err != nil {
			return s, err
		}
		trees = append(trees, tree)
	}
	s.Where = evidence.And(trees...)
	for _, t := range []struct {
		name string
		text string
		into *time.Time
	}{{"from", f.From, &s.From}, {"to", f.To, &s.To}, {"as-of", f.AsOf, &s.AsOf}} {
		if t.text == "" {
			continue
		}
		v, err := ParseMoment(t.text)
		if err != nil {
			return s, fault.New(fault.Invalid, "%s %q is no date", t.name, t.text).WithRemedy("write 2026-05-01 or 2026-05-01T09:00:00Z")
		}
		*t.into = v
	}
	return s, nil
}

// ParseMoment reads a date, as midnight UTC, or a time.
func ParseMoment(s string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, s)
}

// Base are the terms that every question about journeys takes.
type Base struct {
	Scope
	Segment string `query:"segment" help:"Only customers in this segment." placeholder:"ID"`
	Per     string `query:"per" help:"Count each instance, or each customer's first." enum:"instance,customer" default:"instance"`
	Traits  string `query:"traits" help:"Segments by traits as known at each start, or now." enum:"start,now" default:"start"`
}

// question reads the terms.
func (f *Base) question(now time.Time) (sequence.Question, error) {
	s, err := f.Within(now)
	return sequence.Question{
		Where: s.Where, From: s.From, To: s.To, AsOf: s.AsOf,
		Segment: segment.ID(f.Segment), TraitsNow: f.Traits == "now", PerCustomer: f.Per == "customer",
	}, err
}

// Terms are those of every question about behaviour: whose instances, and
// whether by group or against others.
type Terms struct {
	Base
	Channel string `query:"channel" help:"Only instances that used this channel." placeholder:"ID"`
	Actor   string `query:"actor" help:"Only instances in which somebody in this role took part." placeholder:"ID"`
	Events  bool   `query:"events" help:"Every event is a step, and each customer's whole history one instance: no journey is needed."`
	Idle    string `query:"idle" help:"With --events: a longer silence ends an instance, as in 30m." placeholder:"TIME"`
	Each    string `query:"each" help:"With --events: one instance for each value of this property, as order_id." placeholder:"PROPERTY"`
	By      string `query:"by" help:"Answer for each segment, channel (of the first visit), month (of the start) or outcome." placeholder:"WHAT"`
	Against string `query:"against" help:"Compare with others and tell the differences: segment:ID, rest, before (the period before) or FROM..TO." placeholder:"WHAT"`
}

// Asked reads the terms; docs are of the journey, nil for all events.
func (t *Terms) Asked(docs *workspace.Documents, now time.Time) (out Asked, err error) {
	switch {
	case t.Events == (docs != nil):
		return out, fault.New(fault.Invalid, "a journey or --events is needed").WithRemedy("name a journey, or add --events to look at all events")
	case !t.Events && (t.Idle != "" || t.Each != ""):
		return out, fault.New(fault.Invalid, "idle and each are for all events").WithRemedy("a journey says under instance: what is one")
	case t.By != "" && t.Against != "":
		return out, fault.New(fault.Invalid, "by and against are two questions").WithRemedy("ask one after the other")
	}
	out.Documents = docs
	if out.Question, err = t.question(now); err != nil {
		return out, err
	}
	out.OnChannel, out.ByActor = channel.ID(t.Channel), journey.ActorID(t.Actor)
	out.Segments = t.By == "segment" || strings.HasPrefix(t.Against, "segment:")
	out.Rules, err = t.rules()
	return out, err
}

// rules are those of instances of all events; nil for a customer's whole history.
func (t *Terms) rules() (*journey.Instance, error) {
	if t.Idle == "" && t.Each == "" {
		return nil, nil
	}
	r := sequence.History()
	if t.Each != "" {
		r.By = &journey.By{Property: t.Each}
	}
	if t.Idle != "" {
		var err error
		if r.Idle, err = calendar.ParseSpan(t.Idle); err != nil {
			return nil, fault.New(fault.Invalid, "idle %q is no length of time", t.Idle).WithRemedy("write 30m, 12h or 30d")
		}
	}
	return &r, nil
}

// instances builds what the terms ask about.
func (t *Terms) instances(ctx context.Context, d *Desk, docs *workspace.Documents) (*sequence.Instances, error) {
	now := d.Clock()
	if err := t.checkPeriods(now); err != nil {
		return nil, err
	}
	q, err := t.Asked(docs, now)
	if err != nil {
		return nil, err
	}
	return d.Ask(ctx, q)
}
