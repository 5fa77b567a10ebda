// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// hot are the packages whose code runs once an event or a visit.
var hot = []string{"./internal/listen/event", "./internal/listen/load", "./internal/define/evidence", "./internal/keyset", "./internal/understand/sequence", "./internal/understand/funnel", "./internal/understand/path", "./internal/understand/returns", "./internal/understand/continuity", "./internal/understand/cohort", "./internal/understand/unmapped",
	"./internal/understand/scorecard", "./internal/store/eventlog/local"}

// result is a line of go test -bench.
var result = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)

// perEvent runs the benchmarks of the code that runs per event or per visit.
func perEvent(ctx context.Context, _ options) (string, error) {
	args := append([]string{"test", "-tags", "duckdb_arrow", "-run", "^$", "-bench", ".", "-benchmem"}, hot...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	text := "| package | benchmark | result |\n|---|---|---|\n"
	pkg := ""
	for line := range strings.SplitSeq(string(out), "\n") {
		if name, ok := strings.CutPrefix(line, "pkg: "); ok {
			pkg = name[strings.Index(name, "internal/")+len("internal/"):]
		}
		if m := result.FindStringSubmatch(line); m != nil {
			text += fmt.Sprintf("| %s | %s | %s |\n", pkg, m[1], strings.Join(strings.Fields(m[2]), " "))
		}
	}
	return text, nil
}
