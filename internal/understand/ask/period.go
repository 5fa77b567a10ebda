// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"strings"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// period is a range of time, without its end; an end that is zero is open.
type period struct{ from, to time.Time }

// parsePeriod reads FROM..TO, dates of which either may be left out; ok is false
// where the text is something else.
func parsePeriod(text string) (r period, ok bool, err error) {
	from, to, ok := strings.Cut(text, "..")
	if !ok {
		return r, false, nil
	}
	for _, end := range []struct {
		text string
		into *time.Time
	}{{from, &r.from}, {to, &r.to}} {
		if end.text == "" {
			continue
		}
		if *end.into, err = time.Parse(time.DateOnly, end.text); err != nil {
			return r, true, fault.New(fault.Invalid, "%q is no date", end.text).WithRemedy("write 2026-05-01")
		}
	}
	return r, true, nil
}

// String writes FROM..TO.
func (r period) String() string { return dateOf(r.from) + ".." + dateOf(r.to) }

func dateOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// check refuses a period of which nothing can be known as of a moment.
func (r period) check(asOf time.Time) error {
	switch {
	case !r.from.IsZero() && !r.to.IsZero() && !r.from.Before(r.to):
		return fault.New(fault.Invalid, "the time %s ends before it begins", r).WithRemedy("write the earlier date first; the second is that of the first day no longer meant")
	case !r.from.IsZero() && !r.from.Before(asOf):
		return fault.New(fault.Invalid, "the time %s has not begun: the answer is as of %s", r, asOf.Format(time.RFC3339)).WithRemedy("ask about an earlier time, or move --as-of")
	}
	return nil
}

// apart refuses two periods that share time: whom both hold would be compared with
// themselves.
func (r period) apart(o period) error {
	if !r.to.IsZero() && !o.from.IsZero() && !r.to.After(o.from) || !o.to.IsZero() && !r.from.IsZero() && !o.to.After(r.from) {
		return nil
	}
	f := fault.New(fault.Invalid, "%s and %s overlap, so that some would be compared with themselves", r, o)
	if r == (period{}) {
		f = fault.New(fault.Invalid, "the question is about all time, and %s is a part of it", o)
	}
	return f.WithRemedy("give the question a time of its own with --from and --to")
}

// checkPeriods refuses a question and an against whose times make no sense, by
// themselves or beside each other.
func (t *Terms) checkPeriods(now time.Time) error {
	q, err := t.question(now)
	if err != nil {
		return err
	}
	a := period{q.From, q.To}
	if err := a.check(q.AsOf); err != nil {
		return err
	}
	b, ok, err := parsePeriod(t.Against)
	if err != nil || !ok {
		return err
	}
	if err := b.check(q.AsOf); err != nil {
		return err
	}
	return a.apart(b)
}
