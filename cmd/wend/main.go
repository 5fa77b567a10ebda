// SPDX-License-Identifier: Apache-2.0

// Command wend is the whole of Wend in one binary.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // asked a second time, the program dies at once
	code := (&program{name: os.Args[0], stdout: os.Stdout, stderr: os.Stderr, clock: time.Now}).run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}
