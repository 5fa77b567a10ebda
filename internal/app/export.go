// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/serve/api"
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

// WriteQuarantine writes what could not become an event to a file, the newest
// first, and returns how many rows.
func (a *App) WriteQuarantine(ctx context.Context, path string) (int, error) {
	if err := a.refuseFile(path); err != nil {
		return 0, err
	}
	l := ask.ListingOf[api.QuarantinedRow](a.Clock().UTC(), "")
	f, err := table.Create(path, l.Columns())
	if err != nil {
		return 0, err
	}
	return finish(f, api.EachQuarantined(ctx, a.Log, event.Aside{}, func(q *api.QuarantinedRow) error { return f.Row(l.Row(q)...) }))
}

// finish keeps a table, or discards it after an error.
func finish(f *table.File, err error) (int, error) {
	if err != nil {
		f.Discard()
		return 0, err
	}
	return f.Rows(), f.Close()
}
