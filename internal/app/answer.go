// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"io"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
)

// Answerer answers a question that somebody asks over the network as they would
// on the command line; see api.Command. The App it is given touches no files.
type Answerer func(ctx context.Context, a *App, who people.Identity, args []string, stdout, stderr io.Writer) (exit int, err error)

// command is the answerer as the API calls it.
func (a *App) command(answer Answerer) api.Command {
	return func(ctx context.Context, who people.Identity, args []string, stdout, stderr io.Writer) (int, error) {
		return answer(ctx, a.WithoutFiles(), who, args, stdout, stderr)
	}
}

// WithoutFiles is the same App for somebody elsewhere, for whom no file of this
// machine is read or written: journeys are known by their ids alone.
func (a *App) WithoutFiles() *App {
	out := a.Shared()
	out.noFiles = true
	return out
}

// refuseFile refuses somebody elsewhere a file.
func (a *App) refuseFile(name string) error {
	if !a.noFiles {
		return nil
	}
	return fault.New(fault.Forbidden, "%q is the name of a file, and a server touches no files for others", name).WithRemedy("name a journey by its id, and leave files away")
}
