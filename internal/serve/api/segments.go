// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/ask"
)

type (
	countSegmentInput struct {
		ask.Holding
		Body struct {
			Where any `json:"where" doc:"A segment's rule as documents write it: {plan: gold}."`
		}
	}
	countSegmentOutput struct{ Body *ask.Held }
)

// segments adds the operations on the customers whom segments hold.
func (a *API) segments() {
	const path = "/segments/count"
	register(a, operation{ID: "countSegment", Method: http.MethodPost, Path: path, Summary: "Count the customers for whom a segment's rule holds, before it is kept", Tag: "Customers", Action: people.Ask}, a.countSegment)
	worded(a.huma.OpenAPI().Paths[Prefix+path].Post.Parameters, reflect.TypeFor[ask.Holding]())
}

func (a *API) countSegment(ctx context.Context, in *countSegmentInput) (*countSegmentOutput, error) {
	rule, faults := segment.ParseRule(in.Body.Where)
	for _, f := range faults {
		f.Field = document.Join("body.where", f.Field)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	held, err := in.Ask(ctx, a.Desk, rule)
	return &countSegmentOutput{held}, err
}
