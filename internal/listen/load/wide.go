// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
)

// isWide reports whether a row is an order or a stay with its stages: no event's
// name, several times. A state beside them says where a row stands, not what
// happened, if the row has an id of its own.
func (t *looked) isWide(times []*guess) bool {
	switch {
	case len(times) < 2:
		return false
	case len(times) >= 3 && t.oneRowEach():
		return true
	case t.known(surelyEvents, t.few) != nil:
		return false
	}
	return t.rowID() != nil || t.known(stateWords, t.few) == nil
}

var stateWords = words(`incident_state`, `state`, `status`, `type`)

// oneRowEach reports whether hardly any customer has two rows.
func (t *looked) oneRowEach() bool {
	c := t.whose()
	return c != nil && 10*c.distinct > 9*t.rows
}

// wide writes a rule for a table with several times a row: an order with its
// stages, and what the customer thought of it.
func (t *looked) wide(b *strings.Builder, s *Suggestion, times []*guess) {
	if happened := slices.DeleteFunc(slices.Clone(times), func(c *guess) bool { return plannedWords.MatchString(c.name) }); len(happened) > 0 {
		times = happened // what was only planned is kept as a property
	}
	for _, c := range times {
		c.taken = true
		for _, other := range times { // written like another one, which tells
			if len(other.time) == 1 && slices.Contains(c.time, other.time[0]) {
				c.time = other.time
			}
		}
	}
	inOrder(times)
	t.customer(b, s, "")
	id := t.rowID()
	var ratings []*guess
	for i := range t.columns {
		if c := &t.columns[i]; !c.taken && c != id {
			if _, ok := ratingOf(c); ok {
				c.taken = true
				ratings = append(ratings, c)
			}
		}
	}
	t.channel(b)
	t.rest(b, s)
	t.events(b, s, times, id)
	t.answers(b, s, ratings, times, id)
}

func (t *looked) events(b *strings.Builder, s *Suggestion, times []*guess, id *guess) {
	b.WriteString("    events:                       # name each; remove what is no event\n")
	names := map[string]int{}
	for _, c := range times {
		names[title(c.name)]++
	}
	for _, c := range times {
		name := title(c.name)
		if names[name] > 1 || event.Reserved(name) {
			name = c.name
		}
		fmt.Fprintf(b, "      - {event: %s, time: %s%s}\n", scalar(name), timeValue(c), idOf(id, name))
		t.guessed(s, c)
	}
}

// idOf writes the message id of one event among several of a row.
func idOf(id *guess, name string) string {
	if id == nil || strings.ContainsAny(id.name+name, "{}") {
		return ""
	}
	return ", id: " + strconv.Quote("{"+id.name+"}-"+name)
}

func (t *looked) answers(b *strings.Builder, s *Suggestion, ratings, times []*guess, id *guess) {
	if len(ratings) == 0 {
		return
	}
	b.WriteString("    answers:                      # mend scale: where another one was shown; direction: down where 1 is best\n")
	for _, c := range ratings {
		q, _ := ratingOf(c)
		scale := fmt.Sprintf("{min: %g, max: %g}", q.Scale.Min, q.Scale.Max)
		when := lastWith(times, c)
		if missing := without(when, c); missing > 0 {
			text := fmt.Sprintf("%s: in %d of %d rows with %s there is no %s; they go into quarantine", t.called(), missing, len(c.rows), c.name, when.name)
			s.hint("no-moment", text, "table", t.called(), "missing", missing, "all", len(c.rows), "column", c.name, "time", when.name)
		}
		fmt.Fprintf(b, "      - {survey: %s, question: %s, value: %s, kind: %s, scale: %s, time: %s%s}\n",
			scalar(t.source), scalar(c.name), scalar(c.name), q.Kind, scale, timeValue(when), idOf(id, c.name))
		c.misfits = offScale(c, q.Scale)
		t.misfits(s, c, "off-scale", fmt.Sprintf("whole numbers from %g to %g", q.Scale.Min, q.Scale.Max), "min", q.Scale.Min, "max", q.Scale.Max)
	}
}

// lastWith is the last of the times that hardly any row with a rating lacks, for
// an answer without a time cannot be kept; else the last one.
func lastWith(times []*guess, rating *guess) *guess {
	for _, c := range slices.Backward(times) {
		if tolerable(without(c, rating), len(rating.rows)) {
			return c
		}
	}
	return times[len(times)-1]
}

// without counts the rows with a rating that lack a time.
func without(when, rating *guess) (n int) {
	for _, row := range rating.rows {
		if _, there := slices.BinarySearch(when.rows, row); !there {
			n++
		}
	}
	return n
}

// inOrder sorts the times by when they come in a row: by the median of what lies
// between the row's first time and them. The medians of the times themselves
// would compare rows that have the one with rows that have the other.
func inOrder(times []*guess) {
	read := make([]map[int]int64, len(times))
	first := map[int]int64{}
	for i, c := range times {
		read[i] = c.micros()
		for row, at := range read[i] {
			if before, there := first[row]; !there || at < before {
				first[row] = at
			}
		}
	}
	delay := map[*guess]int64{}
	for i, c := range times {
		var all []int64
		for row, at := range read[i] {
			all = append(all, at-first[row])
		}
		if slices.Sort(all); len(all) > 0 {
			delay[c] = all[len(all)/2]
		}
	}
	slices.SortStableFunc(times, func(a, b *guess) int { return cmp.Compare(delay[a], delay[b]) })
}

// micros reads the column's times, by row, in microseconds.
func (c *guess) micros() map[int]int64 {
	out := map[int]int64{}
	clock, err := newClock(c.time[0], time.UTC)
	if err != nil {
		return out
	}
	for i, v := range c.values {
		if at, _, err := clock.read(v); err == nil {
			out[c.rows[i]] = at
		}
	}
	return out
}

var (
	ratingWords  = regexp.MustCompile(`(?i)(rating|score|stars?($|[^a-z])|sterne|(^|[^a-z])nps|csat|zufriedenheit|bewertung|(^|[_ -])note$|gesamtnote|satisfaction|étoiles)`)
	plannedWords = regexp.MustCompile(`(?i)(estimat|planned|expected|scheduled|promised|deadline|(^|[^a-z])(due|soll)([^a-z]|$)|geplant|voraussichtlich|erwartet|fällig|prévu|estimé)`)
	npsWords     = regexp.MustCompile(`(?i)(^|[^a-z])nps`)
	csatWords    = regexp.MustCompile(`(?i)(csat|zufriedenheit|satisfaction)`)
)

// ratingOf guesses the scale of a column that is called a rating. Its values are
// whole numbers, but for the few that are tolerable.
func ratingOf(c *guess) (q QuestionRule, ok bool) {
	if !c.number || isTime(c) || c.list || !ratingWords.MatchString(c.name) {
		return q, false
	}
	wide := &event.Scale{Min: 0, Max: 10}
	if !tolerable(len(offScale(c, wide)), len(c.values)) {
		return q, false
	}
	lo, hi := 10.0, 0.0
	for _, v := range c.values {
		if n, on := onScale(c, v, wide); on {
			lo, hi = min(lo, n), max(hi, n)
		}
	}
	q.Kind = event.RatingAnswer
	if csatWords.MatchString(c.name) {
		q.Kind = event.CSATAnswer
	}
	switch {
	case npsWords.MatchString(c.name):
		q.Kind, q.Scale = event.NPSAnswer, wide
	case lo < 1 || hi > 7:
		q.Scale = wide
	case hi > 5:
		q.Scale = &event.Scale{Min: 1, Max: 7}
	default:
		q.Scale = &event.Scale{Min: 1, Max: 5}
	}
	return q, true
}

func onScale(c *guess, v string, s *event.Scale) (float64, bool) {
	n, read := number(v, c.decimal)
	return n, read == oneNumber && n == float64(int(n)) && n >= s.Min && n <= s.Max
}

func offScale(c *guess, s *event.Scale) (out []string) {
	for _, v := range c.values {
		if _, on := onScale(c, v, s); !on {
			out = append(out, v)
		}
	}
	return out
}
