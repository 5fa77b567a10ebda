// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// TestUnobservedStepsOfTemplates takes a third of its evidence from every
// template and walks customers through what is left: no step that nobody
// observes shows a zero, a drop-off or any other number that was not measured.
func TestUnobservedStepsOfTemplates(t *testing.T) {
	for _, name := range template.Names() {
		t.Run(name, func(t *testing.T) {
			docs, err := template.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			j := docs.Files[0].Journey
			begin := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
			events := walk(t, docs, begin) // before the evidence goes: those events come all the same
			gone := 0
			for i, s := range j.Steps() {
				if s.Observed() && i%3 == 1 && !slices.Contains(j.Completing(), s.ID) && !slices.Contains(j.Instance.Starts, s.ID) {
					s.Evidence, s.Fails, s.Alternatives = nil, nil, nil
					gone++
				}
			}
			if gone < 3 {
				t.Fatalf("the evidence of %d steps is gone", gone)
			}
			a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = a.Close() }()
			if r, err := a.Log.Append(context.Background(), events); err != nil || r.Added != len(events) {
				t.Fatalf("%+v %v", r, err)
			}
			q := scorecard.Question{}
			q.AsOf = begin.AddDate(2, 0, 0)
			card, err := scorecard.Compute(context.Background(), a.Log, j, &docs.Workspace, q)
			if err != nil {
				t.Fatal(err)
			}
			silent(t, card)
			drawn(t, docs, card)
			undeviating(t, a, docs, q.Question)
		})
	}
}

// silent checks the rows of steps that nobody observes.
func silent(t *testing.T, card *scorecard.Card) {
	t.Helper()
	observed := 0
	for _, s := range card.Steps {
		if s.Observed {
			observed++
			if s.Reach == nil {
				t.Errorf("%s is observed and has no reach", s.ID)
			}
			continue
		}
		for what, n := range map[string]*int{"reach": s.Reach, "continued": s.Continued, "dropped": s.Dropped, "ended": s.Ended, "waiting": s.Waiting, "skipped": s.Skipped, "repeats": s.Repeats, "rework": s.Rework, "failed": s.Failed} {
			if n != nil {
				t.Errorf("%s is not observed and shows %s %d", s.ID, what, *n)
			}
		}
		if s.ReachRate != nil || s.DropRate != nil || s.FromPrevious != nil || len(s.Channels) > 0 {
			t.Errorf("%s is not observed and shows %+v", s.ID, s)
		}
	}
	if observed < 4 || card.Instances.Total < 30 {
		t.Errorf("%d steps observed in %d instances: this tests nothing", observed, card.Instances.Total)
	}
}

// undeviating checks that no step that nobody observes deviates from the design.
func undeviating(t *testing.T, a *app.App, docs *workspace.Documents, q sequence.Question) {
	t.Helper()
	x, err := a.Instances(context.Background(), docs, q)
	if err != nil {
		t.Fatal(err)
	}
	m, err := conformance.ModelOf(x.Plan)
	if err != nil {
		t.Fatal(err)
	}
	r, err := conformance.Check(context.Background(), x, m, conformance.Options{})
	if err != nil || r.Instances+r.Ongoing.Instances == 0 {
		t.Fatalf("%+v %v", r, err)
	}
	for _, d := range r.BySteps {
		if s, ok := docs.Files[0].Step(d.Step); !ok || !s.Observed() {
			t.Errorf("%s is not observed and deviates: %+v", d.Step, d)
		}
	}
}

// drawn checks the same on the map.
func drawn(t *testing.T, docs *workspace.Documents, card *scorecard.Card) {
	t.Helper()
	d, err := draw.Map(docs.Files[0].Journey, &docs.Workspace, ask.Figures(card), draw.Options{})
	if err != nil {
		t.Fatal(err)
	}
	unobserved, said := 0, 0
	for _, s := range card.Steps {
		if !s.Observed {
			unobserved++
		}
	}
	for _, l := range d.Pages[0].Lines {
		if l.Text == "not observed" {
			said++
		}
	}
	if said != unobserved {
		t.Errorf("%d steps are not observed, the map says so of %d", unobserved, said)
	}
}

// walk sends sixty customers through the steps of a journey. Some stop on the
// way.
func walk(t *testing.T, docs *workspace.Documents, begin time.Time) (out []event.Event) {
	t.Helper()
	j := docs.Files[0].Journey
	r := rand.New(rand.NewPCG(7, 7))
	for c := range 60 {
		at := begin.Add(time.Duration(c) * time.Hour)
		seq := int64(0)
		for _, s := range j.Steps() {
			if r.IntN(14) == 0 {
				break
			}
			at = at.Add(time.Duration(10+r.IntN(600)) * time.Minute)
			for _, e := range s.Evidence {
				properties := meets(t, e.Matcher(), map[string]any{}, j, c)
				if properties == nil {
					continue
				}
				seq++
				out = append(out, event.Event{Source: "walk", ID: fmt.Sprint(c, "-", seq), Customer: event.CustomerID(fmt.Sprint("c", c)), Name: e.Matcher().Event, Time: at.UnixMicro(), Seq: seq, Properties: properties})
				break
			}
		}
	}
	return out
}

// meets makes properties for which a matcher holds; nil where it finds none.
func meets(t *testing.T, m evidence.Matcher, properties map[string]any, j *journey.Journey, c int) []byte {
	t.Helper()
	if m.Event == event.AnswerGiven {
		properties = map[string]any{"kind": "rating", "value": 4, "scale": map[string]any{"min": 1, "max": 5}}
	}
	if by := j.Instance.By; by != nil {
		properties[by.Property] = fmt.Sprint("v", c)
	}
	if m.Where != nil {
		plain, _ := m.Where.Plain().(map[string]any)
		fulfil(plain, properties)
	}
	b, err := json.Marshal(properties)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Match(&evidence.Record{Name: m.Event, Properties: b}) {
		return nil
	}
	return b
}

// fulfil sets what a plain where tree asks for.
func fulfil(where, properties map[string]any) {
	for _, field := range slices.Sorted(maps.Keys(where)) {
		var v any
		switch want := where[field].(type) {
		case map[string]any:
			for op, x := range want {
				switch list, isList := x.([]any); {
				case op == "in" && isList && len(list) > 0:
					v = list[0]
				case op == "gt" || op == "gte":
					v = x.(float64) + 1
				case op == "lt" || op == "lte":
					v = x.(float64) - 1
				case op == "exists":
					v = "x"
				case op == "is_not":
					v = "something else"
				default:
					v = x
				}
			}
		case []any:
			for _, branch := range want {
				if b, ok := branch.(map[string]any); ok {
					fulfil(b, properties)
				}
			}
			continue
		default:
			v = want
		}
		at, path := properties, strings.Split(field, ".")
		for _, part := range path[:len(path)-1] {
			within, ok := at[part].(map[string]any)
			if !ok {
				within = map[string]any{}
				at[part] = within
			}
			at = within
		}
		at[path[len(path)-1]] = v
	}
}
