// SPDX-License-Identifier: Apache-2.0

// Package calendar holds lengths of time as people write them ("30d", "2
// working days") and the opening hours against which working time is counted.
package calendar

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/document"
)

// Unit says how a Span is counted.
type Unit uint8

// The units of a Span.
const (
	Absolute     Unit = iota // on the clock: Length
	WorkingHours             // open time of a calendar: Length
	WorkingDays              // open days of a calendar, parts counted: Days
	None                     // "none": no limit
)

// Span is a length of time in a document. The zero Span means "not given"; it
// differs from None, which is written "none". Absolute spans are instants apart
// on the clock, so daylight saving never moves them: a day is 24 hours.
type Span struct {
	Unit   Unit
	Length time.Duration
	Days   float64

	text string // as written
}

// Of returns an absolute span.
func Of(d time.Duration) Span { return Span{Length: d, text: shortest(d)} }

// IsZero reports whether the span was not given.
func (s Span) IsZero() bool { return s.Unit == Absolute && s.Length == 0 }

// String returns the span as it was written.
func (s Span) String() string { return s.text }

var (
	spanParts   = regexp.MustCompile(`^(?:(\d+(?:\.\d+)?)([smhdw]))+$`)
	spanPart    = regexp.MustCompile(`(\d+(?:\.\d+)?)([smhdw])`)
	workingSpan = regexp.MustCompile(`^(\d+(?:\.\d+)?) working (hours?|days?)$`)
)

var unitLengths = map[string]time.Duration{
	"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour,
}

// ParseSpan reads "90s", "10m", "36h", "30d", "2w", sums such as "1d12h", "2
// working days", "4 working hours" and "none". A length is positive and at most
// a hundred years.
func ParseSpan(text string) (Span, error) {
	s := Span{text: text}
	switch {
	case text == "none":
		s.Unit = None
		return s, nil
	case spanParts.MatchString(text):
		total := 0.0
		for _, m := range spanPart.FindAllStringSubmatch(text, -1) {
			n, _ := strconv.ParseFloat(m[1], 64)
			total += n * float64(unitLengths[m[2]])
		}
		if total <= 0 || total > 100*366*24*float64(time.Hour) {
			return Span{}, fmt.Errorf("the length %q is out of range", text)
		}
		s.Length = time.Duration(math.Round(total))
		return s, nil
	}
	m := workingSpan.FindStringSubmatch(text)
	if m == nil {
		return Span{}, fmt.Errorf("%q is no length of time", text)
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	if n <= 0 || n > 10_000 {
		return Span{}, fmt.Errorf("the length %q is out of range", text)
	}
	if strings.HasPrefix(m[2], "day") {
		s.Unit, s.Days = WorkingDays, n
	} else {
		s.Unit, s.Length = WorkingHours, time.Duration(n*float64(time.Hour))
	}
	return s, nil
}

// spanRemedy tells how a span is written.
const spanRemedy = `write 90s, 10m, 36h, 30d, 2w, "2 working days", "4 working hours" or none`

// DecodeDocument reads a span from a document.
func (s *Span) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	if n.Kind != yaml.ScalarNode {
		d.Fault(n, path, spanRemedy, "a length of time belongs here")
		return
	}
	parsed, err := ParseSpan(strings.TrimSpace(n.Value))
	if err != nil {
		d.Fault(n, path, spanRemedy, "%v", err)
		return
	}
	*s = parsed
}

// EncodeDocument writes the span as it was written.
func (s Span) EncodeDocument() any { return s.text }

// JSONSchema describes the texts that ParseSpan reads.
func (Span) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{
		Type:        "string",
		Pattern:     `^(none|([0-9]+(\.[0-9]+)?[smhdw])+|[0-9]+(\.[0-9]+)? working (hours?|days?))$`,
		Description: "A length of time: 90s, 10m, 36h, 30d, 2w, 1d12h, 2 working days, 4 working hours, or none.",
	}
}

// shortest writes a duration in the largest unit that divides it.
func shortest(d time.Duration) string {
	for _, u := range [...]string{"w", "d", "h", "m", "s"} {
		if n := unitLengths[u]; d%n == 0 && (u != "w" || d < 5*n) {
			return strconv.FormatInt(int64(d/n), 10) + u
		}
	}
	return d.String()
}
