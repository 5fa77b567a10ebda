// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"time"

	"github.com/wendcx/wend/internal/stat"
)

// ripe is how old an instance must be to count in rates: what the document says,
// else the shorter of window and p95 of the completed durations plus idle.
func (x *Instances) ripe() time.Duration {
	if given, ok := x.Plan.ripe(); ok {
		return given
	}
	return x.Plan.ripeAfter(x.durations(nil))
}

// ripe is how old instances must be where that does not hang on how long they
// took. Without idle only the window ends an instance.
func (p *Plan) ripe() (after time.Duration, ok bool) {
	if given := p.Journey.Instance.Ripe; !given.IsZero() {
		return given.Length, true
	}
	window := time.Duration(p.window) * time.Microsecond
	return window, p.idle == 0 && window > 0
}

// ripeAfter is how old instances must be by how long those took that were
// completed, in nanoseconds; it reorders them. Without window and idle nothing
// ever ends an instance, and none is ripe before the slowest twentieth would have
// completed.
func (p *Plan) ripeAfter(durations []float64) time.Duration {
	window, idle := time.Duration(p.window)*time.Microsecond, time.Duration(p.idle)*time.Microsecond
	if len(durations) == 0 {
		return window
	}
	ripe := time.Duration(stat.Select(durations, 0.95)) + idle
	if window > 0 {
		return min(window, ripe)
	}
	return ripe
}

// durations appends how long instances took that were completed.
func (x *Instances) durations(out []float64) []float64 {
	for i := range x.Len() {
		if d, ok := x.Duration(i); ok && x.live(i) {
			out = append(out, float64(d))
		}
	}
	return out
}
