// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// Command is a command that the owner of a data directory gives to the server
// that holds it: the server runs it as if it had been started where the command
// was, on data that it has open already.
type Command struct {
	Args []string `json:"args"`
	Dir  string   `json:"dir"` // the working directory, for names of files
	Name string   `json:"name"`
}

// Runner runs a command on an open data directory and returns its exit code.
type Runner func(ctx context.Context, a *App, c Command, stdout, stderr io.Writer) int

// piece is a part of what a command writes, or its end.
type piece struct {
	Out  []byte `json:"out,omitempty"`
	Err  []byte `json:"err,omitempty"`
	Exit *int   `json:"exit,omitempty"`
}

// Request is a request to the server with the lock's token.
func (l Lock) Request(ctx context.Context, method, path string, body io.Reader) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, l.Address+path, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+l.Token)
	return r, nil
}

// lockClient speaks to a server on this machine: past every proxy and redirect, for
// the lock's token goes nowhere else.
func lockClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Run has the server run a command; what it writes goes to stdout and stderr. It
// returns the command's exit code.
func (l Lock) Run(ctx context.Context, c Command, stdout, stderr io.Writer) (int, error) {
	read, write := io.Pipe()
	go func() { _ = write.CloseWithError(json.NewEncoder(write).Encode(c)) }()
	r, err := l.Request(ctx, http.MethodPost, "/local/command", read)
	if err != nil {
		return 0, err
	}
	answer, err := lockClient().Do(r)
	if err != nil {
		return 0, fmt.Errorf("ask the server at %s: %w", l.Address, err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("ask the server at %s: %s", l.Address, answer.Status)
	}
	for d := json.NewDecoder(answer.Body); ; {
		var p piece
		if err := d.Decode(&p); err != nil {
			return 0, fmt.Errorf("the server at %s went away: %w", l.Address, err)
		}
		if p.Exit != nil {
			return *p.Exit, nil
		}
		_, _ = stdout.Write(p.Out)
		_, _ = stderr.Write(p.Err)
	}
}

// console answers the owner of the data directory on this machine, who proves to
// be so by the lock's token.
type console struct {
	app  *App
	lock Lock
	run  Runner
}

// route puts the handlers on a mux.
func (c *console) route(mux *http.ServeMux) {
	mux.HandleFunc("GET /local/ping", c.owned(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	mux.HandleFunc("POST /local/command", c.owned(c.command))
}

// owned refuses all but the owner.
func (c *console) owned(next http.HandlerFunc) http.HandlerFunc {
	want := []byte("Bearer " + c.lock.Token)
	return func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), want) != 1 {
			http.Error(w, "this is for the owner of the data directory", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

// command runs a command and streams what it writes.
func (c *console) command(w http.ResponseWriter, r *http.Request) {
	var asked Command
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&asked); err != nil {
		http.Error(w, "that is no command", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := &pieces{enc: json.NewEncoder(w), flush: http.NewResponseController(w).Flush}
	code := c.run(r.Context(), c.app, asked, writerFunc(func(b []byte) (int, error) { return out.write(piece{Out: b}, len(b)) }), writerFunc(func(b []byte) (int, error) { return out.write(piece{Err: b}, len(b)) }))
	_, _ = out.write(piece{Exit: &code}, 0)
}

// pieces writes pieces one after the other.
type pieces struct {
	mu    sync.Mutex
	enc   *json.Encoder
	flush func() error
}

func (p *pieces) write(one piece, n int) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.enc.Encode(one); err != nil {
		return 0, err
	}
	_ = p.flush()
	return n, nil
}

type writerFunc func([]byte) (int, error)

// Write is part of io.Writer.
func (f writerFunc) Write(b []byte) (int, error) { return f(b) }
