// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"log/slog"
	"net/netip"
	"os/exec"
	"runtime"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/serve/auth"
)

// serverFlags say how a server is reached.
type serverFlags struct {
	Addr   string `help:"Address to listen on." default:"127.0.0.1:8787" placeholder:"HOST:PORT" env:"WEND_ADDR"`
	NoOpen bool   `help:"Do not open a browser."`
}

type serveCommand struct {
	dataFlag
	serverFlags
	URL        string   `help:"The server's address as browsers see it, as in https://wend.example.com; needed behind a proxy." env:"WEND_URL" placeholder:"URL"`
	Proxy      []string `help:"Believe this proxy (X-Forwarded-For, -Proto, -Host): an address or a network; may come again." env:"WEND_PROXY" placeholder:"CIDR"`
	OIDC       string   `name:"oidc" help:"An OpenID Connect issuer through which people sign in too." env:"WEND_OIDC" placeholder:"URL"`
	OIDCClient string   `name:"oidc-client" help:"Our client id there." env:"WEND_OIDC_CLIENT" placeholder:"ID"`
	OIDCSecret string   `name:"oidc-secret" help:"The client's secret." env:"WEND_OIDC_SECRET" placeholder:"SECRET"`
	OIDCName   string   `name:"oidc-name" help:"What the button says. Default: the issuer's host." env:"WEND_OIDC_NAME" placeholder:"NAME"`
	Verbose    bool     `help:"Log every request."`
}

func (c *serveCommand) Run(p *program) error {
	if lock, held := app.HeldBy(p.ctx, c.Data); held {
		return fault.New(fault.Conflict, "%s is served already, at %s", p.near(c.Data), lock.Address).WithRemedy("open it there, or stop that server first")
	}
	proxies, err := prefixes(c.Proxy)
	if err != nil {
		return err
	}
	s := c.serving(p, c.Verbose)
	p.logger = s.Logger
	a, err := c.open(p, true)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	s.URL, s.Proxies = c.URL, proxies
	if c.OIDC != "" {
		s.Issuer = &auth.Issuer{URL: c.OIDC, Client: c.OIDCClient, Secret: c.OIDCSecret, Name: c.OIDCName}
	}
	return a.Serve(p.ctx, s)
}

// prefixes reads networks; an address alone is a network of one.
func prefixes(texts []string) (out []netip.Prefix, err error) {
	for _, text := range texts {
		p, err := netip.ParsePrefix(text)
		if ip, alone := netip.ParseAddr(text); alone == nil {
			p, err = netip.PrefixFrom(ip, ip.BitLen()), nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "--proxy %q is no address and no network", text).WithRemedy("write it as in 127.0.0.1 or 10.0.0.0/8")
		}
		out = append(out, p)
	}
	return out, nil
}

// serving is how a server is reached, and what it tells once it answers.
func (f *serverFlags) serving(p *program, verbose bool) app.Serving {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	return app.Serving{
		Addr: f.Addr, Version: version, Run: p.runFor, Answer: p.answer,
		Logger: slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: level})),
		Told: func(address, setUp string) {
			fmt.Fprintf(p.stdout, "Wend is at %s (stop it with Ctrl-C)\n", address)
			open := address
			if setUp != "" {
				fmt.Fprintf(p.stdout, "Nobody has an account yet. Set Wend up at\n  %s\n", setUp)
				open = setUp
			}
			if !f.NoOpen && p.terminal() {
				openBrowser(open)
			}
		},
	}
}

// openBrowser opens an address in the person's browser; where there is none the
// address was printed.
func openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	_ = exec.Command(name, args...).Start()
}
