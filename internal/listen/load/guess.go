// SPDX-License-Identifier: Apache-2.0

package load

import (
	"regexp"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/listen/event"
)

// guess is what is known of one column.
type guess struct {
	name     string
	values   []string // not empty
	distinct int
	time     []string // formats that fit all values
	number   bool
	decimal  Decimal  // of numbers; "" where no sign is in them
	either   []string // numbers that show that the sign is a guess
	boolean  bool
	list     bool      // of JSON
	score    []float64 // distinct whole numbers, where there are few
	taken    bool
}

// column is the values of a column that are not blank.
type column struct {
	name         string
	values       []string
	list, object bool // holds lists, or objects, of JSON
}

func guessColumn(c column) guess {
	g := guess{name: c.name, values: c.values, number: true, boolean: true, list: c.list}
	seen := map[string]bool{}
	for _, v := range c.values {
		seen[v] = true
		_, read := number(v, "")
		g.number = g.number && read != noNumber && !leadingZero(v)
		_, isBoolean := boolean(v)
		g.boolean = g.boolean && isBoolean
	}
	g.distinct = len(seen)
	if len(g.values) == 0 {
		g.number, g.boolean = false, false
		return g
	}
	if formats, ok := detectTime(g.values); ok && !(g.number && len(g.values[0]) < 8) {
		g.time = formats
	}
	if g.number {
		g.decimal, g.either = settle(g.values)
	}
	if g.number && g.distinct <= 12 {
		for v := range seen {
			f, _ := number(v, g.decimal)
			g.score = append(g.score, f)
		}
		slices.Sort(g.score)
	}
	return g
}

var zonedText = regexp.MustCompile(`(Z|[+-]\d\d:?\d\d)$`)

// zoned reports whether the column's times carry their zone.
func (c *guess) zoned() bool {
	return c.time[0] != "iso" && c.time[0][0] != '%' || zonedText.MatchString(c.values[0])
}

// leadingZero tells identifiers such as 007 from numbers.
func leadingZero(v string) bool { return len(v) > 1 && v[0] == '0' && v[1] >= '0' && v[1] <= '9' }

// The words by which columns are known, best first.
var (
	customerWords = words(`customer_?(unique_?)?id`, `user_?id`, `client_?id`, `visitor_?id`, `person_?id`, `member_?id`, `account_?id`, `case[:_ ]?(concept:name|id)`, `patient_?id`, `anonymous_?id`, `resp(ondent)?(_?(num|id|no))?`, `customer`, `user`, `email`, `session_?id`, `(order|booking|claim|ticket|parcel)_?(id|no|number)`, `number`, `id`)
	eventWords    = words(`event(_?(name|type))?`, `activity(_?name)?`, `concept:name`, `action`, `step`, `page(_?name)?`, `incident_state`, `state`, `status`, `type`, `name`)
	timeWords     = words(`time:timestamp`, `(event_?)?time(stamp)?`, `timestamp`, `occurred_?at`, `created_?at`, `sys_updated_at`, `date(_?time)?`, `at`, `ts`)
	channelWords  = words(`channel`, `case:channel`, `contact_type`, `medium`)
	idWords       = words(`message_?id`, `event_?id`, `uuid`)
	traitWords    = regexp.MustCompile(`(?i)(plan$|segment|cohort|lifecycle$|country|city|state$|^age|gender|sex|acquisition|tier|language|^case:)`)
)

func words(patterns ...string) (out []*regexp.Regexp) {
	for _, p := range patterns {
		out = append(out, regexp.MustCompile(`(?i)^`+p+`$`))
	}
	return out
}

// find takes the first free column that one of the words names and fits: by its
// whole name, else by the last part of a name with dots.
func (t *looked) find(words []*regexp.Regexp, fits func(*guess) bool) *guess {
	for _, name := range []func(string) string{
		func(name string) string { return strings.ReplaceAll(name, ".", "_") },
		func(name string) string { return name[strings.LastIndexByte(name, '.')+1:] },
	} {
		for _, w := range words {
			for i := range t.columns {
				c := &t.columns[i]
				if !c.taken && !c.list && w.MatchString(name(c.name)) && fits(c) {
					c.taken = true
					return c
				}
			}
		}
	}
	return nil
}

func anything(c *guess) bool { return len(c.values) > 0 }

func isTime(c *guess) bool { return len(c.time) > 0 }

var identifierName = regexp.MustCompile(`(?i)(^|_|:)(id|no|num|number|zip|code|plz)$`)

func isIdentifier(c *guess) bool { return identifierName.MatchString(c.name) }

// scaleOf guesses the scale of a column of few whole numbers.
func scaleOf(c *guess) (q QuestionRule, ok bool) {
	if len(c.score) < 4 {
		return q, false
	}
	lo, hi := c.score[0], c.score[len(c.score)-1]
	for _, v := range c.score {
		if v != float64(int(v)) || v < 0 || v > 11 {
			return q, false
		}
	}
	q.Kind = event.RatingAnswer
	switch {
	case hi <= 5:
		q.Scale = &event.Scale{Min: 1, Max: 5}
	case hi == 6:
		q.Scale, q.Codes = &event.Scale{Min: 1, Max: 5}, Codes{"6": notExperienced}
	case hi == 7:
		q.Scale = &event.Scale{Min: 1, Max: 7}
	default:
		q.Kind, q.Scale = event.NPSAnswer, &event.Scale{Min: 0, Max: 10}
		if hi == 11 {
			q.Codes = Codes{"11": blank}
		}
		return q, true
	}
	if lo == 0 {
		if q.Codes == nil {
			q.Codes = Codes{}
		}
		q.Codes["0"] = blank
	}
	return q, true
}
