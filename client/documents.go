// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

// Kinds lists the kinds of documents beside journeys.
func Kinds() []string {
	return []string{"segments", "personas", "touchpoints", "channels", "calendars", "lifecycle", "mappings"}
}

// Item is a document around the journeys: a segment, a persona, a channel …
type Item struct {
	Kind    string          `json:"kind"` // one of Kinds
	ID      string          `json:"id"`
	Version int             `json:"version"`
	ETag    string          `json:"etag"` // changes whenever its text does
	Title   string          `json:"title"`
	Value   json.RawMessage `json:"value"`  // what it says, with the keys of its document
	YAML    string          `json:"yaml"`   // its document
	Faults  []Fault         `json:"faults"` // what is wrong with it now, as a reference to something that is gone
	By      string          `json:"by"`
	At      time.Time       `json:"at"`
}

// Documents lists the documents of a kind by id.
func (c *Client) Documents(ctx context.Context, kind string) ([]Item, error) {
	var out struct{ Documents []Item }
	err := c.do(ctx, request{method: http.MethodGet, path: at("documents", kind), into: &out})
	return out.Documents, err
}

// Item returns one document around the journeys.
func (c *Client) Item(ctx context.Context, kind, id string) (*Item, error) {
	out := &Item{}
	return answered(out, c.do(ctx, request{method: http.MethodGet, path: at("documents", kind, id), into: out}))
}

// PutItem saves a text as the next version of a document, or makes the document.
// etag is that of the version its author began from, "" for a document that is
// new.
func (c *Client) PutItem(ctx context.Context, kind, id string, text []byte, etag string) (*Item, error) {
	out := &Item{}
	body := struct {
		YAML string `json:"yaml"`
		ETag string `json:"etag,omitempty"`
	}{string(text), etag}
	return answered(out, c.do(ctx, request{method: http.MethodPut, path: at("documents", kind, id), body: body, into: out}))
}

// RemoveItem takes a document away, if nothing uses it. etag is that of the
// version one has seen; "" asks for none.
func (c *Client) RemoveItem(ctx context.Context, kind, id, etag string) error {
	var q url.Values
	if etag != "" {
		q = url.Values{"etag": {etag}}
	}
	return c.do(ctx, request{method: http.MethodDelete, path: at("documents", kind, id), query: q})
}

// Validate finds what is wrong with a document, a journey's or any other, in the
// server's workspace. Nothing is kept.
func (c *Client) Validate(ctx context.Context, text []byte) ([]Fault, error) {
	var out struct{ Faults []Fault }
	body := struct {
		YAML string `json:"yaml"`
	}{string(text)}
	err := c.do(ctx, request{method: http.MethodPost, path: "/validate", body: body, into: &out, safe: true})
	return out.Faults, err
}
