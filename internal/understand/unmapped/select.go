// SPDX-License-Identifier: Apache-2.0

package unmapped

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// selected is what to read: the events of some names, and before them those that
// a step claims, which the log then does not take for others.
type selected struct {
	claims   []evidence.Matcher
	names    []string // ascending
	channels []string // as events call them, ascending
	numbers  []uint16 // the channel of each, index in Plan.Channels
	by       []evidence.Field
}

// newSelected finds the names of which a step does not claim every event.
func newSelected(p *sequence.Plan, names []string) (selected, error) {
	var s selected
	j := p.Journey
	whole := map[string]bool{} // every such event is claimed
	for _, c := range j.Claims() {
		if c.Evidence.Answer != nil {
			continue
		}
		m := c.Evidence.Matcher()
		whole[m.Event] = whole[m.Event] || m.Where == nil
		s.claims = append(s.claims, m)
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		if !event.Reserved(name) && !whole[name] && !slices.Contains([]string(j.Ignore), name) {
			s.names = append(s.names, name)
		}
	}
	s.claims = slices.DeleteFunc(s.claims, func(m evidence.Matcher) bool {
		_, found := slices.BinarySearch(s.names, m.Event)
		return !found
	})
	if n := len(s.claims) + len(s.names); n > math.MaxUint16 {
		return s, fault.New(fault.Invalid, "%d names of events are too many", n)
	}
	known := p.Workspace.ChannelSet().Names()
	s.channels = slices.Sorted(maps.Keys(known))
	for _, name := range s.channels {
		s.numbers = append(s.numbers, uint16(slices.Index(p.Channels, known[name])))
	}
	if j.Instance.By != nil {
		s.by = []evidence.Field{{Scope: evidence.Properties, Path: strings.Split(j.Instance.By.Property, ".")}}
	}
	return s, nil
}

// selection asks the log for what was selected, as far as x was read.
func (f *finder) selection() sequence.Selection {
	s := sequence.Selection{
		Classes: slices.Clone(f.claims), Where: f.x.Question.Where, Fields: f.by, Channels: f.channels,
		Until: f.x.Question.AsOf.UnixMicro(), Upto: f.x.Position,
	}
	for _, name := range f.names {
		s.Classes = append(s.Classes, evidence.Matcher{Event: name})
	}
	return s
}
