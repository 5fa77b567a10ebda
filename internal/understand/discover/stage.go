// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
)

// stage is a run of steps.
type stage struct {
	title    string
	phase    journey.Phase
	from, to int // steps [from, to)
}

// narrowed is the share of a stage's instances below which the flow has become
// so narrow that another stage begins.
const narrowed = 2.0 / 3

// longStage is the most steps of a stage that is not cut any further.
const longStage = 8

// cut makes stages of the steps. A new one begins where the flow has narrowed:
// where no step that is still to come has two thirds of the instances that the
// stage began with. Typical ends, if there are several, are a stage of their own,
// and so is what comes behind them. Of a stage that is still long the parts are
// those between which the fewest instances go back.
//
// Whatever comes behind the end is after, the beginning is before if instances
// begin anew there, and all else during: the data cannot tell more.
func (d *draft) cut() {
	n := len(d.steps)
	first, last := slices.Index(d.endings, true), n-1
	for !d.endings[last] {
		last--
	}
	several := first < last
	body := last + 1
	begins := make([]bool, n+1)
	if several {
		body = first
		begins[first] = true
	}
	d.narrowing(begins, body)
	if d.again > 0 {
		begins[d.opening()] = true
	}
	begins[0], begins[last+1], begins[n] = true, true, true
	d.shorten(begins)
	d.stages = d.staged(begins, last)
	if several {
		d.titleEnds(first, last)
	}
}

// narrowing marks where the flow of the first n steps narrows.
func (d *draft) narrowing(begins []bool, n int) {
	ahead := make([]int, n+1) // instances of the most frequent step still to come
	for i := n - 1; i >= 0; i-- {
		ahead[i] = max(ahead[i+1], d.steps[i].Instances)
	}
	start := 0
	for i := 1; i < n; i++ {
		if float64(ahead[i]) < narrowed*float64(ahead[start]) {
			begins[i] = true
			start = i
		}
	}
}

// shorten cuts long stages where the fewest instances go back, of equals nearest
// to the middle; never a single step off.
func (d *draft) shorten(begins []bool) {
	from := 0
	for to := 1; to < len(begins); to++ {
		if !begins[to] {
			continue
		}
		d.halve(begins, from, to)
		from = to
	}
}

func (d *draft) halve(begins []bool, from, to int) {
	if to-from <= longStage {
		return
	}
	away := func(at int) int { return max(2*at-from-to, from+to-2*at) } // from the middle, twice
	best := from + 2
	for at := from + 3; at <= to-2; at++ {
		if back, least := d.over[at-1], d.over[best-1]; back < least || back == least && away(at) < away(best) {
			best = at
		}
	}
	begins[best] = true
	d.halve(begins, from, best)
	d.halve(begins, best, to)
}

// staged lists the stages with their phases. Those that begin behind the last
// typical end are after.
func (d *draft) staged(begins []bool, last int) (out []stage) {
	from := 0
	for to := 1; to < len(begins); to++ {
		if !begins[to] {
			continue
		}
		s := stage{title: fmt.Sprintf("Stage %d", len(out)+1), phase: journey.During, from: from, to: to}
		switch {
		case from > last:
			s.phase = journey.After
		case d.again > 0 && to <= d.opening():
			s.phase = journey.Before
		}
		out = append(out, s)
		from = to
	}
	return out
}

// titleEnds names the stage of several typical ends.
func (d *draft) titleEnds(first, last int) {
	for i := range d.stages {
		if s := &d.stages[i]; s.from == first && s.to == last+1 {
			s.title = "End"
		}
	}
}

// opening is how many steps instances begin with: those at the head of the
// order, before any typical end, with which enough of them start. The first is
// one in any case, unless it is the end.
func (d *draft) opening() int {
	starts := d.starts()
	n := 0
	for n < len(d.steps) && !d.endings[n] && (n == 0 || share(starts[n], d.instances) >= d.Limits.Step) {
		n++
	}
	return n
}
