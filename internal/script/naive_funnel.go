// SPDX-License-Identifier: Apache-2.0

package script

import (
	"fmt"
	"math"
	"slices"

	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// naiveFunnel answers funnel and histogram.
func naiveFunnel(x *sequence.Instances, q *Question) (*Table, error) {
	spec := &naive.FunnelSpec{Order: q.Order, Window: q.window().Microseconds(), PerCustomer: q.Per == "customer", From: math.MinInt64, To: math.MaxInt64}
	if !q.Period[0].IsZero() {
		spec.From, spec.To = q.Period[0].UnixMicro(), q.Period[1].UnixMicro()
	}
	for _, s := range q.Steps {
		spec.Steps, spec.Optional = append(spec.Steps, called(x.Plan, s.Any)), append(spec.Optional, s.Optional)
	}
	for _, e := range q.Excluding {
		since, until := q.between(e)
		spec.Exclusions = append(spec.Exclusions, naive.FunnelExclusion{Steps: []string{e.Step}, From: since - 1, To: until - 1})
	}
	found := naive.Funnel(x, spec)
	if q.Verb == "histogram" {
		return naiveHistogram(found, q), nil
	}
	out := newTable("step count mean median")
	out.part = true // ripeness is not among what it tells
	for k, s := range q.Steps {
		times := hops(found, k, required(q, k))
		out.add(q.label(k, s), reached(found, k), average(times), middle(times))
	}
	return out, nil
}

// called are the names of steps, all with nil.
func called(p *sequence.Plan, names []string) []string {
	if names != nil {
		return names
	}
	for i := range p.Steps {
		names = append(names, string(p.Steps[i].ID))
	}
	return names
}

// label is what a funnel's step is called: without an order the k-th is having
// been at k different ones.
func (q *Question) label(k int, s Step) string {
	if q.Order == "unordered" {
		return fmt.Sprintf("any-%d", k+1)
	}
	return s.Name
}

// required is the required step before another; -1 before the first.
func required(q *Question, k int) int {
	for k--; k > 0 && q.Steps[k].Optional; k-- {
	}
	return k
}

// at finds a step in a chain.
func at(f naive.Funnelled, k int) (naive.FunnelMoment, bool) {
	for _, m := range f.Reached {
		if m.Step == k {
			return m, true
		}
	}
	return naive.FunnelMoment{}, false
}

func reached(found []naive.Funnelled, k int) (n int) {
	for _, f := range found {
		if _, ok := at(f, k); ok {
			n++
		}
	}
	return n
}

// hops are the times, in seconds, to a step from another.
func hops(found []naive.Funnelled, k, from int) (out []float64) {
	for _, f := range found {
		a, ok := at(f, from)
		if b, also := at(f, k); ok && also && !a.Undated && !b.Undated {
			out = append(out, float64(b.Time-a.Time)/1e6)
		}
	}
	return out
}

// naiveHistogram counts times to convert in bins of whole seconds.
func naiveHistogram(found []naive.Funnelled, q *Question) *Table {
	out := newTable(histogramColumns)
	times := hops(found, len(q.Steps)-1, 0)
	if len(times) == 0 {
		return out
	}
	bins := q.Bins
	for bins == 0 || q.Bins == 0 && bins*bins*bins < len(times) {
		bins++
	}
	width := max(1, math.Ceil((slices.Max(times)-slices.Min(times))/float64(bins)))
	for b := range bins + 1 {
		from, n := slices.Min(times)+float64(b)*width, 0
		for _, t := range times {
			if t >= from && t < from+width {
				n++
			}
		}
		out.add(seconds(from), n, average(times))
	}
	return out
}

// average is the mean of times; nil of none.
func average(times []float64) *float64 {
	if len(times) == 0 {
		return nil
	}
	sum := 0.0
	for _, t := range times {
		sum += t
	}
	sum /= float64(len(times))
	return &sum
}
