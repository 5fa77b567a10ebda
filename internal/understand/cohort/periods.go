// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// Day is the moment at which a day, given as midnight UTC, begins in the zone of
// s, which must be set. No time stays none.
//
//	2026-03-01T00:00:00Z in Europe/Berlin  →  2026-03-01T00:00:00+01:00
func (s Spec) Day(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.UTC().Date()
	return midnight(y, m, d, s.Zone)
}

// Whole checks that [From, To) is made of whole periods, and counts them. A fault
// tells which end is missing or lies within a period. Every and Zone must be set.
//
//	weeks, 2 March 2026 to 16 March 2026  →  2
func (s Spec) Whole() (n int, err error) {
	if s.From.IsZero() || s.To.IsZero() {
		return 0, fault.New(fault.Invalid, "times are compared period by period, and one has no end").WithRemedy("give both ends of each, as in --from 2026-03-02 --to 2026-03-16")
	}
	for _, end := range []time.Time{s.From, s.To} {
		if at := s.floor(end); !at.Equal(end) {
			return 0, fault.New(fault.Invalid, "no %s begins at %s, so that only a part of one would be compared", s.Every, moment(end.In(s.Zone))).
				WithRemedy("take %s or %s, or another --every", moment(at), moment(s.next(at)))
		}
	}
	for at := s.From.In(s.Zone); at.Before(s.To); at = s.next(at) {
		if n++; n > maxPeriods {
			return 0, tooMany()
		}
	}
	return n, nil
}

// Before is s for as many periods right before, whatever the length of each is:
// before March are not 31 days but February. s must be made of whole periods; a
// fault tells what of it is not.
func (s Spec) Before() (Spec, error) {
	n, err := s.Whole()
	if err != nil {
		return s, err
	}
	s.To = s.From
	for range n {
		s.From = s.floor(s.From.Add(-time.Hour))
	}
	return s, nil
}

// Over checks that all periods of s are over at a moment.
func (s Spec) Over(now time.Time) error {
	if !s.To.After(now) {
		return nil
	}
	return fault.New(fault.TooFew, "the time up to %s is not over, so that less of it is known than of the other", moment(s.To.In(s.Zone))).
		WithRemedy("end both where what is over ends, here %s, and both as long", moment(s.floor(now)))
}

// moment writes a time as short as it may be.
func moment(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// tooMany refuses more periods than can be shown.
func tooMany() error {
	return fault.New(fault.Invalid, "more than %d periods", maxPeriods).WithRemedy("ask by week or month, or for a shorter time")
}
