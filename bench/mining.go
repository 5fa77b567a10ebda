// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/sequence"
)

const miningIntro = `pm4py 2.7.14 on public event logs. Its seconds were measured before, on another machine of the same kind (two
cores), and are not part of this run: read the ratios as orders of magnitude. What Wend computes is compared with
what pm4py found by the tests of ` + "`internal/app` and `internal/understand/conformance`" + `. Wend's reading ends when
every event is checked, has its identity and is on disk for good; pm4py's, when it is in memory.

`

// mined are pm4py's seconds.
const (
	minedLoad       = 6.0
	minedStatistics = 0.10 + 0.50 + 0.51 + 0.10 + 0.22 // variants, directly-follows graph, the same with times, durations, rework
)

// aligned is a log, a model and pm4py's seconds for optimal alignments.
type aligned struct {
	file, where, model, how string
	seconds                 float64
}

func alignments() []aligned {
	return []aligned{
		{"bpic2012/bpic2012.xes.gz", "lifecycle:transition=COMPLETE", "bpic2012_complete.inductive_02", "Dijkstra; its default, A*, took 428 s", 98.9},
		{"bpic2012/bpic2012.xes.gz", "lifecycle:transition=COMPLETE", "bpic2012_complete.happy_path", "its default, A*", 21.0},
		{"wabo_receipt/receipt.xes.gz", "", "receipt.inductive_02", "its default, A*", 112},
		{"helpdesk/helpdesk.xes.gz", "", "helpdesk.designed_map", "its default, A*", 0.46},
	}
}

// mining compares with published figures of a tool for event logs.
func mining(ctx context.Context, o options) (_ string, err error) {
	dir, err := os.MkdirTemp(o.dir, "wend-bench-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	g := grid{head: []string{"", "pm4py, published", "Wend", "pm4py / Wend"}}
	add := func(what string, published, own float64) {
		fmt.Fprintf(os.Stderr, "%-70s %s\n", what, span(own))
		g.add(what, span(published), span(own), times(published/own))
	}
	opened := map[string]*app.App{}
	defer func() {
		for _, a := range opened {
			err = errors.Join(err, a.Close())
		}
	}()
	for i, c := range alignments() {
		a := opened[c.file]
		if a == nil {
			var seconds float64
			if a, seconds, err = readLog(ctx, filepath.Join(dir, fmt.Sprint(i)), c.file); err != nil {
				return "", err
			}
			opened[c.file] = a
			if i == 0 {
				whole, statistics, err := describe(ctx, a, o.asks)
				if err != nil {
					return "", err
				}
				add("read bpic2012.xes.gz, 262,200 events", minedLoad, seconds)
				add("its variants, transitions with times, durations and rework, of instances in memory as pm4py has its table", minedStatistics, statistics)
				add("the same, with building the instances from disk", minedStatistics, whole)
			}
		}
		seconds, err := conform(ctx, a, c)
		if err != nil {
			return "", err
		}
		add(fmt.Sprintf("alignments with %s (pm4py: %s)", c.model, c.how), c.seconds, seconds)
	}
	return miningIntro + g.String(), nil
}

// shared is the path of a log of the reference data.
func shared(elem ...string) (string, error) {
	dir := os.Getenv(reference.Variable)
	if dir == "" {
		root, err := reference.Root()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(root, "..", "shared")
	}
	path := filepath.Join(append([]string{dir, "data", "logs"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("the reference data is missing (set %s): %w", reference.Variable, err)
	}
	return path, nil
}

// readLog imports an event log into a data directory of its own, three times,
// and returns the last with the median of the seconds.
func readLog(ctx context.Context, dir, file string) (a *app.App, seconds float64, err error) {
	path, err := shared(file)
	if err != nil {
		return nil, 0, err
	}
	run := 0
	seconds, err = clock(3, func() error {
		if a != nil {
			if err := a.Close(); err != nil {
				return err
			}
		}
		run++
		if a, err = app.Open(ctx, filepath.Join(dir, fmt.Sprint(run)), app.Options{}); err != nil {
			return err
		}
		r, err := load.Import(ctx, a.Log, nil, []string{path}, load.Options{TempDir: dir})
		if err == nil && (r.Quarantined > 0 || r.Files[0].Problem != "") {
			err = fmt.Errorf("import %s: %+v", file, r)
		}
		return err
	})
	return a, seconds, err
}

// asOf is behind every event of the logs.
var asOf = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

// conform aligns a log with a model, instances included, and returns the median
// of the seconds.
func conform(ctx context.Context, a *app.App, c aligned) (float64, error) {
	path, err := shared("models", c.model+".pnml")
	if err != nil {
		return 0, err
	}
	q := sequence.Question{AsOf: asOf}
	if c.where != "" {
		if q.Where, err = evidence.ParseExpression(c.where, evidence.Properties); err != nil {
			return 0, err
		}
	}
	return clock(3, func() error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		m, err := conformance.ReadPNML(c.model, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
		x, err := instances(ctx, a, q)
		if err != nil {
			return err
		}
		_, err = conformance.Check(ctx, x, m, conformance.Options{Whole: true})
		return err
	})
}
