// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/serve/live"
)

// glance is how often the server looks whether events came.
const glance = time.Second

// Freshness is how far the data goes.
type Freshness struct {
	Position int64 `json:"position"`
	Events   int64 `json:"events"`
}

// watch tells open screens when events came, until ctx ends.
func (a *App) watch(ctx context.Context) {
	tick := time.NewTicker(glance)
	defer tick.Stop()
	last := int64(-1)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		s, err := a.Log.Stats(ctx)
		if err != nil {
			continue // a question will tell
		}
		if last >= 0 && s.Position != last {
			a.Live.Publish(live.Message{Kind: "events", Data: Freshness{s.Position, s.Events}})
		}
		last = s.Position
	}
}
