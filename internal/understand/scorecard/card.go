// SPDX-License-Identifier: Apache-2.0

// Package scorecard computes the table of a journey: one row per step with
// everything Wend knows of it, and a row for the journey as a whole. Nothing is
// shown that was not observed: what has no evidence is null and says what it
// would need, never zero. It may import define, listen/event, stat, sequence
// and satisfaction.
package scorecard

import (
	"time"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/satisfaction"
)

// Card is the scorecard of a journey. Shares are 0..1, times are seconds; a nil
// pointer means "not known".
type Card struct {
	Journey  journey.ID `json:"journey"`
	Title    string     `json:"title"`
	Version  int        `json:"version"` // 0: read from a file
	Digest   string     `json:"digest"`
	AsOf     time.Time  `json:"as_of"`
	Position int64      `json:"position"` // of the log
	Filter   Filter     `json:"filter"`
	Basis    Basis      `json:"basis"`

	Instances  Counts         `json:"instances"`
	RipeAfterS float64        `json:"ripe_after_s"`
	Unassigned int            `json:"unassigned"` // visits that belong to no instance
	Completion *stat.Estimate `json:"completion"` // of ripe instances
	Duration   *Times         `json:"duration"`   // from start to completion

	Overall     *satisfaction.Score  `json:"overall"`
	OverallStep *stat.Estimate       `json:"step_mean,omitempty"` // mean of the step scores, where they are comparable
	Target      *float64             `json:"target,omitempty"`
	Gap         *stat.Estimate       `json:"gap,omitempty"`
	Reading     satisfaction.Reading `json:"reading,omitempty"`
	Return      *Return              `json:"return"`
	Lifecycle   []StateShare         `json:"lifecycle,omitempty"`
	Balance     []Balance            `json:"balance,omitempty"`
	PartnerDrop *stat.Estimate       `json:"partner_drop,omitempty"` // share of drop-off at steps under partner control
	Change      *Change              `json:"change,omitempty"`

	Steps []Step   `json:"steps"`
	Notes []string `json:"notes,omitempty"` // what to know before reading the numbers
}

// Filter repeats what was asked.
type Filter struct {
	Where   any        `json:"where,omitempty"`
	Segment segment.ID `json:"segment,omitempty"`
	From    *time.Time `json:"from,omitempty"`
	To      *time.Time `json:"to,omitempty"`
	Channel channel.ID `json:"channel,omitempty"`
	Traits  string     `json:"traits,omitempty"` // "now"
	Per     string     `json:"per,omitempty"`    // "customer"

	Mode      channel.Mode         `json:"mode,omitempty"`
	Nature    touchpoint.Nature    `json:"nature,omitempty"`
	Direction touchpoint.Direction `json:"direction,omitempty"`
	Control   touchpoint.Control   `json:"control,omitempty"`
	Actor     journey.ActorID      `json:"actor,omitempty"`
}

// Basis says what reach rests on.
type Basis string

// The bases.
const (
	ByEvents  Basis = "events"
	ByAnswers Basis = "answers" // of those asked, who experienced it
	ByCounts  Basis = "counts"  // counted by hand
	ByNothing Basis = ""        // not observed
)

// Counts are instances by outcome. For a journey known from answers or counts
// alone only Total has a meaning and the others are nil.
type Counts struct {
	Total     int  `json:"total"`
	Completed *int `json:"completed"`
	Abandoned *int `json:"abandoned"`
	Ongoing   *int `json:"ongoing"`
	Unripe    *int `json:"unripe"` // too young to count in rates
}

// Times summarises lengths of time. MedianLoS and MedianHiS are the median's
// interval, nil when there are too few.
type Times struct {
	Of        journey.StepID `json:"of,omitempty"`    // since this step
	Until     journey.StepID `json:"until,omitempty"` // of a step without contact: until this one
	MedianS   float64        `json:"median_s"`
	MedianLoS *float64       `json:"median_lo_s,omitempty"`
	MedianHiS *float64       `json:"median_hi_s,omitempty"`
	P90S      float64        `json:"p90_s"`
	N         int            `json:"n"`
	Late      *stat.Estimate `json:"late,omitempty"`
	Promise   string         `json:"promise,omitempty"` // in words, where one exists
}

// Return tells how many completed instances were followed by another: the link
// from after to before.
type Return struct {
	Completed int            `json:"completed"`
	Returned  int            `json:"returned"` // a new instance with a visit that the customer started or that transacted something
	Reminded  int            `json:"reminded"` // a new instance in which only the company acted
	Rate      *stat.Estimate `json:"rate"`     // within WithinS, by Kaplan-Meier, since recent customers had less time
	WithinS   float64        `json:"within_s"`
	MedianS   *float64       `json:"median_s"` // of those who returned
}

// StateShare tells how many instances were begun by customers in one state of a
// lifecycle.
type StateShare struct {
	Lifecycle string            `json:"lifecycle"`
	State     lifecycle.StateID `json:"state"` // "": no rule held
	Title     string            `json:"title,omitempty"`
	Instances int               `json:"instances"`
	Share     *stat.Estimate    `json:"share"`
}

// Balance tells how often one kind of touchpoint occurs and how satisfied
// customers are with it.
type Balance struct {
	Kind         string              `json:"kind"` // push, pull, informative, transactional
	Steps        int                 `json:"steps"`
	Visits       int                 `json:"visits"`
	Satisfaction *satisfaction.Score `json:"satisfaction,omitempty"`
}

// Change is the difference to the period before, of equal length.
type Change struct {
	From         time.Time      `json:"from"`
	Completion   *stat.Estimate `json:"completion,omitempty"`
	Overall      *stat.Estimate `json:"overall,omitempty"`
	ReachRate    *stat.Estimate `json:"reach_rate,omitempty"`
	Satisfaction *stat.Estimate `json:"satisfaction,omitempty"`
}

// Step is one row.
type Step struct {
	ID          journey.StepID       `json:"id"`
	Title       string               `json:"title"`
	Phase       journey.Phase        `json:"phase"`
	Stage       string               `json:"stage"`
	Contactless bool                 `json:"contactless,omitempty"`
	Channel     channel.ID           `json:"channel,omitempty"`
	Mode        channel.Mode         `json:"mode,omitempty"`
	Nature      touchpoint.Nature    `json:"nature,omitempty"`
	Direction   touchpoint.Direction `json:"direction,omitempty"`
	Control     touchpoint.Control   `json:"control,omitempty"`
	Owner       string               `json:"owner,omitempty"`

	Observed  bool           `json:"observed"`
	Basis     Basis          `json:"basis,omitempty"`
	Reach     *int           `json:"reach"`               // instances with a visit = continued + dropped + ended + waiting
	ReachRate *stat.Estimate `json:"reach_rate"`          // of ripe instances for which the step exists
	Base      journey.StepID `json:"base,omitempty"`      // of counts: the step whose count is the whole
	Continued *int           `json:"continued"`           // last visit elsewhere
	Dropped   *int           `json:"dropped"`             // abandoned here
	Ended     *int           `json:"ended"`               // completed, last visit here
	Waiting   *int           `json:"waiting"`             // ongoing, last visit here
	DropRate  *stat.Estimate `json:"drop_rate,omitempty"` // dropped of reached, ripe instances
	Skipped   *int           `json:"skipped"`             // completed without a visit, though the step is required
	Repeats   *int           `json:"repeats"`             // instances with more than one visit
	Rework    *int           `json:"rework"`              // visits beyond the first
	Failed    *int           `json:"failed"`              // instances in which it failed
	Undated   int            `json:"undated,omitempty"`   // visits at no known time: in no duration

	FromPrevious *Times         `json:"time_from_previous"`
	Since        *Times         `json:"since,omitempty"`
	Overdue      *int           `json:"overdue,omitempty"`  // promised for a time that has passed, and not here
	Channels     map[string]int `json:"channels,omitempty"` // instances by channel used
	Switches     *int           `json:"switches,omitempty"` // instances that came from another channel

	Satisfaction *satisfaction.Score                     `json:"satisfaction"`
	Response     *stat.Estimate                          `json:"response_rate,omitempty"` // answered of reached
	ByLate       *ByLate                                 `json:"satisfaction_by_late,omitempty"`
	ByActor      map[journey.ActorID]*satisfaction.Score `json:"satisfaction_by_actor,omitempty"`
	WorstActor   journey.ActorID                         `json:"worst_actor,omitempty"`
	Emotion      *stat.Estimate                          `json:"emotion,omitempty"` // -2..+2, measured
	Feeling      *int                                    `json:"feeling,omitempty"` // -2..+2, stated

	ImportanceStated *float64             `json:"importance_stated,omitempty"`
	ImportanceAsked  *stat.Estimate       `json:"importance_asked,omitempty"`
	Target           *float64             `json:"target,omitempty"`
	Expectation      *satisfaction.Score  `json:"expectation,omitempty"`
	Gap              *stat.Estimate       `json:"gap,omitempty"`
	GapTo            string               `json:"gap_to,omitempty"` // target or expectation
	Reading          satisfaction.Reading `json:"reading,omitempty"`

	MomentOfTruth *journey.MomentOfTruth `json:"moment_of_truth,omitempty"`
	Pains         []statement.Statement  `json:"pains,omitempty"`
	Change        *Change                `json:"change,omitempty"`
	Needs         string                 `json:"needs,omitempty"` // what it would take to know more
}

// ByLate splits satisfaction by whether the promise was kept. The scores are of
// the step's own question, or of the journey's where the step has none.
type ByLate struct {
	Of     string              `json:"of"` // step or overall
	Late   *satisfaction.Score `json:"late"`
	OnTime *satisfaction.Score `json:"on_time"`

	LateAskedBefore   *stat.Estimate `json:"late_asked_before,omitempty"` // share of late ones asked before the step was reached
	OnTimeAskedBefore *stat.Estimate `json:"on_time_asked_before,omitempty"`
}
