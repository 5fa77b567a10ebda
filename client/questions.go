// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"net/http"
	"net/url"
)

// Ask asks a question and reads the answer, which is JSON, into a value. The
// name is that of the API, as scorecard, funnel, variants, conformance or
// retention; its terms are the flags of the command of the same name, with _ for
// -, and journey for the journey's id. Into may be a *json.RawMessage.
func (c *Client) Ask(ctx context.Context, question string, terms url.Values, into any) error {
	return c.do(ctx, request{method: http.MethodGet, path: at("questions", question), query: terms, into: into})
}

// Printed is what a command printed.
type Printed struct {
	Exit   int    `json:"exit"` // 0: fine; 1: it ran and found something wrong; 2: it could not run
	Stdout string `json:"stdout"`
	Stderr string `json:"stderr"`
}

// Command asks a question as the command line does, and returns what it prints:
//
//	p, err := wend.Command(ctx, "scorecard", "buy-online", "--by", "segment")
//
// Only questions are answered, and none that names a file.
func (c *Client) Command(ctx context.Context, args ...string) (*Printed, error) {
	out := &Printed{}
	body := struct {
		Args []string `json:"args"`
	}{args}
	return answered(out, c.do(ctx, request{method: http.MethodPost, path: "/commands", body: body, into: out, safe: true}))
}
