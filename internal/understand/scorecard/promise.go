// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// promise is what a step's "expected" says, ready to judge. The time measured
// runs from the first visit to step of to the first visit to step until; -1
// where there is none.
type promise struct {
	of, until int
	expected  *journey.Expected
	calendar  *calendar.Calendar
	zone      *time.Location
	now       time.Time
	dates     map[int][]dated // by instance, of a dated promise
}

// dated is a promised date with the time at which it was promised.
type dated struct {
	promised time.Time
	day      bool // the whole day was
	at       int64
}

// readPromises prepares every step's promise and reads the dates that events
// carry.
func (r *run) readPromises(ctx context.Context) error {
	r.promises = make([]promise, len(r.plan.Steps))
	for i := range r.promises {
		p := &r.promises[i]
		*p = r.planPromise(i)
		if p.expected == nil || p.expected.By == nil {
			continue
		}
		if err := r.readDates(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// planPromise decides what a step's time is measured from. A contactless step
// without evidence between two observed ones shows the time between them.
func (r *run) planPromise(i int) promise {
	s := &r.plan.Steps[i]
	p := promise{of: -1, until: i, expected: s.Expected, now: r.q.AsOf, zone: r.plan.Workspace.Location()}
	if s.Contactless && !s.Observed {
		p.of, p.until = r.observedBefore(i), r.observedAfter(i)
	}
	if e := s.Expected; e != nil {
		if e.Of != "" {
			p.of = r.index(e.Of)
		}
		if e.By != nil && e.Of == "" {
			p.of = r.stepOfEvent(e.By.Event)
		}
		p.calendar = r.plan.Workspace.Calendars[e.Calendar]
		if zone, err := calendar.Zone(e.Zone); err == nil && e.Zone != "" {
			p.zone = zone
		}
	}
	if p.until < 0 {
		p.of, p.until = -1, i
	}
	return p
}

func (r *run) index(id journey.StepID) int {
	return slices.IndexFunc(r.plan.Steps, func(s sequence.Step) bool { return s.ID == id })
}

// observedBefore returns the nearest required step with events before i, else
// the nearest optional one, else -1.
func (r *run) observedBefore(i int) int {
	return r.nearest(i, -1)
}

func (r *run) observedAfter(i int) int { return r.nearest(i, +1) }

func (r *run) nearest(i, way int) int {
	optional := -1
	for k := i + way; k >= 0 && k < len(r.plan.Steps); k += way {
		s := &r.plan.Steps[k]
		if !s.Observed || s.ByAnswersOnly() {
			continue
		}
		if !s.Optional && len(s.For) == 0 {
			return k
		}
		if optional < 0 {
			optional = k
		}
	}
	return optional
}

// stepOfEvent returns the first step that an event is evidence of, or -1.
func (r *run) stepOfEvent(name string) int {
	return slices.IndexFunc(r.plan.Steps, func(s sequence.Step) bool {
		return slices.ContainsFunc(s.Evidence, func(e journey.Evidence) bool { return e.Event == name })
	})
}

// promisedDates are the dates that events promise, by instance, and those that
// cannot be read.
type promisedDates struct {
	of     map[int][]dated
	unread int
}

// readDates reads the dates that events promise and finds their instances: the
// event's own, else that of instance.by, else the one open at that time.
func (r *run) readDates(ctx context.Context, p *promise) error {
	by := p.expected.By
	s := sequence.Selection{
		Classes: []evidence.Matcher{{Event: by.Event}}, Where: r.q.Where, Until: r.q.AsOf.UnixMicro(),
		Fields: []evidence.Field{{Scope: evidence.Properties, Path: strings.Split(by.Property, ".")}},
	}
	if b := r.journey.Instance.By; b != nil {
		s.Fields = append(s.Fields, evidence.Field{Scope: evidence.Properties, Path: strings.Split(b.Property, ".")})
	}
	d, err := sequence.Recall(ctx, r.log, r.Instances, "dates "+p.zone.String(), s, func() (*promisedDates, error) { return r.datesIn(ctx, s, p.zone) })
	if err != nil {
		return err
	}
	p.dates = d.of
	if d.unread > 0 {
		r.card.Notes = append(r.card.Notes, fmt.Sprintf("%d dates in %s of %q cannot be read: what they promise is not judged. Write 2026-05-01 or 2026-05-01T12:00:00Z; what stands there is among the event's properties.", d.unread, by.Property, by.Event))
	}
	return nil
}

// datesIn reads the dates of a selection.
func (r *run) datesIn(ctx context.Context, s sequence.Selection, zone *time.Location) (*promisedDates, error) {
	type read struct {
		dated
		customer uint32
		key      uint64
		value    string
	}
	var list []read
	out := &promisedDates{of: map[int][]dated{}}
	if _, err := r.log.Visits(ctx, s, func(v *sequence.Visits) error {
		for i := range v.Customer {
			x := read{customer: r.Owner(v.Customer[i]), key: v.Key[i]}
			x.at = v.Time[i]
			if len(v.Fields) > 1 {
				x.value = strings.Clone(sequence.Text(v.Fields[1][i]))
			}
			text, ok := sequence.Text(v.Fields[0][i]), false
			switch x.promised, x.day, ok = parseDate(text, zone); {
			case ok:
				list = append(list, x)
			case text != "":
				out.unread++ // what it says is a customer's: everybody may read a scorecard
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	keys := make([]uint64, len(list))
	for i := range list {
		keys[i] = list[i].key
	}
	places := r.Find(keys)
	for _, x := range list {
		i := places[x.key].Instance
		if i < 0 {
			i = r.instanceAt(x.customer, x.value, x.at)
		}
		if i >= 0 {
			out.of[i] = append(out.of[i], x.dated)
		}
	}
	for _, dates := range out.of {
		slices.SortFunc(dates, func(a, b dated) int { return int(min(1, max(-1, a.at-b.at))) })
	}
	return out, nil
}

// instanceAt returns the customer's instance with a value, or the last to start
// at or before a time; -1 if there is none.
func (r *run) instanceAt(customer uint32, value string, at int64) int {
	if value != "" {
		if with := r.WithValue(customer, value); len(with) > 0 {
			return with[len(with)-1]
		}
		return -1
	}
	from, to := r.Of(customer)
	begun := sort.Search(to-from, func(k int) bool { return r.Start(from+k) > at })
	if begun == 0 {
		return -1
	}
	return from + begun - 1
}

// judge says whether a promise was broken. since and here are the times
// measured between, where known; without arrival it is judged as of now. known
// is false where there was no promise to judge.
func (p *promise) judge(instance int, since int64, started bool, here int64, arrived bool) (late, known bool) {
	if p.expected == nil {
		return false, false
	}
	until := p.now
	if arrived {
		until = time.UnixMicro(here)
	}
	if p.expected.By != nil {
		return p.judgeDate(instance, until)
	}
	if p.expected.Within.IsZero() || !started {
		return false, false
	}
	return p.expected.Within.Exceeded(p.calendar, time.UnixMicro(since), until), true
}

// judgeDate compares with the last date promised before the arrival.
func (p *promise) judgeDate(instance int, until time.Time) (late, known bool) {
	dates := p.dates[instance]
	if len(dates) == 0 {
		return false, false
	}
	last := dates[0]
	for _, d := range dates {
		if d.at <= until.UnixMicro() {
			last = d
		}
	}
	if last.day || p.expected.Compare == journey.ByDay {
		return dayOf(until, p.zone) > dayOf(last.promised, p.zone), true
	}
	return until.After(last.promised), true
}

// before reports whether one time lies before another, at the promise's grain.
func (p *promise) before(a, b int64) bool {
	if p.expected != nil && p.expected.Compare == journey.ByDay {
		return dayOf(time.UnixMicro(a), p.zone) < dayOf(time.UnixMicro(b), p.zone)
	}
	return a < b
}

// dayOf numbers the days of a zone.
func dayOf(t time.Time, zone *time.Location) int64 {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
}

// dateLayouts are the forms in which events promise.
var dateLayouts = [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly}

// parseDate reads a promised date; day says that it names a whole day. A time
// without a zone is in the promise's zone.
func parseDate(s string, zone *time.Location) (t time.Time, day, ok bool) {
	for _, layout := range dateLayouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, layout == time.DateOnly, true
		}
	}
	return time.Time{}, false, false
}

// words says what was promised.
func (p *promise) words() string {
	e := p.expected
	switch {
	case e == nil:
		return ""
	case e.By != nil && e.Compare == journey.ByDay:
		return fmt.Sprintf("by the day of %s", e.By.Property)
	case e.By != nil:
		return fmt.Sprintf("by %s", e.By.Property)
	case e.Within.IsZero():
		return ""
	}
	return "within " + e.Within.String()
}
