// SPDX-License-Identifier: Apache-2.0

package client

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
)

// Event is something that changed on the server.
type Event struct {
	Kind string          // draft, published, documents, presence, events, import, or Again
	Data json.RawMessage // what it is about
}

// Again is the kind of the event that tells that some were missed: read anew
// what you hold.
const Again = "again"

// Stream hears what changes on the server, and to a journey unless it is "".
// A connection that breaks is made again, with an event of the kind Again. The
// sequence ends with ctx, or with an error that will not pass; it can be ranged
// over several times.
func (c *Client) Stream(ctx context.Context, journey string) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for failed := 0; ; {
			heard, err := c.listen(ctx, journey, failed > 0, yield)
			switch {
			case !heard.on || ctx.Err() != nil:
				return
			case heard.any:
				failed = 0
			}
			if err != nil && !passing(err) && !heard.any || failed >= c.o.Retries {
				yield(Event{}, err)
				return
			}
			if sleep(ctx, c.pause(failed, err)) != nil {
				return
			}
			failed++
		}
	}
}

// hearing is how it went.
type hearing struct {
	any bool // something was heard
	on  bool // whoever listens wants more
}

// listen hears one connection to its end.
func (c *Client) listen(ctx context.Context, journey string, again bool, yield func(Event, error) bool) (h hearing, err error) {
	h.on = true
	var q url.Values
	if journey != "" {
		q = url.Values{"journey": {journey}}
	}
	answer, err := c.send(ctx, request{method: http.MethodGet, path: "/stream", query: q}, "", nil)
	if err != nil {
		return h, err
	}
	defer func() { _ = answer.Body.Close() }()
	if again && !yield(Event{Kind: Again}, nil) {
		return hearing{}, nil
	}
	h.any = true
	for e, err := range events(answer.Body) {
		if err != nil {
			return h, err
		}
		if h.on = yield(e, nil); !h.on {
			return h, nil
		}
	}
	return h, io.ErrUnexpectedEOF
}

// events reads server-sent events.
func events(from io.Reader) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		lines := bufio.NewScanner(from)
		lines.Buffer(nil, 16<<20)
		var e Event
		for lines.Scan() {
			field, value, _ := strings.Cut(lines.Text(), ":")
			value = strings.TrimPrefix(value, " ")
			switch field {
			case "event":
				e.Kind = value
			case "data":
				if len(e.Data) > 0 {
					e.Data = append(e.Data, '\n')
				}
				e.Data = append(e.Data, value...)
			case "":
				if lines.Text() == "" && len(e.Data) > 0 {
					if !yield(e, nil) {
						return
					}
					e = Event{}
				}
			}
		}
		if err := lines.Err(); err != nil {
			yield(Event{}, fmt.Errorf("stream: %w", err))
		}
	}
}
