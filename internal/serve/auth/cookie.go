// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"
	"net/http"

	"github.com/wendcx/wend/internal/people"
)

// visit is what the guard knows of a request beside who makes it.
type visit struct {
	people.Visitor
	secure bool
}

type visitKey struct{}

func withVisit(ctx context.Context, v visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

func visitFrom(ctx context.Context) visit {
	v, _ := ctx.Value(visitKey{}).(visit)
	return v
}

// Visitor returns what is known of the browser or program that makes the
// request, whoever it is.
func Visitor(ctx context.Context) people.Visitor { return visitFrom(ctx).Visitor }

// Cookie is the cookie that keeps a session's secret in the browser that makes
// the request, or ends it when the secret is empty.
func Cookie(ctx context.Context, secret string) http.Cookie {
	return *sessionCookie(visitFrom(ctx).secure, secret)
}

// cookieName binds the cookie to this host where the browser can make sure of
// it: no sibling domain plants one.
func cookieName(secure bool) string {
	if secure {
		return "__Host-wend_session"
	}
	return "wend_session"
}

// sessionCookie stays as long as browsers let it: when a session ends is decided
// here, where it is known when it was last used.
func sessionCookie(secure bool, secret string) *http.Cookie {
	const days = 400
	return cookie(cookieName(secure), secret, secure, days*24*60*60)
}

// cookie lasts seconds, or ends at once when it is empty.
func cookie(name, value string, secure bool, seconds int) *http.Cookie {
	if value == "" {
		seconds = -1
	}
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: seconds, Secure: secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}
