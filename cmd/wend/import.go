// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sort"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/load"
)

type importCommand struct {
	Data    string   `help:"Data directory; made if it does not exist." env:"WEND_DATA" placeholder:"DIR" type:"path"`
	Map     string   `help:"Mapping that says what the columns mean." placeholder:"FILE" type:"existingfile"`
	Source  string   `help:"Name under which the events are kept. Default: the mapping's, else the file's." placeholder:"NAME"`
	Suggest bool     `help:"Propose a mapping for the files instead of importing them."`
	Files   []string `arg:"" help:"Files, or folders of files." placeholder:"FILE"`
}

// importMemory is what Go's heap should stay within while importing, so that
// the whole process stays well below a gigabyte and a half.
const importMemory = 640 << 20

func (c *importCommand) Run(p *program) error {
	if c.Suggest {
		return c.suggest(p)
	}
	if c.Data == "" {
		return fault.New(fault.Invalid, "no data directory is named").WithRemedy("add --data DIR")
	}
	m, err := c.mapping()
	if err != nil {
		return err
	}
	if p.app == nil { // a server has more to do
		debug.SetMemoryLimit(importMemory)
	}
	a, err := dataFlag{c.Data}.open(p, true)
	if err != nil {
		return err
	}
	if err := a.Note(p.ctx, "import.start", "events", namesOf(c.Files)); err != nil {
		return errors.Join(err, a.Close())
	}
	result, err := load.Import(p.ctx, a.Log, m, c.Files, load.Options{Source: event.SourceID(c.Source), Progress: p.progress()})
	if p.terminal() {
		fmt.Fprint(p.stderr, "\r\x1b[K")
	}
	if err := errors.Join(err, a.Close()); err != nil {
		return err
	}
	return c.report(p, result)
}

// namesOf are the names of files, as the audit tells them.
func namesOf(files []string) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = filepath.Base(f)
	}
	return strings.Join(names, ", ")
}

// mapping reads the mapping, if one is named.
func (c *importCommand) mapping() (*load.Mapping, error) {
	if c.Map == "" {
		return nil, nil
	}
	src, err := os.ReadFile(c.Map)
	if err != nil {
		return nil, fmt.Errorf("read mapping: %w", err)
	}
	return load.ParseMapping(c.Map, src)
}

func (c *importCommand) suggest(p *program) error {
	s, err := load.Suggest(c.Files)
	if err != nil {
		return err
	}
	if p.json {
		return p.print(s)
	}
	fmt.Fprint(p.stdout, s.Text)
	return nil
}

// progress shows how far an import is, on a terminal.
func (p *program) progress() func(load.Progress) {
	if !p.terminal() {
		return nil
	}
	return func(s load.Progress) {
		rate := float64(s.Rows) / s.Elapsed.Seconds()
		fmt.Fprintf(p.stderr, "\r\x1b[K%3.0f %%  %d rows, %.0f a second, %s left  %s", 100*float64(s.Done)/float64(max(s.Total, 1)), s.Rows, rate, s.Remaining.Round(time.Second), s.File)
	}
}

// report prints what the import did. Quarantined rows and files that broke off
// are problems.
func (c *importCommand) report(p *program, r *load.Result) error {
	problems := r.Quarantined > 0
	for _, f := range r.Files {
		problems = problems || f.Problem != ""
	}
	if p.json {
		if err := p.print(r); err != nil {
			return err
		}
	} else {
		c.print(p, r)
	}
	if problems {
		return errProblems
	}
	return nil
}

func (c *importCommand) print(p *program, r *load.Result) {
	g := grid{head: []string{"file", ">rows", ">events", ">answers", ">duplicates", ">quarantined", ""}}
	for _, f := range r.Files {
		if f.Skipped != "" {
			g.add(p.near(f.File), "", "", "", "", "", "skipped: "+f.Skipped)
			continue
		}
		var notes []string
		if f.Passed > 0 {
			notes = append(notes, fmt.Sprintf("%d rows left out by where:", f.Passed))
		}
		if f.Silent > 0 {
			notes = append(notes, fmt.Sprintf("%d rows in which nothing had happened", f.Silent))
		}
		if f.Undated > 0 {
			notes = append(notes, fmt.Sprintf("%d events at no known time", f.Undated))
		}
		if f.EmptyTraces > 0 {
			notes = append(notes, fmt.Sprintf("%d traces without events", f.EmptyTraces))
		}
		for _, reason := range sortedKeys(f.Reasons) {
			notes = append(notes, fmt.Sprintf("%s %d", reason, f.Reasons[reason]))
		}
		g.add(p.near(f.File), fmt.Sprint(f.Rows), fmt.Sprint(f.Events), fmt.Sprint(f.Answers), fmt.Sprint(f.Duplicates), fmt.Sprint(f.Quarantined), strings.Join(notes, ", "))
	}
	g.print(p.stdout)
	fmt.Fprintf(p.stdout, "\n%d events and %d answers of %d new customers in %.1f s", r.Events, r.Answers, r.Customers, r.Seconds)
	if r.Quarantined > 0 {
		fmt.Fprintf(p.stdout, "; %d rows in quarantine: wend events --quarantine --data %s", r.Quarantined, c.Data)
	}
	fmt.Fprintln(p.stdout)
	for _, f := range r.Files {
		if f.Problem != "" {
			fmt.Fprintln(p.stderr, f.Problem)
		}
	}
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
