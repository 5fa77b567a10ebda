// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/returns"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/unmapped"
)

// Documents finds the documents that a question is about.
type Documents interface {
	// Documents returns a journey with the workspace around it. version is a
	// number, "draft", or "" for the published one, else the draft.
	Documents(ctx context.Context, journey, version string) (*workspace.Documents, error)
}

// Subject is the journey that a question is about.
type Subject struct {
	Journey string `query:"journey" doc:"The journey's id; none with events." example:"buy-online"`
	Version string `query:"version" doc:"A number, or draft. Default: the published version, else the draft."`
}

// The questions with their subjects. Types of their own, since parameters come
// from embedded fields.
type (
	scorecardQuestion struct {
		Subject
		ask.Scorecard
	}
	funnelQuestion struct {
		Subject
		ask.Funnel
	}
	variantsQuestion struct {
		Subject
		ask.Variants
	}
	levelsQuestion struct {
		Subject
		ask.Levels
	}
	transitionsQuestion struct {
		Subject
		ask.Transitions
	}
	reworkQuestion struct {
		Subject
		ask.Rework
	}
	durationsQuestion struct {
		Subject
		ask.Durations
	}
	conformanceQuestion struct {
		Subject
		ask.Conformance
	}
	returnsQuestion struct {
		Subject
		ask.Returns
	}
	matrixQuestion struct {
		Journeys []string `query:"journey,explode" doc:"Ids of journeys, two or more."`
		ask.Returns
	}
	continuityQuestion struct {
		Subject
		ask.Continuity
	}
	unmappedQuestion struct {
		Subject
		ask.Unmapped
	}
	retentionQuestion struct {
		Subject
		ask.Retention
	}
	flowsQuestion struct {
		Subject
		ask.Flows
	}
	stickinessQuestion struct {
		Subject
		ask.Stickiness
	}
	statesQuestion struct {
		Subject
		ask.States
	}
)

// questions are the operations that ask of journeys.
func (a *API) questions() {
	a.scorecards()
	question(a, "funnel", "See how many go on from step to step, how fast, and where they are lost", func(q *funnelQuestion) (Subject, asked[funnel.Result, funnel.Difference]) { return q.Subject, q.Ask })
	question(a, "why", "See what those who converted did otherwise than those who did not", func(q *funnelQuestion) (Subject, asked[funnel.Correlations, ask.NoDifference]) {
		return q.Subject, q.Why
	})
	question(a, "variants", "List the different orders of steps, the most frequent first", func(q *variantsQuestion) (Subject, asked[path.Variants, path.VariantsDifference]) {
		return q.Subject, q.Ask
	})
	question(a, "levels", "See the first steps, level by level, as a graph whose totals add up", func(q *levelsQuestion) (Subject, asked[path.Levels, path.LevelsDifference]) { return q.Subject, q.Ask })
	question(a, "transitions", "See which steps follow each other, how often and how fast", func(q *transitionsQuestion) (Subject, asked[path.Transitions, path.TransitionsDifference]) {
		return q.Subject, q.Ask
	})
	question(a, "rework", "See what is done again: on the same channel, or on another", func(q *reworkQuestion) (Subject, asked[path.Reworked, path.ReworkDifference]) {
		return q.Subject, q.Ask
	})
	question(a, "durations", "See how long it takes, by what it came to", func(q *durationsQuestion) (Subject, asked[path.Durations, path.DurationsDifference]) {
		return q.Subject, q.Ask
	})
	question(a, "conformance", "Compare what happened with the design", func(q *conformanceQuestion) (Subject, asked[conformance.Result, conformance.Difference]) {
		return q.Subject, q.Ask
	})
	question(a, "returns", "See how many come back", func(q *returnsQuestion) (Subject, asked[returns.Result, returns.Difference]) { return q.Subject, q.Ask })
	question(a, "continuity", "See how customers change channels, and where they have to start over", func(q *continuityQuestion) (Subject, asked[continuity.Result, continuity.Difference]) {
		return q.Subject, q.Ask
	})
	question(a, "unmapped", "See what happens on the way that the map does not know", func(q *unmappedQuestion) (Subject, asked[unmapped.Result, unmapped.Difference]) {
		return q.Subject, q.Ask
	})
	question(a, "retention", "See how many of those who first came in a period are active later", func(q *retentionQuestion) (Subject, asked[cohort.Result, cohort.Difference]) { return q.Subject, q.Ask })
	question(a, "flows", "See who is new, stays, comes back and falls silent in each period", func(q *flowsQuestion) (Subject, asked[cohort.Flows, cohort.FlowsDifference]) { return q.Subject, q.Ask })
	question(a, "stickiness", "See in how many periods customers are active", func(q *stickinessQuestion) (Subject, asked[cohort.Stickiness, cohort.StickinessDifference]) {
		return q.Subject, q.Ask
	})
	question(a, "states", "See in which states of a lifecycle customers begin, and how states follow each other", func(q *statesQuestion) (Subject, asked[cohort.States, cohort.StatesDifference]) {
		return q.Subject, q.Ask
	})
	register(a, questionOperation("matrix", "See who goes on from each journey to each"), a.matrix)
}

func questionOperation(name, summary string) operation {
	return operation{ID: "ask" + title(name), Method: http.MethodGet, Path: "/questions/" + name, Summary: summary, Tag: "Questions", Action: people.Ask}
}

// asked is a question that can be asked.
type asked[R, D any] func(context.Context, *ask.Desk, *workspace.Documents) (*ask.Answer[R, D], error)

// question adds an operation that asks one. of takes a request apart.
func question[I, R, D any](a *API, name, summary string, of func(*I) (Subject, asked[R, D])) {
	register(a, questionOperation(name, summary), func(ctx context.Context, in *I) (*reply[R, D], error) {
		subject, q := of(in)
		docs, err := a.subject(ctx, subject)
		if err != nil {
			return nil, err
		}
		out, err := q(ctx, a.Desk, docs)
		if err != nil {
			return nil, err
		}
		return &reply[R, D]{Body: Answered[R, D]{out}}, nil
	})
	worded(a.huma.OpenAPI().Paths[Prefix+"/questions/"+name].Get.Parameters, reflect.TypeFor[I]())
	tabled(a, name, of)
}

// subject finds the journey that a question names, nil where it names none.
func (a *API) subject(ctx context.Context, s Subject) (*workspace.Documents, error) {
	if s.Journey == "" {
		return nil, nil
	}
	return a.Documents.Documents(ctx, s.Journey, s.Version)
}

// reply is the response to a question.
type reply[R, D any] struct{ Body Answered[R, D] }

// Answered is an answer with the schema of what it writes.
type Answered[R, D any] struct{ *ask.Answer[R, D] }

// Schema is that of one answer, of groups or of a comparison, each beside what it
// is about.
func (Answered[R, D]) Schema(r huma.Registry) *huma.Schema {
	about := func(t reflect.Type) *huma.Schema {
		beside := &huma.Schema{Type: huma.TypeObject, Required: []string{"about"}, Properties: map[string]*huma.Schema{"about": r.Schema(reflect.TypeFor[ask.About](), true, "About")}}
		return &huma.Schema{AllOf: []*huma.Schema{beside, r.Schema(t, true, "Answer")}}
	}
	return &huma.Schema{AnyOf: []*huma.Schema{about(reflect.TypeFor[R]()), about(reflect.TypeFor[ask.Groups[R]]()), about(reflect.TypeFor[ask.Compared[R, D]]())}}
}

func (a *API) matrix(ctx context.Context, in *matrixQuestion) (*struct{ Body *returns.Matrix }, error) {
	list, err := a.journeysOf(ctx, in.Journeys)
	if err != nil {
		return nil, err
	}
	m, err := in.Between(ctx, a.Desk, list)
	return &struct{ Body *returns.Matrix }{m}, err
}

// journeysOf finds several journeys.
func (a *API) journeysOf(ctx context.Context, ids []string) (list []*workspace.Documents, err error) {
	for _, id := range ids {
		docs, err := a.Documents.Documents(ctx, id, "")
		if err != nil {
			return nil, err
		}
		list = append(list, docs)
	}
	return list, nil
}

// scorecards adds the operations that ask for scorecards.
func (a *API) scorecards() {
	register(a, questionOperation("scorecard", "See who reaches each step, where they leave, how long it takes, how satisfied they are"), func(ctx context.Context, in *scorecardQuestion) (*struct{ Body *scorecard.Card }, error) {
		docs, err := a.journeyOf(ctx, in.Subject)
		if err != nil {
			return nil, err
		}
		in.By = ""
		card, err := in.Ask(ctx, a.Desk, docs)
		return &struct{ Body *scorecard.Card }{card}, err
	})
	register(a, questionOperation("scorecards", "See the scorecard of each segment, channel, month and so on"), func(ctx context.Context, in *scorecardQuestion) (*struct{ Body *scorecard.Groups }, error) {
		docs, err := a.journeyOf(ctx, in.Subject)
		if err != nil {
			return nil, err
		}
		groups, err := in.Split(ctx, a.Desk, docs)
		return &struct{ Body *scorecard.Groups }{groups}, err
	})
	register(a, questionOperation("comparison", "Compare the scorecards of two segments, two periods or two journeys"), a.comparison)
	for _, name := range []string{"scorecard", "scorecards", "comparison"} {
		worded(a.huma.OpenAPI().Paths[Prefix+"/questions/"+name].Get.Parameters, reflect.TypeFor[scorecardQuestion]())
	}
}

func (a *API) comparison(ctx context.Context, in *scorecardQuestion) (*struct {
	Body *ask.Compared[scorecard.Card, scorecard.Difference]
}, error) {
	docs, err := a.journeyOf(ctx, in.Subject)
	if err != nil {
		return nil, err
	}
	c, err := in.Compare(ctx, a.Desk, docs, func(id string) (*workspace.Documents, error) { return a.Documents.Documents(ctx, id, "") })
	return &struct {
		Body *ask.Compared[scorecard.Card, scorecard.Difference]
	}{c}, err
}

// journeyOf finds the journey of a question that needs one.
func (a *API) journeyOf(ctx context.Context, s Subject) (*workspace.Documents, error) {
	if s.Journey == "" {
		return nil, newProblem(http.StatusUnprocessableEntity, "invalid", "no journey is named", "add journey=ID")
	}
	return a.subject(ctx, s)
}
