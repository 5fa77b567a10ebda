// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"math"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
)

// None is the time of what did not happen.
const None = math.MinInt64

// Instances are the instances of a journey as columns: six bytes a visit and
// sixteen an instance where nothing unusual occurs. Instances of a customer
// stand together, in the order of their starts. Where customers changed after
// the first reading, their instances stand anew at the end and the former ones
// are no longer live: every method that looks for instances minds it, and so
// does Has. Times are microseconds UTC. An Instances is immutable and safe for
// concurrent use.
type Instances struct {
	Plan     *Plan
	Question Question
	Position int64 // of the log, when it was read

	Unit    int64    // microseconds of a unit of Columns.Time
	Manners []Manner // what the visits' manners refer to

	narrow *Columns[uint8, uint32] // one of the two is nil
	wide   *Columns[uint16, int64]
	rows
	blocks []run // stretches in which customers ascend
	dead   Set   // instances of customers who stand anew further behind; nil: none
	chosen Set   // instances that the question is about; nil: all there are

	Unassigned int // visits that belong to no instance

	members  *members
	people   *people
	loose    layered[int] // unassigned visits by customer, where there are any
	ripeness func() time.Duration
	valued   func() map[owned][]int
	latest   func() int64
	read     int64 // the time of the last visit that was read, of an instance or not
	until    int64 // no visit is missing that happened until then
	lineage  *lineage
	ground   ground
	kept     *kept
}

// completedBit marks completed instances in their mask.
const completedBit = 1 << 31

// TiedBit marks in the masks those instances two of whose visits were at the same time.
const TiedBit = 1 << 30

// MaskSteps is how many steps have a bit of their own in masks.
const MaskSteps = 30

// MaskOf is the bit that instances which visited a step have in their Mask. From
// MaskSteps on several share a bit.
func MaskOf(step int) uint32 { return 1 << (step % MaskSteps) }

// Mask tells which steps an instance may have visited; see MaskOf.
func (x *Instances) Mask(i int) uint32 { return x.marks[i] &^ (completedBit | TiedBit) }

// Masks are the masks of all instances, with TiedBit, and a bit of its own on top.
func (x *Instances) Masks() []uint32 { return x.marks }

// Narrow returns the visits in the narrow layout, nil where they need the wide
// one.
func (x *Instances) Narrow() *Columns[uint8, uint32] { return x.narrow }

// Wide returns the visits in the wide layout, nil where the narrow one does.
func (x *Instances) Wide() *Columns[uint16, int64] { return x.wide }

// Offsets are the places at which instances' visits begin, with one more behind
// the last.
func (x *Instances) Offsets() []uint32 { return x.offset }

// Len is the number of instances, live or not.
func (x *Instances) Len() int { return len(x.customer) }

// Has reports whether the question is about an instance.
func (x *Instances) Has(i int) bool { return x.chosen == nil || x.chosen.Has(i) }

// Chosen is the set of instances that the question is about; nil where it is
// about all there are.
func (x *Instances) Chosen() Set { return x.chosen }

// live reports whether an instance counts at all.
func (x *Instances) live(i int) bool { return x.dead == nil || !x.dead.Has(i) }

// Visits returns the range of an instance's visits; it is never empty.
func (x *Instances) Visits(i int) (from, to int) { return int(x.offset[i]), int(x.offset[i+1]) }

// Last is the index of an instance's last visit.
func (x *Instances) Last(i int) int { return int(x.offset[i+1]) - 1 }

// Customer is the number of an instance's customer.
func (x *Instances) Customer(i int) uint32 { return x.customer[i] }

// Value is what an instance's visits share as instance.by, "" for none.
func (x *Instances) Value(i int) string {
	if x.value == nil {
		return ""
	}
	return x.values[x.value[i]]
}

// Step is the index of a visit's step.
func (x *Instances) Step(v int) int {
	if x.narrow != nil {
		return int(x.narrow.Step[v])
	}
	return int(x.wide.Step[v])
}

// Manner is how a visit happened.
func (x *Instances) Manner(v int) *Manner {
	if x.narrow != nil {
		return &x.Manners[x.narrow.Manner[v]]
	}
	return &x.Manners[x.wide.Manner[v]]
}

// Channel is the index of a visit's channel in Plan.Channels.
func (x *Instances) Channel(v int) uint16 { return x.Manner(v).Channel }

// Failed reports whether a visit failed.
func (x *Instances) Failed(v int) bool { return x.Manner(v).Failed }

// Undated reports whether a visit's time only gives it a place in the order.
func (x *Instances) Undated(v int) bool { return x.Manner(v).Undated }

// Base is the moment from which the times of an instance's visits count.
func (x *Instances) Base(i int) int64 { return x.origin + int64(x.base[i])*1e6 }

// Time is when a visit of an instance was.
func (x *Instances) Time(i, v int) int64 {
	if x.narrow != nil {
		return x.Base(i) + int64(x.narrow.Time[v])*x.Unit
	}
	return x.Base(i) + x.wide.Time[v]*x.Unit
}

// Start is the time of an instance's first visit.
func (x *Instances) Start(i int) int64 { return x.Time(i, int(x.offset[i])) }

// End is the time of an instance's last visit.
func (x *Instances) End(i int) int64 { return x.Time(i, x.Last(i)) }

// Key is the identity of the event that a visit was, where the question wants
// events, else 0.
func (x *Instances) Key(v int) uint64 {
	if x.key == nil {
		return 0
	}
	return x.key[v]
}

// Completion is the visit that completed an instance, or -1.
func (x *Instances) Completion(i int) int {
	if x.marks[i]&completedBit == 0 {
		return -1
	}
	for v := int(x.offset[i]); v < int(x.offset[i+1]); v++ {
		if x.Manner(v).Completes {
			return v
		}
	}
	return -1
}

// Completed is when an instance was completed, or None.
func (x *Instances) Completed(i int) int64 {
	if v := x.Completion(i); v >= 0 {
		return x.Time(i, v)
	}
	return None
}

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
	if x.marks[i]&completedBit != 0 {
		return Completed
	}
	now, p := x.Question.AsOf.UnixMicro(), x.Plan
	if p.idle > 0 && now-x.End(i) > p.idle || p.window > 0 && now-x.Start(i) > p.window {
		return Abandoned
	}
	return Ongoing
}

// Ripeness is how old an instance must be to count in rates.
func (x *Instances) Ripeness() time.Duration { return x.ripeness() }

// Ripe reports whether an instance is old enough to count in rates.
func (x *Instances) Ripe(i int) bool {
	return x.Question.AsOf.UnixMicro()-x.Start(i) >= x.ripeness().Microseconds()
}

// Duration is the time from an instance's start to its completion; ok is false
// where it was not completed, or at no known time.
func (x *Instances) Duration(i int) (d time.Duration, ok bool) {
	v := x.Completion(i)
	if v < 0 || x.Undated(v) || x.Undated(int(x.offset[i])) {
		return 0, false
	}
	return time.Duration(x.Time(i, v)-x.Start(i)) * time.Microsecond, true
}

// In reports whether an instance's customer was in a segment that the plan
// knows.
func (x *Instances) In(i int, id segment.ID) bool {
	return x.member != nil && x.member[i]>>x.Plan.bit(id)&1 == 1
}

// Find returns the instance and the visit that each event became, or -1. The
// question must want events.
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
			if _, ok := wanted[x.Key(v)]; ok && x.live(i) {
				wanted[x.Key(v)] = Place{i, v}
			}
		}
	}
	return wanted
}

// Place is an instance and one of its visits; -1 is nowhere.
type Place struct{ Instance, Visit int }

// Of returns the instances of a customer, in order of start, as a range.
func (x *Instances) Of(customer uint32) (from, to int) {
	for _, b := range slices.Backward(x.blocks) {
		at, found := slices.BinarySearch(x.customer[b.from:b.to], customer)
		if from = b.from + at; !found || !x.live(from) {
			continue
		}
		for to = from; to < b.to && x.customer[to] == customer; to++ {
		}
		return from, to
	}
	return 0, 0
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
	for i := range x.Len() {
		if value := x.Value(i); value != "" && x.live(i) {
			key := owned{x.customer[i], value}
			out[key] = append(out[key], i)
		}
	}
	return out
}

// Bytes is what the columns take: each visit and each instance, not counting keys,
// values and segments where a question needs them.
func (x *Instances) Bytes() (visits, instances int64) {
	var plain kinds
	return plain.size(x.wide != nil, int(x.offset[x.Len()]), 0), plain.size(false, 0, x.Len())
}

// size is how many bytes the columns take, with keys, values and segments.
func (x *Instances) size() int64 {
	return x.kinds().size(x.wide != nil, int(x.offset[x.Len()]), x.Len())
}

// held is about how much memory x takes: of columns in files a sixteenth, for what
// is kept beside them.
func (x *Instances) held() int64 {
	if len(x.ground.files) > 0 {
		return x.size() / 16
	}
	return x.size()
}

// Latest is the time of the latest visit there is, or None.
func (x *Instances) Latest() int64 { return x.latest() }

func (x *Instances) lastTime() int64 {
	last := int64(None)
	for i := range x.Len() {
		if x.live(i) {
			last = max(last, x.End(i))
		}
	}
	return last
}

// Members are, by instance, the segments that its customer was in when it
// started, a bit each in the order of Plan.Segments; nil where the plan knows
// none.
func (x *Instances) Members() []uint64 { return x.member }
