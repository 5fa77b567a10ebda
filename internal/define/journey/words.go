// SPDX-License-Identifier: Apache-2.0

package journey

// State says whether a map shows what is or what should be.
type State string

// The states.
const (
	AsIs  State = "as-is"
	ToBe  State = "to-be"
	Ideal State = "ideal"
)

// Values lists the states.
func (State) Values() []string { return []string{string(AsIs), string(ToBe), string(Ideal)} }

// Status is where a document stands in its life.
type Status string

// The statuses.
const (
	Draft     Status = "draft"
	InReview  Status = "in-review"
	Published Status = "published"
	Archived  Status = "archived"
)

// Values lists the statuses.
func (Status) Values() []string {
	return []string{string(Draft), string(InReview), string(Published), string(Archived)}
}

// AudienceKind is the kind of people a journey is for.
type AudienceKind string

// The kinds of audience.
const (
	ForCustomers AudienceKind = "customer"
	ForEmployees AudienceKind = "employee"
	ForPartners  AudienceKind = "partner"
)

// Values lists the kinds of audience.
func (AudienceKind) Values() []string {
	return []string{string(ForCustomers), string(ForEmployees), string(ForPartners), "user", "patient", "citizen", "student"}
}

// Grain is who goes through a journey.
type Grain string

// The grains.
const (
	Person  Grain = "person"
	Account Grain = "account"
)

// Values lists the grains.
func (Grain) Values() []string { return []string{string(Person), string(Account)} }

// Phase is a step's place around the delivery.
type Phase string

// The phases, in order.
const (
	Before Phase = "before"
	During Phase = "during"
	After  Phase = "after"
)

// Values lists the phases.
func (Phase) Values() []string { return []string{string(Before), string(During), string(After)} }

// Compare is the grain at which a dated promise is compared.
type Compare string

// The grains of comparison.
const (
	ByTime Compare = "time"
	ByDay  Compare = "day"
)

// Values lists the grains of comparison.
func (Compare) Values() []string { return []string{string(ByTime), string(ByDay)} }

// Score says how answers become a score.
type Score string

// The scores.
const (
	CSAT Score = "csat" // share of the top two of five
	NPS  Score = "nps"  // promoters less detractors, of 0..10
	CES  Score = "ces"  // mean effort, with scale and direction
	Mean Score = "mean" // mean rating
)

// Values lists the scores.
func (Score) Values() []string { return []string{string(CSAT), string(NPS), string(CES), string(Mean)} }

// Reason says why a step is a moment of truth.
type Reason string

// The reasons.
const (
	FirstImpression Reason = "first-impression"
	Decision        Reason = "decision"
	Payment         Reason = "payment"
	CoreUse         Reason = "core-use"
	Handoff         Reason = "handoff"
	Wait            Reason = "wait"
	Recovery        Reason = "recovery"
	Ending          Reason = "ending"
)

// Values lists the reasons.
func (Reason) Values() []string {
	return []string{string(FirstImpression), string(Decision), string(Payment), string(CoreUse), string(Handoff), string(Wait), string(Recovery), string(Ending)}
}
