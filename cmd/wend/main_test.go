// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
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
			os.Exit((&program{name: "wend", stdout: os.Stdout, stderr: os.Stderr, clock: clock}).run(context.Background(), os.Args[1:]))
		},
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != ""})
}
