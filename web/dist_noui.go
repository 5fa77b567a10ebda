// SPDX-License-Identifier: Apache-2.0

//go:build noui

package web

import (
	"embed"
	"io/fs"
)

// Dist is empty: this build has no user interface.
func Dist() fs.FS { return embed.FS{} }
