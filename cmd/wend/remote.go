// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/alecthomas/kong"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
)

// sourceFlags name a data directory on this machine, or a server.
type sourceFlags struct {
	Data   string `help:"Data directory." env:"WEND_DATA" placeholder:"DIR" type:"path"`
	Server string `help:"A server instead of a data directory, as https://wend.example.com." env:"WEND_SERVER" placeholder:"URL"`
	Token  string `help:"Token for the server; its settings make one." env:"WEND_TOKEN" placeholder:"TOKEN"`
}

func (f *sourceFlags) source() *sourceFlags { return f }

// open opens the data directory.
func (f *sourceFlags) open(p *program, create bool) (*app.App, error) {
	return dataFlag{f.Data}.open(p, create)
}

// dial prepares to talk to the server.
func (f *sourceFlags) dial() (*client.Client, error) {
	return client.New(f.Server, f.Token, client.Options{Agent: "wend/" + version})
}

// askFlags are those of questions: commands that can be asked of a server too.
type askFlags struct{ sourceFlags }

// needs is what one must be allowed to do, to ask.
func (f *askFlags) needs() people.Action { return people.Ask }

// remote is a question that somebody elsewhere may ask.
type remote interface {
	source() *sourceFlags
	needs() people.Action
}

// chosen is the command that was chosen.
func chosen(parsed *kong.Context) any {
	n := parsed.Selected()
	if n == nil || !n.Target.CanAddr() {
		return nil
	}
	return n.Target.Addr().Interface()
}

// choose settles what a command works with: what stands on the command line goes
// before the environment.
func (p *program) choose(parsed *kong.Context) error {
	c, ok := chosen(parsed).(interface{ source() *sourceFlags })
	if !ok {
		return nil
	}
	f := c.source()
	data, server := named(parsed, "data"), named(parsed, "server")
	if !data && os.Getenv("WEND_DATA") == "" {
		f.Data = "" // a variable that is set to nothing is not the directory one is in
	}
	switch {
	case p.app != nil || data && !server:
		f.Server = ""
	case server && !data:
		f.Data = ""
	}
	switch {
	case p.app != nil:
	case f.Data == "" && f.Server == "":
		return fault.New(fault.Invalid, "no data is named").WithRemedy("add --data DIR, or --server URL to ask a server")
	case f.Data != "" && f.Server != "":
		return fault.New(fault.Invalid, "a data directory and a server are named").WithRemedy("choose one: --data %s or --server %s", p.near(f.Data), f.Server)
	}
	return nil
}

// named tells whether a flag stands on the command line.
func named(parsed *kong.Context, flag string) bool {
	return slices.ContainsFunc(parsed.Path, func(at *kong.Path) bool { return at.Flag != nil && at.Flag.Name == flag })
}

// fetched is a question whose answer a server lays out as a table, to be written
// to a file here.
type fetched interface {
	out() string
	crowd() crowd
	fetch(p *program, who crowd) error
}

// remotely has a server answer a question; done is false where none is named.
func (p *program) remotely(parsed *kong.Context) (code int, done bool) {
	c, ok := chosen(parsed).(remote)
	if !ok || c.source().Server == "" {
		return 0, false
	}
	if f, ok := c.(fetched); ok && f.out() != "" {
		err := withoutFiles(parsed, "out")
		if err == nil {
			err = f.fetch(p, f.crowd())
		}
		return p.exitCode(err), true
	}
	printed, err := p.askServer(c.source(), parsed)
	if err != nil {
		return p.exitCode(told(err)), true
	}
	_, _ = io.WriteString(p.stdout, printed.Stdout)
	_, _ = io.WriteString(p.stderr, printed.Stderr)
	return printed.Exit, true
}

func (p *program) askServer(f *sourceFlags, parsed *kong.Context) (*client.Printed, error) {
	if err := withoutFiles(parsed); err != nil {
		return nil, err
	}
	server, err := f.dial()
	if err != nil {
		return nil, err
	}
	flags, positional := written(parsed, asIs, "data", "server", "token")
	return server.Command(p.ctx, append(append(flags, "--"), positional...)...)
}

// fileTypes are the types of flags that name files.
var fileTypes = [...]string{"path", "existingfile", "existingdir", "filecontent"}

// withoutFiles refuses a question to a server that is about files here, but for
// those of some flags.
func withoutFiles(parsed *kong.Context, but ...string) error {
	for _, at := range parsed.Path {
		if at.Flag != nil && !slices.Contains(append(but, "data"), at.Flag.Name) && slices.Contains(fileTypes[:], at.Flag.Tag.Type) {
			return refusedFile("--" + at.Flag.Name)
		}
	}
	_, positional := written(parsed, asIs)
	for _, name := range positional {
		if _, err := os.Stat(name); err == nil && filepath.Ext(name) != "" {
			return fault.New(fault.Invalid, "%s is a file here, and the server knows journeys by their ids", name).WithRemedy("bring it there by wend journey push, then name its id")
		}
	}
	return nil
}

func asIs(_ *kong.Value, text string) string { return text }

// refusedFile is why a flag is not for a server.
func refusedFile(flag string) *fault.Fault {
	return fault.New(fault.Invalid, "%s is about a file, and a server touches no files for others", flag).WithRemedy("leave it away, as with --json, or name the data directory by --data where it lies")
}

// told is a problem that a server tells, as a fault; other errors stay.
func told(err error) error {
	var p *client.Problem
	var silent *url.Error
	switch {
	case errors.As(err, &silent) && !errors.Is(err, context.Canceled):
		return fault.New(fault.Unavailable, "no answer from %s: %v", silent.URL, silent.Err).WithRemedy("look whether the server runs, and whether its address is right")
	case !errors.As(err, &p):
		return err
	case p.Code == "unauthorized":
		return fault.New(fault.Forbidden, "the server does not know you: %s", p.Detail).WithRemedy("add --token TOKEN, or set WEND_TOKEN; the server's settings make one")
	case len(p.Faults) == 0:
		return &fault.Fault{Code: fault.Code(p.Code), Message: p.Error()}
	}
	return faultsOf(p.Faults)
}

func faultsOf(list []client.Fault) (out fault.List) {
	for _, f := range list {
		out.Add(&fault.Fault{
			Code: fault.Code(f.Code), Message: f.Message, Remedy: f.Remedy, Field: f.Field, Warning: f.Warning,
			Place: fault.Place{File: f.File, Line: f.Line, Column: f.Column},
		})
	}
	return out
}

// answer answers a question of somebody elsewhere. Nothing but questions runs,
// and whatever names a file is refused before anybody looks for it.
func (p *program) answer(ctx context.Context, a *app.App, who people.Identity, args []string, stdout, stderr io.Writer) (int, error) {
	q := &program{name: "wend", stdout: stdout, stderr: stderr, clock: p.clock, app: a, ctx: ctx}
	exit := -1
	o := []kong.Option{kong.Exit(func(code int) { exit = code })}
	for _, name := range fileTypes {
		o = append(o, kong.NamedMapper(name, kong.MapperFunc(refuseFiles)))
	}
	var cli commands
	parsed, err := q.parse(&cli, args, o...)
	if exit >= 0 { // help was asked for
		return exit, nil
	}
	if err != nil {
		var f *fault.Fault
		if errors.As(err, &f) {
			return 0, f
		}
		return 0, fault.New(fault.Invalid, "%v", err).WithRemedy("wend --help lists the commands, and wend COMMAND --help its flags")
	}
	c, ok := chosen(parsed).(remote)
	if !ok {
		return 0, fault.New(fault.Forbidden, "a server answers questions alone, as wend scorecard").WithRemedy("run this command where the data lies, with --data DIR")
	}
	if err := errors.Join(who.Need(c.needs()), q.choose(parsed)); err != nil {
		return 0, err
	}
	return q.exitCode(parsed.Run()), nil
}

// refuseFiles reads flags that name files: the data directory is the server's
// own, and no other file is anybody's elsewhere.
func refuseFiles(ctx *kong.DecodeContext, _ reflect.Value) error {
	var ignored string
	if err := ctx.Scan.PopValueInto("file", &ignored); err != nil {
		return err
	}
	switch {
	case ctx.Value.Flag == nil:
		return refusedFile(ctx.Value.Name)
	case ctx.Value.Name == "data":
		return nil
	}
	return refusedFile("--" + ctx.Value.Name)
}
