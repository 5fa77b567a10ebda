// SPDX-License-Identifier: Apache-2.0

package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// tablesOfDocuments adds the operations that download journeys, segments and so
// on, with the numbers that are shown beside them.
func (a *API) tablesOfDocuments() {
	op := func(id, path, summary string) operation {
		return operation{ID: id, Path: path, Summary: summary, Tag: "Documents", Action: people.Ask}
	}
	list(a, op("journeys", "/tables/journeys", "Download the list of journeys, with how they do"), a.journeyTable)
	list(a, op("segments", "/tables/segments", "Download the segments, with how many customers each holds"), a.segmentTable)
	list(a, op("personas", "/tables/personas", "Download the personas, with how many customers each stands for"), a.personaTable)
	touchpoints := op("touchpoints", "/tables/touchpoints", "Download the library of touchpoints, with how many steps use each")
	touchpoints.Action = people.ReadJourneys
	list(a, touchpoints, a.touchpointTable)
	list(a, op("channels", "/tables/channels", "Download the channels, with how many events came on each"), a.channelTable)
}

// journeyRow is a journey as a table has it.
type journeyRow struct {
	JourneySummary
	Instances  *int                 `json:"instances"`
	Unripe     *int                 `json:"unripe"`
	Completion *stat.Estimate       `json:"completion"` // of ripe instances
	Overall    *satisfaction.Score  `json:"overall"`
	Target     *float64             `json:"target"`
	Reading    satisfaction.Reading `json:"reading"`
}

func (a *API) journeyTable(ctx context.Context, in *listJourneysInput) (string, rows[journeyRow], error) {
	out, err := a.listJourneys(ctx, in)
	if err != nil {
		return "", nil, err
	}
	only := ""
	if in.Archived {
		only = "archived"
	}
	return only, func(give func(*journeyRow) error) error {
		for _, j := range out.Body.Journeys {
			row := journeyRow{JourneySummary: j}
			if err := a.health(ctx, &row); err != nil {
				return err
			}
			if err := give(&row); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// health tells how a journey does now; what cannot be told stays open.
func (a *API) health(ctx context.Context, row *journeyRow) error {
	docs, err := a.Documents.Documents(ctx, row.ID, "")
	if err != nil {
		return told(err)
	}
	card, err := (&ask.Scorecard{}).Ask(ctx, a.Desk, docs)
	if err != nil {
		return told(err)
	}
	row.Instances, row.Unripe, row.Completion, row.Overall, row.Target, row.Reading = &card.Instances.Total, card.Instances.Unripe, card.Completion, card.Overall, card.Target, card.Reading
	return nil
}

// told leaves out what is wrong with a document or too little data, which its own
// screen tells; other errors stay.
func told(err error) error {
	var f *fault.Fault
	var l fault.List
	if errors.As(err, &f) || errors.As(err, &l) {
		return nil
	}
	return err
}

// segmentRow is a segment as a table has it.
type segmentRow struct {
	ID          segment.ID     `json:"id"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Rule        string         `json:"rule"` // JSON
	Customers   *int64         `json:"customers"`
	Share       *stat.Estimate `json:"share"`
}

func (a *API) segmentTable(ctx context.Context, _ *struct{}) (string, rows[segmentRow], error) {
	w, err := a.Desk.Workspace()
	if err != nil {
		return "", nil, err
	}
	return "", func(give func(*segmentRow) error) error {
		for _, id := range slices.Sorted(maps.Keys(w.Segments)) {
			s := w.Segments[id]
			rule, err := json.Marshal(s.Rule.EncodeDocument())
			if err != nil {
				return err
			}
			row := segmentRow{ID: id, Title: s.Title, Description: s.Description, Rule: string(rule)}
			if row.Customers, row.Share, err = a.held(ctx, w, id); err != nil {
				return err
			}
			if err := give(&row); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// held is how many customers a segment holds, and of all; nil for a segment that
// is not there.
func (a *API) held(ctx context.Context, w *journey.Workspace, id segment.ID) (*int64, *stat.Estimate, error) {
	s, ok := w.Segments[id]
	if !ok {
		return nil, nil, nil
	}
	h, err := a.Desk.Held(ctx, &s.Rule, a.Clock())
	if err != nil {
		return nil, nil, err
	}
	return &h.Customers, h.Share, nil
}

// personaRow is a persona as a table has it.
type personaRow struct {
	ID        persona.ID     `json:"id"`
	Name      string         `json:"name"`
	Who       string         `json:"who"`
	Segment   segment.ID     `json:"segment"`
	Customers *int64         `json:"customers"`
	Share     *stat.Estimate `json:"share"`
}

func (a *API) personaTable(ctx context.Context, _ *struct{}) (string, rows[personaRow], error) {
	w, err := a.Desk.Workspace()
	if err != nil {
		return "", nil, err
	}
	return "", func(give func(*personaRow) error) error {
		for _, id := range slices.Sorted(maps.Keys(w.Personas)) {
			p := w.Personas[id]
			row := personaRow{ID: id, Name: p.Name, Who: p.Who, Segment: p.Segment}
			if row.Customers, row.Share, err = a.held(ctx, w, p.Segment); err != nil {
				return err
			}
			if err := give(&row); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// touchpointRow is a touchpoint of the library as a table has it.
type touchpointRow struct {
	ID        touchpoint.ID        `json:"id"`
	Title     string               `json:"title"`
	Channel   channel.ID           `json:"channel"`
	Mode      channel.Mode         `json:"mode"`
	Nature    touchpoint.Nature    `json:"nature"`
	Direction touchpoint.Direction `json:"direction"`
	Control   touchpoint.Control   `json:"control"`
	Owner     string               `json:"owner"`
	Promise   string               `json:"promise"`
	Steps     int                  `json:"steps"` // that use it
}

func (a *API) touchpointTable(context.Context, *struct{}) (string, rows[touchpointRow], error) {
	w, err := a.Desk.Workspace()
	if err != nil {
		return "", nil, err
	}
	var list []touchpointRow
	for _, id := range slices.Sorted(maps.Keys(w.Touchpoints)) {
		e, t := w.Touchpoints[id], w.Complete(touchpoint.Touchpoint{Use: id})
		list = append(list, touchpointRow{
			ID: id, Title: e.Title, Channel: t.Channel, Mode: t.Mode, Nature: t.Nature, Direction: t.Direction, Control: t.Control,
			Owner: e.Owner, Promise: t.Promise, Steps: w.StepsAt(id),
		})
	}
	return "", these(list), nil
}

// channelRow is a channel as a table has it.
type channelRow struct {
	ID      channel.ID   `json:"id"`
	Title   string       `json:"title"`
	Mode    channel.Mode `json:"mode"`
	KnownAs []string     `json:"known_as"`
	Events  int64        `json:"events"`
}

func (a *API) channelTable(ctx context.Context, _ *struct{}) (string, rows[channelRow], error) {
	w, err := a.Desk.Workspace()
	if err != nil {
		return "", nil, err
	}
	o, err := a.Desk.Log.Overview(ctx, sequence.Scope{AsOf: a.Clock()})
	if err != nil {
		return "", nil, err
	}
	set, events := w.ChannelSet(), map[channel.ID]int64{}
	var list []channelRow
	for name, n := range o.Channels {
		if id, known := set.Named(name); known {
			events[id] += n
		} else if name != "" {
			list = append(list, channelRow{ID: channel.ID(name), Events: n}) // no channel is called so
		}
	}
	for _, id := range set.IDs() {
		c, _ := set.Channel(id)
		list = append(list, channelRow{ID: id, Title: c.Title, Mode: c.Mode, KnownAs: c.Known, Events: events[id]})
	}
	slices.SortFunc(list, func(a, b channelRow) int { return cmp.Compare(a.ID, b.ID) })
	return "", these(list), nil
}
