// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Words says what a scorecard was restricted to, "" where it was to nothing.
func (f *Filter) Words() string {
	var parts []string
	for _, x := range []struct{ name, value string }{
		{"segment", string(f.Segment)}, {"channel", string(f.Channel)}, {"mode", string(f.Mode)}, {"nature", string(f.Nature)},
		{"direction", string(f.Direction)}, {"control", string(f.Control)}, {"actor", string(f.Actor)},
	} {
		if x.value != "" {
			parts = append(parts, x.name+" "+x.value)
		}
	}
	if f.Where != nil {
		if b, err := json.Marshal(f.Where); err == nil {
			parts = append(parts, "where "+string(b))
		}
	}
	switch {
	case f.From != nil && f.To != nil:
		parts = append(parts, fmt.Sprintf("started from %s to before %s", moment(*f.From), moment(*f.To)))
	case f.From != nil:
		parts = append(parts, "started from "+moment(*f.From))
	case f.To != nil:
		parts = append(parts, "started before "+moment(*f.To))
	}
	if f.Per != "" {
		parts = append(parts, "each "+f.Per+"'s first")
	}
	if f.Traits != "" {
		parts = append(parts, "segments by traits as they are "+f.Traits)
	}
	return strings.Join(parts, "; ")
}

// moment writes a day, and the time where it is not midnight.
func moment(t time.Time) string {
	if t = t.UTC(); t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}
