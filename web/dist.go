// SPDX-License-Identifier: Apache-2.0

//go:build !noui

package web

import (
	"embed"
	"io/fs"
)

// The folder always holds .gitkeep, so that Go builds before the UI was made.
//
//go:embed all:dist
var dist embed.FS

// Dist is the user interface as `make web` made it; without index.html where
// nobody has yet.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // a constant path is always valid
	}
	return sub
}
