// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
)

// Workspace is what journeys refer to: the other documents of their workspace.
// The zero value knows the built-in channels and nothing else. It is not
// changed while journeys are read.
type Workspace struct {
	Channels    *channel.Set // nil: the built-in ones
	Touchpoints map[touchpoint.ID]touchpoint.Entry
	Calendars   map[calendar.ID]*calendar.Calendar
	Segments    map[segment.ID]*segment.Segment
	Personas    map[persona.ID]*persona.Persona
	Lifecycles  []*lifecycle.Lifecycle
	Journeys    map[ID]*Journey // all of the workspace's, for those that look at others
	Zone        *time.Location  // nil: UTC
}

// ChannelSet returns the channels of the workspace.
func (w *Workspace) ChannelSet() *channel.Set {
	if w.Channels == nil {
		w.Channels = channel.NewSet()
	}
	return w.Channels
}

// Location returns the workspace's time zone.
func (w *Workspace) Location() *time.Location {
	if w.Zone == nil {
		return time.UTC
	}
	return w.Zone
}

// Segment returns a segment, or says which there are.
func (w *Workspace) Segment(id segment.ID) (*segment.Segment, error) {
	if s, ok := w.Segments[id]; ok {
		return s, nil
	}
	f := fault.New(fault.NotFound, "the segment %q is not known", id)
	var known []string
	for k := range w.Segments {
		known = append(known, string(k))
	}
	slices.Sort(known)
	if near := fault.Nearest(string(id), known); near != "" {
		return nil, f.WithRemedy("did you mean %q?", near)
	}
	if len(known) == 0 {
		return nil, f.WithRemedy("add it to the workspace, in a document that begins wend: segments/v1")
	}
	return nil, f.WithRemedy("known are %s", strings.Join(known, ", "))
}

// Touchpoint returns what is known of a step's touchpoint: the step's own
// words over the library's, the channel's mode, and control by the company. For
// a step without one it says who controls the step.
func (w *Workspace) Touchpoint(s *Step) touchpoint.Touchpoint {
	if s.Touchpoint == nil {
		return touchpoint.Touchpoint{Control: s.Control}
	}
	return w.Complete(*s.Touchpoint)
}

// Complete fills in what the library and the channel say of a touchpoint.
func (w *Workspace) Complete(t touchpoint.Touchpoint) touchpoint.Touchpoint {
	t = t.Over(w.Touchpoints[t.Use].Touchpoint)
	if c, ok := w.ChannelSet().Channel(t.Channel); ok {
		t.Mode = cmp.Or(t.Mode, c.Mode)
	}
	t.Control = cmp.Or(t.Control, touchpoint.ByCompany)
	return t
}

// StepsAt counts the steps of all journeys that use a touchpoint of the library,
// be it as an alternative.
func (w *Workspace) StepsAt(id touchpoint.ID) (n int) {
	for _, j := range w.Journeys {
		for _, s := range j.Steps() {
			if s.Touchpoint != nil && s.Touchpoint.Use == id || slices.ContainsFunc(s.Alternatives, func(a Alternative) bool { return a.Use == id }) {
				n++
			}
		}
	}
	return n
}

// Owner returns who answers for a step: its own owner, else the library's.
func (w *Workspace) Owner(s *Step) string {
	if s.Owner != "" || s.Touchpoint == nil {
		return s.Owner
	}
	return w.Touchpoints[s.Touchpoint.Use].Owner
}
