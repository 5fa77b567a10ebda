// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/wendcx/wend/internal/fault"
)

// The paths of signing in through an issuer. The first takes the path to go on
// to, as ?then=/journeys; the second is what the issuer has to know as the
// redirect URI, below the server's address.
const (
	OIDCStart    = "/api/v1/auth/oidc/start"
	OIDCCallback = "/api/v1/auth/oidc/callback"
)

// Issuer is an OpenID Connect issuer that knows who people are.
type Issuer struct {
	URL    string // as in https://accounts.google.com
	Client string // our id there
	Secret string
	Name   string // as the button says; empty means the issuer's host
}

// OIDC signs people in through an issuer: those who have an account or an
// invitation under an e-mail address that the issuer has verified. The issuer
// is asked for its description when it is first needed, so that the server
// starts without it.
type OIDC struct {
	guard  *Guard
	issuer Issuer
	clock  func() time.Time
	client *http.Client
	sealer sealer

	provider atomic.Pointer[oidc.Provider] // nil until the issuer has described itself
}

// NewOIDC returns the way in through an issuer. The guard must know the
// server's URL, for the issuer sends browsers back there.
func NewOIDC(g *Guard, i Issuer, clock func() time.Time) (*OIDC, error) {
	if g.url == nil {
		return nil, fault.New(fault.Invalid, "signing in through %s needs the address of this server", i.URL).WithRemedy("start it with --url, as in https://wend.example.com")
	}
	if i.URL == "" || i.Client == "" {
		return nil, fault.New(fault.Invalid, "the issuer has no address or no client id").WithRemedy("give both, as the issuer shows them")
	}
	if i.Name == "" {
		i.Name = strings.TrimPrefix(strings.TrimPrefix(i.URL, "https://"), "http://")
	}
	return &OIDC{guard: g, issuer: i, clock: clock, client: &http.Client{Timeout: 10 * time.Second}, sealer: newSealer()}, nil
}

// Name is what the button says.
func (o *OIDC) Name() string { return o.issuer.Name }

// Route adds the two paths to a mux, behind the guard's Handler.
func (o *OIDC) Route(mux *http.ServeMux) {
	mux.HandleFunc("GET "+OIDCStart, o.start)
	mux.HandleFunc("GET "+OIDCCallback, o.callback)
}

// attempt is one try to sign in, kept in a cookie between the two requests.
type attempt struct {
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"` // of PKCE (RFC 7636)
	Then     string    `json:"t"` // where to go on to
	Ends     time.Time `json:"e"`
}

// attemptLasts is how long one may take at the issuer.
const attemptLasts = 10 * time.Minute

func (o *OIDC) start(w http.ResponseWriter, r *http.Request) {
	then := localPath(r.FormValue("then"))
	config, _, err := o.config(r.Context())
	if err != nil {
		o.fail(w, r, "unavailable", then, err)
		return
	}
	a := attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Then: then, Ends: o.clock().Add(attemptLasts)}
	sealed, err := o.sealer.seal(a)
	if err != nil {
		o.fail(w, r, "unavailable", then, err)
		return
	}
	http.SetCookie(w, o.attemptCookie(sealed))
	http.Redirect(w, r, config.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), http.StatusFound)
}

func (o *OIDC) callback(w http.ResponseWriter, r *http.Request) {
	a, err := o.attempt(r)
	http.SetCookie(w, o.attemptCookie("")) // one try each
	if err != nil {
		o.fail(w, r, "expired", a.Then, err)
		return
	}
	if refusal := r.FormValue("error"); refusal != "" {
		o.fail(w, r, "refused", a.Then, fmt.Errorf("the issuer says %q", refusal))
		return
	}
	claims, err := o.claims(r.Context(), r.FormValue("code"), a)
	switch {
	case err != nil:
		o.fail(w, r, "unavailable", a.Then, err)
		return
	case !claims.verified():
		o.fail(w, r, "unverified", a.Then, errors.New("the issuer has not verified the e-mail address"))
		return
	}
	secret, _, err := o.guard.people.SignInVerified(r.Context(), claims.Email, claims.Name, o.issuer.Name, Visitor(r.Context()))
	switch {
	case fault.CodeOf(err) == fault.Forbidden:
		o.fail(w, r, "no_account", a.Then, err)
		return
	case err != nil:
		o.fail(w, r, "unavailable", a.Then, err)
		return
	}
	c := Cookie(r.Context(), secret)
	http.SetCookie(w, &c)
	http.Redirect(w, r, a.Then, http.StatusFound)
}

// fail shows the page for signing in, which says what problem means:
// unavailable, expired, refused, unverified or no_account. Whoever tries again goes
// on to where they wanted to.
func (o *OIDC) fail(w http.ResponseWriter, r *http.Request, problem, then string, err error) {
	o.guard.logger.WarnContext(r.Context(), "sign in through "+o.issuer.Name, "problem", problem, "error", err)
	to := url.Values{"problem": {problem}}
	if then != "" && then != "/" {
		to.Set("then", then)
	}
	http.Redirect(w, r, "/sign-in?"+to.Encode(), http.StatusFound)
}

// attempt is the try that this browser began, if the answer belongs to it.
func (o *OIDC) attempt(r *http.Request) (a attempt, err error) {
	c, err := r.Cookie(o.attemptCookie("").Name)
	if err != nil {
		return a, fmt.Errorf("this browser did not begin to sign in: %w", err)
	}
	if err := o.sealer.open(c.Value, &a); err != nil {
		return a, err
	}
	if !o.clock().Before(a.Ends) {
		return a, errors.New("it took too long")
	}
	if subtle.ConstantTimeCompare([]byte(a.State), []byte(r.FormValue("state"))) != 1 {
		return a, errors.New("the answer is to another question")
	}
	return a, nil
}

// claims is what the issuer says of somebody.
type claims struct {
	Email    string `json:"email"`
	Verified any    `json:"email_verified"` // true, and with some issuers "true"
	Name     string `json:"name"`
}

func (c claims) verified() bool { return c.Email != "" && (c.Verified == true || c.Verified == "true") }

// claims trades the code in for a signed token, and reads it.
func (o *OIDC) claims(ctx context.Context, code string, a attempt) (c claims, err error) {
	config, provider, err := o.config(ctx)
	if err != nil {
		return c, err
	}
	token, err := config.Exchange(oidc.ClientContext(ctx, o.client), code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return c, fmt.Errorf("trade the code in: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: o.issuer.Client, Now: o.clock}).Verify(ctx, raw)
	if err != nil {
		return c, fmt.Errorf("verify the issuer's token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(a.Nonce)) != 1 {
		return c, errors.New("the issuer's token is for another try")
	}
	if err := id.Claims(&c); err != nil {
		return c, fmt.Errorf("read the issuer's token: %w", err)
	}
	return c, nil
}

// config asks the issuer for its description, until it has told it once. Nobody
// waits for what somebody else asks.
func (o *OIDC) config(ctx context.Context) (*oauth2.Config, *oidc.Provider, error) {
	p := o.provider.Load()
	if p == nil {
		var err error
		if p, err = oidc.NewProvider(oidc.ClientContext(ctx, o.client), o.issuer.URL); err != nil {
			return nil, nil, fmt.Errorf("ask the issuer %s: %w", o.issuer.URL, err)
		}
		o.provider.Store(p)
	}
	return &oauth2.Config{
		ClientID: o.issuer.Client, ClientSecret: o.issuer.Secret, Endpoint: p.Endpoint(),
		RedirectURL: o.guard.url.JoinPath(OIDCCallback).String(), Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}, p, nil
}

func (o *OIDC) attemptCookie(value string) *http.Cookie {
	name := "wend_oidc"
	secure := o.guard.url.Scheme == "https"
	if secure {
		name = "__Host-" + name
	}
	return cookie(name, value, secure, int(attemptLasts.Seconds()))
}

// localPath is a path of ours to go to, and / for everything else: a link must
// not lead from our sign-in to another site.
func localPath(p string) string {
	if !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\r\n\t") {
		return "/"
	}
	return p
}
