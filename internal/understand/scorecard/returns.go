// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"slices"
	"sort"

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
	nexts := r.nextReturns()
	for i := range r.Len() {
		if !r.Has(i) || r.Outcome(i) != sequence.Completed {
			continue
		}
		out.Completed++
		done := r.Completed(i)
		watched := float64(now-done) / 1e6
		watchedFor = append(watchedFor, watched)
		at, reminded := nexts.of(i)
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

// nexts knows, of every instance, when its customer came by themselves in this or
// any later one.
type nexts struct {
	*run
	from []int64 // by instance; None: never again
}

// nextReturns fills nexts from behind: a customer's instances stand together, in
// the order of their starts.
func (r *run) nextReturns() nexts {
	n := nexts{r, make([]int64, r.Len())}
	for i := r.Len() - 1; i >= 0; i-- {
		n.from[i] = r.active(i)
		if i+1 < r.Len() && r.Customer(i+1) == r.Customer(i) && n.from[i+1] != sequence.None && (n.from[i] == sequence.None || n.from[i+1] < n.from[i]) {
			n.from[i] = n.from[i+1]
		}
	}
	return n
}

// of finds the moment of return behind a completed instance: the first visit
// that the customer started or that transacted something, in an instance begun
// later. reminded says that there were only such in which the company acted.
func (n nexts) of(i int) (at int64, reminded bool) {
	_, to := n.Of(n.Customer(i))
	later := i + 1 + sort.Search(to-i-1, func(k int) bool { return n.Start(i+1+k) > n.Completed(i) })
	if later == to {
		return sequence.None, false
	}
	return n.from[later], n.from[later] == sequence.None
}

// active returns the time of an instance's first visit by the customer's own
// doing, or None.
func (r *run) active(i int) int64 {
	from, to := r.Visits(i)
	for v := from; v < to; v++ {
		if r.plan.Steps[r.Step(v)].Active() {
			return r.Time(i, v)
		}
	}
	return sequence.None
}
