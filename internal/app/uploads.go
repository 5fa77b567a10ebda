// SPDX-License-Identifier: Apache-2.0

package app

import (
	"fmt"
	"log/slog"
	"path/filepath"

	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/serve/api"
)

// openUploads opens the queue of a data directory's uploads and tells open
// screens what becomes of them.
func (a *App) openUploads(logger *slog.Logger) (err error) {
	a.uploads, err = upload.Open(filepath.Join(a.Dir, "uploads"), a.Log, upload.Options{
		Clock: a.Clock, Logger: logger, Told: func(i upload.Import) { api.TellOf(a.Live, i) },
	})
	if err != nil {
		return fmt.Errorf("open %s: %w", a.Dir, err)
	}
	return nil
}
