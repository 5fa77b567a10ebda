// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"
)

// sample is one run of a child process.
type sample struct {
	seconds float64
	rss     int64 // bytes at most
}

// child runs a command and measures it from outside.
func child(ctx context.Context, name string, args ...string) (sample, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return sample{}, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, said.String())
	}
	s := sample{seconds: time.Since(began).Seconds()}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.rss = usage.Maxrss << 10
	}
	return s, nil
}

// median is the middle of some runs, and the largest memory of any.
func median(runs []sample) sample {
	seconds := make([]float64, len(runs))
	out := sample{}
	for i, r := range runs {
		seconds[i] = r.seconds
		out.rss = max(out.rss, r.rss)
	}
	slices.Sort(seconds)
	out.seconds = seconds[len(seconds)/2]
	return out
}

// machine says what this ran on.
func machine() string {
	model := "an unknown processor"
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer func() { _ = f.Close() }()
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			if key, v, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
				model = strings.TrimSpace(v)
				break
			}
		}
	}
	return fmt.Sprintf("On %d cores of %s, %s, %s; to touch a gigabyte of fresh memory took %s.", runtime.NumCPU(), model, runtime.GOOS, runtime.Version(), span(touch(1<<30)))
}

// touch returns the seconds that so many bytes of memory take that nobody has used yet.
// Where the machine is a guest of another they can be most of what building anything
// costs.
func touch(bytes int) float64 {
	debug.FreeOSMemory()
	began := time.Now()
	memory := make([]byte, bytes)
	for i := 0; i < len(memory); i += os.Getpagesize() {
		memory[i] = 1
	}
	seconds := time.Since(began).Seconds()
	sink(uint64(memory[len(memory)/2]))
	return seconds
}

// grouped writes a whole number in groups of three.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
