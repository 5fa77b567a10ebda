// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Timeline asks what one customer did and said, the newest first.
type Timeline struct {
	Journey string `query:"journey" help:"Only what belongs to an instance of this journey."`
	Before  string `query:"before" help:"Go on behind this place: next of the answer before."`
	Limit   int    `query:"limit" help:"How many events." default:"100"`
}

// Lived is a part of a customer's timeline.
type Lived struct {
	Customer event.CustomerID `json:"customer"`
	Events   []Moment         `json:"events"`         // the newest first
	Journeys []Travelled      `json:"journeys"`       // with the instances that these events belong to
	Next     string           `json:"next,omitempty"` // where to go on; "": there is no more
}

// Moment is one event of a timeline.
type Moment struct {
	Happening
	Answer *Given      `json:"answer,omitempty"` // where it is an answer
	Steps  []VisitedAs `json:"steps"`            // what it is in journeys
}

// Happening is an event as people look at it.
type Happening struct {
	Customer   event.CustomerID `json:"customer,omitempty"`
	Time       time.Time        `json:"time"` // in the sender's offset
	Undated    bool             `json:"undated,omitempty"`
	Event      string           `json:"event"`
	Channel    string           `json:"channel,omitempty"`
	Source     event.SourceID   `json:"source"`
	MessageID  string           `json:"message_id"`
	Position   int64            `json:"position"`
	Properties json.RawMessage  `json:"properties,omitempty"`
	Traits     json.RawMessage  `json:"traits,omitempty"`
	Context    json.RawMessage  `json:"context,omitempty"`
}

// HappeningOf is an entry of a log as people look at it.
func HappeningOf(e *event.Entry) Happening {
	return Happening{
		Customer: e.Customer, Time: e.At(), Undated: e.Undated, Event: e.Name, Channel: e.Channel, Source: e.Source, MessageID: e.MessageID(), Position: e.Position,
		Properties: e.Properties, Traits: e.Traits, Context: e.Context,
	}
}

// Given is an answer to one survey question.
type Given struct {
	Survey      string           `json:"survey"`
	Question    string           `json:"question"`
	Kind        event.AnswerKind `json:"kind"`
	Value       any              `json:"value"` // a number or a text; null: not experienced
	Scale       *event.Scale     `json:"scale,omitempty"`
	Experienced *bool            `json:"experienced,omitempty"`
	AskedAt     string           `json:"asked_at,omitempty"`
}

// VisitedAs says what an event is in an instance of a journey: a visit to a step,
// or an answer about it.
type VisitedAs struct {
	Journey  journey.ID     `json:"journey"`
	Instance int            `json:"instance"`       // the customer's n-th
	Step     journey.StepID `json:"step,omitempty"` // "": the journey as a whole
	Title    string         `json:"title,omitempty"`
	Failed   bool           `json:"failed,omitempty"`
	Answers  bool           `json:"answers,omitempty"` // it is no visit: it answers a question about it
}

// Ask answers the question about a customer.
func (q *Timeline) Ask(ctx context.Context, d *Desk, id event.CustomerID) (*Lived, error) {
	if q.Limit < 1 || q.Limit > mostListed {
		return nil, fault.New(fault.Invalid, "limit %d: %d events are listed at most", q.Limit, mostListed).WithRemedy("ask for the next with before")
	}
	before, err := parseMark(q.Before)
	if err != nil {
		return nil, err
	}
	no, err := d.number(ctx, id)
	if err != nil {
		return nil, err
	}
	w, err := d.Workspace()
	if err != nil {
		return nil, err
	}
	one := journey.ID(q.Journey)
	if _, there := w.Journeys[one]; one != "" && !there {
		return nil, fault.New(fault.NotFound, "the journey %q is not known", q.Journey).WithRemedy("known are %s", strings.Join(journeysOf(w), ", "))
	}
	travels, err := d.travels(ctx, no, id, w, one, d.Clock().UTC())
	if err != nil {
		return nil, err
	}
	r := &reading{marks: map[uint64][]VisitedAs{}, only: one != ""}
	for i := range travels {
		if err := r.take(ctx, d, no, &travels[i]); err != nil {
			return nil, err
		}
	}
	entries, more, err := r.read(ctx, d, id, before, q.Limit)
	if err != nil {
		return nil, err
	}
	out := r.lived(id, entries)
	out.Journeys = touched(travels, out.Events)
	if more {
		out.Next = markOf(&entries[len(entries)-1]).String()
	}
	return out, nil
}

func journeysOf(w *journey.Workspace) (out []string) {
	for id := range w.Journeys {
		out = append(out, string(id))
	}
	slices.Sort(out)
	return out
}

// reading knows what events are in journeys.
type reading struct {
	marks map[uint64][]VisitedAs // by the event's identity
	only  bool                   // events that are nothing in them are left out
}

// take notes what events are in a journey.
func (r *reading) take(ctx context.Context, d *Desk, no sequence.CustomerNo, t *travel) error {
	x := t.x
	for i := t.from; i < t.to; i++ {
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			s := &x.Plan.Steps[x.Step(v)]
			r.marks[x.Key(v)] = append(r.marks[x.Key(v)], VisitedAs{Journey: t.journey.ID, Instance: i - t.from + 1, Step: s.ID, Title: s.Title, Failed: x.Failed(v)})
		}
	}
	asks := asksOf(x.Plan)
	if len(asks) == 0 || t.from == t.to || !t.only {
		return nil
	}
	answers, err := satisfaction.Read(ctx, sequence.Only(d.Log, no), x, asks)
	if err != nil {
		return err
	}
	for _, of := range answers {
		for _, a := range of.List {
			if a.Instance < t.from || a.Instance >= t.to || len(r.marks[a.Key]) > 0 && r.marks[a.Key][len(r.marks[a.Key])-1].Journey == t.journey.ID {
				continue // unattached, or evidence itself
			}
			m := VisitedAs{Journey: t.journey.ID, Instance: a.Instance - t.from + 1, Answers: true}
			if a.Visit >= 0 && len(of.Ask.Steps) > 0 {
				s := &x.Plan.Steps[x.Step(a.Visit)]
				m.Step, m.Title = s.ID, s.Title
			}
			r.marks[a.Key] = append(r.marks[a.Key], m)
		}
	}
	return nil
}

// asksOf are the questions that a journey asks its customers.
func asksOf(p *sequence.Plan) (out []satisfaction.Ask) {
	add := func(q *journey.Question, steps ...int) {
		if q == nil {
			return
		}
		i := slices.IndexFunc(out, func(a satisfaction.Ask) bool { return a.Survey == q.Survey && a.Question.Question == q.Question })
		if i < 0 {
			out = append(out, satisfaction.Ask{Question: *q, Steps: steps})
			return
		}
		out[i].Steps = append(out[i].Steps, steps...)
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		add(s.Satisfaction, i)
		add(s.Expectation, i)
		add(s.Emotion, i)
	}
	if o := p.Journey.Overall; o != nil {
		add(&o.Question)
	}
	return out
}

// read reads the newest events behind a place, as many as are asked for. more
// reports whether there are others.
func (r *reading) read(ctx context.Context, d *Desk, id event.CustomerID, before *mark, limit int) (out []event.Entry, more bool, err error) {
	var of sequence.Scope
	for size := limit + 20; ; size *= 4 {
		if before != nil {
			of.AsOf = time.UnixMicro(before.time).UTC()
		}
		page, err := d.Log.Timeline(ctx, id, of, size)
		if err != nil {
			return nil, false, err
		}
		out = out[:0]
		for i := len(page) - 1; i >= 0; i-- {
			e := &page[i]
			if before != nil && markOf(e).compare(before) >= 0 || r.only && len(r.marks[e.Key]) == 0 {
				continue
			}
			if len(out) == limit {
				return out, true, nil
			}
			out = append(out, *e)
		}
		if len(page) < size {
			return out, false, nil
		}
	}
}

// mark is a place in a timeline.
type mark struct {
	time, seq int64
	key       uint64
}

func markOf(e *event.Entry) *mark { return &mark{e.Time, e.Seq, e.Key} }

// String writes a place so that parseMark reads it.
func (m *mark) String() string { return fmt.Sprintf("%d.%d.%d", m.time, m.seq, m.key) }

// parseMark reads a place; "" is the end, nil.
func parseMark(text string) (*mark, error) {
	if text == "" {
		return nil, nil
	}
	var m mark
	if n, err := fmt.Sscanf(strings.ReplaceAll(text, ".", " "), "%d %d %d", &m.time, &m.seq, &m.key); err != nil || n != 3 {
		return nil, fault.New(fault.Invalid, "before %q is no place in a timeline", text).WithRemedy("send back what next of the answer before says")
	}
	return &m, nil
}

// compare orders places in time.
func (m *mark) compare(o *mark) int {
	return cmp.Or(cmp.Compare(m.time, o.time), cmp.Compare(m.seq, o.seq), cmp.Compare(m.key, o.key))
}

// lived describes events.
func (r *reading) lived(id event.CustomerID, entries []event.Entry) *Lived {
	out := &Lived{Customer: id, Events: make([]Moment, len(entries)), Journeys: []Travelled{}}
	for i := range entries {
		e := &entries[i]
		m := Moment{Happening: HappeningOf(e), Steps: r.marks[e.Key]}
		m.Customer = ""
		if e.Name == event.AnswerGiven {
			m.Answer = &Given{}
			if json.Unmarshal(e.Properties, m.Answer) != nil {
				m.Answer = nil
			}
		}
		if m.Steps == nil {
			m.Steps = []VisitedAs{}
		}
		out.Events[i] = m
	}
	return out
}

// touched are the instances that some events belong to.
func touched(travels []travel, events []Moment) []Travelled {
	type key struct {
		journey  journey.ID
		instance int
	}
	in := map[key]bool{}
	for _, e := range events {
		for _, s := range e.Steps {
			in[key{s.Journey, s.Instance}] = true
		}
	}
	out := []Travelled{}
	for i := range travels {
		t := travels[i].travelled()
		t.Instances = slices.DeleteFunc(t.Instances, func(l Listed) bool { return !in[key{t.Journey, l.Instance}] })
		if len(t.Instances) > 0 {
			out = append(out, t)
		}
	}
	return out
}
