// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
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

// The headers of a command.
const (
	ticketHeader = "Wend-Ticket"
	proofHeader  = "Wend-Proof"
)

// lockClient speaks to a server on this machine: past every proxy and redirect.
func lockClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Run has the server run a command; what it writes goes to stdout and stderr. It
// returns the command's exit code.
func (l Lock) Run(ctx context.Context, c Command, stdout, stderr io.Writer) (int, error) {
	ticket, err := l.greet(ctx)
	if err != nil {
		return 0, err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return 0, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, l.Address+"/local/command", bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	r.Header.Set(ticketHeader, ticket)
	r.Header.Set(proofHeader, l.proof(ofCommand, ticket, string(body)))
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
// know the lock's token.
type console struct {
	app  *App
	lock Lock
	run  Runner

	mu   sync.Mutex
	used map[string]time.Time // tickets of commands, until they end by themselves
}

// ticketLasts is how long a ticket is good.
const ticketLasts = 30 * time.Second

// maxCommand is how long a command may be, in bytes.
const maxCommand = 1 << 20

// route puts the handlers on a mux.
func (c *console) route(mux *http.ServeMux) {
	mux.HandleFunc("GET /local/greeting", c.greeting)
	mux.HandleFunc("POST /local/command", c.command)
}

// greeting proves that this server wrote the lock, and gives a ticket.
func (c *console) greeting(w http.ResponseWriter, r *http.Request) {
	made := strconv.FormatInt(time.Now().UnixNano(), 10)
	ticket := made + "." + c.lock.proof(ofTicket, made)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(greeting{Proof: c.lock.proof(ofServer, r.FormValue("challenge"), ticket), Ticket: ticket})
}

// take takes a ticket, once and in time.
func (c *console) take(ticket string) bool {
	made, proof, _ := strings.Cut(ticket, ".")
	at, err := strconv.ParseInt(made, 10, 64)
	now := time.Now()
	if err != nil || !c.lock.proves(proof, ofTicket, made) || now.Sub(time.Unix(0, at)) > ticketLasts {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.used, func(_ string, until time.Time) bool { return now.After(until) })
	if _, again := c.used[ticket]; again {
		return false
	}
	c.used[ticket] = now.Add(ticketLasts)
	return true
}

// command runs a command of the owner and streams what it writes.
func (c *console) command(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCommand))
	ticket := r.Header.Get(ticketHeader)
	if err != nil || !c.lock.proves(r.Header.Get(proofHeader), ofCommand, ticket, string(body)) || !c.take(ticket) {
		http.Error(w, "this is for the owner of the data directory", http.StatusForbidden)
		return
	}
	var asked Command
	if err := json.Unmarshal(body, &asked); err != nil {
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
