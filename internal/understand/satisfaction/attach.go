// SPDX-License-Identifier: Apache-2.0

package satisfaction

import (
	"slices"
	"sort"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// attacher finds the instance that an answer belongs to.
type attacher struct {
	x      *sequence.Instances
	about  map[uint64]sequence.Place // events that answers name
	visits []int64                   // by instance: the latest visit in it or in one of the customer's before
}

// newAttacher looks over the instances once, so that finding one among a
// customer's many is quick.
func newAttacher(x *sequence.Instances, about map[uint64]sequence.Place) *attacher {
	a := &attacher{x: x, about: about, visits: make([]int64, x.Len())}
	for i := range a.visits {
		a.visits[i] = x.End(i)
		if i > 0 && x.Customer(i-1) == x.Customer(i) {
			a.visits[i] = max(a.visits[i], a.visits[i-1])
		}
	}
	return a
}

// attach sets the answer's instance and visit, or leaves it unattached.
func (a *attacher) attach(r *raw, ask Ask) {
	if r.journey != "" && r.journey != string(a.x.Plan.Journey.ID) {
		return
	}
	if p, ok := a.about[r.Key]; ok && p.Instance >= 0 { // the answer is evidence itself
		r.Instance, r.Visit = p.Instance, p.Visit
		return
	}
	if r.message != "" {
		p := a.about[event.KeyOf(event.SourceID(r.source), r.message)]
		r.Instance, r.Visit = p.Instance, p.Visit
		return
	}
	steps := ask.Steps
	if r.step != "" {
		steps = a.named(r.step)
	}
	r.Instance, r.Visit = a.lastVisit(r, steps)
}

// named returns the step that an answer says it is about, as a list.
func (a *attacher) named(id string) []int {
	i := slices.IndexFunc(a.x.Plan.Steps, func(s sequence.Step) bool { return string(s.ID) == id })
	return []int{i}
}

// lastVisit finds the customer's last visit at or before the answer, within
// reach, to one of the steps (to any, with none). Among equals the instance that
// started last has it.
func (a *attacher) lastVisit(r *raw, steps []int) (instance, visit int) {
	instance, visit = -1, -1
	try := func(i int) {
		v := a.before(i, r.Time, steps)
		if v >= 0 && r.Time-a.x.Time(i, v) <= reach && (visit < 0 || a.x.Time(i, v) > a.x.Time(instance, visit)) {
			instance, visit = i, v
		}
	}
	if r.value != "" {
		for _, i := range slices.Backward(a.x.WithValue(r.Customer, r.value)) {
			try(i)
		}
		return instance, visit
	}
	from, to := a.x.Of(r.Customer)
	begun := sort.Search(to-from, func(k int) bool { return a.x.Start(from+k) > r.Time })
	for i := from + begun - 1; i >= from && r.Time-a.visits[i] <= reach; i-- {
		if visit >= 0 && a.visits[i] <= a.x.Time(instance, visit) {
			break // none before has a later visit
		}
		try(i)
	}
	return instance, visit
}

// before returns an instance's last visit at or before t to one of the steps.
func (a *attacher) before(i int, t int64, steps []int) int {
	from, to := a.x.Visits(i)
	n := sort.Search(to-from, func(k int) bool { return a.x.Time(i, from+k) > t })
	for v := from + n - 1; v >= from; v-- {
		if len(steps) == 0 || slices.Contains(steps, a.x.Step(v)) {
			return v
		}
	}
	return -1
}
