// SPDX-License-Identifier: Apache-2.0

// Package clickhouse runs a real ClickHouse beside tests and benchmarks: an
// independent engine that answers the same questions. The engine is the library
// that `make deps` fetches; a server of our own, in a process of its own on a
// loopback port, makes it reachable, and plain HTTP talks to it. Only tests and
// benchmarks import this package; it may import reference.
package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a server may take to answer for the first time.
const patience = 30 * time.Second

// tries is how often another port is tried when somebody else took the first.
const tries = 3

// Server is a running ClickHouse. It is safe for concurrent use.
type Server struct {
	url    string
	client *http.Client
	cmd    *exec.Cmd
	alive  io.Closer     // our end of what the server waits on
	said   *tail         // the last the server wrote
	ended  chan struct{} // closed when the process has ended
	close  sync.Once
}

// Start starts a server for one test, in a folder of its own, and ends it with
// the test. Where the library is missing the test skips and says so; in CI
// (variable CI) it fails.
func Start(t testing.TB) *Server {
	t.Helper()
	s, err := Open(context.Background(), t.TempDir())
	switch {
	case errors.Is(err, ErrNoLibrary) && os.Getenv("CI") == "":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// Open starts a server that keeps its data in a folder, which must exist; the
// caller closes it. It ends with this process in any case. Where the library
// has not been fetched the error is ErrNoLibrary.
func Open(ctx context.Context, dir string) (*Server, error) {
	library, err := library()
	if err != nil {
		return nil, err
	}
	program, err := build(ctx)
	if err != nil {
		return nil, err
	}
	for range tries {
		var s *Server
		if s, err = launch(program, library, dir); err != nil {
			return nil, err
		}
		if err = s.await(ctx); err == nil {
			return s, nil
		}
		_ = s.Close()
		if !errors.Is(err, errEnded) {
			break
		}
	}
	return nil, err
}

// launch starts the process on a port that is free now.
func launch(program, library, dir string) (_ *Server, err error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	wait, alive, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start clickhouse: %w", err)
	}
	defer func() {
		err = errors.Join(err, wait.Close())
	}()
	s := &Server{
		url: "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), client: &http.Client{Transport: &http.Transport{DisableCompression: true}},
		cmd: exec.Command(program, library, dir, strconv.Itoa(port)), alive: alive, said: &tail{}, ended: make(chan struct{}),
	}
	s.cmd.Stdout, s.cmd.Stderr, s.cmd.ExtraFiles = s.said, s.said, []*os.File{wait}
	if err := s.cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start clickhouse: %w", err), alive.Close())
	}
	go func() {
		_ = s.cmd.Wait() // how it ended is of no interest, what it said is
		close(s.ended)
	}()
	return s, nil
}

// freePort returns a port of the loopback interface that nobody listens on.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a port for clickhouse: %w", err)
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// errEnded is the error of a server that ended by itself.
var errEnded = errors.New("clickhouse ended")

// await returns when the server answers.
func (s *Server) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		err := s.Ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.ended:
			return fmt.Errorf("%w: %s", errEnded, s.said)
		case <-ctx.Done():
			return fmt.Errorf("wait for clickhouse: %w: %s", err, s.said)
		case <-again.C:
		}
	}
}

// URL is where the server listens, as in http://127.0.0.1:41234.
func (s *Server) URL() string { return s.url }

// Close ends the process and waits for its end. What it kept on disk stays.
func (s *Server) Close() error {
	var err error
	s.close.Do(func() {
		err = s.alive.Close()
		select {
		case <-s.ended:
		case <-time.After(patience):
			err = errors.Join(err, s.cmd.Process.Kill())
			<-s.ended
		}
		s.client.CloseIdleConnections()
	})
	return err
}

// tail keeps the last few thousand bytes that were written to it.
type tail struct {
	mu sync.Mutex
	b  []byte
}

// Write keeps p and forgets what came long before.
func (t *tail) Write(p []byte) (int, error) {
	const most = 4 << 10
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	if n := len(t.b); n > most {
		t.b = append(t.b[:0], t.b[n-most:]...)
	}
	return len(p), nil
}

// String is what is left of what was written.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.b))
}
