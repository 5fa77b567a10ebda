// SPDX-License-Identifier: Apache-2.0

// Package journey holds the journey document, "wend: journey/v1": the map that
// people draw and the query that the engine runs, in one. It parses documents
// with the place of every mistake, validates them against their workspace,
// writes them back, digests them and tells what changed between two versions.
package journey

import (
	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/touchpoint"
)

// Kind is what the first line of a journey document says.
const Kind = "journey/v1"

// ID names a journey within its workspace; it is never reused.
type ID string

// StepID names a step within its journey; it is stable across versions.
type StepID string

// ActorID names the role a person plays in an account's journey.
type ActorID string

// Journey is a designed sequence of steps towards a customer's goal. The zero
// value of every field means "not said". A Journey is read by many goroutines
// at once and never changed after Decode.
type Journey struct {
	ID       ID              `yaml:"id" jsonschema:"pattern=^[a-z0-9][a-z0-9-]*$" jsonschema_description:"Unique in the workspace, never reused. Default: made from the title."`
	Title    string          `yaml:"title" jsonschema:"required" jsonschema_description:"In the customer's words: I buy hiking gear online."`
	Goal     string          `yaml:"goal" jsonschema_description:"What the customer wants to reach."`
	Scenario string          `yaml:"scenario" jsonschema_description:"The situation this map is drawn for."`
	Promise  string          `yaml:"promise" jsonschema_description:"What we want customers to say afterwards."`
	Scope    *Scope          `yaml:"scope,flow" jsonschema_description:"Where the journey begins and ends, in words."`
	State    State           `yaml:"state" jsonschema_description:"Default: as-is."`
	Improves ID              `yaml:"improves" jsonschema_description:"Of a to-be or ideal journey: the as-is journey it improves."`
	Status   Status          `yaml:"status" jsonschema_description:"Default: draft."`
	Audience *Audience       `yaml:"audience,flow" jsonschema_description:"Whose journey it is."`
	Actors   []ActorID       `yaml:"actors,flow" jsonschema_description:"Roles in a journey of an account, as in fleet-manager, driver."`
	Grain    Grain           `yaml:"grain" jsonschema_description:"Who goes through it: a person, or an account whose people share one instance. Default: person."`
	Owner    string          `yaml:"owner" jsonschema_description:"Who answers for the journey."`
	Review   *Review         `yaml:"review,flow" jsonschema_description:"How often the map is looked at; one that nobody looked at is stale."`
	Instance Instance        `yaml:"instance" jsonschema_description:"How one customer's visits become instances."`
	Overall  *Overall        `yaml:"overall" jsonschema_description:"Satisfaction with the journey as a whole, asked once at its end."`
	Value    *Value          `yaml:"value,flow" jsonschema_description:"What an instance is worth."`
	Ignore   statement.Texts `yaml:"ignore,flow" jsonschema_description:"Events known to be no touchpoints."`
	Phases   Phases          `yaml:"phases" jsonschema:"required" jsonschema_description:"Before, during and after the delivery of the product or service."`
	Links    []Link          `yaml:"links" jsonschema_description:"Flow beyond the listed order."`

	Parking []statement.Statement `yaml:"parking" jsonschema_description:"The parking lot: what came from another map and has no place here yet."`
}

// Scope says in words where a journey begins and ends.
type Scope struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

// Audience is whose journey it is.
type Audience struct {
	Kind     AudienceKind `yaml:"kind" jsonschema_description:"Default: customer."`
	Personas []persona.ID `yaml:"personas,flow" jsonschema_description:"Personas the map is drawn for."`
	Segments []segment.ID `yaml:"segments,flow" jsonschema_description:"Whose visits make instances: customers in any of these. None: everybody."`
}

// Review is the date of the last review and the time to the next.
type Review struct {
	Every calendar.Span `yaml:"every" jsonschema_description:"As in 90d."`
	Last  string        `yaml:"last" jsonschema_description:"Date of the last review, as 2026-05-02."`
}

// Instance says how visits become instances.
type Instance struct {
	By        *By           `yaml:"by,flow" jsonschema_description:"One instance per value of a property: an order, a booking, a claim."`
	Starts    Starts        `yaml:"starts" jsonschema_description:"Steps that may start an instance. Default: any."`
	Completes []StepID      `yaml:"completes,flow" jsonschema_description:"Reaching one of these completes the instance. Default: the last required step with evidence."`
	Idle      calendar.Span `yaml:"idle" jsonschema_description:"A longer silence ends the instance. Default: 30d."`
	Window    calendar.Span `yaml:"window" jsonschema_description:"No instance is longer. Default: 365d."`
	Ripe      calendar.Span `yaml:"ripe" jsonschema_description:"How old an instance must be to count in rates. Default: from the data."`
}

// By names the property whose values part the instances of one customer.
type By struct {
	Property string `yaml:"property" jsonschema:"required"`
}

// Overall is the question about the journey as a whole.
type Overall struct {
	Question `yaml:",inline"`
	Target   Target `yaml:"target,flow" jsonschema_description:"The level wanted, on the scale of the score."`
}

// Question names a survey question and how its answers are scored.
type Question struct {
	Survey   string `yaml:"survey" jsonschema:"required" jsonschema_description:"Id of the survey."`
	Question string `yaml:"question" jsonschema:"required" jsonschema_description:"Id of the question in the survey."`
	Score    Score  `yaml:"score" jsonschema_description:"How answers become a score. Default: as the answers say."`
	Scale    *Scale `yaml:"scale,flow" jsonschema_description:"The scale, where the survey does not say it."`
}

// Scale is the range of an answer. Direction is "up" when a high value is good.
type Scale struct {
	Min       float64 `yaml:"min"`
	Max       float64 `yaml:"max"`
	Direction string  `yaml:"direction" jsonschema:"enum=up,enum=down"`
}

// Value is what an instance is worth: a property of an event, summed.
type Value struct {
	Event    string `yaml:"event" jsonschema:"required"`
	Property string `yaml:"property" jsonschema:"required"`
	Currency string `yaml:"currency" jsonschema_description:"ISO code, as in EUR."`
}

// Phases are the three phases around the delivery.
type Phases struct {
	Before []Stage `yaml:"before"`
	During []Stage `yaml:"during"`
	After  []Stage `yaml:"after"`
}

// Stage is a named group of steps inside a phase.
type Stage struct {
	Title string `yaml:"stage" jsonschema:"required" jsonschema_description:"Free text: Discover, Choose, Pay."`
	Steps []Step `yaml:"steps"`
}

// Link is flow beyond the listed order: a branch or a loop.
type Link struct {
	From  StepID `yaml:"from" jsonschema:"required"`
	To    StepID `yaml:"to" jsonschema:"required"`
	Label string `yaml:"label"`
}

// Step is one thing that happens to or is done by the customer.
type Step struct {
	ID          StepID                 `yaml:"id" jsonschema:"pattern=^[a-z0-9][a-z0-9-]*$" jsonschema_description:"Unique in the journey, stable. Default: made from the title."`
	Title       string                 `yaml:"title" jsonschema:"required" jsonschema_description:"In the customer's words: Checks out and pays."`
	Description string                 `yaml:"description" jsonschema_description:"More, for people."`
	Touchpoint  *touchpoint.Touchpoint `yaml:"touchpoint,flow" jsonschema_description:"The interaction; none for a contactless step."`
	Contactless bool                   `yaml:"contactless" jsonschema_description:"A step without contact: waiting, travelling, using, a friend's advice."`
	Control     touchpoint.Control     `yaml:"control" jsonschema_description:"Who can change a contactless step."`

	Actor      ActorID      `yaml:"actor" jsonschema_description:"Whose step it is in an account's journey."`
	For        []segment.ID `yaml:"for,flow" jsonschema_description:"The step exists for these segments only."`
	Optional   bool         `yaml:"optional" jsonschema_description:"May be skipped."`
	Repeatable bool         `yaml:"repeatable" jsonschema_description:"May repeat."`
	Replaces   []StepID     `yaml:"replaces,flow" jsonschema_description:"Of a to-be step: the as-is steps it takes the place of."`

	Evidence     []Evidence    `yaml:"evidence" jsonschema_description:"Events and answers that prove a customer was here. None: the step is unobserved."`
	Alternatives []Alternative `yaml:"alternatives" jsonschema_description:"The same step on other channels."`
	Fails        []Evidence    `yaml:"fails" jsonschema_description:"Events that prove the step went wrong."`
	Counts       *Counts       `yaml:"counts,flow" jsonschema_description:"Hand-counted volumes, where nothing is recorded."`

	Expected      *Expected      `yaml:"expected,flow" jsonschema_description:"How soon the step should follow, or the date promised for it."`
	MomentOfTruth *MomentOfTruth `yaml:"moment_of_truth,flow" jsonschema_description:"This step makes or breaks the relation."`
	Importance    *Importance    `yaml:"importance,flow" jsonschema_description:"Stated importance, 1 to 5."`
	Target        Target         `yaml:"target,flow" jsonschema_description:"Level wanted, on the scale of the step's own score."`
	Satisfaction  *Question      `yaml:"satisfaction,flow" jsonschema_description:"The question that measures performance here."`
	Expectation   *Question      `yaml:"expectation,flow" jsonschema_description:"The question that asks for the level wanted."`
	Emotion       *Question      `yaml:"emotion,flow" jsonschema_description:"The question about feelings, where one is asked."`

	Owner     string                `yaml:"owner" jsonschema_description:"Who answers for the step."`
	Feeling   *Feeling              `yaml:"feeling,flow" jsonschema_description:"The stated emotion."`
	Does      statement.Texts       `yaml:"does,flow"`
	Thinks    statement.Texts       `yaml:"thinks,flow"`
	Needs     statement.Texts       `yaml:"needs,flow"`
	Questions statement.Texts       `yaml:"questions,flow"`
	Pains     []statement.Statement `yaml:"pains"`
	Gains     []statement.Statement `yaml:"gains"`
	Ideas     []statement.Statement `yaml:"ideas"`
	Quotes    []Quote               `yaml:"quotes"`
	Backstage *Backstage            `yaml:"backstage,flow" jsonschema_description:"Blueprint lanes."`
}

// Alternative is the same step on another channel.
type Alternative struct {
	touchpoint.Touchpoint `yaml:",inline"`
	Evidence              []Evidence `yaml:"evidence"`
}

// Counts says where hand-counted volumes of a step come from.
type Counts struct {
	Source string `yaml:"source" jsonschema_description:"Who or what counts. Default: manual."`
	Unit   string `yaml:"unit" jsonschema_description:"What is counted. Default: customers."`
	Every  string `yaml:"every" jsonschema:"enum=day,enum=week,enum=month" jsonschema_description:"How often."`
}

// Expected is a promise about time: within a length of time from the previous
// observed step, or from step Of; or by a date that an event of the instance
// carries.
type Expected struct {
	Within   calendar.Span `yaml:"within" jsonschema_description:"How soon, as in 10m or 2 working days."`
	Of       StepID        `yaml:"of" jsonschema_description:"From this step on. Default: the previous observed step."`
	Calendar calendar.ID   `yaml:"calendar" jsonschema_description:"The calendar that working time is counted by."`
	By       *Promise      `yaml:"by,flow" jsonschema_description:"A dated promise."`
	Compare  Compare       `yaml:"compare" jsonschema_description:"Grain of a dated promise: with day, arriving on the promised day is on time. Default: time."`
	Zone     string        `yaml:"zone" jsonschema_description:"Time zone in which days are compared. Default: the workspace's."`
}

// Promise is a property of an event that holds a date or a time.
type Promise struct {
	Event    string `yaml:"event" jsonschema:"required"`
	Property string `yaml:"property" jsonschema:"required"`
}

// Quote is what somebody said.
type Quote struct {
	Text   string `yaml:"text" jsonschema:"required"`
	Source string `yaml:"source"`
	Date   string `yaml:"date"`
}

// Backstage are the lanes of a service blueprint below the customer's.
type Backstage struct {
	Frontstage statement.Texts `yaml:"frontstage,flow"`
	Backstage  statement.Texts `yaml:"backstage,flow"`
	Support    statement.Texts `yaml:"support,flow"`
}
