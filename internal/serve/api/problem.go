// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/fault"
)

// Problem is what went wrong, as RFC 9457 has it, with what would be right.
type Problem struct {
	huma.ErrorModel
	Code   string  `json:"code,omitempty" doc:"What kind of fault it is: invalid, not_found, conflict, forbidden, too_few, unavailable, internal, unauthorized."`
	Remedy string  `json:"remedy,omitempty" doc:"What would be right."`
	Faults []Fault `json:"faults,omitempty" doc:"All that is wrong in what was sent."`
}

// Fault is one thing that is wrong with a document, with its place.
type Fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Remedy  string `json:"remedy,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Field   string `json:"field,omitempty"`
	Warning bool   `json:"warning,omitempty"`
}

// statuses are those of the codes.
func statusOf(c fault.Code) int {
	switch c {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.TooFew:
		return http.StatusUnprocessableEntity
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// problem turns an error into what the client is told. Errors that are no faults
// are logged and told without their text.
func (a *API) problem(ctx context.Context, err error) error {
	var list fault.List
	var one *fault.Fault
	var already huma.StatusError
	switch {
	case errors.As(err, &already):
		return err // with its headers
	case errors.As(err, &list) && len(list) > 0:
	case errors.As(err, &one):
		list = fault.List{one}
	case errors.Is(err, context.Canceled):
		return newProblem(statusClientGone, "canceled", "the request was given up", "")
	case errors.Is(err, context.DeadlineExceeded):
		return newProblem(http.StatusGatewayTimeout, "unavailable", "the answer took too long", "ask about a shorter period, or try again")
	default:
		a.Logger.ErrorContext(ctx, "request", "error", err)
		return newProblem(http.StatusInternalServerError, "internal", "something went wrong on our side", "try again; the log of the server has the details")
	}
	first := firstError(list)
	p := newProblem(statusOf(first.Code), string(first.Code), first.Message, first.Remedy)
	p.Faults = faultsOf(list)
	for _, f := range list.Errors() {
		if f.Field != "" {
			p.Errors = append(p.Errors, &huma.ErrorDetail{Message: f.Message, Location: f.Field})
		}
	}
	return p
}

// statusClientGone is what logs call a request whose sender has gone.
const statusClientGone = 499

func firstError(list fault.List) *fault.Fault {
	if errs := list.Errors(); len(errs) > 0 {
		return errs[0]
	}
	return list[0]
}

func newProblem(status int, code, detail, remedy string) *Problem {
	return &Problem{ErrorModel: huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail}, Code: code, Remedy: remedy}
}

// faultsOf are faults as the API tells them; never nil.
func faultsOf(list fault.List) []Fault {
	out := make([]Fault, len(list))
	for i, f := range list {
		out[i] = Fault{Code: string(f.Code), Message: f.Message, Remedy: f.Remedy, File: f.File, Line: f.Line, Column: f.Column, Field: f.Field, Warning: f.Warning}
	}
	return out
}

// sameProblems is a transformer of answers: what the framework finds wrong with the
// form of a request becomes a problem like every other.
func sameProblems(_ huma.Context, _ string, answer any) (any, error) {
	m, ok := answer.(*huma.ErrorModel)
	if !ok {
		return answer, nil
	}
	p := newProblem(m.Status, codeOf(m.Status), m.Detail, "/docs says what this operation takes")
	if m.Status >= http.StatusInternalServerError {
		p.Detail, p.Remedy = "something went wrong on our side", "try again; the log of the server has the details"
		return p, nil
	}
	for i, e := range m.Errors {
		if i == 0 {
			p.Detail = strings.TrimPrefix(e.Location+": "+e.Message, ": ")
		}
		p.Faults = append(p.Faults, Fault{Code: p.Code, Message: e.Message, Remedy: p.Remedy, Field: e.Location})
		p.Errors = append(p.Errors, &huma.ErrorDetail{Message: e.Message, Location: e.Location}) // not the value: it may be a secret
	}
	return p, nil
}

// codeOf is the code of a status that the framework chose.
func codeOf(status int) string {
	switch {
	case status == http.StatusNotFound:
		return string(fault.NotFound)
	case status == http.StatusRequestTimeout:
		return string(fault.Unavailable)
	case status >= http.StatusInternalServerError:
		return string(fault.Internal)
	}
	return string(fault.Invalid)
}

// refuse answers with a problem before the operation has begun.
func (a *API) refuse(ctx huma.Context, err error) {
	var p *Problem
	if !errors.As(err, &p) {
		p = newProblem(http.StatusInternalServerError, "internal", err.Error(), "")
	}
	ctx.SetHeader("Content-Type", "application/problem+json")
	ctx.SetStatus(p.Status)
	_ = json.NewEncoder(ctx.BodyWriter()).Encode(p)
}
