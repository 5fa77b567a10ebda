// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"sort"
	"time"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// calendar is the periods asked about: 1 to n, and before them 0, which is there
// to be looked back on.
type calendar struct {
	spec   Spec
	starts []int64 // n+2: of the periods, and the end of the last; microseconds
	n      int
	cut    int64 // what happens from here on is not looked at
	over   int   // the last period that is over, as far as is looked at
}

// over fills in what a spec leaves open, and finds its periods. The error is what is
// wrong with the spec.
func (s Spec) over(x *sequence.Instances) (*calendar, error) {
	s, err := s.filled(x.Plan)
	if err != nil {
		return nil, err
	}
	return s.calendar(x)
}

// calendar finds the periods that x can tell of.
func (s Spec) calendar(x *sequence.Instances) (*calendar, error) {
	from, to, now := s.From, s.To, x.Question.AsOf
	if from.IsZero() {
		first := firstVisit(x)
		if first == sequence.None {
			return &calendar{spec: s, starts: []int64{0, 0}}, nil
		}
		from = time.UnixMicro(first)
	}
	if to.IsZero() || to.After(now) {
		to = now
	}
	c := &calendar{spec: s}
	if !s.From.IsZero() && !from.Before(to) {
		to = s.floor(from) // none, also where both lie in one period
	}
	for at := s.floor(from); at.Before(to); at = s.next(at) {
		if c.n++; c.n > maxPeriods {
			return nil, tooMany()
		}
		if c.n == 1 {
			c.starts = append(c.starts, s.floor(at.Add(-time.Hour)).UnixMicro())
		}
		c.starts = append(c.starts, at.UnixMicro())
	}
	if c.n == 0 {
		return &calendar{spec: s, starts: []int64{0, 0}}, nil
	}
	last := time.UnixMicro(c.starts[c.n])
	c.starts = append(c.starts, s.next(last.In(s.Zone)).UnixMicro())
	if c.cut = c.starts[c.n+1]; !s.To.IsZero() {
		c.cut = min(c.cut, s.To.UnixMicro())
	}
	c.over = sort.Search(c.n, func(k int) bool { return c.starts[k+2] > to.UnixMicro() })
	return c, nil
}

// firstVisit is the time of the first visit of all, or None.
func firstVisit(x *sequence.Instances) int64 {
	live, first := x.Ask(sequence.Question{}), int64(sequence.None)
	for i := range x.Len() {
		if t := x.Start(i); live.Has(i) && (first == sequence.None || t < first) {
			first = t
		}
	}
	return first
}

// at is the period of a moment: -1 before all, n+1 where it is not looked at.
// Periods are nearly equal, so it is close to where it would be if they were.
func (c *calendar) at(t int64) int {
	switch {
	case t >= c.cut:
		return c.n + 1
	case t < c.starts[0]:
		return -1
	}
	mean := (c.starts[c.n+1] - c.starts[1]) / int64(c.n)
	p := min(max(int((t-c.starts[1])/mean)+1, 0), c.n)
	for t < c.starts[p] {
		p--
	}
	for t >= c.starts[p+1] {
		p++
	}
	return p
}

// start is the beginning of a period.
func (c *calendar) start(p int) time.Time { return time.UnixMicro(c.starts[p]).In(c.spec.Zone) }

// floor is the beginning of the period of a moment.
func (s Spec) floor(t time.Time) time.Time {
	y, m, d := t.In(s.Zone).Date()
	switch s.Every {
	case Week:
		d -= (int(t.In(s.Zone).Weekday()) + 6) % 7
	case Month:
		d = 1
	}
	return midnight(y, m, d, s.Zone)
}

// next is the beginning of the period after the one that begins at t.
func (s Spec) next(t time.Time) time.Time {
	y, m, d := t.Date()
	switch s.Every {
	case Week:
		d += 7
	case Month:
		m++
	default:
		d++
	}
	return midnight(y, m, d, s.Zone)
}

// midnight is the moment at which a day begins. Where clocks were put forward at
// midnight that is the moment at which they were; where midnight came twice, the
// first. time.Date takes either of the two offsets then.
func midnight(y int, m time.Month, d int, zone *time.Location) time.Time {
	wanted, t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC), time.Date(y, m, d, 0, 0, 0, 0, zone)
	began, ended := t.ZoneBounds()
	_, after := t.Zone()
	local := t.UTC().Add(time.Duration(after) * time.Second)
	switch {
	case local.Before(wanted): // there is no such midnight, and the clocks go forward behind t
		return ended
	case local.After(wanted): // nor is there, and they went before t
		return began
	case began.IsZero():
		return t
	}
	_, before := began.Add(-time.Second).Zone()
	if first := t.Add(time.Duration(after-before) * time.Second); first.Before(began) { // midnight came before the clocks went back, too
		return first
	}
	return t
}
