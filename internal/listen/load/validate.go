// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/listen/event"
)

// validate checks a rule by itself, without its file.
func (r *Rule) validate() {
	c := r.check
	if _, err := path.Match(r.File, ""); r.File == "" || err != nil {
		c.Fault("file", "write file: orders*.csv", "%q names no files", r.File)
	}
	if len(r.Delimiter) > 1 && r.Delimiter != "tab" && r.Delimiter != `\t` {
		c.Fault("delimiter", "one character, or tab", "%q is no delimiter", r.Delimiter)
	}
	if _, err := calendar.Zone(r.Zone); err != nil {
		c.Fault("zone", "write Europe/Berlin or -03:00", "%q is no time zone", r.Zone)
	}
	if r.Encoding != "" {
		if _, err := encodingOf(r.Encoding); err != nil {
			c.Fault("encoding", "write utf-8, utf-16, windows-1252, euc-kr, shift_jis, …", "the encoding %q is not known", r.Encoding)
		}
	}
	for i, j := range r.Join {
		at := document.Index("join", i)
		if j.File == "" || len(j.On) != 1 {
			c.Fault(at, "write {file: customers.csv, on: {customer_id: id}, take: [city]}", "a join needs a file and one key")
		}
	}
	switch r.Kind {
	case SurveyFile:
		r.validateSurvey()
	case CountFile:
		r.validateCounts()
	default:
		r.validateEvents()
	}
}

func (r *Rule) validateEvents() {
	c := r.check
	if cmp.Or(r.Format, formatOf(r.File)) == XES {
		return // everything has a default
	}
	if r.Customer.IsZero() {
		c.Fault("customer", "name the column that says whose row it is", "the rule names no customer")
	}
	if len(r.Events) == 0 && len(r.Answers) == 0 {
		if r.Event.IsZero() {
			c.Fault("event", "name a column, or write event: {value: Order Placed}", "the rule names no event")
		}
		if r.Time.IsZero() {
			c.Fault("time", "name the column that says when", "the rule names no time")
		}
	}
	for i, e := range r.Events {
		at := c.Under(document.Index("events", i))
		if e.Event.IsZero() && r.Event.IsZero() {
			at.Fault("event", "write event: {value: Order Placed}", "the event has no name")
		}
		if e.Time.IsZero() && r.Time.IsZero() {
			at.Fault("time", "name the column that says when", "the event has no time")
		}
		if len(e.Undated) > 0 && e.When.Tree == nil {
			at.Fault("undated", "say by when: which rows show that it happened", "without when: nothing tells that an event without a time happened")
		}
	}
	for i, a := range r.Answers {
		at := c.Under(document.Index("answers", i))
		if a.Survey == "" || a.Value == "" {
			at.Fault("survey", "write {survey: review, question: stars, value: review_score, kind: rating, scale: {min: 1, max: 5}}", "an answer needs a survey and the column of its value")
		}
		if a.Time.IsZero() && r.Time.IsZero() {
			at.Fault("time", "name the column that says when it was given", "the answer has no time")
		}
		a.QuestionRule = a.withScale()
		a.validate(at)
	}
}

func (r *Rule) validateSurvey() {
	c := r.check
	if r.Survey == "" {
		c.Fault("survey", "write survey: guests-2026", "the survey has no id")
	}
	if r.Customer.IsZero() {
		c.Fault("customer", "name the column that numbers the respondents", "the rule names no customer")
	}
	if r.Time.IsZero() {
		c.Fault("time", "name a column, or write time: {value: 2026-05-01}", "the rule names no time")
	}
	if len(r.Questions) == 0 {
		c.Fault("questions", "write questions: {Q7FOOD: {kind: csat}}", "the rule names no questions")
	}
	for _, column := range slices.Sorted(maps.Keys(r.Questions)) {
		q := r.question(column)
		q.validate(c.Under("questions." + column))
	}
}

// question returns the rule of a survey's column, with what holds for all.
func (r *Rule) question(column string) QuestionRule {
	q := QuestionRule{}
	if own := r.Questions[column]; own != nil {
		q = *own
	}
	if q.Kind == "" {
		q.Kind = r.Answer.Kind
	}
	if q.Scale == nil && q.Kind.Numeric() && q.Kind != event.NPSAnswer {
		q.Scale = r.Answer.Scale
	}
	if q.Codes == nil {
		q.Codes = r.Answer.Codes
	}
	return q.withScale()
}

// withScale gives an NPS the one scale it has.
func (q QuestionRule) withScale() QuestionRule {
	if q.Scale == nil && q.Kind == event.NPSAnswer {
		q.Scale = &event.Scale{Min: 0, Max: 10}
	}
	return q
}

// validate checks a question. A code that is a value of the scale could mean
// either, so it is refused.
func (q *QuestionRule) validate(c *document.Check) {
	if q.Kind == "" {
		c.Fault("kind", "write kind: rating, csat, nps, ces, emotion, choice or text", "the question's kind is not said")
		return
	}
	if !q.Kind.Numeric() {
		return
	}
	switch {
	case q.Scale == nil:
		c.Fault("scale", "write scale: {min: 1, max: 5}", "the question's scale is not said")
		return
	case q.Scale.Min >= q.Scale.Max:
		c.Fault("scale", "write scale: {min: 1, max: 5}", "the scale runs from %g to %g", q.Scale.Min, q.Scale.Max)
	case q.Kind == event.NPSAnswer && (q.Scale.Min != 0 || q.Scale.Max != 10):
		c.Fault("scale", "kind: rating is for other scales", "an NPS is asked from 0 to 10")
	}
	if d := q.Scale.Direction; d != "" && d != "up" && d != "down" {
		c.Fault("scale.direction", "up where a high value is good, down where a low one is", "%q is no direction", d)
	}
	for _, code := range slices.Sorted(maps.Keys(q.Codes)) {
		meaning := q.Codes[code]
		if n, err := strconv.ParseFloat(code, 64); err == nil && n >= q.Scale.Min && n <= q.Scale.Max {
			c.Fault("codes", "take it out of the scale or out of the codes", "the code %s (%s) is also a value of the scale %g to %g", code, meaning, q.Scale.Min, q.Scale.Max)
		}
		if n, err := strconv.ParseFloat(meaning, 64); meaning != notExperienced && meaning != blank && (err != nil || n < q.Scale.Min || n > q.Scale.Max) {
			c.Fault("codes", "write not-experienced, blank, or a value of the scale", "the code %s cannot mean %q", code, meaning)
		}
	}
}

func (r *Rule) validateCounts() {
	c := r.check
	for _, need := range []struct {
		field  string
		value  Value
		remedy string
	}{
		{"step", r.Step, "name the column with the step's id, or write step: {value: enters}"},
		{"count", r.Count, "name the column with the number"},
		{"period", r.Period, "name the column with the period, as 2026-W05, 2026-02 or 2026-02-03"},
	} {
		if need.value.IsZero() {
			c.Fault(need.field, need.remedy, "the rule names no %s", need.field)
		}
	}
}
