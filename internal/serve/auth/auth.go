// SPDX-License-Identifier: Apache-2.0

// Package auth finds out who makes a request: by the cookie of a browser or the
// bearer token of a program. It refuses what other sites make a browser send,
// slows down who guesses, and signs people in through an OpenID Connect issuer.
// Who may do what is decided in people. It imports people and fault.
package auth

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
)

// Options say how browsers reach the server.
type Options struct {
	// URL is the server's address as browsers see it, as in
	// https://wend.example.com; empty where they reach it directly. With https
	// cookies are for https alone.
	URL string
	// Local says that the server listens to this machine alone. A demo does.
	Local  bool
	Logger *slog.Logger
}

// Guard stands before every handler. It is safe for concurrent use.
type Guard struct {
	people  *people.People
	url     *url.URL
	alone   bool // it listens to this machine alone
	logger  *slog.Logger
	foreign *http.CrossOriginProtection
}

// New returns a guard that asks p who is who.
func New(p *people.People, o Options) (*Guard, error) {
	g := &Guard{people: p, alone: o.Local, logger: o.Logger, foreign: http.NewCrossOriginProtection()}
	if g.logger == nil {
		g.logger = slog.New(slog.DiscardHandler)
	}
	if o.URL != "" {
		u, err := url.Parse(o.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" {
			return nil, fault.New(fault.Invalid, "%q is not the address of a server", o.URL).WithRemedy("write it as in https://wend.example.com")
		}
		g.url = &url.URL{Scheme: u.Scheme, Host: u.Host}
		if err := g.foreign.AddTrustedOrigin(g.url.String()); err != nil {
			return nil, fmt.Errorf("trust %s: %w", g.url, err)
		}
	}
	g.foreign.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusForbidden, fault.Forbidden, "another site sent this request", "open Wend itself and do it there")
	}))
	return g, nil
}

// Handler wraps next: what reaches it comes from our own pages or from a
// program, and From tells who it is.
func (g *Guard) Handler(next http.Handler) http.Handler {
	return g.local(g.foreign.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visit{Visitor: people.Visitor{Agent: r.UserAgent(), From: address(r)}, secure: g.secure(r)}
		who, err := g.identify(w, r, v)
		switch {
		case err == nil:
		case fault.CodeOf(err) == fault.Forbidden: // a token that is good for nothing
			w.Header().Set("WWW-Authenticate", "Bearer")
			problem(w, http.StatusUnauthorized, "unauthorized", "this token is unknown or has ended", "make a new one in the settings")
			return
		case r.Context().Err() != nil:
			return
		default:
			g.logger.ErrorContext(r.Context(), "identify", "error", err)
			problem(w, http.StatusInternalServerError, fault.Internal, "something went wrong on our side", "try again; the log of the server has the details")
			return
		}
		v.Session = who.Session
		next.ServeHTTP(w, r.WithContext(withVisit(With(r.Context(), who), v)))
	})))
}

// local refuses those who come by another name than this machine's to a server
// that listens to this machine alone: a page elsewhere could give its own name our
// address, and be taken for one of ours.
func (g *Guard) local(next http.Handler) http.Handler {
	if !g.alone && !g.people.Demo() {
		return next
	}
	what, remedy := "the server", "open http://localhost and the port it printed, or start it with --url and the address that browsers use"
	if g.people.Demo() {
		what, remedy = "the demo", "open http://localhost and the port it printed"
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.ours((&url.URL{Host: r.Host}).Hostname()) {
			problem(w, http.StatusMisdirectedRequest, fault.Forbidden, what+" answers to this machine only", remedy)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ours tells whether a name is this machine's, or the one that browsers use.
func (g *Guard) ours(name string) bool {
	if name == "localhost" || g.url != nil && !g.people.Demo() && strings.EqualFold(name, g.url.Hostname()) {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.IsLoopback()
}

// identify asks who it is. A session that has ended is nobody; a token that has
// is refused, for a program had better hear of it.
func (g *Guard) identify(w http.ResponseWriter, r *http.Request, v visit) (people.Identity, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, secret, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return people.Identity{}, nil
		}
		return g.people.AuthenticateToken(r.Context(), strings.TrimSpace(secret), v.Visitor)
	}
	if cookie, err := r.Cookie(cookieName(v.secure)); err == nil {
		who, err := g.people.Authenticate(r.Context(), cookie.Value, v.Visitor)
		if fault.CodeOf(err) != fault.Forbidden {
			return who, err
		}
		if !g.people.Demo() {
			http.SetCookie(w, sessionCookie(v.secure, ""))
		}
	}
	if g.people.Demo() && opensPage(r) {
		secret, who, err := g.people.SignInDemo(r.Context(), v.Visitor)
		if err != nil {
			return people.Identity{}, fmt.Errorf("sign in to the demo: %w", err)
		}
		http.SetCookie(w, sessionCookie(v.secure, secret))
		return who, nil
	}
	return people.Identity{}, nil
}

// opensPage tells whether a browser opens a page, and not a part of one.
func opensPage(r *http.Request) bool {
	return r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// secure tells whether the browser came by https: to this server, or to a proxy
// that is believed to say so.
func (g *Guard) secure(r *http.Request) bool {
	return r.TLS != nil || r.URL.Scheme == "https" || g.url != nil && g.url.Scheme == "https"
}

// address is where a request comes from.
func address(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return at.Addr().Unmap().String()
}
