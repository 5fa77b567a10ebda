// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

// Summary is a journey in the list of journeys.
type Summary struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Goal      string    `json:"goal"`
	State     string    `json:"state"`    // as-is, to-be or ideal
	Improves  string    `json:"improves"` // of a to-be journey: the one it improves
	Status    string    `json:"status"`   // draft, in-review, published or archived
	Owner     string    `json:"owner"`
	Version   int       `json:"version"` // the latest; 0: never published
	Digest    string    `json:"digest"`  // of what it says
	UpdatedAt time.Time `json:"updated_at"`
	Stale     bool      `json:"stale"` // nobody has looked at it for longer than it says
	Steps     int       `json:"steps"`
	Errors    int       `json:"errors"` // what is wrong with it
	Phases    []Phase   `json:"phases"` // before, during, after
	Draft     *Draft    `json:"draft"`  // nil: nobody has begun one
}

// Phase is a phase with its stages.
type Phase struct {
	Phase  string  `json:"phase"` // before, during or after
	Stages []Stage `json:"stages"`
}

// Stage is a stage with the number of its steps.
type Stage struct {
	Title string `json:"title"`
	Steps int    `json:"steps"`
}

// Draft is what is known of the draft of a journey.
type Draft struct {
	Revision int64     `json:"revision"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Changes  int       `json:"changes"` // against the latest version; 0 where there is none
}

// Which text of a journey, beside the numbers of versions.
const (
	Latest    = ""      // the latest version; the draft of a journey that has none
	DraftText = "draft" // the draft; the latest version where nobody has begun one
)

// Journey is one text of a journey: a version, or the draft.
type Journey struct {
	ID       string          `json:"id"`
	Version  int             `json:"version"`  // its number; of a draft the version it began from; 0: none
	Latest   int             `json:"latest"`   // the latest version of the journey; 0: never published
	Revision int64           `json:"revision"` // counts every change of the journey
	Draft    bool            `json:"draft"`    // whether this is the draft
	Archived bool            `json:"archived"`
	Digest   string          `json:"digest"` // of what it says
	Note     string          `json:"note"`   // what is new in the version, in its author's words
	By       string          `json:"by"`
	At       time.Time       `json:"at"`
	Document json.RawMessage `json:"journey"` // what it says, with the keys of its document
	Faults   []Fault         `json:"faults"`  // what is wrong with it, warnings too
	ETag     string          `json:"etag"`
}

// Version is a version of a journey in its history.
type Version struct {
	Version int       `json:"version"`
	Digest  string    `json:"digest"`
	Note    string    `json:"note"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

// Change is one difference between two texts of a journey. Before and After are
// JSON with the keys of the document, nil where nothing was or is.
type Change struct {
	Step   string          `json:"step"`  // "": the journey itself
	Kind   string          `json:"kind"`  // added, removed, changed, moved, reordered, renamed
	Field  string          `json:"field"` // as edits have it; "": the step or the stage itself
	Item   string          `json:"item"`  // of a list, the sentence that it is about
	Part   string          `json:"part"`  // what of that sentence
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
	Behind string          `json:"behind"` // of a step in another order: the one before it
	Words  string          `json:"words"`  // all of it, in English
}

// Journeys lists the journeys by id, but for those in the archive.
func (c *Client) Journeys(ctx context.Context) ([]Summary, error) {
	var out struct{ Journeys []Summary }
	err := c.do(ctx, request{method: http.MethodGet, path: "/journeys", into: &out})
	return out.Journeys, err
}

// Journey returns one text of a journey: a version by its number, Latest or
// DraftText.
func (c *Client) Journey(ctx context.Context, id, version string) (*Journey, error) {
	out := &Journey{}
	return answered(out, c.do(ctx, request{method: http.MethodGet, path: at("journeys", id), query: which(version), into: out}))
}

// Document returns the text of a journey as it was written, in YAML.
func (c *Client) Document(ctx context.Context, id, version string) ([]byte, error) {
	var out []byte
	err := c.do(ctx, request{method: http.MethodGet, path: at("journeys", id, "document"), query: which(version), into: &out})
	return out, err
}

// PutDocument makes a text the draft of a journey, or makes the journey.
// revision is the one that its author has seen, as in Journey.Revision; 0 where
// there is no such journey yet. A journey that has moved on since is a Problem
// with the code conflict.
func (c *Client) PutDocument(ctx context.Context, id string, text []byte, revision int64) (*Journey, error) {
	out := &Journey{}
	body := struct {
		YAML     string `json:"yaml"`
		Revision int64  `json:"revision"`
	}{string(text), revision}
	return answered(out, c.do(ctx, request{method: http.MethodPut, path: at("journeys", id, "document"), body: body, into: out}))
}

// Publish makes the draft of a journey its next version. revision is that of the
// draft as one has seen it; note says what is new, in one's own words.
func (c *Client) Publish(ctx context.Context, id string, revision int64, note string) (*Version, error) {
	out := &Version{}
	body := struct {
		Revision int64  `json:"revision"`
		Note     string `json:"note,omitempty"`
	}{revision, note}
	return answered(out, c.do(ctx, request{method: http.MethodPost, path: at("journeys", id, "publish"), body: body, into: out}))
}

// Versions lists the versions of a journey, the latest first.
func (c *Client) Versions(ctx context.Context, id string) ([]Version, error) {
	var out struct{ Versions []Version }
	err := c.do(ctx, request{method: http.MethodGet, path: at("journeys", id, "versions"), into: &out})
	return out.Versions, err
}

// Diff says what changed between two texts of a journey, each a number, Latest or
// DraftText.
func (c *Client) Diff(ctx context.Context, id, from, to string) ([]Change, error) {
	var out struct{ Changes []Change }
	q := url.Values{"from": {from}, "to": {to}}
	if to == Latest {
		q.Set("to", "latest")
	}
	err := c.do(ctx, request{method: http.MethodGet, path: at("journeys", id, "diff"), query: q, into: &out})
	return out.Changes, err
}

// Archive puts a journey away: lists leave it out, its past stays readable.
func (c *Client) Archive(ctx context.Context, id string) error {
	return c.do(ctx, request{method: http.MethodDelete, path: at("journeys", id)})
}

// which asks for a text of a journey.
func which(version string) url.Values {
	if version == Latest {
		return nil
	}
	return url.Values{"version": {version}}
}

// answered is an answer, or nil with an error.
func answered[T any](out *T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return out, nil
}
