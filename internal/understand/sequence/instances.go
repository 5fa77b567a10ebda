// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"math"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/stat"
)

// None is the time of what did not happen.
const None = math.MinInt64

// Instances are the instances of a journey as columns: everything that the
// question's events made, by customer and start. Times are microseconds UTC.
// The slices are read-only.
type Instances struct {
	Plan     *Plan
	Question Question
	Position int64 // of the log, when it was read

	// One entry an instance.
	Customer  []uint32
	Value     []string // of instance.by
	Offset    []int    // visits of instance i are [Offset[i], Offset[i+1])
	Completed []int64  // when, or None
	Undated   []bool   // nobody knows when it was completed
	Member    []uint64 // bits of Plan.Segments
	Selected  []bool   // whether the question is about this instance

	// One entry a visit, those of an instance in order.
	Step    []uint16
	Time    []int64
	Key     []uint64
	Channel []uint16 // index in Plan.Channels
	Failed  []bool
	NoDate  []bool // Time only gives the visit a place in the order

	Unassigned int           // visits that belong to no instance
	Ripeness   time.Duration // how old an instance must be to count in rates

	actors  []uint8 // one a visit, where the journey has actors
	members *members
	people  *people
	valued  func() map[owned][]int // built when first needed
}

// Len is the number of instances.
func (x *Instances) Len() int { return len(x.Customer) }

// Visits returns the range of an instance's visits; it is never empty.
func (x *Instances) Visits(i int) (from, to int) { return x.Offset[i], x.Offset[i+1] }

// Start is the time of an instance's first visit.
func (x *Instances) Start(i int) int64 { return x.Time[x.Offset[i]] }

// Last is the index of an instance's last visit.
func (x *Instances) Last(i int) int { return x.Offset[i+1] - 1 }

// Outcome is what an instance came to.
type Outcome uint8

// The outcomes.
const (
	Ongoing Outcome = iota
	Completed
	Abandoned
)

// String names the outcome as documents do.
func (o Outcome) String() string {
	return [...]string{"ongoing", "completed", "abandoned"}[o]
}

// Outcome tells what an instance came to as of the question's time: completed
// once it was completed, abandoned when idle or window has run out, else
// ongoing.
func (x *Instances) Outcome(i int) Outcome {
	now := x.Question.AsOf.UnixMicro()
	switch {
	case x.Completed[i] != None:
		return Completed
	case x.Plan.idle > 0 && now-x.Time[x.Last(i)] > x.Plan.idle,
		x.Plan.window > 0 && now-x.Start(i) > x.Plan.window:
		return Abandoned
	}
	return Ongoing
}

// Ripe reports whether an instance is old enough to count in rates.
func (x *Instances) Ripe(i int) bool {
	return x.Question.AsOf.UnixMicro()-x.Start(i) >= x.Ripeness.Microseconds()
}

// Duration is the time from an instance's start to its completion; ok is false
// where it was not completed, or at no known time.
func (x *Instances) Duration(i int) (d time.Duration, ok bool) {
	if x.Completed[i] == None || x.Undated[i] || x.NoDate[x.Offset[i]] {
		return 0, false
	}
	return time.Duration(x.Completed[i]-x.Start(i)) * time.Microsecond, true
}

// In reports whether an instance's customer was in a segment that the plan
// knows.
func (x *Instances) In(i int, id segment.ID) bool { return x.Member[i]>>x.Plan.bit(id)&1 == 1 }

// ripeness is how old an instance must be: what the document says, else the
// shorter of window and p95 of the completed durations plus idle. Without idle
// only the window ends an instance; without either nothing ever does, and no
// instance is ripe before the slowest twentieth would have completed.
func (x *Instances) ripeness() time.Duration {
	if given := x.Plan.Journey.Instance.Ripe; !given.IsZero() {
		return given.Length
	}
	var durations []float64
	for i := range x.Len() {
		if d, ok := x.Duration(i); ok {
			durations = append(durations, float64(d))
		}
	}
	window := time.Duration(x.Plan.window) * time.Microsecond
	if len(durations) == 0 || x.Plan.idle == 0 && window > 0 {
		return window
	}
	slices.Sort(durations)
	ripe := time.Duration(stat.Quantile(durations, 0.95)) + time.Duration(x.Plan.idle)*time.Microsecond
	if window > 0 {
		return min(window, ripe)
	}
	return ripe
}

// Fits reports whether something a customer did or said outside any instance,
// at one moment, is what the question is about: the customer is of the journey's
// audience and in the segment asked for, and the moment in the period.
func (x *Instances) Fits(customer uint32, moment int64) bool {
	if !x.inPeriod(moment) {
		return false
	}
	member := x.members.at(customer, moment)
	if a := x.Plan.Journey.Audience; a != nil && len(a.Segments) > 0 && member&x.Plan.mask(a.Segments) == 0 {
		return false
	}
	return x.Question.Segment == "" || member>>x.Plan.bit(x.Question.Segment)&1 == 1
}

// inPeriod reports whether a moment lies in the question's period.
func (x *Instances) inPeriod(moment int64) bool {
	q := &x.Question
	return (q.From.IsZero() || moment >= q.From.UnixMicro()) && (q.To.IsZero() || moment < q.To.UnixMicro())
}

// choose marks the instances that the question is about.
func (x *Instances) choose() {
	x.Selected = make([]bool, x.Len())
	last := -1 // the last instance that fitted
	for i := range x.Selected {
		x.Selected[i] = x.inPeriod(x.Start(i)) && (x.Question.Segment == "" || x.In(i, x.Question.Segment))
		if x.Selected[i] && x.Question.PerCustomer {
			if last >= 0 && x.Customer[last] == x.Customer[i] {
				x.Selected[i] = false
			}
			last = i
		}
	}
}

// Find returns the instance and the visit that an event became, or -1.
func (x *Instances) Find(keys []uint64) map[uint64]Place {
	wanted := make(map[uint64]Place, len(keys))
	for _, k := range keys {
		wanted[k] = Place{-1, -1}
	}
	if len(wanted) == 0 {
		return wanted
	}
	for i := range x.Len() {
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			if _, ok := wanted[x.Key[v]]; ok {
				wanted[x.Key[v]] = Place{i, v}
			}
		}
	}
	return wanted
}

// Place is an instance and one of its visits; -1 is nowhere.
type Place struct{ Instance, Visit int }

// Of returns the instances of a customer, in order of start, as a range.
func (x *Instances) Of(customer uint32) (from, to int) {
	from, _ = slices.BinarySearch(x.Customer, customer)
	if customer == math.MaxUint32 {
		return from, x.Len()
	}
	to, _ = slices.BinarySearch(x.Customer[from:], customer+1)
	return from, from + to
}

// owned is a customer's value of instance.by.
type owned struct {
	customer uint32
	value    string
}

// WithValue returns the instances of a customer that have a value of
// instance.by, in order of start.
func (x *Instances) WithValue(customer uint32, value string) []int {
	return x.valued()[owned{customer, value}]
}

// byValue lists instances by their values.
func (x *Instances) byValue() map[owned][]int {
	out := map[owned][]int{}
	for i, value := range x.Value {
		if value != "" {
			key := owned{x.Customer[i], value}
			out[key] = append(out[key], i)
		}
	}
	return out
}
