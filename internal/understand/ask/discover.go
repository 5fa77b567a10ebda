// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"encoding/binary"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/discover"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Discovery asks for a journey that is proposed from what happened.
type Discovery struct {
	Scope
	Each     string  `query:"each" help:"One instance for each value of this property, as order_id. Default: a customer's whole history is one." aliases:"by" placeholder:"PROPERTY"`
	Idle     string  `query:"idle" help:"A longer silence ends an instance, as in 30m or 30d. Default: none does." placeholder:"TIME"`
	MinShare float64 `query:"min_share" help:"The share of the instances that an event needs to become a step." default:"0.05" placeholder:"SHARE"`
	ID       string  `query:"id" help:"The journey's id. Default: made from the title." name:"id" placeholder:"ID"`
	Title    string  `query:"title" help:"The journey's title." placeholder:"TITLE"`
}

// Ask answers the question.
func (q *Discovery) Ask(ctx context.Context, d *Desk) (*Discovered, error) {
	asked, o, err := q.asked(d)
	if err != nil {
		return nil, err
	}
	return d.Discover(ctx, asked, o)
}

// Propose answers the question, but for how far what happened follows the proposal.
func (q *Discovery) Propose(ctx context.Context, d *Desk) (*discover.Proposal, error) {
	asked, o, err := q.asked(d)
	if err != nil {
		return nil, err
	}
	p, _, err := d.propose(ctx, asked, o)
	return p, err
}

// asked reads the terms.
func (q *Discovery) asked(d *Desk) (asked sequence.Question, o discover.Options, err error) {
	if o, err = q.options(); err != nil {
		return asked, o, err
	}
	s, err := q.Within(d.Clock())
	return sequence.Question{Where: s.Where, From: s.From, To: s.To, AsOf: s.AsOf}, o, err
}

// options reads the terms.
func (q *Discovery) options() (discover.Options, error) {
	o := discover.Options{ID: journey.ID(q.ID), Title: q.Title, By: q.Each, Limits: discover.Limits{Step: q.MinShare}}
	if q.MinShare <= 0 || q.MinShare > 1 {
		return o, fault.New(fault.Invalid, "min-share %g is no share", q.MinShare).WithRemedy("write a number above 0 and at most 1, as in 0.05")
	}
	if q.ID != "" && journey.Slug(q.ID) != q.ID {
		return o, fault.New(fault.Invalid, "id %q is no id", q.ID).WithRemedy("write %s", journey.Slug(q.ID))
	}
	if q.Idle == "" {
		return o, nil
	}
	span, err := calendar.ParseSpan(q.Idle)
	if err != nil || span.NeedsCalendar() || span.Unit == calendar.None {
		return o, fault.New(fault.Invalid, "idle %q is no length of time", q.Idle).WithRemedy("write 30m, 12h or 30d")
	}
	o.Idle = span
	return o, nil
}

// Discovered is a proposed journey with how far what happened follows it.
type Discovered struct {
	*discover.Proposal
	Fitness Fitness `json:"fitness"`
}

// Fitness is how far instances follow a journey that was made of them.
type Fitness struct {
	// AllEvents counts every event, those left out too, and takes every instance
	// as over: what other tools call the fitness of a log.
	AllEvents conformance.Share `json:"all_events"`

	// Steps counts the events that are steps, and instances that did not reach the
	// end as far as they went. Instances without any step are not among them.
	Steps conformance.Share `json:"steps"`
}

// Discover proposes a journey from the events that the question is about, and
// compares it with them. Without o.By and o.Idle each customer's whole history is
// one instance, but for those who begin anew behind the end. Channels are those of
// the workspace that the data directory holds.
func (d *Desk) Discover(ctx context.Context, q sequence.Question, o discover.Options) (*Discovered, error) {
	p, w, err := d.propose(ctx, q, o)
	if err != nil {
		return nil, err
	}
	out := &Discovered{Proposal: p}
	return out, d.score(ctx, q, w, out)
}

// propose proposes a journey, within the workspace.
func (d *Desk) propose(ctx context.Context, q sequence.Question, o discover.Options) (*discover.Proposal, *journey.Workspace, error) {
	x, err := d.Ask(ctx, Asked{Question: q, Rules: rulesOf(o)})
	if err != nil {
		return nil, nil, err
	}
	o.Channels = x.Plan.Workspace.ChannelSet()
	p, err := discover.Propose(logOf(x, func(int) bool { return true }), o)
	return p, x.Plan.Workspace, err
}

// rulesOf are the rules for instances of all events.
func rulesOf(o discover.Options) *journey.Instance {
	rules := sequence.History()
	if !o.Idle.IsZero() {
		rules.Idle = o.Idle
	}
	if o.By != "" {
		rules.By = &journey.By{Property: o.By}
	}
	return &rules
}

// logOf gathers the paths of instances that the question is about, with the
// channels of their events and their times.
func logOf(x *sequence.Instances, of func(i int) bool) discover.Log {
	g := gathering{x: x, known: map[string]int{}, channels: make([][]int, len(x.Plan.Steps))}
	for i := range x.Len() {
		if x.Has(i) && of(i) {
			g.instance(i)
		}
	}
	for s := range x.Plan.Steps {
		g.log.Events = append(g.log.Events, discover.Event{Name: string(x.Plan.Steps[s].ID), Channels: g.onChannels(s)})
	}
	return g.log
}

type gathering struct {
	x        *sequence.Instances
	log      discover.Log
	known    map[string]int // paths by their steps
	key      []byte
	channels [][]int // visits by step and channel
}

func (g *gathering) instance(i int) {
	from, to := g.x.Visits(i)
	g.key = g.key[:0]
	silence, last, dated := 0.0, int64(0), 0
	for v := from; v < to; v++ {
		step := g.x.Step(v)
		g.key = binary.LittleEndian.AppendUint16(g.key, uint16(step))
		g.channel(step, g.x.Channel(v))
		if g.x.Undated(v) {
			continue
		}
		now := g.x.Time(i, v)
		if dated++; dated > 1 {
			silence = max(silence, float64(now-last)/1e6)
		}
		last = now
	}
	g.path()
	if dated == to-from {
		g.log.Silences = append(g.log.Silences, silence)
		g.log.Lengths = append(g.log.Lengths, float64(g.x.End(i)-g.x.Start(i))/1e6)
	}
}

// path counts the path that the key holds.
func (g *gathering) path() {
	at, known := g.known[string(g.key)]
	if !known {
		at = len(g.log.Paths)
		g.known[string(g.key)] = at
		p := discover.Path{Steps: make([]uint16, 0, len(g.key)/2)}
		for b := g.key; len(b) > 0; b = b[2:] {
			p.Steps = append(p.Steps, binary.LittleEndian.Uint16(b))
		}
		g.log.Paths = append(g.log.Paths, p)
	}
	g.log.Paths[at].N++
}

func (g *gathering) channel(step int, channel uint16) {
	if g.channels[step] == nil {
		g.channels[step] = make([]int, len(g.x.Plan.Channels))
	}
	g.channels[step][channel]++
}

// onChannels lists the known channels of a step's events.
func (g *gathering) onChannels(step int) (out []discover.ChannelCount) {
	for c, n := range g.channels[step] {
		if n > 0 && c > 0 {
			out = append(out, discover.ChannelCount{Channel: g.x.Plan.Channels[c], N: n})
		}
	}
	return out
}

// score compares a proposal with the instances that it was made of.
func (d *Desk) score(ctx context.Context, q sequence.Question, w *journey.Workspace, of *Discovered) error {
	design, err := sequence.NewPlan(of.ByEvent(false), w)
	if err != nil {
		return err
	}
	m, err := conformance.ModelOf(design)
	if err != nil {
		return err
	}
	everything, err := sequence.NewPlan(of.ByEvent(true), w)
	if err != nil {
		return err
	}
	all, err := sequence.Build(ctx, d.Index, everything, q)
	if err != nil {
		return err
	}
	whole, err := conformance.Check(ctx, all, m, conformance.Options{Whole: true})
	if err != nil {
		return err
	}
	steps, err := sequence.Build(ctx, d.Index, design, q)
	if err != nil {
		return err
	}
	of.Fitness.AllEvents = whole.Share
	of.Fitness.Steps, err = asFarAsTheyWent(steps, m)
	return err
}

// asFarAsTheyWent aligns those who were completed in whole, the others as if they
// went on, even if they fell silent.
func asFarAsTheyWent(x *sequence.Instances, m *conformance.Model) (conformance.Share, error) {
	completed := func(i int) bool { return x.Outcome(i) == sequence.Completed }
	a, err := conformance.NewAligner(m)
	if err != nil {
		return conformance.Share{}, err
	}
	var out conformance.Share
	for _, part := range []struct {
		log    discover.Log
		prefix bool
	}{{logOf(x, completed), false}, {logOf(x, func(i int) bool { return !completed(i) }), true}} {
		for _, p := range part.log.Paths {
			if err := align(a, &out, part.log, p, part.prefix); err != nil {
				return out, err
			}
		}
	}
	if out.Fitness /= float64(max(1, out.Instances)); out.Instances == 0 {
		out.Fitness = 1
	}
	return out, nil
}

// align adds the instances of one path; Fitness is a sum.
func align(a *conformance.Aligner, to *conformance.Share, log discover.Log, p discover.Path, prefix bool) error {
	names := make([]string, len(p.Steps))
	for i, at := range p.Steps {
		names[i] = log.Events[at].Name
	}
	found, err := a.Align(names, prefix)
	if err != nil {
		return err
	}
	to.Instances += p.N
	to.Deviations += p.N * found.Deviations
	to.Fitness += float64(p.N) * a.Fitness(len(names), found.Deviations)
	if found.Deviations == 0 {
		to.Fitting += p.N
	}
	return nil
}
