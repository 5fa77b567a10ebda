// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"reflect"

	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/discover"
)

// Discovery is a journey that is proposed from what happened.
type Discovery struct {
	Document   string             `json:"document" doc:"The journey's document, as YAML; POST /journeys takes it."`
	Instances  int                `json:"instances"`
	Variants   int                `json:"variants"`
	Unique     bool               `json:"unique" doc:"Nearly every path is unique."`
	Milestones bool               `json:"milestones" doc:"The map shows only what happens once and in a stable order."`
	Anew       int                `json:"anew" doc:"Instances that began behind another's end."`
	Reason     string             `json:"reason,omitempty" doc:"Why the map shows milestones, or why it does not."`
	Steps      []discover.Step    `json:"steps"`
	LeftOut    []discover.LeftOut `json:"left_out"`
	AnyOrder   [][]string         `json:"any_order"`
	Fitness    ask.Fitness        `json:"fitness"`
}

// discovery adds the operation that proposes a journey.
func (a *API) discovery() {
	o := questionOperation("discovery", "Propose a journey from the events, with its fitness")
	register(a, o, func(ctx context.Context, in *struct{ ask.Discovery }) (*struct{ Body *Discovery }, error) {
		d, err := in.Ask(ctx, a.Desk)
		if err != nil {
			return nil, err
		}
		text, err := d.YAML()
		out := &Discovery{
			Document: string(text), Instances: d.Instances, Variants: d.Variants, Unique: d.Unique, Milestones: d.Milestones, Anew: d.Anew,
			Steps: d.Steps, LeftOut: d.LeftOut, AnyOrder: d.AnyOrder, Fitness: d.Fitness,
		}
		if d.Unique {
			out.Reason = d.Reason()
		}
		return &struct{ Body *Discovery }{out}, err
	})
	worded(a.huma.OpenAPI().Paths[Prefix+o.Path].Get.Parameters, reflect.TypeFor[ask.Discovery]())
	o.ID, o.Path, o.Summary = "leftOut", o.Path+"/left-out/table", "Download the events that a proposed journey leaves out, with why"
	list(a, o, a.leftOutTable)
}

// leftOutRow is an event that a proposal leaves out, as a table has it.
type leftOutRow struct {
	discover.LeftOut
	Of int `json:"of"` // instances in all
}

func (a *API) leftOutTable(ctx context.Context, in *struct{ ask.Discovery }) (string, rows[leftOutRow], error) {
	of, err := in.Within(a.Clock())
	if err != nil {
		return "", nil, err
	}
	p, err := in.Propose(ctx, a.Desk)
	if err != nil {
		return "", nil, err
	}
	var list []leftOutRow
	for _, l := range p.LeftOut {
		list = append(list, leftOutRow{l, p.Instances})
	}
	return in.Words(of), these(list), nil
}
