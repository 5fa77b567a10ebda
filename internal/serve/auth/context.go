// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"context"

	"github.com/wendcx/wend/internal/people"
)

type contextKey struct{}

// With returns a context in which who makes the request.
func With(ctx context.Context, who people.Identity) context.Context {
	return context.WithValue(ctx, contextKey{}, who)
}

// From returns who makes the request; the zero Identity is nobody.
func From(ctx context.Context) people.Identity {
	who, _ := ctx.Value(contextKey{}).(people.Identity)
	return who
}
