// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

const shop = `wend: calendars/v1
calendars:
  - id: shop-hours
    zone: Europe/Berlin
    hours: {mon: 09:00-18:00, tue: 09:00-18:00, wed: 09:00-18:00, thu: [09:00-12:00, 13:00-19:00], fri: 09:00-18:00, sat: 09:00-13:00}
    closed: [2026-12-25, 2026-12-31/2027-01-01]
    opened: {2026-12-20: 12:00-16:00}
  - id: night
    zone: Europe/Berlin
    hours: {sun: 00:00-24:00}
`

func read(t *testing.T, src string) ([]*Calendar, fault.List) {
	t.Helper()
	docs, err := document.Parse("c.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var faults fault.List
	return Decode(docs[0], &faults), faults
}

func TestElapsed(t *testing.T) {
	cals, faults := read(t, shop)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	cases := []struct {
		calendar int
		from, to string
		hours    float64
		days     float64
	}{
		{0, "2026-11-20 17:00", "2026-11-23 17:00", 13, 2}, // Friday to Monday over a short Saturday
		{0, "2026-11-20 19:00", "2026-11-21 08:00", 0, 0},  // overnight
		{0, "2026-11-23 10:00", "2026-11-23 12:00", 2, 2.0 / 9},
		{0, "2026-11-26 11:00", "2026-11-26 14:00", 2, 2.0 / 9}, // across the lunch break
		{0, "2026-12-24 12:00", "2026-12-26 10:00", 7, 6.0/9 + 1.0/4},
		{0, "2026-12-30 18:00", "2027-01-02 09:00", 0, 0},         // two days closed
		{0, "2026-12-20 00:00", "2026-12-21 00:00", 4, 1},         // a Sunday opened
		{0, "2026-11-23 12:00", "2026-11-23 10:00", -2, -2.0 / 9}, // backwards
		{1, "2026-10-24 12:00", "2026-10-26 12:00", 25, 1},        // the day the clocks go back has 25 hours
	}
	for _, c := range cases {
		open, days := cals[c.calendar].Elapsed(at(c.from), at(c.to))
		if math.Abs(open.Hours()-c.hours) > 1e-9 || math.Abs(days-c.days) > 1e-9 {
			t.Errorf("%s to %s: %v h, %v days; want %v, %v", c.from, c.to, open.Hours(), days, c.hours, c.days)
		}
	}
	two, _ := ParseSpan("2 working days")
	if two.Exceeded(cals[0], at("2026-11-20 17:00"), at("2026-11-23 17:00")) {
		t.Error("exactly two working days are not late")
	}
	if !two.Exceeded(cals[0], at("2026-11-20 17:00"), at("2026-11-23 17:01")) {
		t.Error("a minute more is late")
	}
}

func TestMistakesHaveTheirPlace(t *testing.T) {
	_, faults := read(t, `wend: calendars/v1
calendars:
  - id: a
    zone: Mars/Olympus
    hours: {mon: 18:00-09:00, tue: 9-18, wed: [12:00-14:00, 13:00-15:00]}
    closed: [soon]
  - zone: UTC
    opened: {tomorrow: 10:00-11:00}
`)
	var got []string
	faults.Sort()
	for _, f := range faults {
		got = append(got, f.Error())
	}
	want := []string{
		`c.yaml:4:11: "Mars/Olympus" is no time zone; an IANA name such as Europe/Berlin belongs here`,
		`c.yaml:5:18: the opening "18:00-09:00" ends before it begins; write 09:00-18:00; a day ends at 24:00`,
		`c.yaml:5:36: "9-18" is no opening; write 09:00-18:00; a day ends at 24:00`,
		`c.yaml:5:47: the opening 13:00-15:00 begins before 12:00-14:00 ends; list the openings of a day in order`,
		`c.yaml:6:14: "soon" is no date; write 2026-12-25 or 2026-12-24/2027-01-01`,
		`c.yaml:7:5: the calendar has no id; give it an id such as shop-hours`,
		`c.yaml:7:5: the calendar is never open; give at least one day, as in mon: 09:00-18:00`,
		`c.yaml:8:24: "tomorrow" is no date; write 2026-12-24`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseSpan(t *testing.T) {
	good := map[string]time.Duration{"90s": 90 * time.Second, "10m": 10 * time.Minute, "30d": 720 * time.Hour, "2w": 336 * time.Hour, "1d12h": 36 * time.Hour, "0.5h": 30 * time.Minute}
	for text, want := range good {
		s, err := ParseSpan(text)
		if err != nil || s.Length != want || s.Unit != Absolute || s.String() != text {
			t.Errorf("%s = %v %v", text, s, err)
		}
	}
	if s, err := ParseSpan("2 working days"); err != nil || s.Unit != WorkingDays || s.Days != 2 || !s.NeedsCalendar() {
		t.Errorf("working days: %v %v", s, err)
	}
	if s, err := ParseSpan("4 working hours"); err != nil || s.Unit != WorkingHours || s.Length != 4*time.Hour {
		t.Errorf("working hours: %v %v", s, err)
	}
	if s, err := ParseSpan("none"); err != nil || s.Unit != None || s.IsZero() {
		t.Errorf("none: %v %v", s, err)
	}
	for _, bad := range []string{"", "5", "d", "-3d", "0d", "3 days", "1e9w", "200000w", "0 working days"} {
		if s, err := ParseSpan(bad); err == nil {
			t.Errorf("%q was taken as %v", bad, s)
		}
	}
	if got := Of(36 * time.Hour).String(); got != "36h" {
		t.Errorf("36 hours are written %q", got)
	}
}
