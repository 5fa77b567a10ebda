// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"slices"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// returns follows completed instances to the customer's next instance.
func (r *run) returns() *Return {
	out := &Return{}
	var follows []stat.Follow
	var returned []float64
	now := r.q.AsOf.UnixMicro()
	var watchedFor []float64
	for i := range r.Len() {
		if !r.Selected[i] || r.Outcome(i) != sequence.Completed {
			continue
		}
		out.Completed++
		done := r.Completed[i]
		watched := float64(now-done) / 1e6
		watchedFor = append(watchedFor, watched)
		at, reminded := r.next(i)
		switch {
		case at != sequence.None:
			out.Returned++
			after := float64(at-done) / 1e6
			returned = append(returned, after)
			follows = append(follows, stat.Follow{Time: after, Happened: true})
			continue
		case reminded:
			out.Reminded++
		}
		follows = append(follows, stat.Follow{Time: watched})
	}
	if out.Completed == 0 {
		return nil
	}
	out.WithinS = r.horizon(watchedFor)
	if e, ok := stat.Incidence(follows, out.WithinS); ok {
		out.Rate = &e
	}
	if len(returned) > 0 {
		slices.Sort(returned)
		m := stat.Quantile(returned, 0.5)
		out.MedianS = &m
	}
	return out
}

// horizon is how far a rate of return looks: as long as a tenth of the instances
// were watched, for beyond that it would hang on a few, and within the journey's
// window.
func (r *run) horizon(watched []float64) float64 {
	slices.Sort(watched)
	long := stat.Quantile(watched, 0.9)
	if w := r.journey.Window().Seconds(); w > 0 {
		return min(long, w)
	}
	return long
}

// next finds the moment of return behind a completed instance: the first visit
// that the customer started or that transacted something, in an instance begun
// later. reminded says that there was only one in which the company acted.
func (r *run) next(i int) (at int64, reminded bool) {
	done := r.Completed[i]
	from, to := r.Of(r.Customer[i])
	at = sequence.None
	for k := from; k < to; k++ {
		if k == i || r.Start(k) <= done {
			continue
		}
		moment := r.active(k)
		switch {
		case moment == sequence.None:
			reminded = true
		case at == sequence.None || moment < at:
			at = moment
		}
	}
	return at, reminded
}

// active returns the time of an instance's first visit by the customer's own
// doing, or None.
func (r *run) active(i int) int64 {
	from, to := r.Visits(i)
	for v := from; v < to; v++ {
		if r.plan.Steps[r.Step[v]].Active() {
			return r.Time[v]
		}
	}
	return sequence.None
}
