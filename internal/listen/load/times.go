// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// clock reads the times of one column. It is for one goroutine: it remembers
// the last day's offset.
type clock struct {
	format string // as it was given
	parts  []part
	unix   int64 // microseconds a unit, for counts of time; 0: parts
	zone   *time.Location

	day    int64 // whose offset is known, in days since 1970
	offset int   // seconds east of UTC throughout that day
	known  bool
}

// part is one element of a time format.
type part struct {
	verb byte // of strptime; 0: the literal text
	text string
}

// newClock prepares a format: strptime's (%Y-%m-%d %H:%M:%S), "iso", "unix",
// "unix_ms" or "unix_us". Times without a zone of their own are in zone.
func newClock(format string, zone *time.Location) (*clock, error) {
	c := &clock{format: cmp.Or(format, "iso"), zone: zone}
	switch format {
	case "", "iso":
		return c, nil
	case "unix":
		c.unix = 1_000_000
		return c, nil
	case "unix_ms":
		c.unix = 1000
		return c, nil
	case "unix_us":
		c.unix = 1
		return c, nil
	}
	if !spelledWithPercent(format) {
		return nil, fault.New(fault.Invalid, "%q is no time format", format).WithRemedy("%s", formatRemedy(format))
	}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			c.parts = append(c.parts, part{text: format[i : i+1]})
			continue
		}
		i++
		switch v := format[i]; {
		case v == '%':
			c.parts = append(c.parts, part{text: "%"})
		case v == 'T':
			c.parts = append(c.parts, part{verb: 'H'}, part{text: ":"}, part{verb: 'M'}, part{text: ":"}, part{verb: 'S'})
		case v == 'F':
			c.parts = append(c.parts, part{verb: 'Y'}, part{text: "-"}, part{verb: 'm'}, part{text: "-"}, part{verb: 'd'})
		case strings.IndexByte("YymdeHIMSfpzbBjs", v) >= 0:
			c.parts = append(c.parts, part{verb: v})
		default:
			return nil, fault.New(fault.Invalid, "the time format has an unknown part %%%c", v).
				WithRemedy("known are %%Y %%y %%m %%d %%b %%B %%H %%I %%M %%S %%f %%p %%z %%j %%T %%F, or iso, unix, unix_ms, unix_us")
		}
	}
	return c, nil
}

// moment is a time taken apart.
type moment struct {
	year, month, day, hour, minute, second, micro int
	pm, twelve                                    bool
	offset                                        int // seconds east of UTC
	zoned                                         bool
}

// read returns a time in microseconds UTC and the offset, in minutes, of the
// zone in which it was written.
func (c *clock) read(s string) (micros int64, offset int16, err error) {
	s = strings.TrimSpace(s)
	if c.unix > 0 {
		return c.readUnix(s)
	}
	var m moment
	var ok bool
	if c.parts == nil {
		m, ok = parseISO(s)
	} else {
		m, ok = c.parse(s)
	}
	if !ok {
		return 0, 0, fmt.Errorf("%q is no time in the column's format, %s", s, c.format)
	}
	if err := m.check(); err != nil {
		return 0, 0, fmt.Errorf("%q: %w", s, err)
	}
	return c.instant(m)
}

// check refuses days that no calendar has.
func (m *moment) check() error {
	switch {
	case m.month < 1 || m.month > 12:
		return fmt.Errorf("there is no month %d", m.month)
	case m.day < 1 || m.day > daysIn(m.year, m.month):
		return fmt.Errorf("there is no day %d in month %d of %d", m.day, m.month, m.year)
	case m.hour > 24 || m.minute > 59 || m.second > 60 || m.hour == 24 && m.minute+m.second+m.micro > 0:
		return fmt.Errorf("there is no time %02d:%02d:%02d", m.hour, m.minute, m.second)
	}
	return nil
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// instant turns a wall-clock time into an instant.
func (c *clock) instant(m moment) (micros int64, offset int16, err error) {
	day := daysSince1970(m.year, m.month, m.day)
	local := ((day*24+int64(m.hour))*60+int64(m.minute))*60 + int64(m.second)
	seconds := m.offset
	if !m.zoned {
		seconds = c.offsetAt(day, local)
	}
	return (local-int64(seconds))*1_000_000 + int64(m.micro), int16(seconds / 60), nil
}

// offsetAt is the zone's offset at a wall-clock time, in seconds since 1970. A
// time that the clock skipped counts as if it had not.
func (c *clock) offsetAt(day, local int64) int {
	if c.known && day == c.day {
		return c.offset
	}
	at := func(local int64) int {
		offset := func(unix int64) int {
			_, o := time.Unix(unix, 0).In(c.zone).Zone()
			return o
		}
		before, after := offset(local-86400), offset(local+86400)
		if offset(local-int64(before)) == before || offset(local-int64(after)) != after {
			return before // also of the two readings of an hour that came twice
		}
		return after
	}
	begin, end := at(day*86400), at(day*86400+86399)
	c.known = begin == end
	c.day, c.offset = day, begin
	if c.known {
		return begin
	}
	return at(local)
}

// daysSince1970 counts days of the Gregorian calendar (Howard Hinnant's
// days_from_civil).
func daysSince1970(y, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int64(era*146097 + doe - 719468)
}

func (c *clock) readUnix(s string) (int64, int16, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	negative := strings.HasPrefix(whole, "-")
	n, rest, ok := digits(strings.TrimPrefix(whole, "-"), 1, 18)
	if !ok || rest != "" {
		return 0, 0, fmt.Errorf("%q is no count of time", s)
	}
	micros := int64(n) * c.unix
	for unit := c.unix / 10; unit > 0 && fraction != ""; unit /= 10 {
		if fraction[0] < '0' || fraction[0] > '9' {
			return 0, 0, fmt.Errorf("%q is no count of time", s)
		}
		micros += int64(fraction[0]-'0') * unit
		fraction = fraction[1:]
	}
	if negative {
		micros = -micros
	}
	return micros, 0, nil
}

// digits reads a number of min to max digits.
func digits(s string, least, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < most && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i >= least
}

// parseISO reads 2006-01-02, with an optional time behind T or a space, an
// optional fraction and an optional zone.
func parseISO(s string) (m moment, ok bool) {
	if len(s) < 10 || s[4] != '-' && s[4] != '/' || s[7] != s[4] {
		return m, false
	}
	var ok1, ok2, ok3 bool
	var rest string
	m.year, _, ok1 = digits(s[:4], 4, 4)
	m.month, _, ok2 = digits(s[5:7], 2, 2)
	m.day, rest, ok3 = digits(s[8:], 2, 2)
	if !ok1 || !ok2 || !ok3 {
		return m, false
	}
	if rest == "" {
		return m, true
	}
	if rest[0] != 'T' && rest[0] != ' ' && rest[0] != 't' {
		return m, false
	}
	if m.hour, rest, ok = digits(rest[1:], 2, 2); !ok || rest == "" || rest[0] != ':' {
		return m, false
	}
	if m.minute, rest, ok = digits(rest[1:], 2, 2); !ok {
		return m, false
	}
	if rest != "" && rest[0] == ':' {
		if m.second, rest, ok = digits(rest[1:], 2, 2); !ok {
			return m, false
		}
		if rest != "" && (rest[0] == '.' || rest[0] == ',') {
			m.micro, rest, ok = fraction(rest[1:])
			if !ok {
				return m, false
			}
		}
	}
	return m.readZone(strings.TrimLeft(rest, " "))
}

// fraction reads digits behind a decimal point as microseconds; what is finer
// is cut off.
func fraction(s string) (micro int, rest string, ok bool) {
	i, unit := 0, 100_000
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		micro += int(s[i]-'0') * unit
		unit /= 10
	}
	return micro, s[i:], i > 0
}

// readZone reads Z, +02:00, +0200, +02 or nothing, to the end of the text.
func (m moment) readZone(s string) (moment, bool) {
	switch {
	case s == "":
		return m, true
	case s == "Z" || s == "z" || s == "UTC":
		m.zoned = true
		return m, true
	case s[0] != '+' && s[0] != '-':
		return m, false
	}
	h, rest, ok := digits(s[1:], 2, 2)
	if !ok {
		return m, false
	}
	minutes := 0
	if rest = strings.TrimPrefix(rest, ":"); rest != "" {
		if minutes, rest, ok = digits(rest, 2, 2); !ok || rest != "" {
			return m, false
		}
	}
	if h > 15 || minutes > 59 {
		return m, false
	}
	m.zoned, m.offset = true, h*3600+minutes*60
	if s[0] == '-' {
		m.offset = -m.offset
	}
	return m, true
}

// parse reads a time in the clock's format.
func (c *clock) parse(s string) (m moment, ok bool) {
	m = moment{month: 1, day: 1}
	for _, p := range c.parts {
		if p.verb == 0 {
			if !strings.HasPrefix(s, p.text) {
				return m, false
			}
			s = s[len(p.text):]
			continue
		}
		if s, ok = m.verb(p.verb, s); !ok {
			return m, false
		}
	}
	if m.twelve {
		m.hour %= 12
		if m.pm {
			m.hour += 12
		}
	}
	return m, s == ""
}

// verb reads one part and returns what is left.
func (m *moment) verb(v byte, s string) (rest string, ok bool) {
	switch v {
	case 'Y':
		m.year, s, ok = digits(s, 4, 4)
	case 'y':
		m.year, s, ok = digits(s, 2, 2)
		m.year += 2000
		if m.year >= 2069 {
			m.year -= 100
		}
	case 'm':
		m.month, s, ok = digits(s, 1, 2)
	case 'd', 'e':
		m.day, s, ok = digits(strings.TrimLeft(s, " "), 1, 2)
	case 'j':
		m.day, s, ok = digits(s, 1, 3)
		t := time.Date(m.year, 1, m.day, 0, 0, 0, 0, time.UTC)
		m.month, m.day = int(t.Month()), t.Day()
	case 'H':
		m.hour, s, ok = digits(s, 1, 2)
	case 'I':
		m.hour, s, ok = digits(s, 1, 2)
		m.twelve = true
	case 'M':
		m.minute, s, ok = digits(s, 1, 2)
	case 'S':
		m.second, s, ok = digits(s, 1, 2)
	case 'f':
		m.micro, s, ok = fraction(s)
	case 'p':
		return m.half(s)
	case 'b', 'B':
		return m.monthName(s)
	case 'z':
		out, good := m.readZone(s)
		*m = out
		return "", good
	}
	return s, ok
}

func (m *moment) half(s string) (string, bool) {
	if len(s) < 2 {
		return s, false
	}
	switch strings.ToUpper(s[:2]) {
	case "AM":
	case "PM":
		m.pm = true
	default:
		return s, false
	}
	return s[2:], true
}

func (m *moment) monthName(s string) (string, bool) {
	for month := time.January; month <= time.December; month++ {
		for _, name := range [...]string{month.String(), month.String()[:3]} {
			if len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
				m.month = int(month)
				return s[len(name):], true
			}
		}
	}
	return s, false
}

// candidates are the formats that detection tries. What is tried day first is
// tried month first too: a column that does not tell has to be refused.
var candidates = allCandidates()

func allCandidates() []string {
	out := []string{"iso"}
	for _, sign := range []string{"/", ".", "-"} {
		for _, days := range []string{"%d" + sign + "%m", "%m" + sign + "%d"} {
			for _, clock := range []string{" %H:%M:%S", " %H:%M", "", " %I:%M:%S %p", " %I:%M %p"} {
				out = append(out, days+sign+"%Y"+clock)
			}
		}
	}
	return append(out, "%d %b %Y %H:%M:%S", "%d %b %Y", "%b %d, %Y", "%Y%m%d%H%M%S", "%Y%m%dT%H%M%S", "unix_us", "unix_ms", "unix")
}

// detectTime finds the formats in which all samples are sensible times. More
// than one means that the samples do not tell; ok is false when none fits.
func detectTime(samples []string) (formats []string, ok bool) {
	for _, f := range candidates {
		c, err := newClock(f, time.UTC)
		if err == nil && fits(c, samples) {
			formats = append(formats, f)
		}
	}
	return formats, len(formats) > 0
}

// within finds the formats that as many samples as possible have, and what does
// not have them; none where that is more than tolerable.
func within(samples []string) (formats, misfits []string) {
	limit := len(samples) / 20
	for _, f := range candidates {
		c, err := newClock(f, time.UTC)
		if err != nil {
			continue
		}
		bad := misfitsOf(c, samples, limit)
		switch {
		case len(bad) > limit || len(bad) == len(samples):
		case len(formats) > 0 && len(bad) == limit:
			formats = append(formats, f)
		default:
			formats, misfits, limit = []string{f}, bad, len(bad)
		}
	}
	return formats, misfits
}

// misfitsOf lists samples that the clock cannot read, no more than one above the limit.
func misfitsOf(c *clock, samples []string, limit int) (bad []string) {
	for i, s := range samples {
		if !fits(c, samples[i:i+1]) {
			if bad = append(bad, s); len(bad) > limit {
				return bad
			}
		}
	}
	return bad
}

// mostly finds the formats that as many samples as possible have, if those are
// more than half. More than one means that the samples do not tell.
func mostly(samples []string) (formats []string) {
	best := len(samples)/2 + 1
	for _, f := range candidates {
		c, err := newClock(f, time.UTC)
		if err != nil {
			continue
		}
		count := 0
		for i := range samples {
			if fits(c, samples[i:i+1]) {
				count++
			}
		}
		switch {
		case count > best:
			formats, best = []string{f}, count
		case count == best:
			formats = append(formats, f)
		}
	}
	return formats
}

func fits(c *clock, samples []string) bool {
	some := false
	for _, s := range samples {
		if strings.TrimSpace(s) == "" {
			continue
		}
		micros, _, err := c.read(s)
		if err != nil {
			return false
		}
		if year := time.UnixMicro(micros).UTC().Year(); year < 1990 || year > 2100 {
			return false
		}
		some = true
	}
	return some
}
