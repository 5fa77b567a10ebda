// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/sim"
	"github.com/wendcx/wend/internal/understand/ask"
)

type simCommand struct {
	Data      string `help:"Simulate into this data directory." placeholder:"DIR" type:"path"`
	To        string `help:"Simulate into files: a folder gets events.csv, answers.csv, mapping.yaml and the journeys; a name ending in .ndjson gets one file." placeholder:"PATH" type:"path"`
	Customers int    `help:"New customers." default:"20000"`
	Days      int    `help:"Days." default:"90"`
	Seed      uint64 `help:"Equal seeds give equal events." default:"1"`
	Start     string `help:"First day. Default: so that it ends now." placeholder:"DATE"`
	Bytes     int64  `help:"Go on until events.csv has this many bytes, whatever --customers says." placeholder:"N"`
}

func (c *simCommand) Run(p *program) error {
	config, err := c.config(p.clock())
	if err != nil {
		return err
	}
	switch {
	case (c.Data == "") == (c.To == ""):
		return fault.New(fault.Invalid, "one of --data and --to is needed").WithRemedy("wend sim --to shop, or wend sim --data DIR")
	case c.Data != "":
		return c.toData(p, config)
	case strings.HasSuffix(c.To, ".ndjson"):
		return c.toNDJSON(p, config)
	}
	w, err := sim.WriteFiles(config, c.To, c.Bytes)
	if err != nil {
		return err
	}
	if err := sim.WriteJourneys(filepath.Join(c.To, "journeys")); err != nil {
		return err
	}
	return c.told(p, w, c.To)
}

func (c *simCommand) config(now time.Time) (sim.Config, error) {
	start := now.UTC().Truncate(time.Hour).AddDate(0, 0, -c.Days)
	if c.Start != "" {
		var err error
		if start, err = ask.ParseMoment(c.Start); err != nil {
			return sim.Config{}, fault.New(fault.Invalid, "--start %q is no date", c.Start).WithRemedy("write 2026-05-01")
		}
	}
	if c.Customers < 1 || c.Days < 1 {
		return sim.Config{}, fault.New(fault.Invalid, "--customers and --days are positive numbers")
	}
	config := sim.Config{Seed: c.Seed, Customers: c.Customers, Start: start, Days: c.Days}
	if c.Bytes > 0 {
		config.Customers = 0
	}
	return config, nil
}

func (c *simCommand) told(p *program, w sim.Written, where string) error {
	if p.json {
		return p.print(w)
	}
	fmt.Fprintf(p.stdout, "%d events and %d answers in %s\n", w.Events, w.Answers, where)
	return nil
}

func (c *simCommand) toNDJSON(p *program, config sim.Config) error {
	f, err := os.Create(c.To)
	if err != nil {
		return fmt.Errorf("sim: %w", err)
	}
	w, err := sim.WriteNDJSON(config, f)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return c.told(p, w, c.To)
}

func (c *simCommand) toData(p *program, config sim.Config) error {
	a, err := dataFlag{c.Data}.open(p, true)
	if err != nil {
		return err
	}
	if err := a.Note(p.ctx, "events.simulate", "events", fmt.Sprintf("%d customers", c.Customers)); err != nil {
		return errors.Join(err, a.Close())
	}
	w, err := simulate(p.ctx, a, config)
	if err := errors.Join(err, a.Close()); err != nil {
		return err
	}
	return c.told(p, w, c.Data)
}

// simulate puts a run straight into an open data directory.
func simulate(ctx context.Context, a *app.App, config sim.Config) (w sim.Written, err error) {
	var batch []event.Event
	flush := func() error {
		if len(batch) == 0 {
			return ctx.Err()
		}
		_, err := a.Log.Append(ctx, batch)
		batch = nil
		return err
	}
	err = sim.Run(config, func(e event.Event) error {
		if e.Name == event.AnswerGiven {
			w.Answers++
		} else {
			w.Events++
		}
		if batch = append(batch, e); len(batch) >= 100_000 {
			return flush()
		}
		return nil
	})
	return w, errors.Join(err, flush(), sim.WriteJourneys(app.JourneyDir(a.Dir)))
}
