// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"encoding/json"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"time"
)

// Customer is a customer at a glance.
type Customer struct {
	ID     string          `json:"customer"`
	Name   string          `json:"name"`   // of the traits that names usually stand in
	Email  string          `json:"email"`  // likewise
	Traits json.RawMessage `json:"traits"` // an object: of each trait what was said last
	Events int64           `json:"events"`
	First  time.Time       `json:"first"` // of their events
	Last   time.Time       `json:"last"`
}

// Moment is one event of a customer's timeline.
type Moment struct {
	Time       time.Time       `json:"time"` // in the sender's offset
	Undated    bool            `json:"undated"`
	Event      string          `json:"event"`
	Channel    string          `json:"channel"`
	Source     string          `json:"source"`
	MessageID  string          `json:"message_id"`
	Position   int64           `json:"position"` // in the log
	Properties json.RawMessage `json:"properties"`
	Traits     json.RawMessage `json:"traits"`
	Answer     json.RawMessage `json:"answer"` // where it is an answer to a survey; else nil
	Steps      []VisitedAs     `json:"steps"`  // what it is in journeys
}

// VisitedAs says what an event is in an instance of a journey: a visit to a step,
// or an answer about it.
type VisitedAs struct {
	Journey  string `json:"journey"`
	Instance int    `json:"instance"` // the customer's n-th
	Step     string `json:"step"`     // "": the journey as a whole
	Title    string `json:"title"`
	Failed   bool   `json:"failed"`
	Answers  bool   `json:"answers"` // it is no visit: it answers a question about it
}

// Customers finds customers whose id begins with a text, or in one of whose
// traits it stands; "" finds all. Those who came last come first. Pages are asked
// for as one goes; an error ends the sequence.
func (c *Client) Customers(ctx context.Context, text string) iter.Seq2[Customer, error] {
	q := url.Values{"limit": {"500"}}
	if text != "" {
		q.Set("q", text)
	}
	return pages(q, "after", func(q url.Values) ([]Customer, string, error) {
		var page struct {
			Customers []Customer
			Next      string
		}
		err := c.do(ctx, request{method: http.MethodGet, path: "/customers", query: q, into: &page})
		return page.Customers, page.Next, err
	})
}

// Timeline tells what a customer did and said, the newest first. Pages are asked
// for as one goes; an error ends the sequence.
func (c *Client) Timeline(ctx context.Context, customer string) iter.Seq2[Moment, error] {
	q := url.Values{"limit": {"500"}}
	return pages(q, "before", func(q url.Values) ([]Moment, string, error) {
		var page struct {
			Events []Moment
			Next   string
		}
		err := c.do(ctx, request{method: http.MethodGet, path: at("customers", customer, "timeline"), query: q, into: &page})
		return page.Events, page.Next, err
	})
}

// pages goes from page to page; a query says under a key where one begins.
func pages[T any](first url.Values, key string, get func(url.Values) ([]T, string, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		q := maps.Clone(first)
		for {
			page, next, err := get(q)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, one := range page {
				if !yield(one, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			q.Set(key, next)
		}
	}
}

// Evidence says which events count: those of a name, under conditions.
type Evidence struct {
	Event string         `json:"event"`
	Where map[string]any `json:"where,omitempty"` // as documents write it: {"price": {"gte": 10}}
}

// Counted tells how many events match, and of how many customers they are.
type Counted struct {
	Events    int64 `json:"events"`
	Customers int64 `json:"customers"`
	Each      []struct {
		Events    int64 `json:"events"`
		Customers int64 `json:"customers"`
	} `json:"each"` // of each evidence by itself; an event may match several
	Position int64 `json:"position"` // of the log
}

// Count counts the events that match any of several. Terms may say which are
// looked at: from, to, as_of, segment, where.
func (c *Client) Count(ctx context.Context, terms url.Values, any ...Evidence) (*Counted, error) {
	out := &Counted{}
	body := struct {
		Evidence []Evidence `json:"evidence"`
	}{any}
	return answered(out, c.do(ctx, request{method: http.MethodPost, path: "/events/count", query: terms, body: body, into: out, safe: true}))
}
