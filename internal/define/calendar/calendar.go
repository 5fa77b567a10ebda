// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

// Zone returns the location with an IANA name, or at a fixed distance from UTC
// written as -03:00. The empty name is UTC.
func Zone(name string) (*time.Location, error) {
	if t, err := time.Parse("-07:00", name); err == nil {
		_, offset := t.Zone()
		return time.FixedZone(name, offset), nil
	}
	return time.LoadLocation(name)
}

// ID names a calendar within its workspace.
type ID string

// File is a document of calendars, "wend: calendars/v1".
type File struct {
	Calendars []*Calendar `yaml:"calendars" jsonschema_description:"The opening hours that working time is counted by."`
}

// Calendar is when something is open.
type Calendar struct {
	ID     ID                  `yaml:"id" jsonschema:"required" jsonschema_description:"Unique in the workspace, lower case with hyphens."`
	Title  string              `yaml:"title" jsonschema_description:"For people."`
	Zone   string              `yaml:"zone" jsonschema:"required" jsonschema_description:"IANA time zone, as in Europe/Berlin."`
	Hours  Hours               `yaml:"hours" jsonschema:"required" jsonschema_description:"Opening hours by day of the week; a day that is missing is closed."`
	Closed []string            `yaml:"closed" jsonschema_description:"Days closed all the same: 2026-12-25, or a range 2026-12-24/2027-01-01."`
	Opened map[string]Openings `yaml:"opened" jsonschema_description:"Days with other hours than their weekday, by date."`

	location *time.Location
	closed   map[string]bool
}

// Hours are the openings of each day of the week, under mon … sun.
type Hours struct {
	Mon Openings `yaml:"mon,flow"`
	Tue Openings `yaml:"tue,flow"`
	Wed Openings `yaml:"wed,flow"`
	Thu Openings `yaml:"thu,flow"`
	Fri Openings `yaml:"fri,flow"`
	Sat Openings `yaml:"sat,flow"`
	Sun Openings `yaml:"sun,flow"`
}

func (h *Hours) of(d time.Weekday) Openings {
	return [...]Openings{h.Sun, h.Mon, h.Tue, h.Wed, h.Thu, h.Fri, h.Sat}[d]
}

// Openings are the openings of one day in order, none overlapping.
type Openings []Opening

// Opening is a stretch of one day in minutes after local midnight; To may be
// 1440.
type Opening struct{ From, To int }

var openingText = regexp.MustCompile(`^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$`)

const openingRemedy = "write 09:00-18:00; a day ends at 24:00"

// DecodeDocument reads one opening or a list of them.
func (o *Openings) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind == yaml.SequenceNode {
		d.Value(n, path, (*[]Opening)(o))
	} else {
		*o = make(Openings, 1)
		d.Value(n, path, &(*o)[0])
	}
	for i := 1; i < len(*o); i++ {
		if (*o)[i].From < (*o)[i-1].To {
			d.Fault(n, path, "list the openings of a day in order", "the opening %s begins before %s ends", (*o)[i], (*o)[i-1])
		}
	}
}

// EncodeDocument writes a single opening as a text, several as a list.
func (o Openings) EncodeDocument() any {
	if len(o) == 1 {
		return o[0].String()
	}
	return []Opening(o)
}

// JSONSchema describes one opening or a list of them.
func (Openings) JSONSchema() *jsonschema.Schema {
	one := &jsonschema.Schema{Type: "string", Pattern: openingText.String()}
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{one, {Type: "array", Items: one}}}
}

// DecodeDocument reads "09:00-18:00".
func (o *Opening) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	m := openingText.FindStringSubmatch(n.Value)
	if m == nil {
		d.Fault(n, path, openingRemedy, "%q is no opening", n.Value)
		return
	}
	minutes := func(h, m string) int { return int(h[0]-'0')*600 + int(h[1]-'0')*60 + int(m[0]-'0')*10 + int(m[1]-'0') }
	*o = Opening{minutes(m[1], m[2]), minutes(m[3], m[4])}
	if o.From >= o.To || o.To > 1440 {
		d.Fault(n, path, openingRemedy, "the opening %q ends before it begins", n.Value)
	}
}

// EncodeDocument writes the opening as text.
func (o Opening) EncodeDocument() any { return o.String() }

// String writes the opening as 09:00-18:00.
func (o Opening) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", o.From/60, o.From%60, o.To/60, o.To%60)
}

// Decode reads a calendars document and checks it. Faults go to the list; the
// calendars returned are ready to count with.
func Decode(doc *document.Document, faults *fault.List) []*Calendar {
	var f File
	check := doc.Decode(&f, faults)
	var ready []*Calendar
	for i, c := range f.Calendars {
		before := check.Errors()
		c.check(check.Under(document.Index("calendars", i)))
		if check.Errors() == before {
			ready = append(ready, c)
		}
	}
	return ready
}

// check validates the calendar and prepares it for counting.
func (c *Calendar) check(check *document.Check) {
	if c.ID == "" {
		check.Fault("id", "give it an id such as shop-hours", "the calendar has no id")
	}
	var err error
	if c.location, err = Zone(c.Zone); err != nil || c.Zone == "" {
		check.Fault("zone", "an IANA name such as Europe/Berlin belongs here", "%q is no time zone", c.Zone)
	}
	if !slices.ContainsFunc([]time.Weekday{0, 1, 2, 3, 4, 5, 6}, func(d time.Weekday) bool { return len(c.Hours.of(d)) > 0 }) {
		check.Fault("hours", "give at least one day, as in mon: 09:00-18:00", "the calendar is never open")
	}
	c.closed = map[string]bool{}
	for i, text := range c.Closed {
		if !c.close(text) {
			check.Fault(fmt.Sprintf("closed[%d]", i), "write 2026-12-25 or 2026-12-24/2027-01-01", "%q is no date", text)
		}
	}
	for date := range c.Opened {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			check.Fault("opened."+date, "write 2026-12-24", "%q is no date", date)
		}
	}
}

// close marks a date, or a range of at most three years, as closed.
func (c *Calendar) close(text string) bool {
	from, to, ranged := strings.Cut(text, "/")
	if !ranged {
		to = from
	}
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil || last.Before(first) || last.Sub(first) > 3*366*24*time.Hour {
		return false
	}
	for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
		c.closed[d.Format(time.DateOnly)] = true
	}
	return true
}
