// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// About says what an answer is about, so that it can be asked again.
type About struct {
	Journey  journey.ID       `json:"journey,omitempty"` // "": all events
	Title    string           `json:"title,omitempty"`
	Version  int              `json:"version"` // 0: a file or a draft
	Digest   string           `json:"digest"`
	AsOf     time.Time        `json:"as_of"`
	Position int64            `json:"position"` // of the log
	Filter   scorecard.Filter `json:"filter"`
	RipeS    float64          `json:"ripe_after_s"`
	Loose    int              `json:"unassigned"` // visits that belong to no instance
}

// aboutOf says what the answers of some instances are about; docs are of the
// journey, nil for all events.
func aboutOf(x *sequence.Instances, docs *workspace.Documents) About {
	q, j := x.Question, x.Plan.Journey
	a := About{Digest: j.Digest(), AsOf: q.AsOf.UTC(), Position: x.Position, RipeS: x.Ripeness().Seconds(), Loose: x.Unassigned}
	if docs != nil {
		a.Journey, a.Title, a.Version = j.ID, j.Title, docs.Files[0].Version
	}
	a.Filter = scorecard.Filter{Where: q.Where.Plain(), Segment: q.Segment, Channel: q.OnChannel, Actor: q.ByActor}
	if !q.From.IsZero() {
		a.Filter.From = &q.From
	}
	if !q.To.IsZero() {
		a.Filter.To = &q.To
	}
	if q.PerCustomer {
		a.Filter.Per = "customer"
	}
	if q.TraitsNow {
		a.Filter.Traits = "now"
	}
	return a
}
