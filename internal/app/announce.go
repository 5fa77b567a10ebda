// SPDX-License-Identifier: Apache-2.0

package app

import (
	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/serve/live"
)

// change is what open screens are told of a document that changed.
type change struct {
	Kind     string         `json:"kind"` // as journeys
	ID       string         `json:"id"`
	Journey  string         `json:"journey,omitempty"` // the id, of a journey
	Did      string         `json:"did"`               // as edit, publish, save, remove
	Revision int64          `json:"revision"`
	Version  int            `json:"version"` // the latest
	Client   string         `json:"client"`  // the screen that did it, which knows already
	By       string         `json:"by"`
	Edits    []edit.Applied `json:"edits"`
}

// announce tells open screens of a change: of drafts those that have the journey
// open, of new versions and other documents all.
func (a *App) announce(c catalogue.Change) {
	data := change{Kind: string(c.Kind), ID: c.ID, Did: string(c.Did), Revision: c.Revision, Version: c.Version, Client: c.Client, By: c.Name, Edits: c.Edits}
	if data.Edits == nil {
		data.Edits = []edit.Applied{}
	}
	if c.Kind != catalogue.Journeys {
		a.Live.Publish(live.Message{Topic: live.Everywhere, Kind: "documents", Data: data})
		return
	}
	data.Journey = c.ID
	a.Live.Publish(live.Message{Topic: api.JourneyTopic(c.ID), Kind: "draft", Data: data})
	if c.Did == catalogue.Published {
		a.Live.Publish(live.Message{Topic: live.Everywhere, Kind: "published", Data: data})
	}
	if c.Did != catalogue.Edited {
		a.Live.Publish(live.Message{Topic: live.Everywhere, Kind: "documents", Data: data})
	}
}
