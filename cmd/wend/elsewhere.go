// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/alecthomas/kong"

	"github.com/wendcx/wend/internal/app"
)

// elsewhere has a command run by the server that holds its data directory; done
// is false where none does, or the command is a server itself.
func (p *program) elsewhere(parsed *kong.Context, serves bool) (code int, done bool) {
	dir := dataOf(parsed)
	if p.app != nil || serves || dir == "" {
		return 0, false
	}
	lock, held := app.HeldBy(p.ctx, dir)
	if !held {
		return 0, false
	}
	here, err := os.Getwd()
	if err != nil {
		return p.exitCode(err), true
	}
	c := app.Command{Args: arguments(parsed, dir), Dir: here, Name: p.name}
	code, err = lock.Run(p.ctx, c, p.stdout, p.stderr)
	if err != nil {
		return p.exitCode(err), true
	}
	return code, true
}

// dataOf is the data directory that a command is about, "" for none.
func dataOf(parsed *kong.Context) string {
	for _, f := range parsed.Flags() {
		if f.Name == "data" && f.Target.Kind() == reflect.String {
			return f.Target.String()
		}
	}
	return ""
}

// arguments are those of a command, written so that they mean the same in
// another directory: names of files are absolute.
func arguments(parsed *kong.Context, dir string) []string {
	out, positional := written(parsed, located, "data")
	return append(append(out, "--data="+dir, "--"), positional...)
}

// written writes out again what was parsed: the command with its flags, but for
// those left out, and its arguments as they are to be written.
func written(parsed *kong.Context, as func(*kong.Value, string) string, without ...string) (flags, positional []string) {
	told := map[*kong.Value]bool{} // one that is repeated is there each time with all values
	for _, at := range parsed.Path {
		switch {
		case at.Command != nil:
			flags = append(flags, at.Command.Name)
		case at.Positional != nil && !told[at.Positional]:
			told[at.Positional] = true
			for _, text := range texts(at.Positional.Target) {
				positional = append(positional, as(at.Positional, text))
			}
		case at.Flag != nil && !told[at.Flag.Value] && !slices.Contains(without, at.Flag.Name):
			told[at.Flag.Value] = true
			for _, v := range texts(at.Flag.Target) {
				flags = append(flags, "--"+at.Flag.Name+"="+v)
			}
		}
	}
	return flags, positional
}

// texts are the values of a flag or an argument.
func texts(v reflect.Value) (out []string) {
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			out = append(out, fmt.Sprint(v.Index(i).Interface()))
		}
		return out
	}
	return []string{fmt.Sprint(v.Interface())}
}

// located is the absolute name of a file that exists, and any other text as it is:
// where it may be an id, which has no ending, only what has one names a file.
func located(arg *kong.Value, name string) string {
	if filepath.Ext(name) == "" && arg.Tag.PlaceHolder != "FILE" {
		return name
	}
	if _, err := os.Stat(name); err != nil {
		return name
	}
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}

// here is a file in the directory where the command was given.
func (p *program) here(name string) string {
	if p.dir == "" {
		return name
	}
	return filepath.Join(p.dir, name)
}

// runFor runs a command that somebody else on this machine gave to this server.
func (p *program) runFor(ctx context.Context, a *app.App, c app.Command, stdout, stderr io.Writer) int {
	return (&program{name: c.Name, dir: c.Dir, stdout: stdout, stderr: stderr, clock: p.clock, app: a}).run(ctx, c.Args)
}
