// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Durations tell how long instances take: from the first visit to the last, of
// all and by what they came to, and from the first visit to completion.
type Durations struct {
	Instances    int       `json:"instances"`
	All          *Duration `json:"all"` // each nil where there is no such instance
	Completed    *Duration `json:"completed"`
	Abandoned    *Duration `json:"abandoned"`
	Ongoing      *Duration `json:"ongoing"` // so far
	ToCompletion *Duration `json:"to_completion"`
}

// Duration is how long some instances take. All but Instances is of those whose
// two ends are at known times; without any, only Instances is known.
type Duration struct {
	Instances int `json:"instances"`
	Times
	MinS *float64 `json:"min_s"`
	P25S *float64 `json:"p25_s"`
	P75S *float64 `json:"p75_s"`
	P95S *float64 `json:"p95_s"`
	MaxS *float64 `json:"max_s"`
	Bins []Bin    `json:"bins"` // from the first with any to the last
}

// median is the median with its interval; nil where there is none.
func (d *Duration) median() *stat.Estimate {
	if d == nil {
		return nil
	}
	return d.Times.median()
}

// Bin is a range of lengths of time. All answers have the same, so that they can
// be laid side by side.
type Bin struct {
	FromS float64       `json:"from_s"`
	ToS   *float64      `json:"to_s"` // exclusive; nil: without end
	Count int           `json:"count"`
	Share stat.Estimate `json:"share"` // of the lengths known
}

// DurationsOf measures the selected instances. The error is the context's.
//
//	u: view@0 pay@5m, v: view@0  →  all: n 2, mean 150 s, median 150 s; completed: n 1, 300 s
func DurationsOf(ctx context.Context, x *sequence.Instances) (*Durations, error) {
	if c := x.Narrow(); c != nil {
		return durations(ctx, x, c)
	}
	return durations(ctx, x, x.Wide())
}

// The groups of durations; the others are those of the outcomes.
const (
	allInstances = 3
	toCompletion = 4
	spans        = 5
)

func durations[S uint8 | uint16, T uint32 | int64](ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T]) (*Durations, error) {
	w := want(0, 0.25, 0.75, 0.9, 0.95, 1)
	k, spreads, err := measure(ctx, x, someOf(x), spans, w, spanning(x, c))
	if err != nil {
		return nil, err
	}
	of := func(group int) *Duration {
		if k.instances[group] == 0 {
			return nil
		}
		d := &Duration{Instances: k.instances[group], Times: spreads[group].times(w, x.Unit), Bins: binned(k.bins[group][:])}
		if s := &spreads[group]; s.n > 0 {
			d.MinS, d.P25S, d.P75S = s.quantile(0, x.Unit), s.quantile(0.25, x.Unit), s.quantile(0.75, x.Unit)
			d.P95S, d.MaxS = s.quantile(0.95, x.Unit), s.quantile(1, x.Unit)
		}
		return d
	}
	return &Durations{
		Instances: k.instances[allInstances], All: of(allInstances), ToCompletion: of(toCompletion),
		Completed: of(int(sequence.Completed)), Abandoned: of(int(sequence.Abandoned)), Ongoing: of(int(sequence.Ongoing)),
	}, nil
}
