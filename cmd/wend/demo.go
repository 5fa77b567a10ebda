// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/sim"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

type demoCommand struct {
	Data      string `help:"Data directory; what a former demo left there is thrown away." default:"demo-data" placeholder:"DIR" type:"path"`
	Customers int    `help:"New customers." default:"20000"`
	Seed      uint64 `help:"Equal seeds give equal events." default:"1"`
	Print     bool   `help:"Print a scorecard and end, instead of serving the screens."`
	serverFlags
}

// demoMark is the file by which a demo knows its own directory again.
const demoMark = "made-by-wend-demo"

func (c *demoCommand) Run(p *program) error {
	if err := c.clear(p); err != nil {
		return err
	}
	export := filepath.Join(c.Data, "export")
	fmt.Fprintf(p.stderr, "An outdoor shop exports ninety days of events and answers to %s\n", export)
	config, err := (&simCommand{Customers: c.Customers, Days: 90, Seed: c.Seed}).config(p.clock())
	if err != nil {
		return err
	}
	if _, err := sim.WriteFiles(config, export, 0); err != nil {
		return err
	}
	if err := sim.WriteJourneys(app.JourneyDir(c.Data)); err != nil {
		return err
	}
	a, err := dataFlag{c.Data}.open(p, true)
	if err != nil {
		return err
	}
	return errors.Join(c.run(p, a, export), a.Close())
}

// run imports the export and shows what there is to see.
func (c *demoCommand) run(p *program, a *app.App, export string) error {
	if err := c.load(p, a, export); err != nil {
		return err
	}
	if c.Print || p.json {
		return c.show(p, a)
	}
	fmt.Fprintf(p.stdout, `Go on from here, in another terminal:
  %[2]s scorecard buy-online --data %[1]s --by segment
  %[2]s funnel buy-online --data %[1]s
  %[2]s customer c-0000042 --data %[1]s
  %[2]s import --suggest YOUR-FILE.csv

`, p.near(c.Data), p.name)
	s := c.serving(p, false)
	s.Demo, s.Workspace = true, "Outdoor shop"
	return a.Serve(p.ctx, s)
}

// clear empties a directory that a demo made; any other must be empty.
func (c *demoCommand) clear(p *program) error {
	if lock, held := app.HeldBy(p.ctx, c.Data); held {
		return fault.New(fault.Conflict, "a demo is running in %s, at %s", p.near(c.Data), lock.Address).WithRemedy("open it, stop it, or name another directory with --data")
	}
	entries, err := os.ReadDir(c.Data)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("demo: %w", err)
	}
	if _, err := os.Stat(filepath.Join(c.Data, demoMark)); err != nil && len(entries) > 0 {
		return fmt.Errorf("demo: %s is not empty and was not made by a demo; name another with --data", c.Data)
	}
	if err := os.RemoveAll(c.Data); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return os.WriteFile(filepath.Join(c.Data, demoMark), nil, 0o600)
}

// load imports the export.
func (c *demoCommand) load(p *program, a *app.App, export string) error {
	m, err := (&importCommand{Map: filepath.Join(export, "mapping.yaml")}).mapping()
	if err != nil {
		return err
	}
	result, err := load.Import(p.ctx, a.Log, m, []string{filepath.Join(export, "events.csv"), filepath.Join(export, "answers.csv")}, load.Options{Progress: p.progress()})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "%d events and %d answers imported in %.1f s\n\n", result.Events, result.Answers, result.Seconds)
	return nil
}

// show prints the scorecard and draws the map.
func (c *demoCommand) show(p *program, a *app.App) error {
	docs, err := a.Journey(p.ctx, "buy-online", "")
	if err != nil {
		return err
	}
	card, err := a.Scorecard(p.ctx, docs, scorecard.Question{Question: sequence.Question{AsOf: p.clock()}})
	if err != nil {
		return err
	}
	drawing, err := draw.Map(docs.Files[0].Journey, &docs.Workspace, ask.Figures(card), draw.Options{Date: p.clock()})
	if err != nil {
		return err
	}
	picture := filepath.Join(c.Data, "map.html")
	page, err := drawing.HTML()
	if err != nil {
		return err
	}
	if err := os.WriteFile(picture, page, 0o644); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if p.json {
		return p.print(card)
	}
	printCard(p.stdout, card)
	fmt.Fprintf(p.stdout, "\nThe map with these figures is in %s: open it in a browser.\n", p.near(picture))
	return nil
}

// near names a path below the working directory by its way from there.
func (p *program) near(path string) string {
	dir := p.dir
	if dir == "" {
		var err error
		if dir, err = os.Getwd(); err != nil {
			return path
		}
	}
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}
