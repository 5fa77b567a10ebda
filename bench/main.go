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
	"strings"
)

// options are the command's flags.
type options struct {
	wend  string // the binary to measure
	bytes int64  // of the CSV file
	runs  int
	out   string
	dir   string
}

func main() {
	var o options
	flag.StringVar(&o.wend, "wend", "bin/wend", "the wend binary to measure")
	flag.Int64Var(&o.bytes, "bytes", 2_000_000_000, "size of the CSV file that is imported")
	flag.IntVar(&o.runs, "runs", 3, "how often each side runs, in turn")
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

// dispatch runs the whole, or, in a child of its own, one side of a comparison.
func dispatch(ctx context.Context, o options, args []string) error {
	if len(args) == 3 && args[0] == "duckdb-copy" {
		return duckdbCopy(ctx, args[1], args[2])
	}
	var parts []string
	for _, part := range []func(context.Context, options) (string, error){importing, perEvent} {
		text, err := part(ctx, o)
		if err != nil {
			return err
		}
		parts = append(parts, text)
	}
	report := "# Benchmarks\n\nMade by `make bench`. " + machine() + "\n\n" + strings.Join(parts, "\n")
	return os.WriteFile(o.out, []byte(report), 0o644)
}
