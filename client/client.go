// SPDX-License-Identifier: Apache-2.0

// Package client talks to a Wend server over its HTTP API: journeys and the
// documents around them, questions, customers, imports, and what changes while
// one listens.
//
//	wend, err := client.New("https://wend.example.com", os.Getenv("WEND_TOKEN"), client.Options{})
//	list, err := wend.Journeys(ctx)
//
// What the server refuses comes back as a *[Problem], which says what would be
// right. Requests that can be repeated are, when the server cannot be reached or
// says that it is busy.
//
// The package is for other people's programs, and so imports nothing of ours.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Options tune a client. The zero value is right.
type Options struct {
	HTTP    *http.Client  // to send with; nil: http.DefaultClient
	Agent   string        // how the program calls itself, as in "nightly-report/1.2"
	Timeout time.Duration // of one attempt at a request, but for imports, tables and streams; 0: two minutes
	Retries int           // of requests that can be repeated; 0: four, negative: none
	Backoff time.Duration // before the first retry, twice as long before each that follows; 0: 200 ms
}

// longestBackoff bounds how long a client waits between two attempts.
const longestBackoff = 30 * time.Second

// Client talks to one server as whoever its token belongs to. It is safe for
// concurrent use.
type Client struct {
	base  string // the API's address, without a slash behind it
	token string
	o     Options
}

// New prepares to talk to the server at an address, as https://wend.example.com.
// A token comes from the server's settings, under tokens; "" talks as nobody.
// Nothing is sent yet.
func New(address, token string, o Options) (*Client, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, fmt.Errorf("%q is not the address of a server; write it as in https://wend.example.com", address)
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("a token is of letters and digits; look whether it was copied whole")
	}
	if o.HTTP == nil {
		o.HTTP = http.DefaultClient
	}
	if o.Timeout == 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Retries == 0 {
		o.Retries = 4
	}
	if o.Backoff == 0 {
		o.Backoff = 200 * time.Millisecond
	}
	return &Client{base: strings.TrimSuffix(u.String(), "/") + "/api/v1", token: token, o: o}, nil
}

// request is something asked of the server.
type request struct {
	method string
	path   string // below the API, escaped
	query  url.Values
	body   any  // sent as JSON; nil sends none
	into   any  // read from JSON, or *[]byte for the answer as it is; nil reads none
	safe   bool // may be repeated although its method does not say so
}

// at is a path of names, each escaped.
func at(names ...string) string {
	var b strings.Builder
	for _, n := range names {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(n))
	}
	return b.String()
}

// do sends a request, again where that helps, and reads the answer.
func (c *Client) do(ctx context.Context, r request) error {
	var body []byte
	if r.body != nil {
		var err error
		if body, err = json.Marshal(r.body); err != nil {
			return fmt.Errorf("%s %s: %w", r.method, r.path, err)
		}
	}
	return c.again(ctx, r, func() error { return c.attempt(ctx, r, body) })
}

// again makes attempts at a request, one after the other where that helps.
func (c *Client) again(ctx context.Context, r request, do func() error) error {
	for attempt := 0; ; attempt++ {
		err := do()
		if attempt >= c.o.Retries || !r.repeatable() || !passing(err) {
			return err
		}
		if sleep(ctx, c.pause(attempt, err)) != nil {
			return err // the former says more than that time is up
		}
	}
}

// repeatable tells whether sending it twice does no more than once.
func (r request) repeatable() bool {
	return r.safe || r.method == http.MethodGet || r.method == http.MethodPut || r.method == http.MethodDelete
}

// passing tells errors that may be gone in a moment.
func passing(err error) bool {
	var p *Problem
	if errors.As(err, &p) {
		return p.Status == http.StatusServiceUnavailable
	}
	return errors.Is(err, syscall.ECONNREFUSED)
}

// pause is how long to wait after an attempt: twice as long each time, with a
// part left to chance so that many clients do not come back at once, and as long
// as the server asks for.
func (c *Client) pause(attempt int, err error) time.Duration {
	d := min(c.o.Backoff<<min(attempt, 20), longestBackoff)
	d = d/2 + rand.N(d/2+1)
	var p *Problem
	if errors.As(err, &p) {
		d = max(d, min(p.RetryAfter, longestBackoff))
	}
	return d
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// attempt sends a request once and reads the answer.
func (c *Client) attempt(ctx context.Context, r request, body []byte) error {
	if c.o.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.o.Timeout)
		defer cancel()
	}
	kind := ""
	if r.body != nil {
		kind = "application/json"
	}
	answer, err := c.send(ctx, r, kind, bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	return r.read(answer)
}

// send sends a request with a body; a status that is no success is a Problem.
// The caller closes the answer's body.
func (c *Client) send(ctx context.Context, r request, kind string, body io.Reader) (*http.Response, error) {
	address := c.base + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	q, err := http.NewRequestWithContext(ctx, r.method, address, body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.method, r.path, err)
	}
	if kind != "" {
		q.Header.Set("Content-Type", kind)
	}
	if c.token != "" {
		q.Header.Set("Authorization", "Bearer "+c.token)
	}
	if c.o.Agent != "" {
		q.Header.Set("User-Agent", c.o.Agent)
	}
	answer, err := c.o.HTTP.Do(q)
	if err != nil {
		return nil, err // it says what was asked of whom
	}
	if answer.StatusCode/100 != 2 {
		defer func() { _ = answer.Body.Close() }()
		return nil, problemOf(answer)
	}
	return answer, nil
}

// read reads an answer.
func (r request) read(answer *http.Response) error {
	if r.into == nil {
		_, err := io.Copy(io.Discard, answer.Body) // so that the connection serves again
		return err
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.method, r.path, err)
	}
	if raw, ok := r.into.(*[]byte); ok {
		*raw = text
		return nil
	}
	if kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); kind != "application/json" {
		return fmt.Errorf("%s %s: the answer is no JSON: is %s the address of a Wend server?", r.method, r.path, answer.Request.URL.Host)
	}
	if err := json.Unmarshal(text, r.into); err != nil {
		return fmt.Errorf("%s %s: %w", r.method, r.path, err)
	}
	return nil
}
