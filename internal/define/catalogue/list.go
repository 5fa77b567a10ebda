// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"time"

	"github.com/wendcx/wend/internal/define/journey"
)

// Summary is a journey in a list.
type Summary struct {
	ID       journey.ID
	Title    string
	Goal     string
	State    journey.State
	Improves journey.ID
	Status   journey.Status
	Owner    string
	Version  int    // the latest, 0 for none
	Digest   string // of what it says
	Updated  time.Time
	Stale    bool // nobody has looked at it for longer than review.every says
	Steps    int
	Phases   []PhaseSummary
	Errors   int // that keep it from being published, or questions from being answered
	Draft    *DraftSummary
	Archived bool
}

// PhaseSummary is a phase with its stages.
type PhaseSummary struct {
	Phase  journey.Phase
	Stages []StageSummary
}

// StageSummary is a stage with the number of its steps.
type StageSummary struct {
	Title string
	Steps int
}

// DraftSummary is what is known of a draft.
type DraftSummary struct {
	Revision int64
	By       string
	At       time.Time
	Changes  int // against the latest version; 0 where there is none
}

// List returns the journeys by id; the archived ones only when asked.
func (c *Catalogue) List(archived bool) []Summary {
	s, now := c.current.Load(), c.Clock()
	records := s.journeys()
	if archived {
		records = s.archived()
	}
	out := make([]Summary, len(records))
	for i, r := range records {
		out[i] = s.library.summary(r, now)
	}
	return out
}

func (l *library) summary(r Record, now time.Time) Summary {
	o, version := l.head(r)
	j := o.journey
	out := Summary{
		ID: journey.ID(r.ID), Title: j.Title, Goal: j.Goal, State: j.State, Improves: j.Improves, Status: j.Status, Owner: j.Owner,
		Version: version, Digest: o.digest(), Updated: r.Made, Steps: len(j.Steps()), Phases: phasesOf(j), Errors: len(o.faults.Errors()),
		Archived: !r.Archived.IsZero(),
	}
	if out.State == "" {
		out.State = journey.AsIs
	}
	if r.Latest != nil {
		out.Updated = r.Latest.At
	}
	if r.Draft != nil {
		out.Draft = &DraftSummary{r.Revision, r.Draft.By, r.Draft.At, l.draft(r).changes()}
		out.Updated = r.Draft.At
	}
	out.Status = statusOf(r, j)
	out.Stale = stale(j, out.Updated, now)
	return out
}

// statusOf is where a journey stands: what its text says, as far as its life so
// far allows.
func statusOf(r Record, j *journey.Journey) journey.Status {
	switch {
	case !r.Archived.IsZero():
		return journey.Archived
	case r.Latest != nil:
		return journey.Published
	case j.Status == journey.InReview:
		return journey.InReview
	}
	return journey.Draft
}

func phasesOf(j *journey.Journey) []PhaseSummary {
	var out []PhaseSummary
	for _, p := range []struct {
		phase  journey.Phase
		stages []journey.Stage
	}{{journey.Before, j.Phases.Before}, {journey.During, j.Phases.During}, {journey.After, j.Phases.After}} {
		summary := PhaseSummary{Phase: p.phase, Stages: []StageSummary{}}
		for _, st := range p.stages {
			summary.Stages = append(summary.Stages, StageSummary{st.Title, len(st.Steps)})
		}
		out = append(out, summary)
	}
	return out
}

// stale reports whether the time to the next review has passed since somebody
// last looked at a journey: reviewed it, or changed it.
func stale(j *journey.Journey, changed, now time.Time) bool {
	if j.Review == nil || j.Review.Every.Length == 0 {
		return false
	}
	last := changed
	if t, err := time.Parse(time.DateOnly, j.Review.Last); err == nil && t.After(last) {
		last = t
	}
	return now.Sub(last) > j.Review.Every.Length
}
