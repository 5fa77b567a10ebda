// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Ask asks a question and reads the answer, which is JSON, into a value. The
// name is that of the API, as scorecard, funnel, variants, conformance or
// retention; its terms are the flags of the command of the same name, with _ for
// -, and journey for the journey's id. Into may be a *json.RawMessage.
func (c *Client) Ask(ctx context.Context, question string, terms url.Values, into any) error {
	return c.do(ctx, request{method: http.MethodGet, path: at("questions", question), query: terms, into: into})
}

// Table asks a question and writes the answer as a table in a format, csv, xlsx or
// parquet, as it arrives. The question and its terms are as of Ask; one with
// /customers behind it, and what says which number is meant, gives every instance
// that stands behind that number:
//
//	n, err := wend.Table(ctx, "funnel/customers", "csv", url.Values{"journey": {"buy-online"}, "what": {"lost"}, "at": {"2"}}, file)
//
// It returns how many rows there are. After an error what was written is not whole.
func (c *Client) Table(ctx context.Context, question, format string, terms url.Values, to io.Writer) (rows int, err error) {
	q := maps.Clone(terms)
	if q == nil {
		q = url.Values{}
	}
	q.Set("format", format)
	r := request{method: http.MethodGet, path: at(append(append([]string{"questions"}, strings.Split(question, "/")...), "table")...), query: q}
	err = c.again(ctx, r, func() error {
		answer, err := c.send(ctx, r, "", nil)
		if err != nil {
			return err
		}
		defer func() { _ = answer.Body.Close() }()
		if rows, err = strconv.Atoi(answer.Header.Get("Wend-Rows")); err != nil {
			return fmt.Errorf("%s %s: the answer is no table: is %s the address of a Wend server?", r.method, r.path, answer.Request.URL.Host)
		}
		_, err = io.Copy(to, answer.Body)
		return err
	})
	return rows, err
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
