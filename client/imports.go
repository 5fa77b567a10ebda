// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"time"
)

// Import is an upload, with what became of it.
type Import struct {
	ID           string      `json:"id"`
	State        string      `json:"state"` // received, waiting, running, done, failed, canceled or interrupted
	NeedsMapping bool        `json:"needs_mapping"`
	Suggestion   *Suggestion `json:"suggestion"`
	Mapping      string      `json:"mapping"`  // with which it was started
	Progress     *Progress   `json:"progress"` // nil before it runs
	Result       *Imported   `json:"result"`   // nil before it ends
	Problem      *Fault      `json:"problem"`  // why it failed
}

// Suggestion is what the mapping of files may be.
type Suggestion struct {
	Text  string `json:"text"`  // a mapping, with a comment on every guess
	Notes []Hint `json:"notes"` // what could not be guessed
}

// Hint is something of a suggestion that a person should look at.
type Hint struct {
	Code   string            `json:"code"` // as no-time
	Values map[string]string `json:"values"`
	Text   string            `json:"text"` // in English
}

// Progress tells how far an import is that runs.
type Progress struct {
	File       string  `json:"file"`
	Done       int64   `json:"done_bytes"`
	Total      int64   `json:"total_bytes"`
	Rows       int     `json:"rows"`
	RemainingS float64 `json:"remaining_s"` // 0 while it cannot be told
}

// Imported tells what an import did.
type Imported struct {
	Rows        int     `json:"rows"`
	Events      int     `json:"events"`     // kept now, answers not counted
	Answers     int     `json:"answers"`    // kept now
	Customers   int     `json:"customers"`  // seen for the first time
	Duplicates  int     `json:"duplicates"` // there already
	Quarantined int     `json:"quarantined"`
	Seconds     float64 `json:"seconds"`
}

// Over tells whether an import is at its end.
func (i *Import) Over() bool { return i.State != "waiting" && i.State != "running" }

// glance is how often an import that runs is looked at.
const glance = 300 * time.Millisecond

// Import brings a file into the event log: it is uploaded as it is read, and
// imported with a mapping, in YAML; "" where the file explains itself. progress,
// unless it is nil, is told how far it is. Rows that cannot become events go to
// the quarantine and are no error. The same file again adds nothing twice.
//
// A file that needs a mapping and has none is a Problem, and the import returned
// beside it has a suggestion. When ctx ends the import goes on at the server.
func (c *Client) Import(ctx context.Context, name string, from io.Reader, mapping string, progress func(*Import)) (*Import, error) {
	i, err := c.Upload(ctx, name, from)
	if err != nil {
		return nil, err
	}
	started, err := c.StartImport(ctx, i.ID, mapping)
	if err != nil {
		return i, err
	}
	for i = started; ; {
		if progress != nil {
			progress(i)
		}
		if i.Over() {
			return i, i.failure()
		}
		if err := sleep(ctx, glance); err != nil {
			return i, err
		}
		if i, err = c.ImportByID(ctx, i.ID); err != nil {
			return nil, err
		}
	}
}

// failure is why an import did not come to a good end.
func (i *Import) failure() error {
	switch {
	case i.State == "done":
		return nil
	case i.Problem != nil:
		return &Problem{Status: http.StatusUnprocessableEntity, Code: i.Problem.Code, Detail: i.Problem.Message, Remedy: i.Problem.Remedy, Faults: []Fault{*i.Problem}}
	}
	return fmt.Errorf("the import was %s", i.State)
}

// Upload sends a file to be imported, as it is read. Nothing is imported yet.
func (c *Client) Upload(ctx context.Context, name string, from io.Reader) (*Import, error) {
	read, write := io.Pipe()
	form := multipart.NewWriter(write)
	go func() {
		part, err := form.CreateFormFile("file", name)
		if err == nil {
			_, err = io.Copy(part, from)
		}
		if err == nil {
			err = form.Close()
		}
		_ = write.CloseWithError(err)
	}()
	defer func() { _ = read.Close() }() // so that the goroutine ends, whatever became of the request
	out := &Import{}
	r := request{method: http.MethodPost, path: "/imports", into: out}
	answer, err := c.send(ctx, r, form.FormDataContentType(), read)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	return answered(out, r.read(answer))
}

// StartImport begins to import what was uploaded, with a mapping in YAML; ""
// where the file explains itself.
func (c *Client) StartImport(ctx context.Context, id, mapping string) (*Import, error) {
	out := &Import{}
	body := struct {
		Mapping string `json:"mapping"`
	}{mapping}
	return answered(out, c.do(ctx, request{method: http.MethodPost, path: at("imports", id, "start"), body: body, into: out}))
}

// ImportByID tells how far an import is, and what became of it.
func (c *Client) ImportByID(ctx context.Context, id string) (*Import, error) {
	out := &Import{}
	return answered(out, c.do(ctx, request{method: http.MethodGet, path: at("imports", id), into: out}))
}
