// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"
)

// raced are the median seconds that each side took for each question.
type raced [len(questions)][]float64

// race lets the sides answer all questions, in turn and warm, and compares every
// answer with the first side's; a side may say nothing. The sides take turns in going
// first.
func race(ctx context.Context, sides []side, asks int) (out raced, err error) {
	var right [len(questions)][]string
	var took [len(questions)][][]float64
	for run := -1; run < asks; run++ { // the first warms up and is not counted
		for _, q := range questions {
			took[q] = slices.Grow(took[q], len(sides))[:len(sides)]
			for k := range sides {
				i := (k + max(run, 0)) % len(sides)
				seconds, rows, err := timed(ctx, sides[i], q)
				if err != nil {
					return out, err
				}
				if run < 0 && i == 0 {
					right[q] = rows
				}
				if rows != nil {
					if err := agree(q, sides[0], sides[i], right[q], rows); err != nil {
						return out, err
					}
				}
				if run >= 0 {
					took[q][i] = append(took[q][i], seconds)
				}
			}
		}
	}
	for _, q := range questions {
		for i, s := range sides {
			out[q] = append(out[q], middle(took[q][i]))
			fmt.Fprintf(os.Stderr, "%-45s %-10s %s\n", q, s, span(out[q][i]))
		}
	}
	return out, nil
}

// timed asks a side once.
func timed(ctx context.Context, s side, q question) (seconds float64, rows []string, err error) {
	began := time.Now()
	a, err := s.ask(ctx, q)
	seconds = time.Since(began).Seconds()
	if err != nil {
		return 0, nil, err
	}
	if a == nil {
		return seconds, nil, nil
	}
	return seconds, a(), nil
}

// middle is the median; it sorts its input.
func middle(seconds []float64) float64 {
	slices.Sort(seconds)
	n := len(seconds)
	return (seconds[(n-1)/2] + seconds[n/2]) / 2
}

// clock returns the median seconds of some runs.
func clock(runs int, do func() error) (float64, error) {
	took := make([]float64, runs)
	for i := range took {
		began := time.Now()
		if err := do(); err != nil {
			return 0, err
		}
		took[i] = time.Since(began).Seconds()
	}
	return middle(took), nil
}
