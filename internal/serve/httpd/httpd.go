// SPDX-License-Identifier: Apache-2.0

// Package httpd is how Wend is reached over HTTP: the listener with its limits,
// what every request passes through, the health of the server, its metrics, the
// description of the API and the user interface. It knows nothing of journeys.
package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// Options say how a server is reached.
type Options struct {
	Logger *slog.Logger
	Drain  time.Duration // how long requests under way may take when the server stops; 0: 15 s
}

// Server serves a handler until its context ends.
type Server struct {
	o        Options
	listener net.Listener
	closing  chan struct{}
	ready    atomic.Bool
}

// Listen opens an address, as 127.0.0.1:8787. One that others can reach is
// refused where nobody must sign in.
func Listen(ctx context.Context, addr string, accounts bool, o Options) (*Server, error) {
	if !accounts && !loopback(addr) {
		return nil, fault.New(fault.Forbidden, "%s can be reached by others, and nobody has to sign in", addr).
			WithRemedy("set Wend up on 127.0.0.1 first, so that it has an owner")
	}
	if o.Drain == 0 {
		o.Drain = 15 * time.Second
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return &Server{o: o, listener: l, closing: make(chan struct{})}, nil
}

// loopback reports whether only this machine reaches an address.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// Addr is the address that was opened.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Local tells whether only this machine reaches the server.
func (s *Server) Local() bool { return loopback(s.Addr()) }

// Closing is closed when the server begins to drain: what never ends by itself
// ends then.
func (s *Server) Closing() <-chan struct{} { return s.closing }

// Ready tells whether the server takes requests, which it does not while it
// drains.
func (s *Server) Ready() bool { return s.ready.Load() }

// Serve serves until ctx ends, then lets requests under way come to their end.
func (s *Server) Serve(ctx context.Context, h http.Handler) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(s.o.Logger.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(s.listener) }()
	s.ready.Store(true)
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.ready.Store(false)
	close(s.closing)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.o.Drain)
	defer cancel()
	if err := server.Shutdown(late); err != nil {
		return errors.Join(fmt.Errorf("drain: %w", err), server.Close())
	}
	return nil
}
