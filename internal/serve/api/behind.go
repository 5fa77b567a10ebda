// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"reflect"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/ask"
)

// The questions for who stands behind a number of an answer: each takes what the
// question itself takes, and which number is meant.
type (
	behindFunnel struct {
		Subject
		ask.BehindFunnel
	}
	behindLevels struct {
		Subject
		ask.BehindLevels
	}
	behindConformance struct {
		Subject
		ask.BehindConformance
	}
	behindReturns struct {
		Subject
		ask.BehindReturns
	}
	behindMatrix struct {
		Journeys []string `query:"journey,explode" doc:"Ids of journeys, two or more."`
		ask.BehindMatrix
	}
	behindContinuity struct {
		Subject
		ask.BehindContinuity
	}
	behindRetention struct {
		Subject
		ask.BehindRetention
	}
	behindFlows struct {
		Subject
		ask.BehindFlows
	}
	behindStickiness struct {
		Subject
		ask.BehindStickiness
	}
	behindStates struct {
		Subject
		ask.BehindStates
	}
)

// stood is a question for who stands behind a number.
type stood func(context.Context, *ask.Desk, *workspace.Documents) (*ask.Standing, error)

// behind are the operations that tell who stands behind the numbers of answers.
func (a *API) behind() {
	behind(a, "funnel", func(q *behindFunnel) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "levels", func(q *behindLevels) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "conformance", func(q *behindConformance) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "returns", func(q *behindReturns) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "continuity", func(q *behindContinuity) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "retention", func(q *behindRetention) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "flows", func(q *behindFlows) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "stickiness", func(q *behindStickiness) (Subject, stood) { return q.Subject, q.Ask })
	behind(a, "states", func(q *behindStates) (Subject, stood) { return q.Subject, q.Ask })
	standing(a, "matrix", func(ctx context.Context, q *behindMatrix) (*ask.Standing, error) {
		journeys, err := a.journeysOf(ctx, q.Journeys)
		if err != nil {
			return nil, err
		}
		return q.Ask(ctx, a.Desk, journeys)
	})
}

// behind adds an operation that tells who stands behind a number of an answer. of
// takes a request apart.
func behind[I any](a *API, name string, of func(*I) (Subject, stood)) {
	standing(a, name, func(ctx context.Context, in *I) (*ask.Standing, error) {
		subject, q := of(in)
		docs, err := a.subject(ctx, subject)
		if err != nil {
			return nil, err
		}
		return q(ctx, a.Desk, docs)
	})
}

// standing adds an operation that lists customers and instances.
func standing[I any](a *API, name string, list func(context.Context, *I) (*ask.Standing, error)) {
	o := questionOperation(name, "See the customers and instances behind a number of the answer")
	o.ID, o.Path, o.Action = o.ID+"Customers", o.Path+"/customers", people.ReadCustomers
	register(a, o, func(ctx context.Context, in *I) (*behindOutput, error) {
		out, err := list(ctx, in)
		return &behindOutput{out}, err
	})
	worded(a.huma.OpenAPI().Paths[Prefix+o.Path].Get.Parameters, reflect.TypeFor[I]())
	rolled(a, o, list)
}
