// SPDX-License-Identifier: Apache-2.0

package script

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
)

// Question is a question as it was read. Zero values are what was not said.
type Question struct {
	Text string
	Verb string // what is asked: funnel, histogram, variants, …
	Kind string // of retention: recurring or first-touch

	Steps     []Step // of a funnel
	Order     string // ordered, strict or unordered
	Within    time.Duration
	Excluding []Exclusion
	Per       string // customer or instance
	Bins      int

	By       string // day, week or month
	OrAfter  bool   // in that period or any later one
	Zone     *time.Location
	From, To string // steps at which paths begin and end
	Gap      time.Duration
	Collapse bool
	Depth    int // levels
	Nodes    int // steps shown at a level
	Top      int // variants, or edges at a level

	Period [2]time.Time // [from, to)
	AsOf   time.Time
}

// defaultWindow is how long a chain across instances may take from its first
// step, unless the question says otherwise.
const defaultWindow = 14 * 24 * time.Hour

// endless is longer than anything takes.
const endless = 200 * 366 * 24 * time.Hour

// window is how long a chain may take.
func (q *Question) window() time.Duration {
	switch {
	case q.Within > 0:
		return q.Within
	case q.Per == "customer":
		return defaultWindow
	}
	return endless
}

// Step is a step of a funnel.
type Step struct {
	Name     string   // as it is written
	Any      []string // the steps that it may be; nil: any
	Optional bool
}

// names are those of the steps that a question names.
func (q *Question) names() (out []string) {
	for _, s := range q.Steps {
		out = append(out, s.Any...)
	}
	for _, e := range q.Excluding {
		out = append(out, e.Step)
	}
	for _, name := range []string{q.From, q.To} {
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Exclusion is a step that must not occur between two steps of the funnel, or
// anywhere in it.
type Exclusion struct {
	Step     string
	From, To string // "": from the first, to the last
}

// verbs are the questions there are.
var verbs = []string{
	"funnel", "histogram", "variants", "transitions", "starts", "ends", "levels", "totals", "rework", "durations",
	"retention", "lifecycle", "stickiness", "returns", "continuity", "instances",
}

// words are a question being read.
type words struct {
	left []string
	err  error
}

// next takes the next word; what says what belongs there.
func (w *words) next(what string) string {
	if len(w.left) == 0 {
		w.fail("the question ends where %s belongs", what)
		return ""
	}
	first := w.left[0]
	w.left = w.left[1:]
	return first
}

// accept takes the next word if it is the one given.
func (w *words) accept(word string) bool {
	if len(w.left) == 0 || w.left[0] != word {
		return false
	}
	w.left = w.left[1:]
	return true
}

func (w *words) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

// oneOf takes a word that must be one of those given.
func (w *words) oneOf(choice ...string) string {
	word := w.next("one of " + strings.Join(choice, ", "))
	if w.err == nil && !slices.Contains(choice, word) {
		w.fail("%q: one of %s belongs here", word, strings.Join(choice, ", "))
	}
	return word
}

func (w *words) number() int {
	word := w.next("a number")
	n, err := strconv.Atoi(word)
	if err != nil && w.err == nil {
		w.fail("%q is no number", word)
	}
	return n
}

func (w *words) length() time.Duration {
	span, err := calendar.ParseSpan(w.next("a length of time"))
	if err != nil {
		w.fail("%v", err)
	}
	return span.Length
}

func (w *words) zone() *time.Location {
	zone, err := calendar.Zone(w.next("a time zone"))
	if err != nil {
		w.fail("%v", err)
	}
	return zone
}

func (w *words) time(text string) time.Time {
	t, err := moment(text)
	if err != nil {
		w.fail("%v", err)
	}
	return t
}

// parseQuestion reads a question.
func parseQuestion(text string) (*Question, error) {
	w := &words{left: strings.Fields(text)}
	q := &Question{Text: text, Verb: w.oneOf(verbs...), Order: "ordered", Zone: time.UTC, AsOf: origin.AddDate(0, 0, 1000)}
	switch q.Verb {
	case "histogram":
		w.oneOf("of")
		w.oneOf("funnel")
		q.steps(w)
	case "funnel":
		q.steps(w)
	case "totals":
		w.oneOf("of")
		w.oneOf("levels")
	case "retention":
		q.Kind = w.oneOf("recurring", "first-touch")
	}
	for w.err == nil && len(w.left) > 0 {
		q.clause(w)
	}
	return q, w.err
}

// steps reads the steps of a funnel, which commas part.
func (q *Question) steps(w *words) {
	for more := true; more && w.err == nil; {
		name := w.next("a step")
		name, more = strings.CutSuffix(name, ",")
		s := Step{Name: name}
		name, s.Optional = strings.CutSuffix(name, "?")
		if name != "*" {
			s.Any = strings.Split(name, "|")
		}
		q.Steps = append(q.Steps, s)
	}
}

// clause reads one of the clauses that follow.
func (q *Question) clause(w *words) {
	switch word := w.next("a clause"); word {
	case "ordered", "strict", "unordered":
		q.Order = word
	case "within":
		q.Within = w.length()
	case "excluding":
		q.excluding(w)
	case "per":
		q.Per = w.oneOf("customer", "instance")
	case "in":
		q.Bins = w.number()
		w.oneOf("bins")
	case "by":
		q.By = w.oneOf("day", "week", "month")
	case "on-or-after":
		q.OrAfter = true
	case "zone":
		q.Zone = w.zone()
	case "from":
		q.From = w.next("a step")
	case "to":
		q.To = w.next("a step")
	case "gap":
		q.Gap = w.length()
	case "collapse":
		q.Collapse = true
	case "depth":
		q.Depth = w.number()
	case "nodes":
		q.Nodes = w.number()
	case "top":
		q.Top = w.number()
	case "during":
		from, to, ok := strings.Cut(w.next("a period"), "..")
		if !ok {
			w.fail("%q is no period: write 9d..20d", from)
			return
		}
		q.Period = [2]time.Time{w.time(from), w.time(to)}
	case "as":
		w.oneOf("of")
		q.AsOf = w.time(w.next("a time"))
	default:
		w.fail("%q is no clause", word)
	}
}

// excluding reads "x" or "x between a and b".
func (q *Question) excluding(w *words) {
	e := Exclusion{Step: w.next("a step")}
	if w.accept("between") {
		e.From = w.next("a step")
		w.oneOf("and")
		e.To = w.next("a step")
	}
	q.Excluding = append(q.Excluding, e)
}
