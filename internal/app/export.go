// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/ask"
)

// WriteEvents writes the events within a scope to a file, in the order in which
// they came, and returns how many. Properties and traits are JSON.
func (a *App) WriteEvents(ctx context.Context, of eventlog.Scope, path string) (int, error) {
	if err := a.refuseFile(path); err != nil {
		return 0, err
	}
	f, err := table.Create(path, ask.EventColumns())
	if err != nil {
		return 0, err
	}
	err = a.Log.Events(ctx, of, func(e *eventlog.Entry) error {
		return f.Row(ask.EventRow(e)...)
	})
	return finish(f, err)
}

// finish keeps a table, or discards it after an error.
func finish(f *table.File, err error) (int, error) {
	if err != nil {
		f.Discard()
		return 0, err
	}
	return f.Rows(), f.Close()
}
