// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// maxDays bounds how far Elapsed counts; beyond it everything is late anyway.
const maxDays = 4000

// Elapsed returns the open time between two instants, and the same in working
// days: every open day counts 1 when all its opening hours have passed, and in
// proportion before, so a short Saturday is a day as well. With to before from
// both are negative. Counting stops after about eleven years.
//
// With shop hours Mon-Fri 09:00-18:00 and Sat 09:00-13:00, from Friday 17:00 to
// Monday 17:00 it is 1 + 4 + 8 = 13 hours, and 1/9 + 1 + 8/9 = 2 working days.
func (c *Calendar) Elapsed(from, to time.Time) (open time.Duration, days float64) {
	if to.Before(from) {
		open, days = c.Elapsed(to, from)
		return -open, -days
	}
	local := from.In(c.location)
	for n := range maxDays {
		y, m, d := local.Date()
		midnight := time.Date(y, m, d+n, 0, 0, 0, 0, c.location)
		if !midnight.Before(to) {
			break
		}
		passed, total := c.onDay(midnight, from, to)
		open += passed
		if total > 0 {
			days += float64(passed) / float64(total)
		}
	}
	return open, days
}

// onDay returns the open time of one day that lies between from and to, and all
// of the day's open time.
func (c *Calendar) onDay(midnight, from, to time.Time) (passed, total time.Duration) {
	y, m, d := midnight.Date()
	for _, o := range c.openings(midnight) {
		opens := time.Date(y, m, d, 0, o.From, 0, 0, c.location)
		closes := time.Date(y, m, d, 0, o.To, 0, 0, c.location)
		total += closes.Sub(opens)
		if opens.Before(from) {
			opens = from
		}
		if closes.After(to) {
			closes = to
		}
		if closes.After(opens) {
			passed += closes.Sub(opens)
		}
	}
	return passed, total
}

func (c *Calendar) openings(day time.Time) Openings {
	date := day.Format(time.DateOnly)
	if o, ok := c.Opened[date]; ok {
		return o
	}
	if c.closed[date] {
		return nil
	}
	return c.Hours.of(day.Weekday())
}

// Exceeded reports whether more than the span lies between two instants. c may
// be nil for absolute spans, which need no calendar.
func (s Span) Exceeded(c *Calendar, from, to time.Time) bool {
	switch s.Unit {
	case None:
		return false
	case WorkingHours:
		open, _ := c.Elapsed(from, to)
		return open > s.Length
	case WorkingDays:
		_, days := c.Elapsed(from, to)
		return days > s.Days+1e-9
	}
	return to.Sub(from) > s.Length
}

// NeedsCalendar reports whether the span counts working time.
func (s Span) NeedsCalendar() bool { return s.Unit == WorkingHours || s.Unit == WorkingDays }
