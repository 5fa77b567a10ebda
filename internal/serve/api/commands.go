// SPDX-License-Identifier: Apache-2.0

package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Command runs a question as the command line asks it, for somebody elsewhere,
// and returns its exit code. The error is for what must not be run: what is no
// question, what needs a file, what its asker may not know.
type Command func(ctx context.Context, who people.Identity, args []string, stdout, stderr io.Writer) (exit int, err error)

// maxPrinted is how much a command may print, in bytes.
const maxPrinted = 16 << 20

// Printed is what a command printed.
type Printed struct {
	Exit   int    `json:"exit" enum:"0,1,2" doc:"0: fine; 1: it ran and found something wrong; 2: it could not run."`
	Stdout string `json:"stdout"`
	Stderr string `json:"stderr" doc:"What went wrong, for people."`
}

type (
	commandInput struct {
		Body struct {
			Args []string `json:"args" minItems:"1" maxItems:"1000" doc:"As they stand on the command line, without the name of the program." example:"[\"scorecard\",\"buy-online\",\"--json\"]"`
		}
	}
	commandOutput struct{ Body Printed }
)

// commands adds the operation by which the command line asks this server.
func (a *API) commands() {
	register(a, operation{ID: "runCommand", Method: http.MethodPost, Path: "/commands", Summary: "Ask a question as the command line does, and see what it prints", Tag: "Questions", Action: people.Ask}, a.runCommand)
}

func (a *API) runCommand(ctx context.Context, in *commandInput) (*commandOutput, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stdout, stderr := &bounded{full: cancel}, &bounded{full: cancel}
	exit, err := a.Command(ctx, auth.From(ctx), in.Body.Args, stdout, stderr)
	switch {
	case errors.Is(context.Cause(ctx), errFull):
		return nil, fault.New(fault.Invalid, "the answer is longer than %d MiB", maxPrinted>>20).WithRemedy("ask about less, as by --from, --where or --limit")
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return &commandOutput{Printed{exit, stdout.text.String(), stderr.text.String()}}, err
}

// errFull ends a command that prints too much.
var errFull = errors.New("the answer is too long")

// bounded keeps what is written, up to a bound; then it tells that it is full.
type bounded struct {
	text bytes.Buffer
	full context.CancelCauseFunc
}

// Write is part of io.Writer.
func (b *bounded) Write(text []byte) (int, error) {
	if b.text.Len()+len(text) > maxPrinted {
		b.full(errFull)
		return 0, errFull
	}
	return b.text.Write(text)
}
