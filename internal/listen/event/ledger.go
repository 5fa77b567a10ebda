// SPDX-License-Identifier: Apache-2.0

package event

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// HandSource is the source of counts that people enter themselves.
const HandSource SourceID = "hand"

// CountOf reads the count that an event carries.
func CountOf(e *Event) (c Count, ok bool) {
	var p struct {
		Journey, Step, Channel, Unit string
		Count                        float64
		From, To                     time.Time
	}
	if e.Name != CountGiven || json.Unmarshal(e.Properties, &p) != nil {
		return c, false
	}
	return Count{Journey: p.Journey, Step: p.Step, Channel: p.Channel, Unit: p.Unit, From: p.From.UnixMicro(), To: p.To.UnixMicro(), Count: p.Count}, true
}

// Tally is what was counted of a step, on a channel, in a period: the sum of its
// entries. Events do not change, so a correction is an entry of its own, with the
// difference.
type Tally struct {
	Count
	Entries int
}

// Ledger adds counts up, the newest period first.
func Ledger(counts []Count) []Tally {
	var out []Tally
	for _, c := range counts {
		i := slices.IndexFunc(out, func(t Tally) bool { return t.ID() == c.ID() })
		if i < 0 {
			out = append(out, Tally{Count: c, Entries: 1})
			continue
		}
		out[i].Count.Count += c.Count
		out[i].Entries++
	}
	slices.SortStableFunc(out, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.To, a.To), cmp.Compare(a.Step, b.Step), cmp.Compare(a.Channel, b.Channel))
	})
	return out
}

// Enter returns the event that makes the ledger say c, which it may correct; ok
// is false where it says so already. Two people who correct the same count at once
// give events of one identity: the second is a conflict.
func Enter(ledger []Tally, c Count) (e Event, ok bool, err error) {
	id := c.ID()
	i := slices.IndexFunc(ledger, func(t Tally) bool { return t.ID() == id })
	if i >= 0 {
		if c.Count -= ledger[i].Count.Count; c.Count == 0 {
			return e, false, nil
		}
		id = fmt.Sprintf("%s #%d", id, ledger[i].Entries+1)
	}
	properties, err := c.Properties()
	return Event{Source: HandSource, ID: id, Name: CountGiven, Time: c.From, Channel: c.Channel, Properties: properties}, err == nil, err
}
