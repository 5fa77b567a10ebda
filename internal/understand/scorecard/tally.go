// SPDX-License-Identifier: Apache-2.0

package scorecard

import "github.com/wendcx/wend/internal/understand/sequence"

// row is what is counted of one step.
type row struct {
	visits                           int
	reach, reachRipe, existRipe      int
	continued, dropped, ended, waits int
	droppedRipe                      int
	skipped, repeats, rework, failed int
	undated, overdue                 int
	channels                         map[uint16]int
	switches                         int
	fromPrevious                     []float64
	previousLate, previousTimed      int
	since                            []float64
	late, timed                      int
	verdict                          map[int]verdict // instance -> was the promise kept
}

// verdict says whether a promise was kept, and when the step was reached.
type verdict struct {
	late bool
	at   int64
}

// first marks a step's first visit in the instance at hand.
type first struct {
	instance int // + 1; 0: never
	visit    int
	good     int // the first visit that did not fail; -1: none
	visits   int
	failed   bool
	channels uint64
}

// tally counts all selected instances, in one pass.
func (r *run) tally() {
	for i := range r.rows {
		r.rows[i].channels = map[uint16]int{}
		r.rows[i].verdict = map[int]verdict{}
	}
	firsts := make([]first, len(r.rows))
	for i := range r.Len() {
		if r.Has(i) {
			r.instance(i, firsts)
		}
	}
}

// instance counts one instance.
func (r *run) instance(i int, firsts []first) {
	outcome, ripe := r.Outcome(i), r.Ripe(i)
	from, to := r.Visits(i)
	var reached []int
	for v := from; v < to; v++ {
		s := r.Step(v)
		if !r.looked(v) {
			continue
		}
		if firsts[s].instance != i+1 {
			firsts[s] = first{instance: i + 1, visit: v, good: -1}
			reached = append(reached, s)
		}
		r.visit(s, v, &firsts[s])
	}
	for _, s := range reached {
		r.reached(s, i, outcome, ripe, &firsts[s])
	}
	for s := range r.rows {
		r.existing(s, i, outcome, ripe, firsts)
	}
	r.lengths(i, firsts)
}

// looked reports whether a visit passes the filters on visits.
func (r *run) looked(v int) bool {
	return (r.q.Channel == "" || r.plan.Channels[r.Channel(v)] == r.q.Channel) && (r.q.Actor == "" || r.Actor(v) == r.q.Actor)
}

// visit counts one visit.
func (r *run) visit(s, v int, f *first) {
	row := &r.rows[s]
	row.visits++
	f.visits++
	f.failed = f.failed || r.Failed(v)
	if !r.Failed(v) && f.good < 0 {
		f.good = v
	}
	if r.Undated(v) {
		row.undated++
	}
	if c := r.Channel(v); c > 0 && f.channels>>(c%64)&1 == 0 {
		f.channels |= 1 << (c % 64)
		row.channels[c]++
	}
}

// reached counts a step that the instance visited.
func (r *run) reached(s, i int, outcome sequence.Outcome, ripe bool, f *first) {
	row := &r.rows[s]
	row.reach++
	if ripe {
		row.reachRipe++
	}
	if f.visits > 1 {
		row.repeats++
		row.rework += f.visits - 1
	}
	if f.failed {
		row.failed++
	}
	last := r.Last(i)
	switch {
	case r.Step(last) != s:
		row.continued++
	case outcome == sequence.Completed:
		row.ended++
	case outcome == sequence.Abandoned:
		row.dropped++
		if ripe {
			row.droppedRipe++
		}
	default:
		row.waits++
	}
	if from, _ := r.Visits(i); f.visit > from {
		before, here := r.Channel(f.visit-1), r.Channel(f.visit)
		if before != here && before > 0 && here > 0 {
			row.switches++
		}
	}
}

// existing counts an instance for which the step exists, reached or not.
func (r *run) existing(s, i int, outcome sequence.Outcome, ripe bool, firsts []first) {
	step, row := &r.plan.Steps[s], &r.rows[s]
	if !r.existsFor(step, i) {
		return
	}
	if ripe {
		row.existRipe++
	}
	if outcome == sequence.Completed && !step.Optional && step.Observed && firsts[s].instance != i+1 {
		row.skipped++
	}
}

func (r *run) existsFor(s *sequence.Step, i int) bool {
	if len(s.For) == 0 {
		return true
	}
	for _, id := range s.For {
		if r.In(i, id) {
			return true
		}
	}
	return false
}

// lengths measures the times of one instance. A visit that failed keeps no
// promise: the time runs to the first that did not.
func (r *run) lengths(i int, firsts []first) {
	at := func(s int) (int64, bool) {
		if s < 0 || firsts[s].instance != i+1 || firsts[s].good < 0 || r.Undated(firsts[s].good) {
			return 0, false
		}
		return r.Time(i, firsts[s].good), true
	}
	for s := range r.rows {
		step, row := &r.plan.Steps[s], &r.rows[s]
		r.fromPrevious(i, s, firsts)
		promise := r.promises[s]
		here, arrived := at(promise.until)
		since, started := at(promise.of)
		if arrived && started {
			row.since = append(row.since, float64(here-since)/1e6)
		}
		v, known := promise.judge(i, since, started, here, arrived)
		switch {
		case !known:
		case arrived:
			row.timed++
			if v {
				row.late++
			}
			row.verdict[i] = verdict{late: v, at: here}
		case v && r.existsFor(step, i) && (firsts[promise.until].instance != i+1 || firsts[promise.until].good < 0):
			row.overdue++
		}
	}
}

// fromPrevious measures the time from the visit before to a step's first visit.
func (r *run) fromPrevious(i, s int, firsts []first) {
	f := &firsts[s]
	from, _ := r.Visits(i)
	if f.instance != i+1 || f.visit == from || r.Undated(f.visit) || r.Undated(f.visit-1) {
		return
	}
	row, since, here := &r.rows[s], r.Time(i, f.visit-1), r.Time(i, f.visit)
	row.fromPrevious = append(row.fromPrevious, float64(here-since)/1e6)
	if e := r.plan.Steps[s].Expected; e != nil && e.Of == "" && e.By == nil && !e.Within.IsZero() && f.good >= 0 && !r.Undated(f.good) {
		here = r.Time(i, f.good)
		late, _ := r.promises[s].judge(i, since, true, here, true)
		row.previousTimed++
		if late {
			row.previousLate++
		}
		row.verdict[i] = verdict{late: late, at: here}
	}
}
