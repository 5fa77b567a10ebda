// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"os/user"
	"strings"

	"github.com/wendcx/wend/internal/people"
)

// Operator is who works on this machine: whoever the command, or the server that
// runs it, belongs to. The audit knows them by name; they need no account.
func Operator() people.Identity {
	name := "somebody on the server"
	if u, err := user.Current(); err == nil {
		full, _, _ := strings.Cut(u.Name, ",") // of a full name with an office and a telephone
		name = cmp.Or(full, u.Username)
	}
	return people.Identity{Name: name, From: "this machine"}
}

// Note adds a line to the audit about what a command on this machine is about to
// change or take away. Where the line cannot be written the command must not go
// on. A directory that was never served has no audit.
func (a *App) Note(ctx context.Context, did, on, detail string) error {
	if a.records == nil {
		return nil
	}
	return a.People.Note(ctx, Operator(), did, on, detail)
}
