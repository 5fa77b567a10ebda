// SPDX-License-Identifier: Apache-2.0

package api

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Counts is an event log that takes hand counts.
type Counts interface {
	// Append keeps events, each once.
	Append(ctx context.Context, events []event.Event) (event.Receipt, error)
}

// HandCount is a volume that somebody counted.
type HandCount struct {
	Step    journey.StepID `json:"step"`
	Channel channel.ID     `json:"channel,omitempty"`
	Unit    string         `json:"unit,omitempty" doc:"What was counted. Default: what the step says, else customers."`
	Period  string         `json:"period" example:"2026-W05" doc:"A year, 2026-Q1, 2026-02, 2026-W05 or 2026-02-03."`
	Count   float64        `json:"count" minimum:"0"`
}

// CountedStep is a step that can be counted by hand.
type CountedStep struct {
	Step   journey.StepID `json:"step"`
	Title  string         `json:"title"`
	Stage  string         `json:"stage"`
	Unit   string         `json:"unit"`
	Every  string         `json:"every,omitempty" doc:"How often, as the document says: day, week or month."`
	Source string         `json:"source,omitempty" doc:"Who or what counts, as the document says."`
	Asked  bool           `json:"asked" doc:"Whether the document says that it is counted."`
}

// CountedVolume is what was counted of a step in a period.
type CountedVolume struct {
	Step    journey.StepID `json:"step"`
	Channel channel.ID     `json:"channel,omitempty"`
	Unit    string         `json:"unit"`
	From    time.Time      `json:"from"`
	To      time.Time      `json:"to"`
	Count   float64        `json:"count"`
	Entries int            `json:"entries" doc:"The first entry and its corrections."`
}

type (
	countsInput  struct{ Subject }
	countsOutput struct {
		Body struct {
			Journey journey.ID      `json:"journey"`
			Zone    string          `json:"zone" doc:"In which periods begin."`
			Steps   []CountedStep   `json:"steps" doc:"Those that nothing else observes, in the designed order."`
			Counts  []CountedVolume `json:"counts" doc:"The newest period first."`
		}
	}
	enterCountsInput struct {
		Body struct {
			Journey string      `json:"journey" minLength:"1"`
			Counts  []HandCount `json:"counts" minItems:"1" maxItems:"1000" doc:"One that was entered before is corrected."`
		}
	}
	enterCountsOutput struct {
		Body struct {
			Entered   int   `json:"entered"`
			Corrected int   `json:"corrected"`
			Unchanged int   `json:"unchanged"`
			Position  int64 `json:"position" doc:"Of the log."`
		}
	}
)

// counts adds the operations on hand counts.
func (a *API) counts() {
	register(a, operation{ID: "listCounts", Method: http.MethodGet, Path: "/counts", Summary: "See what was counted by hand", Tag: "Imports", Action: people.Ask}, a.listCounts)
	register(a, operation{ID: "enterCounts", Method: http.MethodPost, Path: "/counts", Summary: "Enter or correct what was counted by hand", Tag: "Imports", Action: people.ImportData}, a.enterCounts)
}

func (a *API) listCounts(ctx context.Context, in *countsInput) (*countsOutput, error) {
	docs, err := a.journeyOf(ctx, in.Subject)
	if err != nil {
		return nil, err
	}
	j := docs.Files[0].Journey
	out := &countsOutput{}
	out.Body.Journey, out.Body.Zone, out.Body.Steps, out.Body.Counts = j.ID, docs.Location().String(), []CountedStep{}, []CountedVolume{}
	for _, s := range j.Steps() {
		if s.Counts == nil && (s.Observed() || s.Contactless) {
			continue
		}
		c := CountedStep{Step: s.ID, Title: s.Title, Stage: s.Stage, Unit: unitOf(s), Asked: s.Counts != nil}
		if s.Counts != nil {
			c.Every, c.Source = s.Counts.Every, s.Counts.Source
		}
		out.Body.Steps = append(out.Body.Steps, c)
	}
	ledger, err := a.ledger(ctx, j.ID)
	for _, t := range ledger {
		v := CountedVolume{Step: journey.StepID(t.Step), Channel: channel.ID(t.Channel), Unit: t.Unit, Count: t.Count.Count, Entries: t.Entries}
		v.From, v.To = time.UnixMicro(t.From).In(docs.Location()), time.UnixMicro(t.To).In(docs.Location())
		out.Body.Counts = append(out.Body.Counts, v)
	}
	return out, err
}

// unitOf is what is counted at a step.
func unitOf(s journey.Placed) string {
	if s.Counts == nil {
		return "customers"
	}
	return cmp.Or(s.Counts.Unit, "customers")
}

// counted is the condition on events that carry counts, and nowhere the scope
// without events.
var (
	counted, _ = evidence.ParseExpression("event.name="+event.CountGiven, evidence.Properties)
	nowhere    = sequence.Scope{Customers: &sequence.Customers{}}
)

// ledger adds up what was counted of a journey, also what files brought.
func (a *API) ledger(ctx context.Context, id journey.ID) ([]event.Tally, error) {
	var list []event.Count
	err := a.Log.Events(ctx, sequence.Scope{Where: counted}, func(e *event.Entry) error {
		if c, ok := event.CountOf(&e.Event); ok && (c.Journey == string(id) || c.Journey == "") {
			list = append(list, c)
		}
		return nil
	})
	return event.Ledger(list), err
}

func (a *API) enterCounts(ctx context.Context, in *enterCountsInput) (*enterCountsOutput, error) {
	docs, err := a.Documents.Documents(ctx, in.Body.Journey, "")
	if err != nil {
		return nil, err
	}
	counts, err := countsOf(docs, in.Body.Counts)
	if err != nil {
		return nil, err
	}
	for range 3 { // somebody else may enter the same at once
		out, ok, err := a.enterOnce(ctx, docs.Files[0].ID, counts)
		if ok || err != nil {
			return out, err
		}
	}
	return nil, fault.New(fault.Conflict, "somebody else corrects the same counts").WithRemedy("look at them again and send yours once more")
}

// enterOnce enters counts; ok is false where somebody else was quicker.
func (a *API) enterOnce(ctx context.Context, id journey.ID, counts []event.Count) (out *enterCountsOutput, ok bool, err error) {
	ledger, err := a.ledger(ctx, id)
	if err != nil {
		return nil, false, err
	}
	before := map[string]bool{}
	for _, t := range ledger {
		before[t.ID()] = true
	}
	out = &enterCountsOutput{}
	var events []event.Event
	for _, c := range counts {
		e, fresh, err := event.Enter(ledger, c)
		switch {
		case err != nil:
			return nil, false, err
		case !fresh:
			out.Body.Unchanged++
			continue
		case before[c.ID()]:
			out.Body.Corrected++
		default:
			out.Body.Entered++
		}
		events = append(events, e)
	}
	if len(events) > 0 {
		detail := fmt.Sprintf("%d entered, %d corrected", out.Body.Entered, out.Body.Corrected)
		if err := a.People.Note(ctx, auth.From(ctx), "counts.enter", "journey:"+string(id), detail); err != nil {
			return nil, false, err
		}
	}
	receipt, err := a.Log.Append(ctx, events)
	out.Body.Position = receipt.Position
	return out, len(receipt.Conflicts) == 0, err
}

// countsOf reads counts and tells all that is wrong with them.
func countsOf(docs *workspace.Documents, list []HandCount) ([]event.Count, error) {
	var faults fault.List
	j := docs.Files[0].Journey
	out, seen := make([]event.Count, len(list)), map[string]bool{}
	for i, h := range list {
		wrong := func(field string, f *fault.Fault) {
			f.Field = fmt.Sprintf("body.counts[%d].%s", i, field)
			faults.Add(f)
		}
		s, there := j.Step(h.Step)
		switch {
		case !there:
			wrong("step", unknownStep(j, h.Step))
		case s.Observed() && s.Counts == nil:
			wrong("step", fault.New(fault.Invalid, "events show who is at the step %q: a count would not be used", h.Step).WithRemedy("count steps without evidence"))
		}
		if _, known := docs.ChannelSet().Channel(h.Channel); h.Channel != "" && !known {
			wrong("channel", fault.New(fault.Invalid, "the channel %q is not known", h.Channel).WithRemedy("name one of the workspace's channels"))
		}
		from, to, ok := load.Period(h.Period, docs.Location())
		if !ok {
			wrong("period", fault.New(fault.Invalid, "%q is no period", h.Period).WithRemedy("write 2026, 2026-Q1, 2026-02, 2026-W05 or 2026-02-03"))
		}
		if math.IsNaN(h.Count) || math.IsInf(h.Count, 0) {
			wrong("count", fault.New(fault.Invalid, "this is no count").WithRemedy("write a number"))
		}
		if there {
			out[i] = event.Count{Journey: string(j.ID), Step: string(h.Step), Channel: string(h.Channel), Unit: cmp.Or(h.Unit, unitOf(s)), From: from.UnixMicro(), To: to.UnixMicro(), Count: h.Count}
		}
		if id := out[i].ID(); there && ok && seen[id] {
			wrong("period", fault.New(fault.Conflict, "this was counted twice").WithRemedy("send one count of a step, channel and period"))
		} else {
			seen[id] = true
		}
	}
	return out, faults.Err()
}

func unknownStep(j *journey.Journey, id journey.StepID) *fault.Fault {
	var known []string
	for _, s := range j.Steps() {
		known = append(known, string(s.ID))
	}
	f := fault.New(fault.NotFound, "the journey has no step %q", id)
	if near := fault.Nearest(string(id), known); near != "" {
		return f.WithRemedy("did you mean %q?", near)
	}
	return f.WithRemedy("name one of its steps")
}
