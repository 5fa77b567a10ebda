// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"
)

// question is one of the questions that every side answers.
type question int

// The questions.
const (
	funnel      question = iota // how many customers reached each of five steps, in order, within seven days
	transitions                 // which steps follow each other directly: how often, and the exact median time between
	variants                    // the twenty most frequent paths
	tiered                      // the funnel by segment
)

var questions = [...]question{funnel, transitions, variants, tiered}

// String says the question as the report does.
func (q question) String() string {
	return [...]string{
		"q1: funnel of five steps within seven days", "q2: transitions, counts and exact medians",
		"q3: the twenty most frequent variants", "q4: the funnel in each of eight segments",
	}[q]
}

//go:embed sql/*.sql
var texts embed.FS

// sql is the best text that is known for a question and an engine, from the
// folder sql.
func (q question) sql(engine string) (string, error) {
	name := [...]string{"funnel", "transitions", "variants", "tiered"}[q]
	text, err := texts.ReadFile("sql/" + engine + "." + name + ".sql")
	return string(text), err
}

const (
	window = 7 * 86_400 // seconds
	top    = 20         // variants
)

// levels are the steps of the funnel, in order.
var levels = [...]int{view, basket, checkout, pay, purchase}

// answer is what a side says to a question, one text a row; every side writes
// the same rows in the same way. It is made of what was measured, and not
// measured.
type answer func() []string

// side is an engine that holds the events.
type side interface {
	fmt.Stringer
	ask(ctx context.Context, q question) (answer, error)
	Close() error
}

// reached writes how many reached each level, in a segment or, below 0, in all.
func reached[N int | int64](tier int, counts []N) string {
	row := make([]string, len(counts))
	for i, n := range counts {
		row[i] = grouped(int64(n))
	}
	if tier < 0 {
		return strings.Join(row, " → ")
	}
	return fmt.Sprintf("segment %d: %s", tier, strings.Join(row, " → "))
}

// followed writes a transition.
func followed[S ~string](from, to S, count int64, median float64) string {
	return fmt.Sprintf("%s %s: %d, %.1f s", from, to, count, median)
}

// taken writes a variant.
func taken[S ~string](count int64, steps []S) string {
	return fmt.Sprintf("%d: %v", count, steps)
}

// named are the names of touchpoints by their numbers.
func named[N int | int64 | uint8](steps []N) []string {
	out := make([]string, len(steps))
	for i, s := range steps {
		out[i] = touchpoints[s]
	}
	return out
}

// agree returns an error where two sides answered differently.
func agree(q question, first, second side, a, b []string) error {
	if slices.Equal(a, b) {
		return nil
	}
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	row := func(rows []string) string {
		if n < len(rows) {
			return rows[n]
		}
		return "no row"
	}
	return fmt.Errorf("%s: row %d is %q by %s (%d rows) and %q by %s (%d rows)", q, n+1, row(a), first, len(a), row(b), second, len(b))
}
