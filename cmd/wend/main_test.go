// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts call the command line as users do. They live a fixed moment, so
// that what they print is the same every day.
func TestMain(m *testing.M) {
	clock := func() time.Time { return time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC) }
	testscript.Main(m, map[string]func(){
		"wend": func() {
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
			code := (&program{name: "wend", stdout: os.Stdout, stderr: os.Stderr, clock: clock}).run(ctx, os.Args[1:])
			stop()
			os.Exit(code)
		},
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: withServer, Cmds: serverCommands, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != ""})
}
