// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/alecthomas/kong"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

// The exit codes.
const (
	exitFine     = 0
	exitProblems = 1 // it ran and found something wrong
	exitFailed   = 2 // it could not run
)

// errProblems ends a command that ran and has told what it found.
var errProblems = errors.New("problems were found")

// program is one run of the command line. Tests start it too.
type program struct {
	name           string // as the user called it
	stdout, stderr io.Writer
	clock          func() time.Time

	// Of a command that a server runs for another process.
	app *app.App // the data that the server has open
	dir string   // where the other process was

	ctx    context.Context
	json   bool
	logger *slog.Logger // of a server; nil: silent
}

// commands is the command line. Each command is a type in a file of its own.
type commands struct {
	Demo       demoCommand       `cmd:"" help:"See what Wend does: simulate an outdoor shop, import its events, print a scorecard."`
	Serve      serveCommand      `cmd:"" help:"Serve a data directory: the screens and the HTTP API."`
	Import     importCommand     `cmd:"" help:"Bring files into the event log: CSV, NDJSON, XES, XLSX and Parquet, text plain or gzipped."`
	Scorecard  scorecardCommand  `cmd:"" help:"Print a journey's scorecard: who reaches each step, where they leave, how long it takes, how satisfied they are."`
	Journey    journeyCommand    `cmd:"" help:"Work with journey documents."`
	Path       pathCommand       `cmd:"" help:"See which ways customers took."`
	Funnel     funnelCommand     `cmd:"" help:"See how many go on from step to step, how fast, and where they are lost."`
	Returns    returnsCommand    `cmd:"" help:"See how many come back, to the same journey or from one to another."`
	Continuity continuityCommand `cmd:"" help:"See how customers change channels, and where they have to start over."`
	Cohort     cohortCommand     `cmd:"" help:"See how customers stay: retention, flows, stickiness, states of a lifecycle."`
	Conform    conformCommand    `cmd:"" help:"Compare what happened with the design: what was left out, out of order or unforeseen."`
	Unmapped   unmappedCommand   `cmd:"" help:"See what happens on the way that the map does not know."`
	Behind     behindCommand     `cmd:"" help:"List the customers and instances behind a number of any answer: as many as it says."`
	Persona    personaCommand    `cmd:"" help:"Work with personas."`
	Segment    segmentCommand    `cmd:"" help:"Count the customers in a segment, or in one that is to be made."`
	Events     eventsCommand     `cmd:"" help:"Browse the events: names, counts, starts, ends, durations; or the properties of one name."`
	Customers  customersCommand  `cmd:"" help:"Find customers, or list those in a segment."`
	Customer   customerCommand   `cmd:"" help:"Print one customer's timeline."`
	Sim        simCommand        `cmd:"" help:"Simulate an outdoor shop, to a data directory or a file."`
	Backup     backupCommand     `cmd:"" help:"Copy a data directory, while it is served: events and records as at one position, verified."`
	Restore    restoreCommand    `cmd:"" help:"Make a data directory of a backup."`
	OpenAPI    openapiCommand    `cmd:"" name:"openapi" help:"Print the description of the HTTP API." hidden:""`
	Version    versionCommand    `cmd:"" help:"Print the version."`

	JSON bool `help:"Print JSON for machines." name:"json"`
}

// run parses the arguments, runs the command and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	p.ctx = ctx
	var cli commands
	exit := -1
	parsed, err := p.parse(&cli, args, kong.Exit(func(code int) { exit = code }))
	if exit >= 0 { // help was asked for
		return exit
	}
	if err != nil {
		fmt.Fprintln(p.stderr, "wend:", err)
		return exitFailed
	}
	if err := p.choose(parsed); err != nil {
		return p.exitCode(err)
	}
	if code, done := p.remotely(parsed); done {
		return code
	}
	if code, done := p.elsewhere(parsed, cli.serves(parsed.Selected())); done {
		return code
	}
	return p.exitCode(parsed.Run())
}

// parse reads the arguments of a command.
func (p *program) parse(cli *commands, args []string, o ...kong.Option) (*kong.Context, error) {
	o = append(o, kong.Name("wend"), kong.Description("Wend is a customer journey system."), kong.Writers(p.stdout, p.stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}), kong.Bind(p))
	parser, err := kong.New(cli, o...)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.Parse(args)
	p.json = cli.JSON
	return parsed, err
}

// serves tells whether a command is a server, which needs its data for itself.
func (c *commands) serves(n *kong.Node) bool {
	return n != nil && (n.Name == "serve" || n.Name == "demo" || n.Name == "restore")
}

// exitCode tells what went wrong and returns the code for it.
func (p *program) exitCode(err error) int {
	var list fault.List
	var one *fault.Fault
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.stderr, "wend: interrupted")
	case errors.As(err, &list):
		p.faults(list)
	case errors.As(err, &one):
		p.faults(fault.List{one})
	default:
		fmt.Fprintln(p.stderr, "wend:", err)
	}
	return exitFailed
}

// faults prints faults: for people to standard error, with --json to standard
// output.
func (p *program) faults(list fault.List) {
	if p.json {
		_ = p.print(map[string]any{"faults": list})
		return
	}
	for _, f := range list {
		fmt.Fprintln(p.stderr, f.Error())
	}
}

// print writes a value as JSON.
func (p *program) print(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// printed prints a value as JSON, but for an error.
func (p *program) printed(v any, err error) error {
	if err != nil {
		return err
	}
	return p.print(v)
}

// terminal reports whether standard error is one, so that progress is shown.
func (p *program) terminal() bool {
	f, ok := p.stderr.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// counting shows, on a terminal, how many visits a question has read.
func (p *program) counting() func(visits int) {
	if !p.terminal() {
		return nil
	}
	var read, shown atomic.Int64
	return func(visits int) {
		n, now := read.Add(int64(visits)), time.Now().UnixMilli()
		if last := shown.Load(); now-last > 200 && shown.CompareAndSwap(last, now) {
			fmt.Fprintf(p.stderr, "\r\x1b[K%d visits read", n)
		}
	}
}

// clear takes away what progress was shown.
func (p *program) clear() {
	if p.terminal() {
		fmt.Fprint(p.stderr, "\r\x1b[K")
	}
}

// dataFlag names the data directory.
type dataFlag struct {
	Data string `help:"Data directory." env:"WEND_DATA" placeholder:"DIR" type:"path" required:""`
}

// journey finds a journey by its file or, in the data directory, by its id.
func (d dataFlag) journey(p *program, name string) (*workspace.Documents, error) {
	if d.Data == "" || filepath.Ext(name) != "" {
		if filepath.Ext(name) == "" {
			return nil, fault.New(fault.NotFound, "there is no journey %q: no data directory is named", name).WithRemedy("add --data DIR, or name a journey's file, as in journey.yaml")
		}
		return app.File(name)
	}
	a, err := d.open(p, false)
	if err != nil {
		return nil, err
	}
	defer func() { _ = a.Close() }()
	return a.Documents(p.ctx, name, "")
}

// open opens the data directory; one that does not exist is made only where
// create says so.
func (d dataFlag) open(p *program, create bool) (*app.App, error) {
	if p.app != nil {
		return p.app.Shared(), nil
	}
	if !create && !app.Holds(d.Data) {
		return nil, fault.New(fault.NotFound, "there is no data directory %s", d.Data).WithRemedy("wend import --data %s FILE makes one", d.Data)
	}
	return app.Open(p.ctx, d.Data, app.Options{Clock: p.clock, Wait: 5 * time.Second, Progress: p.counting(), Logger: p.logger})
}
