// SPDX-License-Identifier: Apache-2.0

package naive

import (
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Followed is a completed instance and what followed it in another journey, or
// in its own.
type Followed struct {
	Watched   int64 // microseconds from completion to the moment of the question
	After     int64 // to the return; 0: none
	Returned  bool
	Reminded  bool
	Undated   bool
	Channel   string // of the last visit after delivery; "none" without one
	Iteration int    // of the customer
}

// Returns tells of every completed instance that a question is about what
// followed it in to.
func Returns(x, to *sequence.Instances) (out []Followed) {
	for i := range x.Len() {
		if live(x, i) && x.Has(i) && x.Outcome(i) == sequence.Completed {
			out = append(out, followed(x, to, i))
		}
	}
	return out
}

// live reports whether an instance counts at all.
func live(x *sequence.Instances, i int) bool {
	from, to := x.Of(x.Customer(i))
	return from <= i && i < to
}

func followed(x, to *sequence.Instances, i int) Followed {
	done := x.Completed(i)
	f := Followed{Watched: x.Question.AsOf.UnixMicro() - done, Undated: x.Undated(x.Completion(i))}
	returnedAt, undated := int64(sequence.None), false
	for k := range to.Len() {
		if !live(to, k) || to.Customer(k) != x.Customer(i) || to.Start(k) <= done {
			continue
		}
		f.Reminded = true
		from, end := to.Visits(k)
		for v := from; v < end; v++ {
			if to.Plan.Steps[to.Step(v)].Active() {
				if at := to.Time(k, v); returnedAt == sequence.None || at < returnedAt {
					returnedAt, undated = at, to.Undated(v)
				}
				break
			}
		}
	}
	if returnedAt != sequence.None {
		f.Returned, f.Reminded, f.After, f.Undated = true, false, returnedAt-done, f.Undated || undated
	}
	f.Channel = lastAfter(x, i, returnedAt)
	for k := 0; k <= i; k++ {
		if live(x, k) && x.Customer(k) == x.Customer(i) {
			f.Iteration++
		}
	}
	return f
}

func lastAfter(x *sequence.Instances, i int, until int64) string {
	channel := "none"
	from, to := x.Visits(i)
	for v := from; v < to; v++ {
		if x.Plan.Steps[x.Step(v)].Phase == journey.After && (until == sequence.None || x.Time(i, v) < until) {
			channel = string(x.Plan.Channels[x.Channel(v)])
		}
	}
	return channel
}
