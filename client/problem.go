// SPDX-License-Identifier: Apache-2.0

package client

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"
)

// Problem is what a server says when it does not do what was asked: what is
// wrong, and what would be right. Find it with errors.As.
type Problem struct {
	Status int     `json:"status"` // of HTTP, as 409
	Code   string  `json:"code"`   // invalid, not_found, conflict, forbidden, too_few, unavailable, internal, unauthorized
	Detail string  `json:"detail"` // what is wrong
	Remedy string  `json:"remedy"` // what would be right
	Faults []Fault `json:"faults"` // all that is wrong in what was sent

	RetryAfter time.Duration `json:"-"` // how long the server wants to be left alone; 0: it did not say
}

// Fault is one thing that is wrong in what was sent, with its place.
type Fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Remedy  string `json:"remedy,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`   // from 1; 0: not known
	Column  int    `json:"column,omitempty"` // from 1; 0: not known
	Field   string `json:"field,omitempty"`  // its path, as phases.before[0].steps[2].target
	Warning bool   `json:"warning,omitempty"`
}

// Error says what is wrong and what would be right.
func (p *Problem) Error() string {
	if p.Remedy == "" {
		return p.Detail
	}
	return p.Detail + "; " + p.Remedy
}

// maxProblem bounds how much is read of an answer that is no success, in bytes.
const maxProblem = 1 << 20

// problemOf reads a problem. What stands between a client and its server may
// answer in some other form; then there is its status.
func problemOf(answer *http.Response) *Problem {
	p := &Problem{}
	kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxProblem))
	if err != nil || kind != "application/problem+json" || json.Unmarshal(text, p) != nil || p.Detail == "" {
		*p = Problem{Code: codeOf(answer.StatusCode), Detail: "the server at " + answer.Request.URL.Host + " answered " + answer.Status}
	}
	p.Status = answer.StatusCode
	if s, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil && s > 0 {
		p.RetryAfter = time.Duration(s) * time.Second
	}
	return p
}

func codeOf(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "unauthorized"
	case http.StatusForbidden:
		return "forbidden"
	case http.StatusNotFound:
		return "not_found"
	case http.StatusConflict:
		return "conflict"
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout, http.StatusTooManyRequests:
		return "unavailable"
	}
	if status < http.StatusInternalServerError {
		return "invalid"
	}
	return "internal"
}
