// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
)

// emitAnswer gives one answer of the row, none where the value is blank.
func (e *emitter) emitAnswer(b *boundAnswer, ev *event.Event) *problem {
	if b.when.Tree != nil && !b.when.EvalTexts(e.column) {
		return nil
	}
	v := strings.TrimSpace(e.at(b.value))
	if meaning, ok := b.rule.Codes[v]; ok {
		v = meaning
	}
	if v == "" || v == blank {
		return nil
	}
	a := event.Answer{Survey: b.rule.Survey, Question: b.rule.Question, Kind: b.rule.Kind, Scale: b.rule.Scale}
	if p := e.answerValue(b, v, &a); p != nil {
		return p
	}
	var ok bool
	var p *problem
	if ev.Time, ev.Offset, ok, p = e.instant(&b.time); p != nil {
		return p
	}
	if !ok {
		return &problem{b.time.column, event.BadTime, "the answer has no time"}
	}
	if a.AskedAt, _, _, p = e.instant(&b.asked); p != nil {
		return p
	}
	e.about(b, &a)
	if p := e.more(b, &a); p != nil {
		return p
	}
	start := len(e.arena)
	e.arena = a.Append(e.arena)
	ev.Name, ev.Properties, ev.ID = event.AnswerGiven, e.arena[start:len(e.arena):len(e.arena)], e.text(&b.id)
	if ev.Traits, p = e.object(b.traits, false); p != nil {
		return p
	}
	return e.keep(ev, nil)
}

// answerValue reads the value; a number off the scale is a mistake.
func (e *emitter) answerValue(b *boundAnswer, v string, a *event.Answer) *problem {
	if v == notExperienced {
		a.NotExperienced = true
		return nil
	}
	if !a.Kind.Numeric() {
		a.Text = v
		return nil
	}
	n, read := number(v, e.decimalOf(b.value, b.decimal))
	switch {
	case read != oneNumber:
		return &problem{b.value, event.BadValue, read.why(v, fmt.Sprintf("in column %q is no number and no code", b.column))}
	case n < a.Scale.Min || n > a.Scale.Max:
		return &problem{b.value, event.BadValue, fmt.Sprintf("%g in column %q is off the scale %g to %g, and no code", n, b.column, a.Scale.Min, a.Scale.Max)}
	}
	a.Number = n
	return nil
}

func (e *emitter) about(b *boundAnswer, a *event.Answer) {
	about := event.About{Journey: b.rule.About.Journey, Step: e.text(&b.step), MessageID: e.text(&b.message)}
	if about.MessageID != "" {
		about.Source = b.source
	}
	if about != (event.About{}) {
		a.About = &about
	}
}

// more adds the properties that the rule wants on the answer.
func (e *emitter) more(b *boundAnswer, a *event.Answer) *problem {
	e.fields = e.fields[:0]
	for i := range b.properties {
		f := &b.properties[i]
		v := e.text(&f.slot)
		if v == "" {
			continue
		}
		start := len(e.arena)
		if p := e.appendField(f, v); p != nil {
			return p
		}
		e.fields = append(e.fields, event.Field{Name: f.name, JSON: e.arena[start:len(e.arena):len(e.arena)]})
	}
	a.More = e.fields
	return nil
}

// emitCount gives the hand count of a row.
func (e *emitter) emitCount(b *batch, i int) *problem {
	c := e.count
	n, read := number(e.text(&c.count), e.decimalOf(c.count.column, c.decimal))
	if read != oneNumber || n < 0 {
		return &problem{c.count.column, event.BadValue, read.why(e.text(&c.count), "is no count")}
	}
	from, to, ok := period(e.text(&c.period), c.zone)
	if !ok {
		return &problem{c.period.column, event.BadTime, fmt.Sprintf("%q is no period", e.text(&c.period))}
	}
	step := e.text(&c.step)
	if step == "" {
		return &problem{c.step.column, event.BadValue, "the count names no step"}
	}
	count := event.Count{Journey: c.journey, Step: step, Channel: e.text(&c.channel), Unit: c.unit, From: from.UnixMicro(), To: to.UnixMicro(), Count: n}
	properties, err := count.Properties()
	if err != nil {
		return &problem{c.count.column, event.BadValue, err.Error()}
	}
	e.draft = event.Event{Source: e.source, ID: count.ID(), Name: event.CountGiven, Time: count.From, Seq: int64(b.first + i), Channel: count.Channel, Properties: properties}
	return e.keep(&e.draft, nil)
}

// period reads a year (2026), a quarter (2026-Q1), a month (2026-02), a week
// (2026-W05, ISO 8601) or a day (2026-02-03) as a range [from, to).
func period(s string, zone *time.Location) (from, to time.Time, ok bool) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, zone) }
	if t, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return t, day(t.Year(), t.Month(), t.Day()+1), true
	}
	if t, err := time.ParseInLocation("2006-01", s, zone); err == nil {
		return t, day(t.Year(), t.Month()+1, 1), true
	}
	if len(s) < 4 {
		return from, to, false
	}
	year, err := strconv.Atoi(s[:4])
	if err != nil || year < 1900 || year > 2199 {
		return from, to, false
	}
	rest := strings.ToUpper(strings.TrimPrefix(s[4:], "-"))
	n, err := strconv.Atoi(strings.TrimLeft(rest, "WQ"))
	switch {
	case rest == "":
		return day(year, 1, 1), day(year+1, 1, 1), true
	case err != nil:
	case rest[0] == 'Q' && n >= 1 && n <= 4:
		return day(year, time.Month(3*n-2), 1), day(year, time.Month(3*n+1), 1), true
	case rest[0] == 'W' && n >= 1 && n <= 53:
		monday := firstMonday(year, zone).AddDate(0, 0, 7*(n-1))
		if y, w := monday.ISOWeek(); cmp.Compare(y, year) == 0 && w == n {
			return monday, monday.AddDate(0, 0, 7), true
		}
	}
	return from, to, false
}

// firstMonday is the Monday of a year's first ISO week, the one with January 4.
func firstMonday(year int, zone *time.Location) time.Time {
	t := time.Date(year, 1, 4, 0, 0, 0, 0, zone)
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
}
