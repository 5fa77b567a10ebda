// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is set by the linker in releases.
var version = "development"

type versionCommand struct{}

func (versionCommand) Run(p *program) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	if p.json {
		return p.print(map[string]string{"version": version, "revision": revision, "go": runtime.Version()})
	}
	fmt.Fprintln(p.stdout, "wend", version, revision, runtime.Version())
	return nil
}
