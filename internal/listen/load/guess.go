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
	rows     []int    // in which they stand
	distinct int
	time     []string // formats that fit the values
	number   bool
	decimal  Decimal  // of numbers; "" where no sign is in them
	either   []string // numbers that show that the sign is a guess
	boolean  bool
	list     bool      // of JSON
	score    []float64 // distinct whole numbers, where there are few
	misfits  []string  // the few values that are not what the others are
	example  string    // the first that is
	taken    bool
}

// column is the values of a column that are not blank.
type column struct {
	name         string
	values       []string
	rows         []int // in which they stand
	list, object bool  // holds lists, or objects, of JSON
}

// tolerable reports whether so few of the values are others that the column is
// still of its type: a single slip must not turn times into text.
func tolerable(misfits, values int) bool { return 20*misfits <= values }

func guessColumn(c column) guess {
	g := guess{name: c.name, values: c.values, rows: c.rows, number: len(c.values) > 0, boolean: len(c.values) > 0, list: c.list}
	seen, numbers := map[string]bool{}, map[string]bool{}
	var misfits []string
	for _, v := range c.values {
		seen[v] = true
		if _, read := number(v, ""); read == noNumber {
			misfits = append(misfits, v)
		} else {
			numbers[v] = true
		}
		g.number = g.number && !leadingZero(v)
		_, isBoolean := boolean(v)
		g.boolean = g.boolean && isBoolean
	}
	g.distinct = len(seen)
	if g.number = g.number && tolerable(len(misfits), len(c.values)); g.number {
		g.settleNumber(numbers)
		g.misfit(misfits)
	}
	g.settleTime()
	if g.example == "" && len(g.values) > 0 {
		g.example = g.values[0]
	}
	return g
}

// settleNumber finds how the numbers are written and, where they are few, which.
func (c *guess) settleNumber(numbers map[string]bool) {
	c.decimal, c.either = settle(c.values)
	if len(numbers) > 12 {
		return
	}
	for v := range numbers {
		f, _ := number(v, c.decimal)
		c.score = append(c.score, f)
	}
	slices.Sort(c.score)
}

// settleTime finds whether the column holds times. Short numbers and numbers
// that identify something are none, even where they could count seconds.
func (c *guess) settleTime() {
	if c.number && (isIdentifier(c) || len(c.example) < 8) || birthWords.MatchString(c.name) {
		return
	}
	formats, misfits := within(c.values)
	if len(formats) > 0 {
		c.time = formats
		c.misfit(misfits)
	}
}

// misfit notes the values that are not what the others are.
func (c *guess) misfit(misfits []string) {
	c.misfits, c.example = misfits, ""
	for _, v := range c.values {
		if !slices.Contains(misfits, v) {
			c.example = v
			return
		}
	}
}

var zonedText = regexp.MustCompile(`(Z|[+-]\d\d:?\d\d)$`)

// zoned reports whether the column's times carry their zone.
func (c *guess) zoned() bool {
	return c.time[0] != "iso" && c.time[0][0] != '%' || zonedText.MatchString(c.example)
}

// leadingZero tells identifiers such as 007 from numbers.
func leadingZero(v string) bool { return len(v) > 1 && v[0] == '0' && v[1] >= '0' && v[1] <= '9' }

// The words by which columns are known, best first.
var (
	eventWords   = append(slices.Clone(surelyEvents), words(`incident_state`, `state`, `status`, `type`, `name`)...)
	surelyEvents = words(`event(_?(name|type))?`, `activity(_?name)?`, `concept:name`, `action`, `step`, `page(_?name)?`)
	timeWords    = words(`time:timestamp`, `(event_?)?time(stamp)?`, `timestamp`, `occurred_?at`, `created_?at`, `sys_updated_at`, `date(_?time)?`, `at`, `ts`)
	channelWords = words(`channel`, `case:channel`, `contact_type`, `medium`, `kanal`, `canal`, `vertriebskanal`)
	idWords      = words(`message_?id`, `event_?id`, `uuid`)
	traitWords   = regexp.MustCompile(`(?i)(plan$|segment|cohort|lifecycle$|country|city|state$|^age|gender|sex|acquisition|tier|language|^case:|birth|geburt|naissance)`)
	birthWords   = regexp.MustCompile(`(?i)(birth|geburt|naissance|^dob$)`)
)

func words(patterns ...string) (out []*regexp.Regexp) {
	for _, p := range patterns {
		out = append(out, regexp.MustCompile(`(?i)^`+p+`$`))
	}
	return out
}

// find takes the first free column that one of the words names and fits.
func (t *looked) find(words []*regexp.Regexp, fits func(*guess) bool) *guess {
	c := t.known(words, fits)
	if c != nil {
		c.taken = true
	}
	return c
}

var separators = regexp.MustCompile(`[ ._-]+`)

// spelt writes a column's name the one way in which the words know it.
func spelt(name string) string { return strings.Trim(separators.ReplaceAllString(name, "_"), "_") }

// known is the first free column that one of the words names and fits: by its
// whole name, else by the last part of a name with dots.
func (t *looked) known(words []*regexp.Regexp, fits func(*guess) bool) *guess {
	for _, name := range []func(string) string{
		spelt,
		func(name string) string {
			return spelt(name[strings.LastIndexByte(strings.TrimRight(name, ". "), '.')+1:])
		},
	} {
		for _, w := range words {
			for i := range t.columns {
				c := &t.columns[i]
				if !c.taken && !c.list && w.MatchString(name(c.name)) && fits(c) {
					return c
				}
			}
		}
	}
	return nil
}

func anything(c *guess) bool { return len(c.values) > 0 }

func isTime(c *guess) bool { return len(c.time) > 0 }

// Names of what identifies something: order_id, OrderNo, Buchungsnr., Rechnungsnummer.
var identifierName = regexp.MustCompile(`(?i:(^|[_: .-])(id|no|nr|num|number|zip|code|plz)\.?$)|[a-z](Id|ID|No)$|(?i:(nr\.?|nummer|number|uuid)$)`)

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
