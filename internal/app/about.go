// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// About says what an answer is about, so that it can be asked again.
type About struct {
	Journey  journey.ID       `json:"journey,omitempty"` // "": all events
	Title    string           `json:"title,omitempty"`
	Version  int              `json:"version"` // 0: read from a file
	Digest   string           `json:"digest"`
	AsOf     time.Time        `json:"as_of"`
	Position int64            `json:"position"` // of the log
	Filter   scorecard.Filter `json:"filter"`
	RipeS    float64          `json:"ripe_after_s"`
	Loose    int              `json:"unassigned"` // visits that belong to no instance
}

// AboutOf says what the answers of some instances are about.
func AboutOf(x *sequence.Instances, allEvents bool) About {
	q, j := x.Question, x.Plan.Journey
	a := About{Digest: j.Digest(), AsOf: q.AsOf.UTC(), Position: x.Position, RipeS: x.Ripeness().Seconds(), Loose: x.Unassigned}
	if !allEvents {
		a.Journey, a.Title = j.ID, j.Title
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

// Told is an answer together with what it is about: in JSON the answer's own
// fields, and "about".
type Told struct {
	About  About
	Answer any
}

// MarshalJSON writes about in front of the answer's fields.
func (t Told) MarshalJSON() ([]byte, error) {
	about, err := json.Marshal(t.About)
	if err != nil {
		return nil, err
	}
	answer, err := json.Marshal(t.Answer)
	if err != nil {
		return nil, err
	}
	rest, ok := bytes.CutPrefix(answer, []byte{'{'})
	if !ok {
		return nil, fmt.Errorf("an answer that is no object: %.40s", answer)
	}
	comma := ","
	if bytes.HasPrefix(rest, []byte{'}'}) {
		comma = ""
	}
	return fmt.Appendf(nil, `{"about":%s%s%s`, about, comma, rest), nil
}
