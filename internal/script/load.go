// SPDX-License-Identifier: Apache-2.0

package script

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/listen/event"
)

// origin is where lengths of time begin: a Monday.
var origin = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// layouts are how dates may be written.
var layouts = [...]string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05"}

// moment reads a time: a length after the origin, or a date.
func moment(text string) (time.Time, error) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	if strings.TrimRight(text, "smhdw") == "0" {
		return origin, nil
	}
	length, before := strings.CutPrefix(text, "-")
	span, err := calendar.ParseSpan(length)
	if err != nil || span.Unit != calendar.Absolute {
		return time.Time{}, fmt.Errorf("%q is no time: write 0, 13h, 2d4h, -1d, 2024-01-09 or 2024-01-09T10:00", text)
	}
	if before {
		return origin.Add(-span.Length), nil
	}
	return origin.Add(span.Length), nil
}

// word is one event in shorthand: name, channel, properties, time, undated.
var word = regexp.MustCompile(`^([^\s\[\]{}@]+)(?:\[([^\]]*)\])?(?:\{([^}]*)\})?@([-0-9a-zT:.]+)(\?)?(?:\s+|$)`)

// loadLine reads the events of one customer.
func loadLine(line string) (out []event.Event, err error) {
	who, rest, ok := strings.Cut(line, ":")
	if !ok || who == "" {
		return nil, fmt.Errorf("%q names no customer: write p1: view@0 pay@1h", line)
	}
	customer, traits := strings.CutSuffix(who, " traits")
	for rest = strings.TrimSpace(rest); rest != ""; {
		m := word.FindStringSubmatch(rest)
		if m == nil {
			return nil, fmt.Errorf("%q is no event: write name[channel]{property:value}@time", rest)
		}
		e, err := loadEvent(m, traits)
		if err != nil {
			return nil, err
		}
		e.Customer = event.CustomerID(customer)
		out, rest = append(out, e), rest[len(m[0]):]
	}
	return out, nil
}

// loadEvent makes an event of the parts of a word.
func loadEvent(m []string, traits bool) (e event.Event, err error) {
	at, err := moment(m[4])
	if err != nil {
		return e, err
	}
	e = event.Event{Name: m[1], Channel: m[2], Time: at.UnixMicro(), Undated: m[5] != ""}
	if traits {
		e.Name = "Traits Given"
		e.Traits, err = object([]string{m[1]}, "=")
		return e, err
	}
	e.Properties, err = object(strings.Fields(m[3]), ":")
	return e, err
}

// object makes a JSON object of pairs; what reads as JSON is JSON, all else text.
func object(pairs []string, sign string) ([]byte, error) {
	m := map[string]any{}
	for _, p := range pairs {
		key, text, ok := strings.Cut(p, sign)
		if !ok {
			return nil, fmt.Errorf("%q has no value: write name%svalue", p, sign)
		}
		var value any = text
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			value = text
		}
		m[key] = value
	}
	return event.Object(m)
}
