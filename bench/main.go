// SPDX-License-Identifier: Apache-2.0

// Command bench measures Wend beside what people would use instead, on the same
// machine, the same input and in the same run, and writes bench/REPORT.md.
// Ratios count; seconds only say how long this machine took.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
)

// options are the command's flags.
type options struct {
	wend  string // the binary to measure
	bytes int64  // of the CSV file
	runs  int
	asks  int  // of each question
	large bool // also a hundred million events
	only  string
	out   string
	dir   string
}

// part is a section of the report and how it is measured.
type part struct {
	name    string // as -only names it
	title   string // of the section
	measure func(context.Context, options) (string, error)
}

func parts() []part {
	return []part{
		{"import", "Import", importing},
		{"code", "Code that runs per event or per visit", perEvent},
		{"sequences", "Sequences", sequences},
		{"mining", "Event logs", mining},
		{"serving", "Serving", serving},
	}
}

func main() {
	var o options
	flag.StringVar(&o.wend, "wend", "bin/wend", "the wend binary to measure")
	flag.Int64Var(&o.bytes, "bytes", 2_000_000_000, "size of the CSV file that is imported")
	flag.IntVar(&o.runs, "runs", 3, "how often each side imports, in turn")
	flag.IntVar(&o.asks, "asks", 9, "how often each side answers each question, in turn")
	flag.BoolVar(&o.large, "large", os.Getenv("LARGE") != "", "ask of a hundred million events too; needs 20 GB of memory (default: the variable LARGE is set)")
	flag.StringVar(&o.only, "only", "", "parts of the report to measure anew, as in import,code,sequences,mining,serving (default: all)")
	flag.StringVar(&o.out, "out", "bench/REPORT.md", "the report")
	flag.StringVar(&o.dir, "dir", os.TempDir(), "where the files may lie meanwhile")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := dispatch(ctx, o, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// dispatch runs the parts, or, in a child of its own, one side of a comparison.
func dispatch(ctx context.Context, o options, args []string) error {
	if len(args) == 3 && args[0] == "duckdb-copy" {
		return duckdbCopy(ctx, args[1], args[2])
	}
	wanted, err := chosen(o.only)
	if err != nil {
		return err
	}
	r, err := readReport(o.out)
	if err != nil {
		return err
	}
	for _, p := range wanted {
		text, err := p.measure(ctx, o)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		r.replace(p.title, machine()+"\n\n"+text)
		if err := r.write(o.out); err != nil { // what was measured is kept if the next part breaks
			return err
		}
	}
	return nil
}

// chosen are the parts that a list names, all where it is empty.
func chosen(list string) ([]part, error) {
	all := parts()
	if list == "" {
		return all, nil
	}
	var out []part
	for name := range strings.SplitSeq(list, ",") {
		i := slices.IndexFunc(all, func(p part) bool { return p.name == name })
		if i < 0 {
			return nil, fmt.Errorf("-only: there is no part %q", name)
		}
		out = append(out, all[i])
	}
	return out, nil
}
