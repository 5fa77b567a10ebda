// SPDX-License-Identifier: Apache-2.0

package httpd

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// The headers by which a proxy says for whom it speaks.
const (
	forwardedFor   = "X-Forwarded-For"
	forwardedProto = "X-Forwarded-Proto"
	forwardedHost  = "X-Forwarded-Host"
)

// Forwarded makes requests that come by proxies of ours what they were before
// them: RemoteAddr is the client's address, Host the name that the browser asked
// for, and URL.Scheme https where the browser came so. Proxies are the addresses
// that are believed; what anybody else says in these headers is not looked at.
func Forwarded(next http.Handler, proxies []netip.Prefix) http.Handler {
	ours := func(ip netip.Addr) bool {
		return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(ip) })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.Scheme = "" // a client that writes it here knows no better
		at, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil || !ours(at.Addr().Unmap()) {
			next.ServeHTTP(w, r)
			return
		}
		was := r.Clone(r.Context())
		was.RemoteAddr = net.JoinHostPort(client(r.Header, at.Addr().Unmap(), ours).String(), "0")
		if host := nearest(r.Header, forwardedHost); host != "" {
			was.Host = host
		}
		if strings.EqualFold(nearest(r.Header, forwardedProto), "https") {
			was.URL.Scheme = "https"
		}
		next.ServeHTTP(w, was)
	})
}

// client is where a request comes from: the nearest address that is no proxy of
// ours. What stands before it anybody may have written.
func client(h http.Header, ip netip.Addr, ours func(netip.Addr) bool) netip.Addr {
	hops := list(h, forwardedFor)
	for i := len(hops) - 1; i >= 0 && ours(ip); i-- {
		before, err := netip.ParseAddr(hops[i])
		if err != nil {
			break
		}
		ip = before.Unmap().WithZone("")
	}
	return ip
}

// nearest is what the proxy next to us says.
func nearest(h http.Header, name string) string {
	all := list(h, name)
	return all[len(all)-1]
}

// list are the values of a header, which may come in several lines; at least one,
// which may be empty.
func list(h http.Header, name string) []string {
	all := strings.Split(strings.Join(h.Values(name), ","), ",")
	for i, one := range all {
		all[i] = strings.TrimSpace(one)
	}
	return all
}

// address is the client's address, without its port.
func address(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return at.Addr().Unmap().String()
}

// local tells whether a request comes from this machine itself, by no proxy that
// says so.
func local(r *http.Request) bool {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && at.Addr().Unmap().IsLoopback() && r.Header.Get(forwardedFor)+r.Header.Get("Forwarded")+r.Header.Get("X-Real-Ip")+r.Header.Get("Via") == ""
}
