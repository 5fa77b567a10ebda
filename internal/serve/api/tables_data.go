// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/ask"
)

// tablesOfData adds the operations that download what has come in, and what has not.
func (a *API) tablesOfData() {
	moves := tableOperation("states")
	moves.ID, moves.Path, moves.Summary = "downloadMoves", "/questions/states/moves/table", "Download how customers went on from state to state"
	download(a, moves, a.moveTable)
	asks := func(id, path, summary string) operation {
		return operation{ID: id, Path: path, Summary: summary, Tag: "Events", Action: people.Ask}
	}
	list(a, asks("eventNames", "/events/names/table", "Download the names of events with how many there are"), a.nameTable)
	list(a, asks("eventSources", "/events/sources/table", "Download what has arrived, source by source"), a.sourceTable)
	list(a, asks("eventProperties", "/events/properties/table", "Download which properties events of a name have"), a.propertyTable)
	list(a, operation{ID: "counts", Path: "/counts/table", Summary: "Download what was counted by hand", Tag: "Imports", Action: people.Ask}, a.countTable)
	list(a, operation{ID: "quarantine", Path: "/quarantine/table", Summary: "Download what could not become an event, and why", Tag: "Imports", Action: people.ExportCustomers}, a.quarantineTable)
	list(a, operation{ID: "refusals", Path: "/quarantine/parts/table", Summary: "Download how many rows could not become an event, by source, file and reason", Tag: "Imports", Action: people.ReadCustomers}, func(ctx context.Context, _ *struct{}) (string, rows[event.Refused], error) {
		parts, err := a.Log.Refused(ctx)
		return "", these(parts), err
	})
}

// moveTable downloads how customers went on from state to state of a lifecycle.
func (a *API) moveTable(ctx context.Context, in *statesQuestion) (string, writing, error) {
	if in.By != "" || in.Against != "" {
		return "", nil, fault.New(fault.Invalid, "the moves of one group are asked for by what makes the group").WithRemedy("ask for the segment, the channel or the period")
	}
	docs, err := a.subject(ctx, in.Subject)
	if err != nil {
		return "", nil, err
	}
	out, err := in.Ask(ctx, a.Desk, docs)
	if err != nil {
		return "", nil, err
	}
	return named(in.Journey, "moves", out.About.AsOf), ask.MovesTable(out).Write, nil
}

// overview is what is in a part of the log, and the part in words.
func (in *overviewInput) overview(ctx context.Context, a *API) (o *event.Overview, only string, err error) {
	of, err := in.Read(ctx, a.Desk)
	if err != nil {
		return nil, "", err
	}
	o, err = a.Desk.Log.Overview(ctx, of)
	return o, in.Words(of), err
}

// nameRow is a name of events as a table has it.
type nameRow struct {
	event.Name
	Starts int64 `json:"starts"` // customers whose first event it is
	Ends   int64 `json:"ends"`   // and whose last
}

func (a *API) nameTable(ctx context.Context, in *overviewInput) (string, rows[nameRow], error) {
	o, only, err := in.overview(ctx, a)
	if err != nil {
		return "", nil, err
	}
	var list []nameRow
	for _, n := range o.Names {
		list = append(list, nameRow{n, o.Starts[n.Name], o.Ends[n.Name]})
	}
	return only, these(list), nil
}

// sourceRow is a source as a table has it. What was refused is told to those who
// may see rows of the quarantine.
type sourceRow struct {
	Source  event.SourceID `json:"source"`
	Events  int64          `json:"events"`
	First   *time.Time     `json:"first"`
	Last    *time.Time     `json:"last"`
	Refused *int64         `json:"quarantined"`
	Share   *stat.Estimate `json:"quarantined_share"` // of all that came
}

func (a *API) sourceTable(ctx context.Context, in *overviewInput) (string, rows[sourceRow], error) {
	o, only, err := in.overview(ctx, a)
	if err != nil {
		return "", nil, err
	}
	var list []sourceRow
	for _, s := range o.Sources {
		list = append(list, sourceRow{Source: s.Source, Events: s.Events, First: &s.First, Last: &s.Last})
	}
	if only != "" || !auth.From(ctx).May(people.ReadCustomers) { // rows of the quarantine are in no part of the log
		return only, these(list), nil
	}
	parts, err := a.Log.Refused(ctx)
	return only, these(withRefused(list, parts)), err
}

// withRefused adds to sources how many of their rows were refused.
func withRefused(list []sourceRow, parts []event.Refused) []sourceRow {
	for _, p := range parts {
		if !slices.ContainsFunc(list, func(s sourceRow) bool { return s.Source == p.Source }) {
			list = append(list, sourceRow{Source: p.Source})
		}
	}
	for i := range list {
		s, n := &list[i], int64(0)
		for _, p := range parts {
			if p.Source == s.Source {
				n += p.Rows
			}
		}
		s.Refused = &n
		if all := s.Events + n; all > 0 {
			share := stat.Share(int(n), int(all))
			s.Share = &share
		}
	}
	return list
}

// propertyRow is a property of events as a table has it.
type propertyRow struct {
	Event    string         `json:"event"`
	Name     string         `json:"property"`
	Types    []string       `json:"types"`
	Share    *stat.Estimate `json:"share"` // of the events looked at
	Distinct int64          `json:"distinct"`
	Examples string         `json:"examples"` // JSON, for those who may see single customers
}

func (a *API) propertyTable(ctx context.Context, in *propertiesInput) (string, rows[propertyRow], error) {
	out, err := a.listEventProperties(ctx, in)
	if err != nil {
		return "", nil, err
	}
	var list []propertyRow
	for _, p := range out.Body.Properties {
		r := propertyRow{Event: in.Name, Name: p.Name, Types: p.Types, Distinct: p.Distinct}
		if p.Sampled > 0 {
			share := stat.Share(int(p.Events), int(p.Sampled))
			r.Share = &share
		}
		if len(p.Examples) > 0 {
			text, err := json.Marshal(p.Examples)
			if err != nil {
				return "", nil, err
			}
			r.Examples = string(text)
		}
		list = append(list, r)
	}
	return "event " + in.Name, these(list), nil
}

// countRow is a volume that was counted by hand, as a table has it.
type countRow struct {
	Journey journey.ID `json:"journey"`
	Version int        `json:"version"`
	Title   string     `json:"title"` // of the step
	CountedVolume
}

func (a *API) countTable(ctx context.Context, in *countsInput) (string, rows[countRow], error) {
	docs, err := a.journeyOf(ctx, in.Subject)
	if err != nil {
		return "", nil, err
	}
	out, err := a.listCounts(ctx, in)
	if err != nil {
		return "", nil, err
	}
	var list []countRow
	for _, v := range out.Body.Counts {
		r := countRow{Journey: out.Body.Journey, Version: docs.Files[0].Version, CountedVolume: v}
		if s, there := docs.Files[0].Step(v.Step); there {
			r.Title = s.Title
		}
		list = append(list, r)
	}
	return "", these(list), nil
}

// quarantineTable downloads the rows of a part of the quarantine.
func (a *API) quarantineTable(ctx context.Context, in *QuarantinePart) (string, rows[QuarantinedRow], error) {
	of, err := in.aside(a)
	if err != nil {
		return "", nil, err
	}
	if err := a.People.Note(ctx, auth.From(ctx), "quarantine.export", "quarantine", in.words()); err != nil {
		return "", nil, err
	}
	return in.words(), func(give func(*QuarantinedRow) error) error { return EachQuarantined(ctx, a.Log, of, give) }, nil
}

// EachQuarantined gives the rows of a part of the quarantine, the newest first.
func EachQuarantined(ctx context.Context, log Refusals, of event.Aside, give func(*QuarantinedRow) error) error {
	return paged(func(before int64) ([]QuarantinedRow, int64, error) {
		of.Before, of.Limit = before, pageRows
		list, err := log.Quarantined(ctx, of)
		if n := len(list); n == of.Limit {
			return quarantinedRows(list), list[n-1].ID, err
		}
		return quarantinedRows(list), 0, err
	})(give)
}
